"""Everybody of a circuit at once, without a solver: one bit a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from backcheck.protocol import Answers, Protocol
from backcheck.verify.circuit import Circuit, Literal
from backcheck.verify.encoding import Given, Hangs, People
from backcheck.verify.options import Options

Told = Callable[[Literal, int], bool]
"""Whether a literal is true for the person in this place."""


def crowd(
    protocol: Protocol, options: Options, answers: Callable[[Options, Circuit], Mapping[str, Given]]
) -> tuple[Circuit, People]:
    """Give a fresh circuit and its people."""
    circuit = Circuit()
    return circuit, People(protocol, circuit, answers(options, circuit), Hangs(protocol))


def told(circuit: Circuit, people: People, options: Options, everyone: Sequence[Answers]) -> Told:
    """Work out every gate for these people and give a way to look one up."""
    inputs: dict[Literal, int] = {}
    for fact, given in people.given.items():
        rows = [options.stands_for(fact, person[fact]) if fact in person else None for person in everyone]
        for answer, literal in given.values.items():
            inputs[literal] = sum(1 << place for place, one in enumerate(rows) if one == answer)
        inputs[given.missing] = sum(1 << place for place, one in enumerate(rows) if one is None)
    inputs = {literal: bits for literal, bits in inputs.items() if literal > 1}
    worked_out = circuit.worked_out(inputs, (1 << len(everyone)) - 1)

    def is_true(literal: Literal, place: int) -> bool:
        bit = bool(worked_out[abs(literal)] >> place & 1)
        return bit if literal > 0 else not bit

    return is_true
