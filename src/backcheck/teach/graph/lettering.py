"""The lines of text in one box of a picture, and how much room they take."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from backcheck.forms.wording import clean
from backcheck.teach.graph.model import FINDING, GROUP, LOWEST, PHRASE, QUESTION, RULE, RUNG, Node

WIDTHS = {QUESTION: 270, FINDING: 240, PHRASE: 240, GROUP: 110, RULE: 270, LOWEST: 270, RUNG: 220}
"""How wide a box of each kind is, in pixels."""
PADDING = 11
LABEL, SAID, DETAIL, NAME = "label", "said", "detail", "name"
SIZES = {LABEL: 16, SAID: 14, DETAIL: 13, NAME: 12}
"""Height of each kind of text, in pixels."""
_WIDEST = 0.6
"""Width of a letter, as a part of the height of its text: no usual font without serifs is wider on average."""
_LEADING = 1.28


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; ``y`` is its baseline, from the top of its box."""

    text: str
    style: str
    y: float


def lettered(node: Node, width: float) -> tuple[tuple[Line, ...], float]:
    """Give the lines of a box of some width, wrapped to it, and the height of the box."""
    lines: list[Line] = []
    y = float(PADDING)
    for text, style in _texts(node):
        size = SIZES[style]
        room = int((width - 2 * PADDING) / (size * _WIDEST))
        for piece in wrap(clean(text), room):
            y += size * _LEADING
            lines.append(Line(piece, style, round(y - size * (_LEADING - 1), 1)))
    return tuple(lines), round(y + PADDING - 2, 1)


def _texts(node: Node) -> Iterator[tuple[str, str]]:
    yield node.label, LABEL
    if node.said:
        yield node.said, SAID
    for detail in node.details:
        yield detail, DETAIL
    if node.name:
        yield node.name, NAME


def wrap(text: str, room: int) -> list[str]:
    """Break text into lines that are no wider than some letters; wide characters count twice."""
    if units(text) == len(text):
        return textwrap.wrap(text, room, break_on_hyphens=False) or [""]
    lines = [""]
    for word in text.split(" "):
        for piece in _pieces(word, room):
            joined = f"{lines[-1]} {piece}".strip()
            if units(joined) <= room:
                lines[-1] = joined
            else:
                lines.append(piece)
    return [line for line in lines if line] or [""]


def units(text: str) -> int:
    """Give how many letters wide a text is."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pieces(word: str, room: int) -> Iterator[str]:
    piece = ""
    for letter in word:
        if units(piece + letter) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece
