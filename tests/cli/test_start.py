"""From Enter to the first question, on a real terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from backcheck.cli.start import ANY_NUMBER, READ_IT, first_screen, pages, when_to_call, wrapped
from backcheck.reading import read_protocol
from backcheck.shipped import questions_folder
from tests.reading.workshop import WORKSHOP
from tests.screen import BACKCHECK, PATIENCE, Screen, environment

FIRST_LINE = "for pain in the upper or middle back"
FIRST_QUESTION = "Question 1,"
BURST = "n\rn 1\r\r"  # n alone answers a question with "not sure"
HEAVY = (
    "dataclasses",
    "importlib.resources",
    "json",
    "pathlib",
    "questionary",
    "re",
    "rich",
    "typer",
    "typing",
    "yaml",
)


def run(*words: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run the program without a terminal."""
    return subprocess.run(
        [*BACKCHECK, *words], input=given, env=environment(**more), capture_output=True, text=True, check=False
    )


def test_the_first_screen_stands_before_the_first_question() -> None:
    """What this is, and when to call now, is on the screen when the first question comes."""
    with Screen() as screen:
        screen.wait_for(FIRST_QUESTION)
        assert screen.text.index(FIRST_LINE) < screen.text.index(ANY_NUMBER) < screen.text.index(FIRST_QUESTION)


@pytest.mark.parametrize("mode", [(), ("--plain",)], ids=["drawn", "plain"])
def test_on_a_low_window_the_first_screen_waits_to_be_read(mode: tuple[str, ...]) -> None:
    """On 24 lines the first question would push it away: it waits for Enter, and an Enter from before is none."""
    with Screen(*mode, rows=24) as screen:
        screen.wait_for(FIRST_LINE)
        screen.press("\r\r")
        screen.wait_for(READ_IT.strip())
        assert ANY_NUMBER in screen.text
        assert FIRST_QUESTION not in screen.text
        screen.press("\r")
        screen.wait_for("then Enter")
        assert FIRST_QUESTION in screen.seen.decode()


@pytest.mark.parametrize("width", [20, 40])
def test_a_first_screen_that_is_too_long_comes_in_pages(width: int) -> None:
    """In a small window each page fits, and every word of it stood on the screen while it waited."""
    told = ""
    with Screen(columns=width, rows=24) as screen:
        for _ in range(len(pages(list(wrapped_first_screen(width)), 22)) - 1):
            screen.wait_for("on.")
            told += " " + screen.text
            screen.terminal.reset()
            screen.press("\r")
        screen.wait_for("question.")
        told += " " + screen.text
    assert set(first_screen(questions_folder()).split()) <= set(told.split())


def wrapped_first_screen(width: int) -> Iterator[str]:
    """Give the lines of the first screen in a window."""
    for line in first_screen(questions_folder()).splitlines():
        yield from wrapped(line, width - 1)


@pytest.mark.parametrize("most", [1, 5, 22])
def test_pages_hold_every_line_and_break_between_paragraphs(most: int) -> None:
    """No page is too long, nothing but empty lines between pages is left out."""
    lines = list(wrapped_first_screen(40))
    cut = pages(lines, most)
    assert max(map(len, cut)) <= most
    assert [line for page in cut for line in page if line] == [line for line in lines if line]
    assert pages([], most) == []


@pytest.mark.parametrize("keys", ["q\r", "\x03", "\x04"], ids=["q", "Ctrl-C", "Ctrl-D"])
def test_stopping_before_the_first_question_never_reassures(keys: str) -> None:
    """Whoever stops while the first screen waits is told that this is no all-clear, and when to call."""
    with Screen(rows=24) as screen:
        screen.wait_for(READ_IT.strip())
        screen.press(keys)
        assert screen.wait_for_end() == 130
        assert "This is not an all-clear" in screen.text
        assert ANY_NUMBER in screen.text


@pytest.mark.parametrize("mode", [(), ("--plain",)], ids=["drawn", "plain"])
def test_another_protocol_names_its_own_number_first_and_last(mode: tuple[str, ...]) -> None:
    """Its fallback stands on its first screen, and again in the last words to whoever stops."""
    fallback = read_protocol(WORKSHOP).fallback_number
    with Screen("--protocol", str(WORKSHOP), *mode, columns=120) as screen:
        screen.wait_for(fallback)
        screen.press("\x03")
        assert screen.wait_for_end() == 130
        assert screen.text.count(fallback) == 2
        assert ANY_NUMBER not in screen.text


