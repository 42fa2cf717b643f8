"""What would newly make a result more urgent: every new answer, alone or with one follow-up, all tried at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from backcheck.alternatives import Alternatives, comparisons, newly_worse, others
from backcheck.findings import Person
from backcheck.interview import in_force
from backcheck.logic import YES
from backcheck.protocol import UNSURE_ANSWERS, Answers, Protocol
from backcheck.table import Given, Table


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer worse than the person's that raises the result to a rung; with a follow-up where it needs one.

    Any of the answers will do, with any of those to the follow-up.
    """

    rung: str
    fact: str
    answers: Alternatives
    follow_ups: Mapping[str, Alternatives]


def newly_raising(protocol: Protocol, answers: Answers, facts: Iterable[str], now: str) -> Iterator[NewAnswer]:
    """Give each new answer to one of some facts that makes a result more urgent than ``now``, the most urgent first.

    Of each also those follow-ups, one at a time, with which it leads higher still.
    """
    tried = _Tried(protocol, answers, facts)
    for rung, cells in tried.together.rungs(now).items():
        found: dict[tuple[str, ...], list[tuple[Alternatives, ...]]] = defaultdict(list)
        for ways in tried.leading_to(cells):
            found[tuple(fact for fact, _ in ways)].append(tuple(values for _, values in ways))
        for asked, answered in found.items():
            yield from _taken_together(rung, asked, answered)


def _taken_together(rung: str, asked: Sequence[str], answered: Iterable[Sequence[Alternatives]]) -> Iterator[NewAnswer]:
    """Take together answers to one fact that lead to a rung with the same answers to the same follow-up."""
    follow_up_to: dict[Alternatives, Alternatives] = defaultdict(tuple)
    for values, *further in answered:
        follow_up_to[values] += further[0] if further else ()
    alike: dict[Alternatives, Alternatives] = defaultdict(tuple)
    for values, follow_up in follow_up_to.items():
        alike[follow_up] += values
    for follow_up, values in alike.items():
        yield NewAnswer(rung, asked[0], values, dict.fromkeys(asked[1:], follow_up))


class _Tried:
    """Every new answer to some facts, and every answer to what each opens, with the rungs they lead to."""

    def __init__(self, protocol: Protocol, answers: Answers, facts: Iterable[str]) -> None:
        given = in_force(protocol, answers)
        self.person, self.compared = Person(protocol, given), comparisons(protocol)
        self.new = list(self._new(facts))
        self.first_row = (1 << len(self.new)) - 1
        self.follow_ups = list(self._opened(Table(protocol, given, self.new)))
        self.together = Table(protocol, given, self.new, [one for one, _ in self.follow_ups])
        self.reached = 0

    def leading_to(self, cells: int) -> Iterator[tuple[Given, ...]]:
        """Give what the cells of a rung stand for; to be asked from the most urgent rung downwards."""
        self.reached |= cells & self.first_row
        for place in _places(cells & self.first_row):
            yield (self.new[place],)
        for follow_up, opening in self.follow_ups:
            cells >>= len(self.new)
            for place in _places(cells & opening & ~self.reached):
                yield self.new[place], follow_up

    def _new(self, facts: Iterable[str]) -> Iterator[Given]:
        """Give the new answers to questions that are for the person now."""
        protocol, answers = self.person.protocol, self.person.answers
        for fact in facts:
            wanted = newly_worse(protocol, fact, answers.get(fact))
            if wanted and self.person.applies(protocol.question_of[fact]) is YES:
                for group in others(protocol, fact, answers.get(fact), self.compared):
                    kept = tuple(one for one in group if one in wanted)
                    if kept:
                        yield fact, kept

    def _opened(self, alone: Table) -> Iterator[tuple[Given, int]]:
        """Give the definite answers to questions that new answers open, each with the places of those."""
        protocol = self.person.protocol
        for question in protocol.questions:
            opening = 0 if self.person.applies(question) is YES else alone.applies(question)[0]
            for fact in question.facts if opening else ():
                for values in others(protocol, fact, None, self.compared):
                    if values[0] not in UNSURE_ANSWERS:
                        yield (fact, values), opening


def _places(cells: int) -> Iterator[int]:
    """Give the place of each bit."""
    while cells:
        lowest = cells & -cells
        yield lowest.bit_length() - 1
        cells ^= lowest
