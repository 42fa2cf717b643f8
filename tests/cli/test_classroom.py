"""``backcheck simulate``, ``score`` and ``quiz`` as typed: files, refusals, and other protocols."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.screen import environment
from tests.teach.classroom import BICYCLE, OTHERS


def backcheck(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the program; nothing it says is ever a traceback."""
    command = [sys.executable, "-m", "backcheck", *words]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done


def test_a_simulation_is_marked_repeats_and_is_drawn(tmp_path: Path) -> None:
    """The same seed gives the same page; the picture goes to a file once, and its figures stand on the page too."""
    target = tmp_path / "bars.svg"
    words = ("simulate", "--people", "60", "--seed", "3", "--setting", "emergency-department")
    first, again = backcheck(*words, "--svg", str(target)), backcheck(*words)
    assert first.returncode == 0
    assert first.stdout == again.stdout
    assert first.stdout.startswith("SIMULATION")
    assert ET.fromstring(target.read_text(encoding="utf-8")).tag.endswith("svg")  # noqa: S314  our own text
    refused = backcheck(*words, "--svg", str(target))
    assert (refused.returncode, refused.stdout) == (74, "")


def test_json_tells_what_a_rule_is_worth() -> None:
    """With --change the same people stand before and after."""
    words = ("simulate", "--people", "80", "--json", "--change", "sudden_strong_pain=routine")
    told = json.loads(backcheck(*words).stdout)
    assert told["exercise"] is True
    assert told["people"] == 80 == sum(rung["people"] for rung in told["compared"]["after"].values())
    assert len(told["alarms"]) > 100


@pytest.mark.parametrize("folder", OTHERS, ids=lambda path: path.name)
def test_a_protocol_without_figures_is_drawn_alike_and_says_so(folder: Path) -> None:
    """Any protocol that loads can be simulated."""
    done = backcheck("simulate", "--people", "30", "--protocol", str(folder))
    assert done.returncode == 0
    assert "alike" in done.stderr
    assert "alike" in done.stdout


def test_a_distribution_of_ones_own_is_read_with_every_mistake_at_its_line(tmp_path: Path) -> None:
    """A sound file is used by its title; a wrong one exits 65 and names file and line."""
    file = tmp_path / "winter.yaml"
    text = "title: Winter\nabout: x\nout of: 10\nothers: no\n"
    text += "answers:\n  - {fact: fever, yes: 5, sources: [own_decision]}\n"
    file.write_text(text, encoding="utf-8")
    assert "Winter" in backcheck("simulate", "--people", "20", "--distribution", str(file)).stdout
    file.write_text(text.replace("yes: 5", "yes: 50"), encoding="utf-8")
    wrong = backcheck("simulate", "--distribution", str(file))
    assert (wrong.returncode, f"{file}:6:" in wrong.stderr) == (65, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("simulate", "--setting", "nowhere"), 2),
        (("simulate", "--setting", "primary-care", "--distribution", "x"), 2),
        (("simulate", "--distribution", "nowhere.yaml"), 66),
        (("simulate", "--people", "0"), 2),
        (("simulate", "--without", "no_such_rule"), 2),
        (("simulate", "--change", "sudden_strong_pain"), 2),
        (("simulate", "--change", "sudden_strong_pain=soon"), 2),
        (("simulate", "--without", "blood_now", "--compare", str(BICYCLE)), 2),
        (("simulate", "--compare", str(BICYCLE)), 2),
        (("simulate", "--json", "--csv"), 2),
        (("simulate", "--svg", "nowhere/bars.svg"), 74),
        (("score",), 2),
        (("score", "sheet.csv", "--template"), 2),
        (("score", "nowhere.csv"), 66),
        (("score", "--template", "--case-set", "nothing"), 66),
        (("score", "--template", "--html", "nowhere/page.html"), 74),
        (("quiz",), 2),
        (("quiz", "--from", "hearsay"), 2),
    ],
)
def test_what_cannot_be_done_is_one_sentence(words: tuple[str, ...], code: int) -> None:
    """Nothing goes to standard output, and the exit code says what kind of mistake it was."""
    done = backcheck(*words)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.strip()


def test_a_class_goes_from_template_to_scores(tmp_path: Path) -> None:
    """The empty sheet and its people are handed out; filled in, it comes back as table, CSV and page."""
    sheet, handout = tmp_path / "sheet.csv", tmp_path / "people.html"
    made = backcheck("score", "--template", "--csv", str(sheet), "--html", str(handout))
    assert made.returncode == 0
    people = handout.read_text(encoding="utf-8")
    assert "EXERCISE" in people
    assert "myeloma" not in people
    head, *rows = sheet.read_text(encoding="utf-8").splitlines()
    sheet.write_text("\n".join([head, *(f"{row}today" for row in rows)]) + "\n", encoding="utf-8")
    page, scores = tmp_path / "class.html", tmp_path / "scores.csv"
    done = backcheck("score", str(sheet), "--html", str(page), "--csv", str(scores))
    assert done.returncode == 0
    assert done.stdout.startswith("EXERCISE")
    assert "under-triage" in done.stdout
    assert "Confusion matrix" in page.read_text(encoding="utf-8")
    assert len(scores.read_text(encoding="utf-8").splitlines()) == len(rows) + 3


def test_a_sheet_with_a_column_too_many_is_refused(tmp_path: Path) -> None:
    """It exits 65, and says why a sheet holds ids only."""
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("learner,case,rung,what the patient said\nL1,x,today,hello\n", encoding="utf-8")
    done = backcheck("score", str(sheet))
    assert (done.returncode, "real person" in done.stderr) == (65, True)


@pytest.mark.parametrize("folder", OTHERS, ids=lambda path: path.name)
def test_another_protocol_has_sheets_of_its_own_cases(folder: Path) -> None:
    """A case set is a file of its cases."""
    done = backcheck("score", "--template", "--case-set", "brakes", "--protocol", str(folder))
    assert done.returncode == 0
    assert done.stdout.startswith("learner,case,rung\n")
