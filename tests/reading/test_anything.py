"""Whatever bytes stand in a protocol's files, people get a message and never a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backcheck.errors import AnswersError, BackcheckError
from backcheck.reading import read_answers, read_cases, read_protocol
from tests.reading.workshop import WORKSHOP, workshop

FILES = sorted(path.relative_to(WORKSHOP).as_posix() for path in WORKSHOP.rglob("*") if path.is_file())
MARKS = [
    "- ",
    ": ",
    "\n",
    "\n  ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "'",
    '"',
    ">",
    "&a ",
    "*a",
    "!x ",
    "#",
    "%",
    "?",
    "---\n",
    "<<: ",
    "\\",
    "\t",
    "\x00",
    "\u202e",
    "é",
    "🚲",
]
WORDS = [
    "not ",
    "  is ",
    " or ",
    "any ",
    "any of:",
    "at least 2 of:",
    " >= 5",
    "is unsure",
    "none",
    "yes",
    "0",
    "-1",
    "id: ",
    "when: ",
    "signs",
    "pressure",
    "today",
]
SNIPPETS = st.sampled_from((*MARKS, *WORDS))
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), SNIPPETS), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the workshop that every example changes and mends again."""
    return Path(shutil.copytree(WORKSHOP, tmp_path_factory.mktemp("anything") / "workshop"))


@settings(max_examples=150)
@given(st.sampled_from(FILES), st.binary(max_size=200))
def test_random_bytes_never_break_the_reader(place: Path, path: str, content: bytes) -> None:
    """In any of the files."""
    _try(place, path, content)


@settings(max_examples=300)
@given(st.sampled_from(FILES), CHANGES)
def test_mutated_files_never_break_the_reader(place: Path, path: str, changes: list[tuple[float, int, str]]) -> None:
    """A sound file with letters taken out and others put in."""
    text = (WORKSHOP / path).read_text(encoding="utf-8")
    for share, taken, added in changes:
        start = int(share * len(text))
        text = text[:start] + added + text[start + taken :]
    _try(place, path, text.encode())


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=60), st.lists(SNIPPETS, max_size=12).map("".join), st.text(max_size=30)))
def test_random_answers_never_break_the_reader(content: str | bytes) -> None:
    """From a file or a pipe; a text that cannot even be printed is only met as bytes."""
    try:
        read_answers(workshop(), content, "answers")
    except AnswersError as error:
        _check_shown(error)


def _try(place: Path, path: str, content: bytes) -> None:
    (place / path).write_bytes(content)
    try:
        read_cases(read_protocol(place), place)
    except BackcheckError as error:
        _check_shown(error)
    finally:
        shutil.copyfile(WORKSHOP / path, place / path)


def _check_shown(error: BackcheckError) -> None:
    """Something is told, and nothing in it could steer a terminal."""
    assert str(error)
    assert all(character.isprintable() or character in "\n\t\u00a0\u3000" for character in str(error))
