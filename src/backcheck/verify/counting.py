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
    questions, harmless = _one_answer_changed(proof, person)
    asked = {fact for name in questions for fact in proof.protocol.by_id[name].facts}
    turns = proof.interview.asked.items()
    others = -proof.circuit.all_of([literal if name in questions else -literal for name, literal in turns])
    search = Search(proof.circuit)
    # Facts that are not asked for may be anything, or the box would only hold for the answers this person would give.
    box: Box = {fact: [person[fact]] if fact in asked else list(answers) for fact, answers in proof.options.of.items()}
    for fact in sorted(asked):
        for more in (harmless[fact], *([answer] for answer in harmless[fact] if len(harmless[fact]) > 1)):
            wider = box | {fact: list(dict.fromkeys([*box[fact], *more]))}
            if len(wider[fact]) > len(box[fact]) and not search.possible([*_inside(proof, wider), others]):
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


def _one_answer_changed(proof: Proof, person: Answers) -> tuple[set[str], Box]:
    """Give the questions that a person is asked; and each other answer to one fact that leaves them the same.

    Everybody who differs in one answer is worked out at once. What changes the questions by itself need not be proved.
    """
    options, turns = proof.options.of, proof.interview.asked
    changes = [(fact, answer) for fact, answers in options.items() for answer in answers if answer != person[fact]]
    everybody = (1 << len(changes) + 1) - 1  # the last bit is the person unchanged
    inputs: dict[Literal, int] = {}
    for fact, given in proof.people.given.items():
        mine = {answer: 1 << place for place, (one, answer) in enumerate(changes) if one == fact}
        inputs |= {given.values[answer]: bit for answer, bit in mine.items()}
        inputs[given.values[person[fact]]] = everybody & ~sum(mine.values())
    bits = proof.circuit.worked_out(inputs, everybody, turns.values())
    questions, apart = set[str](), 0
    for name, literal in turns.items():
        found = bits.get(literal, 0) if literal > 0 else everybody & ~bits.get(-literal, 0)
        asked = bool(found >> len(changes))
        questions |= {name} if asked else set()
        apart |= everybody & ~found if asked else found
    same = [change for place, change in enumerate(changes) if not apart >> place & 1]
    return questions, {fact: [answer for one, answer in same if one == fact] for fact in options}


def power_of_ten(number: int) -> str:
    """Give roughly how large a number is: ``10^N``, or the number itself when it is small."""
    return str(number) if number < 10_000 else f"10^{len(str(number)) - 1}"  # noqa: PLR2004
