"""The tamed YAML, with libyaml and without."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from backcheck.errors import Mistake
from backcheck.reading.nodes import Items, Node, Pairs, Scalar
from backcheck.reading.textfile import RefusedError, checked
from backcheck.reading.yaml_subset import read_yaml
from tests.reading.workshop import WORKSHOP

SHAPES = {
    "a: b": {"a": "b"},
    "a: yes": {"a": "yes"},
    "a: 010": {"a": "010"},
    "a: 12:30": {"a": "12:30"},
    "a: 1.5": {"a": "1.5"},
    "a: null": {"a": "null"},
    "a:": {"a": ""},
    "a: ~": {"a": "~"},
    "a: 'b: c'": {"a": "b: c"},
    'a: "b\\nc"': {"a": "b\nc"},
    "a: b # a remark": {"a": "b"},
    "a: b#c": {"a": "b#c"},
    "a: b\n  c": {"a": "b c"},
    "a: >-\n  b\n  c": {"a": "b c"},
    "a: |\n  b\n  c\n": {"a": "b\nc\n"},
    "a: [b, {c: d}, [e]]": {"a": ["b", {"c": "d"}, ["e"]]},
    "- a\n- b": ["a", "b"],
    "a:\n- b\n- c": {"a": ["b", "c"]},
    "---\na: b\n...": {"a": "b"},
    "word": "word",
    "été: là": {"été": "là"},
    "a b: c d": {"a b": "c d"},
}
BROKEN = {
    "a: b: c": "colon-in-text",
    "ask: From 0: to 10": "colon-in-text",
    "a: b\n c: d": "colon-in-text",
    'a: "b': "never-closed",
    "a: 'b\nc: d": "never-closed",
    'a: "b\n---\n"': "never-closed",
    "a: [b, c\nd: e": "never-closed",
    "a: {b: c": "never-closed",
    "a: ]": "stray-mark",
    "a: [b,, c]": "stray-mark",
    ", a": "stray-mark",
    "a: - b": "stray-mark",
    "a: @b": "bad-start",
    "a: `b`": "bad-start",
    "a: %b": "bad-start",
    "a: * b": "bad-start",
    "a: & b": "bad-start",
    "a: |x\n b": "bad-start",
    "a: > b": "bad-start",
    'a: "\\d"': "bad-escape",
    'a: "\\x4"': "bad-escape",
    "a:\n    b: c\n  d: e": "bad-indent",
    "- a\nb: c": "bad-indent",
    "a: b\n- c": "bad-indent",
    ": a": "bad-indent",
    "a: 'don't'": "text-after-quotes",
    'a: "b" c': "text-after-quotes",
    "a: b\nword\nc: d": "no-colon",
    "%YAML 1.1\n---\na: b": "yaml-directive",
    "a: b\n---\nc: d": "several-documents",
    "---\n---\na: b": "several-documents",
    "a: &b c": "yaml-anchor",
    "a: *b": "yaml-alias",
    "a: &b *b": "yaml-anchor",
    "a: !b c": "yaml-tag",
    "a: ! c": "yaml-tag",
    "a: !!int 7": "yaml-tag",
    "<<: {a: b}": "yaml-merge",
    "? [a]\n: b": "name-not-words",
    "{[a]: b}": "name-not-words",
    "{{a: b}: c}": "name-not-words",
    "a:\tb": "tab-character",
    "": "empty-file",
    "# nothing": "empty-file",
    "---": "empty-file",
    "--- ''": "empty-file",
}


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read with libyaml, then as if it were not installed."""
    if request.param == "python":
        monkeypatch.delattr(yaml, "CSafeLoader")
    return str(request.param)


def _read(text: str) -> tuple[Node, list[Mistake]]:
    noted: list[Mistake] = []
    return read_yaml(checked(text, "a.yaml"), noted.append), noted


def _shape(node: Node) -> object:
    if isinstance(node, Pairs):
        return {name: _shape(child) for name, child in node.values.items()}
    if isinstance(node, Items):
        return [_shape(child) for child in node]
    assert isinstance(node, Scalar)
    return node.text


def _places(node: Node) -> list[tuple[int, int, int]]:
    children = list(node) if isinstance(node, Items) else []
    if isinstance(node, Pairs):
        children = [part for name in node.keys for part in (node.keys[name], node.values[name]) if part.length]
    return [(node.line, node.column, node.length), *(place for child in children for place in _places(child))]


@pytest.mark.parametrize(("text", "shape"), SHAPES.items(), ids=map(repr, SHAPES))
def test_words_stay_words(text: str, shape: object) -> None:
    """Nothing is turned into anything: yes is the word yes, 010 three digits."""
    node, noted = _read(text)
    assert (_shape(node), noted) == (shape, [])


@pytest.mark.parametrize(("text", "code"), BROKEN.items(), ids=map(repr, BROKEN))
def test_what_is_not_ours_is_refused(text: str, code: str) -> None:
    """Each has a code of its own, the same from both parsers."""
    with pytest.raises(RefusedError) as told:
        _read(text)
    assert told.value.mistake.code == code


def test_every_part_knows_its_place() -> None:
    """Line, column and length are those of the author's own letters."""
    node, _ = _read("first: é\nsecond:\n  - {in: it}\n")
    assert _places(node) == [(1, 1, 5), (1, 1, 5), (1, 8, 1), (2, 1, 6), (3, 3, 1), (3, 5, 3), (3, 6, 2), (3, 10, 2)]


def test_a_name_given_twice_is_noted_with_both_places() -> None:
    """The rest of the file is still read, so that all its mistakes come at once."""
    node, noted = _read("a: 1\nb: 2\na: 3\n")
    assert (_shape(node), [(mistake.code, mistake.line) for mistake in noted]) == (
        {"a": "1", "b": "2"},
        [("repeated-name", 3)],
    )
    assert "line 1" in noted[0].message


def test_a_part_of_a_text_is_underlined_where_it_stands() -> None:
    """In quotes as well; a text that is not written as it reads is underlined as a whole."""
    node, _ = _read("a: \"one two\"\nb: 'it''s two'\n")
    assert isinstance(node, Pairs)
    quoted, doubled = node.values["a"], node.values["b"]
    assert isinstance(quoted, Scalar)
    assert isinstance(doubled, Scalar)
    assert [(part.column, part.length) for part in (quoted.part(4, 3), doubled.part(5, 3))] == [(9, 3), (4, 11)]


@pytest.mark.parametrize("path", sorted(WORKSHOP.rglob("*.yaml")), ids=lambda path: path.name)
def test_both_parsers_read_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words and places do not depend on whether libyaml is installed."""
    text = path.read_text(encoding="utf-8")
    node, _ = _read(text)
    monkeypatch.setattr(yaml, "CSafeLoader", yaml.SafeLoader, raising=False)
    other, _ = _read(text)
    assert (_shape(node), _places(node)) == (_shape(other), _places(other))
