"""Floors of an old protocol that hold fewer people in the new one, or hold them to less."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backcheck.protocol import Answers
from backcheck.verify.comparison.shared import Both
from backcheck.verify.held import held_to, holds_of


@dataclass(frozen=True, slots=True)
class Loosened:
    """A danger of the old floors, present or ``not sure``, and somebody whom no floor of the new ones holds so high."""

    danger: str
    word: str
    rung: str
    answers: Answers


def loosened(both: Both) -> Iterator[Loosened]:
    """Give one person for each old floor that is gone, lower, narrower or has more exceptions, whatever its name."""
    height = both.first.height
    for floor in both.first.floors:
        for hold in holds_of(both.before, floor):
            answers = both.find([hold.held, -held_to(both.after, height[hold.rung])])
            if answers is not None:
                yield Loosened(floor.danger, hold.word, hold.rung, answers)
