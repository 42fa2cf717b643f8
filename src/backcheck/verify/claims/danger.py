"""Claims about dangers: floors, and self-care that nothing above it speaks against."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from backcheck.condition import facts_of, leaves
from backcheck.protocol import Rule
from backcheck.verify.circuit import TRUE, Literal
from backcheck.verify.completion import OpenPeople
from backcheck.verify.encoding import People
from backcheck.verify.held import Hold, emergencies, held_to, holds_of
from backcheck.verify.proof import Counterexample, Proof, Settled, confirmed


def floors(proof: Proof) -> Settled:
    """With everything answered, no danger ends below its floor, present or not sure, but for the exceptions named.

    No rule that alone makes an emergency could ask for less than one without breaking a floor; a rule that no floor can
    hold is named.
    """
    holds = [hold for floor in proof.protocol.floors for hold in holds_of(proof.people, floor)]
    against = [one for hold in holds for one in _below(proof, hold)]
    notes = []
    for rule, alone in _without_floor(proof):
        sideless = _sideless(proof, rule)
        if sideless:
            notes.append(f"held by no floor, since neither side of {' and '.join(sideless)} is worse: {rule.id}")
            continue
        [person] = proof.find(alone, proof.people) or [{}]
        words = f"the rule {rule.id} asks for {rule.urgency}, and no floor would notice if it asked for less"
        really = proof.outcome(person).rung == rule.urgency
        against.append(confirmed(Counterexample(rule.id, words, person), really=really))
    return Settled(proof.options.combinations(), tuple(against), tuple(notes), {"floors": len(holds)})


def _below(proof: Proof, hold: Hold) -> Iterator[Counterexample]:
    danger, height = hold.floor.danger, proof.protocol.height
    found = proof.find([hold.held, -proof.people.ends_at(height[hold.rung])], proof.people)
    if found:
        got = proof.outcome(found[0]).rung
        words = f"{danger} ({hold.word}) must not end below {hold.rung}, and ends at {got}"
        yield confirmed(Counterexample(danger, words, found[0]), really=height[got] < height[hold.rung])


def _without_floor(proof: Proof) -> Iterator[tuple[Rule, list[Literal]]]:
    """Give the rules that could be lowered out of the emergencies with no floor to notice, and what makes it matter.

    Who stands alone at one rung and is held there by a floor would end below it.
    """
    people, height = proof.people, proof.protocol.height
    heights = emergencies(proof.protocol)
    held = {one: held_to(people, one) for one in heights}
    nobody_else = {one: _nobody_else(people, one) for one in heights}
    for place, rule in enumerate(proof.protocol.rules):
        own = height[rule.urgency]
        if own not in held:
            continue
        holds = people.rails(rule.when).yes
        alone = {one: [holds, nobody_else[one][place]] for one in heights if one <= own}
        noticed = any(proof.search.possible([*alone[one], held[one]]) for one in alone)
        if not noticed and proof.search.possible(alone[own]):
            yield rule, alone[own]


def _sideless(proof: Proof, rule: Rule) -> list[str]:
    """Give the facts that a rule names and no floor may, in the order of asking."""
    named = {fact for leaf in leaves(rule.when) for fact in facts_of(leaf)}
    return [fact for fact in proof.options.of if fact in named and not proof.options.steps(fact)]


def _nobody_else(people: People, height: int) -> list[Literal]:
    """Give, for each rule, the literal that no other one asks for a rung of at least this height; gates are shared."""
    circuit = people.circuit
    none = [-circuit.any_of(people.asking([rule], height)) for rule in people.protocol.rules]

    def both(one: Literal, other: Literal) -> Literal:
        return circuit.all_of([one, other])

    before = list(accumulate(none, both, initial=TRUE))
    after = list(accumulate(reversed(none), both, initial=TRUE))[::-1]
    return [both(before[place], after[place + 1]) for place in range(len(none))]


def self_care(proof: Proof) -> Settled:
    """The lowest rung is reached only by people for whom nothing above it is left open, whatever was not said."""
    crowd, protocol = OpenPeople(proof), proof.protocol
    lowest = -crowd.now.ends_at(protocol.height[protocol.lowest.rung] + 1)
    against = []
    for subject, words, still_open in _ways_up(crowd):
        found = proof.find([lowest, still_open], crowd.now, crowd.later)
        if found:
            text = f"{words}, and yet the outcome is {protocol.lowest.rung}"
            example = Counterexample(subject, text, found[0], found[1])
            against.append(confirmed(example, really=proof.outcome(found[0]).rung == protocol.lowest.rung))
    return Settled(crowd.combinations, tuple(against))


def _ways_up(crowd: OpenPeople) -> Iterator[tuple[str, str, Literal]]:
    """Give what may lead above the lowest rung: a rule left open or that may hold; what earns the rung not being so."""
    for rule in crowd.now.above_lowest():
        yield rule.id, f"the rule {rule.id} is left open", crowd.now.unknown(rule.when)
        yield rule.id, f"the rule {rule.id} may hold", crowd.later.rails(rule.when).yes
    rung, earned = crowd.now.protocol.lowest.rung, crowd.now.protocol.lowest.only_when
    yield rung, "what earns the lowest rung is not settled", -crowd.now.rails(earned).yes
    yield rung, "what earns the lowest rung may not be so", -crowd.later.rails(earned).yes
