"""The answers as a clinician reads them: sorted into the parts of a note, present, absent and left open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from backcheck.condition import facts_of, leaves
from backcheck.findings import Person
from backcheck.logic import YES
from backcheck.protocol import NO_ANSWER, NOTE_SECTIONS, PREFER_NOT, UNSURE_ANSWERS, YES_ANSWER, Protocol, Question
from backcheck.words import answer_in_words, name_of

RED_FLAGS, OTHER = "red flags", "other"
PARTS = (*NOTE_SECTIONS, RED_FLAGS, OTHER)
ALARMING = ("emergency", "urgent")


@dataclass(frozen=True, slots=True)
class Told:
    """The answers of one part of the note, in words: ``absent``, ``unsure`` and ``unasked`` by their names alone.

    ``unasked`` are those for the person that nobody has given; of the unsure it is told which they prefer not to say.
    """

    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()


def note(person: Person) -> Mapping[str, Told]:
    """Give every answer in its part of the note: as its question says, else a red flag where a floor names it."""
    protocol = person.protocol
    flags = red_flags(protocol)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for question in protocol.questions:
        for fact in question.facts:
            part = _part(protocol, question, fact, flags)
            answer = person.given(fact)
            if answer is not None:
                how = "unsure" if answer in UNSURE_ANSWERS else "absent" if answer == NO_ANSWER else "present"
                name = name_of(protocol, fact) + (f" ({PREFER_NOT})" if answer == PREFER_NOT else "")
                found[part, how].append(answer_in_words(protocol, fact, answer) if how == "present" else name)
            elif person.applies(question) is YES:
                found[part, "unasked"].append(name_of(protocol, fact))
    ways = ("present", "absent", "unsure", "unasked")
    return {part: Told(*(tuple(found[part, how]) for how in ways)) for part in PARTS}


def marked(person: Person) -> Mapping[str, tuple[str, ...]]:
    """Give each area of the body map that hurts: by the complaint itself, or by an answer that marks it."""
    protocol = person.protocol
    found: dict[str, list[str]] = {area: [] for area in protocol.marks}
    for question in protocol.questions:
        by_choice = {choice.id: choice.marks for choice in question.choices}
        for fact in question.facts:
            answer = person.given(fact)
            line = protocol.line_of.get(fact)
            by_yes = (line.marks if line else question.marks) if answer == YES_ANSWER else ()
            for area in by_yes or by_choice.get(str(answer), ()):
                found.setdefault(area, []).append(answer_in_words(protocol, fact, answer or ""))
    return {area: tuple(words) for area, words in found.items()}


def red_flags(protocol: Protocol) -> frozenset[str]:
    """Give the facts that alarm: those that floors above ``planned`` name, or rules where a protocol has no floors."""
    groups = {rung.id: rung.group for rung in protocol.ladder}
    named = [(floor.when, floor.floor) for floor in protocol.floors]
    named = named or [(rule.when, rule.urgency) for rule in protocol.rules]
    behind = (leaves(when) for when, rung in named if groups[rung] in ALARMING)
    found = {fact for condition in behind for leaf in condition for fact in facts_of(leaf)}
    return frozenset(fact for fact in found if _worse(protocol, fact) == YES_ANSWER)


def _part(protocol: Protocol, question: Question, fact: str, flags: frozenset[str]) -> str:
    line = protocol.line_of.get(fact)
    section = line.section if line else question.section
    return section or (RED_FLAGS if fact in flags else OTHER)


def _worse(protocol: Protocol, fact: str) -> str:
    line = protocol.line_of.get(fact)
    return line.worse if line else protocol.by_id[fact].worse
