"""In which order facts stand in decision diagrams: those that a rule names together near each other.

The order decides how large diagrams grow. It is found by letting each fact move to the middle of the rules naming it,
again and again (FORCE: Aloul, Markov and Sakallah 2003).
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence

Group = Collection[str]
STEPS, STARTS, SEED = 100, 20, 2003


def near_each_other(facts: Sequence[str], together: Sequence[Group]) -> tuple[str, ...]:
    """Give an order of the facts in which groups of them span few others; the same for the same groups."""
    chance = random.Random(SEED)  # noqa: S311  where to start from, not a secret
    groups = [tuple(group) for group in dict.fromkeys(frozenset(group) for group in together) if len(group) > 1]
    groups = [tuple(sorted(group)) for group in groups]
    starts = [list(facts), *(chance.sample(list(facts), len(facts)) for _ in range(STARTS))]
    return min((_settled(tuple(start), groups) for start in starts), key=lambda order: _span(order, groups))


def _settled(order: tuple[str, ...], groups: Sequence[Sequence[str]]) -> tuple[str, ...]:
    best = order
    own: dict[str, list[int]] = {fact: [] for fact in order}
    for number, group in enumerate(groups):
        for fact in group:
            own[fact].append(number)
    for _ in range(STEPS):
        places = {fact: place for place, fact in enumerate(order)}
        middles = [sum(places[fact] for fact in group) / len(group) for group in groups]
        pull = {
            fact: sum(middles[one] for one in own[fact]) / len(own[fact]) if own[fact] else places[fact]
            for fact in order
        }
        moved = tuple(sorted(order, key=pull.__getitem__))
        if moved == order:
            break
        order = moved
        best = min(best, order, key=lambda one: _span(one, groups))
    return best


def _span(order: Sequence[str], groups: Sequence[Sequence[str]]) -> int:
    places = {fact: place for place, fact in enumerate(order)}
    return sum(max(places[fact] for fact in group) - min(places[fact] for fact in group) for group in groups)
