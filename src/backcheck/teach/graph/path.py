"""What one person's answers make of a protocol: which questions were asked, which conditions hold, what decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from backcheck.condition import AtLeast, Condition, Not, deciding_leaves, facts_of, open_leaves
from backcheck.findings import Person
from backcheck.interview import in_force
from backcheck.logic import UNKNOWN, Truth
from backcheck.logic import YES as HOLDS
from backcheck.protocol import Answers, Protocol, Question, Rule
from backcheck.teach.cases import interviewed
from backcheck.teach.graph.model import ASKED, NO, OPEN, RESULT, SKIPPED, YES
from backcheck.triage import Triage, triage
from backcheck.words import said

MARK_OF = {Truth.YES: YES, Truth.NO: NO, Truth.UNKNOWN: OPEN}
IN_WORDS = {Truth.YES: "holds", Truth.NO: "does not hold", Truth.UNKNOWN: "not ruled out"}


@dataclass(frozen=True)
class Path:
    """One person's way: ``asked`` are the ids of the questions in the order of asking."""

    title: str
    person: Person
    asked: tuple[str, ...]

    @cached_property
    def outcome(self) -> Triage:
        """Give the outcome."""
        return triage(self.person)

    @cached_property
    def deciding(self) -> frozenset[str]:
        """Give the ids of the rules that ask for the final rung."""
        return frozenset(one.rule.id for one in self.outcome.deciding_all)

    def of_question(self, question: Question) -> tuple[str, str]:
        """Give the mark of a question, and when it was asked and answered, in words."""
        counted = in_force(self.person.protocol, self.person.answers)
        reply = {fact: counted[fact] for fact in question.facts if fact in counted}
        whole = len(reply) == len(question.facts)
        answer = said(question, reply) if whole else "answered in part" if reply else ""
        if question.id not in self.asked:
            return SKIPPED, f"not asked, but said: {answer}" if answer else "not asked"
        return ASKED, f"asked {_ordinal(self.asked.index(question.id) + 1)}: {answer}"

    def of_condition(self, condition: Condition) -> tuple[str, str]:
        """Give the mark of a condition, and the same in words."""
        verdict = self.person.truth(condition)
        return MARK_OF[verdict], IN_WORDS[verdict]

    def of_rule(self, rule: Rule) -> tuple[str, str]:
        """Give the mark of a rule, and in words whether it decides."""
        mark, words = self.of_condition(rule.when)
        if rule.id not in self.deciding:
            return mark, words
        return mark, f"{words}, and decides" if mark == YES else f"{words} on unsure answers, and decides"

    def of_rung(self, rung: str) -> tuple[str, str]:
        """Give the mark of a rung: of the result, or none."""
        return (RESULT, "the result") if rung == self.outcome.rung else ("", "")

    def asks_for(self, rule: str) -> str:
        """Give the rung that a rule asks for now; empty for none."""
        return next(one.asks_for for one in self.outcome.standings if one.rule.id == rule)

    def facts_behind(self, condition: Condition) -> frozenset[str]:
        """Give the facts that made a condition what it is, or that it still hangs on."""
        look = self.person.look
        if self.person.truth(condition) is UNKNOWN:
            return frozenset(fact for leaf in open_leaves(condition, look) for fact in facts_of(leaf))
        return frozenset(fact for leaf, _ in deciding_leaves(condition, look) for fact in facts_of(leaf))

    def parts_behind(self, condition: Condition) -> tuple[Condition, ...]:
        """Give the leaves and findings, not unfolded, that made a condition what it is, or that keep it open."""
        return tuple(self._parts_behind(condition))

    def _parts_behind(self, condition: Condition) -> Iterator[Condition]:
        if isinstance(condition, AtLeast):
            verdict = self.person.truth(condition)
            for part in condition.parts:
                if self.person.truth(part) is verdict:
                    yield from self._parts_behind(part)
        elif isinstance(condition, Not):
            yield from self._parts_behind(condition.part)
        else:
            yield condition

    def opened(self, question: Question) -> bool:
        """Say whether a follow-up was asked because its ``ask if`` holds."""
        return question.id in self.asked and question.ask_if is not None and self.person.truth(question.ask_if) is HOLDS


def path_of(protocol: Protocol, answers: Answers, title: str) -> Path:
    """Give the path of somebody with these answers through the interview."""
    asked, counted = interviewed(protocol, answers)
    return Path(title, Person(protocol, counted), tuple(question.id for question in asked))


def _ordinal(number: int) -> str:
    return "first" if number == 1 else f"as number {number}"
