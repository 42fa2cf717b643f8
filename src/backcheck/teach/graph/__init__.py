"""The protocol as a drawing: questions, findings, rules and rungs as nodes, what leads to what as edges.

One ``Graph`` is made by ``whole``, ``of_topic`` or ``of_rule``; ``FORMATS`` write it down. No format knows more than
the others, so that everything a sighted person sees in the picture stands in the outline too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from backcheck.teach.graph.condition_tree import of_rule
from backcheck.teach.graph.dot import as_dot
from backcheck.teach.graph.mermaid import as_mermaid
from backcheck.teach.graph.model import Edge, Graph, Node
from backcheck.teach.graph.outline import as_outline
from backcheck.teach.graph.path import Path, path_of
from backcheck.teach.graph.svg import as_svg
from backcheck.teach.graph.views import of_topic, whole

__all__ = [
    "FORMATS",
    "Edge",
    "Graph",
    "Node",
    "Path",
    "as_dot",
    "as_mermaid",
    "as_outline",
    "as_svg",
    "of_rule",
    "of_topic",
    "path_of",
    "whole",
]

FORMATS: Mapping[str, Callable[[Graph], str]] = {
    "outline": as_outline,
    "mermaid": as_mermaid,
    "dot": as_dot,
    "svg": as_svg,
}
