"""The lesson can be given: its commands run as shown, the demo steps by keys, the handout prints on two pages."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scripts.handout import handout
from scripts.walkthrough import commands, refreshed
from tests.project.test_docs import spans
from tests.project.test_house import ROOT
from tests.screen import Screen

if TYPE_CHECKING:
    from tests.browser import OpenPage

PAGE = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")
PAGES_OF_PDF = re.compile(rb"/Type\s*/Page\b")
STEPS = re.compile(r"^backcheck demo .*--step$")


def test_every_command_prints_what_is_shown(tmp_path: Path) -> None:
    """Where it does not, run ``make docs`` and read what changed."""
    assert refreshed(PAGE, tmp_path) == PAGE


def test_the_lesson_uses_every_command_for_teaching() -> None:
    """From the demo to the sheet of the class."""
    used = {one.words[1] for one in commands(PAGE)}
    assert {"demo", "explain", "what-if", "graph", "quiz", "mutate", "simulate", "score", "new", "lint"} <= used


def test_the_lesson_is_50_minutes_without_a_gap() -> None:
    """Each part begins where the one before ended."""
    parts = [(int(start), int(end)) for start, end in re.findall(r"^## (\d+) to (\d+) minutes", PAGE, re.MULTILINE)]
    assert parts[0][0] == 0
    assert parts[-1][1] == 50
    assert all(before[1] == after[0] for before, after in pairwise(parts))


def test_the_demo_goes_on_by_enter_and_stops_by_q() -> None:
    """As the lesson has it: one step at a time, on a screen for a room."""
    [words] = {span for span in spans(PAGE) if STEPS.match(span)}
    waits = "for the next step"
    with Screen(*words.split()[1:], "--plain", rows=400) as screen:
        for count in (1, 2):
            screen.wait_for_count(waits, count)
            screen.press("\r")
        screen.wait_for_count(waits, 3)
        screen.press("q\r")
        screen.wait_for_end()
        assert b"\x1b" not in screen.seen


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_handout_prints_on_two_pages(paper: str, open_page: OpenPage) -> None:
    """On the paper of either half of the world."""
    page = open_page(handout())
    assert len(PAGES_OF_PDF.findall(page.pdf(format=paper))) == 2


def test_the_handout_fits_a_telephone_and_asks_for_nothing(open_page: OpenPage, asked_for: list[str]) -> None:
    """No line runs off a narrow screen, and nothing is fetched."""
    page = open_page(handout(), width=375)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert asked_for == []


def test_the_handout_holds_the_ladder_of_our_protocol() -> None:
    """It is never out of date: the rungs come from the protocol itself."""
    from backcheck.reading import read_shipped

    assert all(f"<td>{rung.name}</td>" in handout() for rung in read_shipped().ladder)
