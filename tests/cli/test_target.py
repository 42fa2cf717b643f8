"""Files that results are written to, and what is said of another protocol."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from backcheck.reading import shipped_folder
from tests.screen import BACKCHECK, Screen, environment
from tests.shipped import person, protocol
from tests.terminal.driving import interview

NOTICE = "Not the protocol that comes with backcheck"


def check(*words: str, answers: str = "{}") -> subprocess.CompletedProcess[str]:
    """Give what the program says to some answers."""
    command = [*BACKCHECK, "check", "--answers", "-", *words]
    return subprocess.run(command, input=answers, env=environment(), capture_output=True, text=True, check=False)


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_a_result_in_a_file_is_for_its_owner_alone(form: list[str], tmp_path: Path) -> None:
    """Whatever the umask, others on the computer cannot read it, a file that it replaces included."""
    file = tmp_path / "result"
    before = os.umask(0)
    try:
        assert check("--output", str(file), *form).returncode == 0
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        file.chmod(0o644)
        assert check("--output", str(file), "--force", *form).returncode == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["result"]


def test_a_file_is_neither_replaced_nor_reached_through_a_link(tmp_path: Path) -> None:
    """Without --force nothing is overwritten, with it no link is followed; one sentence each, exit 74."""
    file, link = tmp_path / "mine", tmp_path / "link"
    file.write_text("mine", encoding="utf-8")
    link.symlink_to(file)
    for words in (["--output", str(file)], ["--output", str(link), "--force"]):
        done = check(*words)
        assert (done.returncode, done.stderr.count("\n")) == (74, 1)
    assert file.read_text(encoding="utf-8") == "mine"


def test_another_protocol_is_told(tmp_path: Path) -> None:
    """With --protocol a line on standard error names it, and the result stays clean."""
    folder = shutil.copytree(shipped_folder(), tmp_path / "questions")
    other = check("--protocol", str(folder))
    assert other.stderr.startswith(NOTICE)
    assert str(folder) in other.stderr
    assert NOTICE not in other.stdout
    assert check().stderr == ""


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_another_protocol_is_told_to_a_person_before_the_first_question(plain: bool, tmp_path: Path) -> None:
    """Who is asked by questions that did not come with the program sees so first."""
    folder = shutil.copytree(shipped_folder(), tmp_path / "questions")
    first = protocol().questions[0]
    with Screen("--protocol", str(folder), *(["--plain"] if plain else []), rows=200) as screen:
        interview(screen, person(**{first.facts[0]: "yes"}), plain=plain)
        assert screen.wait_for_end() == 0
        seen = " ".join(screen.seen.decode().split())
        assert seen.index(NOTICE) < seen.index("Question 1,")
