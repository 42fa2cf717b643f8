"""Weighted kappa: how far two readers agree on ordered categories, beyond chance.

Cohen J, Psychol Bull 1968;70:213-220; for several readers Light RJ, Psychol Bull 1971;76:365-377.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from statistics import mean

LINEAR, QUADRATIC = 1, 2
"""The power of the distance between two categories: a disagreement of two steps weighs twice, or four times, as one."""

Pairs = Sequence[tuple[int, int]]
"""For each thing that both judged, the place of the first reader's category and of the second's."""


def weighted_kappa(pairs: Pairs, power: int) -> float | None:
    """Give 1 for agreement throughout, 0 for what chance would give, less below it.

    None where there is nothing to judge, or chance alone would agree throughout (both always said the same one thing).
    """
    if not pairs:
        return None
    seen = sum(abs(one - other) ** power for one, other in pairs) / len(pairs)
    firsts, seconds = zip(*pairs, strict=True)
    by_chance = sum(abs(one - other) ** power for one in firsts for other in seconds) / len(pairs) ** 2
    return 1 - seen / by_chance if by_chance else None


def lights_kappa(ratings: Sequence[dict[str, int]], power: int) -> float | None:
    """Give the mean weighted kappa of every two readers, each on what both judged.

    ``ratings`` has for each reader the place of the category by the thing judged. None where no two share anything.
    """
    found = []
    for one, other in combinations(ratings, 2):
        kappa = weighted_kappa([(one[thing], other[thing]) for thing in one.keys() & other.keys()], power)
        if kappa is not None:
            found.append(kappa)
    return mean(found) if found else None
