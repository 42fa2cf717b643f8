"""Report to Markdown (CommonMark 0.31): headings and lists; whatever a protocol or a person says stays plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backcheck.render.parts import PATIENT, Section, clean
from backcheck.render.plain import opening
from backcheck.render.sections import headline, sections
from backcheck.report import Report

_SPECIAL = re.compile(r"[\\`*_\[\]<>&#|~!]")
_LINE_START = re.compile(r"^([-+=:]|\d+(?=[.)]))")
_LINK_START = re.compile(r"(?i)\b(www)\.|(:)//")


def render(report: Report, reader: str = PATIENT) -> str:
    """Give the whole result; the action is the title and stands again as the last line."""
    action = escaped(f"{opening(report)}: {headline(report)}.")
    parts = [f"# {action}", *(_section(one) for one in sections(report, reader)), f"**{action}**"]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Give a text as Markdown that shows exactly this text: no markup, no link, no HTML, on one line."""
    text = _SPECIAL.sub(lambda sign: f"\\{sign[0]}", " ".join(clean(text).split()))
    # GitHub makes links of bare addresses; an escaped dot or colon is shown the same and makes none.
    text = _LINK_START.sub(lambda start: f"{start[1]}\\." if start[1] else "\\://", text)
    return _LINE_START.sub(lambda start: start[1] + "\\" if start[1].isdigit() else f"\\{start[1]}", text)


def _section(section: Section) -> str:
    if not section.heading:
        return "\n\n".join(escaped(item.text) for item in section.items)
    return "\n".join([f"## {escaped(section.heading)}", "", *_items(section)])


def _items(section: Section) -> Iterator[str]:
    for item in section.items:
        yield f"- {escaped(item.text)}"
        yield from (f"  - {escaped(detail)}" for detail in item.details)
