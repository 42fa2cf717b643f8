"""``backcheck mutate`` as typed: what it tells, how it ends, and how it is stopped."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from backcheck.reading import shipped_folder

BACKCHECK = (sys.executable, "-m", "backcheck")


def backcheck(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the program."""
    done = subprocess.run([*BACKCHECK, *words], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def without_cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the shipped protocol that no case watches over."""
    folder = tmp_path_factory.mktemp("protocol") / "questions"
    shutil.copytree(shipped_folder(), folder, ignore=shutil.ignore_patterns("cases"))
    return folder


def test_one_rule_of_the_shipped_protocol_has_nothing_that_survives() -> None:
    """It exits 0, says by how much each small change was noticed, and by whom."""
    done = backcheck("mutate", "--rule", "burning_stripe", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert told["counts"]["survived"] == 0
    assert {one["subject"] for one in told["mutants"]} == {"burning_stripe"}
    assert any("edges-" in one["by"] for one in told["mutants"])


def test_a_survivor_comes_with_a_person_and_exit_1(without_cases: Path) -> None:
    """Without cases, doubt about a burning stripe is watched by nobody, and one person shows what that means."""
    words = ("mutate", "--rule", "burning_stripe", "--protocol", str(without_cases))
    done = backcheck(*words, "--plain")
    assert done.returncode == 1
    assert "SURVIVED: rule burning_stripe: `if unsure: routine` became `none`" in done.stdout.replace("\n", " ")
    for wanted in ("It matters for: ", "Before: ", "After: ", "burning skin: not sure"):
        assert wanted in done.stdout.replace("\n    ", " ")
    assert "4 of 4 changes tried" in done.stderr


def test_samples_say_that_they_are() -> None:
    """Of how many, and with which seed, so that anybody can draw the same again."""
    done = backcheck("mutate", "--rule", "burning_stripe", "--sample", "1", "--seed", "5")
    assert "1 of the 4, by chance with seed 5: 1 tried" in done.stdout.replace("\n", " ")


def test_a_name_that_is_not_there_is_a_mistake_in_typing() -> None:
    """Names that are near stand in the message."""
    done = backcheck("mutate", "--rule", "burning_strip")
    assert (done.returncode, done.stdout) == (2, "")
    assert "burning_stripe" in done.stderr


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="process groups are of POSIX")
def test_ctrl_c_ends_it_and_its_helpers() -> None:
    """One sentence, exit 130, and nothing of it runs on."""
    running = subprocess.Popen(
        [*BACKCHECK, "mutate"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    group = running.pid
    while running.poll() is None and len(members(group)) < 3:
        time.sleep(0.05)
    os.killpg(group, signal.SIGINT)
    said, complained = running.communicate(timeout=60)
    assert (running.returncode, said) == (130, "")
    assert complained.strip() == "Stopped."
    until = time.monotonic() + 30
    while members(group) and time.monotonic() < until:
        time.sleep(0.05)
    assert members(group) == []


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="process groups are of POSIX")
def test_a_lost_helper_is_told_and_the_others_end() -> None:
    """One killed by the system, for lack of memory perhaps, ends the work with one sentence."""
    running = subprocess.Popen(
        [*BACKCHECK, "mutate"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    while not (helpers := with_words(running.pid, "multiprocessing-fork")):
        assert running.poll() is None
        time.sleep(0.05)
    os.kill(helpers[-1], signal.SIGKILL)
    said, complained = running.communicate(timeout=120)
    assert (running.returncode, said) == (1, "")
    assert complained.startswith("A helper process ended before its work was done")
    assert complained.count("\n") == 1
    assert with_words(running.pid, "multiprocessing-fork") == []


def with_words(group: int, words: str) -> list[int]:
    """Give the numbers of a group's processes that were started with these words."""
    listed = subprocess.run(["ps", "-Aww", "-o", "pgid=,pid=,args="], capture_output=True, text=True, check=True).stdout
    rows = (line.split(None, 2) for line in listed.splitlines())
    return [int(row[1]) for row in rows if int(row[0]) == group and words in row[-1]]


def members(group: int) -> list[str]:
    """Give the processes of a group that still run."""
    listed = subprocess.run(["ps", "-A", "-o", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in listed.splitlines())
    return [state for own, state in rows if int(own) == group and not state.startswith("Z")]
