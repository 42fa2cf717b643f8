"""How many of so many people give each answer: the innermost part of a distribution file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from backcheck.protocol import NO_ANSWER, YES_ANSWER, Question
from backcheck.reading.fields import WRONG, Desk
from backcheck.reading.kinds import whole
from backcheck.reading.nodes import Node, Pairs, Scalar, described
from backcheck.reading.proofreader import shortened

_BAND = re.compile(r"(-?[0-9]{1,9})(?: to (-?[0-9]{1,9}))?")

Value = str | tuple[int, int]
"""An answer, or of a number a band of answers, both ends included and all alike in it."""
Spread = tuple[tuple[Value, int], ...]
"""Each value with how many people it is given by."""


def kind_of(question: Question) -> str:
    """Name the field in which the answers to a question are spread."""
    return {"choice": "choices", "number": "numbers"}.get(question.kind, "yes")


class SpreadReader:
    """Reads spreads of ``out_of`` people; mistakes gather in the desk's proofreader."""

    def __init__(self, desk: Desk) -> None:
        """Start before the number of people is known."""
        self.desk, self.out_of = desk, 1

    def read(self, question: Question, node: Pairs, values: Mapping[str, Any]) -> Spread | None:
        """Give the spread that an entry writes; none where it is wrong."""
        kind = kind_of(question)
        place = node.values[kind]
        if kind == "yes":
            yes = values["yes"]
            return ((YES_ANSWER, yes), (NO_ANSWER, self.out_of - yes)) if self.in_range(place, yes) else None
        pairs = self._weights(place)
        named = None if pairs is None else [self._value(question, key) for key in pairs]
        if pairs is None or named is None or None in named:
            return None
        people = list(pairs.values())
        if sum(people) != self.out_of:
            message = f"these are {sum(people)} people together. Please make them {self.out_of}"
            self._mark("wrong-sum", place, message)
            return None
        if not self._apart(place, [one for one in named if isinstance(one, tuple)]):
            return None
        return tuple(zip([one for one in named if one is not None], people, strict=True))

    def _weights(self, node: Node) -> dict[Scalar, int] | None:
        if not isinstance(node, Pairs):
            self._mark("not-pairs", node, f"`answer: people` pairs are wanted here, and this is {described(node)}")
            return None
        read = {node.keys[key]: whole(self.desk, child) for key, child in node.values.items()}
        good = [self.in_range(node.values[key.text], n) for key, n in read.items() if n is not WRONG]
        return read if len(good) == len(read) and all(good) else None

    def _value(self, question: Question, key: Scalar) -> Value | None:
        if question.kind == "choice":
            options = [choice.id for choice in question.choices]
            if key.text in options:
                return key.text
            ending = self.desk.proof.did_you_mean(key.text, options)
            self._mark("not-a-choice", key, f"`{shortened(key.text)}` is no choice of `{question.id}`{ending}")
            return None
        match = _BAND.fullmatch(key.text)
        low, high = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if question.lowest <= low <= high <= question.highest:
            return low, high
        wanted = f"Please write such as `{question.lowest} to {question.highest}`"
        self._mark("bad-band", key, f"`{shortened(key.text)}` is no band of answers to `{question.id}`. {wanted}")
        return None

    def _apart(self, node: Node, bands: Sequence[tuple[int, int]]) -> bool:
        ordered = sorted(bands)
        for (_, high), (low, _) in pairwise(ordered):
            if low <= high:
                self._mark("bands-overlap", node, f"{low} stands in two bands. Please keep it in one")
                return False
        return True

    def in_range(self, node: Node, people: int) -> bool:
        """Mark a number of people that is less than none or more than all."""
        if 0 <= people <= self.out_of:
            return True
        self._mark(
            "too-many-people", node, f"{people} of {self.out_of} people cannot be. Please write 0 to {self.out_of}"
        )
        return False

    def _mark(self, code: str, node: Node, message: str) -> None:
        self.desk.proof.mark(code, node, message)
