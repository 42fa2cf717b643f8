"""Entries of `name: value` pairs, read by a table that says for each field its kind and whether it is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from backcheck.reading.conditions import ConditionReader
from backcheck.reading.names import Outline
from backcheck.reading.nodes import Items, Node, Pairs, Scalar, described
from backcheck.reading.proofreader import Proofreader, shortened


class Wrong:
    """What a kind gives back when it has marked a mistake."""


WRONG = Wrong()


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs, most urgent first, and where to stop; empty while protocol.yaml is wrong."""

    rungs: tuple[str, ...] = ()
    stop_at: str = ""

    @property
    def lowest(self) -> str:
        """Give the lowest rung."""
        return self.rungs[-1] if self.rungs else ""

    def above(self, rung: str, other: str) -> bool:
        """Tell whether one rung is more urgent than another; no rung is the least urgent of all."""
        return bool(rung) and (not other or self.rungs.index(rung) < self.rungs.index(other))

    def stops(self, rung: str) -> bool:
        """Tell whether a rung is at or above `stop at`."""
        return rung in self.rungs and self.stop_at in self.rungs and not self.above(self.stop_at, rung)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a kind may look at: the proofreader, the reader of conditions, the ladder, the question being read."""

    proof: Proofreader
    conditions: ConditionReader
    ladder: Ladder
    question: Outline | None = None


Kind = Callable[[Desk, Node], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an entry; ``attribute`` is what it fills, by default its own name in snake_case."""

    kind: Kind
    needed: bool = False
    attribute: str = ""


Table = Mapping[str, Field]


def needed(kind: Kind, attribute: str = "") -> Field:
    """Give a field that every entry must have."""
    return Field(kind, needed=True, attribute=attribute)


def optional(kind: Kind, attribute: str = "") -> Field:
    """Give a field that an entry may leave out."""
    return Field(kind, attribute=attribute)


def read_pairs(desk: Desk, node: Node, table: Table, what: str) -> dict[str, Any] | None:
    """Read an entry by its table; gives attribute values, or None once anything in it is wrong."""
    if not isinstance(node, Pairs):
        mark_no_pairs(desk, node, what)
        return None
    values: dict[str, Any] = {}
    meant: set[str] = set()
    for key, child in node.values.items():
        field = table.get(key)
        if field is None:
            meant.add(_mark_unknown_field(desk, node.keys[key], table, what))
            values[key] = WRONG
        else:
            attribute = field.attribute or key.replace(" ", "_")
            values[attribute] = _read_field(desk, node.keys[key], child, field)
    missing = [key for key, field in table.items() if field.needed and key not in node.values]
    _mark_missing(desk, node, [key for key in missing if key not in meant], what)
    if missing or meant:
        desk.proof.use_is_certain = False
    return None if missing or any(value is WRONG for value in values.values()) else values


def mark_no_pairs(desk: Desk, node: Node, what: str) -> None:
    """Mark an entry that is no entry."""
    message = f"{what} is written as `name: value` pairs, and this is {described(node)}. Please write its fields"
    desk.proof.mark("not-pairs", node, message)
    desk.proof.use_is_certain = False


def built(table: Table, what: str, make: Callable[..., Any]) -> Kind:
    """An entry with fields of its own, made into something."""

    def read(desk: Desk, node: Node) -> Any:
        values = read_pairs(desk, node, table, what)
        return WRONG if values is None else make(**values)

    return read


def each(kind: Kind, *, least: int = 0, repeated: str = "repeated-item") -> Kind:
    """A list of one kind, as a tuple; ``repeated`` is the code for a word that stands in it twice."""

    def read(desk: Desk, node: Node) -> Any:
        if not isinstance(node, Items):
            shown = shortened(node.text) if isinstance(node, Scalar) else "..."
            message = f"a list is wanted here, and this is {described(node)}. Please write it such as `[{shown}]`"
            desk.proof.mark("not-a-list", node, message)
            return WRONG
        if len(node.items) < least:
            desk.proof.mark("empty-list", node, "this list is empty. Please give it an item")
            return WRONG
        values = [_read_item(desk, item, kind) for item in node]
        different = _all_different(desk, node, repeated)
        return tuple(values) if different and not any(value is WRONG for value in values) else WRONG

    return read


def _read_field(desk: Desk, key: Scalar, child: Node, field: Field) -> Any:
    if isinstance(child, Scalar) and not child.text.strip():
        message = f"`{shortened(key.text)}` has nothing after it. Please either fill it in, or delete it"
        desk.proof.mark("empty-field", key, message)
        return WRONG
    return field.kind(desk, child)


def _read_item(desk: Desk, item: Node, kind: Kind) -> Any:
    if isinstance(item, Scalar) and not item.text.strip():
        desk.proof.mark("empty-field", item, "this item is empty. Please either fill it in, or delete it")
        return WRONG
    return kind(desk, item)


def _all_different(desk: Desk, node: Items, code: str) -> bool:
    words = [item for item in node if isinstance(item, Scalar) and item.text]
    seen: set[str] = set()
    for word in words:
        if word.text in seen:
            desk.proof.mark(code, word, f"`{shortened(word.text)}` stands twice in this list. Please keep one")
        seen.add(word.text)
    return len(seen) == len(words)


def _mark_unknown_field(desk: Desk, key: Scalar, table: Table, what: str) -> str:
    """Mark a field that is none; gives the field that was meant, empty where that is not clear."""
    near = desk.proof.nearest(key.text, table)
    ending = f"; did you mean `{near}`?" if near else f". Its fields are {', '.join(table)}. Please delete this"
    desk.proof.mark("unknown-field", key, f"{what} has no field `{shortened(key.text)}`{ending}")
    return near


def _mark_missing(desk: Desk, node: Pairs, missing: list[str], what: str) -> None:
    given = node.values.get("id")
    place: Node = given if isinstance(given, Scalar) else node
    if isinstance(given, Scalar):
        what = f"{what.removeprefix('a ')} `{shortened(given.text)}`"
    if "sources" in missing:
        message = f"{what} cites no source. Please add `sources: [...]`, with ids from sources.yaml"
        desk.proof.mark("no-source", place, message)
    for key in missing:
        if key != "sources":
            desk.proof.mark("missing-field", place, f"{what} has no `{key}`. Please add it")
