"""A counterexample as an answers file that ``backcheck check --answers`` replays to the same result."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from backcheck.interview import in_force
from backcheck.protocol import NO_ANSWER, Answer, Answers, Protocol
from backcheck.words import answer_in_words

WIDTH = 100


def answers_file(protocol: Protocol, answers: Answers, heading: str) -> str:
    """Give the text of an answers file; ``heading`` stands above it as remarks."""
    remarks = [f"# {line}" for part in heading.splitlines() for line in wrap(part, WIDTH)]
    return "\n".join([*remarks, *(f"{fact}: {answer}" for fact, answer in in_force(protocol, answers).items())]) + "\n"


def person_in_words(protocol: Protocol, answers: Answers) -> Iterator[str]:
    """Give what somebody answered, but for what they have not: lines and yes-or-no questions that are no."""
    counted: dict[str, Answer] = dict(in_force(protocol, answers))
    for fact, answer in counted.items():
        if answer != NO_ANSWER:
            yield answer_in_words(protocol, fact, answer)


def changes_in_words(protocol: Protocol, answers: Answers, beside: Answers) -> Iterator[str]:
    """Give what a second person answered otherwise; that something quiet was asked or not is left out."""
    first, second = in_force(protocol, answers), in_force(protocol, beside)
    for fact in protocol.question_of:
        here, there = first.get(fact, ""), second.get(fact, "")
        if here != there and {here, there} - _QUIET:
            yield f"{fact}: {there or 'not asked'} instead of {here or 'not asked'}"


_QUIET = {"", NO_ANSWER}
