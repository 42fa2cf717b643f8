"""Pages for a class to print: its scores, or its cases told in words. One file, no scripts, nothing loaded."""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from html import escape

from backcheck.teach.tables import Table

STYLE = """
body { font: 16px/1.45 system-ui, sans-serif; color: #1a1a1a; background: #ffffff; max-width: 60rem; margin: 2rem auto;
  padding: 0 1rem }
h1 { font-size: 1.6rem } h2 { font-size: 1.2rem; margin: 2rem 0 0.4rem }
p.exercise { border: 2px solid #1a1a1a; padding: 0.5rem 0.8rem; font-weight: bold }
div.wide { overflow-x: auto }
table { border-collapse: collapse; margin: 0.3rem 0 }
caption { text-align: left; font-size: 0.95rem; padding: 0.2rem 0 }
th, td { border: 1px solid #767676; padding: 0.2rem 0.6rem; text-align: right; vertical-align: top }
td { white-space: nowrap } th { background: #e8edee }
th:first-child, td.words { text-align: left; white-space: normal; overflow-wrap: anywhere; min-width: 8rem }
section.person { break-inside: avoid; border-top: 1px solid #767676; padding-top: 0.4rem }
@media print { body { margin: 0; max-width: none; font-size: 11pt } h2 { break-after: avoid } tr { break-inside: avoid }
  div.wide { overflow: visible } }
""".strip()
_LONG = 24


def page(title: str, lines: Sequence[str], tables: Iterable[Table]) -> str:
    """Give a page with some lines, the first of them in a frame, and the tables under them."""
    return _document(title, [*_opening(title, lines), *(part for table in tables for part in _table(table))])


def people_page(title: str, lines: Sequence[str], people: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Give a page that tells some people in words, each under an id, with nothing of how they ended."""
    told: list[str] = []
    for id_, words in people:
        told += [f'<section class="person"><h2>{_text(id_)}</h2>', "<ul>"]
        told += [f"<li>{_text(line)}</li>" for line in words]
        told += ["</ul>", "<p>Rung: ______________________</p></section>"]
    return _document(title, [*_opening(title, lines), *told])


def _document(title: str, body: Sequence[str]) -> str:
    digest = b64encode(sha256(f"\n{STYLE}\n".encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<main>\n"
    )
    return head + "\n".join(body) + "\n</main>\n</body>\n</html>\n"


def _opening(title: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"<h1>{_text(title)}</h1>"
    for place, line in enumerate(lines):
        yield f'<p class="exercise">{_text(line)}</p>' if place == 0 else f"<p>{_text(line)}</p>"


def _table(table: Table) -> Iterator[str]:
    yield f"<h2>{_text(table.title)}</h2>"
    if table.rows:
        caption = f"<caption>{_text(table.note)}</caption>" if table.note else ""
        yield f'<div class="wide"><table>{caption}'
        yield "<thead><tr>" + "".join(f'<th scope="col">{_text(name)}</th>' for name in table.head) + "</tr></thead>"
        yield "<tbody>"
        for first, *cells in table.rows:
            row = "".join(f"<td{_kind(cell)}>{_text(cell)}</td>" for cell in cells)
            yield f'<tr><th scope="row">{_text(first)}</th>{row}</tr>'
        yield "</tbody></table></div>"
    else:
        yield f"<p>{_text(table.note)}</p>"


def _kind(cell: str) -> str:
    return ' class="words"' if len(cell) > _LONG else ""


def _text(text: str) -> str:
    """Give text as HTML, without characters that control or turn the direction of reading."""
    return escape("".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cf", "Zl", "Zp"}))
