"""Writes every part of the documentation that repeats the program; with ``--check``, says which of them went stale."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def commands() -> str:
    """Give ``docs/commands.md``: what each ``--help`` says, on a screen of 100 columns."""
    from backcheck.cli.app import app

    parts = ["# Commands\n\nWritten by `make docs` from the program itself.\n"]
    for command in ("", *(str(command.name) for command in app.registered_commands)):
        typed = f"backcheck {command}".strip()
        parts.append(f"## {typed}\n\n```text\n$ {typed} --help\n{help_of(command)}\n```\n")
    return "\n".join(parts)


def help_of(command: str) -> str:
    """Give what ``--help`` prints for one command."""
    words = [sys.executable, "-m", "backcheck", *command.split(), "--help"]
    environment = {**os.environ, "COLUMNS": "100"}
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=True).stdout.rstrip()


# What is generated: a file, and the function that gives the whole text of it.
GENERATED: dict[str, Callable[[], str]] = {
    "docs/commands.md": commands,
}


def main() -> int:
    """Write each generated file that differs, or only name it and fail when asked to ``--check``."""
    check = sys.argv[1:] == ["--check"]
    stale = [path for path, text in GENERATED.items() if update(ROOT / path, text(), write=not check)]
    for path in stale:
        print(f"{path} is stale: run make docs and read what changed." if check else f"Wrote {path}.")
    return 1 if check and stale else 0


def update(path: Path, text: str, *, write: bool) -> bool:
    """Say whether the file differs from the text, and write it if wanted."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    if write:
        path.write_text(text, encoding="utf-8")
    return True


if __name__ == "__main__":
    sys.exit(main())
