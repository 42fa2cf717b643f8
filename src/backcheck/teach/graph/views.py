"""The whole protocol, or one topic of it, as a graph."""

from __future__ import annotations

from collections.abc import Iterator

from backcheck.condition import AtLeast, Condition, Named, Not, facts_of, leaves
from backcheck.protocol import Protocol, Question, Rule
from backcheck.teach.graph.model import (
    ASKS,
    EARNED,
    FINDING,
    IF_UNSURE,
    LOWEST,
    NEEDS,
    OTHERWISE,
    QUESTION,
    RULE,
    RUNG,
    URGENCY,
    Drawing,
    Graph,
    Node,
)
from backcheck.teach.graph.path import Path
from backcheck.words import in_words

LOWEST_NAME = "lowest"
"""What earns the lowest rung is named so in ``protocol.yaml``; no rule can be called so."""


def whole(protocol: Protocol, path: Path | None = None) -> Graph:
    """Give everything, findings unfolded: questions lead straight to the rules that use their answers."""
    canvas = Canvas(protocol, path)
    for question in protocol.questions:
        canvas.question(question)
    for rule in protocol.rules:
        canvas.rule(rule)
        canvas.uses(rule.when, rule_id(rule.id), on_path=canvas.decides(rule))
    canvas.lowest()
    canvas.uses(protocol.lowest.only_when, canvas.lowest_id, on_path=canvas.lowest_counts)
    return canvas.graph("the whole protocol")


def of_topic(protocol: Protocol, topic: str, path: Path | None = None) -> Graph:
    """Give one topic: its questions and rules, the findings these name, and whatever other questions they use."""
    rules = [rule for rule in protocol.rules if rule.topic == topic]
    canvas = Canvas(protocol, path, with_findings=True)
    for question in protocol.questions:
        if question.topic == topic:
            canvas.question(question)
    for rule in rules:
        canvas.rule(rule)
        canvas.needs(rule.when, rule_id(rule.id), on_path=canvas.decides(rule))
    return canvas.graph(f"topic: {topic}")


