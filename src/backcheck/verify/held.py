"""What the floors of a protocol hold people to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from backcheck.protocol import Floor, Protocol
from backcheck.verify.circuit import Literal
from backcheck.verify.encoding import People

PRESENT, NOT_SURE = "present", "not sure"


class Hold(NamedTuple):
    """One floor for those in whom its danger is present, or for those not sure of it; ``held`` are all these people."""

    floor: Floor
    word: str
    rung: str
    held: Literal


def holds_of(people: People, floor: Floor) -> Iterator[Hold]:
    """Give whom a floor holds to which rung, without those in whom an exception that it names holds."""
    excepted = [-people.rails(rule.when).yes for rule in people.protocol.rules if rule.id in floor.except_for]
    for word, rung in ((PRESENT, floor.floor), (NOT_SURE, floor.if_unsure)):
        if rung:
            danger = people.rails(floor.when).yes if word == PRESENT else people.unsure(floor.when)
            yield Hold(floor, word, rung, people.circuit.all_of([danger, *excepted]))


def held_to(people: People, height: int) -> Literal:
    """Give the literal that some floor holds these people to a rung of at least this height."""
    protocol = people.protocol
    holds = (hold for floor in protocol.floors for hold in holds_of(people, floor))
    return people.circuit.any_of([hold.held for hold in holds if protocol.height[hold.rung] >= height])


def emergencies(protocol: Protocol) -> tuple[int, ...]:
    """Give the heights of the rungs that are emergencies, the least urgent first."""
    return tuple(sorted(protocol.height[rung.id] for rung in protocol.ladder if rung.group == "emergency"))
