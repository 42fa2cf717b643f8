"""The changelog of a protocol: what a version made less safe for somebody on purpose, and why.

``changelog.md`` stands in the protocol's folder. Under a heading with the version, each such change is a line such as
``- lowered today -> routine: the reason``. All other lines are for people.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from backcheck.errors import ProtocolError
from backcheck.reading.textfile import RefusedError, read_bytes

NAME = "changelog.md"
_LINE = re.compile(r"^[-*] (?P<line>\S.*)$")


def read_lines(folder: str, version: str) -> frozenset[str]:
    """Give the lines of the list that the changelog holds for a version, without their bullets; none without one.

    Raises ProtocolError for a file that cannot be read.
    """
    path = Path(folder) / NAME
    if not path.is_file():
        return frozenset()
    try:
        text = read_bytes(str(path), str(path)).decode("utf-8", "replace")
    except RefusedError as refused:
        raise ProtocolError([refused.mistake]) from None
    found: set[str] = set()
    of_version = False
    for line in text.splitlines():
        if line.startswith("#"):
            of_version = version in line.split()
        elif of_version and (item := _LINE.match(line.strip())):
            found.add(" ".join(item["line"].split()))
    return frozenset(found)


def is_named(change: str, lines: Collection[str]) -> bool:
    """Say whether one of the lines is that change, a colon and a reason; a reason without letters is none."""
    start = f"{' '.join(change.split())}:"
    return any(line.startswith(start) and any(map(str.isalpha, line[len(start) :])) for line in lines)
