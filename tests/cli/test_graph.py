"""``backcheck graph`` as typed: which part, whose path, where it goes, and what it says of what it cannot do."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import pytest

from tests.screen import BACKCHECK, Screen, environment
from tests.teach.drawn import BICYCLE


def graph(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run it on the bicycle."""
    command = [*BACKCHECK, "graph", "--protocol", str(BICYCLE), *words]
    done = subprocess.run(command, env=environment(), input=given, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize(
    ("form", "begins"), [("outline", "Does my"), ("mermaid", "%%"), ("dot", "digraph"), ("svg", "<svg")]
)
def test_each_format_goes_to_standard_output(form: str, begins: str) -> None:
    """The text alone, nothing else beside it."""
    done = graph("--format", form)
    assert done.returncode == 0
    assert done.stdout.startswith(begins)


@pytest.mark.parametrize(
    ("name", "begins"), [("a.svg", "<svg"), ("a.gv", "digraph"), ("a.mmd", "%%"), ("a.x", "Does my")]
)
def test_a_file_says_by_its_ending_what_it_is(name: str, begins: str, tmp_path: Path) -> None:
    """Only its owner can read it, and it is not replaced without --force."""
    target = tmp_path / name
    done = graph("--output", str(target))
    assert (done.returncode, done.stdout) == (0, "")
    assert target.read_text(encoding="utf-8").startswith(begins)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert graph("--output", str(target)).returncode == 74
    assert graph("--output", str(target), "--force").returncode == 0


def test_a_part_of_a_name_is_enough() -> None:
    """One topic by a word of its title, one person by a word of their case's name."""
    done = graph("--topic", "tyres", "--case", "eve")
    assert "Topic: Tyres and wheels" in done.stdout
    assert "The path of: Eve, 9" in done.stdout
    assert "no_brakes" not in done.stdout


def test_answers_come_from_a_file_or_standard_input(tmp_path: Path) -> None:
    """Both mark the same path."""
    file = tmp_path / "answers.yaml"
    file.write_text("brakes_gone: yes\nbrakes_weak: no\nbrakes_squeal: no\n", encoding="utf-8")
    from_file = graph("--answers", str(file)).stdout
    assert "* Rule no_brakes: A brake does not hold [holds, and decides]" in from_file
    piped = graph("--answers", "-", given=file.read_text(encoding="utf-8")).stdout
    assert piped.splitlines()[3:] == from_file.splitlines()[3:]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--rule", "weak"], 2, "Did you mean"),
        (["--rule", "nothing_like_it"], 2, "No rule"),
        (["--topic", "soup"], 2, "The topics are: Brakes; Tyres and wheels"),
        (["--topic", "s"], 2, "2 topics"),
        (["--topic", "brakes", "--rule", "lowest"], 2, "Leave one out"),
        (["--case", "Eve", "--answers", "x"], 2, "Leave one out"),
        (["--case", "whose"], 2, "cases have 'whose' in their name"),
        (["--case", "Zoe"], 66, "No case"),
        (["--answers", "nowhere.yaml"], 66, "nowhere.yaml"),
        (["--format", "png"], 2, "outline, mermaid, dot, svg"),
        (["--output", "nowhere/a.svg"], 74, "no folder"),
    ],
)
def test_what_it_cannot_do_is_told_in_a_sentence(words: list[str], code: int, said: str) -> None:
    """With the exit code of its kind, and nothing on standard output."""
    done = graph(*words)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


@pytest.mark.parametrize("columns", [40, 120])
def test_on_a_terminal_the_outline_is_wrapped_between_words(columns: int) -> None:
    """No line is wider than the screen, and none is cut in mid-word."""
    with Screen("graph", "--protocol", str(BICYCLE), "--case", "Eve", "--plain", columns=columns, rows=200) as screen:
        assert screen.wait_for_end() == 0
        shown = screen.seen.decode().replace("\r", "")
        lines = shown[shown.index("\nDoes my") + 1 :].splitlines()
        assert max(map(len, lines)) <= columns
        assert "not asked" in " ".join(shown.split())
        assert b"\x1b" not in screen.seen
