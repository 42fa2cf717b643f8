"""How a person goes through an interview on a terminal, drawn or plain."""

from __future__ import annotations

from collections.abc import Callable

from backcheck.cli.asking import NOTHING_BEFORE
from backcheck.cli.checking import IS_THIS_RIGHT, ONCE_MORE
from backcheck.findings import Person
from backcheck.interview import by_worry, next_question, stopped, to_ask_again
from backcheck.protocol import Answer, Answers, Question
from backcheck.triage import triage
from tests.screen import Screen
from tests.shipped import protocol

DOWN = "\x1b[B"
NONE_OF_THESE = DOWN * len(protocol().questions[0].lines) + " \r"
"""Keys that answer the first question, a checklist, with nothing ticked."""


def drawn_keys(question: Question, person: Answers) -> str:
    """Give the keys that answer one drawn question for somebody."""
    if question.kind == "number":
        return f"{person[question.id]}\r"
    if question.kind == "checklist":
        ticks = [place for place, line in enumerate(question.lines) if person[line.id] == "yes"]
        ticks = ticks or [len(question.lines)]
        keys, at = "", 0
        for place in ticks:
            keys += DOWN * (place - at) + " "
            at = place
        return keys + "\r"
    choices = [choice.id for choice in question.choices] or ["yes", "no"]
    return f"{choices.index(str(person[question.id])) + 1}\r"


def plain_lines(question: Question, person: Answers, answers: Answers) -> list[str]:
    """Give the lines that answer one plain question for somebody, as many as are asked after some answers."""
    if question.kind == "number":
        return [str(person[question.id])]
    if question.kind == "checklist":
        if all(person[line.id] == "no" for line in question.lines):
            return ["2"]
        said = dict(answers)
        typed = ["1"]
        asked = set()
        for line in question.lines:
            asked.add(line.id)
            typed.append("1" if person[line.id] == "yes" else "2")
            said[line.id] = person[line.id]
            outcome = triage(Person(protocol(), said))
            rest = {one.id: by_worry(protocol(), one.id)[0] for one in question.lines if one.id not in asked}
            if stopped(protocol(), outcome) and triage(Person(protocol(), {**said, **rest})).rung == outcome.rung:
                break
        return typed
    choices = [choice.id for choice in question.choices] or ["yes", "no"]
    return [str(choices.index(str(person[question.id])) + 1)]


def interview(
    screen: Screen, person: Answers, *, plain: bool, until: Callable[[Question], bool] = lambda _question: False
) -> bool:
    """Answer every question as it comes up, until the interview is over; no when a question came to stop before."""
    answers: dict[str, Answer] = {}
    number = 1
    while (question := next_question(protocol(), answers)) is not None:
        screen.wait_for(f"Question {number},")
        if until(question):
            return False
        give(screen, question, person, plain=plain, answers=answers)
        answers |= {fact: person[fact] for fact in question.facts}
        number += 1
    again: set[str] = set()
    while fact := to_ask_again(protocol(), answers, again):
        screen.wait_for(ONCE_MORE[:20])
        choose(screen, 1 if person[fact] == "yes" else 2, plain=plain)
        again.add(fact)
    if not stopped(protocol(), triage(Person(protocol(), answers))):
        screen.wait_for(IS_THIS_RIGHT)
        choose(screen, 1, plain=plain)
    return True


def give(
    screen: Screen, question: Question, person: Answers, *, plain: bool, answers: Answers = NOTHING_BEFORE
) -> None:
    """Answer one question that stands on the screen, after some answers."""
    if not plain:
        screen.press(drawn_keys(question, person))
        return
    for count, line in enumerate(plain_lines(question, person, answers)):
        if count:
            screen.wait_for(f"Line {count} of {len(question.lines)}")
        # What is typed before the prompt stands there is dropped.
        screen.wait_for_prompt()
        screen.press(f"{line}\r")


def choose(screen: Screen, place: int, *, plain: bool) -> None:
    """Choose one row of a list."""
    if plain:
        screen.wait_for_prompt()
    screen.press(f"{place}\r")


def type_line(screen: Screen, line: str) -> None:
    """Type one line at a plain question, and wait until it is there: only then is the next prompt another."""
    screen.wait_for_prompt()
    screen.wait_for_change(f"{line}\r")
