"""An interview with the reasoning beside it: why this question, what was skipped, what each answer settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from backcheck.findings import Person
from backcheck.interview import mattering, next_question, stopped, wanted_questions
from backcheck.logic import NO, UNKNOWN, YES
from backcheck.protocol import Answers, Protocol, Question
from backcheck.triage import Standing, Triage, triage


class Why(Enum):
    """Why a question is not asked."""

    NOT_FOR_THEM = auto()
    WAITS = auto()
    SETTLES_NOTHING = auto()
    STOPPED = auto()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A question that was passed over, and why."""

    question: Question
    why: Why


@dataclass(frozen=True, slots=True)
class Asking:
    """The question that comes next, the open rules that hang on it, most urgent first, and what was passed over.

    ``for_lowest`` says that it can help to earn the lowest rung; ``even_then``, that it is asked past the stop.
    """

    question: Question
    hangs: tuple[Standing, ...]
    skipped: tuple[Skipped, ...]
    for_lowest: bool
    even_then: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """What answers settled: rules that newly hold, newly count in doubt, or are newly ruled out, and what is left."""

    holds: tuple[Standing, ...]
    counts: tuple[Standing, ...]
    ruled_out: tuple[Standing, ...]
    open_left: int
    before: Triage
    now: Triage


def asking(protocol: Protocol, answers: Answers) -> Asking | None:
    """Give the next question with its reasons; none when the interview is over."""
    question = next_question(protocol, answers)
    if question is None:
        return None
    person = Person(protocol, answers)
    outcome = triage(person)
    hangs = [one for one in mattering(person, outcome) if _hangs_on(person, one, question)]
    hangs.sort(key=lambda one: -protocol.height[one.rule.urgency])
    before = protocol.questions[: protocol.questions.index(question)]
    lowest = not outcome.fired and outcome.at_least == protocol.lowest.rung
    facts = set(person.missing(protocol.lowest.only_when)) if lowest else set()
    return Asking(
        question,
        tuple(hangs),
        tuple(_skipped(person, outcome, before)),
        for_lowest=not facts.isdisjoint(question.facts),
        even_then=stopped(protocol, outcome),
    )


def left_out(protocol: Protocol, answers: Answers) -> tuple[Skipped, ...]:
    """Give, once the interview is over, every question that was never asked."""
    person = Person(protocol, answers)
    return tuple(_skipped(person, triage(person), protocol.questions))


def settled(protocol: Protocol, before: Answers, after: Answers) -> Settled:
    """Give what more answers settled, compared with those before."""
    then, now = triage(Person(protocol, before)), triage(Person(protocol, after))
    pairs = list(zip(then.standings, now.standings, strict=True))
    return Settled(
        holds=tuple(new for old, new in pairs if new.truth is YES and old.truth is not YES),
        counts=tuple(new for old, new in pairs if new.truth is UNKNOWN and new.asks_for and not old.asks_for),
        ruled_out=tuple(new for old, new in pairs if new.truth is NO and old.truth is not NO),
        open_left=sum(one.truth is UNKNOWN for one in now.standings),
        before=then,
        now=now,
    )


def _hangs_on(person: Person, one: Standing, question: Question) -> bool:
    return any(fact in question.facts for fact in person.missing(one.rule.when))


def _skipped(person: Person, outcome: Triage, questions: tuple[Question, ...]) -> Iterator[Skipped]:
    """Give those of some questions that have no answer, with the reason."""
    over = stopped(person.protocol, outcome)
    wanted = wanted_questions(person, outcome)
    for question in questions:
        if any(fact in person.answers for fact in question.facts):
            continue
        applies = person.applies(question)
        if applies is NO:
            yield Skipped(question, Why.NOT_FOR_THEM)
        elif question.id not in wanted:
            yield Skipped(question, Why.SETTLES_NOTHING)
        elif over:
            yield Skipped(question, Why.STOPPED)
        elif applies is UNKNOWN:
            yield Skipped(question, Why.WAITS)
