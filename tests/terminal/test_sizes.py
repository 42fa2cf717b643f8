"""The real program on small and large windows: every answer can be reached, nothing is cut off, nothing is too wide."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys

import pytest

from backcheck.cli.plain_prompts import PlainAsker
from backcheck.protocol import Question
from tests.screen import Screen
from tests.shipped import person, protocol
from tests.terminal.driving import DOWN, interview

FIRST = protocol().questions[0]


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_the_last_answer_of_the_first_checklist_can_be_given(columns: int) -> None:
    """On 24 lines, with the arrows alone, past every line to *none of these*, ticked where it is seen."""
    with Screen("--quiet", columns=columns, rows=24) as screen:
        screen.wait_for("q stop")
        for _ in range(len(FIRST.lines)):
            screen.press(DOWN)
        screen.wait_for("> [ ] None")
        assert "q stop" in screen.text
        screen.press(" ")
        screen.wait_for("> [x] None")
        screen.press("\r")
        screen.wait_for("Question 2,")


@pytest.mark.parametrize("columns", [20, 40, 120, 200])
@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_an_emergency_gets_through_at_any_width(columns: int, plain: bool) -> None:
    """From the first screen to *call now*, and the action stands on the last 24 lines."""
    ill = person(**{FIRST.facts[0]: "yes"})
    with Screen(*(["--plain"] if plain else []), columns=columns, rows=200) as screen:
        interview(screen, ill, plain=plain)
        assert screen.wait_for_end() == 0
        last = screen.text.lower().splitlines()[-23:]
        assert " ".join(" ".join(last).split()).endswith(("now", "now."))


@pytest.mark.parametrize("question", protocol().questions, ids=lambda question: question.id)
@pytest.mark.parametrize("columns", [20, 200])
def test_a_plain_question_is_whole_at_any_width(question: Question, columns: int) -> None:
    """Every word of it stands there, and only a word longer than the window makes a line too long."""
    written = io.StringIO()
    asker = PlainAsker(written, io.StringIO("?\nq\n").readline, lambda: None, lambda: columns)
    asker.ask(question, "Question 12, at most 18 more")
    lines = written.getvalue().replace("> ", "\n").splitlines()  # what is typed ends a line too
    assert not [line for line in lines if len(line) >= columns and len(line.split()) > 2]
    told = " ".join(" ".join(lines).split())
    for words in [question.ask, question.why, *(line.say for line in question.lines)]:
        assert words in told


COLOUR = re.compile(rb"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;\d+)*m")


@pytest.mark.parametrize(
    ("words", "more", "coloured"),
    [([], {}, True), ([], {"NO_COLOR": "1"}, False), (["--no-color"], {}, False)],
    ids=["colour", "NO_COLOR", "--no-color"],
)
def test_a_question_without_colour_shows_the_same(words: list[str], more: dict[str, str], coloured: bool) -> None:
    """Where colour is not wanted no colour is sent, and the pointer and the ticks are there all the same."""
    with Screen("--quiet", *words, more=more) as screen:
        screen.wait_for("q stop")
        screen.press(" " + DOWN)
        screen.wait_for("\n   [x]")
        screen.wait_for("\n > [ ]")
        assert bool(COLOUR.search(screen.seen)) is coloured


@pytest.mark.parametrize("coding", ["ascii", "cp437", "cp1252", "utf-8"])
def test_a_drawn_interview_gets_through_on_any_code_page(coding: str) -> None:
    """What is ticked can be told from what is not, and the emergency is told."""
    more = {"PYTHONIOENCODING": coding, "PYTHONUTF8": "0"}
    with Screen("--quiet", more=more, rows=100) as screen:
        screen.wait_for("q stop")
        screen.press(" ")
        screen.wait_for("> [x]")
        screen.press("\r")
        assert screen.wait_for_end() == 0
        assert " ".join(screen.text.lower().split()).endswith("now")


def test_the_promise_at_the_start_is_close() -> None:
    """*At most N more* is at most four above what anybody is asked, and the proof reports by how much."""
    words = [sys.executable, "-m", "backcheck", "verify", "--json", "--claim", "7"]
    (claim,) = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)["claims"]
    assert 0 <= claim["numbers"]["slack"] <= 4
