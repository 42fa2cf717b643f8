"""Report to one HTML file: no script, nothing fetched, readable on a phone, in the dark and on paper.

The whole result stands in it once more as JSON, for programs: the text of ``<pre id="backcheck-result" hidden>``.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection, Iterator
from html import escape
from pathlib import Path

from backcheck.render.as_json import as_mapping
from backcheck.render.body_map import figure
from backcheck.render.parts import CLINICIAN, PATIENT, Item, Section, clean
from backcheck.render.plain import opening
from backcheck.render.sections import headline, sections
from backcheck.report import Report

RESULT_ID = "backcheck-result"
NOTE = "This file holds your answers too, once more in a form for programs. Give it only to people who may know them."
LENGTHS = {PATIENT: (0, 9000, 12000, 18000), CLINICIAN: (6100, 8050, 9900, 12500)}
"""Of fewer letters than the first a page is short and prints in larger type; from the second on it is long and prints
in smaller type, up to the third: what is longer still goes on over one page of paper more, in the usual type, and from
the fourth on in the smaller."""
_NOTE_TITLE = "Note for a clinician"


def render(report: Report, reader: str = PATIENT) -> str:
    """Give the whole page; the action is its heading."""
    style = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
    return "\n".join([*_head(report, style, reader), *_body(report, reader), "</html>", ""])


def _head(report: Report, style: str, reader: str) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">'
    yield f"<title>{_text(headline(report))}{f' - {_NOTE_TITLE}' if reader == CLINICIAN else ''}</title>"
    yield f"<style>{style}</style>\n</head>"


def _policy(style: str) -> str:
    """Give the content-security policy: nothing is loaded or run, and only this very style counts."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _body(report: Report, reader: str) -> Iterator[str]:
    first, *rest, last = told = sections(report, reader)
    yield f'<body class="{_text(report.rung.group)} {_text(reader)} {_length(letters(told), reader)}">\n<main>'
    above = f"{_NOTE_TITLE}. {opening(report)}" if reader == CLINICIAN else opening(report)
    yield f"<header>\n<p>{_text(above)}</p>\n<h1>{_text(headline(report))}</h1>\n</header>"
    yield f'<div class="first">\n{_paragraphs(first)}\n</div>'
    yield '<div class="rest">'
    yield _section(rest[0]) if rest else ""
    # To a patient an emergency tells the action, why, what to say and what not to do; no more.
    if reader == CLINICIAN or not report.is_emergency:
        yield figure({area: tuple(map(clean, words)) for area, words in report.marks.items()})
    yield from map(_section, rest[1:])
    yield "</div>"
    yield f"<footer>\n<h2>{_text(last.heading)}</h2>\n{_paragraphs(last)}\n<p>{NOTE}</p>\n</footer>\n</main>"
    copy = json.dumps(as_mapping(report), ensure_ascii=True, separators=(",", ":"))
    yield f'<pre id="{RESULT_ID}" hidden>{escape(copy)}</pre>\n</body>'


def _length(count: int, reader: str) -> str:
    """Give how long so many letters are on paper, which sets the size of the type."""
    short, long, longest, most = LENGTHS[reader]
    if count < short:
        return "short"
    return "long" if long < count < longest or count > most else "usual"


def letters(told: Collection[Section]) -> int:
    """Give how much there is to print, about as many letters as it takes."""
    items = [item for section in told for item in section.items]
    return 15 * len(told) + sum(10 + len(item.text) + sum(map(len, item.details)) for item in items)


def _section(section: Section) -> str:
    """Give a section; one point without more to it is a paragraph, several are a list."""
    inside = f"<ul>\n{''.join(map(_item, section.items))}</ul>"
    if len(section.items) == 1 and not section.items[0].details:
        inside = _paragraphs(section)
    return f"<section>\n<h2>{_text(section.heading)}</h2>\n{inside}\n</section>"


def _item(item: Item) -> str:
    """Give a point; its text is a title where more stands under it and it is no sentence."""
    words = _text(item.text)
    if item.details and not item.text.endswith("."):
        words = f"<b>{words}</b>"
    return f"<li>{words}{''.join(f' <p>{_text(detail)}</p>' for detail in item.details)}</li>\n"


def _paragraphs(section: Section) -> str:
    return "\n".join(f"<p>{_text(item.text)}</p>" for item in section.items)


def _text(words: str) -> str:
    return escape(clean(words))
