"""The answers as a clinician reads them: sorted into the parts of a note, present, absent and left open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from backcheck.condition import facts_of, leaves
from backcheck.findings import Person
from backcheck.logic import YES
from backcheck.protocol import (
    NO_ANSWER,
    NOT_SURE,
    NOTE_SECTIONS,
    PREFER_NOT,
    YES_ANSWER,
    Answer,
    Protocol,
    Question,
)
from backcheck.words import answer_in_words, name_of

RED_FLAGS, DECIDING, OTHER = "red flags", "deciding signs", "other"
PARTS = (*NOTE_SECTIONS, RED_FLAGS, DECIDING, OTHER)
WAYS = ("present", "unsure", "declined", "absent", "unasked")
"""How an answer stands in a note, the most worrying first."""
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


@dataclass(frozen=True, slots=True)
class _Point:
    """One answer on its way into the note; ``way`` is a place in ``WAYS``."""

    part: str
    way: int
    words: str


def note(person: Person, deciding: Collection[str] = ()) -> Mapping[str, Told]:
    """Give every answer in its part of the note: as its question says, else a red flag where a floor names it.

    What else is among the ``deciding`` answers, in words, is a deciding sign. Facts of the same words, asked by several
    questions, are told once, by the most worrying answer.
    """
    told: dict[str, _Point] = {}
    for key, point in _points(person, frozenset(deciding)):
        if key not in told or point.way < told[key].way:
            told[key] = point
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for point in told.values():
        found[point.part, WAYS[point.way]].append(point.words)
    return {
        part: Told(
            present=tuple(found[part, "present"]),
            absent=tuple(found[part, "absent"]),
            unsure=(*found[part, "unsure"], *(f"{words} ({PREFER_NOT})" for words in found[part, "declined"])),
            unasked=tuple(found[part, "unasked"]),
        )
        for part in PARTS
    }


def _points(person: Person, deciding: Collection[str]) -> Iterator[tuple[str, _Point]]:
    """Give each answer under what makes it one with others: its words where it takes yes or no, else its own name."""
    protocol = person.protocol
    flags = red_flags(protocol)
    for question in protocol.questions:
        for fact in question.facts:
            answer, name = person.given(fact), name_of(protocol, fact)
            if answer is None and person.applies(question) is not YES:
                continue
            words = name if answer is None else answer_in_words(protocol, fact, answer)
            part = _part(protocol, question, fact, flags)
            part = DECIDING if part == OTHER and words in deciding else part
            way = WAYS.index(_way(answer))
            key = name if question.kind in {"checklist", "yes_no"} else f"= {fact}"
            yield key, _Point(part, way, words if way == 0 else name)


def _way(answer: Answer | None) -> str:
    if answer is None:
        return "unasked"
    return {NO_ANSWER: "absent", NOT_SURE: "unsure", PREFER_NOT: "declined"}.get(str(answer), "present")


def headings(person: Person) -> Mapping[str, str]:
    """Give, for the words of each fact, what it is about: its question's heading in the note, else its topic.

    Where several questions ask for the same words it is the first that was answered.
    """
    protocol = person.protocol
    facts = [(fact, question) for question in protocol.questions for fact in question.facts]
    facts.sort(key=lambda one: person.given(one[0]) is None)
    found: dict[str, str] = {}
    for fact, question in facts:
        found.setdefault(name_of(protocol, fact), question.heading or question.topic)
    return found


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
