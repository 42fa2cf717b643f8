"""Which answers a condition hangs on: the facts of which one must change before its truth can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from backcheck.condition import AtLeast, Condition, Leaf, Named, Not, Unsure, facts_of, leaves
from backcheck.findings import Person
from backcheck.logic import NO, UNKNOWN, YES, Truth
from backcheck.protocol import Protocol, Question
from backcheck.triage import each_once

Wanted = frozenset[Truth]
Permitted = Callable[[str], bool]
HOLDS, FAILS = frozenset({YES}), frozenset({NO})
NOT_NO, NOT_YES = frozenset({YES, UNKNOWN}), frozenset({NO, UNKNOWN})
_OPPOSITE = {HOLDS: FAILS, FAILS: HOLDS, NOT_NO: NOT_YES, NOT_YES: NOT_NO}


class Levers:
    """One person, and the facts that may still change for them (``permitted``); all but the ``last`` one, or that."""

    def __init__(self, person: Person, permitted: Permitted, *, last: bool = False) -> None:
        """Take them; nothing is worked out before it is asked for."""
        self.person, self.permitted, self.last = person, permitted, last

    def of(self, condition: Condition, wanted: Wanted) -> tuple[str, ...]:
        """Give permitted facts of which at least one must change before the condition can be as wanted.

        ``wanted`` is one of the four sets above. Empty where the condition is so already, or cannot become so: every
        set of changes that makes it so holds one of the facts given (a bounded search tree; see Cygan and others,
        Parameterized Algorithms, 2015, chapter 3).
        """
        return () if self.person.truth(condition) in wanted else self._of_wrong(condition, wanted)

    def behind(self, condition: Condition) -> tuple[str, ...]:
        """Give every permitted fact that the condition can hang on at all."""
        return tuple(fact for fact in facts_behind(self.person.protocol, condition) if self.permitted(fact))

    def _of_wrong(self, condition: Condition, wanted: Wanted) -> tuple[str, ...]:
        """Give the levers of a condition that is not as wanted."""
        if isinstance(condition, AtLeast):
            return self._of_group(condition, wanted)
        if isinstance(condition, Not):
            return self._of_wrong(condition.part, _OPPOSITE[wanted])
        if isinstance(condition, Named):
            return self._of_wrong(condition.when, wanted)
        if isinstance(condition, Unsure):
            return self.behind(condition)
        return self._of_leaf(condition, wanted)

    def _of_group(self, group: AtLeast, wanted: Wanted) -> tuple[str, ...]:
        """Of the parts that are not as wanted, take so many that one has to change: those with the fewest levers.

        One last change must do for all that have to, so it is among the levers of each.
        """
        required = group.wanted if YES in wanted else len(group.parts) - group.wanted + 1
        wrong = [part for part in group.parts if self.person.truth(part) not in wanted]
        missing = required - (len(group.parts) - len(wrong))
        take = len(wrong) - missing + 1
        choices: list[tuple[str, ...]] = []
        for part in wrong:
            choices.append(self._of_wrong(part, wanted))
            if take == 1 and not choices[-1]:
                return ()
        if take == len(wrong):
            return each_once(fact for facts in choices for fact in facts)
        if self.last:
            counted = Counter(fact for facts in choices for fact in facts)
            return tuple(fact for fact, count in counted.items() if count >= missing)
        choices.sort(key=len)
        return each_once(fact for facts in choices[:take] for fact in facts)

    def _of_leaf(self, leaf: Leaf, wanted: Wanted) -> tuple[str, ...]:
        (fact,) = facts_of(leaf)
        question = self.person.protocol.question_of[fact]
        applies = self.person.applies(question)
        if applies is YES:
            own = (fact,) if self.permitted(fact) else ()
            if wanted == HOLDS or question.ask_if is None:
                return own
            return each_once((*own, *self._of_applying(question, FAILS if wanted == FAILS else NOT_YES)))
        if wanted == FAILS:
            return each_once((*self._of_applying(question, FAILS), *self._of_applying(question, HOLDS)))
        return self._of_applying(question, wanted)

    def _of_applying(self, question: Question, wanted: Wanted) -> tuple[str, ...]:
        """Give what must change before a question applies, waits or falls away as wanted."""
        if question.ask_if is None:
            return ()
        verdict = self.person.truth(question.ask_if)
        if wanted == HOLDS and verdict is NO:
            # One left open by "not sure" alone is asked too.
            return self.of(question.ask_if, NOT_NO)
        if verdict is UNKNOWN and wanted in (HOLDS, NOT_YES):
            return self.behind(question.ask_if)
        return self.of(question.ask_if, wanted)


@dataclass(frozen=True, slots=True, eq=False)
class Goal:
    """A condition and what it is to become: holding, failing, or ``open``, left so by nothing but unsure answers."""

    condition: Condition
    kind: str

    def met(self, person: Person) -> bool:
        """Say whether it is so for a person."""
        verdict = person.truth(self.condition)
        if self.kind == "open":
            return verdict is UNKNOWN and person.only_unsure(self.condition)
        return verdict is (YES if self.kind == "holds" else NO)

    def hangs_on(self, levers: Levers) -> tuple[str, ...]:
        """Give permitted facts of which one must change before it is so."""
        if self.kind != "open":
            return levers.of(self.condition, HOLDS if self.kind == "holds" else FAILS)
        verdict = levers.person.truth(self.condition)
        if verdict is UNKNOWN:
            return levers.behind(self.condition)
        return levers.of(self.condition, NOT_NO if verdict is NO else NOT_YES)


def facts_behind(protocol: Protocol, *conditions: Condition) -> tuple[str, ...]:
    """Give every fact the conditions can hang on, those that decide whether their questions apply included."""
    found: dict[str, None] = {}
    for condition in conditions:
        _gather(protocol, condition, found)
    return tuple(found)


def _gather(protocol: Protocol, condition: Condition, found: dict[str, None]) -> None:
    for fact in _facts_in(condition):
        if fact not in found:
            found[fact] = None
            ask_if = protocol.question_of[fact].ask_if
            if ask_if is not None:
                _gather(protocol, ask_if, found)


def _facts_in(condition: Condition) -> Iterable[str]:
    return (fact for leaf in leaves(condition) for fact in facts_of(leaf))
