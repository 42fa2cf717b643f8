"""Writing a result to a file: never over another, never through a link, readable by its owner only."""

from __future__ import annotations

import stat
from pathlib import Path

from backcheck.errors import CannotWriteError
from backcheck.visits import write_whole


def check_target(name: str, *, force: bool) -> None:
    """Find out before any question whether the result could be written there. Raises CannotWriteError."""
    try:
        mode = Path(name).lstat().st_mode
    except FileNotFoundError:
        folder = Path(name).parent
        if not folder.is_dir():
            raise CannotWriteError(f"There is no folder {folder} to write {name} in.") from None
        return
    except OSError as problem:
        raise CannotWriteError(f"{name} cannot be written: {problem.strerror}.") from problem
    if stat.S_ISLNK(mode):
        raise CannotWriteError(f"{name} is a link to somewhere else. Name the file itself.")
    if not stat.S_ISREG(mode):
        raise CannotWriteError(f"{name} is not a file that can be written. Name another one.")
    if not force:
        raise CannotWriteError(f"{name} is already there. Name another file, or add --force to replace it.")


def write_file(name: str, text: str | bytes, *, force: bool) -> None:
    """Write a file whole or not at all, readable by its owner only. Raises CannotWriteError."""
    check_target(name, force=force)
    write_whole(Path(name), text)
