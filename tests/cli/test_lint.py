"""``backcheck lint``: mistakes with their lines, then claims, then cases; once, or after each saving."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from backcheck.cli.lint import changed, look_at_files
from tests.project.test_house import ROOT
from tests.reading.workshop import WORKSHOP
from tests.screen import BACKCHECK, Screen, environment

BICYCLE = ROOT / "docs" / "examples" / "bicycle"
BRAKES = "topics/brakes.yaml"
HIDDEN = "import sys; sys.modules |= dict.fromkeys(('pysat', 'pysat.solvers', 'oxidd', 'oxidd.bdd')); "
WITHOUT_SOLVER = [sys.executable, "-c", HIDDEN + "from backcheck.__main__ import main; sys.exit(main())"]


def lint(folder: Path, *words: str, command: list[str] = BACKCHECK) -> subprocess.CompletedProcess[str]:
    """Run it on a folder."""
    words = (*command, "lint", str(folder), *words)
    done = subprocess.run(words, env=environment(), capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def bicycle(tmp_path: Path) -> Path:
    """Give a copy of the bicycle protocol to change."""
    return Path(shutil.copytree(BICYCLE, tmp_path / "bicycle"))


def change(folder: Path, name: str, before: str, after: str) -> None:
    """Change one text of one file for another."""
    text = (folder / name).read_text(encoding="utf-8")
    assert before in text
    (folder / name).write_text(text.replace(before, after), encoding="utf-8")


def test_a_sound_protocol_is_called_so(bicycle: Path) -> None:
    """It exits 0 after mistakes, claims and cases were all looked at."""
    done = lint(bicycle)
    assert done.returncode == 0
    assert done.stdout.startswith("Sound")
    assert "10 of 10 claims" in done.stdout


def test_all_mistakes_come_at_once_with_their_lines(bicycle: Path) -> None:
    """Mistakes in two files are both shown, and nothing is proved of what does not load."""
    change(bicycle, BRAKES, "brakes_since is today", "brakes_sinse is today")
    change(bicycle, "care.yaml", "rung: next_service", "rung: next_servise")
    done = lint(bicycle)
    assert done.returncode == 65
    assert "did you mean `brakes_since`" in done.stdout
    assert f"{bicycle}/care.yaml:" in done.stdout
    assert "FAILS" not in done.stdout


def test_mistakes_in_cases_do_not_keep_claims_from_being_proved(bicycle: Path) -> None:
    """A case that names no fact and a number without a case are mistakes; the claims are told as well."""
    change(bicycle, "cases/brakes.yaml", "brakes_gone: yes", "brakes_gon: yes")
    done = lint(bicycle)
    assert done.returncode == 65
    assert "[unknown-line]" in done.stdout or "[unknown-name]" in done.stdout
    assert "10 of 10 claims" in done.stdout.replace("\n", " ")


def test_a_number_without_a_case_underlines_the_comparison(bicycle: Path) -> None:
    """The line that compares is shown."""
    change(bicycle, "cases/tyres.yaml", "tyre_hardness: 2", "tyre_hardness: 1")
    done = lint(bicycle)
    assert done.returncode == 65
    assert "topics/tyres.yaml" in done.stdout
    assert "[threshold-without-case]" in done.stdout


def test_a_failing_claim_is_shown_by_one_person(bicycle: Path) -> None:
    """It exits 1, names the person, and the command that shows the rest."""
    change(bicycle, BRAKES, "    if unsure: stop_riding\n", "    if unsure: next_service\n")
    done = lint(bicycle)
    assert done.returncode == 1
    assert "(floors) FAILS" in done.stdout
    assert "Person: a brake that does not hold: not sure" in done.stdout
    assert f"backcheck verify --protocol {bicycle} --claim floors\n" in done.stdout


def test_a_wrong_case_is_told_after_the_claims(bicycle: Path) -> None:
    """It exits 1 and says what came out instead."""
    change(
        bicycle, "cases/tyres.yaml", "expect: workshop_this_week\n  because: [wobbling_wheel]", "expect: next_service"
    )
    done = lint(bicycle)
    assert done.returncode == 1
    assert "came out as workshop_this_week, expected next_service" in done.stdout
    assert "10 of 10 claims" in done.stdout.replace("\n", " ")


def test_without_a_solver_it_says_what_to_install(bicycle: Path) -> None:
    """The cases are still run, and what was not proved is not called sound."""
    done = lint(bicycle, command=WITHOUT_SOLVER)
    assert done.returncode == 2
    assert "backcheck[verify]" in done.stdout
    assert "Sound as far as" in done.stdout
    assert "no claim was checked" in done.stdout.replace("\n", " ")
    assert "12 of 12 cases" in done.stdout.replace("\n", " ")


def test_without_a_solver_what_fails_still_counts(bicycle: Path) -> None:
    """A case that comes out wrong exits 1, solver or none."""
    change(
        bicycle, "cases/tyres.yaml", "expect: workshop_this_week\n  because: [wobbling_wheel]", "expect: next_service"
    )
    done = lint(bicycle, command=WITHOUT_SOLVER)
    assert done.returncode == 1
    assert "Not sound yet" in done.stdout


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_no_folder_is_one_sentence(name: str, tmp_path: Path) -> None:
    """A folder that is not there, and a file, exit 66."""
    (tmp_path / "file").touch()
    done = lint(tmp_path / name)
    assert (done.returncode, done.stdout) == (66, "")
    assert len(done.stderr.splitlines()) == 1


def test_watching_looks_again_after_each_saving(bicycle: Path) -> None:
    """A mistake that is saved is told without a word typed, its mending too, and Ctrl-C ends with 130."""
    with Screen("lint", str(bicycle), "--watch", "--plain", columns=120) as screen:
        screen.wait_for("Ctrl-C ends")
        change(bicycle, BRAKES, "brakes_since is today", "brakes_sinse is today")
        screen.wait_for("did you mean `brakes_since`")
        change(bicycle, BRAKES, "brakes_sinse is today", "brakes_since is today")
        screen.wait_for("Changed: topics/brakes.yaml\nSound")
        screen.press("\x03")
        assert screen.wait_for_end() == 130
        assert b"\x1b" not in screen.seen


def test_what_editors_leave_behind_is_no_change(bicycle: Path) -> None:
    """Backup and hidden files are not looked at; a new, a gone and a written file are."""
    before = look_at_files(str(bicycle))
    (bicycle / "care.yaml~").touch()
    (bicycle / ".care.yaml.swp").touch()
    assert changed(before, look_at_files(str(bicycle))) == ()
    (bicycle / "topics" / "new.yaml").touch()
    (bicycle / "advice.yaml").unlink()
    os.utime(bicycle / "care.yaml", ns=(1, 1))
    after = look_at_files(str(bicycle))
    assert changed(before, after) == ("advice.yaml", "care.yaml", "topics/new.yaml")


def test_claims_that_fail_are_found_in_the_small_workshop() -> None:
    """The protocol of the tests that breaks claim 3 is not called sound."""
    done = lint(WORKSHOP)
    assert done.returncode == 1
    assert "Claim 3 (monotony) FAILS" in done.stdout
