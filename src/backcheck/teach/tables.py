"""Tables of text: what the teaching commands find out, before anybody lays it out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backcheck.teach.score import Share
from backcheck.teach.scoresheet import safe_cell


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a head. ``bars`` has one share from 0 to 1 for each row where a picture helps, else none."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    bars: tuple[float, ...] = ()


def percent(share: Share) -> str:
    """Give a share in words: ``12 %``, below 10 with one decimal; nobody of nobody is a dash."""
    if not share.whole:
        return "-"
    value = 100 * share.part / share.whole
    return f"{value:.1f} %" if value < 10 else f"{value:.0f} %"  # noqa: PLR2004  two digits are enough


def between(share: Share) -> str:
    """Give the 95 % interval of a share in percent: ``2.1 to 3.5``."""
    low, high = share.interval
    return f"{100 * low:.1f} to {100 * high:.1f}" if share.whole else "-"


def in_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Give rows as CSV with bare numbers, safe to open in a spreadsheet; what is not there is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([safe_cell("" if cell is None else _plain(cell)) for cell in row] for row in rows)
    return text.getvalue()


def _plain(cell: object) -> str:
    return f"{cell:.4f}" if isinstance(cell, float) else str(cell)
