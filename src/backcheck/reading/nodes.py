"""What a file is made of once read: words, lists and pairs, each knowing where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from backcheck.errors import Mistake


@dataclass(frozen=True, eq=False)
class TextFile:
    """One file's text, newlines normalised, under the name people know it by."""

    name: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """Give its lines without their ends."""
        return self.text.split("\n")

    def mistake(self, code: str, message: str, line: int, column: int, length: int = 1) -> Mistake:
        """Give a mistake at a place of this file; line and column count from 1."""
        shown = printable(self.lines[line - 1]) if 0 < line <= len(self.lines) else ""
        return Mistake(code, message, self.name, line, column, max(1, length), shown)

    def mistake_at(self, code: str, message: str, offset: int) -> Mistake:
        """Give a mistake at a character offset of this file."""
        line = self.text.count("\n", 0, offset) + 1
        return self.mistake(code, message, line, offset - self.text.rfind("\n", 0, offset))


class RefusedError(Exception):
    """A file that cannot be read at all; carries the one mistake that says why."""

    def __init__(self, mistake: Mistake) -> None:
        """Keep the mistake."""
        self.mistake = mistake
        super().__init__(mistake.message)


@dataclass(slots=True, eq=False)
class Node:
    """A part of a file and where it stands; line and column count from 1."""

    file: TextFile
    line: int
    column: int
    length: int

    def mistake(self, code: str, message: str) -> Mistake:
        """Give a mistake that underlines this part."""
        return self.file.mistake(code, message, self.line, self.column, self.length)


@dataclass(slots=True, eq=False)
class Scalar(Node):
    """A word, a text or a number, raw; ``plain`` tells that no quotes stand around it."""

    text: str
    plain: bool

    def part(self, start: int, length: int) -> Node:
        """Give the place of some characters of the text; the whole scalar where the text is not written as it reads."""
        quote = 0 if self.plain else 1
        if self.length != len(self.text) + 2 * quote:
            return self
        return Node(self.file, self.line, self.column + quote + start, length)


@dataclass(slots=True, eq=False)
class Items(Node):
    """A list."""

    items: list[Node]

    def __iter__(self) -> Iterator[Node]:
        """Give the members in order."""
        return iter(self.items)


@dataclass(slots=True, eq=False)
class Pairs(Node):
    """``name: value`` pairs, in the order written; ``keys`` gives each name's own place."""

    values: dict[str, Node]
    keys: dict[str, Scalar]


def printable(text: str) -> str:
    """Give the text with everything a terminal could obey replaced by a question mark, one for one."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\t\u00a0\u3000" else "?" for c in text)


def described(node: Node) -> str:
    """Name a node's kind for a message."""
    if isinstance(node, Items):
        return "a list"
    return "`name: value` pairs" if isinstance(node, Pairs) else "a single text"
