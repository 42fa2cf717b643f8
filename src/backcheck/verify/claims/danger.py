"""Claims about dangers: floors, and self-care that nothing above it speaks against."""

from __future__ import annotations

from collections.abc import Iterator

from backcheck.protocol import Floor
from backcheck.verify.circuit import Literal
from backcheck.verify.completion import OpenPeople
from backcheck.verify.proof import Counterexample, Proof, Settled, confirmed


def floors(proof: Proof) -> Settled:
    """No danger in floors.yaml ends below its floor, present or not sure, but for the exceptions named there."""
    against = [one for floor in proof.protocol.floors for one in _below(proof, floor)]
    checks = sum(2 if floor.if_unsure else 1 for floor in proof.protocol.floors)
    return Settled(proof.options.combinations(), tuple(against), numbers={"floors": checks})


def _below(proof: Proof, floor: Floor) -> Iterator[Counterexample]:
    people, height = proof.people, proof.protocol.height
    excepted = [-people.rails(rule.when).yes for rule in proof.protocol.rules if rule.id in floor.except_for]
    present, unsure = people.rails(floor.when).yes, people.unsure(floor.when)
    for word, rung, danger in (("present", floor.floor, present), ("not sure", floor.if_unsure, unsure)):
        if not rung:
            continue
        found = proof.find([danger, -people.ends_at(height[rung]), *excepted], people)
        if found:
            got = proof.outcome(found[0]).rung
            words = f"{floor.danger} ({word}) must not end below {rung}, and ends at {got}"
            yield confirmed(Counterexample(floor.danger, words, found[0]), really=height[got] < height[rung])


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
