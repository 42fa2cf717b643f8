"""Whole interviews on a real terminal, drawn and plain."""

from __future__ import annotations

import re
import signal

import pytest

from backcheck.interview import next_question
from backcheck.protocol import Answer
from tests.screen import Screen
from tests.shipped import person, protocol
from tests.terminal.driving import NONE_OF_THESE, drawn_keys, interview

RIPPING = person(onset="minutes", worst_pain=10, age=52, tearing="yes")
DESK = person(age=28, duration="weeks_1_2", desk_or_driving="yes")
NOT_ALL_CLEAR = "This is not an all-clear"
TALL = 200


@pytest.mark.parametrize("plain", [False, True])
def test_a_ripping_pain_is_told_to_call_now(plain: bool) -> None:
    """The emergency stands at the top of the result and as its last line, and the exit code says so."""
    with Screen("--quiet", "--exit-code", *(["--plain"] if plain else []), rows=TALL) as screen:
        interview(screen, RIPPING, plain=plain)
        assert screen.wait_for_end() == 13
        assert re.search(r"call .* now\W*$", " ".join(screen.text.split()), re.IGNORECASE)
        assert "You said" in screen.text


@pytest.mark.parametrize("plain", [False, True])
def test_a_desk_worker_is_told_to_look_after_it_at_home(plain: bool) -> None:
    """Self-care with movement breaks and breathing, and a safety net."""
    with Screen("--quiet", "--exit-code", *(["--plain"] if plain else []), rows=TALL) as screen:
        interview(screen, DESK, plain=plain)
        assert screen.wait_for_end() == 10
        for words in ("breath", "minutes", "get help anyway"):
            assert words in " ".join(screen.text.split())


def test_plain_mode_writes_no_escape_byte() -> None:
    """From the first line to the result, a screen reader or a log gets plain text."""
    with Screen("--plain") as screen:
        interview(screen, RIPPING, plain=True)
        screen.wait_for_end()
        assert b"\x1b" not in screen.seen


def test_enter_alone_answers_nothing() -> None:
    """No clinical question has a default: Enter asks again."""
    with Screen("--quiet") as screen:
        screen.wait_for("Question 1,")
        screen.press("\r")
        screen.wait_for("Tick a line")
        screen.press(NONE_OF_THESE)
        screen.wait_for("Question 2,")
        screen.press("\r")
        screen.wait_for("Nothing is chosen yet")
        assert "Question 2," in screen.text


def test_back_goes_to_the_question_before() -> None:
    """The key b shows the last question again, and its answer is gone."""
    with Screen("--quiet") as screen:
        screen.wait_for("Question 1,")
        screen.press(NONE_OF_THESE)
        screen.wait_for("Question 2,")
        screen.press("b")
        screen.wait_for("Question 1,")
        assert "[ ] None of these" in screen.text


def test_question_mark_tells_why() -> None:
    """? gives the reason and asks again."""
    with Screen("--quiet") as screen:
        screen.wait_for("Question 1,")
        screen.press("?")
        screen.wait_for("Why we ask: ")
        screen.wait_for("Question 1,")


@pytest.mark.parametrize(("keys", "code"), [("q", 130), ("\x03", 130), ("\x04", 130)])
@pytest.mark.parametrize("plain", [False, True])
def test_stopping_never_reassures(keys: str, code: int, plain: bool) -> None:
    """q, Ctrl-C and the end of input say that this is no all-clear, and when to call."""
    with Screen("--quiet", *(["--plain"] if plain else [])) as screen:
        screen.wait_for("Question 1,")
        if plain:
            screen.wait_for_prompt()
        screen.press(keys + ("\r" if plain and keys == "q" else ""))
        assert screen.wait_for_end() == code
        assert NOT_ALL_CLEAR in screen.text
        assert "chest pain" in screen.text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_being_ended_never_reassures(number: signal.Signals) -> None:
    """A closed window or a shutdown says the same last words, and puts the terminal in order."""
    with Screen("--quiet") as screen:
        screen.wait_for("Question 1,")
        screen.program.kill(number)
        assert screen.wait_for_end() == 130
        assert NOT_ALL_CLEAR in screen.text


def test_stopping_after_an_emergency_tells_it_in_full() -> None:
    """When the answers already mean an emergency, that is said before anything else."""
    with Screen("--quiet", rows=TALL) as screen:
        someone = person(onset="minutes", worst_pain=8, movement="not_at_all")
        answers: dict[str, Answer] = {}
        while (question := next_question(protocol(), answers)) is not None and not question.even_then:
            screen.wait_for(question.ask[:30])
            screen.press(drawn_keys(question, someone))
            answers |= {fact: someone[fact] for fact in question.facts}
        assert question is not None
        screen.wait_for(question.ask[:30])
        screen.press("q")
        screen.wait_for_end()
        assert "Go to an emergency department now" in screen.text
