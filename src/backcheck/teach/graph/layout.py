"""Where the boxes of a picture stand and how the lines between them run: columns, left to right.

A layered drawing after Sugiyama, Tagawa and Toda (1981): the columns are given, boxes are ordered by the middle of what
they are joined to, then moved as near to it as their order allows (least squares, by pooling adjacent violators).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import fmean

from backcheck.teach.graph.lettering import WIDTHS, Line, lettered
from backcheck.teach.graph.model import FINDING, LEADS_TO, QUESTION, RULE, RUNG, Edge, Graph, Node

GAP, NARROW_GAP = 16.0, 9.0
"""Between two boxes of a column, and so the room for lines that run past them."""
CROWDED = 40
"""A column of more boxes than this gets wider and lower ones, closer together."""
HEADING = 34.0
BETWEEN_COLUMNS = 96.0
MARGIN = 24.0
SWEEPS = 6
WIDER = 1.7
Point = tuple[float, float]


@dataclass(slots=True)
class Box:
    """A node at its place, or a heading over the boxes of one topic; x and y are of its upper left corner."""

    node: Node | None
    lines: tuple[Line, ...]
    width: float
    height: float
    heading: str = ""
    x: float = 0.0
    y: float = 0.0

    @property
    def middle(self) -> float:
        """Give the height of its middle."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """Every box and every line of a picture, and its size."""

    boxes: tuple[Box, ...]
    lines: tuple[tuple[Edge, tuple[Point, ...]], ...]
    width: float
    height: float


@dataclass(slots=True)
class _Column:
    x: float
    width: float
    boxes: list[Box] = field(default_factory=list)

    @property
    def gap(self) -> float:
        """Give the room between two boxes."""
        return NARROW_GAP if len(self.boxes) > CROWDED else GAP

    def gaps(self) -> list[float]:
        """Give the heights at which a line can run past the boxes."""
        between = [(above.y + above.height + below.y) / 2 for above, below in pairwise(self.boxes)]
        return [self.boxes[0].y - self.gap, *between, self.boxes[-1].y + self.boxes[-1].height + self.gap]


def laid_out(graph: Graph) -> Layout:
    """Give every box a place and every edge a line."""
    many = Counter(node.column for node in graph.nodes)
    crowded = {column for column, count in many.items() if count > CROWDED}
    box_of = {
        node.id: _box(_in_words(graph, node) if node.column in crowded else node, crowded) for node in graph.nodes
    }
    neighbours = _neighbours(graph)
    columns = _columns(graph, box_of, neighbours)
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            _settle(column, neighbours, box_of)
    top = min((column.gaps()[0] for column in columns), default=0.0) - MARGIN
    for column in columns:
        for box in column.boxes:
            box.y = round(box.y - top, 1)
    lines = tuple((edge, _line(edge, columns, box_of)) for edge in graph.edges)
    width = max((column.x + column.width for column in columns), default=0.0) + MARGIN
    height = max((column.gaps()[-1] for column in columns), default=0.0) + MARGIN
    return Layout(tuple(box for column in columns for box in column.boxes), lines, width, round(height, 1))


def _in_words(graph: Graph, node: Node) -> Node:
    """Write into a box where its lines come from and lead to: among so many nobody can follow them."""
    if node.kind != RULE:
        return node
    uses = ", ".join(graph.node_of[edge.source].name for edge in graph.before(node.id))
    leads = (f"{LEADS_TO[edge.kind]} {graph.node_of[edge.target].label}" for edge in graph.after(node.id))
    told = "; ".join(leads)
    return replace(node, details=(*node.details, f"Uses {uses}", f"{told[:1].upper()}{told[1:]}"))


def _box(node: Node, crowded: Collection[int]) -> Box:
    width = WIDTHS[node.kind] * (WIDER if node.column in crowded else 1)
    lines, height = lettered(node, width)
    return Box(node, lines, width, height)


def _neighbours(graph: Graph) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    for edge in graph.edges:
        found[edge.source].append(edge.target)
        found[edge.target].append(edge.source)
    return found


def _columns(graph: Graph, box_of: Mapping[str, Box], neighbours: Mapping[str, list[str]]) -> list[_Column]:
    """Give the columns, boxes in order from the top, headings among them; places are first guesses."""
    by_number: dict[int, list[Node]] = {}
    for node in graph.nodes:
        by_number.setdefault(node.column, []).append(node)
    columns: list[_Column] = []
    place: dict[str, float] = {}
    x = MARGIN
    for _, nodes in sorted(by_number.items()):
        column = _Column(x, max(box_of[node.id].width for node in nodes))
        ordered = _ordered(graph, nodes, neighbours, place)
        column.boxes = _with_headings(graph, ordered, box_of)
        _stack(column)
        place |= {box.node.id: box.middle for box in column.boxes if box.node}
        columns.append(column)
        x += column.width + BETWEEN_COLUMNS
    return columns


def _ordered(
    graph: Graph, nodes: list[Node], neighbours: Mapping[str, list[str]], place: Mapping[str, float]
) -> list[Node]:
    """Order one column by the middle of what leads to its boxes; topics stay together, the ladder stays a ladder."""
    if nodes[0].kind == RUNG:
        return nodes

    def middle(node: Node) -> float:
        before = [place[other] for other in neighbours[node.id] if other in place]
        return fmean(before) if before else 0.0

    ordered = sorted(nodes, key=middle) if place else nodes
    if not graph.by_topic:
        return ordered
    topics = list(dict.fromkeys(node.topic for node in nodes))
    return sorted(ordered, key=lambda node: topics.index(node.topic))


def _with_headings(graph: Graph, nodes: Sequence[Node], box_of: Mapping[str, Box]) -> list[Box]:
    boxes: list[Box] = []
    topic = ""
    for node in nodes:
        headed = graph.by_topic and node.kind in {QUESTION, RULE, FINDING}
        if headed and node.topic != topic:
            boxes.append(Box(None, (), box_of[node.id].width, HEADING, heading=node.topic))
        topic = node.topic
        boxes.append(box_of[node.id])
    return boxes


def _stack(column: _Column) -> None:
    y = 0.0
    for box in column.boxes:
        box.x, box.y = column.x + (column.width - box.width) / 2, y
        y += box.height + column.gap


def _settle(column: _Column, neighbours: Mapping[str, list[str]], box_of: Mapping[str, Box]) -> None:
    """Move the boxes of a column as near as they can stand to the middle of what they are joined to."""
    offsets: list[float] = []
    wishes: list[float] = []
    offset = 0.0
    for place, box in enumerate(column.boxes):
        # A heading goes with the box under it.
        leader = box if box.node else next(one for one in column.boxes[place:] if one.node)
        others = [box_of[other].middle for other in neighbours[leader.node.id]] if leader.node else []
        wish = (fmean(others) - leader.height / 2) if others else leader.y
        if leader is not box:
            wish -= box.height + column.gap
        offsets.append(offset)
        wishes.append(wish - offset)
        offset += box.height + column.gap
    for box, settled, shift in zip(column.boxes, _rising(wishes), offsets, strict=True):
        box.y = settled + shift


def _rising(wishes: Sequence[float]) -> list[float]:
    """Give the numbers that never fall and are nearest to the wishes (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []
    for wish in wishes:
        mean, count = wish, 1
        while pools and pools[-1][0] > mean:
            other, many = pools.pop()
            mean = (mean * count + other * many) / (count + many)
            count += many
        pools.append((mean, count))
    return [mean for mean, count in pools for _ in range(count)]


def _line(edge: Edge, columns: Sequence[_Column], box_of: Mapping[str, Box]) -> tuple[Point, ...]:
    """Give the points of a line: from the right of one box to the left of another, past the boxes between them."""
    source, target = box_of[edge.source], box_of[edge.target]
    start, end = (source.x + source.width, source.middle), (target.x, target.middle)
    points = [start]
    for column in columns:
        left, right = column.x, column.x + column.width
        if start[0] < left and right < end[0]:
            share = (left - start[0]) / (end[0] - start[0])
            straight = start[1] + share * (end[1] - start[1])
            gaps = column.gaps()
            gap = min(gaps, key=lambda y: abs(y - straight)) if gaps[0] < straight < gaps[-1] else straight
            points += [(left, gap), (right, gap)]
    return tuple((round(x, 1), round(y, 1)) for x, y in [*points, end])
