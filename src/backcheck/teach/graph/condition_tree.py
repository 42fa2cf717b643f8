"""One rule as a graph: its condition part by part, from the questions to the rungs."""

from __future__ import annotations

from dataclasses import replace

from backcheck.condition import AtLeast, Condition, Named, Not, group_word
from backcheck.protocol import Protocol
from backcheck.teach.graph.model import FINDING, GROUP, NEEDS, PHRASE, QUESTION, Graph, Node
from backcheck.teach.graph.path import Path
from backcheck.teach.graph.views import LOWEST_NAME, Canvas, facts_in
from backcheck.words import in_words


def of_rule(protocol: Protocol, rule: str, path: Path | None = None) -> Graph:
    """Give one rule by its id, or with ``lowest`` what earns the lowest rung."""
    canvas = Canvas(protocol, path)
    tree = _Tree(canvas)
    if rule == LOWEST_NAME:
        target, when = canvas.lowest(), protocol.lowest.only_when
    else:
        one = next(one for one in protocol.rules if one.id == rule)
        target, when = canvas.rule(one), one.when
    tree.below(when, target, on_path=path is not None)
    graph = canvas.graph(f"rule: {rule}")
    return replace(graph, nodes=_in_columns(graph), by_topic=False)


class _Tree:
    """The parts of a condition on their way into a drawing; a part that stands in it twice is drawn once."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.path = canvas, canvas.path
        self.numbers: dict[Condition, str] = {}

    def below(self, condition: Condition, target: str, *, on_path: bool) -> None:
        """Draw a condition and the line from it; the outermost group is the target's own."""
        if isinstance(condition, AtLeast) and not condition.checklist and len(condition.parts) > 1:
            self._name_group(condition, target)
            self._parts(condition, target, on_path=on_path)
        else:
            self.canvas.drawing.join(self._part(condition, on_path=on_path), target, NEEDS, on_path=on_path)

    def _name_group(self, condition: AtLeast, target: str) -> None:
        """Write on a box how many of what leads to it are wanted."""
        node = self.canvas.drawing.nodes[target]
        words = f"Needs {group_word(condition.wanted, len(condition.parts))} what leads here"
        if words not in node.details:
            self.canvas.drawing.nodes[target] = replace(node, details=(*node.details, words))

    def _parts(self, condition: AtLeast, target: str, *, on_path: bool) -> None:
        verdict = self.path.person.truth(condition) if self.path else None
        for part in condition.parts:
            on = on_path and self.path is not None and self.path.person.truth(part) is verdict
            self.canvas.drawing.join(self._part(part, on_path=on), target, NEEDS, on_path=on)

    def _part(self, condition: Condition, *, on_path: bool) -> str:
        if isinstance(condition, Named):
            return self._finding(condition, on_path=on_path)
        if isinstance(condition, AtLeast) and not condition.checklist:
            id_ = self._box(condition, GROUP, group_word(condition.wanted, len(condition.parts)))
            self._parts(condition, id_, on_path=on_path)
            return id_
        if isinstance(condition, Not) and isinstance(condition.part, Named):
            id_ = self._box(condition, GROUP, "not")
            inner = self._finding(condition.part, on_path=on_path)
            self.canvas.drawing.join(inner, id_, NEEDS, on_path=on_path)
            return id_
        id_ = self._box(condition, PHRASE, in_words(self.canvas.protocol, condition))
        for fact in facts_in(condition):
            source = self.canvas.question(self.canvas.protocol.question_of[fact])
            self.canvas.drawing.join(source, id_, NEEDS, on_path=on_path)
        return id_

    def _finding(self, one: Named, *, on_path: bool) -> str:
        id_ = f"{FINDING}_{one.finding}"
        found = self.canvas.protocol.findings[one.finding]
        mark, said = self.path.of_condition(one) if self.path else ("", "")
        self.canvas.drawing.add(Node(id_, FINDING, found.means, 0, found.id, found.topic, (), "", mark, said))
        self.below(one.when, id_, on_path=on_path)
        return id_

    def _box(self, condition: Condition, kind: str, label: str) -> str:
        id_ = self.numbers.setdefault(condition, f"{kind}_{len(self.numbers) + 1}")
        mark, said = self.path.of_condition(condition) if self.path else ("", "")
        return self.canvas.drawing.add(Node(id_, kind, label, 0, mark=mark, said=said))


def _in_columns(graph: Graph) -> tuple[Node, ...]:
    """Put each box as near to the rungs as what it leads to allows, but questions in columns of their own."""
    after: dict[str, list[str]] = {}
    for edge in graph.edges:
        after.setdefault(edge.source, []).append(edge.target)
    kinds = {node.id: node.kind for node in graph.nodes}
    known: dict[str, int] = {}

    def to_end(node: str) -> int:
        if node not in known:
            known[node] = 1 + max((to_end(target) for target in after.get(node, ())), default=-1)
        return known[node]

    deepest = max((to_end(node) for node, kind in kinds.items() if kind != QUESTION), default=0)
    steps = {node.id: node.column for node in graph.nodes if node.kind == QUESTION}
    most = max(steps.values(), default=-1)
    first = most + 1 + deepest
    return tuple(
        replace(node, column=node.column if node.kind == QUESTION else first - to_end(node.id)) for node in graph.nodes
    )
