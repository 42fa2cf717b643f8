"""Conditions as authors write them: a phrase, or a group of conditions. Findings are read when first named."""

from __future__ import annotations

import re

from backcheck.condition import AtLeast, Condition, Named, Not, facts_of, phrase
from backcheck.reading.names import Name, Outline
from backcheck.reading.nodes import Items, Node, Pairs, Scalar, described
from backcheck.reading.phrases import UnreadableError, read_phrase
from backcheck.reading.proofreader import Proofreader, shortened

DEEPEST_FINDINGS = 20
MOST_PHRASES = 2_000
_GROUP = re.compile(r"(any|all|at least (-?[0-9]{1,9})) of")


class ConditionReader:
    """Reads conditions for one proofreader; each method's docstring is its grammar rule."""

    def __init__(self, proof: Proofreader) -> None:
        """Start with no finding read."""
        self.proof = proof
        self.findings: dict[str, Condition | None] = {}
        self._being_read: list[str] = []  # findings, outermost first
        self._sizes: dict[str, int] = {}
        self._reach: dict[str, frozenset[str]] = {}

    def read(self, node: Node, asking: Outline | None = None) -> Condition | None:
        """Give a whole condition, None where it is wrong; ``asking`` is the question whose ``ask if`` this is."""
        condition = self._condition(node, asking)
        if condition and self.size(condition) > MOST_PHRASES:
            message = f"with its findings written out this has more than {MOST_PHRASES} phrases. Please make it simpler"
            self.proof.mark("condition-too-big", node, message)
            condition = None
        if condition is None:
            self.proof.use_is_certain = False
        return condition

    def _condition(self, node: Node, asking: Outline | None) -> Condition | None:
        """Condition = phrase | group."""
        if isinstance(node, Scalar):
            return self._phrase(node, asking)
        if isinstance(node, Pairs):
            return self._group(node, asking)
        message = "a list alone is no condition. Please write `any of:` or `all of:` above it"
        self.proof.mark("list-without-group", node, message)
        return None

    def _phrase(self, node: Scalar, asking: Outline | None) -> Condition | None:
        try:
            condition = read_phrase(self.proof, self._finding, node)
        except UnreadableError:
            return None
        if asking:
            self._check_earlier(node, condition, asking)
        return condition

    def _group(self, node: Pairs, asking: Outline | None) -> Condition | None:
        """Group = ("any of" | "all of" | "at least" N "of") ":" list of conditions."""
        if len(node.keys) != 1:
            place = list(node.keys.values())[1] if node.keys else node
            message = "a condition is one group. Please write `all of:` above, and each group as an item of its list"
            self.proof.mark("two-groups", place, message)
            return None
        word, members = next(iter(node.values.items()))
        key = node.keys[word]
        match = _GROUP.fullmatch(word)
        if not match:
            message = f"`{shortened(word)}` is no group. Please write `any of`, `all of` or `at least 2 of`"
            self.proof.mark("unknown-group", key, message)
            return None
        if not isinstance(members, Items) or not members.items:
            message = f"`{word}` holds {_held(members)}. Please give it a list of conditions"
            self.proof.mark("empty-group", key, message)
            return None
        return self._at_least(key, match, [(member, self._condition(member, asking)) for member in members])

    def _at_least(self, key: Scalar, match: re.Match[str], read: list[tuple[Node, Condition | None]]) -> AtLeast | None:
        size = len(read)
        wanted = int(match[2]) if match[2] else {"any": 1, "all": size}[match[1]]
        if not 1 <= wanted <= size:
            message = f"this list holds {size}. Please ask for at least 1 and at most {size} of them"
            self.proof.mark("bad-at-least", key, message)
            return None
        seen: set[str] = set()
        for node, part in read:
            words = phrase(part) if part else ""
            if part and words in seen:
                message = f"`{shortened(words)}` stands twice in this list. Please keep one"
                self.proof.mark("repeated-condition", node, message)
            seen.add(words)
        parts = tuple(part for _, part in read if part)
        return AtLeast(wanted, parts) if len(parts) == size else None

    def _check_earlier(self, node: Scalar, condition: Condition, asking: Outline) -> None:
        by_id = self.proof.names.by_id
        questions = [outline for fact in self.facts(condition) if (outline := by_id[fact].question)]
        if asking in questions:
            message = f"`{asking.id}` cannot hang on its own answer. Please name an earlier question"
            self.proof.mark("ask-if-itself", node, message)
            return
        latest = max(questions, key=lambda question: question.turn)
        if 0 <= asking.turn < latest.turn:
            through = f" (through `{node.text}`)" if isinstance(condition, Named) else ""
            message = (
                f"this hangs on `{latest.id}`{through}, which is asked after `{asking.id}`. "
                "Please either name earlier questions only, or change `order` in protocol.yaml"
            )
            self.proof.mark("ask-if-later", node, message)

    def finding(self, name: Name) -> Condition | None:
        """Give a finding's own condition, None where it is wrong."""
        named = self._finding(name, name.given)
        return named.when if named else None

    def _finding(self, name: Name, node: Node) -> Named | None:
        """Give a finding named at a node; refuses circles and towers."""
        if name.id not in self.findings:
            if name.id in self._being_read:
                circle = [*self._being_read[self._being_read.index(name.id) :], name.id]
                message = f"these findings hang on one another in a circle: {' -> '.join(circle)}. Please break it"
                self.proof.mark("finding-circle", node, message)
                return None
            if len(self._being_read) >= DEEPEST_FINDINGS:
                message = f"more than {DEEPEST_FINDINGS} findings stand inside one another. Please make it simpler"
                self.proof.mark("finding-too-deep", node, message)
                return None
            self._being_read.append(name.id)
            self.findings[name.id] = when = self.read(name.when) if name.when is not None else None
            self._being_read.pop()
            self._sizes[name.id] = self.size(when) if when else 0
        when = self.findings[name.id]
        return Named(name.id, when) if when else None

    def size(self, condition: Condition) -> int:
        """Count the phrases of a condition with its findings written out, without writing them out."""
        if isinstance(condition, AtLeast):
            return sum(self.size(part) for part in condition.parts)
        if isinstance(condition, Not):
            return self.size(condition.part)
        return self._sizes[condition.finding] if isinstance(condition, Named) else 1

    def facts(self, condition: Condition) -> frozenset[str]:
        """Give every fact a condition hangs on, findings written out; worked out once for each finding."""
        if isinstance(condition, AtLeast):
            return frozenset().union(*(self.facts(part) for part in condition.parts))
        if isinstance(condition, Not):
            return self.facts(condition.part)
        if isinstance(condition, Named):
            if condition.finding not in self._reach:
                self._reach[condition.finding] = self.facts(condition.when)
            return self._reach[condition.finding]
        return frozenset(facts_of(condition))


def _held(node: Node) -> str:
    if isinstance(node, Items):
        return "an empty list"
    return "nothing" if isinstance(node, Scalar) and not node.text else described(node)