class Canvas:
    """A drawing of one protocol, and one person's path through it where there is one."""

    def __init__(self, protocol: Protocol, path: Path | None, *, with_findings: bool = False) -> None:
        """Take what to draw from; ``with_findings`` leaves room for a column of findings before the rules."""
        self.protocol, self.path = protocol, path
        self.drawing = Drawing()
        self.steps = {question.id: self._steps(question) for question in protocol.questions}
        most = max(self.steps.values(), default=0)
        self.findings_column = most + 1
        self.rules_column = most + (2 if with_findings else 1)
        self.lowest_id = f"{LOWEST}_{LOWEST_NAME}"

    @property
    def lowest_counts(self) -> bool:
        """Say whether the lowest rung was earned by the person, or not earned where nothing else decided."""
        return self.path is not None and not self.path.outcome.fired

    def decides(self, rule: Rule) -> bool:
        """Say whether a rule decides the person's result."""
        return self.path is not None and rule.id in self.path.deciding

    def question(self, question: Question) -> str:
        """Draw a question and, before it, those that its ``ask if`` looks at; give its id."""
        id_ = question_id(question.id)
        if id_ in self.drawing.nodes:
            return id_
        mark, said = self.path.of_question(question) if self.path else ("", "")
        asked_if = (f"Asked if: {in_words(self.protocol, question.ask_if)}",) if question.ask_if else ()
        column = self.steps[question.id]
        node = Node(id_, QUESTION, question.ask, column, question.id, question.topic, asked_if, mark=mark, said=said)
        self.drawing.add(node)
        if question.ask_if:
            opened = self.path is not None and self.path.opened(question)
            behind = self.path.facts_behind(question.ask_if) if self.path and opened else frozenset()
            for fact in facts_in(question.ask_if):
                before = self.question(self.protocol.question_of[fact])
                self.drawing.join(before, id_, ASKS, on_path=fact in behind)
        return id_

    def rule(self, rule: Rule) -> str:
        """Draw a rule and the rungs that it can ask for; give its id."""
        mark, said = self.path.of_rule(rule) if self.path else ("", "")
        id_, now = rule_id(rule.id), self.path.asks_for(rule.id) if self.path else ""
        place = self.rules_column
        group = self.protocol.rung_of[rule.urgency].group
        decides = self.decides(rule)
        unsure = () if rule.if_unsure else ("If unsure: no rung",)
        self.drawing.add(
            Node(id_, RULE, rule.title, place, rule.id, rule.topic, unsure, group, mark, said, on_path=decides)
        )
        certain = decides and now == rule.urgency
        self.drawing.join(id_, self.rung(rule.urgency, place + 1), URGENCY, on_path=certain)
        if rule.if_unsure and rule.if_unsure != rule.urgency:
            in_doubt = decides and not certain
            self.drawing.join(id_, self.rung(rule.if_unsure, place + 1), IF_UNSURE, on_path=in_doubt)
        return id_

    def lowest(self) -> str:
        """Draw what earns the lowest rung; give its id."""
        lowest, place = self.protocol.lowest, self.rules_column
        mark, said = self.path.of_condition(lowest.only_when) if self.path else ("", "")
        counts = self.lowest_counts
        earned = self.path is not None and self.path.outcome.rung == lowest.rung
        label = f'What earns "{self.protocol.rung_of[lowest.rung].name}"'
        details = (lowest.because,) if lowest.because else ()
        group = self.protocol.rung_of[lowest.rung].group
        node = Node(self.lowest_id, LOWEST, label, place, LOWEST_NAME, "", details, group, mark, said, on_path=counts)
        self.drawing.add(node)
        self.drawing.join(self.lowest_id, self.rung(lowest.rung, place + 1), EARNED, on_path=counts and earned)
        otherwise = self.rung(lowest.otherwise, place + 1)
        self.drawing.join(self.lowest_id, otherwise, OTHERWISE, on_path=counts and not earned)
        return self.lowest_id

    def rung(self, rung: str, column: int) -> str:
        """Draw a rung; give its id."""
        mark, said = self.path.of_rung(rung) if self.path else ("", "")
        one = self.protocol.rung_of[rung]
        node = Node(f"{RUNG}_{rung}", RUNG, one.name, column, rung, group=one.group, mark=mark, said=said)
        return self.drawing.add(node)

    def uses(self, condition: Condition, target: str, *, on_path: bool) -> None:
        """Draw a line from each question whose answers a condition looks at, findings unfolded."""
        behind = self.path.facts_behind(condition) if self.path and on_path else frozenset()
        for fact in facts_in(condition):
            source = self.question(self.protocol.question_of[fact])
            self.drawing.join(source, target, NEEDS, on_path=fact in behind)

    def needs(self, condition: Condition, target: str, *, on_path: bool) -> None:
        """Draw lines from the questions of a condition and from its outer findings, boxes of their own."""
        behind = self.path.parts_behind(condition) if self.path and on_path else ()
        for part in outer(condition):
            on = part in behind
            if isinstance(part, Named):
                self.drawing.join(self.finding(part, on_path=on), target, NEEDS, on_path=on)
            else:
                for fact in facts_in(part):
                    source = self.question(self.protocol.question_of[fact])
                    self.drawing.join(source, target, NEEDS, on_path=on)

    def finding(self, one: Named, *, on_path: bool) -> str:
        """Draw a finding with the questions it uses; give its id."""
        id_ = f"{FINDING}_{one.finding}"
        new = id_ not in self.drawing.nodes
        if new:
            found = self.protocol.findings[one.finding]
            mark, said = self.path.of_condition(one) if self.path else ("", "")
            column = self.findings_column
            self.drawing.add(Node(id_, FINDING, found.means, column, found.id, found.topic, (), "", mark, said))
        if new or on_path:
            self.uses(one.when, id_, on_path=on_path)
        return id_

    def graph(self, about: str) -> Graph:
        """Give what was drawn, rungs in the order of the ladder."""
        order = {f"{RUNG}_{rung.id}": place for place, rung in enumerate(self.protocol.ladder)}
        nodes = sorted(self.drawing.nodes.values(), key=lambda node: order.get(node.id, -1))
        title = f"{self.protocol.title}, version {self.protocol.version}"
        person = self.path.title if self.path else ""
        return Graph(title, about, tuple(nodes), tuple(self.drawing.edges.values()), person)

    def _steps(self, question: Question) -> int:
        """Give how many questions must come before, one opening the next."""
        if question.ask_if is None:
            return 0
        before = {
            self.protocol.question_of[fact].id: self.protocol.question_of[fact] for fact in facts_in(question.ask_if)
        }
        return 1 + max((self._steps(one) for one in before.values()), default=0)


def question_id(question: str) -> str:
    """Give the id of a question's node."""
    return f"{QUESTION}_{question}"


def rule_id(rule: str) -> str:
    """Give the id of a rule's node."""
    return f"{RULE}_{rule}"


def facts_in(condition: Condition) -> tuple[str, ...]:
    """Give the facts that a condition looks at, findings unfolded, each once."""
    return tuple(dict.fromkeys(fact for leaf in leaves(condition) for fact in facts_of(leaf)))


def outer(condition: Condition) -> Iterator[Condition]:
    """Give the leaves and findings of a condition, findings not unfolded."""
    if isinstance(condition, AtLeast):
        for part in condition.parts:
            yield from outer(part)
    elif isinstance(condition, Not):
        yield from outer(condition.part)
    else:
        yield condition
