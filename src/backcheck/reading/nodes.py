"""What a file is made of once read: words, lists and pairs, each knowing where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backcheck.errors import Mistake
from backcheck.reading.textfile import TextFile


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


def described(node: Node) -> str:
    """Name a node's kind for a message."""
    if isinstance(node, Items):
        return "a list"
    return "`name: value` pairs" if isinstance(node, Pairs) else "a single text"