def test_quiet_goes_straight_to_the_first_question() -> None:
    """--quiet shows no first screen."""
    with Screen("--quiet") as screen:
        screen.wait_for(FIRST_QUESTION)
        assert FIRST_LINE not in screen.text


def test_nothing_heavy_loads_before_the_first_screen() -> None:
    """Python has loaded none of the modules that make a start slow when the first screen stands."""
    asked = (
        "import sys; from backcheck.__main__ import Streams; from backcheck.cli import start;"
        "start.paint_first_screen(start.questions_folder(), Streams.of_process());"
        f"print(*(sys.modules.keys() & set({HEAVY!r})))"
    )
    loaded = subprocess.run(
        [sys.executable, "-S", "-c", asked],
        env=environment(PYTHONPATH=_source()),
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.split() == []


def test_answers_do_not_load_what_only_people_need() -> None:
    """Answers from a file load neither typer nor questionary nor rich, in time or in memory."""
    asked = (
        "import sys; sys.argv = ['backcheck', '--answers', '-', '--json']; from backcheck.__main__ import main; main();"
        "print(*(sys.modules.keys() & {'typer', 'questionary', 'prompt_toolkit', 'rich', 'pydantic'}), file=sys.stderr)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", asked], input="{}", env=environment(), capture_output=True, text=True, check=True
    )
    assert loaded.stderr.split() == []


def test_keys_typed_while_it_loads_answer_nothing() -> None:
    """A burst of keys before and at the first screen is gone when the first question stands there."""
    with Screen() as screen:
        screen.press(BURST)
        screen.wait_for(FIRST_LINE)
        screen.press(BURST)
        screen.wait_for(FIRST_QUESTION)
        time.sleep(0.5)  # time for a key that was kept to do its harm
        screen.press("?")
        screen.wait_for("Why we ask")
        assert "Question 2" not in screen.seen.decode()


@pytest.mark.parametrize("plain", [(), ("--plain",)], ids=["drawn", "plain"])
def test_the_terminal_is_itself_again_after_ctrl_c(plain: tuple[str, ...]) -> None:
    """Ctrl-C at the first question exits 130, says it is no all-clear, and leaves a terminal that shows keys."""
    with Screen(*plain) as screen:
        shown_before = screen.shows_keys()
        screen.wait_for(FIRST_QUESTION)
        screen.press("\x03")
        screen.wait_for("This is not an all-clear")
        assert screen.wait_for_end() == 130
        assert shown_before
        assert ANY_NUMBER in screen.text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_signal_while_it_loads_leaves_the_terminal_as_it_was(number: signal.Signals) -> None:
    """A signal at the first screen ends the program with 130 and never an all-clear; keys show again."""
    with Screen() as screen:
        screen.wait_for(FIRST_LINE)
        until = time.monotonic() + PATIENCE
        while screen.shows_keys():
            assert time.monotonic() < until, "the terminal was never silent"
        screen.program.kill(number)
        screen.wait_for("This is not an all-clear")
        assert screen.wait_for_end() == 130
        assert screen.shows_keys()


@pytest.mark.parametrize("more", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}], ids=["TERM=dumb", "ACCESSIBLE=1"])
def test_some_environments_choose_plain_mode(more: dict[str, str]) -> None:
    """TERM=dumb and ACCESSIBLE=1 get the first screen and the first question without one ESC byte."""
    with Screen(more=more) as screen:
        screen.wait_for(FIRST_QUESTION)
        screen.wait_for("then Enter")
        assert b"\x1b" not in screen.seen


def test_without_a_terminal_nothing_is_asked() -> None:
    """No terminal and no answers: exit 2, one line that says what to pass, nothing on standard output."""
    done = run()
    assert done.returncode == 2
    assert done.stdout == ""
    assert "--answers" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [["--jsn"], ["chek"], ["--for", "me"], ["--answers"], ["--json=1"]], ids=" ".join)
