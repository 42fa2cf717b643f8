"""Why the result is what it is, in the person's own answers: what counted, what was no, what to say on the phone."""

from __future__ import annotations

from binascii import crc32
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backcheck.condition import AtLeast, Condition, Fact, Named, Unsure, deciding_leaves, facts_of, open_leaves
from backcheck.findings import Person
from backcheck.logic import YES
from backcheck.protocol import NO_ANSWER, UNSURE_ANSWERS, Protocol, Rule, Rung
from backcheck.triage import Standing, each_once
from backcheck.words import answer_in_words, name_of

MOST_TOLD = 6
"""More answers than this are no sentence that anybody can say on the phone."""


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


def reason(person: Person, one: Standing) -> Reason:
    """Give why one rule counts."""
    rule = one.rule
    return Reason(
        rule=rule.id,
        concern=rule.concern,
        title=rule.title,
        because=rule.because,
        answers=tuple(answers_behind(person, rule.when)),
        certain=one.truth is YES,
        urgency=one.asks_for or rule.urgency,
        strength=rule.strength,
        sources=rule.sources,
        checked=rule.checked,
    )


def mark_of(rule: Rule) -> str:
    """Give eight letters that are others when a rule decides otherwise: its condition with findings, rungs, services.

    A checksum (CRC-32), no secret: two rules can share one by chance once in some thousand million times.
    """
    decides = repr((rule.when, rule.urgency, rule.if_unsure, rule.see, rule.then))
    return f"{crc32(decides.encode()):08x}"


def answers_behind(person: Person, condition: Condition) -> Iterator[str]:
    """Give, in words, the answers that made a condition yes, or the unsure ones that keep it open."""
    settled = [leaf for leaf, _ in deciding_leaves(condition, person.look)]
    hanging = settled or list(open_leaves(condition, person.look))
    doubted = {fact for leaf in hanging if isinstance(leaf, Unsure) for fact in facts_of(leaf)}
    for fact in each_once(fact for leaf in hanging for fact in facts_of(leaf)):
        answer = person.given(fact)
        if answer in UNSURE_ANSWERS or (answer is not None and fact not in doubted):
            yield answer_in_words(person.protocol, fact, answer)


def important_no(person: Person) -> Iterator[str]:
    """Give, in words, each danger the person said no to that alone would have been an emergency, as floors say."""
    protocol = person.protocol
    dangers = (floor.when for floor in protocol.floors if protocol.rung_of[floor.floor].group == "emergency")
    alone = {fact for when in dangers for fact in enough_alone(when)}
    for question in protocol.questions:
        for fact in question.facts:
            if fact in alone and person.given(fact) == NO_ANSWER:
                yield name_of(protocol, fact)


def enough_alone(condition: Condition) -> Iterator[str]:
    """Give the facts of which one alone, being yes, makes a condition yes."""
    if isinstance(condition, Fact):
        yield condition.fact
    elif isinstance(condition, Named):
        yield from enough_alone(condition.when)
    elif isinstance(condition, AtLeast) and condition.wanted == 1:
        for part in condition.parts:
            yield from enough_alone(part)


def say_when_calling(protocol: Protocol, rung: Rung, reasons: Iterable[Reason]) -> tuple[str, ...]:
    """Give two sentences to say on the phone or at a desk, made of the deciding answers; none where no rule decided."""
    reasons = tuple(reasons)
    if not reasons:
        return ()
    sure = each_once(answer for one in reasons if one.certain for answer in one.answers)
    doubted = each_once(answer for one in reasons if not one.certain for answer in one.answers if answer not in sure)
    parts = [protocol.complaint or f"I did a check ({protocol.title})"]
    if sure:
        parts.append(f"and I said: {'; '.join(sure[:MOST_TOLD])}")
    if doubted:
        parts.append(f"and I am not sure about: {'; '.join(doubted[:MOST_TOLD])}")
    titles = "; ".join(f'"{one.title}"' for one in reasons)
    return f"{', '.join(parts)}.", f'A self-check puts it at "{rung.name}", because of this: {titles}.'
