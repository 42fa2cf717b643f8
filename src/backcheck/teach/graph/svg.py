"""A graph as an SVG picture, large enough for a lecture; words say what colours and lines repeat."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from backcheck.forms.wording import clean
from backcheck.teach.graph.layout import BETWEEN_COLUMNS, HEADING, MARGIN, Box, Layout, Point, laid_out
from backcheck.teach.graph.lettering import DETAIL, LABEL, NAME, PADDING, SAID, SIZES
from backcheck.teach.graph.model import ASKS, IF_UNSURE, NO, OPEN, OTHERWISE, RESULT, RUNG, SKIPPED, Graph

SMALLER = "Easier to read: one topic (backcheck graph --topic) or one rule (backcheck graph --rule)."
HEAD = 76.0
FOOT = 40.0
NARROWEST = 640.0
FONT = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
INK, QUIET, LINE, PATH = "#17212b", "#56616c", "#8a96a3", "#0b5cad"
RUNGS = {
    "emergency": ("#d5281b", "#ffffff"),
    "urgent": ("#ffdd00", "#000000"),
    "planned": ("#005eb8", "#ffffff"),
    "self_care": ("#00703c", "#ffffff"),
}
"""Ground and ink of each group, as on the care card."""
GROUNDS = {"question": "#eef4fb", "finding": "#f6f1fb", "phrase": "#ffffff", "group": "#f2f2f2"}
STYLE = f"""\
text{{font-family:{FONT};fill:{INK}}}
.{LABEL}{{font-size:{SIZES[LABEL]}px;font-weight:600}}
.{SAID}{{font-size:{SIZES[SAID]}px;font-weight:600;fill:{PATH}}}
.{DETAIL}{{font-size:{SIZES[DETAIL]}px;fill:{QUIET}}}
.{NAME}{{font-size:{SIZES[NAME]}px;font-family:monospace;fill:{QUIET}}}
.heading{{font-size:17px;font-weight:700;fill:{QUIET}}}
.title{{font-size:22px;font-weight:700}}
.about{{font-size:16px;fill:{QUIET}}}
.line{{fill:none;stroke:{LINE};stroke-width:1.4}}
.path{{stroke:{PATH};stroke-width:4}}
.dashed{{stroke-dasharray:7 5}}
.thin{{stroke-width:.9;opacity:.4}}
.faint{{opacity:.6}}"""
MANY = 150
"""More lines than this are drawn thin, so that the boxes are seen."""


def as_svg(graph: Graph) -> str:
    """Give a whole SVG file; it asks for nothing from anywhere else and holds no script."""
    layout = laid_out(graph)
    width, height = max(layout.width, NARROWEST), layout.height + HEAD + FOOT
    title, about = escape(clean(graph.title)), escape(_about(graph))
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title about">',
        f'<title id="title">{title}</title>',
        f'<desc id="about">{about}. The same in words: backcheck graph --format outline.</desc>',
        f"<style>{STYLE}</style>",
        f'<rect width="{width:g}" height="{height:g}" fill="#ffffff"/>',
        f'<text class="title" x="{MARGIN:g}" y="34">{title}</text>',
        f'<text class="about" x="{MARGIN:g}" y="60">{about}</text>',
        f'<g transform="translate(0 {HEAD:g})">',
        *_lines(layout),
        *(part for box in layout.boxes for part in _box(box)),
        "</g>",
        f'<text class="{DETAIL}" x="{MARGIN:g}" y="{height - 16:g}">{escape(_legend(graph))}</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _about(graph: Graph) -> str:
    text = clean(f"{graph.about}. The path of: {graph.person}" if graph.person else graph.about)
    return text[:1].upper() + text[1:]


def _legend(graph: Graph) -> str:
    found = {edge.kind for edge in graph.edges}
    told = []
    if found & {ASKS}:
        told.append("Dashed between questions: opens a follow-up.")
    if found & {IF_UNSURE, OTHERWISE}:
        told.append("Dashed to a rung: only if unsure, or if not met.")
    if graph.person:
        told.append("Thick: what decided.")
    if len(graph.edges) > MANY:
        told.append(SMALLER)
    return " ".join(told)


def _lines(layout: Layout) -> Iterator[str]:
    """Give all lines, those on a path last, so that they lie on top."""
    for edge, points in sorted(layout.lines, key=lambda one: one[0].on_path):
        classes = ["line"]
        if edge.on_path:
            classes.append("path")
        elif len(layout.lines) > MANY:
            classes.append("thin")
        if edge.kind in {ASKS, IF_UNSURE, OTHERWISE}:
            classes.append("dashed")
        told = escape(f"{edge.source} {edge.kind} {edge.target}")
        yield f'<path class="{" ".join(classes)}" d="{_curve(points)}"><title>{told}</title></path>'


def _curve(points: tuple[Point, ...]) -> str:
    """Give a path: curved between two columns, straight past the boxes of one."""
    parts = [f"M{points[0][0]:g},{points[0][1]:g}"]
    for place, ((x0, y0), (x1, y1)) in enumerate(pairwise(points)):
        if place % 2:
            parts.append(f"H{x1:g}")
        else:
            bend = min((x1 - x0) / 2, BETWEEN_COLUMNS / 2)
            parts.append(f"C{x0 + bend:g},{y0:g} {x1 - bend:g},{y1:g} {x1:g},{y1:g}")
    return "".join(parts)


def _box(box: Box) -> Iterator[str]:
    node = box.node
    if node is None:
        yield f'<text class="heading" x="{box.x:g}" y="{box.y + HEADING - 10:g}">{escape(clean(box.heading))}</text>'
        return
    ground, ink = RUNGS[node.group] if node.kind == RUNG else (GROUNDS.get(node.kind, "#ffffff"), "")
    strong = node.on_path or node.mark == RESULT
    stroke, thick = (PATH, 4) if strong else (LINE, 1.4)
    dashes = ' stroke-dasharray="6 4"' if node.mark in {OPEN, SKIPPED} else ""
    faint = ' class="faint"' if node.mark in {NO, SKIPPED} else ""
    yield f"<g id={quoteattr(node.id)}{faint}>"
    yield (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="8" '
        f'fill="{ground}" stroke="{stroke}" stroke-width="{thick:g}"{dashes}/>'
    )
    if node.group and node.kind != RUNG:
        color = RUNGS[node.group][0]
        yield f'<rect x="{box.x:g}" y="{box.y:g}" width="6" height="{box.height:g}" rx="3" fill="{color}"/>'
    for line in box.lines:
        fill = f' style="fill:{ink}"' if ink else ""
        x, y = box.x + PADDING, box.y + line.y
        yield f'<text class="{line.style}" x="{x:g}" y="{y:g}"{fill}>{escape(line.text)}</text>'
    yield "</g>"