def test_bad_usage_is_one_sentence_and_exit_2(words: list[str]) -> None:
    """What is not understood is told in one line that points to help."""
    done = run(*words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "--help" in done.stderr


@pytest.mark.parametrize("words", [["--help"], ["check", "--help"], ["cases", "--help"], ["--version"]], ids=" ".join)
def test_help_on_a_terminal_has_no_escape_byte(words: list[str]) -> None:
    """Help is plain text everywhere, also on a terminal that could draw."""
    with Screen(*words) as screen:
        assert screen.wait_for_end() == 0
        assert screen.seen
        assert b"\x1b" not in screen.seen


@pytest.mark.parametrize("words", [(), ("check",), ("verify",), ("--plain",)], ids=" ".join)
def test_h_is_help(words: tuple[str, ...]) -> None:
    """What many people type for help gets it, alone and after a command."""
    short, long = (run(*words, option) for option in ("-h", "--help"))
    assert (short.returncode, short.stdout, short.stderr) == (0, long.stdout, "")
    assert "-h" in short.stdout


def test_help_shows_examples_before_options() -> None:
    """A person who asks for help sees what to type first."""
    text = run("--help").stdout
    assert text.index("backcheck check --answers") < text.index("For you") < text.index("Options")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "words", [["check", "--answers", "-"], ["check", "--answers", "-", "--json"], ["--help"]], ids=" ".join
)
def test_a_full_disk_is_one_sentence_and_exit_74(words: list[str]) -> None:
    """A result that cannot be written is never lost in silence, and shows no traceback."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*BACKCHECK, *words],
            input="{}",
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            text=True,
            check=False,
        )
    assert done.returncode == 74
    assert "could not be written" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [["check", "--answers", "-"], ["--help"], ["questions"]], ids=" ".join)
def test_a_closed_pipe_is_one_sentence_and_exit_74(words: list[str]) -> None:
    """When nobody reads the result, the exit code says so, and there is no traceback."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        done = subprocess.run(
            [*BACKCHECK, *words],
            input="{}",
            stdout=pipe,
            stderr=subprocess.PIPE,
            env=environment(),
            text=True,
            check=False,
        )
    assert done.returncode == 74
    assert done.stderr.count("\n") == 1


def test_a_closed_standard_output_is_exit_74() -> None:
    """``backcheck >&-`` has nowhere to put its result and says so."""
    command = " ".join([*BACKCHECK, "--answers", "-", ">&-"])
    done = subprocess.run(
        ["sh", "-c", command], input="{}", env=environment(), stderr=subprocess.PIPE, text=True, check=False
    )
    assert done.returncode == 74
    assert "could not be written" in done.stderr


def test_a_fault_of_ours_is_no_all_clear_and_no_traceback() -> None:
    """A bug ends with exit 1, when to call for help, and the way to the traceback; BACKCHECK_DEBUG=1 shows that."""
    broken = "import sys, backcheck.cli.check as c; c.run = lambda o, s: 1 // 0; sys.argv = ['x', '--answers', '-']\n"
    broken += "from backcheck.__main__ import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", broken], env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "This is not an all-clear" in done.stderr
    assert ANY_NUMBER in done.stderr
    assert "Traceback" not in done.stderr
    debugged = subprocess.run(
        [sys.executable, "-c", broken],
        env=environment(BACKCHECK_DEBUG="1"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" in debugged.stderr


def test_the_first_screen_of_another_protocol_cannot_reach_the_terminal(tmp_path: Path) -> None:
    """Control characters and reversed writing in somebody's start.txt are left out."""
    (tmp_path / "start.txt").write_text("Hello\x1b[2J \u202eworld\x07\n\ttab\n", encoding="utf-8")
    assert first_screen(str(tmp_path)) == "Hello[2J world\ntab"


def test_a_protocol_without_a_first_screen_has_none(tmp_path: Path) -> None:
    """A protocol need not have a start.txt."""
    assert first_screen(str(tmp_path)) == ""


@pytest.mark.parametrize("width", [20, 40, 79])
def test_the_first_screen_fits_any_width(width: int) -> None:
    """Every line fits, every word is there, and lines that fit are left as they are."""
    text = first_screen(questions_folder())
    pieces = [piece for line in text.splitlines() for piece in wrapped(line, width)]
    assert max(map(len, pieces)) <= width
    assert " ".join(pieces).split() == text.split()


def test_when_to_call_names_the_number_and_the_signs() -> None:
    """What is said when all else fails comes from the shipped first screen."""
    assert ANY_NUMBER in when_to_call()
    assert "chest pain" in when_to_call()


def _source() -> str:
    return str(Path(__file__).resolve().parents[2] / "src")
