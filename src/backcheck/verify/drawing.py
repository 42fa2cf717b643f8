"""Sums over the models of decision diagrams, estimated from a few that are drawn.

The diagrams are strata: each has its own mean, and more is drawn where draws differ more (Neyman 1934). Strata in which
draws differ much are first taken apart by what tells the large draws from the small ones; then all is drawn afresh.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from math import fsum, sqrt
from statistics import fmean, stdev, variance
from typing import TYPE_CHECKING

from backcheck.verify.circuit import Literal

if TYPE_CHECKING:
    from oxidd.bdd import BDDFunction

Model = Sequence[bool]
Worth = Callable[["BDDFunction", Model], float]
"""What a model of a diagram is worth."""
Drawn = tuple[frozenset[Literal], float]
"""What a model drawn is marked with, and what it is worth."""
Below = dict["BDDFunction", int]
"""How many models there are below a node."""
LOOKING, COUNTING = (20, 500), (12, 250)
"""How many are drawn from each stratum to see how much draws differ, and how many more from all together: to find what
takes strata apart, and for the estimate."""
ROUNDS, PARTINGS, FEWEST = 2, 10, 3
"""How often strata are taken apart, into how many more each time, and of how many draws each side has at least."""
MUCH = 0.1
"""When one draw makes up this share of the sum, others as large were likely missed."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A sum, one standard error of it, and whether so few draws make most of it that it may be far too low."""

    value: float
    error: float
    uneven: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """How models over the first ``bits`` bits are drawn, and what they are worth: roughly but soon, and better.

    ``marks`` gives what a model says, which may take strata apart; ``says`` gives the diagram of that.
    """

    bits: int
    rough: Worth
    better: Worth
    marks: Callable[[Model], Collection[Literal]]
    says: Callable[[Literal], BDDFunction]
    chance: random.Random
    tell: Callable[[str], None] = lambda _: None

    def sum_over(self, diagrams: Iterable[BDDFunction]) -> Estimate:
        """Estimate the sum of what each model of some diagrams is worth; those have no model in common."""
        strata = self._strata(diagrams)
        for _ in range(ROUNDS):
            self._draw(strata, self.rough, *LOOKING)
            parts = _taken_apart(strata)
            with suppress(MemoryError):
                diagrams = [part.diagram(self.says) for part in parts]
                strata = self._strata(one for one in diagrams if one.satisfiable())
        for one in strata:
            one.drawn.clear()
        self._draw(strata, self.better, *COUNTING)
        value = fsum(one.size * fmean(one.worths) for one in strata)
        error = sqrt(fsum(one.size**2 * variance(one.worths) / len(one.drawn) for one in strata))
        largest = max((one.size * max(one.worths) / len(one.drawn) for one in strata), default=0.0)
        return Estimate(value, error, error > 0 and largest > MUCH * value)

    def _strata(self, diagrams: Iterable[BDDFunction]) -> list[_Stratum]:
        below: Below = {}
        return [_Stratum(one, Uniform(one, self.bits, below)) for one in diagrams]

    def _draw(self, strata: Sequence[_Stratum], worth: Worth, first: int, further: int) -> None:
        """Draw from each stratum, and further where draws differ."""

        def draw(one: _Stratum, how_many: int) -> None:
            for _ in range(how_many):
                model = one.models.draw(self.chance)
                one.drawn.append((frozenset(self.marks(model)), worth(one.diagram, model)))
                self.tell(f"{sum(len(each.drawn) for each in strata)} drawn from {len(strata)} kinds")

        for one in strata:
            draw(one, first)
        spreads = [one.spread for one in strata]
        for one, spread in zip(strata, spreads, strict=True):
            if spread:
                draw(one, round(further * spread / fsum(spreads)))


@dataclass
class _Stratum:
    diagram: BDDFunction
    models: Uniform
    drawn: list[Drawn] = field(default_factory=list)

    @property
    def size(self) -> int:
        return self.models.count

    @property
    def worths(self) -> list[float]:
        return [worth for _, worth in self.drawn]

    @property
    def spread(self) -> float:
        return self.size * stdev(self.worths)


@dataclass(frozen=True)
class _Part:
    """What of a stratum is marked so, or not marked so, and what was drawn there; ``size`` is estimated from that."""

    whole: BDDFunction
    size: float
    drawn: Sequence[Drawn]
    marked: tuple[tuple[Literal, bool], ...] = ()

    def diagram(self, says: Callable[[Literal], BDDFunction]) -> BDDFunction:
        """Give the diagram of this part."""
        found = self.whole
        for mark, there in self.marked:
            found = found & (says(mark) if there else ~says(mark))
        return found

    @cached_property
    def spread(self) -> float:
        return self.size * stdev(worth for _, worth in self.drawn)

    @cached_property
    def best(self) -> tuple[float, tuple[_Part, ...]]:
        """Give the two parts that differ less within than any others would, and how much less."""
        found: tuple[float, tuple[_Part, ...]] = (0.0, ())
        for mark in sorted(frozenset[Literal]().union(*(marks for marks, _ in self.drawn))):
            sides = self._side(mark, there=True), self._side(mark, there=False)
            if min(len(side.drawn) for side in sides) >= FEWEST:
                gain = self.spread - sides[0].spread - sides[1].spread
                found = max(found, (gain, sides), key=lambda one: one[0])
        return found

    def _side(self, mark: Literal, *, there: bool) -> _Part:
        drawn = [one for one in self.drawn if (mark in one[0]) is there]
        size = self.size * len(drawn) / len(self.drawn)
        return _Part(self.whole, size, drawn, (*self.marked, (mark, there)))


def _taken_apart(strata: Iterable[_Stratum]) -> Sequence[_Part]:
    """Give the strata with those in parts that gain most by it (as regression trees grow: Breiman and others 1984)."""
    parts = [_Part(one.diagram, one.size, one.drawn) for one in strata]
    for _ in range(PARTINGS):
        most = max(parts, key=lambda part: part.best[0])
        if not most.best[1]:
            break
        parts = [part for part in parts if part is not most] + list(most.best[1])
    return parts


class Uniform:
    """Draws models of a diagram, each as likely as any other; ``count`` is how many there are."""

    def __init__(self, diagram: BDDFunction, bits: int, below: Below) -> None:
        """Count the models below every node once, but for nodes of other diagrams that are counted already."""
        self._root, self._bits, self._below = diagram, bits, below
        waiting = [diagram]
        while waiting:
            node = waiting[-1]
            children = node.cofactors()
            missing = [child for child in children or () if child not in self._below]
            if missing:
                waiting += missing
                continue
            waiting.pop()
            weights = [self._weight(child, self._level(node) + 1) for child in children or ()]
            self._below[node] = sum(weights) if children else int(node.valid())
        self.count = self._weight(diagram, 0)

    def draw(self, chance: random.Random) -> list[bool]:
        """Give one model, bit by bit."""
        model: list[bool] = []
        node = self._root
        while (children := node.cofactors()) is not None:
            model += self._free(self._level(node) - len(model), chance)
            yes, no = (self._weight(child, len(model) + 1) for child in children)
            model.append(chance.randrange(yes + no) < yes)
            node = children[0] if model[-1] else children[1]
        return model + self._free(self._bits - len(model), chance)

    def _free(self, how_many: int, chance: random.Random) -> list[bool]:
        return [bool(chance.getrandbits(1)) for _ in range(how_many)]

    def _level(self, node: BDDFunction) -> int:
        level = node.node_level()
        return self._bits if level is None else level

    def _weight(self, node: BDDFunction, level: int) -> int:
        return self._below[node] << (self._level(node) - level)
