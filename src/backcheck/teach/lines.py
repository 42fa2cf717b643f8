"""Lines that stand under one another, some marked with a truth: what every teaching command tells, in no layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from backcheck.logic import NO, UNKNOWN, YES, Truth

RULE_WORDS = {YES: "Holds", NO: "Ruled out", UNKNOWN: "Open"}
PHRASE_WORDS = {YES: "yes", NO: "no", UNKNOWN: "not known"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text, how deep it stands, the truth it is marked with, and the word that says so where no sign can.

    ``kind`` is empty, or heading, rule, aside, or alert for what must not be overlooked.
    """

    text: str
    depth: int = 0
    mark: Truth | None = None
    word: str = ""
    kind: str = ""


def heading(text: str) -> Line:
    """Give a heading."""
    return Line(text, kind="heading")


def blank() -> Line:
    """Give an empty line."""
    return Line("")


def deeper(lines: Iterable[Line]) -> Iterator[Line]:
    """Give the lines set in by one step."""
    return (replace(line, depth=line.depth + 1) for line in lines)


def listed(parts: Iterable[str]) -> str:
    """Join parts of a sentence with commas and ``and``."""
    first = list(parts)
    return first[0] if len(first) == 1 else f"{', '.join(first[:-1])} and {first[-1]}" if first else ""


def counted(number: int, one: str, many: str = "") -> str:
    """Give a number with its noun: ``1 rule``, ``3 rules``."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
