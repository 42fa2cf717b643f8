"""Claims about the course of an interview: going back, its end, and how long it can be."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from backcheck.interview import at_most_more, next_question, without
from backcheck.protocol import NOT_SURE, Answer, Answers, Question
from backcheck.verify.circuit import Literal
from backcheck.verify.claims.asking import asked_of
from backcheck.verify.counting import interviews_at_least, power_of_ten
from backcheck.verify.encoding import People, either, fresh
from backcheck.verify.proof import Counterexample, Proof, Settled

SEED = 6
PLACES = 3


def going_back(proof: Proof) -> Settled:
    """Answers of a branch not taken change no rule for anybody: what going back leaves behind counts for nothing.

    Not proved but so by construction, since outcome and next question are functions of the answers alone: going back
    and answering anew equals a fresh interview, in any order. One interview, from up to three places, tries that out.
    """
    against = [*_stale_answers(proof), *_tried_out(proof)]
    return Settled(proof.options.combinations(), tuple(against))


def _stale_answers(proof: Proof) -> Iterator[Counterexample]:
    """Find somebody whose outcome depends on answers of a branch not taken."""
    people, circuit = proof.people, proof.circuit
    changed = {}
    for question in proof.protocol.questions:
        if question.ask_if is not None:
            for fact in question.facts:
                other = fresh(proof.options.of[fact], circuit)
                changed[fact] = either(circuit, people.applies(question).yes, people.given[fact], other)
    for apart in _apart(people, people.but(changed)):
        found = proof.find([apart], people)
        if found:
            yield Counterexample("stale answers", "answers of a branch not taken change the outcome", found[0])
            return


def _apart(people: People, other: People) -> Iterator[Literal]:
    """Give what makes one rule stand otherwise for the one than for the other."""
    for rule in people.protocol.rules:
        for here, there in zip(people.rails(rule.when), other.rails(rule.when), strict=True):
            yield people.circuit.all_of([here, -there])
            yield people.circuit.all_of([-here, there])


def _tried_out(proof: Proof) -> Iterator[Counterexample]:
    """Go back from the end of one long interview to up to ``PLACES`` places, answer otherwise there, and compare."""
    chance = random.Random(SEED)  # noqa: S311  which places to try, not a secret
    first, second = _somebody(proof, chance, 0.1), _somebody(proof, chance, 0.5)
    asked = _in_turn(proof, first)
    for keep in sorted(chance.sample(range(len(asked) + 1), k=min(PLACES, len(asked) + 1))):
        answers = asked_of(proof.protocol, first)
        for question in reversed(asked[keep:]):
            answers = without(answers, question)
        mixed = {**second, **{fact: first[fact] for question in asked[:keep] for fact in question.facts}}
        shuffled = list(answers.items())
        chance.shuffle(shuffled)
        if _continued(proof, dict(shuffled), mixed) != asked_of(proof.protocol, mixed):
            yield Counterexample("going back", "going back and answering anew is no fresh interview", mixed)


def _somebody(proof: Proof, chance: random.Random, loud: float) -> Answers:
    """Give a person who answers quietly but for a share of the facts; the quieter, the longer the interview."""
    return {
        fact: chance.choice(answers) if chance.random() < loud else proof.options.quiet(fact)[0]
        for fact, answers in proof.options.of.items()
    }


def _in_turn(proof: Proof, person: Answers) -> Sequence[Question]:
    asked: list[Question] = []
    answers: dict[str, Answer] = {}
    while (question := next_question(proof.protocol, answers)) is not None:
        asked.append(question)
        answers |= {fact: person[fact] for fact in question.facts}
    return asked


def _continued(proof: Proof, answers: dict[str, Answer], person: Answers) -> Answers:
    while (question := next_question(proof.protocol, answers)) is not None:
        answers |= {fact: person[fact] for fact in question.facts}
    return answers


def ending(proof: Proof) -> Settled:
    """Every interview ends, each question asked at most once, and "at most N more" is never too low at its start."""
    asked = list(proof.interview.asked.values())
    counts = proof.circuit.counts(asked, len(asked))
    definite = [-given.values[NOT_SURE] for given in proof.people.given.values()]
    numbers = {
        "least": _least(proof, counts, []),
        "most": _most(proof, counts, []),
        "least_definite": _least(proof, counts, definite),
        "most_definite": _most(proof, counts, definite),
        "promised": at_most_more(proof.protocol, {}),
    }
    longest = proof.read(proof.people, proof.search.find([counts[numbers["most"]]]) or frozenset())
    slack = numbers["promised"] - numbers["most"]
    interviews = interviews_at_least(proof, longest)
    against = [*_never_ending(proof), *_too_little_promised(numbers, longest)]
    definitely = f"{numbers['least_definite']} to {numbers['most_definite']}"
    notes = (
        f"questions asked: {definitely} with definite answers, {numbers['least']} to {numbers['most']} with any",
        f'"at most {numbers["promised"]}" at the start is {slack} more than anybody is asked',
        f"there are at least {power_of_ten(interviews)} different interviews",
    )
    told: dict[str, int | float | str] = {**numbers, "slack": slack, "interviews_at_least": str(interviews)}
    return Settled(proof.options.combinations(), tuple(against), notes, told)


def _never_ending(proof: Proof) -> Iterator[Counterexample]:
    found = proof.find([proof.interview.still_asking()], proof.people)
    if found:
        yield Counterexample("the end", "somebody is still asked when every question had its turn", found[0])


def _too_little_promised(numbers: Mapping[str, int], longest: Answers) -> Iterator[Counterexample]:
    if numbers["promised"] < numbers["most"]:
        words = f"at the start at most {numbers['promised']} questions are promised, and {numbers['most']} are asked"
        yield Counterexample("the promise", words, longest)


def _most(proof: Proof, counts: Sequence[Literal], wanted: Sequence[Literal]) -> int:
    """Give the most questions that anybody is asked."""
    return bisect_left(range(1, len(counts)), x=True, key=lambda number: _nobody(proof, counts[number], wanted))


def _least(proof: Proof, counts: Sequence[Literal], wanted: Sequence[Literal]) -> int:
    """Give the fewest questions that anybody is asked."""
    return bisect_left(range(1, len(counts)), x=True, key=lambda number: not _nobody(proof, -counts[number], wanted))


def _nobody(proof: Proof, asked: Literal, wanted: Sequence[Literal]) -> bool:
    return not proof.search.possible([asked, *wanted])
