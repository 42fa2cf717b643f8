"""What a terminal does to people, and what stands against it; each test fails where its guard is taken away."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from backcheck.reading import shipped_folder
from tests.screen import BACKCHECK, Screen, environment
from tests.shipped import person, protocol
from tests.terminal.driving import NONE_OF_THESE, interview

PASTED = "\x1b[200~1\r1\r1\r\x1b[201~"
EMERGENCY = "danger_now: not sure\n"
HARM = 0.5
"""Seconds in which a key that was kept would do its harm."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of our own protocol that a test can spoil."""
    return Path(shutil.copytree(shipped_folder(), tmp_path / "questions"))


def altered(folder: Path, name: str, old: str, new: str) -> Path:
    """Change a text in one file of a protocol, everywhere in it."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def emergency(folder: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Give what somebody in an emergency is told, with another protocol."""
    words = [*BACKCHECK, "--protocol", str(folder), "--answers", "-"]
    first = protocol().questions[0]
    answers = "\n".join(f"{fact}: yes" for fact in first.facts).encode()
    return subprocess.run(words, input=answers, env=environment(**more), capture_output=True, check=False)


@pytest.mark.parametrize(
    "burst", ["1\r1\r1\r", "\r\r\r", " \r \r", PASTED], ids=["numbers", "enters", "ticks", "pasted"]
)
def test_keys_typed_ahead_answer_nothing(burst: str) -> None:
    """A burst behind one answer, or a pasted text, does not answer the next question."""
    with Screen("--quiet") as screen:
        screen.wait_for("Question 1,")
        screen.press(NONE_OF_THESE + burst)
        screen.wait_for("Question 2,")
        time.sleep(HARM)
        screen.press("?")
        screen.wait_for("Why we ask: ")
        screen.wait_for("Question 2,")
        assert b"Question 3," not in screen.seen


def test_lines_typed_ahead_answer_nothing_in_plain_mode() -> None:
    """Three lines at once answer one question."""
    with Screen("--quiet", "--plain") as screen:
        screen.wait_for_prompt()
        screen.press("2\r1\r1\r")
        screen.wait_for("Question 2,")
        time.sleep(HARM)
        screen.wait_for_prompt()
        screen.press("?\r")
        screen.wait_for("Why we ask: ")
        assert b"Question 3," not in screen.seen


@pytest.mark.parametrize("entry", ["", " ", "0", "9999999", "yes", "-1", "\u0661"], ids=repr)
def test_a_blank_or_wrong_entry_chooses_nothing_in_plain_mode(entry: str) -> None:
    """It asks again, and says which entries there are."""
    with Screen("--quiet", "--plain") as screen:
        screen.wait_for_prompt()
        screen.press(f"{entry}\r")
        screen.wait_for_count("? tells why we ask", 2)
        assert "Question 2," not in screen.text


def test_half_a_letter_is_a_wrong_entry_and_no_fault() -> None:
    """Where Backspace takes one byte of a letter of three, what is left is no letter: it asks again."""
    with Screen("--quiet", "--plain", more={"PYTHONIOENCODING": "utf-8"}) as screen:
        screen.wait_for_prompt()
        screen.press("\u6f22\x7f\r")
        screen.wait_for_count("? tells why we ask", 2)
        screen.wait_for_prompt()
        screen.press("2\r")
        screen.wait_for("Question 2,")


def test_a_number_takes_no_letters_and_no_other_number() -> None:
    """Letters leave no trace, and a number out of range is no answer."""
    with Screen("--quiet") as screen:
        number = 1
        screen.wait_for("then Enter.")
        while "whole number" not in screen.text:
            screen.press(NONE_OF_THESE if "to tick" in screen.text else "1\r")
            number += 1
            screen.wait_for(f"Question {number},")
            screen.wait_for("then Enter.")
        screen.press("xyz99\r")
        screen.wait_for(" 99")
        screen.press("\x7f\x7f\x7f\r")
        screen.wait_for(f"Question {number},")
        assert f"Question {number + 1}," not in screen.text


