"""People with known outcomes, walked through the interview, and what came out wrong and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backcheck.interview import next_question
from backcheck.protocol import NO_ANSWER, Answer, Answers, Case, Protocol, Question
from backcheck.reading import fill_others
from backcheck.report import Report, make_report


@dataclass(frozen=True, slots=True)
class Walk:
    """One interview of a case: what was asked, what was answered and the result."""

    asked: tuple[Question, ...]
    answers: Answers
    report: Report


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case; no ``problems`` means as expected."""

    case: Case
    walk: Walk
    problems: tuple[str, ...]


def walk(protocol: Protocol, person: Answers) -> Walk:
    """Interview somebody who has these answers; it ends early where the next question has none."""
    asked, counted = interviewed(protocol, person)
    return Walk(asked, counted, make_report(protocol, counted))


def interviewed(protocol: Protocol, person: Answers) -> tuple[tuple[Question, ...], Answers]:
    """Give the questions that somebody with these answers is asked, and the answers that count in the end."""
    given: dict[str, Answer] = {}
    asked: list[Question] = []
    while (question := next_question(protocol, given)) is not None:
        answers = {fact: person[fact] for fact in question.facts if fact in person}
        if not answers:
            # The person never said: all that was said counts, also what would have been asked later.
            return tuple(asked), person
        given |= answers
        asked.append(question)
        if len(answers) < len(question.facts):
            return tuple(asked), person
    return tuple(asked), given


def person_of_case(protocol: Protocol, case: Case) -> Answers:
    """Give all that the person of a case would answer."""
    return fill_others(protocol, case.answers) if case.others == NO_ANSWER else case.answers


def run_cases(protocol: Protocol, cases: Iterable[Case]) -> Iterator[Outcome]:
    """Walk every case and compare what came out with what the case expects."""
    for case in cases:
        walked = walk(protocol, person_of_case(protocol, case))
        yield Outcome(case, walked, tuple(_problems(case, walked.report)))


def _problems(case: Case, report: Report) -> Iterator[str]:
    if report.rung.id != case.expect:
        yield f"came out as {report.rung.id}, expected {case.expect}"
    deciding = {reason.rule for reason in report.reasons}
    for rule in case.because:
        if rule not in deciding:
            yield f"{rule} was to decide, but {', '.join(sorted(deciding)) or 'no rule'} did"
    seen_by = {service.id for service in report.see}
    if case.see and seen_by != set(case.see):
        yield f"{', '.join(sorted(case.see))} were to see them, but {', '.join(sorted(seen_by)) or 'nobody'} will"
    offered = {item.id for item in report.advice}
    yield from (f"was to be offered {item}" for item in case.advice if item not in offered)
    yield from (f"was not to be offered {item}" for item in case.not_advice if item in offered)
