"""What every claim works with: the protocol as a circuit, a solver, and people read out of what it finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from backcheck.findings import Person
from backcheck.protocol import Answer, Answers, Protocol
from backcheck.triage import Triage, triage
from backcheck.verify.circuit import Circuit, Literal
from backcheck.verify.encoding import Given, Hangs, People, complete, either, fresh
from backcheck.verify.options import Options, quietest_first
from backcheck.verify.solver import Model, Search, quietest
from backcheck.verify.turns import Interview


@dataclass(frozen=True, slots=True)
class Counterexample:
    """One thing that a claim says cannot be. ``subject`` is the rule, fact, question or item it is about.

    ``answers`` replay to the wrong result; none when nobody can show it, as for a rule that never holds. ``beside`` is
    the person it was compared with.
    """

    subject: str
    words: str
    answers: Answers | None = None
    beside: Answers | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What a claim came to: what speaks against it, over how many combinations of answers, and what else it found."""

    combinations: int
    against: tuple[Counterexample, ...] = ()
    notes: tuple[str, ...] = ()
    numbers: Mapping[str, int | float | str] | None = None


class Proof:
    """One protocol, encoded once for all claims."""

    def __init__(self, protocol: Protocol) -> None:
        """Take the protocol; nothing is encoded before a claim wants it."""
        self.protocol = protocol
        self.circuit = Circuit()
        self.options = Options(protocol)
        self.hangs = Hangs(protocol)
        self._others: dict[str, dict[str, Given]] = {}
        self._search: Search | None = None

    @cached_property
    def people(self) -> People:
        """Give everybody who has answered everything, given or unsure."""
        return People(self.protocol, self.circuit, complete(self.options, self.circuit), self.hangs)

    @property
    def search(self) -> Search:
        """Give the solver of the claim at work."""
        if self._search is None:
            self._search = Search(self.circuit)
        return self._search

    def next_claim(self) -> None:
        """Start the next claim with a solver of its own: what others asked would only slow it down."""
        if self._search is not None:
            self._search.close()
        self._search = None

    @cached_property
    def interview(self) -> Interview:
        """Give every interview with those people."""
        return Interview(self.people)

    def with_other_answer(self, fact: str) -> People:
        """Give the same people with another answer to one fact; follow-ups that only then apply are answered anyhow."""
        if fact not in self._others:
            own = self.protocol.question_of[fact].facts
            changed = {fact: fresh(self.options.of[fact], self.circuit)}
            for question in dict.fromkeys(question for one in own for question in self.hangs.questions_of[one]):
                applied = self.people.applies(question).yes
                for one in question.facts:
                    anyhow = fresh(self.options.of[one], self.circuit)
                    changed[one] = either(self.circuit, applied, self.people.given[one], anyhow)
            self._others[fact] = changed
        # Only the answers are kept: keeping all those people would take room that grows with facts times rules.
        return self.people.but(self._others[fact])

    def find(self, wanted: Iterable[Literal], *crowds: People) -> list[Answers] | None:
        """Give one person of each crowd, all of one model, with as little to tell as can be; None for nobody."""
        asked = list(wanted)
        model = self.search.find(asked)
        if model is None:
            return None
        wishes = [
            [self._literal(crowd, fact, answer) for answer in (*self.options.quiet(fact), "")]
            for crowd in crowds
            for fact in crowd.given
        ]
        model = quietest(self.search, asked, model, wishes)
        return [self.read(crowd, model) for crowd in crowds]

    def read(self, crowd: People, model: Model) -> dict[str, Answer]:
        """Read one person's answers out of a model; what the model does not say is answered quietly."""
        answers: dict[str, Answer] = {}
        known: dict[Literal, bool] = {}
        for fact, given in crowd.given.items():
            if self.circuit.is_true(given.missing, model, known):
                continue
            # What nothing hangs on was never told to the solver, and its model may say anything of it: quietest first.
            values = ((one, given.values[one]) for one in quietest_first(self.options, fact) if one in given.values)
            found = (answer for answer, literal in values if self.circuit.is_true(literal, model, known))
            answers[fact] = next(found, self.options.quiet(fact)[0])
        return answers

    def outcome(self, answers: Answers) -> Triage:
        """Give what the engine itself says to some answers."""
        return triage(Person(self.protocol, answers))

    def drops(self, before: People, after: People) -> Iterable[list[Literal]]:
        """Give what to ask, height by height, to find somebody who ends lower after than before."""
        for height in range(1, len(self.protocol.ladder)):
            yield [before.ends_at(height), -after.ends_at(height)]

    @staticmethod
    def _literal(crowd: People, fact: str, answer: Answer) -> Literal:
        given = crowd.given[fact]
        return given.values.get(answer, given.missing)


def confirmed(example: Counterexample, *, really: bool) -> Counterexample:
    """Give the example back when the engine itself shows the same; a proof that disagrees with it proves nothing."""
    if not really:
        raise AssertionError(f"the encoding says {example.words!r} of {example.subject}, and the engine does not")
    return example
