"""``backcheck cases --score``, ``--coverage`` and ``--csv`` as typed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def backcheck(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the program."""
    return subprocess.run([sys.executable, "-m", "backcheck", *words], capture_output=True, text=True, check=False)


def test_the_score_tells_both_ways_and_every_exception() -> None:
    """One run shows the headline, the cautious reading, length, agreement and other checkers."""
    done = backcheck("cases", "--score")
    assert (done.returncode, done.stderr) == (0, "")
    for wanted in (
        "unstated as no",
        "unstated as not sure",
        "under-triage",
        "lines read",
        "two readers",
        "careroute_2025",
    ):
        assert wanted in done.stdout


def test_the_table_goes_to_a_file_once(tmp_path: Path) -> None:
    """A file that is there is only replaced with --force, and the program says so before any work."""
    target = tmp_path / "score.csv"
    assert backcheck("cases", "--csv", str(target)).returncode == 0
    assert target.read_text(encoding="utf-8").startswith("App_name,")
    refused = backcheck("cases", "--csv", str(target))
    assert (refused.returncode, "--force" in refused.stderr) == (74, True)


def test_a_name_and_a_score_are_two_wishes() -> None:
    """A name picks our own cases; with the score it would be ignored, so it is refused."""
    done = backcheck("cases", "anybody", "--score")
    assert (done.returncode, done.stdout) == (2, "")
