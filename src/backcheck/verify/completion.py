"""People who left something open, and the same people once everything is known about them."""

from __future__ import annotations

from functools import cached_property
from math import prod

from backcheck.protocol import Question
from backcheck.verify.circuit import FALSE, Literal
from backcheck.verify.encoding import Given, People, Rails, either, fresh, partial
from backcheck.verify.proof import Proof


class Completed(People):
    """What somebody said stays said; what they left out or were unsure of may turn out to be any definite answer."""

    def __init__(self, proof: Proof, before: People) -> None:
        """Take the people as they are now."""
        circuit, given = proof.circuit, {}
        for fact, now in before.given.items():
            *definite, not_sure = proof.options.of[fact]
            later = fresh(definite, circuit)
            known = circuit.all_of([-now.missing, -now.values[not_sure]])
            given[fact] = either(circuit, known, now, Given({**later.values, not_sure: FALSE}))
        super().__init__(proof.protocol, circuit, given, proof.hangs)
        self.before = before

    def applies(self, question: Question) -> Rails:
        """Give whether a question is for these people; what was answered counts, even if it need not have been."""
        own = super().applies(question)
        if question.ask_if is None:
            return own
        answered = self.circuit.any_of([-self.before.given[fact].missing for fact in question.facts])
        asked = self.circuit.all_of([self.before.applies(question).yes, answered])
        yes: Literal = self.circuit.any_of([asked, own.yes])
        return Rails(yes, -yes, FALSE)


class OpenPeople:
    """Everybody who answered anything, left out anything or was unsure; ``later`` are the same, all known."""

    def __init__(self, proof: Proof) -> None:
        """Make both."""
        self.proof = proof
        self.now = People(proof.protocol, proof.circuit, partial(proof.options, proof.circuit), proof.hangs)
        self.later = Completed(proof, self.now)

    @cached_property
    def combinations(self) -> int:
        """Give how many sets of answers there are when each fact may also be left out."""
        return prod(self.proof.options.how_many(fact) + 1 for fact in self.proof.options.of)
