"""What a result is cut into, in no format: sections with their points, and their texts made safe to show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

PATIENT, CLINICIAN = "patient", "clinician"


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a section, with the lines that belong to it."""

    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its points."""

    heading: str
    items: tuple[Item, ...]


def told(found: Iterable[Section]) -> tuple[Section, ...]:
    """Leave out the sections in which nothing stands."""
    return tuple(section for section in found if any(item.text for item in section.items))


def listed(heading: str, lines: Iterable[str]) -> Section:
    """Give a section of plain lines, without the empty ones."""
    return Section(heading, tuple(Item(line) for line in lines if line))


def begun(text: str) -> str:
    """Give words as they stand at the beginning of a line."""
    return text[:1].upper() + text[1:]


def clean(text: str) -> str:
    """Take out control and direction-changing characters, so that no text can redraw or reorder the screen."""
    if text.isprintable():
        return text
    from unicodedata import category  # seldom wanted, and slow to load

    return "".join(c for c in text if c == "\n" or category(c) not in {"Cc", "Cf", "Zl", "Zp"})
