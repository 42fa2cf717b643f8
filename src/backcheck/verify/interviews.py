"""How many different interviews there are, in all and for each rung: exactly while diagrams fit, else estimated.

An interview is its questions and their answers. For each rung, diagrams hold every beginning of an interview that may
end there, question by question. Where they outgrow their room, beginnings are drawn from those held. For each, all that
share with it the answers that most rules hang on are counted, and in how many ways they go on: exactly, so that what is
drawn differs less (after Knuth 1975, with the first steps and all other answers exact instead of drawn).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from math import hypot
from typing import TYPE_CHECKING

from backcheck.errors import BackcheckError
from backcheck.protocol import Question
from backcheck.verify.circuit import FALSE, TRUE
from backcheck.verify.diagrams import Diagrams, Known
from backcheck.verify.drawing import Model, Sample
from backcheck.verify.ordering import near_each_other
from backcheck.verify.proof import Proof
from backcheck.verify.solver import Search

if TYPE_CHECKING:
    from oxidd.bdd import BDDFunction

MOST_NODES = 2_000_000
"""How large diagrams may grow together: about 150 MB."""
ROUGH_FACTS, BETTER_FACTS = 40, 20
"""How many facts a drawn beginning settles, of those that most rules hang on: with fewer, draws differ less, and each
takes longer."""
SEED = 1975
LONG = 10**15
_SETTLED = (TRUE, FALSE)
Tell = Callable[[str], None]


class TooLargeError(BackcheckError):
    """Diagrams that have too little room even for one drawn beginning."""


@dataclass(frozen=True, slots=True)
class Number:
    """How many; ``error`` is one standard error of an estimate, None where the number is exact.

    ``uneven``: so few draws make most of the estimate that it may be far too low.
    """

    value: int
    error: float | None = None
    uneven: bool = False

    @property
    def in_words(self) -> str:
        """Give the number as a person reads it: exact ones whole, estimates with their error."""
        if self.error is None:
            return f"exactly {self.value}"
        if not self.value:
            return "none was drawn, so few or none"
        told = f"{self.value}"
        if self.value >= LONG:
            told = f"{self.value / 10 ** (len(told) - 1):.1f} x 10^{len(told) - 1}"
        told = f"about {told}, standard error {100 * self.error / self.value:.0f} %"
        return f"{told}; a few draws make most of it, so it may be far too low" if self.uneven else told


@dataclass(frozen=True, slots=True)
class Interviews:
    """How many there are, and how many end at each rung, most urgent first."""

    total: Number
    by_rung: Mapping[str, Number]


def in_all(by_rung: Mapping[str, Number]) -> Interviews:
    """Put the numbers of all rungs together."""
    errors = [one.error for one in by_rung.values() if one.error is not None]
    total = sum(one.value for one in by_rung.values())
    return Interviews(
        Number(total, hypot(*errors) if errors else None, any(one.uneven for one in by_rung.values())), by_rung
    )


def count_ending_at(
    proof: Proof, rung: str, most_nodes: int = MOST_NODES, seed: int = SEED, tell: Tell = lambda _: None
) -> Number:
    """Count the interviews that end at one rung; ``tell`` is told how far it is.

    Raises MissingExtraError where oxidd is not installed, and TooLargeError.
    """
    try:
        beginnings = _Beginnings(proof, rung, most_nodes)
        with suppress(MemoryError):
            return Number(beginnings.exactly(tell))
        # Not while the error is handled: it would keep every diagram that was at work.
        return beginnings.estimated(random.Random(seed), tell)  # noqa: S311  a sample that can be drawn again
    except MemoryError:
        message = f"This protocol is too large to count the interviews that end at {rung}, even by drawing from them."
        raise TooLargeError(message) from None


def fact_order(proof: Proof) -> tuple[str, ...]:
    """Give the facts in an order that keeps diagrams small."""
    protocol, hangs = proof.protocol, proof.hangs
    follow_ups = (hangs.facts(one.ask_if) | set(one.facts) for one in protocol.questions if one.ask_if is not None)
    rules = (hangs.facts(rule.when) for rule in protocol.rules)
    return near_each_other(tuple(protocol.question_of), [*rules, *follow_ups, hangs.facts(protocol.lowest.only_when)])


class _Beginnings:
    """All ways to answer the questions before ``place`` in an interview that may end at one rung."""

    def __init__(self, proof: Proof, rung: str, most_nodes: int) -> None:
        self.proof, self.questions = proof, proof.protocol.questions
        self.asked, self.height = proof.interview.asked, proof.protocol.height[rung]
        given, size = proof.people.given, proof.options.size
        sizes = {fact: {literal: size(fact, one) for one, literal in given[fact].values.items()} for fact in given}
        self.diagrams = Diagrams(proof.circuit, sizes, fact_order(proof), most_nodes)
        end = proof.interview.end.known
        self.ends_there = [end.ends_at(self.height), -end.ends_at(self.height + 1)]
        self.known = self._possible()
        self.held: BDDFunction = self.diagrams.manager.true()
        self.place = 0
        self._rules_of = Counter(fact for rule in proof.protocol.rules for fact in proof.hangs.facts(rule.when))

    def exactly(self, tell: Tell) -> int:
        """Hold whole interviews and count them. Raises MemoryError, and then holds beginnings."""
        for question in self.questions:
            tell(f"question {self.place + 1} of {len(self.questions)}")
            not_above = -self.proof.interview.before[question.id].fires(self.height + 1)
            held = self.held & self.diagrams.of(not_above, self.known)
            self.held = self._with_turn(held, question, self.known, keep=False)
            self.place += 1
        self.held = self._ending(self.held, self.known, keep=False)
        return self.held.sat_count(self.diagrams.bits)

    def estimated(self, chance: random.Random, tell: Tell) -> Number:
        """Draw beginnings of those held, and count for each how many ways those like it go on."""
        self.diagrams.manager.gc()
        strata = list(self._strata()) if self.place < len(self.questions) else [self.held]
        self.diagrams.manager.gc()
        begun = list(_facts(self.questions[: self.place]))
        begun.sort(key=lambda fact: -self._rules_of[fact])
        sample = Sample(
            bits=self.diagrams.bits,
            rough=partial(self._worth, begun, ROUGH_FACTS),
            better=partial(self._worth, begun, BETTER_FACTS),
            marks=lambda model: self.diagrams.literals_said(begun[:ROUGH_FACTS], model),
            says=lambda literal: self.diagrams.of(literal, self.known),
            chance=chance,
            tell=tell,
        )
        found = sample.sum_over(strata)
        return Number(round(found.value), found.error, found.uneven)

    def _possible(self) -> Known:
        """Give the answers that some interview ends at this rung with; leaving out all others keeps diagrams small.

        A question that no such interview asks keeps one answer; whoever is asked it does not end there.
        """
        search, known = Search(self.proof.circuit), Known({TRUE: True})
        for question in self.questions:
            asked = self.asked[question.id]
            for fact in question.facts:
                answers = list(self.proof.people.given[fact].values.values())
                possible = [one for one in answers if search.possible([asked, one, *self.ends_there])]
                known |= self.diagrams.inputs(fact, possible or answers[:1])
        search.close()
        return known

    def _strata(self) -> Iterator[BDDFunction]:
        """Give the beginnings held, apart by whether the rung is reached and which follow-ups are out of the question.

        Those decide most how many ways there are to go on.
        """
        before = self.proof.interview.before[self.questions[self.place].id]
        follow_ups = (question for question in self.questions[self.place :] if question.ask_if is not None)
        strata = [self.held]
        for literal in [before.fires(self.height), *(before.applies(one).no for one in follow_ups)]:
            with suppress(MemoryError):
                tells = self.diagrams.of(literal, self.known)
                apart = [one & side for one in strata for side in (tells, ~tells)]
                strata = [one for one in apart if one.satisfiable()]
        yield from strata

    def _with_turn(self, held: BDDFunction, question: Question, known: Known, *, keep: bool) -> BDDFunction:
        literal = self.asked[question.id]
        asked = self.diagrams.of(literal, known, keep=keep)
        known.setdefault(abs(literal), asked if literal > 0 else ~asked)
        return held & self.diagrams.taken(asked, question.facts)

    def _ending(self, held: BDDFunction, known: Known, *, keep: bool) -> BDDFunction:
        for literal in self.ends_there:
            held = held & self.diagrams.of(literal, known, keep=keep)
        return held

    def _worth(self, begun: Sequence[str], settled: int, stratum: BDDFunction, model: Model) -> float:
        """Give in how many ways a beginning goes on to the rung: on average, over those like it in its stratum.

        A mean over beginnings that are equally likely to be drawn, one of which was, leaves the sum as it is.
        """
        for facts in (begun[:settled], begun):
            with suppress(MemoryError):
                return self._ways_on(stratum, facts, model)
            # What is left of this or other draws may have taken the room.
            self.diagrams.manager.gc()
        return self._ways_on(stratum, begun, model)

    def _ways_on(self, stratum: BDDFunction, facts: Iterable[str], model: Model) -> float:
        """Give how many interviews of a stratum that answer some facts so end at the rung, for each of its models."""
        self.diagrams.make_room()
        known = dict(self.known)
        for question in self.questions[: self.place]:
            # Whether it was asked follows from the answers; the diagram of that hangs on what is settled now.
            if self.asked[question.id] not in _SETTLED:
                known.pop(abs(self.asked[question.id]), None)
        for fact in facts:
            known |= self.diagrams.answer(fact, model)
        held = alike = stratum & self.diagrams.said(facts, model)
        for question in self.questions[self.place :]:
            held = self._with_turn(held, question, known, keep=True)
        # Bits of questions still to come are free in what is drawn, and settled in what is counted.
        ways = self._ending(held, known, keep=True).sat_count(self.diagrams.bits)
        return ways / alike.sat_count(self.diagrams.bits)


def _facts(questions: Sequence[Question]) -> Iterable[str]:
    return (fact for question in questions for fact in question.facts)
