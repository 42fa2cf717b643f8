"""The bicycle workshop's protocol, a folder of it to change, and short ways to read it."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from backcheck.errors import ProtocolError
from backcheck.protocol import Protocol
from backcheck.reading import read_protocol

WORKSHOP = Path(__file__).parents[1] / "mistakes" / "workshop"


@cache
def workshop() -> Protocol:
    """Give the sound protocol of a bicycle workshop."""
    return read_protocol(WORKSHOP)


def copied(folder: Path) -> Path:
    """Give a copy of it to change."""
    return Path(shutil.copytree(WORKSHOP, folder / "workshop"))


def changed(folder: Path, path: str, before: str, after: str) -> Path:
    """Give a copy of it with one text changed for another."""
    place = copied(folder)
    text = (place / path).read_text(encoding="utf-8")
    assert before in text
    (place / path).write_text(text.replace(before, after), encoding="utf-8")
    return place


def codes(folder: Path) -> list[str]:
    """Give the codes of all mistakes in a protocol, none for a sound one."""
    try:
        read_protocol(folder)
    except ProtocolError as error:
        return [mistake.code for mistake in error.mistakes]
    return []
