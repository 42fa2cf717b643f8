"""YAML, tamed: lists, pairs, words and whole numbers, and nothing else.

It works on the stream of events, before anything is built, so neither an alias nor ten thousand brackets ever grow.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from backcheck.errors import Mistake
from backcheck.reading.nodes import Items, Node, Pairs, Scalar
from backcheck.reading.proofreader import shortened
from backcheck.reading.textfile import FORBIDDEN, RefusedError, TextFile
from backcheck.reading.yaml_problems import syntax_mistake

DEEPEST = 20


def read_yaml(file: TextFile, note: Callable[[Mistake], None]) -> Node:
    """Give the nodes of a file; names given twice are noted, anything that is not our YAML raises RefusedError."""
    tab = file.text.find("\t")
    if tab >= 0:
        raise RefusedError(file.mistake_at("tab-character", "a tab stands here. Please use spaces", tab))
    builder = _Builder(file)
    root = builder.build()
    if root is None or (isinstance(root, Scalar) and not root.text):
        raise RefusedError(Mistake("empty-file", "this file is empty. Please fill it, or delete it", file.name))
    for mistake in builder.repeats:
        note(mistake)
    return root


class _Builder:
    """Builds nodes from events, one at a time, without recursion."""

    def __init__(self, file: TextFile) -> None:
        self.file = file
        self.repeats: list[Mistake] = []
        self.root: Node | None = None
        self.open: list[Items | Pairs] = []
        self.names: list[Scalar | None] = []  # for each open node, the name that waits for its value

    def build(self) -> Node | None:
        """Give the root, None for an empty file; libyaml is used, or the slow parser where it is not installed."""
        import yaml

        takers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceEndEvent: self._end,
            yaml.MappingEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        try:
            get_event = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(self.file.text).get_event
            while (event := get_event()) is not None:
                if taker := takers.get(type(event)):
                    taker(event)
        except yaml.YAMLError as error:
            raise RefusedError(syntax_mistake(self.file, error)) from None
        return self.root

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        start, end, style = event.start_mark, event.end_mark, event.style
        line, column = start.line, start.column
        length = end.column - column if end.line == line else len(self.file.lines[line]) - column
        if style == '"' and FORBIDDEN.search(event.value):
            message = "a backslash spells an invisible control character here. Please delete it"
            raise self._refused("control-character", event, message)
        self._add(Scalar(self.file, line + 1, column + 1, length, event.value, not style))

    def _sequence(self, event: Any) -> None:
        self._open(event, Items(self.file, event.start_mark.line + 1, event.start_mark.column + 1, 1, []))

    def _mapping(self, event: Any) -> None:
        self._open(event, Pairs(self.file, event.start_mark.line + 1, event.start_mark.column + 1, 1, {}, {}))

    def _open(self, event: Any, node: Items | Pairs) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        if self.open and isinstance(self.open[-1], Pairs) and self.names[-1] is None:
            message = "a name is words, not a list or pairs. Please put a text that starts with a bracket in quotes"
            raise self._refused("name-not-words", event, message)
        self._add(node)
        self.open.append(node)
        self.names.append(None)
        if len(self.open) > DEEPEST:
            message = f"this is nested more than {DEEPEST} levels deep. Please give the inner part a name as a finding"
            raise self._refused("too-deep", event, message)

    def _end(self, _event: Any) -> None:
        self.open.pop()
        self.names.pop()

    def _add(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent, name = self.open[-1], self.names[-1]
        if isinstance(parent, Items):
            parent.items.append(node)
        elif name is None and isinstance(node, Scalar):
            self._name(parent, node)
        elif name is not None:
            self.names[-1] = None
            parent.values.setdefault(name.text, node)

    def _name(self, parent: Pairs, node: Scalar) -> None:
        self.names[-1] = node
        if node.text == "<<" and node.plain:
            raise RefusedError(
                node.mistake("yaml-merge", "`<<` is not part of this format. Please write the fields out")
            )
        first = parent.keys.setdefault(node.text, node)
        if first is not node:
            message = f"`{shortened(node.text)}` stands twice here, first in line {first.line}. Please keep one of them"
            self.repeats.append(node.mistake("repeated-name", message))
        elif len(parent.keys) == 1 and node.line == parent.line:
            parent.length = max(1, node.column + node.length - parent.column)

    def _alias(self, event: Any) -> None:
        message = "`*` (an alias) is not part of this format. Please write the part out, or put the text in quotes"
        raise self._refused("yaml-alias", event, message)

    def _document(self, event: Any) -> None:
        if event.version or event.tags:
            message = "a line that starts with `%` is not part of this format. Please delete it"
            raise self._refused("yaml-directive", event, message)
        if self.root is not None:
            message = "`---` starts a second document. Please keep one document in one file"
            raise self._refused("several-documents", event, message)

    def _refuse_marks(self, event: Any) -> None:
        code, mark = ("yaml-tag", "`!` (a tag)") if event.tag is not None else ("yaml-anchor", "`&` (an anchor)")
        message = f"{mark} is not part of this format. Please delete it, or put the text in quotes"
        raise self._refused(code, event, message)

    def _refused(self, code: str, event: Any, message: str) -> RefusedError:
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return RefusedError(self.file.mistake(code, message, start.line + 1, start.column + 1, length))
