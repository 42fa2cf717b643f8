"""Distribution files: the shipped ones, and every mistake an author can make in one, told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcheck.condition import Fact
from backcheck.errors import MissingFileError, ProtocolError
from backcheck.reading import read_protocol, shipped_folder
from backcheck.reading.populations import Population, population_paths, read_population
from tests.reading.workshop import WORKSHOP, copied
from tests.shipped import protocol

HEAD = "title: t\nabout: a\nout of: 100\nothers: no\nanswers:\n"


def read(folder: Path, text: str) -> Population:
    """Read a file for the shipped protocol."""
    path = folder / "some.yaml"
    path.write_text(text, encoding="utf-8")
    return read_population(protocol(), str(path))


@pytest.mark.parametrize("name", sorted(population_paths(shipped_folder())))
def test_a_shipped_population_has_a_figure_for_every_fact(name: str) -> None:
    """Nothing is left to a default, so each figure can be read, disputed and changed."""
    population = read_population(protocol(), population_paths(shipped_folder())[name])
    assert set(population.answers) == set(protocol().question_of)
    assert all(one.sources for one in population.answers.values())


def test_one_shipped_population_is_the_default() -> None:
    """Without --setting it is clear who is drawn."""
    found = [read_population(protocol(), path) for path in population_paths(shipped_folder()).values()]
    assert [one.default for one in found].count(True) == 1


def test_what_nobody_published_is_marked_as_assumption() -> None:
    """A figure of our own decision alone is one; a figure with a published source is none."""
    population = read_population(protocol(), population_paths(shipped_folder())["primary-care"])
    assert population.is_assumed(population.answers["cannot_breathe"])
    assert not population.is_assumed(population.answers["steroids"])


def test_a_spread_knows_its_conditions(tmp_path: Path) -> None:
    """`given` is any condition on what is drawn before, with a spread of its own."""
    text = HEAD + (
        "  - {fact: cancer, yes: 5, sources: [own_decision]}\n"
        "  - {fact: fever, yes: 1, given: [{when: cancer, yes: 60}], sources: [own_decision]}\n"
    )
    given = read(tmp_path, text).answers["fever"].given
    assert [(one.when, one.spread) for one in given] == [(Fact("cancer"), (("yes", 60), ("no", 40)))]


ENTRY = "sources: [own_decision]}\n"
MISTAKES = [
    ("unknown-fact", 6, "  - {fact: fevr, yes: 1, " + ENTRY),
    ("missing-field", 6, "  - {yes: 1, " + ENTRY),
    ("no-source", 6, "  - {fact: fever, yes: 1}\n"),
    ("unknown-source", 6, "  - {fact: fever, yes: 1, sources: [nobody_2020]}\n"),
    ("too-many-people", 6, "  - {fact: fever, yes: 101, " + ENTRY),
    ("too-many-people", 6, "  - {fact: fever, yes: -1, " + ENTRY),
    ("not-a-whole-number", 6, "  - {fact: fever, yes: often, " + ENTRY),
    ("missing-field", 6, "  - {fact: trend, yes: 1, " + ENTRY),
    ("not-a-choice", 6, "  - {fact: trend, choices: {good: 100}, " + ENTRY),
    ("wrong-sum", 6, "  - {fact: trend, choices: {better: 50, same: 49}, " + ENTRY),
    ("bad-band", 6, "  - {fact: age, numbers: {0 to 200: 100}, " + ENTRY),
    ("bad-band", 6, "  - {fact: age, numbers: {old: 100}, " + ENTRY),
    ("bands-overlap", 6, "  - {fact: age, numbers: {0 to 50: 50, 50 to 90: 50}, " + ENTRY),
    ("repeated-entry", 7, "  - {fact: fever, yes: 1, " + ENTRY + "  - {fact: fever, yes: 2, " + ENTRY),
    ("given-later", 6, "  - {fact: fever, yes: 1, given: [{when: cancer, yes: 2}], " + ENTRY),
    ("given-later", 6, "  - {fact: fever, yes: 1, given: [{when: steroids, yes: 2}], " + ENTRY),
    ("unknown-fact", 6, "  - {fact: fever, yes: 1, given: [{when: cancr, yes: 2}], " + ENTRY),
    ("unknown-field", 6, "  - {fact: fever, yes: 1, often: 2, " + ENTRY),
]


@pytest.mark.parametrize(("code", "line", "entries"), MISTAKES)
def test_a_mistake_is_told_at_its_line(code: str, line: int, entries: str, tmp_path: Path) -> None:
    """The author sees where, what and a code; nothing is drawn from a file with a mistake."""
    with pytest.raises(ProtocolError) as raised:
        read(tmp_path, HEAD + entries)
    assert (code, line) in [(mistake.code, mistake.line) for mistake in raised.value.mistakes]


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("bad-others", "others: no", "others: maybe"),
        ("bad-out-of", "out of: 100", "out of: 0"),
        ("missing-field", "title: t\n", ""),
        ("not-a-list", "answers:\n  - ", "answers:\n    x: "),
        ("tab-character", "about: a", "about:\ta"),
    ],
)
def test_a_mistake_in_the_head_is_told(code: str, before: str, after: str, tmp_path: Path) -> None:
    """The file as a whole is read as strictly as a protocol."""
    text = HEAD + "  - {fact: fever, yes: 1, " + ENTRY
    with pytest.raises(ProtocolError) as raised:
        read(tmp_path, text.replace(before, after))
    assert code in [mistake.code for mistake in raised.value.mistakes]


def test_a_missing_file_is_one_sentence() -> None:
    """It exits 66."""
    with pytest.raises(MissingFileError, match="no file"):
        read_population(protocol(), "nowhere.yaml")


def test_a_protocol_without_populations_has_none() -> None:
    """None is made up for it."""
    assert population_paths(WORKSHOP) == {}


def test_a_population_does_not_enter_the_hash(tmp_path: Path) -> None:
    """Figures can be disputed without anybody's protocol becoming another one."""
    folder = copied(tmp_path)
    before = read_protocol(folder).hash
    (folder / "populations").mkdir()
    (folder / "populations" / "town.yaml").write_text("anything", encoding="utf-8")
    assert list(population_paths(folder)) == ["town"]
    assert read_protocol(folder).hash == before
