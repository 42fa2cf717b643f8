"""One person now, and what becomes of the result when some of their answers are others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from backcheck.alternatives import Alternatives, comparisons, others
from backcheck.findings import Person, standing
from backcheck.interview import in_force
from backcheck.levers import Levers, facts_behind
from backcheck.logic import YES
from backcheck.protocol import Answers, Protocol, Rule
from backcheck.triage import Triage, above, triage

Changed = Mapping[str, Alternatives]
"""For each changed fact the answers tried, of which no condition can tell one from another."""


@dataclass
class Situation:
    """The answers that count, what the rules ask for, and the other answers there could have been.

    Without ``every_rule`` only rules that can ask for more than now have a say.
    """

    protocol: Protocol
    answers: Answers
    every_rule: bool = True

    def __post_init__(self) -> None:
        """Work out the result as it is."""
        self.given = in_force(self.protocol, self.answers)
        self.base = Person(self.protocol, self.given)
        self.now: Triage = triage(self.base)

    def after(self, changed: Changed) -> Person:
        """Give the person after a change."""
        if not changed:
            return self.base
        return Person(self.protocol, {**self.given, **{fact: values[0] for fact, values in changed.items()}})

    def outcome(self, person: Person, changed: Changed) -> tuple[str, tuple[str, ...]]:
        """Give the least urgent rung that a changed person's result can still become, and the rules that ask for it."""
        height = self.protocol.height
        touched = {place for fact in changed for place in self._touching[fact]}
        asks = {place: rung for place, rung in self._asks.items() if place not in touched}
        fired = self.protocol.most_urgent(asks.values())
        for place in sorted(touched):
            if self._tops[place] < height[fired]:
                break  # the rules stand by how much they can ask for: none of the rest can ask for as much
            rung = standing(person, self._rules[place])[1]
            if rung:
                asks[place] = rung
                fired = self.protocol.most_urgent((fired, rung))
        if not fired:
            return triage(person).at_least, ()
        names = {self._rules[place].id for place, rung in asks.items() if rung == fired}
        return fired, tuple(rule.id for rule in self.protocol.rules if rule.id in names)

    def levers(self, person: Person, changed: Changed, left: int, follow_ups: int) -> Levers:
        """Give what may still change, with so many answers and so many follow-ups left to change."""
        question_of, tried = self.protocol.question_of, self.others

        def may_change(fact: str) -> bool:
            if fact in changed or not (left if fact in self.roots else follow_ups):
                return False
            return person.applies(question_of[fact]) is YES and bool(tried[fact])

        return Levers(person, may_change, last=left + follow_ups == 1)

    @cached_property
    def roots(self) -> frozenset[str]:
        """Give the facts whose questions are for the person now; all others are follow-ups."""
        asked = (question for question in self.protocol.questions if self.base.applies(question) is YES)
        return frozenset(fact for question in asked for fact in question.facts)

    @cached_property
    def others(self) -> Mapping[str, tuple[Alternatives, ...]]:
        """Give, for each fact, the groups of answers to try."""
        protocol, compared = self.protocol, comparisons(self.protocol)
        return {fact: tuple(others(protocol, fact, self.given.get(fact), compared)) for fact in protocol.question_of}

    @cached_property
    def _rules(self) -> Sequence[Rule]:
        """Give the rules that have a say, those that can ask for most first."""
        rules = [rule for rule in self.protocol.rules if self.every_rule or above(self.protocol, rule, self.now.rung)]
        return sorted(rules, key=lambda rule: -self._top(rule))

    @cached_property
    def _tops(self) -> Sequence[int]:
        return [self._top(rule) for rule in self._rules]

    def _top(self, rule: Rule) -> int:
        return max(self.protocol.height[rule.urgency], self.protocol.height[rule.if_unsure])

    @cached_property
    def _asks(self) -> Mapping[int, str]:
        """Give the rung that each rule, by its place, asks for now."""
        return {place: rung for place, rule in enumerate(self._rules) if (rung := standing(self.base, rule)[1])}

    @cached_property
    def _touching(self) -> Mapping[str, list[int]]:
        """Give, for each fact, the places of the rules that can hang on it."""
        found: dict[str, list[int]] = {fact: [] for fact in self.protocol.question_of}
        for place, rule in enumerate(self._rules):
            for fact in facts_behind(self.protocol, rule.when):
                found[fact].append(place)
        return found
