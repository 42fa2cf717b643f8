"""How many different interviews there are: a number that is proved to be reached, not an exact count.

Around one long interview grows a box: for each fact asked, the answers that, whatever else of the box is answered,
leave the same questions to be asked. Each combination in the box is an interview of its own.
"""

from __future__ import annotations

from math import prod

from backcheck.protocol import Answer, Answers
from backcheck.verify.circuit import Literal
from backcheck.verify.proof import Proof
from backcheck.verify.solver import Search

Box = dict[str, list[Answer]]


def interviews_at_least(proof: Proof, person: Answers) -> int:
    """Give a number of different interviews that are certain to exist, all with the questions this person is asked."""
    questions = _questions_of(proof, person)
    asked = {fact for name in questions for fact in proof.protocol.by_id[name].facts}
    turns = proof.interview.asked.items()
    others = -proof.circuit.all_of([literal if name in questions else -literal for name, literal in turns])
    search = Search(proof.circuit)
    # Facts that are not asked for may be anything, or the box would only hold for the answers this person would give.
    box: Box = {fact: [person[fact]] if fact in asked else list(answers) for fact, answers in proof.options.of.items()}
    for fact in sorted(asked):
        every = proof.options.of[fact]
        wider = box | {fact: list(every)}
        if search.possible([*_inside(proof, wider), others]):
            for answer in every:
                wider = box | {fact: [*box[fact], answer]}
                if answer not in box[fact] and not search.possible([*_inside(proof, wider), others]):
                    box = wider
        else:
            box = wider
    search.close()
    return prod(sum(proof.options.size(fact, answer) for answer in box[fact]) for fact in asked)


def _inside(proof: Proof, box: Box) -> list[Literal]:
    given = proof.people.given
    return [
        -literal
        for fact, inside in box.items()
        for answer, literal in given[fact].values.items()
        if answer not in inside
    ]


def _questions_of(proof: Proof, person: Answers) -> set[str]:
    """Give the questions that a person is asked."""
    values = proof.people.given.items()
    bits = proof.circuit.worked_out({given.values[person[fact]]: 1 for fact, given in values}, 1)
    turns = proof.interview.asked.items()
    return {name for name, literal in turns if bool(bits.get(abs(literal), 0)) is (literal > 0)}


def power_of_ten(number: int) -> str:
    """Give roughly how large a number is: ``10^N``, or the number itself when it is small."""
    return str(number) if number < 10_000 else f"10^{len(str(number)) - 1}"  # noqa: PLR2004
