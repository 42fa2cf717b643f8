"""How many different interviews there are: an estimate by weighted samples, with its error.

Each sampled person stands for one interview, weighted by one over its chance (Knuth 1975, Estimating the efficiency of
backtrack programs). The chances are fitted to the weights of the rounds before (Rubinstein 1999, cross-entropy method).
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backcheck.protocol import Answer
from backcheck.verify.circuit import Literal
from backcheck.verify.proof import Proof

ROUNDS, PEOPLE, LAST_PEOPLE = 8, 2_000, 8_000
SEED = 1975
CAUTION = 0.03
"""How much of every chance stays even, so that no interview is left out for good."""

Chances = Mapping[str, Mapping[Answer, float]]


@dataclass(frozen=True, slots=True)
class Estimate:
    """About ``10 ** power`` interviews; ``error`` is the standard error as a share of that number."""

    power: float
    error: float


@dataclass(frozen=True, slots=True)
class _Sample:
    """People drawn: their answers, which facts each was asked for, and the logarithm of their weights."""

    answers: Mapping[str, Sequence[Answer]]
    asked: Mapping[str, Sequence[bool]]
    weights: Sequence[float]


def how_many_interviews(proof: Proof) -> Estimate:
    """Estimate the number of different interviews; the same protocol always gives the same estimate."""
    chance = random.Random(SEED)  # noqa: S311  a sample, not a secret
    chances: Chances = {fact: dict.fromkeys(answers, 1 / len(answers)) for fact, answers in proof.options.of.items()}
    for number in range(1, ROUNDS + 1):
        # At first a few people outweigh all others; a gentler weight lets the chances follow step by step.
        chances = _fitted(_drawn(proof, chances, chance, PEOPLE), chances, number / ROUNDS)
    return _estimate(_drawn(proof, chances, chance, LAST_PEOPLE).weights)


def _drawn(proof: Proof, chances: Chances, chance: random.Random, people: int) -> _Sample:
    answers = {fact: chance.choices(list(one), list(one.values()), k=people) for fact, one in chances.items()}
    asked = _asked(proof, answers, people)
    weights = [0.0] * people
    for fact, given in answers.items():
        stands_for = {one: math.log(proof.options.size(fact, one) / odds) for one, odds in chances[fact].items()}
        for place, (one, was_asked) in enumerate(zip(given, asked[fact], strict=True)):
            if was_asked:
                weights[place] += stands_for[one]
    return _Sample(answers, asked, weights)


def _asked(proof: Proof, answers: Mapping[str, Sequence[Answer]], people: int) -> dict[str, list[bool]]:
    """Give, for each fact, who is asked for it."""
    inputs: dict[Literal, int] = {}
    for fact, given in answers.items():
        for answer, literal in proof.people.given[fact].values.items():
            inputs[literal] = int("".join("1" if one == answer else "0" for one in given), 2)
    bits = proof.interview.circuit.worked_out(inputs, (1 << people) - 1)
    found = {}
    for question in proof.protocol.questions:
        literal = proof.interview.asked[question.id]
        word = bits[literal] if literal > 0 else ~bits[-literal] & ((1 << people) - 1)
        row = [digit == "1" for digit in f"{word:0{people}b}"]
        found |= dict.fromkeys(question.facts, row)
    return found


def _fitted(sample: _Sample, chances: Chances, strength: float) -> Chances:
    top = max(sample.weights)
    shares = [math.exp(strength * (weight - top)) for weight in sample.weights]
    fitted: dict[str, dict[Answer, float]] = {}
    for fact, before in chances.items():
        sums = dict.fromkeys(before, 0.0)
        for answer, was_asked, share in zip(sample.answers[fact], sample.asked[fact], shares, strict=True):
            if was_asked:
                sums[answer] += share
        total = sum(sums.values())
        even = CAUTION / len(before)
        fitted[fact] = {
            one: even + (1 - CAUTION) * (sums[one] / total if total else odds) for one, odds in before.items()
        }
    return fitted


def _estimate(weights: Sequence[float]) -> Estimate:
    top = max(weights)
    shares = [math.exp(weight - top) for weight in weights]
    mean = math.fsum(shares) / len(shares)
    spread = math.fsum((one - mean) ** 2 for one in shares) / (len(shares) - 1)
    return Estimate((top + math.log(mean)) / math.log(10), math.sqrt(spread / len(shares)) / mean)
