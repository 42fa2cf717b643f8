"""Questions, findings and rules: read by their tables, then checked within themselves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from backcheck.protocol import Finding, Line, Question, Rule
from backcheck.reading import schema
from backcheck.reading.entries import Values, doubt_is_sound, listed, scalar_text
from backcheck.reading.fields import WRONG, Desk, read_pairs
from backcheck.reading.names import KIND_FIELDS, UNCLEAR, Name, outlined
from backcheck.reading.nodes import Node, Pairs

_FACT_FIELDS = ("ask again", "to settle", "marks", "comes", "goes with")


@dataclass
class Topics:
    """What all topics hold, in the order of their files."""

    questions: list[Question] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def take(self, desk: Desk, node: Node) -> None:
        """Read one topic's file; entries with mistakes are left out."""
        read_pairs(desk, node, schema.TOPIC, "a topic")
        parts = node.values if isinstance(node, Pairs) else {}
        topic = scalar_text(parts.get("topic"))
        self.questions += listed(desk, parts.get("questions"), "a question", lambda d, n: read_question(d, n, topic))
        self.findings += listed(desk, parts.get("findings"), "a finding", lambda d, n: read_finding(d, n, topic))
        self.rules += listed(desk, parts.get("rules"), "a rule", lambda d, n: read_rule(d, n, topic))


def read_question(desk: Desk, node: Pairs, topic: str) -> Question | None:
    """Read a question; its kind decides what else it needs."""
    known = desk.proof.names.given_here(node.values.get("id"), "question")
    outline = (known and known.question) or outlined("", node)
    if outline.kind == UNCLEAR:
        first, second = [key for key in node.keys if key in KIND_FIELDS][:2]
        message = f"a question is of one kind, and `{first}` stands here too. Please keep one of them"
        desk.proof.mark("two-kinds", node.keys[second], message)
        return None
    values = read_pairs(replace(desk, question=outline), node, schema.QUESTION, "a question")
    if values is None or not _suits_its_kind(desk, node, values, outline.kind):
        return None
    values = {"short": values["ask"]} | values
    number = values.pop("number", None)
    if number:
        values |= {"lowest": number["from"], "highest": number["to"], "worse": number["worse"]}
    if "lines" in values:
        values["lines"] = tuple(_with_its_questions(line, values) for line in values["lines"])
    question = Question(topic=topic, kind=outline.kind, **values)
    _check_neither(desk, node, question)
    return question


def _suits_its_kind(desk: Desk, node: Pairs, values: Values, kind: str) -> bool:
    stray = next((key for key in _FACT_FIELDS if key in node.keys), None) if kind == "checklist" else None
    if stray:
        message = f"`{stray}` is about one fact, and each line of a checklist is one. Please move it to its line"
        desk.proof.mark("belongs-to-a-line", node.keys[stray], message)
        return False
    if "when_new" in values and "ask_if" not in values:
        message = "this is asked of everybody, so nothing new opens it. Please add `ask if`, or delete `when new`"
        desk.proof.mark("when-new-idle", node.keys["when new"], message)
        return False
    if kind in ("choice", "number") and "marks" in values:
        message = "an area is marked by a yes or by a choice. Please move this to the choices, or delete it"
        desk.proof.mark("marks-need-yes", node.keys["marks"], message)
        return False
    if kind == "number" and "sources" not in values:
        desk.proof.mark("no-source", node.values["id"], "a number cites no source. Please add `sources: [...]`")
        return False
    if kind == "choice" and "worse" not in values:
        message = "which choices are worse? Please add `worse: later`, `worse: earlier` or `worse: neither`"
        desk.proof.mark("bad-worse", node.values["id"], message)
        return False
    return True


def _with_its_questions(line: Line, values: Values) -> Line:
    """Give a line what its question says of all its lines."""
    personal = line.personal or values.get("personal", False)
    return replace(line, personal=personal, section=line.section or values.get("section", ""))


def _check_neither(desk: Desk, node: Pairs, question: Question) -> None:
    if question.note:
        return
    sideless = [line.id for line in question.lines if line.worse == "neither" and not line.note]
    if question.worse == "neither" and not question.lines:
        sideless = [question.id]
    for fact in sideless:
        message = f"`{fact}` has `worse: neither`. Please add a `note` that says why neither is worse"
        desk.proof.mark("neither-needs-note", node.values["id"], message)


def read_finding(desk: Desk, node: Pairs, topic: str) -> Finding | None:
    """Read a finding; its condition is the one read when it was first named."""
    known = desk.proof.names.given_here(node.values.get("id"), "finding")
    table = schema.FINDING
    if known:
        table = {**table, "when": replace(table["when"], kind=lambda desk, _: _condition_of(desk, known))}
    values = read_pairs(desk, node, table, "a finding")
    return Finding(topic=topic, **values) if values else None


def _condition_of(desk: Desk, finding: Name) -> object:
    return desk.conditions.finding(finding) or WRONG


def read_rule(desk: Desk, node: Pairs, topic: str) -> Rule | None:
    """Read a rule; an emergency says what doubt means, and no rule gives the lowest rung."""
    values = read_pairs(desk, node, schema.RULE, "a rule")
    if values is None:
        return None
    urgency = values["urgency"]
    if "if_unsure" not in values and desk.ladder.stops(urgency):
        message = (
            "this is an emergency, and what *not sure* means is not said. "
            f"Please add `if unsure: {urgency}`, another rung, or `none` with a `note`"
        )
        desk.proof.mark("emergency-without-unsure", node.values["urgency"], message)
        return None
    if "if_unsure" in values and not doubt_is_sound(desk, node, values, urgency):
        return None
    for attribute, key in (("urgency", "urgency"), ("if_unsure", "if unsure")):
        if values.get(attribute) == desk.ladder.lowest != "":
            message = (
                f"no rule gives `{desk.ladder.lowest}`; it is earned by `lowest` in protocol.yaml. "
                "Please either name a higher rung, or move the condition there"
            )
            desk.proof.mark("rule-at-lowest", node.values[key], message)
            return None
    return Rule(topic=topic, **({"then": (), "if_unsure": ""} | values))
