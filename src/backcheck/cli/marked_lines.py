"""Marked lines on a screen: signs and colour where they can be drawn, else words; wrapped to any width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from backcheck.cli.asking import wrapped
from backcheck.cli.streams import USUAL_WIDTH, Streams
from backcheck.logic import NO, UNKNOWN, YES
from backcheck.render.parts import clean
from backcheck.teach.lines import Line

if TYPE_CHECKING:
    from rich.text import Text

SIGNS = {YES: "✓", NO: "✗", UNKNOWN: "?"}
STYLES = {"heading": "bold", "alert": "bold", "rule": "bold", "aside": "", "": ""}
MARK_STYLES = {YES: "bold green", NO: "cyan", UNKNOWN: "yellow"}
STEP = "  "
DEEPEST_SHARE = 3
"""Indentation takes no more than one of so many parts of the width."""


def tell_marked(streams: Streams, lines: Iterable[Line]) -> None:
    """Write lines to standard output; in colour on a terminal that has it."""
    width = streams.width() - 1 if streams.stdout_is_terminal else USUAL_WIDTH
    if not streams.stdout_colour:
        for text, _ in laid_out(lines, width, signs=has_signs(streams)):
            streams.stdout.write(f"{text}\n")
        streams.stdout.flush()
        return
    from rich.console import Console

    screen = Console(file=streams.stdout, width=width + 1, force_terminal=True)
    for text, line in laid_out(lines, width, signs=has_signs(streams)):
        screen.print(coloured(text, line), soft_wrap=True)


def has_signs(streams: Streams) -> bool:
    """Say whether marks are signs: not in plain mode, nor where the encoding would turn one into a question mark."""
    try:
        "".join(SIGNS.values()).encode(getattr(streams.stdout, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return not streams.plain


def laid_out(lines: Iterable[Line], width: int, *, signs: bool) -> Iterator[tuple[str, Line]]:
    """Give each line wrapped, with the line it comes from."""
    for line in lines:
        indent = STEP * min(line.depth, max(0, width // DEEPEST_SHARE // len(STEP)))
        lead = ""
        if line.mark is not None:
            lead = f"{SIGNS[line.mark]} " if signs else f"{line.word}: "
        text = clean(line.text)
        if not lead and text.startswith("- "):
            lead, text = "- ", text[2:]
        yield wrapped(text, width, indent=f"{indent}{STEP if lead else ''}", first=f"{indent}{lead}"), line


def coloured(text: str, line: Line) -> Text:
    """Give a wrapped line with its styles; its words are never markup."""
    from rich.text import Text

    told = Text(text, style=STYLES[line.kind])
    if line.mark is not None:
        start = len(text) - len(text.lstrip())
        told.stylize(MARK_STYLES[line.mark], start, start + 1)
    return told
