"""A question that is asked again shows what was said before, and nothing said before is lost by asking again."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcheck.cli.checking import AGAIN_BECAUSE, CHANGING, IS_THIS_RIGHT, SHOW_NO, WHICH_ONE, changeable, offered
from backcheck.interview import next_question
from backcheck.protocol import Answers, Question
from tests.screen import Screen
from tests.shipped import person, protocol
from tests.terminal.driving import DOWN, NONE_OF_THESE, choose, type_line
from tests.terminal.forked import Sitting
from tests.terminal.test_checking import DONE

NERVES = protocol().by_id["nerves"]
MODES = pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])


def at(question: Question) -> Answers:
    """Give what somebody said who stands before a question."""
    answers: dict[str, str | int] = {}
    while (now := next_question(protocol(), answers)) is not None and now.id != question.id:
        answers |= {fact: person()[fact] for fact in now.facts}
    return answers


def type_lines(screen: Screen, *lines: str) -> None:
    """Type some lines at plain questions, one by one."""
    for line in lines:
        type_line(screen, line)


def test_going_back_shows_the_ticks_and_marks() -> None:
    """Back at a checklist its ticks and question marks stand there; one more tick takes none away."""
    with Sitting(at(NERVES), rows=60) as screen:
        screen.wait_for("Question 1,")
        screen.press(" " + DOWN + "n" + "\r")
        screen.wait_for("Question 2,")
        screen.press("b")
        screen.wait_for("Question 1,")
        assert screen.text.count("[x]") == screen.text.count("[?]") == 1
        screen.press(DOWN * 3 + " ")
        screen.wait_for_count("[x]", 2)
        screen.press("\r")
        screen.wait_for("Question 2,")
        text = " ".join(screen.text.split()).lower()
        assert f"{NERVES.lines[0].short}; {NERVES.lines[1].short} (not sure); {NERVES.lines[3].short}.".lower() in text


def test_what_was_none_is_told_and_not_ticked() -> None:
    """Who said none of these finds that in words; Enter alone does not say it again."""
    with Sitting(at(NERVES), rows=60) as screen:
        screen.wait_for("Question 1,")
        screen.press(DOWN * len(NERVES.lines) + " \r")
        screen.wait_for("Question 2,")
        screen.press("b")
        screen.wait_for("Before: none of these.")
        assert "[x]" not in screen.text
        screen.press("\r")
        screen.wait_for("Tick a line")


@MODES
def test_a_choice_and_a_number_tell_what_was_said(plain: bool) -> None:
    """Two steps back, then forward again: each question tells its earlier answer, though that was taken back."""
    told = "Before you said: {}." if plain else "Before: {}."
    start = {fact: person()[fact] for fact in protocol().questions[0].facts}
    with Sitting(start, plain=plain, rows=100) as screen:
        screen.wait_for("Question 1,")
        choose(screen, 2, plain=plain)
        screen.wait_for("Question 2,")
        choose(screen, 6, plain=plain)
        screen.wait_for("Question 3,")
        if plain:
            type_lines(screen, "b")
        else:
            screen.press("b")
        screen.wait_for(told.format(6))
        if plain:
            type_lines(screen, "b")
        else:
            screen.press("b")
        short = protocol().by_id["onset"].choices[1].short
        screen.wait_for(told.format(short[:1].lower() + short[1:]).rstrip(".")[:30])
        if not plain:
            screen.press("\r")
            screen.wait_for("Nothing is chosen yet")
        choose(screen, 2, plain=plain)
        screen.wait_for("Question 2,")
        screen.wait_for(told.format(6))


def test_plain_mode_tells_each_line_before_asking_it() -> None:
    """The list as a whole and every line of it."""
    with Sitting(at(NERVES), plain=True, rows=300) as screen:
        type_lines(screen, "1", "1", "3", *["2"] * (len(NERVES.lines) - 2))
        screen.wait_for("Question 2,")
        type_lines(screen, "b")
        screen.wait_for(f"Before you said: {NERVES.lines[0].short}; {NERVES.lines[1].short} (not sure).")
        type_lines(screen, "1")
        screen.wait_for("Before you said: yes.")
        type_lines(screen, "1")
        screen.wait_for("Before you said: not sure.")


@MODES
def test_changing_an_answer_begins_with_what_it_was(plain: bool) -> None:
    """Whoever adds a sign when the answers are read back keeps the signs they had."""
    bones = protocol().by_id["bones"]
    answers = {**DONE, bones.lines[0].id: "yes", bones.lines[1].id: "not sure"}
    place = [question for _, question in changeable(protocol(), answers)].index(bones.id)
    with Sitting(answers, plain=plain, rows=200) as screen:
        screen.wait_for(IS_THIS_RIGHT)
        choose(screen, 2, plain=plain)
        screen.wait_for(WHICH_ONE)
        if plain:
            choose(screen, place + 1, plain=True)
        else:
            screen.press(DOWN * (place + 1) + "\r")
        screen.wait_for(CHANGING)
        if plain:
            screen.wait_for("Before you said: ")
            text = " ".join(screen.text.split())
            assert f"Before you said: {bones.lines[0].short}; {bones.lines[1].short} (not sure)." in text
        else:
            screen.wait_for("The ticks are those from before.")
            assert screen.text.count("[x]") == screen.text.count("[?]") == 1


def test_yes_to_one_or_more_and_no_to_each_is_asked_about() -> None:
    """Such answers do not go on as none in silence; none of these is taken."""
    with Sitting(at(NERVES), plain=True, rows=300) as screen:
        type_lines(screen, "1", *["2"] * len(NERVES.lines))
        screen.wait_for("You said one or more, then no to each. Which is right?")
        assert "Question 2," not in screen.text
        type_lines(screen, "2")
        screen.wait_for("Question 2,")


@MODES
def test_resume_tells_why_it_asks_again_and_with_whose_number(plain: bool, tmp_path: Path) -> None:
    """The number of the region that was kept stands at its top, and the first question says why it comes again."""
    more = {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    mode = ["--plain"] if plain else []
    with Screen("--quiet", "--save", "--region", "GB", *mode, more=more, rows=100) as screen:
        screen.wait_for("Question 1,")
        if plain:
            type_lines(screen, "2")
        else:
            screen.press(NONE_OF_THESE)
        screen.wait_for("Question 2,")
        if plain:
            type_lines(screen, "q")
        else:
            screen.press("q")
        assert screen.wait_for_end() == 130
        assert f"backcheck resume {' '.join([*mode, '--region', 'GB'])}" in " ".join(screen.text.split())
    with Screen("resume", *mode, more=more, rows=100) as screen:
        screen.wait_for(AGAIN_BECAUSE[:20])
        screen.wait_for("none of these")
        assert "CALL 999 NOW" in screen.text
        assert "112, 999 or 911" not in screen.text


def test_plain_mode_is_kept_in_what_to_type_next() -> None:
    """Who chose plain lines is told a command that gives plain lines again."""
    with Screen("--quiet", "--plain") as screen:
        type_lines(screen, "q")
        screen.wait_for_end()
        assert "To start again: backcheck --plain" in screen.text


def test_nothing_is_offered_that_is_empty() -> None:
    """Where nothing was no, there is no row to show it; else there is."""
    rows = (("Show", SHOW_NO), ("Yes", "right"))
    assert offered(rows, protocol(), {"worst_pain": 3}) == rows[1:]
    assert offered(rows, protocol(), DONE) == rows


def test_the_keys_are_told_with_the_first_plain_question() -> None:
    """Once, and a number tells at once which letters it takes, and again after a wrong entry."""
    start = {fact: person()[fact] for fact in protocol().questions[0].facts}
    with Sitting(start, plain=True, rows=100) as screen:
        screen.wait_for("? tells why we ask")
        type_lines(screen, "1")
        screen.wait_for("Question 2,")
        screen.wait_for("p is rather not say.")
        assert screen.text.count("? tells why we ask") == 1
        type_lines(screen, "99")
        screen.wait_for_count("p is rather not say.", 2)
