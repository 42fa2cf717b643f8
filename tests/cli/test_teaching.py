"""``explain``, ``what-if`` and ``demo`` as typed: whose result, which rule, and what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.typed import typed
from tests.reading.workshop import WORKSHOP
from tests.screen import Screen

ANN = ("--protocol", str(WORKSHOP), "--case", "Ann")
DEMO = "DEMO: not your result"


@pytest.mark.parametrize("command", ["explain", "what-if", "demo"])
def test_any_protocol_will_do(command: str) -> None:
    """The case of another protocol is told, with its rung."""
    done = typed(command, *ANN)
    assert done.code == 0
    assert "Do not ride it" in done.out


@pytest.mark.parametrize("command", ["explain", "what-if", "demo"])
def test_answers_come_from_a_file_or_a_pipe(command: str, tmp_path: Path) -> None:
    """Both give the same, but for the name."""
    told = b"brakes_gone: yes\nnoise_when: today\nothers: no\n"
    (tmp_path / "answers.yaml").write_bytes(told)
    by_file = typed(command, "--protocol", str(WORKSHOP), "--answers", str(tmp_path / "answers.yaml"))
    by_pipe = typed(command, "--protocol", str(WORKSHOP), "--answers", "-", stdin=told)
    assert by_file.code == by_pipe.code == 0
    assert by_file.out.replace("answers.yaml", "these answers") == by_pipe.out


@pytest.mark.parametrize(
    ("words", "code", "tells"),
    [
        (("explain",), 2, "--case"),
        (("what-if",), 2, "--case"),
        (("demo",), 2, "--case"),
        (("demo", *ANN, "--step"), 2, "--step"),
        (("explain", "no_brakes", "--not", "no_brakes"), 2, "--not"),
        (("explain", *ANN, "no_brake"), 2, "no_brakes"),
        (("explain", *ANN, "--not", "zzzzzzz"), 2, "zzzzzzz"),
        (("what-if", "--protocol", str(WORKSHOP), "--case", "Nobody"), 66, "Nobody"),
        (("what-if", *ANN, "--answers", "a"), 2, "--answers"),
        (("demo", "--protocol", str(WORKSHOP), "--answers", "not-there.yaml"), 66, "not-there"),
    ],
)
def test_what_cannot_be_is_one_sentence(words: tuple[str, ...], code: int, tells: str) -> None:
    """It says what to type instead, writes no result, and its code says what kind it was."""
    done = typed(*words)
    assert (done.code, done.out) == (code, "")
    assert tells in done.err


def test_a_rule_is_told_without_anybody() -> None:
    """In sentences, with its source."""
    done = typed("explain", "--protocol", str(WORKSHOP), "no_brakes")
    assert done.code == 0
    assert "When it holds, it asks for: Do not ride it" in done.out


def test_signs_are_words_where_signs_are_not_wanted() -> None:
    """In plain mode a rule that holds begins with that word; else with a sign."""
    drawn, plain = (typed("explain", *ANN, *more).out for more in ((), ("--plain",)))
    assert "✓" in drawn
    assert "✗" in drawn
    assert "Holds: " in plain
    assert "Ruled out: " in plain
    assert plain.isascii()


def test_each_step_of_a_demonstration_is_marked() -> None:
    """As many steps as questions were asked, each marked, and the mark is the first line and the last."""
    done = typed("demo", *ANN)
    lines = done.out.splitlines()
    assert lines[0].startswith(DEMO)
    assert lines[-1].startswith(DEMO)
    steps = [line for line in lines if line.startswith(f"{DEMO}. Step ")]
    assert len(steps) == sum(line.startswith("Answer: ") for line in lines) > 0


def test_a_room_is_told_less_at_once() -> None:
    """The presenter's theme shortens every list."""
    usual, big = (typed("demo", "--case", "Margaret, 71, both", *more).out for more in ((), ("--big",)))
    assert big.count("✗") < usual.count("✗")


def test_a_wide_screen_shows_the_ladder_beside_the_interview() -> None:
    """Two columns: what is asked, and why; one step at a time, each on Enter, and q ends it."""
    with Screen("demo", *ANN, "--step", columns=120, rows=45) as screen:
        screen.wait_for("Enter for the next step")
        screen.press("\r")
        screen.wait_for("Step 1.")
        screen.wait_for("Where it can end")
        assert "Asked next" in screen.text
        screen.press("q\r")
        assert screen.wait_for_end() == 0
        assert b"It was stopped. This is not an all-clear" in screen.seen
        assert b"Traceback" not in screen.seen


@pytest.mark.parametrize("ending", ["q\r", "\x03"], ids=["q", "Ctrl-C"])
def test_whoever_sits_here_can_answer(ending: str) -> None:
    """In plain mode too: every question and what it settled is marked, and stopping is no all-clear."""
    with Screen("demo", "--protocol", str(WORKSHOP), "--plain", columns=40) as screen:
        screen.wait_for("Question 1,")
        screen.wait_for_prompt()
        screen.press("2\r")
        screen.wait_for("Question 2,")
        screen.wait_for_prompt()
        screen.press(ending)
        code = screen.wait_for_end()
        assert code == (0 if ending == "q\r" else 130)
        assert screen.seen.count(DEMO.encode()) >= len(["start", "why", "question", "settled", "why", "question"])
        assert b"This is not an all-clear" in b" ".join(screen.seen.split())
        assert b"\x1b" not in screen.seen
