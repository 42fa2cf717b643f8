"""A protocol and all its possible people as a circuit, made from the same conditions that the engine evaluates.

A person here has an answer to every fact, given or unsure. Each condition becomes two literals: it is yes, it is no;
neither means unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from backcheck.condition import AtLeast, Chosen, Compared, Condition, Fact, Leaf, Named, Not, Unsure, leaves
from backcheck.protocol import NO_ANSWER, NOT_SURE, YES_ANSWER, Answer, Protocol, Question, Rule
from backcheck.verify.circuit import FALSE, TRUE, Circuit, Literal

Rails = tuple[Literal, Literal]
"""Two literals: is yes, is no."""


def intervals(protocol: Protocol) -> Mapping[str, tuple[tuple[int, int], ...]]:
    """Give, for each number, the ranges between which no condition anywhere tells a difference."""
    cuts: dict[str, set[int]] = {q.id: {q.lowest} for q in protocol.questions if q.kind == "number"}
    for condition in every_condition(protocol):
        for leaf in leaves(condition):
            if isinstance(leaf, Compared):
                cuts[leaf.question].add(leaf.number + (leaf.comparison in {">", "<="}))
    result = {}
    for name, starts in cuts.items():
        question = protocol.by_id[name]
        edges = sorted(cut for cut in starts if question.lowest <= cut <= question.highest)
        result[name] = tuple(zip(edges, [*(edge - 1 for edge in edges[1:]), question.highest], strict=True))
    return result


def every_condition(protocol: Protocol) -> tuple[Condition, ...]:
    """Give every condition of a protocol, whatever it is for."""
    return (
        *(question.ask_if for question in protocol.questions if question.ask_if is not None),
        *(finding.when for finding in protocol.findings.values()),
        *(rule.when for rule in protocol.rules),
        *(floor.when for floor in protocol.floors),
        *(part for item in protocol.advice for part in (item.suits, item.not_for) if part is not None),
        protocol.lowest.only_when,
    )


@dataclass
class People:
    """Every person there can be: for each fact, a literal per possible answer, of which exactly one is true."""

    protocol: Protocol
    circuit: Circuit
    values: dict[str, dict[Answer, Literal]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    _applies: dict[str, Literal] = field(default_factory=dict)
    _rails: dict[int, Rails] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the variables; facts already in ``values`` (shared with another copy) are left alone."""
        self.ranges = self.ranges or intervals(self.protocol)
        for question in self.protocol.questions:
            for fact in question.facts:
                if fact not in self.values:
                    options = [*possible_answers(question, self.ranges), NOT_SURE]
                    self.values[fact] = {option: self.circuit.variable() for option in options}
                    self.circuit.exactly_one(list(self.values[fact].values()))

    def applies(self, question: Question) -> Literal:
        """Give the literal that a question is for this person (complete answers leave nothing to wait for)."""
        if question.id not in self._applies:
            self._applies[question.id] = TRUE if question.ask_if is None else -self.rails(question.ask_if)[1]
        return self._applies[question.id]

    def rails(self, condition: Condition) -> Rails:
        """Give the two literals of a condition."""
        key = id(condition)
        if key not in self._rails:
            self._rails[key] = self._encode(condition)
        return self._rails[key]

    def unknown(self, condition: Condition) -> Literal:
        """Give the literal that a condition is neither yes nor no."""
        yes, no = self.rails(condition)
        return self.circuit.all_of([-yes, -no])

    def _encode(self, condition: Condition) -> Rails:
        if isinstance(condition, AtLeast):
            parts = [self.rails(part) for part in condition.parts]
            yes = self.circuit.at_least(condition.wanted, [part[0] for part in parts])
            no = self.circuit.at_least(len(parts) - condition.wanted + 1, [part[1] for part in parts])
            return yes, no
        if isinstance(condition, Not):
            yes, no = self.rails(condition.part)
            return no, yes
        if isinstance(condition, Named):
            return self.rails(condition.when)
        return self._leaf(condition)

    def _leaf(self, leaf: Leaf) -> Rails:
        if isinstance(leaf, Unsure):
            unsure = self.circuit.any_of(self._given(fact, NOT_SURE.__eq__) for fact in leaf.facts)
            return unsure, -unsure
        fact = leaf.fact if isinstance(leaf, Fact) else leaf.question
        yes = self._given(fact, _test(leaf))
        return yes, self.circuit.all_of([-yes, -self._given(fact, NOT_SURE.__eq__)])

    def _given(self, fact: str, wanted: Callable[[Answer], bool]) -> Literal:
        """Give the literal that the fact's question applies and its answer is one of those wanted."""
        chosen = self.circuit.any_of(literal for answer, literal in self.values[fact].items() if wanted(answer))
        return self.circuit.all_of([self.applies(self.protocol.question_of[fact]), chosen])

    def at_or_above(self, height: int) -> Literal:
        """Give the literal that rules ask for a rung of at least this height."""
        return self.circuit.any_of(part for rule in self.protocol.rules for part in self._asks_for(rule, height))

    def _asks_for(self, rule: Rule, height: int) -> list[Literal]:
        protocol, parts = self.protocol, []
        if protocol.height[rule.urgency] >= height:
            parts.append(self.rails(rule.when)[0])
        if rule.if_unsure and protocol.height[rule.if_unsure] >= height:
            parts.append(self.unknown(rule.when))
        return parts

    def outcome_at_least(self, height: int) -> Literal:
        """Give the literal that the outcome is at least this high, ``lowest`` included."""
        protocol = self.protocol
        lowest, otherwise = protocol.height[protocol.lowest.rung], protocol.height[protocol.lowest.otherwise]
        if height <= lowest:
            return TRUE
        fires = self.at_or_above(height)
        return self.circuit.any_of([fires, -self.earned()]) if height <= otherwise else fires

    def earned(self) -> Literal:
        """Give the literal that the lowest rung is reached: earned, and every rule above it ruled out."""
        protocol = self.protocol
        low = protocol.height[protocol.lowest.rung]
        above = [one for one in protocol.rules if max(protocol.height[one.urgency], protocol.height[one.if_unsure]) > low]
        return self.circuit.all_of([self.rails(protocol.lowest.only_when)[0], *(self.rails(one.when)[1] for one in above)])

    def person_in(self, model: set[Literal]) -> dict[str, Answer]:
        """Read one person's answers out of a solver's model; a number is the lowest of its range."""
        return {
            fact: next(answer for answer, literal in options.items() if literal in model)
            for fact, options in self.values.items()
        }


def possible_answers(question: Question, ranges: Mapping[str, tuple[tuple[int, int], ...]]) -> list[Answer]:
    """Give the answers that a fact of a question can have, but for unsure; numbers by the start of their range."""
    if question.kind == "choice":
        return [choice.id for choice in question.choices]
    if question.kind == "number":
        return [first for first, _ in ranges[question.id]]
    return [YES_ANSWER, NO_ANSWER]


def _test(leaf: Fact | Chosen | Compared) -> Callable[[Answer], bool]:
    """Give which answers make a leaf yes."""
    from backcheck.findings import fits

    return lambda answer: answer != NOT_SURE and fits(leaf, answer)


__all__ = ["FALSE", "TRUE", "People", "Rails", "every_condition", "intervals", "possible_answers"]
