"""The changelog of a protocol: which rungs a version lowered for somebody on purpose, and why.

``changelog.md`` stands in the protocol's folder. Under a heading with the version, each lowering is a line such as
``- lowered today -> routine: the reason``. All other lines are for people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from backcheck.errors import ProtocolError
from backcheck.reading.textfile import RefusedError, read_bytes

NAME = "changelog.md"
_LINE = re.compile(r"^[-*] lowered (?P<before>[a-z0-9_]+) -> (?P<after>[a-z0-9_]+): (?P<why>\S.*)$")


def read_lowerings(folder: str, version: str) -> Mapping[tuple[str, str], str]:
    """Give the reason for each pair of rungs that the changelog names for a version; none without a changelog.

    Raises ProtocolError for a file that cannot be read.
    """
    path = Path(folder) / NAME
    if not path.is_file():
        return {}
    try:
        text = read_bytes(str(path), str(path)).decode("utf-8", "replace")
    except RefusedError as refused:
        raise ProtocolError([refused.mistake]) from None
    found: dict[tuple[str, str], str] = {}
    of_version = False
    for line in text.splitlines():
        if line.startswith("#"):
            of_version = version in line.split()
        elif of_version and (named := _LINE.match(line.strip())):
            found[named["before"], named["after"]] = named["why"]
    return found
