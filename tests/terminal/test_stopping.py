"""However an interview is stopped, and wherever, the last screen never reassures."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from functools import cache

import pytest

from backcheck.cli import plain_prompts, prompts
from backcheck.cli.checking import IS_THIS_RIGHT
from backcheck.interview import next_question
from backcheck.protocol import Answer, Answers, Case, Question
from backcheck.render.sections import headline
from backcheck.report import make_report
from backcheck.teach.cases import walk
from tests.screen import Screen
from tests.shipped import cases, person, protocol
from tests.terminal.forked import Sitting

SOME = 6
NOT_ALL_CLEAR = "This is not an all-clear"
KILLS = {
    "q": "q\r",
    "Ctrl-C": "\x03",
    "Ctrl-D": "\x04",
    "SIGINT": signal.SIGINT,
    "SIGTERM": signal.SIGTERM,
    "SIGHUP": signal.SIGHUP,
    "SIGQUIT": signal.SIGQUIT,
}


@cache
def somebody(rung: str) -> Answers:
    """Give the person with the longest interview of some cases that end at a rung."""
    fitting = [case for case in cases() if case.expect == rung and case.others == "no"][:SOME]

    def length(case: Case) -> int:
        return len(walk(protocol(), person(**case.answers)).asked)

    return person(**max(fitting, key=length).answers)


@cache
def moments(rung: str) -> Sequence[Answers]:
    """Give the answers before each question that somebody is asked who ends at a rung."""
    answers: dict[str, Answer] = {}
    found = []
    while (question := next_question(protocol(), answers)) is not None:
        found.append(dict(answers))
        answers |= {fact: somebody(rung)[fact] for fact in question.facts}
    return found


def question_at(answers: Answers) -> Question:
    """Give the question that comes next."""
    question = next_question(protocol(), answers)
    assert question is not None
    return question


def never_reassures(screen: Screen, answers: Answers) -> None:
    """Assert that the screen tells the worst that is known, or that nothing is known, and when to call."""
    report = make_report(protocol(), answers)
    text = " ".join(screen.text.split())
    if report.is_emergency:
        assert text.endswith(f"{headline(report)}.")
        return
    assert NOT_ALL_CLEAR in text
    assert "chest pain, or trouble breathing" in text
    assert report.rung.group != "urgent" or f"already means: {headline(report)}." in text


def stop(screen: Screen, how: str | signal.Signals, *, plain: bool) -> int:
    """Stop the interview at the question that stands there, and give the exit code."""
    if plain:
        screen.wait_for_prompt()
    if isinstance(how, signal.Signals):
        screen.program.kill(how)
    else:
        screen.press(how if plain else how[0])
    return screen.wait_for_end()


@pytest.mark.parametrize("rung", ["today", "call_now"])
@pytest.mark.parametrize("how", KILLS.values(), ids=KILLS)
def test_stopping_at_any_question_never_reassures(rung: str, how: str | signal.Signals) -> None:
    """After every answer of a long interview, by every way to stop it, the last words are the right ones."""
    for answers in moments(rung):
        with Sitting(answers, plain=True, rows=30) as screen:
            screen.wait_for("Question 1,")
            assert stop(screen, how, plain=True) == 130
            never_reassures(screen, answers)


@pytest.mark.parametrize("how", KILLS.values(), ids=KILLS)
def test_stopping_any_kind_of_drawn_question_never_reassures(how: str | signal.Signals) -> None:
    """The same where questions are drawn, at a question of each kind."""
    by_kind = {question_at(answers).kind: answers for answers in moments("today")}
    assert len(by_kind) > 2
    for answers in by_kind.values():
        with Sitting(answers) as screen:
            screen.wait_for("Question 1,")
            assert stop(screen, how, plain=False) == 130
            never_reassures(screen, answers)


@pytest.mark.parametrize("how", KILLS.values(), ids=KILLS)
def test_stopping_before_agreeing_to_the_answers_is_no_result(how: str | signal.Signals) -> None:
    """Who stops when the answers are read back gets no result either."""
    answers = walk(protocol(), somebody("self_care")).answers
    with Sitting(answers) as screen:
        screen.wait_for(IS_THIS_RIGHT)
        assert stop(screen, how, plain=False) == 130
        never_reassures(screen, answers)


def broken(*_given: object, **_named: object) -> None:
    """Fail as only a fault of ours would."""
    raise ZeroDivisionError


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_a_crash_at_any_question_never_reassures(plain: bool) -> None:
    """A fault of ours at any question shows no traceback, the worst that is known, and exit 1."""
    asker = plain_prompts.PlainAsker if plain else prompts.TerminalAsker
    where: Callable[[], object] = lambda: setattr(asker, "ask", broken)  # noqa: E731  no statement fits here
    for answers in [*moments("today"), *moments("call_now")]:
        with Sitting(answers, plain=plain, before=where) as screen:
            assert screen.wait_for_end() == 1
            assert "Something went wrong inside backcheck" in " ".join(screen.text.split())
            assert "Traceback" not in screen.text
            never_reassures(screen, answers)
