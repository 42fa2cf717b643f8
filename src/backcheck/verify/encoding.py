"""All possible people of a protocol as a circuit, made from the same conditions that the engine evaluates.

Each condition becomes three literals: it is yes; it is no; or neither, and it still hangs on an answer that is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from backcheck.condition import AtLeast, Chosen, Compared, Condition, Fact, Named, Not, Unsure, facts_of
from backcheck.findings import fits
from backcheck.protocol import NOT_SURE, Answer, Protocol, Question, Rule
from backcheck.triage import above
from backcheck.verify.circuit import FALSE, TRUE, Circuit, Literal
from backcheck.verify.options import Options, every_condition

Asks = tuple[tuple[int, Literal], ...]
"""Pairs of how high a rung and the literal that it is asked for."""
BLOCK = 8
"""How many rules share a gate: copies of people share the gates of all blocks in which nothing changed."""


class Rails(NamedTuple):
    """``missing``: it is unknown and hangs on a missing answer. Unknown without that is unsure."""

    yes: Literal
    no: Literal
    missing: Literal


class Given(NamedTuple):
    """The answer to one fact: a literal per answer, of which at most one is true, and one for none of them."""

    values: Mapping[Answer, Literal]
    missing: Literal = FALSE


class Hangs:
    """Which facts each condition hangs on, directly or through ``ask if``; and which conditions hang on each fact.

    A protocol keeps its conditions, so a condition is known by its identity: that is the quickest to look up.
    """

    def __init__(self, protocol: Protocol) -> None:
        """Walk every condition once."""
        self.protocol = protocol
        self._facts: dict[int, frozenset[str]] = {}
        self._through: dict[str, frozenset[str]] = {}
        for question in protocol.questions:
            self._through[question.id] = frozenset() if question.ask_if is None else self.facts(question.ask_if)
        for condition in every_condition(protocol):
            self.facts(condition)
        self.conditions_of: dict[str, set[int]] = {fact: set() for fact in protocol.question_of}
        self.blocks_of: dict[str, set[int]] = {fact: set() for fact in protocol.question_of}
        self.rules_of: dict[str, set[str]] = {fact: set() for fact in protocol.question_of}
        self.questions_of: dict[str, list[Question]] = {fact: [] for fact in protocol.question_of}
        for key, facts in self._facts.items():
            for fact in facts:
                self.conditions_of[fact].add(key)
        for place, rule in enumerate(protocol.rules):
            for fact in self.facts(rule.when):
                self.blocks_of[fact].add(place // BLOCK)
                self.rules_of[fact].add(rule.id)
        for question in protocol.questions:
            for fact in self._through[question.id]:
                self.questions_of[fact].append(question)

    def facts(self, condition: Condition) -> frozenset[str]:
        """Give every fact whose answer can change the condition."""
        key = id(condition)
        if key not in self._facts:
            if isinstance(condition, AtLeast):
                found = frozenset[str]().union(*(self.facts(part) for part in condition.parts))
            elif isinstance(condition, Not):
                found = self.facts(condition.part)
            elif isinstance(condition, Named):
                found = self.facts(condition.when)
            else:
                own = facts_of(condition)
                found = frozenset(own).union(*(self._through[self.protocol.question_of[one].id] for one in own))
            self._facts[key] = found
        return self._facts[key]


class People:
    """Everybody there can be, given literals for their answers."""

    def __init__(self, protocol: Protocol, circuit: Circuit, given: Mapping[str, Given], hangs: Hangs) -> None:
        """Take the answers; nothing is encoded before it is asked for."""
        self.protocol, self.circuit, self.given, self.hangs = protocol, circuit, given, hangs
        self._rails: dict[int, Rails] = {}
        self._applies: dict[str, Rails] = {}
        self._asks: dict[str, Asks] = {}
        self._fires: dict[tuple[int, int], Literal] = {}

    def but(self, changed: Mapping[str, Given]) -> People:
        """Give the same people with other answers to some facts; what does not hang on those is not encoded again."""
        other = People(self.protocol, self.circuit, {**self.given, **changed}, self.hangs)
        stale = set[int]().union(*(self.hangs.conditions_of[fact] for fact in changed))
        blocks = set[int]().union(*(self.hangs.blocks_of[fact] for fact in changed))
        rules = set[str]().union(*(self.hangs.rules_of[fact] for fact in changed))
        gates = {question.id for fact in changed for question in self.hangs.questions_of[fact]}
        other._rails = _without(self._rails, stale)
        other._asks = _without(self._asks, rules)
        other._applies = _without(self._applies, gates)
        other._fires = {key: literal for key, literal in self._fires.items() if key[0] not in blocks}
        return other

    def applies(self, question: Question) -> Rails:
        """Give whether a question is for these people; ``missing`` is that it waits."""
        if question.ask_if is None:
            return _ALWAYS
        if question.id not in self._applies:
            _, no, missing = self.rails(question.ask_if)
            self._applies[question.id] = Rails(self.circuit.all_of([-no, -missing]), no, missing)
        return self._applies[question.id]

    def rails(self, condition: Condition) -> Rails:
        """Give the three literals of a condition."""
        key = id(condition)
        found = self._rails.get(key)
        if found is None:
            found = self._rails[key] = self._encoded(condition)
        return found

    def unsure(self, condition: Condition) -> Literal:
        """Give the literal that a condition is unknown and all it hangs on was answered *not sure*."""
        return self.circuit.all_of([-one for one in self.rails(condition)])

    def unknown(self, condition: Condition) -> Literal:
        """Give the literal that a condition is neither yes nor no."""
        yes, no, _ = self.rails(condition)
        return self.circuit.all_of([-yes, -no])

    def asks(self, rule: Rule) -> Asks:
        """Give how high a rung the rule asks for when it holds and when it is unsure, each with its literal."""
        found = self._asks.get(rule.id)
        if found is None:
            height = self.protocol.height
            holds = (height[rule.urgency], self.rails(rule.when).yes)
            unsure = ((height[rule.if_unsure], self.unsure(rule.when)),) if rule.if_unsure else ()
            found = self._asks[rule.id] = (holds, *unsure)
        return found

    def fires(self, height: int) -> Literal:
        """Give the literal that some rule asks for a rung of at least this height."""
        rules = self.protocol.rules
        found = []
        for block, first in enumerate(range(0, len(rules), BLOCK)):
            if (block, height) not in self._fires:
                self._fires[block, height] = self.circuit.any_of(self.asking(rules[first : first + BLOCK], height))
            found.append(self._fires[block, height])
        return self.circuit.any_of(found)

    def asking(self, rules: Iterable[Rule], height: int) -> list[Literal]:
        """Give the literals of which one is true when one of these rules asks for at least this height."""
        return [literal for rule in rules for reached, literal in self.asks(rule) if reached >= height]

    def ends_at(self, height: int) -> Literal:
        """Give the literal that the rung is at least this high, ``lowest`` included."""
        lowest = self.protocol.lowest
        low, otherwise = self.protocol.height[lowest.rung], self.protocol.height[lowest.otherwise]
        circuit, fires = self.circuit, self.fires(height)
        if height > max(low, otherwise):
            return fires
        fallen = TRUE if height <= min(low, otherwise) else self.earned() if height <= low else -self.earned()
        return circuit.any_of([fires, circuit.all_of([-self.fires(0), fallen])])

    def earned(self) -> Literal:
        """Give the literal that nothing keeps from the lowest rung: it is earned and no rule above it is left open."""
        rules, found = self.protocol.rules, []
        for block, first in enumerate(range(0, len(rules), BLOCK)):
            if (block, _OPEN) not in self._fires:
                left_open = [self.unknown(rule.when) for rule in rules[first : first + BLOCK] if self._is_above(rule)]
                self._fires[block, _OPEN] = self.circuit.any_of(left_open)
            found.append(-self._fires[block, _OPEN])
        return self.circuit.all_of([self.rails(self.protocol.lowest.only_when).yes, *found])

    def above_lowest(self) -> list[Rule]:
        """Give the rules that could ask for more than the lowest rung."""
        return [rule for rule in self.protocol.rules if self._is_above(rule)]

    def _is_above(self, rule: Rule) -> bool:
        return above(self.protocol, rule, self.protocol.lowest.rung)

    def _encoded(self, condition: Condition) -> Rails:
        if isinstance(condition, AtLeast):
            return self._group(condition)
        if isinstance(condition, Not):
            yes, no, missing = self.rails(condition.part)
            return Rails(no, yes, missing)
        if isinstance(condition, Named):
            return self.rails(condition.when)
        return self._sureness(condition) if isinstance(condition, Unsure) else self._leaf(condition)

    def _group(self, group: AtLeast) -> Rails:
        circuit, parts = self.circuit, [self.rails(part) for part in group.parts]
        yes = circuit.at_least(group.wanted, [part.yes for part in parts])
        no = circuit.at_least(len(parts) - group.wanted + 1, [part.no for part in parts])
        missing = circuit.all_of([-yes, -no, circuit.any_of([part.missing for part in parts])])
        return Rails(yes, no, missing)

    def _leaf(self, leaf: Fact | Chosen | Compared) -> Rails:
        fact = leaf.fact if isinstance(leaf, Fact) else leaf.question
        given, circuit = self.given[fact], self.circuit
        applies, no_question, waits = self.applies(self.protocol.question_of[fact])
        fitting = circuit.any_of([given.values[one] for one in given.values if one != NOT_SURE and fits(leaf, one)])
        silent = circuit.any_of([given.values[NOT_SURE], given.missing])
        yes = circuit.all_of([applies, fitting])
        no = circuit.any_of([no_question, circuit.all_of([applies, -fitting, -silent])])
        return Rails(yes, no, circuit.any_of([waits, circuit.all_of([applies, given.missing])]))

    def _sureness(self, leaf: Unsure) -> Rails:
        circuit, said, unsaid = self.circuit, [], []
        for fact in leaf.facts:
            applies, _, waits = self.applies(self.protocol.question_of[fact])
            said.append(circuit.all_of([applies, self.given[fact].values[NOT_SURE]]))
            unsaid += [waits, circuit.all_of([applies, self.given[fact].missing])]
        yes = circuit.any_of(said)
        missing = circuit.all_of([-yes, circuit.any_of(unsaid)])
        return Rails(yes, circuit.all_of([-yes, -missing]), missing)


_ALWAYS = Rails(TRUE, FALSE, FALSE)
_OPEN = -1
"""Stands where a height does, for the gate that some rule of a block keeps people from the lowest rung."""
_Name = TypeVar("_Name")
_Kept = TypeVar("_Kept")


def _without(kept: dict[_Name, _Kept], stale: Iterable[_Name]) -> dict[_Name, _Kept]:
    left = kept.copy()
    for name in stale:
        left.pop(name, None)
    return left


def complete(options: Options, circuit: Circuit) -> dict[str, Given]:
    """Give fresh literals for people who have answered everything, be it with *not sure*."""
    return {fact: fresh(answers, circuit) for fact, answers in options.of.items()}


def fresh(answers: Iterable[Answer], circuit: Circuit) -> Given:
    """Give fresh literals for one fact with exactly one of these answers."""
    answers = tuple(answers)
    return Given(dict(zip(answers, circuit.exactly_one_of(len(answers)), strict=True)))


def partial(options: Options, circuit: Circuit) -> dict[str, Given]:
    """Give fresh literals for people who have answered some of the facts, any of them."""
    found = {}
    for fact, answers in options.of.items():
        *values, missing = circuit.exactly_one_of(len(answers) + 1)
        found[fact] = Given(dict(zip(answers, values, strict=True)), missing)
    return found


def when(circuit: Circuit, asked: Literal, given: Given) -> Given:
    """Give the same answers where ``asked`` is true, and none elsewhere."""
    values = {answer: circuit.all_of([asked, literal]) for answer, literal in given.values.items()}
    return Given(values, -circuit.all_of([asked, -given.missing]))


def either(circuit: Circuit, chosen: Literal, first: Given, second: Given) -> Given:
    """Give the first answers where ``chosen`` is true, and the second elsewhere."""

    def one(this: Literal, that: Literal) -> Literal:
        return circuit.any_of([circuit.all_of([chosen, this]), circuit.all_of([-chosen, that])])

    values = {answer: one(literal, second.values[answer]) for answer, literal in first.values.items()}
    return Given(values, one(first.missing, second.missing))
