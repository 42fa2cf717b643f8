"""Report to plain text for screen readers, braille lines and logs: no colour, no boxes, words first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from backcheck.render.sections import clean, headline, sections
from backcheck.report import Report

OPENING = {
    "emergency": "Immediate action required",
    "urgent": "Soon",
    "planned": "Not urgent",
    "self_care": "Care for yourself",
}


def render(report: Report, width: int = 80) -> str:
    """Give the whole result; the action stands first and again as the last line."""
    first = f"{OPENING[report.rung.group]}: {headline(report)}."
    return "\n".join([*_wrap(first, width), "", *_body(report, width), *_wrap(first, width)]) + "\n"


def _body(report: Report, width: int) -> Iterator[str]:
    for section in sections(report):
        if section.heading:
            yield f"{section.heading}:"
        for item in section.items:
            yield from _wrap(clean(item.text), width)
            for detail in item.details:
                yield from _wrap(clean(detail), width, indent="  ")
        yield ""


def _wrap(text: str, width: int, indent: str = "") -> list[str]:
    # Words longer than the line are left whole: a cut number or name is worse than a long line.
    return textwrap.wrap(
        text,
        max(width, 20),
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
