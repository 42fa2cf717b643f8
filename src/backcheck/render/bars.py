"""Bars as one SVG picture that stands alone: no scripts, nothing loaded, every figure written beside its bar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from backcheck.render.parts import clean

WIDTH, MARGIN = 1000, 30
LABEL, BAR = 380, 330
ROW, HEAD, GAP = 34, 46, 26
LINE = 24
CHARACTERS = 112
"""How many characters of small print fit on a line of the picture, at the width of an average letter."""
LONGEST_LABEL = 40
STYLE = (
    "text{font-family:system-ui,sans-serif;font-size:17px;fill:#1a1a1a}"
    ".head{font-size:21px;font-weight:bold}.small{font-size:15px;fill:#333}"
    ".bar{fill:#005eb8}.ground{fill:#e8edee}.paper{fill:#ffffff}"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its length as a share from 0 to 1, and the figures that stand after it."""

    label: str
    share: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Some bars under a heading; the longest fills the width."""

    title: str
    bars: tuple[Bar, ...]


def bars_svg(title: str, lines: Sequence[str], charts: Sequence[Chart]) -> str:
    """Give the picture; ``lines`` stand under its title, and its description says every figure in words."""
    body = "\n".join(_drawn(title, lines, charts))
    height = _height(lines, charts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="t d">\n<title id="t">{_text(title)}</title>\n'
        f'<desc id="d">{_text(_in_words(charts))}</desc>\n<style>{STYLE}</style>\n'
        f'<rect class="paper" width="{WIDTH}" height="{height}"/>\n{body}\n</svg>\n'
    )


def _drawn(title: str, lines: Sequence[str], charts: Sequence[Chart]) -> Iterator[str]:
    y = MARGIN + 16
    yield f'<text class="head" x="{MARGIN}" y="{y}">{_text(title)}</text>'
    for line in _folded(lines):
        y += LINE
        yield f'<text class="small" x="{MARGIN}" y="{y}">{_text(line)}</text>'
    for chart in charts:
        y += HEAD + GAP
        yield f'<text class="head" x="{MARGIN}" y="{y}">{_text(chart.title)}</text>'
        most = max((bar.share for bar in chart.bars), default=0.0) or 1.0
        for bar in chart.bars:
            y += ROW
            yield from _row(bar, y, bar.share / most)


def _row(bar: Bar, y: int, length: float) -> Iterator[str]:
    left = MARGIN + LABEL
    label = bar.label if len(bar.label) <= LONGEST_LABEL else bar.label[: LONGEST_LABEL - 3] + "..."
    yield f'<text x="{left - 10}" y="{y}" text-anchor="end">{_text(label)}</text>'
    yield f'<rect class="ground" x="{left}" y="{y - 15}" width="{BAR}" height="20"/>'
    yield f'<rect class="bar" x="{left}" y="{y - 15}" width="{length * BAR:.1f}" height="20"/>'
    yield f'<text x="{left + BAR + 12}" y="{y}">{_text(bar.text)}</text>'


def _height(lines: Sequence[str], charts: Sequence[Chart]) -> int:
    rows = sum(HEAD + GAP + ROW * len(chart.bars) for chart in charts)
    return MARGIN + 16 + LINE * len(list(_folded(lines))) + rows + MARGIN


def _folded(lines: Iterable[str]) -> Iterator[str]:
    import textwrap

    for line in lines:
        yield from textwrap.wrap(line, CHARACTERS)


def _in_words(charts: Iterable[Chart]) -> str:
    return " ".join(
        f"{chart.title}: {'; '.join(f'{bar.label}: {bar.text}' for bar in chart.bars)}." for chart in charts
    )


def _text(text: str) -> str:
    return escape(clean(text))
