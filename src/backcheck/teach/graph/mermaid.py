"""A graph for Mermaid: https://mermaid.js.org/syntax/flowchart.html."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backcheck.forms.wording import clean
from backcheck.teach.graph.model import (
    ASKS,
    FINDING,
    GROUP,
    IF_UNSURE,
    NO,
    OPEN,
    OTHERWISE,
    QUESTION,
    RESULT,
    RUNG,
    SKIPPED,
    Edge,
    Graph,
    Node,
)
from backcheck.teach.graph.svg import GROUNDS, PATH, RUNGS

_SPECIAL = re.compile(r"""[^\w ,.?'()/:;=%+-]|(?<=\d)\.(?= )|^[-+]|www\.|://""")
_BRACKETS = {QUESTION: ("[", "]"), FINDING: ("{{", "}}"), GROUP: ("([", "])"), RUNG: ("[[", "]]")}


def as_mermaid(graph: Graph) -> str:
    """Give a whole flowchart, as GitHub and others draw it inside a fenced block."""
    heading = " / ".join(part for part in (graph.title, graph.about, graph.person) if part)
    lines = [
        f"%% {_remark(heading)}",
        "flowchart LR",
        *_nodes(graph),
        *(f"  {_edge(edge)}" for edge in graph.edges),
        *_styles(graph),
    ]
    return "\n".join(lines) + "\n"


def _remark(text: str) -> str:
    # Curly brackets after %% would be settings for Mermaid.
    return clean(text).replace("{", "(").replace("}", ")")


def _nodes(graph: Graph) -> Iterator[str]:
    topics = list(dict.fromkeys(node.topic for node in graph.nodes if node.topic)) if graph.by_topic else []
    for number, topic in enumerate(topics, start=1):
        yield f'  subgraph topic_{number} ["{_escaped(topic)}"]'
        yield from (f"    {_node(node)}" for node in graph.nodes if node.topic == topic)
        yield "  end"
    yield from (f"  {_node(node)}" for node in graph.nodes if node.topic not in topics)


def _node(node: Node) -> str:
    left, right = _BRACKETS.get(node.kind, ("(", ")"))
    parts = [node.label, node.said, *node.details, node.name]
    return f'{node.id}{left}"{"<br>".join(_escaped(part) for part in parts if part)}"{right}'


def _edge(edge: Edge) -> str:
    if edge.kind in {IF_UNSURE, OTHERWISE}:
        return f"{edge.source} -. {edge.kind} .-> {edge.target}"
    return f"{edge.source} {'-.->' if edge.kind == ASKS else '-->'} {edge.target}"


def _styles(graph: Graph) -> Iterator[str]:
    classes: dict[str, list[str]] = {}
    for node in graph.nodes:
        for name in _classes(node):
            classes.setdefault(name, []).append(node.id)
    # The last one wins: what decided is never hidden by a colour.
    for name, nodes in sorted(classes.items(), key=lambda one: one[0] == "path"):
        yield f"  classDef {name} {_CLASSES[name]}"
        yield f"  class {','.join(nodes)} {name}"
    on_path = [str(place) for place, edge in enumerate(graph.edges) if edge.on_path]
    if on_path:
        yield f"  linkStyle {','.join(on_path)} stroke:{PATH},stroke-width:4px"


def _classes(node: Node) -> Iterator[str]:
    if node.kind == RUNG:
        yield node.group
    elif node.kind in GROUNDS:
        yield node.kind
    if node.mark in {OPEN, SKIPPED}:
        yield "open"
    if node.mark in {NO, SKIPPED}:
        yield "faint"
    if node.on_path or node.mark == RESULT:
        yield "path"


_CLASSES = {
    **{group: f"fill:{ground},color:{ink},stroke:{ground}" for group, (ground, ink) in RUNGS.items()},
    **{kind: f"fill:{ground},color:#17212b,stroke:#8a96a3" for kind, ground in GROUNDS.items()},
    "open": "stroke-dasharray:6 4",
    "faint": "opacity:0.6",
    "path": f"stroke:{PATH},stroke-width:4px",
}


def _escaped(text: str) -> str:
    """Write a label for double quotes: whatever is no letter, digit or plain mark becomes its number, as ``#35;``."""
    # A backslash and an n would be a new line, however they are written.
    kept = clean(text).replace("\\n", "\\ n")
    return _SPECIAL.sub(lambda found: "".join(f"#{ord(c)};" for c in found[0]), kept)
