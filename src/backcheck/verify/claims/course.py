"""Claims about the course of an interview: going back, its end, and how long it can be."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from backcheck.interview import at_most_more, next_question, without
from backcheck.protocol import NOT_SURE, Answer, Answers, Question
from backcheck.verify.circuit import Literal
from backcheck.verify.claims.asking import asked_of
from backcheck.verify.encoding import People, either, fresh
from backcheck.verify.proof import Counterexample, Proof, Settled

SEED = 6


def going_back(proof: Proof) -> Settled:
    """Going back and answering anew equals a fresh interview, and the order of answering does not matter.

    Proved: answers to questions that do not apply change neither rung nor referral. The rest is so by construction, since
    outcome and next question are functions of the answers alone; it is tried out on a few people, not proved.
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
    """Go back from the end of a few long interviews to several places, answer otherwise there, and compare."""
    chance = random.Random(SEED)  # noqa: S311  which places to try, not a secret
    first, second = (_somebody(proof, chance) for _ in range(2))
    asked = _in_turn(proof, first)
    for keep in sorted(chance.sample(range(len(asked) + 1), k=min(3, len(asked) + 1))):
        answers = asked_of(proof.protocol, first)
        for question in reversed(asked[keep:]):
            answers = without(answers, question)
        mixed = {**second, **{fact: first[fact] for question in asked[:keep] for fact in question.facts}}
        shuffled = list(answers.items())
        chance.shuffle(shuffled)
        if _continued(proof, dict(shuffled), mixed) != asked_of(proof.protocol, mixed):
            yield Counterexample("going back", "going back and answering anew is no fresh interview", mixed)


def _somebody(proof: Proof, chance: random.Random) -> Answers:
    """Give a person with a long interview: mostly quiet answers, some others."""
    return {
        fact: chance.choice(answers) if chance.random() < 0.1 else proof.options.quiet(fact)[0]  # noqa: PLR2004
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
    interview, circuit = proof.interview, proof.circuit
    asked = list(interview.asked.values())
    against = []
    found = proof.find([interview.still_asking()], proof.people)
    if found:
        against.append(Counterexample("the end", "somebody is still asked when every question had its turn", found[0]))
    counts = circuit.counts(asked, len(asked))
    definite = [-given.values[NOT_SURE] for given in proof.people.given.values()]
    most, least = _most(proof, counts, []), _least(proof, counts, [])
    most_definite, least_definite = _most(proof, counts, definite), _least(proof, counts, definite)
    promised = at_most_more(proof.protocol, {})
    if promised < most:
        longest = proof.find([counts[most]], proof.people)
        words = f"at the start at most {promised} questions are promised, and {most} are asked"
        against.append(Counterexample("the promise", words, longest[0] if longest else None))
    notes = (
        f"with definite answers {least_definite} to {most_definite} questions are asked, with any answers {least} to {most}",
        f'at the start "at most {promised}" is {promised - most} more than are ever asked',
    )
    numbers = {
        "least": least, "most": most, "least_definite": least_definite, "most_definite": most_definite,
        "promised": promised, "slack": promised - most,
    }
    return Settled(proof.options.combinations(), tuple(against), notes, numbers)


def _most(proof: Proof, counts: Sequence[Literal], wanted: Sequence[Literal]) -> int:
    """Give the most questions that anybody is asked: more and more, until nobody is left."""
    reached = 0
    while reached + 1 < len(counts):
        model = proof.search.find([counts[reached + 1], *wanted])
        if model is None:
            break
        reached = sum(literal in model for literal in proof.interview.asked.values())
    return reached


def _least(proof: Proof, counts: Sequence[Literal], wanted: Sequence[Literal]) -> int:
    reached = len(counts) - 1
    while reached > 0:
        model = proof.search.find([-counts[reached], *wanted])
        if model is None:
            break
        reached = sum(literal in model for literal in proof.interview.asked.values())
    return reached
