"""A graph as an outline in words: the twin of the picture, for screen readers and for whoever prefers to read."""

from __future__ import annotations

from collections.abc import Iterator

from backcheck.forms.wording import clean
from backcheck.teach.graph.model import (
    FINDING,
    GROUP,
    LEADS_TO,
    LOWEST,
    NEEDS,
    PHRASE,
    QUESTION,
    RULE,
    RUNG,
    Edge,
    Graph,
    Node,
)

_CALLED = {QUESTION: "Question", FINDING: "Finding", RULE: "Rule", LOWEST: "Condition", RUNG: "Rung"}
ELSEWHERE = "No topic"


def as_outline(graph: Graph) -> str:
    """Give the whole outline; every box of the picture has its line, and every line between two boxes is said."""
    heading = [graph.title, graph.about[:1].upper() + graph.about[1:]]
    if graph.person:
        heading.append(f"The path of: {graph.person}. What decided is marked with *.")
    lines = [*map(clean, heading), "", *(_by_topic(graph) if graph.by_topic else _one_rule(graph)), "", *_ladder(graph)]
    return "\n".join(lines) + "\n"


def _by_topic(graph: Graph) -> Iterator[str]:
    topics = dict.fromkeys(node.topic for node in graph.nodes if node.kind != RUNG)
    for place, topic in enumerate(topics):
        if place:
            yield ""
        yield f"Topic: {clean(topic)}" if topic else ELSEWHERE
        for node in (node for kind in (QUESTION, FINDING, RULE, LOWEST) for node in graph.of_kind(kind)):
            if node.topic == topic:
                yield f"  {_head(node)}"
                yield from (f"      {line}" for line in _lines(graph, node))


def _one_rule(graph: Graph) -> Iterator[str]:
    """Give the rule, under it its condition as a tree, then the questions."""
    for node in graph.of_kind(RULE, LOWEST):
        yield _head(node)
        yield from (f"    {line}" for line in _lines(graph, node))
        yield "    Condition:"
        yield from _below(graph, node, "      ")
    yield ""
    yield "Questions"
    for node in graph.of_kind(QUESTION):
        yield f"  {_head(node)}"
        yield from (f"      {line}" for line in _lines(graph, node))


def _below(graph: Graph, node: Node, lead: str) -> Iterator[str]:
    for edge in graph.before(node.id):
        part = graph.node_of[edge.source]
        if part.kind == QUESTION:
            continue
        asked = [graph.node_of[one.source].name for one in graph.before(part.id) if one.source.startswith(QUESTION)]
        where = f" (question {', '.join(asked)})" if asked else ""
        yield f"{lead}{_star(edge.on_path)}{_text(part)}{where}"
        yield from (f"{lead}    {clean(detail)}" for detail in part.details)
        yield from _below(graph, part, f"{lead}  ")


def _text(node: Node) -> str:
    said = f" [{clean(node.said)}]" if node.said else ""
    if node.kind in {GROUP, PHRASE}:
        return f"{clean(node.label)}{said}"
    return f"{_CALLED[node.kind].lower()} {node.name}: {clean(node.label)}{said}"


def _head(node: Node) -> str:
    text = _text(node)
    return f"{_star(node.on_path)}{text[:1].upper()}{text[1:]}"


def _lines(graph: Graph, node: Node) -> Iterator[str]:
    """Give what stands under one node: its details, what leads to it, what it leads to."""
    yield from (clean(detail) for detail in node.details)
    before = [edge for edge in graph.before(node.id) if graph.by_topic and edge.kind == NEEDS]
    if before:
        yield f"Uses: {', '.join(_end(graph, edge, edge.source) for edge in before)}"
    by_kind: dict[str, list[Edge]] = {}
    for edge in graph.after(node.id):
        by_kind.setdefault(edge.kind, []).append(edge)
    for kind, edges in by_kind.items():
        if kind != NEEDS:
            words = LEADS_TO[kind]
            yield f"{words[:1].upper()}{words[1:]}: {', '.join(_end(graph, edge, edge.target) for edge in edges)}"


def _end(graph: Graph, edge: Edge, node: str) -> str:
    there = graph.node_of[node]
    return f"{_star(edge.on_path)}{there.name if there.kind != RUNG else clean(there.label)}"


def _ladder(graph: Graph) -> Iterator[str]:
    yield "Rungs, the most urgent first"
    for node in graph.of_kind(RUNG):
        yield f"  {_star(node.said != '')}{clean(node.label)} ({node.name}){f' [{node.said}]' if node.said else ''}"


def _star(on_path: bool) -> str:  # noqa: FBT001  one plain truth is all it takes
    return "* " if on_path else ""
