"""The handout of the lesson as a page to print: ``docs/handout.md`` with the ladder of our own protocol in it."""

from __future__ import annotations

from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

from backcheck.forms.wording import markdown
from backcheck.protocol import Protocol
from backcheck.reading import read_shipped

SOURCE = Path(__file__).resolve().parent.parent / "docs" / "handout.md"
LADDER = "{ladder}"
STYLE = """\
@page { size: A4; margin: 14mm 16mm; }
body { font: 10pt/1.32 Arial, Helvetica, sans-serif; color: #111; background: #fff; }
body { max-width: 178mm; margin: 1em auto; }
h1 { font-size: 20pt; margin: 0 0 .3em; }
h2 { font-size: 12.5pt; margin: .8em 0 .25em; break-after: avoid; }
p, ol { margin: .35em 0; }
ol { padding-left: 1.4em; }
table { border-collapse: collapse; width: 100%; margin: .4em 0; break-inside: avoid; }
th, td { border: 1px solid #777; padding: 2pt 5pt; text-align: left; vertical-align: top; }
th { background: #eee; }
thead:not(:has(th:not(:empty))) { display: none; }
hr { border: 0; margin: 0; break-after: page; }
hr ~ table td { height: 21pt; }
hr ~ h2 + table td:first-child { width: 45%; }
hr + h2 + p + table td { height: 36pt; }
@media print { body { margin: 0; max-width: none; } }
@media (max-width: 600px) { body { margin: .6em; } table { display: block; overflow-x: auto; } }"""


def handout() -> str:
    """Give ``docs/handout.html``."""
    text = SOURCE.read_text(encoding="utf-8")
    made = MarkdownIt("commonmark").enable("table").render(text.replace(LADDER, _ladder(read_shipped())))
    title = text.splitlines()[0].removeprefix("# ")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<main>\n{made}</main>\n</body>\n</html>\n"
    )


def _ladder(protocol: Protocol) -> str:
    rows = [
        f"| {place} | {markdown(rung.name)} | {markdown(protocol.care[rung.id].deadline)} |"
        for place, rung in enumerate(protocol.ladder, start=1)
    ]
    return "\n".join(["| | rung | by when |", "|---|---|---|", *rows])
