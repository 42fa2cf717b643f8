"""Walks through a page as its reader does: writes the files it shows, runs its commands, and refreshes what they print.

Three kinds of fenced block count. ``console`` holds commands after ``$`` and what each prints; in one with lines after
``>`` these are typed on a terminal. ``yaml FILE`` or ``text FILE`` is a whole file. ``diff FILE`` is a change: lines
that begin with ``-`` become those that begin with ``+``. A line of three dots in what a command prints stands for any
lines, and three dots at the end of one for its rest.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a program, it is not found beside its own folder
from backcheck.cli.status import ExitCode  # noqa: E402
from tests.screen import BACKCHECK, Screen, environment  # noqa: E402

PAGES = ("docs/tutorial.md", "docs/teaching.md")
BLOCK = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (?P<typed>(?:[^\n]*\\\n)*[^\n]*)\n?(?P<printed>(?:(?!\$ )[^\n]*\n?)*)", re.MULTILINE)
DOTS = "..."
REFUSED = (ExitCode.USAGE, ExitCode.MISSING_FILE, ExitCode.CANNOT_WRITE)
"""What no page wants to show. Mistakes in a protocol and claims that fail may be what it is about."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a page, as typed there, and what the page says it prints."""

    typed: str
    printed: str

    @property
    def words(self) -> list[str]:
        """Give the command's words; a backslash at the end of a line goes on in the next."""
        return shlex.split(self.typed.replace("\\\n", " "))

    @property
    def keys(self) -> list[str]:
        """Give what is typed while it runs, nothing for a command that asks nothing."""
        return [line[2:] for line in self.printed.splitlines() if line.startswith("> ")]


class StaleError(Exception):
    """A page shows a change to a file that does not hold it, or a command that is not ours or does not work."""


def refreshed(page: str, folder: Path) -> str:
    """Give the text of a page with what its commands print now; the files it shows are written into a folder.

    The folder gets a link to our ``docs``, so that it looks like a copy of the project to the commands.
    """
    if not (folder / "docs").exists():
        (folder / "docs").symlink_to(ROOT / "docs")
    return BLOCK.sub(lambda found: _refreshed_block(found, folder), page)


def commands(page: str) -> list[Command]:
    """Give every command of a page."""
    return [one for found in BLOCK.finditer(page) if found["info"] == "console" for one in _commands(found["body"])]


def _refreshed_block(found: re.Match[str], folder: Path) -> str:
    kind, _, name = found["info"].partition(" ")
    if kind == "console":
        return f"```console\n{''.join(_ran(one, folder) for one in _commands(found['body']))}```"
    if kind in {"yaml", "text"} and name:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(found["body"], encoding="utf-8")
    if kind == "diff" and name:
        _change(folder / name, found["body"])
    return found[0]


def _commands(body: str) -> Iterator[Command]:
    for found in COMMAND.finditer(body):
        yield Command(found["typed"], found["printed"])


def _ran(command: Command, folder: Path) -> str:
    """Run a command and give its lines of the page; what still fits is left as it is."""
    printed = _on_a_terminal(command, folder) if command.keys else _piped(command, folder)
    shown = command.printed if fits(command.printed, printed) else printed
    return f"$ {command.typed}\n{shown}"


def _piped(command: Command, folder: Path) -> str:
    if command.words[:1] != ["backcheck"]:
        raise StaleError(f"{command.typed} is no command of ours")
    done = subprocess.run(
        [*BACKCHECK, *command.words[1:]],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode in REFUSED or any(words in done.stdout for words in ("Traceback", "went wrong inside")):
        raise StaleError(f"{command.typed}: {done.stdout}")
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def _on_a_terminal(command: Command, folder: Path) -> str:
    run = ["env", "-C", str(folder), *BACKCHECK]
    with Screen(*command.words[1:], command=run, rows=500) as screen:
        for count, keys in enumerate(command.keys, start=1):
            screen.wait_for_prompt()
            screen.press(f"{keys}\r")
            screen.wait_for_count("\n> ", count)
        screen.wait_for_end()
        lines = screen.seen.decode().replace("\r", "").splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def fits(shown: str, printed: str) -> bool:
    """Say whether what a page shows is what was printed, three dots standing for any lines."""
    return re.fullmatch("".join(map(_pattern, shown.splitlines())), printed) is not None


def _pattern(line: str) -> str:
    if line == DOTS:
        return r"(?:[^\n]*\n)*?"
    return rf"{re.escape(line.removesuffix(DOTS))}[^\n]*\n" if line.endswith(DOTS) else re.escape(f"{line}\n")


def _change(path: Path, body: str) -> None:
    lines = body.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[:1] in " -")
    after = "".join(line[1:] for line in lines if line[:1] in " +")
    text = path.read_text(encoding="utf-8")
    if text.count(before) != 1:
        raise StaleError(f"{path.name} holds this {text.count(before)} times:\n{before}")
    path.write_text(text.replace(before, after), encoding="utf-8")


def main() -> int:
    """Refresh the pages."""
    for name in PAGES:
        page = ROOT / name
        before = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            after = refreshed(before, Path(folder))
        if after != before:
            page.write_text(after, encoding="utf-8")
            print(f"Wrote {name}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
