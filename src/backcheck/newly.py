"""What would newly make a result more urgent: every new answer, alone or with one follow-up, all tried at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from backcheck.alternatives import Alternatives, comparisons, newly_worse, others
from backcheck.condition import AtLeast, Condition, Fact, Named, Not, facts_of
from backcheck.findings import Person
from backcheck.interview import by_worry, in_force
from backcheck.logic import NO, YES
from backcheck.protocol import UNSURE_ANSWERS, Answer, Answers, Protocol, Question
from backcheck.table import Column, Given, Table


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer worse than the person's that raises the result to a rung, with the follow-ups that go with it.

    Any of the answers will do, with any of those to the follow-ups.
    """

    rung: str
    fact: str
    answers: Alternatives
    follow_ups: Mapping[str, Alternatives]


def newly_raising(protocol: Protocol, answers: Answers, facts: Iterable[str], now: str) -> Iterator[NewAnswer]:
    """Give each new answer to one of some facts that makes a result more urgent than ``now``, the most urgent first.

    What is asked of when it began is answered as of something that has only just begun. Of each also those follow-ups,
    one at a time, with which it leads higher still.
    """
    tried = _Tried(protocol, answers, facts)
    for rung, cells in tried.together.rungs(now).items():
        found: dict[tuple[str, Column, str], list[tuple[Alternatives, Alternatives]]] = defaultdict(list)
        for ((fact, values), *begun), (further, follow_up) in tried.leading_to(cells):
            found[fact, tuple(begun), further].append((values, follow_up))
        for (fact, just_begun, further), answered in found.items():
            for values, follow_up in _taken_together(answered):
                follow_ups = dict(just_begun) | ({further: follow_up} if further else {})
                yield NewAnswer(rung, fact, values, follow_ups)


def _taken_together(
    answered: Iterable[tuple[Alternatives, Alternatives]],
) -> Iterator[tuple[Alternatives, Alternatives]]:
    """Take together answers to one fact that lead to a rung with the same answers to the same follow-up."""
    follow_up_to: dict[Alternatives, Alternatives] = defaultdict(tuple)
    for values, follow_up in answered:
        follow_up_to[values] += follow_up
    alike: dict[Alternatives, Alternatives] = defaultdict(tuple)
    for values, follow_up in follow_up_to.items():
        alike[follow_up] += values
    return ((values, follow_up) for follow_up, values in alike.items())


class _Tried:
    """Every new answer to some facts, and every answer to what each opens, with the rungs they lead to."""

    def __init__(self, protocol: Protocol, answers: Answers, facts: Iterable[str]) -> None:
        given = in_force(protocol, answers)
        self.person, self.compared = Person(protocol, given), comparisons(protocol)
        self.named = {question.id: frozenset(_named_in(question.ask_if)) for question in protocol.questions}
        new = list(self._new(tuple(facts)))
        self.new = list(self._just_begun(new, Table(protocol, given, [(one,) for one in new])))
        self.first_row = (1 << len(self.new)) - 1
        self.follow_ups = list(self._follow_ups(Table(protocol, given, self.new)))
        self.together = Table(protocol, given, self.new, [one for one, _ in self.follow_ups])
        self.reached = 0

    def leading_to(self, cells: int) -> Iterator[tuple[Column, Given]]:
        """Give what the cells of a rung stand for; to be asked from the most urgent rung downwards."""
        self.reached |= cells & self.first_row
        for place in _places(cells & self.first_row):
            yield self.new[place], ("", ())
        for follow_up, opening in self.follow_ups:
            cells >>= len(self.new)
            for place in _places(cells & opening & ~self.reached):
                yield self.new[place], follow_up

    def _new(self, facts: Sequence[str]) -> Iterator[Given]:
        """Give the new answers to questions that are for the person now, and that can be so with what they said."""
        protocol, answers = self.person.protocol, self.person.answers
        for fact in facts:
            goes_with = self._goes_with(fact)
            possible = not goes_with or goes_with in facts or self.person.truth(Fact(goes_with)) is not NO
            if possible and self.person.applies(protocol.question_of[fact]) is YES:
                yield from ((fact, values) for values in self._worse(fact, answers.get(fact)))

    def _just_begun(self, new: Sequence[Given], alone: Table) -> Iterator[Column]:
        """Give each new answer with what it makes of the questions that ask when it began."""
        asked = [one for one in self.person.protocol.questions if one.when_new and self._would_be_newer(one)]
        where = [(one, alone.applies(one)[0]) for one in asked]
        for place, (fact, values) in enumerate(new):
            begun = (one for one, cells in where if cells >> place & 1 and fact in self.named[one.id])
            yield (fact, values), *((one.id, (one.when_new,)) for one in begun)

    def _follow_ups(self, alone: Table) -> Iterator[tuple[Given, int]]:
        """Give the answers to questions that new answers open or put anew, each with the places of those."""
        for question in self.person.protocol.questions:
            asked_already = self.person.applies(question) is YES
            naming = sum(1 << place for place, one in enumerate(self.new) if one[0][0] in self.named[question.id])
            # The lines of a checklist that was asked already are signs of their own.
            if asked_already and (question.kind == "checklist" or not naming):
                continue
            opening = alone.applies(question)[0]
            anew = opening & naming if asked_already or question.when_new else 0
            for fact in question.facts if anew else ():
                yield from (((fact, values), anew) for values in self._worse(fact, self.person.answers.get(fact)))
            opening = 0 if asked_already else opening & ~anew
            for fact in question.facts if opening else ():
                goes_with = self._goes_with(fact)
                possible = opening & ~alone.truth(Fact(goes_with))[1] if goes_with else opening
                for values in others(self.person.protocol, fact, None, self.compared):
                    if values[0] not in UNSURE_ANSWERS:
                        yield (fact, values), possible

    def _worse(self, fact: str, given: Answer | None) -> Iterator[Alternatives]:
        """Give the answers to a fact that can newly come, those that no condition tells apart together."""
        wanted = newly_worse(self.person.protocol, fact, given)
        for group in others(self.person.protocol, fact, given, self.compared) if wanted else ():
            kept = tuple(one for one in group if one in wanted)
            if kept:
                yield kept

    def _would_be_newer(self, question: Question) -> bool:
        """Say whether what has just begun is newer than what was said of it."""
        given, order = self.person.answers.get(question.id), by_worry(self.person.protocol, question.id)
        return given is None or order.index(question.when_new) < order.index(given)

    def _goes_with(self, fact: str) -> str:
        """Give the fact without which this one cannot be so, empty where there is none."""
        line = self.person.protocol.line_of.get(fact)
        return line.goes_with if line else self.person.protocol.by_id[fact].goes_with


def _named_in(condition: Condition | None) -> Iterator[str]:
    """Give the facts that a condition names itself, not through a finding."""
    if isinstance(condition, AtLeast):
        for part in condition.parts:
            yield from _named_in(part)
    elif condition is not None and not isinstance(condition, Named | Not):
        yield from facts_of(condition)


def _places(cells: int) -> Iterator[int]:
    """Give the place of each bit."""
    while cells:
        lowest = cells & -cells
        yield lowest.bit_length() - 1
        cells ^= lowest
