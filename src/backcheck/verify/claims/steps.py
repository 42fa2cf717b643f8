"""Claims that compare a person with the same person after one changed answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backcheck.protocol import NOT_SURE, Answer, Answers, Rule
from backcheck.triage import above
from backcheck.verify.circuit import Literal
from backcheck.verify.encoding import Given, People
from backcheck.verify.proof import Counterexample, Proof, Settled, confirmed
from backcheck.verify.solver import Search


def monotony(proof: Proof) -> Settled:
    """With everything answered, one step worse never lowers the rung, whatever follow-ups that open are answered.

    All other answers stay fixed. Only people in whom an exception of floors.yaml holds may end lower.
    """
    excepted = {name for floor in proof.protocol.floors for name in floor.except_for}
    against: list[Counterexample] = []
    covered, nearby = 0, _Nearby(proof)
    for fact in proof.options.of:
        steps = proof.options.steps(fact)
        if not steps:
            continue
        covered += sum(proof.options.size(fact, better) for better, _ in steps) * proof.options.combinations(fact)
        worse = proof.with_other_answer(fact)
        allowed = [-worse.rails(rule.when).yes for rule in proof.protocol.rules if rule.id in excepted]
        against += _lowered(nearby, fact, worse, steps, allowed)
    nearby.close()
    return Settled(covered, tuple(against))


def not_sure(proof: Proof) -> Settled:
    """With everything answered, not sure and prefer not to say never end lower than the most reassuring answer."""
    against: list[Counterexample] = []
    covered, nearby = 0, _Nearby(proof)
    for fact in proof.options.of:
        covered += proof.options.combinations(fact)
        best = proof.options.most_reassuring(fact)
        unsure = proof.with_other_answer(fact)
        if len(best) == 1:
            against += _lowered(nearby, fact, unsure, [(best[0], NOT_SURE)], [])
        else:
            against += _below_all(proof, fact, best)
    nearby.close()
    return Settled(covered, tuple(against))


class _Nearby:
    """A solver for the facts of one question: they change much the same rules, and other rules would slow it down."""

    def __init__(self, proof: Proof) -> None:
        self.proof = proof
        self._search, self._question = Search(proof.circuit), ""

    def search(self, fact: str) -> Search:
        """Give the solver for a fact; facts come question by question."""
        question = self.proof.protocol.question_of[fact].id
        if question != self._question:
            self.close()
            self._search, self._question = Search(self.proof.circuit), question
        return self._search

    def close(self) -> None:
        """Give the solver's memory back."""
        self._search.close()


def _lowered(
    nearby: _Nearby, fact: str, other: People, steps: Sequence[tuple[Answer, Answer]], allowed: Sequence[Literal]
) -> Iterator[Counterexample]:
    proof, people, search = nearby.proof, nearby.proof.people, nearby.search(fact)
    queries = list(_drops(proof, other))
    for better, worse in steps:
        pair = [people.given[fact].values[better], other.given[fact].values[worse]]
        for height, near in queries:
            if not search.possible([*pair, *near]):
                continue
            found = proof.find([*pair, people.ends_at(height), -other.ends_at(height), *allowed], people, other)
            if found:
                here, there = proof.options.side_by_side(fact, better, worse)
                yield _confirmed_drop(proof, fact, {**found[0], fact: here}, {**found[1], fact: there})
                break


def _drops(proof: Proof, other: People) -> Iterator[tuple[int, list[Literal]]]:
    """Give, height by height, what to ask of the changed rules alone to find somebody who may end below it.

    Whoever ends lower does so by a condition that changed; where those cannot lower it by themselves, nobody can.
    """
    people, protocol = proof.people, proof.protocol
    changed = [rule for rule in protocol.rules if people.rails(rule.when) != other.rails(rule.when)]
    low, otherwise = protocol.height[protocol.lowest.rung], protocol.height[protocol.lowest.otherwise]
    for height in range(1, len(protocol.ladder)):
        if low < height <= otherwise:
            near = _near_lowest(proof, other, changed, height)
        else:
            # Outside that span, what decides when no rule asks is the same for everybody.
            near = [
                proof.circuit.any_of(people.asking(changed, height)),
                *(-one for one in other.asking(changed, height)),
            ]
        yield height, near


def _near_lowest(proof: Proof, other: People, changed: Sequence[Rule], height: int) -> list[Literal]:
    """Give what must be so of the changed conditions where the lowest rung is earned after and was not before."""
    people, protocol = proof.people, proof.protocol
    if any(
        protocol.height[rung] < height for rule in protocol.rules for rung in (rule.urgency, rule.if_unsure) if rung
    ):
        return []
    earned = protocol.lowest.only_when
    barring = [rule for rule in changed if above(protocol, rule, protocol.lowest.rung)]
    bars = [people.unknown(rule.when) for rule in barring]
    if people.rails(earned) != other.rails(earned):
        bars.append(-people.rails(earned).yes)
    return [
        proof.circuit.any_of([*people.asking(changed, height), *bars]),
        other.rails(earned).yes,
        *(-one for one in other.asking(changed, height)),
        *(-other.unknown(rule.when) for rule in barring),
    ]


def _below_all(proof: Proof, fact: str, definite: Sequence[Answer]) -> Iterator[Counterexample]:
    """Find somebody whom *not sure* leaves lower than every definite answer to a fact that nothing makes worse."""
    people = proof.people

    def with_answer(wanted: Answer) -> People:
        return people.but({fact: Given({one: 1 if one == wanted else -1 for one in proof.options.of[fact]})})

    unsure, others = with_answer(NOT_SURE), [with_answer(one) for one in definite]
    for height in range(1, len(proof.protocol.ladder)):
        found = proof.find([-unsure.ends_at(height), *(other.ends_at(height) for other in others)], people)
        if found:
            after = {**found[0], fact: NOT_SURE}
            lowest = min(({**found[0], fact: one} for one in definite), key=lambda one: _height(proof, one))
            yield _confirmed_drop(proof, fact, lowest, after)
            return


def _confirmed_drop(proof: Proof, fact: str, before: Answers, after: Answers) -> Counterexample:
    here, there = proof.outcome(before).rung, proof.outcome(after).rung
    words = f"{fact}: {before[fact]} ends at {here}, {after[fact]} at {there}"
    return confirmed(Counterexample(fact, words, after, before), really=_height(proof, after) < _height(proof, before))


def _height(proof: Proof, answers: Answers) -> int:
    return proof.protocol.height[proof.outcome(answers).rung]
