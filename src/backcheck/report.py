"""Everything a reader is told about one person's result, in no format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from backcheck.condition import Compared, Condition, Leaf, Unsure, deciding_leaves, facts_of, leaves, open_leaves
from backcheck.findings import Person, standing
from backcheck.interview import again_in_words, by_worry, in_force, next_question
from backcheck.logic import NO, YES
from backcheck.protocol import (
    UNSURE_ANSWERS,
    Advice,
    Answer,
    Answers,
    Care,
    Protocol,
    Region,
    Rule,
    Rung,
    Service,
)
from backcheck.triage import Standing, Triage, above, each_once, triage
from backcheck.words import answer_in_words, name_of, question_in_words, value_in_words

MOST_SETTLERS = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule counts: its words, the person's own answers, its sources; not ``certain`` when doubt made it count."""

    rule: str
    concern: str
    title: str
    because: str
    answers: tuple[str, ...]
    certain: bool
    urgency: str
    strength: str
    sources: tuple[str, ...]
    checked: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """A danger that was not ruled out: what was left open, and simple checks that would settle it."""

    rule: str
    title: str
    urgency: str
    open: tuple[str, ...]
    to_settle: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settler:
    """Something to find out that would rule out ``settles`` of the dangers left open; ``check`` says how."""

    fact: str
    name: str
    check: str
    settles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedTwice:
    """A fact asked once more in other words: both answers, and the one that ``counts``, the more worrying."""

    fact: str
    name: str
    first: str
    second: str
    counts: str

    @property
    def agree(self) -> bool:
        """Say whether both answers were the same."""
        return self.first == self.second


@dataclass(frozen=True, slots=True)
class Report:
    """The result. An unfinished one (``complete`` is no) is never an all-clear, whatever its rung."""

    protocol: Protocol
    rung: Rung
    at_least: str
    at_most: str
    complete: bool
    next_id: str
    care: Care
    number: str
    region: Region | None
    see: tuple[Service, ...]
    then: tuple[Service, ...]
    reasons: tuple[Reason, ...]
    also: tuple[Reason, ...]
    doubts: tuple[Doubt, ...]
    advice: tuple[Advice, ...]
    answers: Answers
    settlers: tuple[Settler, ...] = ()
    asked_twice: tuple[AskedTwice, ...] = ()
    earned: tuple[str, ...] = ()
    """The answers that earned the lowest rung, in words; empty above it."""
    stands: bool = False
    """Whether no other answer to any one fact would make it less urgent; told only where rules decided it."""

    @property
    def is_emergency(self) -> bool:
        """Say whether the rung is one at which nothing but the action is told."""
        return self.rung.group == "emergency"

    @property
    def unchecked(self) -> bool:
        """Say whether anything told here rests on a claim that nobody has checked against its source."""
        checked = [reason.checked for reason in (*self.reasons, *self.also)]
        return not all([*checked, *(item.checked for item in self.advice), self.care.checked])

    def with_number(self, text: str) -> str:
        """Put the emergency number into a text."""
        return text.replace("{number}", self.number)


Twice = Mapping[str, tuple[Answer, Answer]]
"""For each fact asked again, the first answer and the second."""


def make_report(protocol: Protocol, answers: Answers, region: str = "", twice: Twice | None = None) -> Report:
    """Give the result for some answers; ``region`` is a region's id, empty when the person named none."""
    person = Person(protocol, answers)
    outcome = triage(person)
    upcoming = next_question(protocol, answers)
    place = protocol.regions.get(region)
    care = protocol.care[outcome.rung]
    deciding = outcome.deciding
    shown = {one.rule.concern for one in deciding}
    others = (one for one in outcome.standings if one.truth is YES and one.rule.concern not in shown)
    doubts = tuple(_doubts(person, outcome))
    return Report(
        protocol=protocol,
        rung=protocol.rung_of[outcome.rung],
        at_least=outcome.at_least,
        at_most=outcome.at_most,
        complete=upcoming is None,
        next_id=upcoming.id if upcoming else "",
        care=care,
        number=emergency_number(protocol, place),
        region=place,
        see=tuple(protocol.services[name] for name in outcome.see or care.see),
        then=tuple(protocol.services[name] for name in outcome.then),
        reasons=tuple(_reason(person, one) for one in deciding),
        also=tuple(_reason(person, one) for one in _most_urgent_per_concern(protocol, others)),
        doubts=doubts,
        advice=tuple(_suitable(person, outcome.rung, region)),
        answers=in_force(protocol, answers),
        settlers=tuple(_settlers(person, doubts)),
        asked_twice=tuple(_asked_twice(person, twice or {})),
        earned=_earned(person, outcome),
        stands=_stands(person, outcome),
    )


