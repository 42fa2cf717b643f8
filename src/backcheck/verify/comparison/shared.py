"""Everybody who can answer two protocols at once, so that both can be asked about the same person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from backcheck.condition import Compared, leaves
from backcheck.errors import BackcheckError
from backcheck.protocol import NOT_SURE, Answer, Answers, Protocol, Question
from backcheck.verify.circuit import Circuit, Literal
from backcheck.verify.claims.asking import asked_of
from backcheck.verify.encoding import Hangs, People, complete
from backcheck.verify.options import Options, every_condition, quietest_first
from backcheck.verify.solver import Search, quietest
from backcheck.verify.turns import Interview, Moment


class NoComparisonError(BackcheckError):
    """Two protocols have nothing by which people could be compared."""

    exit_code = 65


@dataclass(frozen=True)
class SharedOptions(Options):
    """The answers that both protocols know to each fact of either; ``protocol`` has the questions of both."""

    first: Protocol
    second: Protocol

    @cached_property
    def of(self) -> Mapping[str, tuple[Answer, ...]]:
        """Give every answer to each fact that the protocols which ask for it all know, *not sure* last."""
        found = {}
        for fact, answers in self._all.items():
            known = [_choices(one, fact) for one in (self.first, self.second)]
            found[fact] = tuple(a for a in answers if a == NOT_SURE or all(not some or a in some for some in known))
        return found

    @cached_property
    def _all(self) -> Mapping[str, tuple[Answer, ...]]:
        return {
            fact: (*self._definite(question), NOT_SURE)
            for question in self.protocol.questions
            for fact in question.facts
        }

    @cached_property
    def ranges(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """Give the ranges of every number between which no condition of either protocol tells a difference."""
        found = {}
        for question in self.protocol.questions:
            if question.kind != "number":
                continue
            asked = [one.by_id[question.id] for one in (self.first, self.second) if question.id in one.by_id]
            lowest, highest = max(one.lowest for one in asked), min(one.highest for one in asked)
            starts = {lowest, *(cut for one in (self.first, self.second) for cut in _cuts(one, question.id))}
            # Where they share no number there is no range, and "not sure" is the only answer that both know.
            edges = sorted(cut for cut in starts if lowest <= cut <= highest)
            ends = [*(edge - 1 for edge in edges[1:]), highest] if edges else []
            found[question.id] = tuple(zip(edges, ends, strict=True))
        return found


class Both:
    """One circuit with the same people in two protocols."""

    def __init__(self, first: Protocol, second: Protocol) -> None:
        """Take the old and the new one. Raises NoComparisonError where their rungs are not the same."""
        if [rung.id for rung in first.ladder] != [rung.id for rung in second.ladder]:
            ladders = (", ".join(rung.id for rung in one.ladder) for one in (first, second))
            message = "The two protocols have different rungs, so nobody can be compared: {} and {}."
            raise NoComparisonError(message.format(*ladders))
        for fact in first.question_of.keys() & second.question_of.keys():
            kinds = {_kind(one.question_of[fact]) for one in (first, second)}
            if len(kinds) > 1:
                message = f"{fact} is asked as {' and as '.join(sorted(kinds))}. Ids are never used again: rename one."
                raise NoComparisonError(message)
        self.first, self.second = first, second
        self.options = SharedOptions(_merged(first, second), first, second)
        self.circuit = Circuit()
        self.given = complete(self.options, self.circuit)
        self.before, self.after = (
            People(one, self.circuit, {fact: self.given[fact] for fact in one.question_of}, Hangs(one))
            for one in (first, second)
        )
        self.search = Search(self.circuit)

    @cached_property
    def answered(self) -> View:
        """Give them with everything answered."""
        return View(self, Moment(self.before), Moment(self.after), asked=False)

    @cached_property
    def interviewed(self) -> View:
        """Give them as they are known where the interview of each protocol ends."""
        return View(self, Interview(self.before).end, Interview(self.after).end, asked=True)

    def find(self, wanted: Iterable[Literal]) -> Answers | None:
        """Give somebody for whom all of these are true, with little to tell; None is the proof that there is nobody."""
        asked = list(wanted)
        model = self.search.find(asked)
        if model is None:
            return None
        given = self.given
        wishes = [
            [given[fact].values[one] for one in quietest_first(self.options, fact) if one in given[fact].values]
            for fact in given
        ]
        model = quietest(self.search, asked, model, wishes)
        known: dict[Literal, bool] = {}
        answers: dict[str, Answer] = {}
        for fact, found in given.items():
            # What nothing hangs on was never told to the solver, and its model may say anything of it: quietest first.
            said = (one for one in quietest_first(self.options, fact) if one in found.values)
            answers[fact] = next(
                (one for one in said if self.circuit.is_true(found.values[one], model, known)), NOT_SURE
            )
        return answers

    @property
    def only_in_one(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the facts that only the old protocol asks for, and those that only the new one does."""
        old, new = self.first.question_of, self.second.question_of
        return tuple(fact for fact in old if fact not in new), tuple(fact for fact in new if fact not in old)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Give the facts of both that have answers which only one of the two knows: nobody here gives those."""
        old, new = self.first.question_of, self.second.question_of
        return tuple(fact for fact in old if fact in new and _answers(old[fact]) != _answers(new[fact]))

    @property
    def undecided(self) -> tuple[str, ...]:
        """Give those of them that a rule hangs on: of who gives such an answer, nothing was proved."""
        return tuple(fact for fact in self.left_out if any(_decides(one, fact) for one in (self.before, self.after)))


@dataclass(frozen=True, eq=False)
class View:
    """The same people in both protocols: with everything answered, or only with what each interview asks them."""

    both: Both
    before: Moment
    after: Moment
    asked: bool

    def told(self, answers: Answers) -> tuple[Answers, Answers]:
        """Give somebody's answers as each protocol hears them."""
        known = [{fact: answers[fact] for fact in one.question_of} for one in (self.both.first, self.both.second)]
        if self.asked:
            known = [dict(asked_of(one, known[place])) for place, one in enumerate((self.both.first, self.both.second))]
        return known[0], known[1]


def _merged(first: Protocol, second: Protocol) -> Protocol:
    """Give a protocol with the questions of both, the new ones first; only what can be answered is read from it."""
    taken = second.question_of
    kept = []
    for question in first.questions:
        lines = tuple(line for line in question.lines if line.id not in taken)
        if lines or (not question.lines and question.id not in taken):
            kept.append(replace(question, lines=lines))
    return replace(second, questions=(*second.questions, *kept))


def _cuts(protocol: Protocol, name: str) -> Iterable[int]:
    for condition in every_condition(protocol):
        for leaf in leaves(condition):
            if isinstance(leaf, Compared) and leaf.question == name:
                yield leaf.cut


def _choices(protocol: Protocol, fact: str) -> frozenset[str]:
    question = protocol.question_of.get(fact)
    return frozenset(choice.id for choice in question.choices) if question else frozenset()


def _kind(question: Question) -> str:
    """Give what a fact is asked as; a line of a checklist is a yes or no like any other."""
    return "yes_no" if question.kind == "checklist" else question.kind


def _decides(people: People, fact: str) -> bool:
    """Say whether a rule, or what earns the lowest rung, hangs on a fact."""
    hangs = people.hangs
    return bool(hangs.rules_of.get(fact)) or fact in hangs.facts(people.protocol.lowest.only_when)


def _answers(question: Question) -> tuple[object, ...]:
    return _kind(question), frozenset(choice.id for choice in question.choices), question.lowest, question.highest
