"""Phrases and groups of phrases: their truth for some answers, what they still hang on, and the same in words.

A condition is a small tree, built once by ``reading``, evaluated by everything: the interview, the result, the proofs.
``look`` is always a function that gives the truth of one leaf or named finding; who looks, decides what unknown means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from backcheck.logic import UNKNOWN, Truth, at_least


@dataclass(frozen=True, slots=True)
class Fact:
    """``fact``: a checklist line or yes-or-no question that is yes."""

    fact: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """``question is a or b`` and ``question is not a or b``."""

    question: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """``number >= n``; ``comparison`` is one of ``>= <= > <``."""

    question: str
    comparison: str
    number: int

    @property
    def cut(self) -> int:
        """Give the first number for which this says otherwise than for the one before it."""
        return self.number + (self.comparison in {">", "<="})


@dataclass(frozen=True, slots=True)
class Unsure:
    """``fact is unsure``: at least one of ``facts`` was answered *not sure* or *prefer not to say*."""

    name: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A finding used by name; it carries the finding's own condition."""

    finding: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Not:
    """``not fact`` or ``not finding``."""

    part: Fact | Named


@dataclass(frozen=True, slots=True)
class AtLeast:
    """``any of``, ``all of`` and ``at least N of``; ``checklist`` names the one that ``any checklist`` stands for."""

    wanted: int
    parts: tuple[Condition, ...]
    checklist: str = ""


Leaf = Fact | Chosen | Compared | Unsure
Condition = Leaf | Named | Not | AtLeast
Look = Callable[["Leaf | Named"], Truth]


def truth(condition: Condition, look: Look) -> Truth:
    """Give the truth of a condition, asking ``look`` for leaves and findings."""
    if isinstance(condition, AtLeast):
        return at_least(condition.wanted, (truth(part, look) for part in condition.parts))
    if isinstance(condition, Not):
        return ~look(condition.part)
    return look(condition)


def open_leaves(condition: Condition, look: Look, unfolded: set[str] | None = None) -> Iterator[Leaf]:
    """Give the unknown leaves that the condition still hangs on; none when it is settled.

    Findings named in ``unfolded`` are left out, and those that are not are added to it.
    """
    if isinstance(condition, AtLeast):
        if truth(condition, look) is UNKNOWN:
            for part in condition.parts:
                yield from open_leaves(part, look, unfolded)
    elif isinstance(condition, Not):
        yield from open_leaves(condition.part, look, unfolded)
    elif look(condition) is UNKNOWN:
        if not isinstance(condition, Named):
            yield condition
        elif unfolded is None or condition.finding not in unfolded:
            if unfolded is not None:
                unfolded.add(condition.finding)
            yield from open_leaves(condition.when, look, unfolded)


def deciding_leaves(condition: Condition, look: Look) -> Iterator[tuple[Leaf, Truth]]:
    """Give the settled leaves, with their truth, that made the condition what it is.

    For a group that is yes these are the leaves of its yes parts; for one that is no, of its no parts.
    """
    verdict = truth(condition, look)
    if verdict is UNKNOWN:
        return
    if isinstance(condition, AtLeast):
        for part in condition.parts:
            if truth(part, look) is verdict:
                yield from deciding_leaves(part, look)
    elif isinstance(condition, Not):
        yield from deciding_leaves(condition.part, look)
    elif isinstance(condition, Named):
        yield from deciding_leaves(condition.when, look)
    else:
        yield condition, verdict


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Give every leaf of the tree, in the order it is written, findings unfolded."""
    if isinstance(condition, AtLeast):
        for part in condition.parts:
            yield from leaves(part)
    elif isinstance(condition, Not):
        yield from leaves(condition.part)
    elif isinstance(condition, Named):
        yield from leaves(condition.when)
    else:
        yield condition


def findings_in(condition: Condition) -> Iterator[Named]:
    """Give every finding the tree uses, outer before inner, repeats included."""
    if isinstance(condition, AtLeast):
        for part in condition.parts:
            yield from findings_in(part)
    elif isinstance(condition, Not):
        yield from findings_in(condition.part)
    elif isinstance(condition, Named):
        yield condition
        yield from findings_in(condition.when)


def facts_of(leaf: Leaf) -> tuple[str, ...]:
    """Give the names under which answers to this leaf are kept."""
    if isinstance(leaf, Fact):
        return (leaf.fact,)
    if isinstance(leaf, Unsure):
        return leaf.facts
    return (leaf.question,)


def phrase(condition: Condition) -> str:
    """Write a condition the way an author would, on one line."""
    match condition:
        case Fact(fact):
            return fact
        case Named(finding):
            return finding
        case Not(part):
            return f"not {phrase(part)}"
        case Chosen(question, values, negated):
            return f"{question} is {'not ' if negated else ''}{' or '.join(values)}"
        case Compared(question, comparison, number):
            return f"{question} {comparison} {number}"
        case Unsure(name):
            return f"{name} is unsure"
        case AtLeast(wanted, parts, checklist):
            if checklist:
                return f"any {checklist}"
            return f"{group_word(wanted, len(parts))} ({', '.join(phrase(part) for part in parts)})"
    raise AssertionError(condition)


def group_word(wanted: int, size: int) -> str:
    """Name a group: any of, all of, or at least N of."""
    if wanted == 1:
        return "any of"
    return "all of" if wanted == size else f"at least {wanted} of"
