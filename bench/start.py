"""How long a person waits, beside well-known programs, all in one run. ``make bench`` prepares the environment.

Times are from Enter to the moment named, on a terminal, medians of interleaved rounds. Targets are ratios.
On a busy machine the processor's own milliseconds are steadier than those that passed.
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent
PYTHON = sys.executable
HELLO = "import questionary; questionary.text('What is your name?').ask()"


@dataclass(frozen=True)
class Wait:
    """One thing to wait for: until ``text`` stands on a terminal, or, without it, until the program has ended."""

    name: str
    command: Sequence[str]
    text: str = ""


@dataclass(frozen=True)
class Target:
    """``ours`` takes at most ``most`` times as long as ``peer``."""

    ours: str
    peer: str
    most: float


TARGETS = (
    Target("backcheck: first screen painted", "questionary hello world", 0.15),
    Target("backcheck: first question ready", "questionary hello world", 1.15),
    Target("backcheck check --answers F --json", "cz version", 0.3),
    Target("backcheck --help", "copier --help", 0.5),
)


@dataclass(frozen=True)
class Took:
    """Milliseconds for one thing: those that passed, and those that a processor worked for it."""

    passed: float
    worked: float


def main() -> int:
    """Measure and print; 0 unless something is broken, or, with ``--check``, a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--check", action="store_true", help="exit 1 when a target is missed")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as empty:
        os.chdir(empty)
        times = measure(waits(Path(empty)), asked.rounds)
    bare = times["python -c pass"].passed
    print(f"{'':36}{'ms':>8}{'x bare Python':>16}{'ms of processor':>18}")
    for name, took in times.items():
        print(f"{name:36}{took.passed:8.1f}{took.passed / bare:16.2f}{took.worked:18.1f}")
    print()
    missed = [target for target in TARGETS if not told(target, times)]
    return 1 if missed and asked.check else 0


def waits(folder: Path) -> tuple[Wait, ...]:
    """Give all that is measured; the answers file says *not sure* to everything the installed protocol asks."""
    answers = folder / "answers.json"
    answers.write_text(json.dumps(all_unsure()), encoding="utf-8")
    ours = str(BIN / "backcheck")
    return (
        Wait("python -c pass", [PYTHON, "-c", "pass"]),
        Wait("questionary hello world", [PYTHON, "-c", HELLO], "What is your name?"),
        Wait("copier --help", [str(BIN / "copier"), "--help"]),
        Wait("cz --help", [str(BIN / "cz"), "--help"]),
        Wait("cz version", [str(BIN / "cz"), "version"]),
        Wait("backcheck: first screen painted", [ours], "backcheck: "),
        Wait("backcheck: first question ready", [ours], "Question 1"),
        Wait("backcheck --help", [ours, "--help"]),
        Wait("backcheck check --answers F --json", [ours, "check", "--answers", str(answers), "--json"]),
    )


def all_unsure() -> dict[str, str]:
    """Give *not sure* for each fact of the installed protocol."""
    from backcheck.reading import read_shipped

    return {fact: "not sure" for question in read_shipped().questions for fact in question.facts}


def measure(waits: Sequence[Wait], rounds: int) -> dict[str, Took]:
    """Give the medians of each; round by round, so that a busy moment falls on all of them alike."""
    for wait in waits:
        once(wait)
    taken: dict[str, list[Took]] = {wait.name: [] for wait in waits}
    for _ in range(rounds):
        for wait in waits:
            taken[wait.name].append(once(wait))
    return {
        name: Took(statistics.median(one.passed for one in all_), statistics.median(one.worked for one in all_))
        for name, all_ in taken.items()
    }


def once(wait: Wait) -> Took:
    """Run it once on a terminal of 80 by 24, until its text stands there or else until it has ended well."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (48, 80))  # so high that no question waits until the first screen was read
    environment = {**os.environ, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
    began = time.perf_counter()
    program = subprocess.Popen(
        wait.command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, env=environment
    )
    os.close(theirs)
    shown = read_until(wait.text.encode(), ours)
    passed = time.perf_counter() - began
    if wait.text:
        program.kill()
    _, status, used = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    os.close(ours)
    well = wait.text.encode() in shown if wait.text else program.returncode == 0
    if not well:
        sys.exit(f"{wait.name} is broken, exit {program.returncode}:\n{shown.decode(errors='replace')}")
    return Took(passed * 1000, (used.ru_utime + used.ru_stime) * 1000)


def read_until(text: bytes, terminal: int) -> bytes:
    """Give what is written to the terminal until a text is there, or, without one, until the program has closed it."""
    shown = b""
    while not text or text not in shown:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # how Linux says that the program has ended
            break
        if not piece:
            break
        shown += piece
    return shown


def told(target: Target, times: dict[str, Took]) -> bool:
    """Print one target and say whether it was met."""
    ratio = times[target.ours].passed / times[target.peer].passed
    worked = times[target.ours].worked / times[target.peer].worked
    met = ratio <= target.most
    word = "met" if met else "MISSED"
    print(
        f"{word:7} {target.ours}: {ratio:.2f} of {target.peer}, wanted at most {target.most} (processor: {worked:.2f})"
    )
    return met


if __name__ == "__main__":
    sys.exit(main())