def _earned(person: Person, outcome: Triage) -> tuple[str, ...]:
    lowest = person.protocol.lowest
    return tuple(_answers_behind(person, lowest.only_when)) if outcome.rung == lowest.rung else ()


def emergency_number(protocol: Protocol, region: Region | None) -> str:
    """Give the number to call as text; an unverified one comes with the fallback beside it."""
    if region is None:
        return protocol.fallback_number
    return region.number if region.verified else f"{region.number} (or {protocol.fallback_number})"


def _reason(person: Person, one: Standing) -> Reason:
    rule = one.rule
    return Reason(
        rule=rule.id,
        concern=rule.concern,
        title=rule.title,
        because=rule.because,
        answers=tuple(_answers_behind(person, rule.when)),
        certain=one.truth is YES,
        urgency=one.asks_for or rule.urgency,
        strength=rule.strength,
        sources=rule.sources,
        checked=rule.checked,
    )


def _answers_behind(person: Person, condition: Condition) -> Iterator[str]:
    """Give, in words, the answers that made a condition yes, or the unsure ones that keep it open."""
    settled = [leaf for leaf, _ in deciding_leaves(condition, person.look)]
    hanging = settled or list(open_leaves(condition, person.look))
    doubted = {fact for leaf in hanging if isinstance(leaf, Unsure) for fact in facts_of(leaf)}
    for fact in each_once(fact for leaf in hanging for fact in facts_of(leaf)):
        answer = person.given(fact)
        if answer in UNSURE_ANSWERS or (answer is not None and fact not in doubted):
            yield answer_in_words(person.protocol, fact, answer)


def _most_urgent_per_concern(protocol: Protocol, standings: Iterator[Standing]) -> Iterator[Standing]:
    """Give one standing per concern, its most urgent, most urgent first and in the order of the files."""
    best: dict[str, Standing] = {}
    for one in standings:
        kept = best.get(one.rule.concern)
        if kept is None or protocol.height[one.rule.urgency] > protocol.height[kept.rule.urgency]:
            best[one.rule.concern] = one
    yield from sorted(best.values(), key=lambda one: -protocol.height[one.rule.urgency])


def _doubts(person: Person, outcome: Triage) -> Iterator[Doubt]:
    """Give the dangers above the final rung that answers left open, one per concern, most urgent first."""
    protocol = person.protocol
    worse = (one for one in outcome.not_ruled_out if above(protocol, one.rule, outcome.rung))
    for one in _most_urgent_per_concern(protocol, worse):
        facts = each_once(fact for leaf in open_leaves(one.rule.when, person.look) for fact in facts_of(leaf))
        checks = (_to_settle(protocol, fact) for fact in facts)
        yield Doubt(
            rule=one.rule.id,
            title=one.rule.title,
            urgency=one.rule.urgency,
            open=tuple(name_of(protocol, fact) for fact in facts),
            to_settle=each_once(check for check in checks if check),
        )


def _to_settle(protocol: Protocol, fact: str) -> str:
    line = protocol.line_of.get(fact)
    return line.to_settle if line else protocol.by_id[fact].to_settle


