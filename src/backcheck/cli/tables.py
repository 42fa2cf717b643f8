"""Tables on a screen: in columns with bars where there is room, else and in plain mode a line for each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backcheck.cli.asking import wrapped
from backcheck.cli.streams import Streams
from backcheck.render.bars import Bar, Chart
from backcheck.render.parts import clean
from backcheck.teach.tables import Table

WIDEST_PIPED = 120
SHORTEST_BAR, LONGEST_BAR = 8, 30
BETWEEN = "  "
NO_BREAK = "\N{NO-BREAK SPACE}"


def tell_tables(streams: Streams, tables: Iterable[Table]) -> None:
    """Write tables to standard output."""
    for table in tables:
        for line in _laid_out(streams, table):
            streams.stdout.write(line + "\n")
    streams.stdout.flush()


def tell_lines(streams: Streams, lines: Iterable[str]) -> None:
    """Write lines to standard output, wrapped to the screen; what begins with blanks stays indented."""
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()))
        streams.stdout.write(wrapped(clean(line.lstrip()), _width(streams), indent) + "\n")
    streams.stdout.flush()


def charts_of(tables: Iterable[Table]) -> tuple[Chart, ...]:
    """Give the tables that have bars as charts, the figures that a table has beside a bar after it."""
    found = (table for table in tables if table.bars)
    return tuple(
        Chart(
            table.title,
            tuple(Bar(row[0], bar, _figures(table, row)) for row, bar in zip(table.rows, table.bars, strict=True)),
        )
        for table in found
    )


def _laid_out(streams: Streams, table: Table) -> Iterator[str]:
    width = _width(streams)
    yield ""
    yield wrapped(f"{clean(table.title)}:", width)
    rows = [tuple(map(clean, row)) for row in (table.head, *table.rows)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(table.head))]
    if streams.plain or sum(widths) + len(BETWEEN) * (len(widths) - 1) > width:
        yield from (_kept(f"- {_in_words(table, row)}", width) for row in rows[1:])
    elif table.rows:
        yield from _columns(rows, widths, table.bars, width, _sign(streams))
    if table.note:
        yield wrapped(clean(table.note), width)


def _kept(text: str, width: int) -> str:
    """Wrap a line, each figure with its percent sign."""
    return wrapped(text.replace(" %", f"{NO_BREAK}%"), width).replace(NO_BREAK, " ")


def _columns(
    rows: list[tuple[str, ...]], widths: list[int], bars: tuple[float, ...], width: int, sign: str
) -> Iterator[str]:
    room = min(width - sum(widths) - len(BETWEEN) * len(widths) - 1, LONGEST_BAR)
    most = max(bars, default=0.0) or 1.0
    lengths = ["", *(sign * round(room * bar / most) for bar in bars)] if bars and room >= SHORTEST_BAR else []
    for place, row in enumerate(rows):
        cells = [
            cell.ljust(size) if column == 0 else cell.rjust(size)
            for column, (cell, size) in enumerate(zip(row, widths, strict=True))
        ]
        drawn = [lengths[place]] if lengths else []
        yield BETWEEN.join([*cells, *drawn]).rstrip()


def _in_words(table: Table, row: tuple[str, ...]) -> str:
    """Give a row as one sentence: its first cell, then each figure with the name of its column."""
    first, *rest = row
    return f"{first}: {'; '.join(f'{name} {cell}' for name, cell in zip(table.head[1:], rest, strict=True))}."


def _figures(table: Table, row: tuple[str, ...]) -> str:
    named = dict(zip(table.head, row, strict=True))
    shown = [named[name] for name in ("share", "holds") if name in named]
    interval = named.get("95 % interval")
    return f"{' '.join(shown)} ({interval})" if interval else " ".join(shown)


def _sign(streams: Streams) -> str:
    return "█" if (getattr(streams.stdout, "encoding", "") or "").lower().startswith("utf") else "#"


def _width(streams: Streams) -> int:
    return streams.width() - 1 if streams.stdout_is_terminal else WIDEST_PIPED
