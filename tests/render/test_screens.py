"""What the drawn result looks like at any width, and in any colour."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from backcheck.render.sections import headline
from backcheck.render.terminal import print_card
from backcheck.report import Report
from tests.render.test_results import ONE_PER_RUNG, result
from tests.shipped import protocol

GOLDEN = Path(__file__).parents[1] / "golden"
ESCAPE = "\x1b"


def drawn(report: Report, width: int, reader: str = "patient", *, colour: bool = False) -> list[str]:
    """Give the lines of a drawn result."""
    file = io.StringIO()
    console = Console(
        file=file, width=width, force_terminal=colour, color_system="truecolor" if colour else None, _environ={}
    )
    print_card(report, console, reader)
    return file.getvalue().splitlines()


@pytest.mark.parametrize("width", [20, 40, 80, 120, 200])
@pytest.mark.parametrize("rung", [rung.id for rung in protocol().ladder])
def test_nothing_is_cut_at_any_width(rung: str, width: int) -> None:
    """No line is wider than the screen but for a single word, and every word is there at any width."""
    report = result(ONE_PER_RUNG[rung])
    lines = drawn(report, width)
    assert not [line for line in lines if len(line) > width and len(line.split()) > 2]
    assert " ".join(lines).split() == " ".join(drawn(report, 500)).split()


@pytest.mark.parametrize("width", [20, 40, 80, 120, 200])
@pytest.mark.parametrize("rung", [rung.id for rung in protocol().ladder])
def test_the_action_is_on_the_last_screen(rung: str, width: int) -> None:
    """Without scrolling back, the last of 24 lines tell what to do, at the very end."""
    report = result(ONE_PER_RUNG[rung])
    last = " ".join(" ".join(drawn(report, width)[-23:]).split())
    assert last.endswith(headline(report).upper())


@pytest.mark.parametrize("rung", [rung.id for rung in protocol().ladder])
def test_without_colour_the_words_are_the_same(rung: str) -> None:
    """NO_COLOR takes away nothing but colour, and leaves no ESC byte."""
    report = result(ONE_PER_RUNG[rung])
    plain = drawn(report, 80)
    assert ESCAPE not in "".join(plain)
    assert ESCAPE in "".join(drawn(report, 80, colour=True))


def test_banners_set_both_colours() -> None:
    """On light and dark screens alike the banner is readable: foreground and background come together."""
    from backcheck.render.terminal import BANNER

    for style in BANNER.values():
        assert style.count("#") == 2


@pytest.mark.parametrize("rung", [rung.id for rung in protocol().ladder])
def test_a_clinician_is_told_the_same_facts(rung: str) -> None:
    """Another reader gets other depth: the action stands first and last, and every rule is named."""
    report = result(ONE_PER_RUNG[rung])
    text = " ".join(" ".join(drawn(report, 200, "clinician")).split())
    assert text.startswith(headline(report).upper())
    assert text.endswith(headline(report).upper())
    assert not [reason.rule for reason in report.reasons if f"Rule {reason.rule}" not in text]


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*.txt")), ids=lambda file: file.stem)
def test_golden_screens_keep_to_their_width(file: Path) -> None:
    """The screens that docs are made from are as wide as they say."""
    width = int(file.stem.rpartition("-")[2])
    assert max(map(len, file.read_text(encoding="utf-8").splitlines())) <= width
