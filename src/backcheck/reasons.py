"""Why the result is what it is, in the person's own answers: what counted, what was no, what to say on the phone."""

from __future__ import annotations

from binascii import crc32
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from backcheck.condition import AtLeast, Condition, Fact, Named, Unsure, deciding_leaves, facts_of, leaves, open_leaves
from backcheck.findings import Person
from backcheck.logic import YES
from backcheck.note import red_flags
from backcheck.protocol import (
    NO_ANSWER,
    NOT_SURE,
    PREFER_NOT,
    UNSURE_ANSWERS,
    YES_ANSWER,
    Answer,
    Protocol,
    Rule,
    Rung,
)
from backcheck.triage import Standing, each_once
from backcheck.words import answer_in_words, name_of

MOST_TOLD = 6
"""More answers than this are no sentence that anybody can say on the phone."""
MOST_TITLES = 2
"""More concerns than this are counted instead: whoever picks up the phone wants the first."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule counts: its words, the person's own answers, its sources; not ``certain`` when doubt made it count.

    ``answers`` are all that it hangs on, in words: those ``said``, and the names of those ``unsure`` and ``declined``.
    """

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
    said: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()


def reason(person: Person, one: Standing) -> Reason:
    """Give why one rule counts."""
    rule, protocol = one.rule, person.protocol
    behind = tuple(_behind(person, rule.when))
    return Reason(
        rule=rule.id,
        concern=rule.concern,
        title=rule.title,
        because=rule.because,
        answers=tuple(answer_in_words(protocol, *both) for both in behind),
        certain=one.truth is YES,
        urgency=one.asks_for or rule.urgency,
        strength=rule.strength,
        sources=rule.sources,
        checked=rule.checked,
        said=tuple(answer_in_words(protocol, *both) for both in behind if both[1] not in UNSURE_ANSWERS),
        unsure=tuple(name_of(protocol, fact) for fact, answer in behind if answer == NOT_SURE),
        declined=tuple(name_of(protocol, fact) for fact, answer in behind if answer == PREFER_NOT),
    )


def mark_of(rule: Rule) -> str:
    """Give eight letters that are others when a rule decides otherwise: its condition with findings, rungs, services.

    A checksum (CRC-32), no secret: two rules can share one by chance once in some thousand million times.
    """
    decides = repr((rule.when, rule.urgency, rule.if_unsure, rule.see, rule.then))
    return f"{crc32(decides.encode()):08x}"


def answers_behind(person: Person, condition: Condition) -> Iterator[str]:
    """Give, in words, the answers that made a condition yes, or the unsure ones that keep it open."""
    return (answer_in_words(person.protocol, *both) for both in _behind(person, condition))


def _behind(person: Person, condition: Condition) -> Iterator[tuple[str, Answer]]:
    settled = [leaf for leaf, _ in deciding_leaves(condition, person.look)]
    hanging = settled or list(open_leaves(condition, person.look))
    doubted = {fact for leaf in hanging if isinstance(leaf, Unsure) for fact in facts_of(leaf)}
    for fact in each_once(fact for leaf in hanging for fact in facts_of(leaf)):
        answer = person.given(fact)
        if answer in UNSURE_ANSWERS or (answer is not None and fact not in doubted):
            yield fact, answer


def important_no(person: Person) -> Iterator[str]:
    """Give, in words, each danger the person said no to that would have been an emergency, as floors say.

    Alone, that is, or with what is asked only after it.
    """
    protocol = person.protocol
    dangers = (floor.when for floor in protocol.floors if protocol.rung_of[floor.floor].group == "emergency")
    alone = {fact for when in dangers for fact in enough_alone(person, when)}
    for question in protocol.questions:
        for fact in question.facts:
            if fact in alone and person.given(fact) == NO_ANSWER:
                yield name_of(protocol, fact)


def enough_alone(person: Person, condition: Condition) -> Iterator[str]:
    """Give the facts of which one, being yes, makes a condition yes, or can: since when, say, was not asked yet."""
    if isinstance(condition, Fact):
        yield condition.fact
    elif isinstance(condition, Named):
        yield from enough_alone(person, condition.when)
    elif isinstance(condition, AtLeast):
        asked = [part for part in condition.parts if not _asked_after(person, part)]
        if condition.wanted == 1 or (condition.wanted == len(condition.parts) and len(asked) == 1):
            for part in asked if condition.wanted > 1 else condition.parts:
                yield from enough_alone(person, part)


def _asked_after(person: Person, condition: Condition) -> bool:
    """Say whether a condition wants no other sign, only a choice or a number that was not asked."""
    found = tuple(leaves(condition))
    unasked = all(person.given(fact) is None for leaf in found for fact in facts_of(leaf))
    return unasked and not any(isinstance(leaf, Fact) for leaf in found)


def say_when_calling(protocol: Protocol, rung: Rung, reasons: Iterable[Reason]) -> tuple[str, ...]:
    """Give two sentences to say on the phone or at a desk, made of the deciding answers; none where no rule decided.

    Each concern has a say before one has its second. What a person prefers not to say, they are not made to say there.
    """
    reasons = tuple(reasons)
    if not reasons:
        return ()
    sure = _in_turn(one.said for one in reasons)
    doubted = _in_turn(one.unsure for one in reasons)
    parts = [protocol.complaint or f"I did a check ({protocol.title})"]
    if sure:
        parts.append(f"and I said: {some_of(sure, MOST_TOLD)}")
    if doubted:
        parts.append(f"and I am not sure about: {some_of(doubted, MOST_TOLD)}")
    certain = [f'"{one.title}"' for one in reasons if one.certain]
    titles = certain or [f'"{one.title}"' for one in reasons]
    why = "because of this" if certain else "because it cannot rule this out"
    return f"{', '.join(parts)}.", f'A self-check puts it at "{rung.name}", {why}: {some_of(titles, MOST_TITLES)}.'


def also_yes(person: Person, reasons: Iterable[Reason]) -> tuple[str, ...]:
    """Give, in words, each sign of danger the person said yes to that is not told with the reasons."""
    protocol = person.protocol
    told = {answer for one in reasons for answer in one.answers}
    flags = red_flags(protocol)
    facts = (fact for question in protocol.questions for fact in question.facts if fact in flags)
    yes = (name_of(protocol, fact) for fact in facts if person.given(fact) == YES_ANSWER)
    return each_once(name for name in yes if name not in told)


def _in_turn(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Give the first of each, then the second of each, and so on, each once."""
    return each_once(one for row in zip_longest(*lists) for one in row if one is not None)


def some_of(words: Sequence[str], most: int) -> str:
    """Give the first of some words, and how many more there are."""
    more = len(words) - most
    return "; ".join(words[:most]) + (f"; and {more} more" if more > 0 else "")