@pytest.mark.parametrize("given", ["", "\n\n\n", "1\n1\n", "y\n"], ids=repr)
def test_what_is_piped_in_never_answers_a_question(given: str) -> None:
    """Without a terminal there is one sentence that says what to pass, and exit 2."""
    done = subprocess.run(BACKCHECK, input=given, env=environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "--answers" in done.stderr


def test_nothing_on_standard_input_is_no_answer_and_no_traceback() -> None:
    """/dev/null as keyboard, with the screen a terminal."""
    with Screen(command=["sh", "-c", f"{sys.executable} -m backcheck </dev/null"]) as screen:
        assert screen.wait_for_end() == 2
        assert "--answers" in screen.text
        assert "Traceback" not in screen.text


@pytest.mark.parametrize("coding", ["ascii", "cp437", "cp1252", "utf-8"])
def test_any_terminal_gets_the_emergency_whole(coding: str, folder: Path) -> None:
    """A dash or an arrow that a terminal has no sign for never costs the sentence around it."""
    altered(folder, "care.yaml", "Do not drive yourself.", "Do not drive \u2013 yourself \u2192 ever.")
    done = emergency(folder, PYTHONIOENCODING=coding, PYTHONUTF8="0")
    assert done.returncode == 0
    told = done.stdout.decode(coding)
    assert "call your local emergency number (112, 999 or 911) now" in " ".join(told.lower().split())
    assert "yourself" in told


def test_brackets_and_colons_are_words_and_nothing_else(folder: Path) -> None:
    """What looks like markup or an emoji's name stands in the drawn result as it was written."""
    odd = "Do not [worse at night] drive[/b] :warning: yourself."
    altered(folder, "care.yaml", "- Do not drive yourself.", f'- "{odd}"')
    answers = folder.parent / "me.yaml"
    answers.write_text("\n".join(f"{fact}: yes" for fact in protocol().questions[0].facts), encoding="utf-8")
    with Screen("--protocol", str(folder), "--answers", str(answers), rows=100) as screen:
        assert screen.wait_for_end() == 0
        assert odd in " ".join(screen.text.split())


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\x07", "\u202e", "\u2028"], ids=repr)
def test_a_protocol_cannot_reach_the_terminal(sign: str, folder: Path) -> None:
    """Control and direction-changing characters in a protocol are refused with their place."""
    altered(folder, "care.yaml", "Do not drive yourself.", f"Do not drive{sign}[2J yourself.")
    done = emergency(folder)
    assert done.returncode == 65
    assert b"care.yaml:" in done.stderr
    assert sign.encode() not in done.stdout + done.stderr


def test_the_second_of_two_equal_names_never_wins_in_silence(folder: Path) -> None:
    """A repeated name in a protocol is refused with its place."""
    altered(
        folder, "protocol.yaml", "stop at: emergency_department", "stop at: emergency_department\nstop at: self_care"
    )
    done = emergency(folder)
    assert done.returncode == 65
    assert b"protocol.yaml:" in done.stderr


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_a_redirected_result_leaves_the_questions_on_the_screen(plain: bool, tmp_path: Path) -> None:
    """With ``> file`` questions and headline stand on the terminal, and the file holds the result alone."""
    file = tmp_path / "result.txt"
    words = f"{sys.executable} -m backcheck --quiet {'--plain' if plain else ''} > {file}"
    first = protocol().questions[0]
    ill = person(**{first.facts[0]: "yes"})
    with Screen(command=["sh", "-c", words], rows=100) as screen:
        interview(screen, ill, plain=plain)
        assert screen.wait_for_end() == 0
        assert "now." in screen.text
    text = file.read_text(encoding="utf-8")
    assert "Immediate action required" in text
    assert "Question" not in text
    assert "\x1b" not in text
