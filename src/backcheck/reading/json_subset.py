"""JSON into the same nodes as YAML, so that a mistake in it is underlined as well. No YAML is loaded for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]

from backcheck.errors import Mistake
from backcheck.reading.nodes import Items, Node, Pairs, Scalar
from backcheck.reading.proofreader import shortened
from backcheck.reading.textfile import FORBIDDEN, RefusedError, TextFile

DEEPEST = 20
_BLANKS = re.compile(r"[ \t\n]*")
_BARE = re.compile(r"true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_STARTS_LIKE_JSON = re.compile(r'[ \t\n]*\{[ \t\n]*(?:["}]|\Z)')
_UNQUOTED = 'this is not JSON. Please write a text in double quotes, such as "yes", or a whole number'


def looks_like_json(text: str) -> bool:
    """Tell JSON from YAML by how it starts: a brace, then a name in double quotes."""
    return _STARTS_LIKE_JSON.match(text) is not None


def read_json(file: TextFile, note: Callable[[Mistake], None]) -> Node:
    """Give the nodes of a JSON text; names given twice are noted, anything else that is wrong raises RefusedError."""
    reader = _Reader(file)
    root = reader.read()
    for mistake in reader.repeats:
        note(mistake)
    return root


class _Reader:
    """Reads one JSON text from its start to its end; each method's docstring is its grammar rule."""

    def __init__(self, file: TextFile) -> None:
        self.file, self.text = file, file.text
        self.repeats: list[Mistake] = []
        self.at = 0
        self.line, self.line_start = 1, 0
        self.depth = 0

    def read(self) -> Node:
        """Text = value."""
        node = self._value()
        if self._next():
            raise self._refused("not-json", "the JSON ends before this. Please delete what follows")
        return node

    def _next(self) -> str:
        """Give the next character that is not blank, empty at the end."""
        found = _BLANKS.match(self.text, self.at)
        end = found.end() if found else self.at
        newlines = self.text.count("\n", self.at, end)
        if newlines:
            self.line += newlines
            self.line_start = self.text.rfind("\n", self.at, end) + 1
        self.at = end
        return self.text[end : end + 1]

    def _value(self) -> Node:
        """Value = object | list | string | number | true | false | null."""
        character = self._next()
        if character == "{":
            return self._object()
        if character == "[":
            return self._list()
        if character == '"':
            return self._string()
        found = _BARE.match(self.text, self.at)
        if not found:
            raise self._refused("not-json", _UNQUOTED)
        return self._scalar(found[0], found.end(), plain=True)

    def _scalar(self, text: str, end: int, *, plain: bool) -> Scalar:
        node = Scalar(self.file, self.line, self.at - self.line_start + 1, end - self.at, text, plain)
        self.at = end
        return node

    def _string(self) -> Scalar:
        try:
            text, end = scanstring(self.text, self.at + 1)
        except JSONDecodeError:
            message = "this text is not closed, or holds a line end or a wrong backslash. Please mend it"
            raise self._refused("not-json", message) from None
        if FORBIDDEN.search(text) or _SURROGATE.search(text):
            message = "a backslash spells an invisible control character here. Please delete it"
            raise self._refused("control-character", message, end - self.at)
        return self._scalar(text, end, plain=False)

    def _enter(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            message = f"this is nested more than {DEEPEST} levels deep. Please write one answer after the other"
            raise self._refused("too-deep", message)
        self.at += 1

    def _ends(self, closing: str, *, first: bool) -> bool:
        """Tell whether the list or object ends here; if not, step over the comma."""
        character = self._next()
        if character == closing:
            self.at += 1
            self.depth -= 1
        elif not first:
            if character != ",":
                raise self._refused("not-json", f"a comma or `{closing}` is wanted here. Please add it")
            self.at += 1
        return character == closing

    def _list(self) -> Items:
        """List = "[" values "]"."""
        node = Items(self.file, self.line, self.at - self.line_start + 1, 1, [])
        self._enter()
        while not self._ends("]", first=not node.items):
            node.items.append(self._value())
        return node

    def _object(self) -> Pairs:
        """Object = "{" pairs of name ":" value "}"."""
        node = Pairs(self.file, self.line, self.at - self.line_start + 1, 1, {}, {})
        self._enter()
        while not self._ends("}", first=not node.keys):
            if self._next() != '"':
                raise self._refused("not-json", 'a name in double quotes is wanted here, such as "worst_pain"')
            name = self._string()
            if self._next() != ":":
                raise self._refused("not-json", "a colon is wanted here. Please add it")
            self.at += 1
            self._pair(node, name, self._value())
        return node

    def _pair(self, node: Pairs, name: Scalar, value: Node) -> None:
        first = node.keys.setdefault(name.text, name)
        if first is name:
            node.values[name.text] = value
            return
        message = f"`{shortened(name.text)}` stands twice here, first in line {first.line}. Please keep one of them"
        self.repeats.append(name.mistake("repeated-name", message))

    def _refused(self, code: str, message: str, length: int = 1) -> RefusedError:
        return RefusedError(self.file.mistake(code, message, self.line, self.at - self.line_start + 1, length))
