"""What each fact can be answered with, and how many combinations of answers that makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import prod

from backcheck.condition import Compared, Condition, leaves
from backcheck.protocol import NO_ANSWER, NOT_SURE, UNSURE_ANSWERS, YES_ANSWER, Answer, Protocol, Question

Steps = Sequence[tuple[Answer, Answer]]


@dataclass(frozen=True)
class Options:
    """The answers to each fact, *not sure* last. Numbers that no condition tells apart count as the first of them."""

    protocol: Protocol

    @cached_property
    def of(self) -> Mapping[str, tuple[Answer, ...]]:
        """Give every answer to each fact. *Prefer not to say* is not among them: nothing tells it from *not sure*."""
        return {
            fact: (*self._definite(question), NOT_SURE)
            for question in self.protocol.questions
            for fact in question.facts
        }

    @cached_property
    def ranges(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """Give, for each number, the ranges between which no condition anywhere tells a difference."""
        cuts: dict[str, set[int]] = {q.id: {q.lowest} for q in self.protocol.questions if q.kind == "number"}
        for condition in every_condition(self.protocol):
            for leaf in leaves(condition):
                if isinstance(leaf, Compared):
                    cuts[leaf.question].add(leaf.cut)
        found = {}
        for name, starts in cuts.items():
            question = self.protocol.by_id[name]
            edges = sorted(cut for cut in starts if question.lowest <= cut <= question.highest)
            found[name] = tuple(zip(edges, [*(edge - 1 for edge in edges[1:]), question.highest], strict=True))
        return found

    def steps(self, fact: str) -> Steps:
        """Give each pair of answers of which the second is one step worse; none where neither is."""
        answers = self.of[fact][:-1]
        kind = self.protocol.question_of[fact].kind
        first, last = _WORSE.get(kind, ("yes", "no"))
        worse = self._worse(fact)
        if worse == first:
            answers = answers[::-1]
        elif worse != last:
            return ()
        return tuple(pairwise(answers))

    def side_by_side(self, fact: str, better: Answer, worse: Answer) -> tuple[Answer, Answer]:
        """Give two answers, one a step worse, as they touch: of two ranges the numbers next to each other."""
        ends = dict(self.ranges.get(fact, ()))
        if better not in ends or worse not in ends:
            return better, worse
        return (ends[int(better)], worse) if int(better) < int(worse) else (better, ends[int(worse)])

    def most_reassuring(self, fact: str) -> tuple[Answer, ...]:
        """Give the most reassuring answer; every definite one where none is declared worse."""
        steps = self.steps(fact)
        return (steps[0][0],) if steps else self.of[fact][:-1]

    def quiet(self, fact: str) -> tuple[Answer, ...]:
        """Give the answers of a person with nothing to tell, the quietest first."""
        question = self.protocol.question_of[fact]
        usual = () if question.usual is None else (self.stands_for(fact, question.usual),)
        steps = self.steps(fact)
        # Where nothing is worse, the widest range first: somebody of an age that no rule singles out.
        even = sorted(self.of[fact][:-1], key=lambda answer: -self.size(fact, answer))
        calm = [steps[0][0], *(worse for _, worse in steps)] if steps else even
        if question.kind in {"checklist", "yes_no"}:
            calm = [NO_ANSWER, YES_ANSWER]
        return tuple(dict.fromkeys((*usual, *calm)))

    def combinations(self, without: str = "") -> int:
        """Give how many complete sets of answers there are, numbers one by one; of all facts but one if it is named."""
        return prod(self.how_many(fact) for fact in self.of if fact != without)

    def how_many(self, fact: str) -> int:
        """Give how many answers a fact can have, numbers one by one and *not sure* among them."""
        question = self.protocol.question_of[fact]
        if question.kind == "number":
            return question.highest - question.lowest + 2
        return len(self.of[fact])

    def size(self, fact: str, answer: Answer) -> int:
        """Give how many answers one of them stands for: those of its range for a number, else 1."""
        for first, last in self.ranges.get(fact, ()):
            if first == answer:
                return last - first + 1
        return 1

    def _definite(self, question: Question) -> tuple[Answer, ...]:
        if question.kind == "choice":
            return tuple(choice.id for choice in question.choices)
        if question.kind == "number":
            return tuple(first for first, _ in self.ranges[question.id])
        return (YES_ANSWER, NO_ANSWER)

    def _worse(self, fact: str) -> str:
        line = self.protocol.line_of.get(fact)
        return line.worse if line else self.protocol.by_id[fact].worse

    def stands_for(self, fact: str, answer: Answer) -> Answer:
        """Give the answer that stands for one: the first number of its range; *not sure* for *prefer not to say*."""
        if answer in UNSURE_ANSWERS:
            return NOT_SURE
        return next((first for first, last in self.ranges.get(fact, ()) if first <= int(answer) <= last), answer)


def quietest_first(options: Options, fact: str) -> tuple[Answer, ...]:
    """Give every answer to a fact, what a person with nothing to tell would say first, *not sure* last."""
    return tuple(dict.fromkeys((*options.quiet(fact), *options.of[fact])))


_WORSE = {"choice": ("earlier", "later"), "number": ("less", "more")}
"""What ``worse`` says where the first answer is the worst, and where the last is; for lines and yes-or-no: yes, no."""


def every_condition(protocol: Protocol) -> tuple[Condition, ...]:
    """Give every condition of a protocol, whatever it is for."""
    return (
        *(question.ask_if for question in protocol.questions if question.ask_if is not None),
        *(finding.when for finding in protocol.findings.values()),
        *(rule.when for rule in protocol.rules),
        *(floor.when for floor in protocol.floors),
        *(part for item in protocol.advice for part in (item.suits, item.not_for) if part is not None),
        protocol.lowest.only_when,
    )
