"""Every small change to one condition: something dropped, flipped, shifted by one, swapped or turned round."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from backcheck.condition import AtLeast, Chosen, Compared, Condition, Fact, Leaf, Named, Not, group_word, phrase
from backcheck.findings import fits
from backcheck.protocol import Protocol

NEVER, ALWAYS = AtLeast(1, ()), AtLeast(0, ())
"""Conditions that are no, and yes, for everybody."""
LONGEST = 60

Swap = Callable[[Leaf | Named], Condition | None]
"""What stands in for a phrase; none where it stays as it is."""


@dataclass(frozen=True, slots=True)
class Change:
    """One small change: its kind, where in the condition (places from 0), in words, and what the condition becomes."""

    kind: str
    at: tuple[int, ...]
    words: str
    becomes: Condition


def changes(protocol: Protocol, condition: Condition) -> Iterator[Change]:
    """Give every small change to a condition, each result once. What findings hold is changed where they stand."""
    seen = {condition}
    for change in _everywhere(protocol, condition, ()):
        if change.becomes not in seen:
            seen.add(change.becomes)
            yield change


def rewritten(condition: Condition, swap: Swap) -> Condition:
    """Give a condition with some phrases swapped, findings included; the same object where nothing was."""
    if isinstance(condition, AtLeast):
        parts = tuple(rewritten(part, swap) for part in condition.parts)
        if all(new is old for new, old in zip(parts, condition.parts, strict=True)):
            return condition
        return replace(condition, parts=parts)
    if isinstance(condition, Not):
        part = rewritten(condition.part, swap)
        return condition if part is condition.part else opposite(part)
    instead = swap(condition)
    if instead is not None:
        return instead
    if isinstance(condition, Named):
        inner = rewritten(condition.when, swap)
        return condition if inner is condition.when else replace(condition, when=inner)
    return condition


def opposite(condition: Condition) -> Condition:
    """Give what is yes where a phrase, a finding or a constant is no."""
    if condition in (NEVER, ALWAYS):
        return ALWAYS if condition == NEVER else NEVER
    if isinstance(condition, Not):
        return condition.part
    if isinstance(condition, Chosen):
        return replace(condition, negated=not condition.negated)
    if isinstance(condition, Fact | Named):
        return Not(condition)
    raise AssertionError(condition)


def shortened(condition: Condition) -> str:
    """Give a condition as an author writes it, cut where it is long."""
    text = phrase(condition)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3].rstrip(' ,(')} ..."


def _everywhere(protocol: Protocol, condition: Condition, at: tuple[int, ...]) -> Iterator[Change]:
    if not isinstance(condition, AtLeast):
        yield from _of_phrase(protocol, condition, at)
        return
    yield from _of_group(condition, at)
    if condition.checklist:
        return  # an author writes it as one phrase
    for place, part in enumerate(condition.parts):
        for change in _everywhere(protocol, part, (*at, place)):
            parts = (*condition.parts[:place], change.becomes, *condition.parts[place + 1 :])
            yield replace(change, becomes=replace(condition, parts=parts))


def _of_group(group: AtLeast, at: tuple[int, ...]) -> Iterator[Change]:
    size = len(group.parts)
    for place, part in enumerate(group.parts):
        parts = (*group.parts[:place], *group.parts[place + 1 :])
        fewer = group.wanted - 1 if group.wanted == size else group.wanted
        if parts:
            words = f"`{shortened(part)}` was dropped from `{shortened(group)}`"
            yield Change("drop", (*at, place), words, AtLeast(max(fewer, 1), parts))
    for wanted in dict.fromkeys((size if group.wanted == 1 else 1, group.wanted - 1, group.wanted + 1)):
        if 1 <= wanted <= size and wanted != group.wanted:
            swapped = AtLeast(wanted, group.parts)
            words = f"`{group_word(group.wanted, size)}` became `{group_word(wanted, size)}` in `{shortened(group)}`"
            yield Change(f"at-least-{wanted}", at, words, swapped)


def _of_phrase(protocol: Protocol, condition: Condition, at: tuple[int, ...]) -> Iterator[Change]:
    if isinstance(condition, Compared):
        yield from (_became(kind, at, condition, new) for kind, new in _of_comparison(protocol, condition))
    elif isinstance(condition, Chosen):
        yield _became("negate", at, condition, opposite(condition))
        yield from (_became(kind, at, condition, new) for kind, new in _of_choice(protocol, condition))
    elif isinstance(condition, Fact | Named | Not):
        yield _became("negate", at, condition, opposite(condition))


def _became(kind: str, at: tuple[int, ...], old: Condition, new: Condition) -> Change:
    return Change(kind, at, f"`{shortened(old)}` became `{shortened(new)}`", new)


def _of_comparison(protocol: Protocol, leaf: Compared) -> Iterator[tuple[str, Condition]]:
    """Give the comparison shifted by one, flipped and mirrored, each set of numbers once."""
    question = protocol.by_id[leaf.question]
    everybody = range(question.lowest, question.highest + 1)
    seen = {frozenset(number for number in everybody if fits(leaf, number))}
    strict = replace(leaf, comparison=_EDGE[leaf.comparison])
    shifted = [replace(leaf, number=leaf.number + step) for step in (1, -1)]
    flipped = replace(leaf, comparison=_FLIPPED[leaf.comparison])
    mirrored = replace(leaf, comparison=_FLIPPED[_EDGE[leaf.comparison]])
    for kind, new in (
        ("edge", strict),
        ("up", shifted[0]),
        ("down", shifted[1]),
        ("flip", flipped),
        ("mirror", mirrored),
    ):
        numbers = frozenset(number for number in everybody if fits(new, number))
        if numbers not in seen:
            seen.add(numbers)
            yield kind, new


def _of_choice(protocol: Protocol, leaf: Chosen) -> Iterator[tuple[str, Condition]]:
    """Give the choices with one fewer, and with a neighbour in the author's order that was not among them."""
    order = [choice.id for choice in protocol.by_id[leaf.question].choices]
    for value in leaf.values:
        left = tuple(one for one in leaf.values if one != value)
        if left:
            yield f"without-{value}", replace(leaf, values=left)
    near = {order.index(value) + step for value in leaf.values for step in (-1, 1)}
    for place in sorted(near & set(range(len(order)))):
        if order[place] not in leaf.values and len(leaf.values) + 1 < len(order):
            yield f"with-{order[place]}", replace(leaf, values=(*leaf.values, order[place]))


_EDGE = {">=": ">", ">": ">=", "<=": "<", "<": "<="}
_FLIPPED = {">=": "<", "<": ">=", "<=": ">", ">": "<="}
