"""Reaching into JSON that may hold anything: what is not there, or of another kind, is nothing or empty."""

from __future__ import annotations

from collections.abc import Iterator

from backcheck.reading.nodes import Items, Node, Pairs, Scalar

Json = None | bool | float | str | list["Json"] | dict[str, "Json"]
"""What JSON can hold, as Python has it."""
_BARE: dict[str, Json] = {"true": True, "false": False, "null": None}
_LONGEST_NUMBER = 18


def member(node: Node | None, name: str) -> Node | None:
    """Give one member of an object."""
    return node.values.get(name) if isinstance(node, Pairs) else None


def members(node: Node | None, name: str) -> tuple[Node, ...]:
    """Give what stands in a list that is one member of an object."""
    inside = member(node, name)
    return tuple(inside) if isinstance(inside, Items) else ()


def word(node: Node | None, name: str) -> str:
    """Give the text of one member of an object."""
    inside = member(node, name)
    return inside.text if isinstance(inside, Scalar) else ""


def words(node: Node | None, name: str, inside: str = "") -> Iterator[str]:
    """Give the texts of a list that is one member of an object, or of one member of each object in it."""
    for one in members(node, name):
        text = word(one, inside) if inside else one.text if isinstance(one, Scalar) else ""
        if text:
            yield text


def flag(node: Node | None, name: str) -> bool | None:
    """Give a true or false that is one member of an object."""
    inside = member(node, name)
    plain = inside.text if isinstance(inside, Scalar) and inside.plain else ""
    return {"true": True, "false": False}.get(plain)


def is_null(node: Node | None, name: str) -> bool:
    """Say whether one member of an object is null."""
    inside = member(node, name)
    return isinstance(inside, Scalar) and inside.plain and inside.text == "null"


def value_of(node: Node) -> Json:
    """Give a part of a JSON file as Python has it; a number too long to be one of ours is its text."""
    if isinstance(node, Pairs):
        return {name: value_of(inside) for name, inside in node.values.items()}
    if isinstance(node, Items):
        return [value_of(inside) for inside in node]
    if not isinstance(node, Scalar) or not node.plain:
        return node.text if isinstance(node, Scalar) else None
    if node.text in _BARE or len(node.text) > _LONGEST_NUMBER:
        return _BARE.get(node.text, node.text)
    return int(node.text) if node.text.removeprefix("-").isdecimal() else float(node.text)
