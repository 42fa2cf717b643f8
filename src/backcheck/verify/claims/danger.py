"""Claims about dangers: floors, and self-care that nothing above it speaks against."""

from __future__ import annotations

from collections.abc import Iterator

from backcheck.condition import facts_of, leaves
from backcheck.protocol import Answers, Rule
from backcheck.verify.circuit import Literal
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
    for rule, person in _without_floor(proof):
        sideless = _sideless(proof, rule)
        if sideless:
            notes.append(f"held by no floor, since neither side of {' and '.join(sideless)} is worse: {rule.id}")
            continue
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


def _without_floor(proof: Proof) -> Iterator[tuple[Rule, Answers]]:
    """Give the rules that could be lowered out of the emergencies with no floor to notice, each with somebody lowered.

    Who stands alone at one rung and is held there by a floor would end below it.
    """
    people, height = proof.people, proof.protocol.height
    heights = emergencies(proof.protocol)
    held = {one: held_to(people, one) for one in heights}
    for rule in proof.protocol.rules:
        own = height[rule.urgency]
        if own not in held:
            continue
        alone = {one: [people.rails(rule.when).yes, -_others(people, rule, one)] for one in heights if one <= own}
        if not any(proof.search.possible([*alone[one], held[one]]) for one in alone):
            found = proof.find(alone[own], people)
            if found:
                yield rule, found[0]


def _sideless(proof: Proof, rule: Rule) -> list[str]:
    """Give the facts that a rule names and no floor may, in the order of asking."""
    named = {fact for leaf in leaves(rule.when) for fact in facts_of(leaf)}
    return [fact for fact in proof.options.of if fact in named and not proof.options.steps(fact)]


def _others(people: People, rule: Rule, height: int) -> Literal:
    """Give the literal that something other than that rule holding asks for a rung of at least this height."""
    own = people.rails(rule.when).yes
    rules = people.protocol.rules
    asked = people.asking([one for one in rules if one is not rule], height)
    asked += [literal for reached, literal in people.asks(rule) if reached >= height and literal != own]
    return people.circuit.any_of(asked)


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