def _settlers(person: Person, doubts: Sequence[Doubt]) -> Iterator[Settler]:
    """Give the one or two facts that, found to be harmless, would rule out the most of what is left open."""
    protocol = person.protocol
    left = {doubt.rule: doubt for doubt in doubts}
    rules = {rule.id: rule for rule in protocol.rules}
    facts = [fact for one in left for leaf in open_leaves(rules[one].when, person.look) for fact in facts_of(leaf)]
    ruled_out = {fact: _ruled_out(person, fact, [rules[one] for one in left]) for fact in each_once(facts)}
    for _ in range(MOST_SETTLERS):
        best = max(ruled_out, key=lambda fact: _weight(protocol, left, ruled_out[fact]), default="")
        settles = [one for one in ruled_out.get(best, ()) if one in left]
        if not settles:
            return
        check = _to_settle(protocol, best) or again_in_words(protocol, best) or question_in_words(protocol, best)
        yield Settler(best, name_of(protocol, best), check, tuple(left.pop(one).title for one in settles))


def _ruled_out(person: Person, fact: str, rules: Iterable[Rule]) -> tuple[str, ...]:
    """Give the rules that would not hold if a fact turned out as harmless as it can be."""
    harmless = Person(person.protocol, {**person.answers, fact: by_worry(person.protocol, fact)[-1]})
    return tuple(rule.id for rule in rules if harmless.truth(rule.when) is NO)


def _weight(protocol: Protocol, left: Mapping[str, Doubt], rules: Iterable[str]) -> tuple[int, int]:
    """Give how much would be settled: the most urgent danger first, then how many."""
    heights = [protocol.height[left[one].urgency] for one in rules if one in left]
    return max(heights, default=-1), len(heights)


def _asked_twice(person: Person, twice: Twice) -> Iterator[AskedTwice]:
    """Give what was asked again and still counts."""
    for fact, (first, second) in twice.items():
        counts = person.given(fact)
        if counts is not None:
            question = person.protocol.question_of[fact]
            said = (value_in_words(question, answer) for answer in (first, second, counts))
            yield AskedTwice(fact, name_of(person.protocol, fact), *said)


def _stands(person: Person, outcome: Triage) -> bool:
    """Say whether the rung that rules decided would be no lower whatever any one answer had been."""
    protocol, reached = person.protocol, person.protocol.height[outcome.rung]
    if not outcome.fired:
        return False
    deciding = [one.rule for one in outcome.deciding_all]
    rules = [*deciding, *(rule for rule in protocol.rules if rule not in deciding)]
    hanging = [leaf for rule in deciding for leaf in _behind(protocol, rule.when)]
    for fact in each_once(fact for leaf in hanging for fact in facts_of(leaf)):
        if person.given(fact) is None:
            continue
        for other in _that_differ(protocol, fact):
            mistaken = Person(protocol, {**person.answers, fact: other})
            if not any(protocol.height[standing(mistaken, rule)[1]] >= reached for rule in rules):
                return False
    return True


def _that_differ(protocol: Protocol, fact: str) -> Iterator[Answer]:
    """Give answers to a fact that stand for all: of numbers those at which some rule changes its mind."""
    question = protocol.question_of[fact]
    if question.kind != "number":
        yield from by_worry(protocol, fact)
        return
    compared = {leaf.number for rule in protocol.rules for leaf in leaves(rule.when) if _compares(leaf, fact)}
    near = {number + step for number in compared for step in (-1, 0, 1)} | {question.lowest, question.highest}
    yield from sorted(number for number in near if question.lowest <= number <= question.highest)
    yield from UNSURE_ANSWERS


def _compares(leaf: Leaf, fact: str) -> TypeGuard[Compared]:
    return isinstance(leaf, Compared) and leaf.question == fact


def _behind(protocol: Protocol, condition: Condition) -> Iterator[Leaf]:
    """Give the leaves a condition can hang on, those that decide whether their questions apply included."""
    for leaf in leaves(condition):
        yield leaf
        for fact in facts_of(leaf):
            ask_if = protocol.question_of[fact].ask_if
            if ask_if is not None:
                yield from _behind(protocol, ask_if)


def _suitable(person: Person, rung: str, region: str) -> Iterator[Advice]:
    """Give the advice of this rung known to suit the person and known not to be against their interest."""
    for item in person.protocol.advice:
        if rung not in item.rungs or (item.regions and region not in item.regions):
            continue
        suits = item.suits is None or person.truth(item.suits) is YES
        if suits and (item.not_for is None or (~person.truth(item.not_for)) is YES):
            yield item
