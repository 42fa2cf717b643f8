"""Bars as a picture: well-formed, escaped, with every figure in words too."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from backcheck.render.bars import Bar, Chart, bars_svg

EVIL = 'a<b & "c" \x1b]0;x\u202e'
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*bars: Bar) -> ET.Element:
    """Draw one chart."""
    return ET.fromstring(bars_svg(EVIL, [EVIL], [Chart(EVIL, bars)]))  # noqa: S314  our own text


def test_hostile_words_are_text_and_nothing_else() -> None:
    """The picture is well-formed whatever stands in a label, and holds nothing that runs or loads."""
    made = drawn(Bar(EVIL, 0.5, EVIL))
    tags = {element.tag.removeprefix(SVG) for element in made.iter()}
    assert tags == {"svg", "title", "desc", "style", "rect", "text"}
    assert all("\x1b" not in (element.text or "") and "\u202e" not in (element.text or "") for element in made.iter())


def test_every_figure_stands_in_the_description_too() -> None:
    """Who cannot see the bars reads the same."""
    told = drawn(Bar("first", 0.5, "50 %"), Bar("second", 0.1, "10 %")).findtext(f"{SVG}desc") or ""
    assert "first: 50 %; second: 10 %" in told


def test_the_longest_bar_fills_its_ground_and_the_others_stand_to_it() -> None:
    """Half as much is half as long; nothing at all is no bar, and no division by nothing."""
    made = drawn(Bar("a", 0.4, ""), Bar("b", 0.2, ""))
    grounds = [float(e.get("width", "0")) for e in made.iter(f"{SVG}rect") if e.get("class") == "ground"]
    lengths = [float(e.get("width", "0")) for e in made.iter(f"{SVG}rect") if e.get("class") == "bar"]
    assert lengths == [grounds[0], grounds[0] / 2]
    assert [e.get("width") for e in drawn(Bar("a", 0.0, "")).iter(f"{SVG}rect") if e.get("class") == "bar"] == ["0.0"]
