"""What was said of a checklist counts at once: whoever stops in the middle of it is told the worst of it."""

from __future__ import annotations

import json
import signal
from functools import cache
from pathlib import Path

import pytest

from backcheck.cli.checking import AGAIN_BECAUSE
from backcheck.interview import next_question
from backcheck.protocol import Answers, Question
from backcheck.render import plain
from backcheck.render.sections import headline
from backcheck.report import make_report
from tests.screen import Screen
from tests.shipped import person, protocol
from tests.terminal.driving import DOWN, choose, type_line
from tests.terminal.forked import Sitting

FIRST = protocol().questions[0]
EMERGENCY = "Immediate action required:"
NOT_ALL_CLEAR = "This is not an all-clear"
WAYS = {"q": "q", "Ctrl-C": "\x03", "Ctrl-D": "\x04", "SIGTERM": signal.SIGTERM, "SIGHUP": signal.SIGHUP}
EVERY_WAY = pytest.mark.parametrize("how", WAYS.values(), ids=WAYS)


@cache
def walked(until: str, **said: str | int) -> tuple[Answers, Question]:
    """Give what somebody answered before a question they are asked, and the question."""
    answers: dict[str, str | int] = {}
    while (question := next_question(protocol(), answers)) is not None and question.id != until:
        answers |= {fact: person(**said)[fact] for fact in question.facts}
    assert question is not None
    return answers, question


def stop(screen: Screen, how: str | signal.Signals, *, plain: bool) -> None:
    """Stop in one of many ways."""
    if plain:
        screen.wait_for_prompt()
    if isinstance(how, signal.Signals):
        screen.program.kill(how)
    else:
        screen.press(f"{how}\r" if plain and how == "q" else how)
    assert screen.wait_for_end() == 130


@EVERY_WAY
def test_a_line_said_in_plain_mode_counts_for_who_stops(how: str | signal.Signals) -> None:
    """Two lines answered, one with yes, and stopped: the last words are the worst that these answers mean."""
    answers, question = walked("unwell")
    said = {question.lines[0].id: "yes", question.lines[1].id: "no"}
    report = make_report(protocol(), {**answers, **said})
    assert report.rung.group == "urgent" != make_report(protocol(), answers).rung.group
    with Sitting(answers, plain=True, rows=200) as screen:
        type_line(screen, "1")
        type_line(screen, "1")
        type_line(screen, "2")
        screen.wait_for("Line 3 of")
        stop(screen, how, plain=True)
        text = " ".join(screen.text.split())
        assert NOT_ALL_CLEAR in text
        assert f"already means: {headline(report)}." in text


def test_the_last_words_are_wrapped_once() -> None:
    """On a narrow screen no line of the emergency card is broken a second time, in the middle of its words."""
    with Screen("--quiet", rows=200, columns=40) as screen:
        screen.wait_for("to tick")
        screen.wait_for_change(" ")
        stop(screen, "q", plain=False)
        card = plain.render(make_report(protocol(), {FIRST.lines[0].id: "yes"}), 39).partition("About this result")[0]
        shown = screen.text.splitlines()
        assert [line for line in card.splitlines() if line not in shown] == []


def test_a_line_that_is_an_emergency_ends_the_list_at_once() -> None:
    """No further line stands between a yes and the call for help; lines not asked were not said to be no."""
    with Screen("--quiet", "--plain", rows=200) as screen:
        type_line(screen, "1")
        type_line(screen, "2")
        type_line(screen, "1")
        assert screen.wait_for_end() == 0
        assert EMERGENCY in screen.text
        assert "Line 3 of" not in screen.text


@EVERY_WAY
@pytest.mark.parametrize("opening", [False, True], ids=["loaded", "opening"])
def test_a_tick_counts_for_who_stops_before_enter(how: str | signal.Signals, opening: bool) -> None:
    """The third line ticked, no Enter, and stopped: the emergency card, also before all is loaded."""
    with Sitting({}, rows=100, opening=opening) as screen:
        screen.wait_for("q stop")
        screen.press(DOWN + DOWN + " ")
        screen.wait_for("> [x]")
        stop(screen, how, plain=False)
        assert EMERGENCY in screen.text
        assert NOT_ALL_CLEAR not in screen.text


def test_a_tick_taken_away_was_not_said() -> None:
    """Whoever corrects a slip and stops is not told of an emergency."""
    with Sitting({}, rows=100) as screen:
        screen.wait_for("q stop")
        screen.press(" ")
        screen.wait_for("> [x]")
        screen.press(" ")
        screen.wait_for("> [ ]")
        stop(screen, "q", plain=False)
        assert NOT_ALL_CLEAR in screen.text
        assert EMERGENCY not in screen.text


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_an_emergency_that_was_gone_back_on_is_not_forgotten(plain: bool) -> None:
    """Who gave an answer that is an emergency, went back to its question and stops there, has not said otherwise."""
    answers, question = walked("movement", onset="minutes", worst_pain=8)
    place = [choice.id for choice in question.choices].index("not_at_all") + 1
    with Sitting(answers, plain=plain, rows=200) as screen:
        screen.wait_for("Question 1,")
        choose(screen, place, plain=plain)
        screen.wait_for("Question 2,")
        if plain:
            type_line(screen, "b")
            screen.wait_for("Before you said: ")
        else:
            screen.press("b")
            screen.wait_for("Before: ")
        stop(screen, "q", plain=plain)
        assert EMERGENCY in screen.text


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_lines_said_are_kept_with_save(plain: bool, tmp_path: Path) -> None:
    """A killed interview keeps the lines said of the list it stood at, and no line that was not; resume shows them."""
    more = {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    mode = ["--plain"] if plain else []
    with Screen("--quiet", "--save", *mode, more=more, rows=100) as screen:
        if plain:
            type_line(screen, "1")
            type_line(screen, "2")
            screen.wait_for("Line 2 of")
        else:
            screen.wait_for("q stop")
            screen.press(" ")
            screen.wait_for("> [x]")
        screen.program.kill(signal.SIGKILL)
        screen.wait_for_end()
    kept = json.loads((tmp_path / "backcheck" / "unfinished.json").read_text(encoding="utf-8"))["answers"]
    assert kept == {FIRST.lines[0].id: "no" if plain else "yes"}
    with Screen("resume", *mode, more=more, rows=100) as screen:
        screen.wait_for(AGAIN_BECAUSE[:20])
        screen.wait_for("Before you said: no" if plain else "[x]")


def test_an_emergency_that_can_still_be_worse_is_told_before_the_lines_left() -> None:
    """Where a line left could turn "emergency department" into "call now", the first is said at once, then the line."""
    answers, question = walked("unwell", age=24, breathless="yes")
    assert [line.id for line in question.lines[:2]] == ["fever", "headache_stiff_neck"]
    with Sitting(answers, plain=True, rows=300) as screen:
        type_line(screen, "1")
        type_line(screen, "1")
        screen.wait_for("Line 2 of")
        assert "already means: Go to an emergency department now." in " ".join(screen.text.split())
        type_line(screen, "1")
        assert screen.wait_for_end() == 0
        assert "Call your local emergency number" in screen.text
        assert "Line 3 of" not in screen.text
