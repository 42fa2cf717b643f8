"""Report to a care card for a colour terminal: one column, readable from 20 to 200 columns; words carry the meaning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backcheck.render.parts import PATIENT, clean
from backcheck.render.sections import headline, sections

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from backcheck.report import Report

# Foreground and background are set together: no single colour is readable on both black and white screens.
BANNER = {
    "emergency": "bold #ffffff on #d5281b",
    "urgent": "bold #000000 on #ffdd00",
    "planned": "bold #ffffff on #005eb8",
    "self_care": "bold #ffffff on #00703c",
}
WIDEST = 88


def print_card(report: Report, console: Console, reader: str = PATIENT) -> None:
    """Print the whole result; the action stands first and again as the last line."""
    for line in _lines(report, min(console.width, WIDEST), reader):
        # Never markup, emoji codes or highlighting: the words come from a protocol and a person.
        console.print(line, markup=False, emoji=False, highlight=False, soft_wrap=True)


def drawn(report: Report, width: int, reader: str = PATIENT) -> str:
    """Give the whole result as it is drawn, without colour."""
    import io

    from rich.console import Console

    file = io.StringIO()
    print_card(report, Console(file=file, width=width, color_system=None, _environ={}), reader)
    return file.getvalue()


def _lines(report: Report, width: int, reader: str) -> Iterator[Text]:
    yield from _banner(report, width)
    for section in sections(report, reader):
        yield from _wrapped("", width)
        if section.heading:
            yield from _wrapped(section.heading, width, style="bold")
        for item in section.items:
            bullet = "- " if section.heading else ""
            yield from _wrapped(clean(item.text), width, first=bullet)
            for detail in item.details:
                yield from _wrapped(clean(detail), width, first="  ")
    yield from _wrapped("", width)
    yield from _banner(report, width)


def _banner(report: Report, width: int) -> Iterator[Text]:
    style = BANNER[report.rung.group]
    for line in _wrapped(headline(report).upper(), width - 2):
        line.pad_right(max(0, width - 2 - line.cell_len))
        line.pad(1)
        line.stylize(style)
        yield line


def _wrapped(text: str, width: int, first: str = "", style: str = "") -> Iterator[Text]:
    """Wrap by whole words; following lines stand under the text, not under the bullet."""
    import textwrap

    from rich.text import Text

    lines = textwrap.wrap(
        text,
        max(width, 12),
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in lines or [""]:
        yield Text(line, style=style)
