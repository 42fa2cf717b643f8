"""The claim about advice: nobody is shown what does not suit them."""

from __future__ import annotations

from collections.abc import Iterator

from backcheck.findings import Person, suits
from backcheck.protocol import Advice, Answers
from backcheck.verify.circuit import TRUE, Literal
from backcheck.verify.completion import OpenPeople
from backcheck.verify.encoding import People
from backcheck.verify.proof import Counterexample, Proof, Settled, confirmed


def advice(proof: Proof) -> Settled:
    """No self-care item is shown to someone it does not suit, or who might be such a person, whatever was not said.

    Other kinds of advice may be for people who were not sure; for them, having said so is part of who they are.
    """
    crowd = OpenPeople(proof)
    items = [item for item in proof.protocol.advice if item.kind == "self_care"]
    against = tuple(one for item in items for one in _ill_shown(proof, item, crowd))
    return Settled(crowd.combinations, against, numbers={"items": len(items)})


def _ill_shown(proof: Proof, item: Advice, crowd: OpenPeople) -> Iterator[Counterexample]:
    shown = shown_to(item, crowd.now)
    for word, unfit in _unfit(item, crowd.later):
        found = proof.find([shown, unfit], crowd.now, crowd.later)
        if found:
            words = f"{item.id} is shown, and {word}"
            example = Counterexample(item.id, words, found[0], found[1])
            yield confirmed(example, really=_is_shown(proof, item, found[0]))
            return


def shown_to(item: Advice, people: People) -> Literal:
    """Give the literal that an item is shown: its rung is reached, it is known to suit and known to do no harm."""
    height = people.protocol.height
    at_rung = [
        people.circuit.all_of([people.ends_at(height[rung]), -people.ends_at(height[rung] + 1)]) for rung in item.rungs
    ]
    suits = TRUE if item.suits is None else people.rails(item.suits).yes
    harmless = TRUE if item.not_for is None else people.rails(item.not_for).no
    return people.circuit.all_of([people.circuit.any_of(at_rung), suits, harmless])


def _unfit(item: Advice, people: People) -> Iterator[tuple[str, Literal]]:
    if item.suits is not None:
        yield "may not suit", -people.rails(item.suits).yes
    if item.not_for is not None:
        yield "may be somebody it is not for", -people.rails(item.not_for).no


def _is_shown(proof: Proof, item: Advice, answers: Answers) -> bool:
    return proof.outcome(answers).rung in item.rungs and suits(Person(proof.protocol, answers), item)
