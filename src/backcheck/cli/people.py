"""People whom a solver found: told in words, and written as answers files that ``check --answers`` replays."""

from __future__ import annotations

import os
import textwrap
from pathlib import Path

from backcheck.cli.streams import USUAL_WIDTH, Streams
from backcheck.cli.target import write_file
from backcheck.errors import CannotWriteError


def check_folder(folder: str) -> None:
    """Find out before anything is proved whether files could be written there. Raises CannotWriteError."""
    path = Path(folder)
    if path.exists() and not path.is_dir():
        raise CannotWriteError(f"{folder} is a file, not a folder. Please name a folder for the people found.")
    if not path.is_dir():
        raise CannotWriteError(f"There is no folder {folder}. Please make it first, or name another one.")
    if not os.access(path, os.W_OK | os.X_OK):
        raise CannotWriteError(f"Nothing can be written in the folder {folder}. Please name another one.")


def write_person(folder: str, name: str, text: str) -> str:
    """Write one answers file ``name-N.yaml`` and give its name: of the first that is free or says the same already."""
    number = 1
    while os.path.lexists(found := os.path.normpath(os.path.join(folder, f"{name}-{number}.yaml"))):  # noqa: PTH118
        if _says(found, text):
            return found
        number += 1
    write_file(found, text, force=False)
    return found


def _says(path: str, text: str) -> bool:
    try:
        # No more than would be the same: it may be anything.
        with Path(path).open("rb") as there:
            return Path(path).is_file() and there.read(len(text.encode()) + 1) == text.encode()
    except OSError:
        return False


def say(streams: Streams, text: str, indent: int = 0) -> None:
    """Write a paragraph, wrapped to the screen; to a file, to its usual width."""
    width = streams.width() if streams.stdout_is_terminal else USUAL_WIDTH
    lead = " " * indent
    lines = textwrap.wrap(
        text, width, initial_indent=lead, subsequent_indent=lead, break_long_words=False, break_on_hyphens=False
    )
    streams.stdout.write("\n".join(lines) + "\n")
