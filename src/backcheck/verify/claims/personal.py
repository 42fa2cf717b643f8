"""The claim about personal facts: sex, age and pregnancy change nothing that a named rule does not change."""

from __future__ import annotations

from collections.abc import Iterator

from backcheck.condition import Condition
from backcheck.protocol import Answers
from backcheck.verify.circuit import Literal
from backcheck.verify.encoding import People, fresh
from backcheck.verify.proof import Counterexample, Proof, Settled, confirmed

LOWEST_WORD = "lowest"


def personal(proof: Proof) -> Settled:
    """Facts listed as personal change the outcome only through the rules that protocol.yaml allows to name them.

    They may also decide who is asked a question; which ones is told beside it, for people to judge.
    """
    listed = proof.protocol.personal
    covered = sum(proof.options.combinations(fact) * _pairs(proof.options.how_many(fact)) for fact in listed)
    against = tuple(one for fact, allowed in listed.items() for one in _changed(proof, fact, frozenset(allowed)))
    return Settled(covered, against, tuple(_gates(proof)), numbers={"facts": len(listed)})


def _gates(proof: Proof) -> Iterator[str]:
    for fact in proof.protocol.personal:
        asked = ", ".join(question.id for question in proof.hangs.questions_of[fact])
        if asked:
            yield f"{fact} also decides who is asked: {asked}"


def _pairs(answers: int) -> int:
    return answers * (answers - 1)


def _changed(proof: Proof, fact: str, allowed: frozenset[str]) -> Iterator[Counterexample]:
    """Find two people who differ in one personal fact, stand alike with every rule that may use it, and end apart."""
    people = proof.people
    other = people.but({fact: fresh(proof.options.of[fact], proof.circuit)})
    alike = [same for condition in _may_use(proof, allowed) for same in _same(people, other, condition)]
    alike += [
        _alike(people, people.applies(question).yes, other.applies(question).yes)
        for question in proof.hangs.questions_of[fact]
    ]
    for drop in proof.drops(other, people):
        found = proof.find([*drop, *alike], people, other)
        if found:
            here, there = (proof.outcome(answers).rung for answers in found)
            by = ", ".join(sorted(_moved(proof, found[0], found[1]) - allowed))
            words = f"{fact}: {found[0][fact]} ends at {here}, {found[1][fact]} at {there}, by a rule not listed ({by})"
            yield confirmed(Counterexample(fact, words, found[0], found[1]), really=here != there)
            return


def _may_use(proof: Proof, allowed: frozenset[str]) -> Iterator[Condition]:
    yield from (rule.when for rule in proof.protocol.rules if rule.id in allowed)
    if LOWEST_WORD in allowed:
        yield proof.protocol.lowest.only_when


def _same(people: People, other: People, condition: Condition) -> Iterator[Literal]:
    """Give the literals that a condition has the same truth for both."""
    for here, there in zip(people.rails(condition)[:2], other.rails(condition)[:2], strict=True):
        yield _alike(people, here, there)


def _alike(people: People, here: Literal, there: Literal) -> Literal:
    circuit = people.circuit
    return circuit.any_of([circuit.all_of([here, there]), circuit.all_of([-here, -there])])


def _moved(proof: Proof, here: Answers, there: Answers) -> set[str]:
    """Give the rules that ask for something else of the one than of the other."""
    pairs = zip(proof.outcome(here).standings, proof.outcome(there).standings, strict=True)
    return {one.rule.id for one, two in pairs if one.asks_for != two.asks_for} or {LOWEST_WORD}
