"""Everything a reader is told about one person's result, in no format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backcheck.condition import Condition, Unsure, deciding_leaves, facts_of, open_leaves
from backcheck.doubt import (
    AskedTwice,
    Doubt,
    Settler,
    Twice,
    asked_twice,
    doubts,
    most_urgent_per_concern,
    settlers,
    stands,
)
from backcheck.findings import Person
from backcheck.interview import in_force, next_question
from backcheck.logic import YES
from backcheck.protocol import (
    UNSURE_ANSWERS,
    Advice,
    Answers,
    Care,
    Protocol,
    Region,
    Rung,
    Service,
)
from backcheck.triage import Standing, Triage, each_once, triage
from backcheck.words import answer_in_words


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
    left_open = tuple(doubts(person, outcome))
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
        also=tuple(_reason(person, one) for one in most_urgent_per_concern(protocol, others)),
        doubts=left_open,
        advice=tuple(_suitable(person, outcome.rung, region)),
        answers=in_force(protocol, answers),
        settlers=tuple(settlers(person, left_open)),
        asked_twice=tuple(asked_twice(person, twice or {})),
        earned=_earned(person, outcome),
        stands=stands(person, outcome),
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


def _suitable(person: Person, rung: str, region: str) -> Iterator[Advice]:
    """Give the advice of this rung known to suit the person and known not to be against their interest."""
    for item in person.protocol.advice:
        if rung not in item.rungs or (item.regions and region not in item.regions):
            continue
        suits = item.suits is None or person.truth(item.suits) is YES
        if suits and (item.not_for is None or (~person.truth(item.not_for)) is YES):
            yield item
