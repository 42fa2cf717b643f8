"""An interview that was asked to be kept is taken up where it stopped."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from backcheck.cli.checking import STILL_SO
from tests.screen import Screen
from tests.shipped import person, protocol
from tests.terminal.driving import choose, give

WELL = person()


def draft(home: Path) -> Path:
    """Give where the answers are kept."""
    return home / "backcheck" / "unfinished.json"


def start(home: Path, *words: str) -> Screen:
    """Start the program with a home of its own."""
    return Screen(*words, more={"XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)}, rows=100)


def answer(screen: Screen, count: int, *, plain: bool) -> None:
    """Answer the first questions and wait for the one after."""
    questions = [question for question in protocol().questions if question.ask_if is None]
    for number in range(1, count + 1):
        screen.wait_for(f"Question {number},")
        if plain:
            screen.wait_for_prompt()
        else:
            screen.wait_for("then Enter.")
        asked = next(question for question in questions if question.ask[:25] in " ".join(screen.text.split()))
        questions.remove(asked)
        give(screen, asked, WELL, plain=plain)
        screen.wait_for(f"Question {number + 1},")


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_interview_loses_only_the_answer_being_typed(how: signal.Signals, plain: bool, tmp_path: Path) -> None:
    """Every answer given before is kept, and resume goes on after asking whether it is still so."""
    mode = ["--plain"] if plain else []
    with start(tmp_path, "--quiet", "--save", *mode) as screen:
        answer(screen, 2, plain=plain)
        screen.program.kill(how)
        screen.wait_for_end()
    kept = json.loads(draft(tmp_path).read_text(encoding="utf-8"))["answers"]
    assert set(protocol().questions[0].facts) < set(kept)
    with start(tmp_path, "resume", *mode) as screen:
        screen.wait_for(STILL_SO)
        assert "You said:" in screen.text
        choose(screen, 1, plain=plain)
        screen.wait_for(protocol().questions[0].ask[:30])
        assert "Question 1," in screen.text


def test_nothing_is_kept_unless_asked(tmp_path: Path) -> None:
    """Without --save an interview leaves nothing on the disk."""
    with start(tmp_path, "--quiet") as screen:
        answer(screen, 1, plain=False)
        screen.press("q")
        screen.wait_for_end()
    assert not list(tmp_path.iterdir())


def test_a_finished_interview_is_not_kept(tmp_path: Path) -> None:
    """Once the result was told, the answers are gone."""
    first = protocol().questions[0]
    with start(tmp_path, "--quiet", "--save") as screen:
        screen.wait_for("Question 1,")
        assert draft(tmp_path).exists()
        give(screen, first, person(**{first.facts[0]: "yes"}), plain=False)
        assert screen.wait_for_end() == 0
    assert not draft(tmp_path).exists()


def test_an_old_draft_is_not_taken_up(tmp_path: Path) -> None:
    """After a day "in the last 24 hours" meant another day: one sentence, exit 2."""
    with start(tmp_path, "--quiet", "--save") as screen:
        answer(screen, 1, plain=False)
        screen.press("q")
        screen.wait_for_end()
    kept = json.loads(draft(tmp_path).read_text(encoding="utf-8"))
    draft(tmp_path).write_text(json.dumps(kept | {"saved": kept["saved"] - 90_000}), encoding="utf-8")
    with start(tmp_path, "resume") as screen:
        assert screen.wait_for_end() == 2
        assert "Start again" in " ".join(screen.text.split())


def test_resume_without_anything_kept_says_so(tmp_path: Path) -> None:
    """One sentence, exit 2."""
    with start(tmp_path, "resume") as screen:
        assert screen.wait_for_end() == 2
        assert "No interview is kept" in screen.text


def test_resume_can_forget(tmp_path: Path) -> None:
    """--forget removes the answers without asking anything."""
    with start(tmp_path, "--quiet", "--save") as screen:
        screen.wait_for("Question 1,")
        screen.press("q")
        screen.wait_for_end()
        assert "resume" in screen.text
    with start(tmp_path, "resume", "--forget") as screen:
        assert screen.wait_for_end() == 0
    assert not draft(tmp_path).exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_place_that_cannot_be_written_is_told_before_any_question(tmp_path: Path) -> None:
    """--save that cannot save asks nothing."""
    tmp_path.chmod(0o500)
    with start(tmp_path, "--quiet", "--save") as screen:
        assert screen.wait_for_end() == 74


def test_a_remembered_region_gives_its_number(tmp_path: Path) -> None:
    """From the first screen to the last words the number is the remembered one; forgotten, it is told in words."""
    with start(tmp_path, "region", "gb") as screen:
        assert screen.wait_for_end() == 0
    with start(tmp_path) as screen:
        screen.wait_for("CALL 999 NOW")
        screen.wait_for("Question 1,")
        screen.press("q")
        screen.wait_for_end()
        assert screen.text.count("CALL 999 NOW") == 2
    with start(tmp_path, "region", "--forget") as screen:
        assert screen.wait_for_end() == 0
    with start(tmp_path) as screen:
        screen.wait_for("112, 999 or 911")


def test_a_region_on_the_command_line_wins(tmp_path: Path) -> None:
    """--region is meant for this time."""
    with start(tmp_path, "region", "GB") as screen:
        assert screen.wait_for_end() == 0
    with start(tmp_path, "--region", "AU") as screen:
        screen.wait_for("CALL 000 NOW")
