"""For whom a changed protocol ends otherwise than the original: one person, or the proof that there is nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from backcheck.condition import Compared, leaves
from backcheck.findings import Person, suits
from backcheck.protocol import Answers, Protocol
from backcheck.triage import triage
from backcheck.verify.circuit import FALSE, Literal
from backcheck.verify.claims.advice import shown_to
from backcheck.verify.claims.asking import asked_of
from backcheck.verify.encoding import People
from backcheck.verify.options import Options, every_condition
from backcheck.verify.proof import Proof
from backcheck.verify.turns import Interview, Moment

FRESH_AFTER = 100
"""After so many searches a new solver starts: what it learned of other changes slows it down by then."""


@dataclass(frozen=True, slots=True)
class End:
    """What somebody is told in the end: the rung, who sees them, and the items of advice that suit them."""

    rung: str
    see: tuple[str, ...]
    advice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Somebody for whom a change matters, and where they end before and after it."""

    answers: Answers
    before: End
    after: End


@dataclass(frozen=True)
class FinerOptions(Options):
    """Answers told apart also where a threshold stands after it was shifted by one."""

    @cached_property
    def ranges(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """Give the ranges of every number between which no condition tells a difference, before or after a change."""
        cuts: dict[str, set[int]] = {q.id: {q.lowest} for q in self.protocol.questions if q.kind == "number"}
        for condition in every_condition(self.protocol):
            for leaf in leaves(condition):
                if isinstance(leaf, Compared):
                    cuts[leaf.question].update(range(leaf.number - 1, leaf.number + 3))
        found = {}
        for name, starts in cuts.items():
            question = self.protocol.by_id[name]
            edges = sorted(cut for cut in starts if question.lowest <= cut <= question.highest)
            found[name] = tuple(zip(edges, [*(edge - 1 for edge in edges[1:]), question.highest], strict=True))
        return found


class Differences:
    """The original, encoded once; each changed protocol shares all of it that did not change."""

    def __init__(self, protocol: Protocol) -> None:
        """Take the original; nothing is encoded before it is asked for."""
        self.protocol = protocol
        self.proof = Proof(protocol)
        self.proof.options = FinerOptions(protocol)
        self._searches = 0

    def find(self, changed: Protocol) -> Difference | None:
        """Give somebody who is told otherwise, at a lower rung where that can be; None is the proof that nobody is."""
        self._searches += 1
        if self._searches % FRESH_AFTER == 0:
            self.proof.next_claim()
        people, circuit = self.proof.people, self.proof.circuit
        other = People(changed, circuit, people.given, self.proof.hangs)
        lower, higher = [], []
        for height in range(1, len(self.protocol.ladder)):
            before, after = people.ends_at(height), other.ends_at(height)
            lower.append(circuit.all_of([before, -after]))
            higher.append(circuit.all_of([-before, after]))
        for some in (lower, higher, _sent_elsewhere(Moment(people), Moment(other)), _advised_otherwise(people, other)):
            found = self.proof.find([circuit.any_of(some)], people)
            if found is not None:
                return self._confirmed(changed, (found[0], found[0]))
        return self._interviewed_otherwise(changed, other) if asked_otherwise(self.protocol, changed) else None

    def _interviewed_otherwise(self, changed: Protocol, other: People) -> Difference | None:
        """Give somebody whose interview ends otherwise, though with everything answered nobody is told otherwise."""
        circuit, ends = self.proof.circuit, (self.proof.interview.end, Interview(other).end)
        here, there = (end.known for end in ends)
        heights = range(1, len(self.protocol.ladder))
        lower = [circuit.all_of([here.ends_at(one), -there.ends_at(one)]) for one in heights]
        higher = [circuit.all_of([-here.ends_at(one), there.ends_at(one)]) for one in heights]
        for some in (lower, higher, _sent_elsewhere(*ends), _advised_otherwise(here, there)):
            found = self.proof.find([circuit.any_of(some)], self.proof.people)
            if found is not None:
                return self._confirmed(changed, (asked_of(self.protocol, found[0]), asked_of(changed, found[0])))
        return None

    def _confirmed(self, changed: Protocol, told: tuple[Answers, Answers]) -> Difference:
        """Give the difference that the engine itself makes; a proof that disagrees with it proves nothing."""
        answers = {**told[0], **told[1]}
        difference = Difference(answers, end_of(self.protocol, told[0]), end_of(changed, told[1]))
        if difference.before == difference.after:
            raise AssertionError(f"the encoding says that {dict(answers)} end apart, and the engine does not")
        return difference


def end_of(protocol: Protocol, answers: Answers) -> End:
    """Give where the engine itself ends with these answers."""
    person = Person(protocol, answers)
    outcome = triage(person)
    see = protocol.sent_to(outcome.rung, outcome.see)
    return End(outcome.rung, tuple(sorted(see)), tuple(suitable(person, outcome.rung)))


def suitable(person: Person, rung: str) -> Iterator[str]:
    """Give the advice of a rung that is known to suit somebody and known to do no harm, whatever their region."""
    yield from (item.id for item in person.protocol.advice if rung in item.rungs and suits(person, item))


def _advised_otherwise(people: People, other: People) -> Iterator[Literal]:
    """Give the literals that an item of advice is shown before and not after, or the other way round."""
    circuit = people.circuit
    for before, after in zip(people.protocol.advice, other.protocol.advice, strict=True):
        here, there = shown_to(before, people), shown_to(after, other)
        yield from (circuit.all_of([here, -there]), circuit.all_of([-here, there]))


def asked_otherwise(before: Protocol, after: Protocol) -> bool:
    """Say whether asking stops at another rung, or another question is asked even then."""
    then = [[question.even_then for question in one.questions] for one in (before, after)]
    return before.stop_at != after.stop_at or then[0] != then[1]


def _sent_elsewhere(*moments: Moment) -> Iterator[Literal]:
    """Give the literals that somebody ends at the same rung, and is sent to somebody else."""
    people, other = (moment.known for moment in moments)
    circuit, protocol = people.circuit, people.protocol
    services = protocol.services_named
    for height in range(len(protocol.ladder)):
        named = [{service: one.seen(service, height) for service in services} for one in moments]
        if named[0] == named[1]:
            continue
        usual = protocol.usually_seen(protocol.ladder[-1 - height].id)
        here, there = (_with_usual(one, found, usual) for one, found in zip(moments, named, strict=True))
        at_it = [literal for one in (people, other) for literal in (one.ends_at(height), -one.ends_at(height + 1))]
        for service in here:
            for first, second in ((here[service], -there[service]), (-here[service], there[service])):
                apart = circuit.all_of([*at_it, first, second])
                if apart != FALSE:
                    yield apart


def _with_usual(moment: Moment, named: dict[str, Literal], usual: tuple[str, ...]) -> dict[str, Literal]:
    """Give who is seen: those whom rules name, and those whom the rung names where no rule names anybody."""
    circuit = moment.circuit
    nobody = circuit.all_of([-literal for literal in named.values()])
    found = {**dict.fromkeys(usual, FALSE), **named}
    return {name: circuit.any_of([literal, nobody if name in usual else FALSE]) for name, literal in found.items()}
