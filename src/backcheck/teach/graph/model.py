"""What every drawing is made of, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass, field

QUESTION, FINDING, PHRASE, GROUP, RULE, LOWEST, RUNG = (
    "question",
    "finding",
    "phrase",
    "group",
    "rule",
    "lowest",
    "rung",
)
"""Kinds of node: a phrase is one leaf of a condition, a group is ``any of`` and its like."""
ASKS, NEEDS, URGENCY, IF_UNSURE, EARNED, OTHERWISE = "asks", "needs", "urgency", "if unsure", "earned", "otherwise"
"""Kinds of edge: ``asks`` opens a follow-up question, ``needs`` leads to what a condition stands in."""

YES, NO, OPEN, ASKED, SKIPPED, RESULT = "yes", "no", "open", "asked", "skipped", "result"
"""What a person's answers make of a node; empty without a person."""

LEADS_TO = {
    ASKS: "opens",
    NEEDS: "is used by",
    URGENCY: "asks for",
    IF_UNSURE: "asks, if unsure, for",
    EARNED: "earns",
    OTHERWISE: "leaves, if not met, at",
}


@dataclass(frozen=True, slots=True)
class Node:
    """One box. ``name`` is its id in the protocol, ``said`` what a person's answers make of it, in words.

    ``column`` counts from the left; ``group`` is the urgency of a rung, or of the rung that a rule asks for.
    """

    id: str
    kind: str
    label: str
    column: int
    name: str = ""
    topic: str = ""
    details: tuple[str, ...] = ()
    group: str = ""
    mark: str = ""
    said: str = ""
    on_path: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """One line between two nodes; ``on_path`` when it is part of what decided a person's result."""

    source: str
    target: str
    kind: str
    on_path: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges. ``title`` is the protocol's, ``about`` what part of it this is, ``person`` whose path."""

    title: str
    about: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    person: str = ""
    by_topic: bool = True

    @property
    def node_of(self) -> dict[str, Node]:
        """Give each node under its id."""
        return {node.id: node for node in self.nodes}

    def of_kind(self, *kinds: str) -> tuple[Node, ...]:
        """Give the nodes of some kinds, in order."""
        return tuple(node for node in self.nodes if node.kind in kinds)

    def before(self, node: str) -> tuple[Edge, ...]:
        """Give the edges that lead to a node."""
        return tuple(edge for edge in self.edges if edge.target == node)

    def after(self, node: str) -> tuple[Edge, ...]:
        """Give the edges that leave a node."""
        return tuple(edge for edge in self.edges if edge.source == node)


@dataclass(slots=True)
class Drawing:
    """A graph while it is drawn; what is added twice stays once, and a path once marked stays marked."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str, str], Edge] = field(default_factory=dict)

    def add(self, node: Node) -> str:
        """Add a node and give its id."""
        self.nodes.setdefault(node.id, node)
        return node.id

    def join(self, source: str, target: str, kind: str, *, on_path: bool = False) -> None:
        """Add an edge."""
        key = (source, target, kind)
        before = self.edges.get(key)
        self.edges[key] = Edge(source, target, kind, on_path or (before is not None and before.on_path))
