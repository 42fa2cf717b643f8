"""In which form a result comes, and where it goes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from backcheck.cli.forms import form_of
from backcheck.cli.options import CheckOptions
from tests.cli.typed import typed

PROGRAM = (sys.executable, "-m", "backcheck", "check")
STARTS = {"plain": "Immediate action", "json": "{", "markdown": "# Immediate action", "html": "<!doctype html>"}


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Give the file of somebody who has to go to hospital now."""
    file = tmp_path / "answers.yaml"
    file.write_text("numb_saddle: yes\nnerve_when: last_2_days\nothers: no\n", encoding="utf-8")
    return file


def check(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run ``backcheck check``."""
    return subprocess.run([*PROGRAM, *map(str, words)], capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(("form", "start"), STARTS.items())
def test_a_form_is_named(answers: Path, form: str, start: str) -> None:
    """Each form is there by its name."""
    ran = check("--answers", answers, "--format", form)
    assert ran.returncode == 0
    assert ran.stdout.startswith(start)


def test_a_drawn_card_in_a_pipe_has_no_escape_and_plain_wins(answers: Path) -> None:
    """--format terminal draws letters only where nobody can draw; with --plain it is plain text."""
    drawn = check("--answers", answers, "--format", "terminal").stdout
    assert drawn.strip().startswith("GO TO AN EMERGENCY DEPARTMENT NOW")
    assert "\x1b" not in drawn
    assert check("--answers", answers, "--format", "terminal", "--plain").stdout.startswith(STARTS["plain"])


@pytest.mark.parametrize(
    ("name", "form"),
    [
        *(("r.json", "json"), ("r.md", "markdown"), ("R.HTML", "html"), ("r.txt", "plain"), ("r", ""), ("a.b/r", "")),
        *(
            ("r.fhir", "fhir"),
            ("r.fhir.json", "fhir"),
            ("a.fhir/r.json", "json"),
            ("my.result.htm", "html"),
            ("r.", ""),
        ),
    ],
)
def test_the_ending_of_a_file_tells_its_form(name: str, form: str) -> None:
    """Where no form is named, the file's ending names it."""
    assert form_of(CheckOptions(output=name)) == form
    assert form_of(CheckOptions(output=name, format="markdown")) == "markdown"
    assert form_of(CheckOptions(output=name, json=True)) == "json"


@pytest.mark.parametrize("name", ["r.pdf", "r.fihr", "r.json.gz", "r.docx"])
def test_an_ending_of_no_form_is_refused_before_anything_is_asked(name: str, tmp_path: Path) -> None:
    """No file holds another form than its name says; who names a form may call the file what they like."""
    done = typed("check", "--answers", "no file", "--output", str(tmp_path / name))
    assert (done.code, list(tmp_path.iterdir())) == (2, [])
    assert "No result can be written as ." in done.err
    assert all(ending in done.err for ending in (".json", ".fhir", ".html", ".md", ".txt", "--format"))
    assert form_of(CheckOptions(output=name, format="plain")) == "plain"


def test_a_page_is_written_once_and_read_again(answers: Path, tmp_path: Path) -> None:
    """A page is the owner's alone, is not written over, and can be checked again with the same result."""
    page = tmp_path / "result.html"
    assert check("--answers", answers, "--output", page).returncode == 0
    assert page.stat().st_mode & 0o077 == 0
    assert check("--answers", answers, "--output", page).returncode == 74
    again = json.loads(check("--answers", page, "--json").stdout)
    assert again["rung"] == "emergency_department"


def test_two_forms_at_once_are_refused(answers: Path) -> None:
    """--json beside another form is a mistake that is told before anything is asked."""
    ran = check("--answers", answers, "--json", "--format", "html")
    assert ran.returncode == 2
    assert "--format html" in ran.stderr
