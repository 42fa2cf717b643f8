"""A graph for Graphviz: https://graphviz.org/doc/info/lang.html."""

from __future__ import annotations

from collections.abc import Iterator

from backcheck.forms.wording import clean
from backcheck.teach.graph.lettering import wrap
from backcheck.teach.graph.model import (
    ASKS,
    FINDING,
    GROUP,
    IF_UNSURE,
    NO,
    OPEN,
    OTHERWISE,
    PHRASE,
    QUESTION,
    RESULT,
    RUNG,
    SKIPPED,
    Edge,
    Graph,
    Node,
)
from backcheck.teach.graph.svg import GROUNDS, LINE, PATH, RUNGS

WIDEST = 32
"""Letters in one line of a box."""
SHAPES = {QUESTION: "box", FINDING: "hexagon", PHRASE: "box", GROUP: "ellipse", RUNG: "box"}


def as_dot(graph: Graph) -> str:
    """Give a whole file for ``dot``."""
    lines = [
        "digraph protocol {",
        f"  label={_quoted(_heading(graph))}; labelloc=t; fontsize=22; fontname=Arial;",
        "  rankdir=LR; ranksep=1.2; nodesep=0.25; newrank=true;",
        "  node [fontname=Arial, fontsize=16, style=filled, fillcolor=white];",
        f'  edge [color="{LINE}"];',
        *_nodes(graph),
        *(f"  {_edge(edge)}" for edge in graph.edges),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _heading(graph: Graph) -> str:
    return "\n".join(part for part in (graph.title, graph.about, graph.person) if part)


def _nodes(graph: Graph) -> Iterator[str]:
    """Give the nodes, those of one topic in a box of their own."""
    topics = list(dict.fromkeys(node.topic for node in graph.nodes if node.topic)) if graph.by_topic else []
    for number, topic in enumerate(topics, start=1):
        yield f"  subgraph cluster_{number} {{"
        yield f'    label={_quoted(topic)}; fontsize=18; color="{LINE}";'
        yield from (f"    {_node(node)}" for node in graph.nodes if node.topic == topic)
        yield "  }"
    yield from (f"  {_node(node)}" for node in graph.nodes if node.topic not in topics)
    rungs = "; ".join(f'"{node.id}"' for node in graph.of_kind(RUNG))
    yield f"  {{rank=same; {rungs}}}"


def _node(node: Node) -> str:
    parts = [node.label, node.said, *node.details, node.name]
    label = "\n".join("\n".join(wrap(clean(part), WIDEST)) for part in parts if part)
    settings = {"label": _quoted(label), "shape": SHAPES.get(node.kind, "box")}
    styles = ["filled"] if node.kind in {FINDING, GROUP} else ["filled", "rounded"]
    if node.kind == RUNG:
        settings["fillcolor"], settings["fontcolor"] = (f'"{colour}"' for colour in RUNGS[node.group])
    elif node.kind in GROUNDS:
        settings["fillcolor"] = f'"{GROUNDS[node.kind]}"'
    elif node.group:
        settings["color"] = f'"{RUNGS[node.group][0]}"'
    if node.mark in {OPEN, SKIPPED}:
        styles.append("dashed")
    if node.mark in {NO, SKIPPED}:
        settings["fontcolor"] = '"#767676"'
    if node.on_path or node.mark == RESULT:
        settings |= {"color": f'"{PATH}"', "penwidth": "4"}
    settings["style"] = _quoted(",".join(styles))
    return f'"{node.id}" [{", ".join(f"{key}={value}" for key, value in settings.items())}];'


def _edge(edge: Edge) -> str:
    settings = {"tooltip": _quoted(edge.kind)}
    if edge.kind in {ASKS, IF_UNSURE, OTHERWISE}:
        settings["style"] = "dashed"
    if edge.kind in {IF_UNSURE, OTHERWISE}:
        settings["label"] = _quoted(edge.kind)
    if edge.on_path:
        settings |= {"color": f'"{PATH}"', "penwidth": "4"}
    return f'"{edge.source}" -> "{edge.target}" [{", ".join(f"{key}={value}" for key, value in settings.items())}];'


def _quoted(text: str) -> str:
    """Write a label: a backslash and a quote escaped, an ampersand too, for labels may hold entities of HTML."""
    lines = [clean(line).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in text.split("\n")]
    return '"' + "\\n".join(lines) + '"'
