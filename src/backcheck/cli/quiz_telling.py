"""What a learner is told in an exercise, in words and as JSON values. Always an exercise, never a result about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from backcheck.protocol import NO_ANSWER, UNSURE_ANSWERS, Answers, Protocol, Question
from backcheck.teach.concordance import SCALE, Item, credit
from backcheck.teach.quiz import (
    FALSE_ALARM,
    FLAG_POINTS,
    QUESTION_POINTS,
    RUNG_POINTS,
    TOO_EARLY,
    TOO_LATE,
    Marking,
    Somebody,
)
from backcheck.words import answer_in_words, in_words, name_of

SCHEMA = "backcheck-quiz/1"
EXERCISE = "EXERCISE"
NOT_YOURS = "EXERCISE: a made-up or published person. Nothing here is about you or anybody you know."
NO_PANEL = (
    "The key comes from the rules of this protocol. In a real script concordance test it comes from a panel of "
    "clinicians, and an answer counts by how many of them gave it. So this trains how the rules reason. It measures "
    "nothing."
)
WEIGHTS = (
    f"How it counts, of 100: the rung {RUNG_POINTS}, less {TOO_LATE} for each rung too late and {TOO_EARLY} for each "
    f"too early, and 0 for an emergency that was made to wait; red flags {FLAG_POINTS}, less {FALSE_ALARM} for each "
    f"false alarm; asking what mattered {QUESTION_POINTS}."
)


def introduction(protocol: Protocol, somebody: Somebody, known: Answers, seed: int) -> Iterator[str]:
    """Tell who this is and what they say unasked."""
    yield NOT_YOURS
    yield f"{_sentence(protocol.title)} Somebody comes, {somebody.kind}. Seed {seed}."
    yield what_is_known(protocol, known)


def what_is_known(protocol: Protocol, known: Answers) -> str:
    """Give what was said so far in one sentence."""
    told = "; ".join(answer_in_words(protocol, fact, answer) for fact, answer in known.items())
    return f"They say: {told}." if told else "They say nothing unasked."


def answer_told(protocol: Protocol, question: Question, told: Answers) -> str:
    """Give an answer in words: what is so, what is not sure, what is not told, and that the rest is no."""
    missing = [fact for fact in question.facts if fact not in told]
    if len(missing) == len(question.facts):
        return "That is not told."
    parts = [answer_in_words(protocol, fact, told[fact]) for fact in told if told[fact] != NO_ANSWER]
    quiet = [fact for fact in told if told[fact] == NO_ANSWER]
    if quiet:
        parts.append("no to the rest" if parts and question.lines else "none of these" if question.lines else "no")
    if missing:
        parts.append(f"not told: {'; '.join(name_of(protocol, fact) for fact in missing)}")
    return f"Answer: {'. '.join(f'{part[:1].upper()}{part[1:]}' for part in parts)}."


def marking_lines(protocol: Protocol, marking: Marking) -> Iterator[str]:
    """Tell how the decision fares, the deciding rules, what was missed, and the published outcome."""
    somebody, names = marking.somebody, protocol.rung_of
    yield ""
    yield NOT_YOURS
    yield f"You chose: {names[marking.decision.rung].name}. {_direction(marking)}"
    yield somebody.verdict
    yield f"The rules of this protocol say: {marking.report.rung.name}."
    yield from _reasons(protocol, marking)
    yield from _flags(protocol, marking)
    for question in marking.not_asked:
        yield f"- Not asked, and it mattered: {question.id.replace('_', ' ')}: {question.ask}"
    if somebody.outcome:
        yield _sentence(f"Outcome: {somebody.outcome}")
    if somebody.citation:
        yield _sentence(f"Source: {somebody.citation}")
    yield f"This person: {somebody.id}, {somebody.origin}."
    yield (
        f"Points: {marking.points} of 100 (rung {marking.rung_points}, red flags {marking.flag_points}, "
        f"questions {marking.question_points}). Questions you asked: {len(marking.decision.asked)}."
    )
    yield WEIGHTS


def marking_mapping(protocol: Protocol, marking: Marking, seed: int) -> dict[str, object]:
    """Give a result as JSON values: ids only, and nothing about the learner but what they chose."""
    decision = marking.decision
    return {
        **_head(protocol, marking.somebody, seed),
        "asked": list(decision.asked),
        "rung": decision.rung,
        "red_flags": list(decision.flagged),
        "right": list(marking.somebody.right),
        "rules": marking.report.rung.id,
        "rungs_off": marking.off,
        "missed_emergency": marking.missed_emergency,
        "saw": list(marking.saw),
        "passed_over": list(marking.passed_over),
        "never_asked": list(marking.never_asked),
        "false_alarms": list(marking.false_alarms),
        "not_asked": [question.id for question in marking.not_asked],
        "points": {
            "all": marking.points,
            "rung": marking.rung_points,
            "red_flags": marking.flag_points,
            "questions": marking.question_points,
        },
    }


def concordance_lines(protocol: Protocol, given: Sequence[tuple[Item, int]]) -> Iterator[str]:
    """Tell each key with its reason, and the credit."""
    yield ""
    yield NOT_YOURS
    for place, (item, answer) in enumerate(given, start=1):
        finding = answer_in_words(protocol, item.fact, item.answer)
        yield f"{place}. {item.danger}; then: {finding}."
        yield f"  You said {signed(answer)}, the rules say {signed(item.key)}. {item.reason}"
        rule = item.rules[0]
        yield f"  Rule {rule.id}: {in_words(protocol, rule.when)}. {rule.because}"
    total = sum(credit(item, answer) for item, answer in given)
    yield f"Credit: {total:g} of {len(given)}. 1 for the key, half for its neighbour on the same side of 0."
    yield NO_PANEL


def signed(key: int) -> str:
    """Give a place on the scale as it is written there: -2, 0, +1."""
    return f"{key:+d}" if key else "0"


def concordance_mapping(
    protocol: Protocol, somebody: Somebody, given: Sequence[tuple[Item, int]], seed: int
) -> dict[str, object]:
    """Give a result as JSON values."""
    told = [
        {
            "rules": [rule.id for rule in item.rules],
            "fact": item.fact,
            "answer": item.answer,
            "key": item.key,
            "given": answer,
            "credit": credit(item, answer),
        }
        for item, answer in given
    ]
    return {**_head(protocol, somebody, seed), "key_from": "rules", "scale": list(SCALE), "items": told}


def _head(protocol: Protocol, somebody: Somebody, seed: int) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "exercise": True,
        "protocol": {"id": protocol.id, "version": protocol.version, "hash": protocol.hash},
        "person": somebody.id,
        "seed": seed,
    }


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _direction(marking: Marking) -> str:
    if marking.missed_emergency:
        return "That is too late: this is an emergency, and it was made to wait."
    if not marking.off:
        return "That counts as right."
    rungs = "1 rung" if abs(marking.off) == 1 else f"{abs(marking.off)} rungs"
    return f"That is {rungs} too {'late' if marking.off < 0 else 'early'}."


def _reasons(protocol: Protocol, marking: Marking) -> Iterator[str]:
    cite = protocol.sources
    for reason in marking.report.reasons:
        doubt = "" if reason.certain else " (cannot be ruled out)"
        yield f"- Rule {reason.rule}{doubt}, {reason.strength}: {reason.title}. {reason.because}"
        if reason.answers:
            yield f"  Because of: {'; '.join(reason.answers)}."
        yield from (f"  {cite[source].cite}" for source in reason.sources if source in cite)
    if not marking.report.reasons:
        yield "- No rule decides it: no danger sign is in the answers."


def _flags(protocol: Protocol, marking: Marking) -> Iterator[str]:
    groups = (
        ("You saw", marking.saw),
        ("You heard and did not name", marking.passed_over),
        ("There, and you never asked", marking.never_asked),
        ("You named, and no rule counts it", marking.false_alarms),
    )
    if not marking.present:
        yield "Red flags: there were none."
    for heading, facts in groups:
        if facts:
            yield f"{heading}: {'; '.join(_in_words(protocol, marking, fact) for fact in facts)}."


def _in_words(protocol: Protocol, marking: Marking, fact: str) -> str:
    answer = marking.somebody.counted.get(fact)
    words = name_of(protocol, fact) if answer is None else answer_in_words(protocol, fact, answer)
    return f"{words} (not sure counts)" if answer in UNSURE_ANSWERS else words
