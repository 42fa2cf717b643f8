"""Each format read back by the program it is for: Graphviz, a browser, Mermaid; no word of a protocol does harm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from backcheck.forms.wording import clean
from backcheck.teach.graph import as_dot, as_mermaid, as_svg
from backcheck.teach.graph.lettering import SIZES, lettered, wrap
from backcheck.teach.graph.model import RULE, Node
from tests.teach.drawn import HOSTILE, graphs

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser import OpenPage

GRAPHS = graphs()
MERMAID = Path(sys.prefix) / "mermaid" / "dist" / "mermaid.min.js"
DRAW = """async text => {
    mermaid.initialize({startOnLoad: false, securityLevel: 'strict', maxTextSize: 500000, maxEdges: 2000});
    const drawn = await mermaid.render('drawn', text);
    document.body.innerHTML = drawn.svg;
    return {
        nodes: [...document.querySelectorAll('.node')].map(one => [one.id, one.textContent]),
        edges: document.querySelectorAll('.edgePaths path').length,
        topics: [...document.querySelectorAll('.cluster')].map(one => one.textContent),
    strangers: document.querySelectorAll("body script, img, a, [onload], b").length,
    };
}"""
BOXES = """() => [...document.querySelectorAll('g[id]')].map(group => {
    const rect = group.querySelector('rect').getBoundingClientRect();
    return {
        id: group.id, left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom,
        inside: [...group.querySelectorAll('text')].every(text => {
            const line = text.getBoundingClientRect();
            return line.left >= rect.left && line.right <= rect.right
                && line.top >= rect.top && line.bottom <= rect.bottom;
        }),
    };
})"""


def words(text: str) -> str:
    """Give a text without its spaces and line breaks, which formats may place anew."""
    return "".join(text.split())


def needs(there: bool, what: str) -> None:
    """Skip a test whose program is missing; in CI it fails."""
    if not there:
        sentence = f"needs {what}"
        pytest.fail(sentence) if os.environ.get("CI") else pytest.skip(sentence)


def label(node: Node) -> str:
    """Give all that is written in a box."""
    return words("".join(clean(part) for part in (node.label, node.said, *node.details, node.name)))


@pytest.mark.parametrize("name", GRAPHS)
def test_graphviz_reads_what_was_meant(name: str) -> None:
    """Every node with its own words, every edge with its two ends, and no others."""
    needs(shutil.which("dot") is not None, "Graphviz; see scripts/system-packages")
    graph = GRAPHS[name]
    done = subprocess.run(["dot", "-Tdot_json"], input=as_dot(graph), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    read: dict[str, Any] = json.loads(done.stdout)
    nodes = {one["_gvid"]: one for one in read["objects"] if "nodes" not in one or "shape" in one}
    shown = {
        one["name"]: words(_unescaped(one["label"])) for one in nodes.values() if "label" in one and "shape" in one
    }
    assert shown == {node.id: label(node) for node in graph.nodes}
    assert {(nodes[edge["tail"]]["name"], nodes[edge["head"]]["name"]) for edge in read["edges"]} == {
        (edge.source, edge.target) for edge in graph.edges
    }
    assert len(read["edges"]) == len(graph.edges)


def _unescaped(text: str) -> str:
    """Read a label as Graphviz draws it: its line breaks, backslashes and entities."""
    lines = text.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")
    return lines.replace("&amp;", "&")


def test_graphviz_draws_every_word_as_it_is() -> None:
    """No entity, escape or bracket of a label turns into anything else in the picture."""
    needs(shutil.which("dot") is not None, "Graphviz; see scripts/system-packages")
    graph = GRAPHS["hostile"]
    done = subprocess.run(["dot", "-Tsvg"], input=as_dot(graph), capture_output=True, text=True, check=True)
    root = ET.fromstring(done.stdout)  # noqa: S314  Graphviz's, of our own text
    drawn = {
        str(group.findtext("{*}title")): words("".join(text.text or "" for text in group.findall("{*}text")))
        for group in root.findall(".//{*}g[@class='node']")
    }
    assert drawn == {node.id: label(node) for node in graph.nodes}


@pytest.mark.parametrize("name", GRAPHS)
def test_the_picture_is_well_formed_and_holds_nothing_else(name: str) -> None:
    """It is XML, asks for nothing, and holds no script and no element that a word could have brought in."""
    graph = GRAPHS[name]
    root = ET.fromstring(as_svg(graph))  # noqa: S314  our own text
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "g", "path", "text"}
    assert not any(key.startswith("on") or "href" in key for element in root.iter() for key in element.attrib)
    assert len(root.findall(".//{*}path")) == len(graph.edges)
    shown = {
        group.attrib["id"]: words("".join(text.text or "" for text in group.findall("{*}text")))
        for group in root.findall(".//{*}g[@id]")
    }
    assert shown == {node.id: label(node) for node in graph.nodes}


@pytest.mark.parametrize("name", GRAPHS)
def test_the_picture_can_be_read(name: str, open_page: OpenPage) -> None:
    """In a browser every word stands inside its box and no box on another; letters are large enough for a lecture."""
    page = open_page(f'<body style="margin:0">{as_svg(GRAPHS[name])}</body>')
    boxes = page.evaluate(BOXES)
    assert [box["id"] for box in boxes if not box["inside"]] == []
    assert list(_overlapping(boxes)) == []
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.label')).fontSize)") >= 16


def _overlapping(boxes: list[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return [
        (one["id"], other["id"])
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    ]


@pytest.fixture(scope="module")
def mermaid() -> str:
    """Give Mermaid's own code."""
    needs(MERMAID.is_file(), f"Mermaid: scripts/npm-packages {Path(sys.prefix).name}")
    return MERMAID.read_text(encoding="utf-8")


@pytest.fixture
def mermaid_page(mermaid: str, open_page: OpenPage) -> Page:
    """Give a page in which Mermaid can draw."""
    page = open_page("<body></body>")
    page.add_script_tag(content=mermaid)
    return page


def test_mermaid_draws_what_was_meant(mermaid_page: Page) -> None:
    """Every node with its own words, as many lines as edges, and nothing that a word could have brought in."""
    for name, graph in GRAPHS.items():
        drawn = mermaid_page.evaluate(DRAW, as_mermaid(graph))
        assert drawn["strangers"] == 0, name
        assert drawn["edges"] == len(graph.edges), name
        assert _by_id(drawn["nodes"]) == {node.id: label(node) for node in graph.nodes}, name
        topics = {node.topic for node in graph.nodes if node.topic} if graph.by_topic else set()
        assert {words(topic) for topic in drawn["topics"]} == {words(clean(topic)) for topic in topics}, name


def _by_id(nodes: list[tuple[str, str]]) -> dict[str, str]:
    """Give what Mermaid wrote into each box; it puts a word before our ids and a number behind them."""
    return {id_.partition("flowchart-")[2].rpartition("-")[0]: words(text) for id_, text in nodes}


def test_long_words_and_wide_letters_are_broken_to_the_box() -> None:
    """Nothing runs out of its box, whatever the script; nothing is lost."""
    assert all(len(line) <= 10 for line in wrap("x" * 35, 10))
    assert wrap("水" * 12, 10) == ["水" * 5, "水" * 5, "水" * 2]
    lines, height = lettered(Node("n", RULE, HOSTILE * 3, 0), 270)
    assert words("".join(line.text for line in lines)) == words(HOSTILE * 3)
    assert all(SIZES["label"] / 2 < line.y < height for line in lines)
