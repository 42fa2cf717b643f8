"""A Ctrl-C is never lost, whatever was typed around it and however busy the program is."""

from __future__ import annotations

import io
import signal
import time
from collections.abc import Callable

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from backcheck.cli.asking import Move
from backcheck.cli.cards import Card, Rows
from backcheck.cli.endings import stop_on_signals
from backcheck.cli.prompts import TerminalAsker
from backcheck.interview import next_question
from backcheck.protocol import Answers
from tests.screen import Screen
from tests.shipped import person, protocol
from tests.terminal.driving import NONE_OF_THESE
from tests.terminal.forked import Sitting

NOT_ALL_CLEAR = "This is not an all-clear"
CTRL_C = "\x03"
BURSTS = {
    "alone": CTRL_C,
    "twice": CTRL_C + CTRL_C,
    "many": CTRL_C * 20,
    "behind keys": "1x9 " + CTRL_C,
    "behind an answer": "1\r" + CTRL_C,
    "behind many answers": "1\r1\r1\r1\r" + CTRL_C,
    "before an answer": CTRL_C + "1\r",
    "in the middle": "1\r" + CTRL_C + "1\r",
    "behind why": "?" + CTRL_C,
    "behind why in a line": "?\r" + CTRL_C,
    "behind half an arrow": "\x1b[" + CTRL_C,
}
PAUSES = (0.0, 0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.008, 0.01, 0.012, 0.015, 0.02, 0.03)
"""Seconds from an answer to what comes behind it; the next question is found and drawn meanwhile."""
MODES = pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])


def second_question() -> Answers:
    """Give what somebody said who stands before the second question."""
    first = next_question(protocol(), {})
    assert first is not None
    return {fact: person()[fact] for fact in first.facts}


def ended_without_reassuring(screen: Screen) -> None:
    """Assert that the program ended as stopped, and says so."""
    assert screen.wait_for_end() == 130
    assert NOT_ALL_CLEAR in screen.text
    assert "Traceback" not in screen.text


@MODES
@pytest.mark.parametrize("burst", BURSTS.values(), ids=BURSTS)
def test_ctrl_c_in_a_burst_stops(burst: str, plain: bool) -> None:
    """Sent in one piece with other keys as soon as a question stands there, it ends with the last words."""
    with Sitting(second_question(), plain=plain) as screen:
        screen.wait_for(">" if plain else "q stop")
        screen.press(burst)
        ended_without_reassuring(screen)


@MODES
def test_ctrl_c_at_any_moment_of_drawing_stops(plain: bool) -> None:
    """Sent some milliseconds behind an answer, while the next question is found and drawn, it is not lost either."""
    for pause in PAUSES:
        with Sitting(second_question(), plain=plain) as screen:
            screen.wait_for(">" if plain else "q stop")
            screen.press("1\r")
            time.sleep(pause)
            screen.press(CTRL_C)
            ended_without_reassuring(screen)


@MODES
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_at_any_moment_of_drawing_stops(number: signal.Signals, plain: bool) -> None:
    """The same for a signal from outside."""
    for pause in PAUSES:
        with Sitting(second_question(), plain=plain) as screen:
            screen.wait_for(">" if plain else "q stop")
            screen.press("1\r")
            time.sleep(pause)
            screen.program.kill(number)
            ended_without_reassuring(screen)


@MODES
def test_ctrl_c_right_behind_an_answer_of_the_real_program_stops(plain: bool) -> None:
    """The whole program, its first question answered and Ctrl-C in the same breath."""
    with Screen("--quiet", *(["--plain"] if plain else [])) as screen:
        screen.wait_for("Question 1,")
        if plain:
            screen.wait_for_prompt()
        screen.press(("2\r" if plain else NONE_OF_THESE) + CTRL_C)
        ended_without_reassuring(screen)


def test_a_paste_that_never_ends_does_not_swallow_ctrl_c() -> None:
    """When the end of a paste was dropped with other keys, the next question still hears every key."""
    with Sitting(second_question()) as screen:
        screen.wait_for("q stop")
        screen.press("1\r\x1b[200~half a paste")
        screen.wait_for("Question 2,")
        screen.press(CTRL_C)
        ended_without_reassuring(screen)


@pytest.mark.parametrize("where", ["press", "body"])
def test_a_fault_at_a_key_or_in_drawing_is_no_traceback(where: str) -> None:
    """A fault of ours while a question stands there ends with the last words, and waits for no Enter."""

    def broken(*_given: object) -> None:
        raise ZeroDivisionError

    def spoil() -> None:
        setattr(Card if where == "press" else Rows, where, broken)

    with Sitting(second_question(), before=spoil) as screen:
        if where == "press":
            screen.wait_for("q stop")
            screen.press("1")
        assert screen.wait_for_end() == 1
        assert NOT_ALL_CLEAR in screen.text
        assert "Traceback" not in screen.text


def asked(*, before: str = "", typed: str = "q", press: Callable[[Rows, str], object] | None = None) -> object:
    """Ask a drawn choice in this process: some keys come just before it is drawn, others as soon as it is."""
    question = next(question for question in protocol().questions if question.kind == "choice")
    with create_pipe_input() as keys:
        asker = TerminalAsker(io.StringIO(), lambda: keys.send_text(before), lambda: 80, colour=True)
        asker.use(keys, DummyOutput(), lambda: keys.send_text(typed))
        with pytest.MonkeyPatch.context() as patch, stop_on_signals(asker.leave):
            if press:
                patch.setattr(Rows, "press", press)
            return asker.ask(question, "")


def test_keys_that_come_just_before_a_question_is_drawn_answer_nothing() -> None:
    """Behind the last look for typed keys and before the question is seen, a whole answer is still none."""
    assert asked(before="1\r") is Move.QUIT


def test_ctrl_c_just_before_a_question_is_drawn_stops() -> None:
    """Among keys that are dropped there, it still counts."""
    with pytest.raises(KeyboardInterrupt):
        asked(before="1\r" + CTRL_C + "1\r")


@pytest.mark.parametrize("pasted", ["n", "1", "1\r"])
def test_what_is_pasted_answers_nothing(pasted: str) -> None:
    """Neither a letter that would be an answer if typed nor a whole line."""
    assert asked(typed=f"\x1b[200~{pasted}\x1b[201~\rq") is Move.QUIT


def test_a_signal_in_the_moment_of_an_answer_stops() -> None:
    """The answer was given, its question has not gone yet: the signal is not lost with it."""

    def answer(_card: Rows, _key: str) -> object:
        signal.raise_signal(signal.SIGTERM)
        return Move.BACK

    with pytest.raises(KeyboardInterrupt):
        asked(press=answer)


def test_why_keeps_what_was_ticked() -> None:
    """A person who asks why does not lose, without noticing, what they had ticked."""
    with Sitting({}) as screen:
        screen.wait_for("q stop")
        screen.press(" ")
        screen.wait_for("[x]")
        screen.press("?")
        screen.wait_for("Why we ask: ")
        screen.wait_for("[x]")


def test_a_smaller_window_cuts_nothing_off() -> None:
    """When the window is made narrower while a question stands there, it is laid out anew."""
    with Sitting({}, columns=100) as screen:
        screen.wait_for("q stop")
        screen.resize(rows=40, columns=34)
        screen.wait_for("Prefer not to say")
        last = protocol().questions[0].lines[-1].say
        screen.wait_for(last.split()[-1])
        assert max(len(line) for line in screen.text.splitlines()) < 34
