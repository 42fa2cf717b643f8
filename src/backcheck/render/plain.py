"""Report to plain text for screen readers, braille lines and logs: no colour, no boxes, words first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from backcheck.render.parts import PATIENT, clean
from backcheck.render.sections import headline, sections
from backcheck.report import Report

OPENING = {
    "emergency": "Immediate action required",
    "urgent": "Urgent",
    "planned": "Not urgent",
    "self_care": "Care for yourself",
}


def render(report: Report, width: int = 80, reader: str = PATIENT) -> str:
    """Give the whole result; the action stands first and again as the last line."""
    first = f"{opening(report)}: {headline(report)}."
    return "\n".join([*_wrap(first, width), "", *_body(report, width, reader), *_wrap(first, width)]) + "\n"


def opening(report: Report) -> str:
    """Give the word or two before the action, which say how urgent it is, or that nothing is decided."""
    return OPENING[report.rung.group] if report.complete or report.is_emergency else "Not finished"


def _body(report: Report, width: int, reader: str) -> Iterator[str]:
    for section in sections(report, reader):
        if section.heading:
            yield f"{section.heading}:"
        bullet = "- " if section.heading and len(section.items) + len(section.items[0].details) > 1 else ""
        for item in section.items:
            yield from _wrap(clean(item.text), width, first=bullet)
            for detail in item.details:
                yield from _wrap(clean(detail), width, indent="  ")
        yield ""


def _wrap(text: str, width: int, indent: str = "", first: str = "") -> list[str]:
    # Words longer than the line are left whole: a cut number or name is worse than a long line.
    return textwrap.wrap(
        text,
        max(width, 20),
        initial_indent=indent + first,
        subsequent_indent=indent + " " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
