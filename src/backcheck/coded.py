"""The names under which questions and answers travel in FHIR: link ids, code systems, codes.

Codes of our own stand under ``urn:backcheck:``, which belongs to nobody's web site and resolves nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backcheck.protocol import (
    NO_ANSWER,
    NOT_SURE,
    PREFER_NOT,
    UNSURE_ANSWERS,
    YES_ANSWER,
    Answer,
    Protocol,
    Question,
)

OURS = "urn:backcheck:"
YES_NO_SYSTEM = "http://terminology.hl7.org/CodeSystem/v2-0136"
UNSURE_SYSTEM = f"{OURS}unsure"
ABSENT_SYSTEM = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
ABSENT_EXTENSION = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
ABSENT_CODES = {NOT_SURE: "asked-unknown", PREFER_NOT: "asked-declined"}
"""The codes that FHIR itself has for the two ways of being unsure."""

TWICE_EXTENSION = f"{OURS}asked-twice"
"""Stands on an item whose fact was asked once more; in it stand the ``first`` answer and the ``second``."""
MARK_EXTENSION = f"{OURS}rule-mark"
"""Stands on a danger that was found or not ruled out: the mark of its rule, another one when it decides otherwise."""

START_LINK = "start.text"
"""The link id of the text that stands first; no id has a dot."""

_YES_NO_CODES = {YES_ANSWER: "Y", NO_ANSWER: "N"}
_UNSURE_CODES = {NOT_SURE: "not-sure", PREFER_NOT: "prefer-not-to-say"}
_UNSURE_WORDS = {NOT_SURE: "Not sure", PREFER_NOT: "Prefer not to say"}


@dataclass(frozen=True, slots=True)
class Code:
    """One answer as other programs know it: a code of a code system, and its words."""

    system: str
    code: str
    display: str


def system_of(protocol: Protocol, name: str) -> str:
    """Give the code system of one kind of thing in a protocol: ``rung``, ``rule``, ``service`` or a question's id."""
    return f"{OURS}{protocol.id}:{name}"


def choice_system(protocol: Protocol, question: Question) -> str:
    """Give the code system of a question's choices."""
    return system_of(protocol, f"question:{question.id}")


def questionnaire_url(protocol: Protocol) -> str:
    """Give the canonical address of the questionnaire, without its version."""
    return system_of(protocol, "questionnaire")


def codes_of(protocol: Protocol, question: Question) -> Iterator[tuple[Answer, Code]]:
    """Give every answer that is chosen from a list, with its code; a number has only the unsure ones."""
    if question.kind == "choice":
        system = choice_system(protocol, question)
        yield from ((choice.id, Code(system, choice.id, choice.say)) for choice in question.choices)
    elif question.kind != "number":
        yield from ((said, Code(YES_NO_SYSTEM, code, said.capitalize())) for said, code in _YES_NO_CODES.items())
    yield from ((said, code_of_unsure(said)) for said in UNSURE_ANSWERS)


def code_of_unsure(answer: str) -> Code:
    """Give the code of *not sure* or *prefer not to say*."""
    return Code(UNSURE_SYSTEM, _UNSURE_CODES[answer], _UNSURE_WORDS[answer])


def bare_code(answer: str) -> str:
    """Give an answer's code without its system; a choice's id is never one of the others, which no id can be."""
    return _YES_NO_CODES.get(answer) or _UNSURE_CODES.get(answer) or answer


def unsure_link(fact: str) -> str:
    """Give the link id of the item in which a number is answered with *not sure*; no id has a dot."""
    return f"{fact}.unsure"


def number_link(question: str) -> str:
    """Give the link id of the group that holds a number and its *not sure*."""
    return f"{question}.group"


def why_link(question: str) -> str:
    """Give the link id of the text that says why a question is asked."""
    return f"{question}.why"
