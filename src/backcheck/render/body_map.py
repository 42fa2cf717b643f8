"""A small picture of a body, front and back, that marks where it hurts; the same stands beside it in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

FRONT, BACK, BOTH = "front", "back", "both"
ACROSS = 110
"""How far to the right of the front view the back view stands."""
BODY = (
    '<circle cx="50" cy="18" r="13"/>'
    '<path d="M44 29h12v9q14 2 18 8l14 62q2 8-3 9t-7-7L67 74q-1 22 3 38l-4 88h-11l-5-76-5 76H34l-4-88q4-16 3-38L22 110'
    'q-2 8-7 7t-3-9l14-62q4-6 18-8z"/>'
    '<ellipse cx="38" cy="203" rx="7" ry="4"/><ellipse cx="62" cy="203" rx="7" ry="4"/>'
)


def _oval(x: float, y: float, wide: float, high: float) -> str:
    return f'<ellipse cx="{x:g}" cy="{y:g}" rx="{wide:g}" ry="{high:g}"/>'


def _pair(x: float, y: float, wide: float, high: float) -> str:
    return _oval(x, y, wide, high) + _oval(100 - x, y, wide, high)


# Each area of ``protocol.AREAS``: what it is called, in which view it is seen, and its shape there.
AREAS: Mapping[str, tuple[str, str, str]] = {
    "head": ("Head", BOTH, _oval(50, 15, 9, 8)),
    "neck": ("Neck", BOTH, _oval(50, 33, 7, 5)),
    "shoulders": ("Shoulders", BOTH, _pair(31, 46, 6, 5)),
    "arms": ("Arms", BOTH, _pair(21, 75, 4, 18)),
    "hands": ("Hands", BOTH, _pair(15, 110, 4, 6)),
    "chest": ("Chest", FRONT, _oval(50, 56, 14, 11)),
    "upper_tummy": ("Upper tummy", FRONT, _oval(50, 80, 12, 8)),
    "lower_tummy": ("Lower tummy", FRONT, _oval(50, 99, 13, 8)),
    "tummy_or_low_chest": ("Tummy or low chest (not asked where)", FRONT, _oval(50, 84, 15, 26)),
    "chest_or_tummy": ("Chest or tummy (not asked which)", FRONT, _oval(50, 78, 15, 32)),
    "upper_back": ("Upper back", BACK, _oval(50, 51, 15, 9)),
    "middle_back": ("Middle back", BACK, _oval(50, 72, 14, 9)),
    "upper_or_middle_back": ("Upper or middle back (not asked which)", BACK, _oval(50, 61, 15, 20)),
    "lower_back": ("Lower back", BACK, _oval(50, 93, 14, 8)),
    "spine": ("Along the spine bones", BACK, '<rect x="47" y="36" width="6" height="68" rx="3"/>'),
    "sides": ("Sides, between ribs and hip", BOTH, _pair(36, 88, 4, 10)),
    "round_body": ("A band round the body", BOTH, '<rect x="31" y="66" width="38" height="9" rx="4"/>'),
    "buttocks": ("Buttocks", BACK, _pair(42, 115, 8, 7)),
    "thighs": ("Thighs", BOTH, _pair(40, 142, 6, 15)),
    "calves": ("Calves", BACK, _pair(40, 178, 5, 13)),
    "feet": ("Feet", BOTH, _pair(38, 203, 7, 4)),
}


def figure(marked: Mapping[str, tuple[str, ...]]) -> str:
    """Give the picture and its words as HTML; empty where no area is marked."""
    if not marked:
        return ""
    names = [AREAS[area][0] for area in marked]
    told = f"A body from the front and from the back. Marked: {', '.join(names)}."
    return (
        '<figure class="map"><svg viewBox="0 0 210 224" role="img" aria-labelledby="map-title map-words">'
        f'<title id="map-title">Where it hurts</title><desc id="map-words">{escape(told)}</desc>'
        f"{_view(marked, FRONT)}{_view(marked, BACK)}</svg>"
        f"<figcaption><p>Where it hurts</p>{''.join(_in_words(marked))}</figcaption></figure>"
    )


def _view(marked: Mapping[str, tuple[str, ...]], view: str) -> str:
    shapes = "".join(shape for area, (_, seen, shape) in AREAS.items() if area in marked and seen in (view, BOTH))
    moved = f' transform="translate({ACROSS} 0)"' if view == BACK else ""
    label = f'<text class="view" x="50" y="220">{view.capitalize()}</text>'
    return f'<g{moved}><g class="body">{BODY}</g><g class="hurts">{shapes}</g>{label}</g>'


def _in_words(marked: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Give each marked area with the answers that marked it."""
    yield "<ul>"
    for area, answers in marked.items():
        said = f": {escape('; '.join(answers))}" if answers else ""
        yield f"<li>{escape(AREAS[area][0])}{said}</li>"
    yield "</ul>"
