"""What a protocol is made of. Frozen: ``reading`` checks everything once, and nothing inside checks again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from backcheck.condition import Condition

Answer = str | int
"""``yes``, ``no``, a choice's id, a whole number, or one of the two ways of being unsure below."""
Answers = Mapping[str, Answer]

YES_ANSWER, NO_ANSWER = "yes", "no"
NOT_SURE, PREFER_NOT = "not sure", "prefer not to say"
UNSURE_ANSWERS = (NOT_SURE, PREFER_NOT)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a checklist, a fact of its own. ``worse`` is ``yes``, ``no`` or ``neither``."""

    id: str
    say: str
    short: str
    worse: str = "yes"
    ask_again: str = ""
    to_settle: str = ""
    personal: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a question, in the author's order."""

    id: str
    say: str
    short: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``kind`` is checklist, choice, number or yes_no; ``lowest`` and ``highest`` bound a number."""

    id: str
    topic: str
    ask: str
    why: str
    kind: str
    short: str
    hint: str = ""
    ask_if: Condition | None = None
    lines: tuple[Line, ...] = ()
    choices: tuple[Choice, ...] = ()
    lowest: int = 0
    highest: int = 0
    worse: str = "yes"
    ask_again: str = ""
    to_settle: str = ""
    even_then: bool = False
    usual: Answer | None = None
    personal: bool = False
    sources: tuple[str, ...] = ()
    note: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        """Give the names its answers are kept under: its lines for a checklist, else its own id."""
        return tuple(line.id for line in self.lines) if self.lines else (self.id,)


@dataclass(frozen=True, slots=True)
class Finding:
    """A clinical idea with a name, used by rules."""

    id: str
    topic: str
    means: str
    when: Condition
    sources: tuple[str, ...]
    checked: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """When a danger is present, how urgent it is, who sees it, and why. ``if_unsure`` is a rung or empty for none."""

    id: str
    topic: str
    concern: str
    title: str
    when: Condition
    urgency: str
    if_unsure: str
    see: tuple[str, ...]
    then: tuple[str, ...]
    because: str
    strength: str
    sources: tuple[str, ...]
    ref: str = ""
    checked: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder, most urgent first. ``group`` is emergency, urgent, planned or self_care."""

    id: str
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class Lowest:
    """What earns the lowest rung, and the rung of those who did not earn it."""

    rung: str
    only_when: Condition
    otherwise: str


@dataclass(frozen=True, slots=True)
class Floor:
    """The lowest rung a danger may ever end at; ``except_for`` names the rules that may end lower."""

    danger: str
    when: Condition
    floor: str
    if_unsure: str
    except_for: tuple[str, ...]
    sources: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Care:
    """What a person at one rung is told to do; ``see`` is for when no rule names anybody."""

    rung: str
    action: str
    deadline: str
    do: tuple[str, ...]
    do_not: tuple[str, ...]
    say_there: str
    safety_net: tuple[str, ...]
    check_again: str
    see: tuple[str, ...]
    sources: tuple[str, ...]
    checked: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """One item of advice. ``suits`` is None for everyone, ``not_for`` None for nobody, no ``regions`` means all.

    ``kind`` is self_care, pattern (one common reason), medicine (a caution), watch (what to look out for), check_again
    (when to run the check again) or note.
    """

    id: str
    kind: str
    title: str
    say: str
    rungs: tuple[str, ...]
    suits: Condition | None
    not_for: Condition | None
    dose: str
    stop_if: str
    sources: tuple[str, ...]
    regions: tuple[str, ...] = ()
    checked: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """Who sees people, in words a patient knows."""

    id: str
    name: str
    expect: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A country and its emergency number, as text."""

    id: str
    name: str
    number: str
    also: str = ""
    crisis: str = ""
    checked_on: str = ""
    source: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the bibliography; ``mark`` is V seen, S second hand, M from memory, D our decision."""

    id: str
    cite: str
    mark: str
    doi: str = ""
    url: str = ""
    seen: str = ""
    checked_on: str = ""
    note: str = ""


@dataclass(frozen=True)
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
    advice: tuple[str, ...] = ()
    not_advice: tuple[str, ...] = ()
    note: str = ""
    place: str = ""
