"""What a protocol is made of. Frozen: ``reading`` checks everything once, and nothing inside checks again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from backcheck.protocol.asking import (
    NO_ANSWER,
    NOT_SURE,
    PREFER_NOT,
    UNSURE_ANSWERS,
    YES_ANSWER,
    Answer,
    Answers,
    Choice,
    Line,
    Question,
)
from backcheck.protocol.deciding import Finding, Floor, Lowest, Rule, Rung
from backcheck.protocol.telling import AREAS, NOTE_SECTIONS, Advice, Care, Region, Service, Source, Workup

__all__ = [
    "AREAS",
    "NOTE_SECTIONS",
    "NOT_SURE",
    "NO_ANSWER",
    "PREFER_NOT",
    "UNSURE_ANSWERS",
    "YES_ANSWER",
    "Advice",
    "Answer",
    "Answers",
    "Care",
    "Case",
    "Choice",
    "Finding",
    "Floor",
    "Line",
    "Lowest",
    "Protocol",
    "Question",
    "Region",
    "Rule",
    "Rung",
    "Service",
    "Source",
    "Workup",
]


@dataclass(frozen=True, eq=False)
class Protocol:
    """A ``questions/`` folder without its cases. ``hash`` is of the files' text; questions stand in asking order."""

    id: str
    title: str
    version: str
    reviewed: str
    review_by: str
    about: str
    ladder: tuple[Rung, ...]
    questions: tuple[Question, ...]
    findings: Mapping[str, Finding]
    rules: tuple[Rule, ...]
    stop_at: str
    lowest: Lowest
    fallback_number: str
    care: Mapping[str, Care] = field(default_factory=dict)
    advice: tuple[Advice, ...] = ()
    services: Mapping[str, Service] = field(default_factory=dict)
    regions: Mapping[str, Region] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    floors: tuple[Floor, ...] = ()
    personal: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hash: str = ""
    start: str = ""
    workups: tuple[Workup, ...] = ()
    complaint: str = ""
    """What a person with this complaint says first, as a whole sentence without its full stop."""
    presents_with: str = ""
    """The same complaint as a clinician writes it: ``Pain in the upper or middle back``."""
    marks: tuple[str, ...] = ()
    """The areas of the body map that the complaint itself marks, for everybody."""

    @cached_property
    def question_of(self) -> Mapping[str, Question]:
        """Give, for each fact, line, choice question and number, the question that asks for it."""
        return {fact: question for question in self.questions for fact in question.facts}

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Give each question under its own id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def line_of(self) -> Mapping[str, Line]:
        """Give each checklist line under its id."""
        return {line.id: line for question in self.questions for line in question.lines}

    @cached_property
    def rung_of(self) -> Mapping[str, Rung]:
        """Give each rung under its id."""
        return {rung.id: rung for rung in self.ladder}

    @cached_property
    def height(self) -> Mapping[str, int]:
        """Give how urgent each rung is, 0 for the lowest; empty (no rung) is -1."""
        return {"": -1} | {rung.id: len(self.ladder) - 1 - place for place, rung in enumerate(self.ladder)}

    def seen_for(self, rule: Rule, rung: str) -> tuple[str, ...]:
        """Give whom a rule that asks for a rung names: its own ``see`` at its urgency, in doubt below it the rung's."""
        usual = self.usually_seen(rung)
        return rule.see if rung == rule.urgency or not usual else usual

    def usually_seen(self, rung: str) -> tuple[str, ...]:
        """Give the services that a rung's own care names."""
        return self.care[rung].see if rung in self.care else ()

    def sent_to(self, rung: str, named: tuple[str, ...]) -> tuple[str, ...]:
        """Give whom people at a rung are sent to: those whom their rules name, else the rung's own."""
        return named or self.usually_seen(rung)

    def seen_at_most(self, rule: Rule) -> tuple[str, ...]:
        """Give whom a rule names at the most urgent rung that it can ask for."""
        return self.seen_for(rule, max(rule.urgency, rule.if_unsure, key=self.height.__getitem__))

    @property
    def services_named(self) -> tuple[str, ...]:
        """Give every service that a rule or a rung's care names."""
        named = [*(rule.see for rule in self.rules), *(care.see for care in self.care.values())]
        return tuple(dict.fromkeys(service for see in named for service in see))

    def most_urgent(self, rungs: Iterable[str]) -> str:
        """Give the most urgent of some rungs, empty when there is none."""
        return max(rungs, key=self.height.__getitem__, default="")


@dataclass(frozen=True, slots=True)
class Case:
    """A person with answers, and what must come out. ``others`` is ``no`` or ``unstated``; ``place`` is file:line."""

    title: str
    answers: Answers
    others: str
    expect: str
    because: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    not_advice: tuple[str, ...] = ()
    note: str = ""
    place: str = ""
