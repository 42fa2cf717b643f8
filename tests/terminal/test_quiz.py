"""A quiz held with the real program on a terminal, drawn and plain: to its end, and stopped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.screen import Screen
from tests.teach.classroom import BICYCLE
from tests.terminal.driving import DOWN

ROWS = 200


def test_a_plain_quiz_goes_from_questions_to_the_answer(tmp_path: Path) -> None:
    """Ask, decide, name red flags; then the rules, what was missed and the source; kept only because it was asked."""
    target = tmp_path / "result.json"
    with Screen("quiz", "--plain", "--seed", "3", "--output", str(target), rows=ROWS) as screen:
        for place, comes in ((2, "Answer:"), (1, "How soon"), (6, "red flags?")):
            screen.wait_for_prompt()
            screen.press(f"{place}\r")
            screen.wait_for(comes)
        screen.wait_for_prompt()
        screen.press("2\r")
        assert screen.wait_for_end() == 0
        assert b"\x1b" not in screen.seen
        for told in ("EXERCISE", "too late", "never asked", "Source:", "Points:"):
            assert told in screen.text
    kept = json.loads(target.read_text(encoding="utf-8"))
    assert (kept["exercise"], kept["rung"], kept["seed"]) == (True, "routine", 3)


def test_a_drawn_quiz_goes_to_its_end_on_another_protocol() -> None:
    """With arrows and Enter, for a case of the example's; nothing is chosen before somebody moves."""
    with Screen("quiz", "--from", "cases", "--seed", "1", "--protocol", str(BICYCLE), rows=60) as screen:
        screen.wait_for("What do you want to know?")
        screen.press("\r")
        screen.wait_for("Nothing is chosen")
        screen.press(f"{DOWN}\r")
        screen.wait_for("How soon")
        screen.press("1\r")
        screen.wait_for("Space to tick")
        screen.press(" \r")
        assert screen.wait_for_end() == 0
        assert "The rules of this protocol say" in screen.text


@pytest.mark.parametrize("mode", [[], ["--plain"]], ids=["drawn", "plain"])
@pytest.mark.parametrize(("key", "code"), [("q", 0), ("\x03", 130)], ids=["q", "Ctrl-C"])
def test_a_quiz_can_be_stopped(mode: list[str], key: str, code: int, tmp_path: Path) -> None:
    """The key q stops cleanly, Ctrl-C as everywhere; nothing is kept and nothing looks like a result."""
    target = tmp_path / "result.json"
    with Screen("quiz", "--seed", "3", "--output", str(target), *mode, rows=60) as screen:
        screen.wait_for("What do you want to know?")
        if mode:
            screen.wait_for_prompt()
        screen.press(f"{key}\r" if mode and key == "q" else key)
        assert screen.wait_for_end() == code
        assert "Stopped" in screen.text
        assert "Points" not in screen.text
    assert not target.exists()


def test_a_script_concordance_exercise_says_where_its_key_comes_from() -> None:
    """Five findings are weighed; the keys come with reasons, and no panel is pretended."""
    with Screen("quiz", "--script-concordance", "--plain", "--from", "random", "--seed", "5", rows=ROWS) as screen:
        for place in range(1, 6):
            screen.wait_for(f"EXERCISE {place} of 5")
            screen.wait_for_prompt()
            screen.press("3\r")
        assert screen.wait_for_end() == 0
        for told in ("the rules say", "Credit:", "panel"):
            assert told in screen.text
