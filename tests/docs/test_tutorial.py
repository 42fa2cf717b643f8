"""The tutorial can be followed: its commands run as shown, and what it builds is the example that ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.walkthrough import StaleError, commands, fits, refreshed
from tests.project.test_house import ROOT
from tests.teach.drawn import BICYCLE

PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Give the page with what its commands print now, and the folder of whoever followed it."""
    folder = tmp_path_factory.mktemp("reader")
    return refreshed(PAGE, folder), folder


def texts(folder: Path) -> dict[str, str]:
    """Give the text of every file of a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_every_command_prints_what_is_shown(walked: tuple[str, Path]) -> None:
    """Where it does not, run ``make docs`` and read what changed."""
    assert walked[0] == PAGE


def test_what_it_builds_is_the_example_file_for_file(walked: tuple[str, Path]) -> None:
    """But for the README that ``new`` writes."""
    built = texts(walked[1] / "bicycle")
    built.pop("README.md")
    assert built == texts(BICYCLE)


def test_it_shows_what_authors_need() -> None:
    """Beginning, linting, drawing, explaining and proving are all in it."""
    used = {one.words[1] for one in commands(PAGE)}
    assert {"new", "lint", "graph", "explain", "what-if", "verify", "cases"} <= used


def test_a_page_that_went_stale_is_noticed(tmp_path: Path) -> None:
    """Another text than is printed is replaced, a change that does not fit refused; three dots stand for any lines."""
    page = "```console\n$ backcheck --version\nbackcheck 0.0\n```\n"
    assert "backcheck 0.0\n" not in refreshed(page, tmp_path)
    assert refreshed(page.replace("backcheck 0.0", "..."), tmp_path) == page.replace("backcheck 0.0", "...")
    (tmp_path / "a.yaml").write_text("one: 1\n", encoding="utf-8")
    with pytest.raises(StaleError):
        refreshed("```diff a.yaml\n-two: 2\n+two: 3\n```\n", tmp_path)
    with pytest.raises(StaleError):
        refreshed("```console\n$ rm -r here\n```\n", tmp_path)
    assert fits("...\nb\n...\n", "a\na\nb\nc\n")
    assert not fits("...\nb\n", "a\nc\n")
    assert not fits("a\n", "a\nb\n")
