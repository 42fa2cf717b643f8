"""People drawn from a population, each with a valid answer to every question that is for them; seeded."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import partial

from backcheck.condition import Fact, Leaf, Look, Named, Unsure, truth
from backcheck.findings import fits
from backcheck.interview import by_worry
from backcheck.logic import NO, UNKNOWN, YES, Truth, known
from backcheck.protocol import NO_ANSWER, NOT_SURE, UNSURE_ANSWERS, Answer, Answers, Protocol, Question
from backcheck.reading.populations import UNIFORM, Population, Prevalence
from backcheck.reading.spreads import Spread, Value

QUIET_OUT_OF, QUIET_WORRYING = 100, 12
"""In a protocol without populations, exercises draw each worrying answer for so many people of so many."""


def people(protocol: Protocol, population: Population, seed: int) -> Iterator[Answers]:
    """Give people without end; the n-th is the same for one seed, however many are taken."""
    turns = population.turns(protocol)
    number = 0
    while True:
        yield draw(protocol, population, random.Random(f"{seed}:{number}"), turns)  # noqa: S311  no secret hangs on it
        number += 1


def draw(
    protocol: Protocol, population: Population, chance: random.Random, turns: Sequence[str] | None = None
) -> Answers:
    """Give one person: an answer to each fact of a question that applies, drawn in the population's order."""
    answers: dict[str, Answer] = {}
    look = partial(_look, answers)
    applies: dict[str, bool] = {}
    for fact in turns or population.turns(protocol):
        question = protocol.question_of[fact]
        if question.id not in applies:
            # All it hangs on is drawn by now, so what is still unknown was answered unsure, and then it is asked.
            applies[question.id] = question.ask_if is None or truth(question.ask_if, look) is not NO
        if applies[question.id]:
            answers[fact] = _drawn(protocol, population, look, fact, chance)
    return {fact: answers[fact] for fact in protocol.question_of if fact in answers}


def uniform() -> Population:
    """Give the population in which every answer to a question is as likely as any other, and nobody is unsure."""
    about = "No figures are known for this protocol: every answer to a question is as likely as any other."
    return Population(UNIFORM, "Every answer alike", about, 1, 0, UNIFORM, {}, {}, default=True)


def quiet(protocol: Protocol) -> Population:
    """Give people with a few worrying answers each, for exercises on a protocol that brings no population."""
    found = {fact: Prevalence(fact, _quiet(protocol, fact)) for fact in protocol.question_of}
    about = f"Each worrying answer is given by {QUIET_WORRYING} in {QUIET_OUT_OF}."
    return Population("quiet", "People with a few worrying answers", about, QUIET_OUT_OF, 4, UNIFORM, found, {})


def _look(answers: Answers, leaf: Leaf | Named) -> Truth:
    """Give the truth of a phrase about what is drawn already; of a question that does not apply it is no."""
    if isinstance(leaf, Named):
        return truth(leaf.when, partial(_look, answers))
    if isinstance(leaf, Unsure):
        return known(any(answers.get(fact) in UNSURE_ANSWERS for fact in leaf.facts))
    answer = answers.get(leaf.fact if isinstance(leaf, Fact) else leaf.question)
    if answer is None:
        return NO
    return UNKNOWN if answer in UNSURE_ANSWERS else known(fits(leaf, answer))


def _drawn(protocol: Protocol, population: Population, look: Look, fact: str, chance: random.Random) -> Answer:
    one = population.answers.get(fact)
    unsure = population.not_sure if one is None or one.not_sure is None else one.not_sure
    if chance.random() * population.out_of < unsure:
        return NOT_SURE
    if one is None:
        return _one_of(_unlisted(protocol.question_of[fact], population), chance)
    given = (given.spread for given in one.given if truth(given.when, look) is YES)
    return _one_of(next(given, one.spread), chance)


def _one_of(spread: Spread, chance: random.Random) -> Answer:
    """Draw by weight, with nothing but ``random``, whose stream Python promises to keep."""
    left = chance.random() * sum(people for _, people in spread)
    value = spread[-1][0]
    for one, some in spread:
        left -= some
        if left < 0:
            value = one
            break
    if isinstance(value, str):
        return value
    low, high = value
    return low + int(chance.random() * (high - low + 1))


def _unlisted(question: Question, population: Population) -> Spread:
    if population.others == NO_ANSWER:
        usual = NO_ANSWER if question.kind in {"checklist", "yes_no"} else question.usual
        if usual is not None:
            return ((usual if isinstance(usual, str) else (usual, usual), 1),)
    if question.kind == "number":
        return (((question.lowest, question.highest), 1),)
    return tuple((choice.id, 1) for choice in question.choices) or (("yes", 1), (NO_ANSWER, 1))


def _quiet(protocol: Protocol, fact: str) -> Spread:
    """Give most of the people to the usual or least worrying answer, the rest to all others alike."""
    question = protocol.question_of[fact]
    if question.kind == "number" and question.usual is None:
        return (((question.lowest, question.highest), 1),)
    definite = [answer for answer in by_worry(protocol, fact) if answer not in UNSURE_ANSWERS]
    calm = definite[-1] if question.usual is None else question.usual
    others = [answer for answer in definite if answer != calm]
    most = len(others) * (QUIET_OUT_OF - QUIET_WORRYING) or 1
    return (*((_value(answer), QUIET_WORRYING) for answer in others), (_value(calm), most))


def _value(answer: Answer) -> Value:
    return answer if isinstance(answer, str) else (answer, answer)
