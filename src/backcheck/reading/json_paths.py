"""Reaching into JSON that may hold anything: what is not there, or of another kind, is nothing or empty."""

from __future__ import annotations

from collections.abc import Iterator

from backcheck.reading.nodes import Items, Node, Pairs, Scalar


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
