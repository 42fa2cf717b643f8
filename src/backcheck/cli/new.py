"""``backcheck new``: a wizard that asks for title, ladder and first topic, and writes a small protocol that works."""

from __future__ import annotations

import datetime as dt
import os
import shlex
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from backcheck.cli.asking import Move, wrapped
from backcheck.cli.people import say
from backcheck.cli.status import ExitCode, UsageError
from backcheck.cli.streams import Streams
from backcheck.errors import CannotWriteError
from backcheck.teach.starter import FEWEST_RUNGS, MOST_RUNGS, Plan, files_of, problem_with

WELCOME = (
    "A few lines, then there is a small protocol that works. Every word can be changed later in the files. "
    "b alone goes back, q alone stops. Nothing is written before the last line."
)
TITLE = "Title: the question that it answers, such as: Does my bicycle need the workshop?"
MOST_URGENT = "Rung 1, the most urgent: what people do then, such as: Stop riding"
TOPIC = "The first topic: one concern, such as: Brakes"
MOVES = {"b": Move.BACK, "q": Move.QUIT}
UNTIL_REVIEW = dt.timedelta(days=365)

Problem = Callable[[str], str]
"""Says why words cannot be taken; empty when they can."""
Ask = Callable[[str, Problem], str]


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line said already; empty where the wizard is to ask."""

    title: str = ""
    rungs: tuple[str, ...] = ()
    topic: str = ""
    signs: tuple[str, ...] = ()


class _Back(Exception):  # noqa: N818  not an error: the person wants the line before
    """One step back."""


class _Quit(Exception):  # noqa: N818  not an error: the person wants no protocol
    """No protocol after all."""


def run(streams: Streams, *, folder: str, given: Given) -> int:
    """Ask for what was not given, write the folder, and tell what to do next; give the exit code."""
    _check(given)
    _check_folder(Path(folder))
    complete = given.title and given.rungs and given.topic and given.signs
    if not (complete or streams.can_ask):
        raise UsageError(
            "There is no terminal to ask on. Pass everything: --title, --topic, --rung for each rung, the most urgent "
            "first, and --sign for each rung but the last."
        )
    if not complete:
        _say(streams, WELCOME)
    try:
        plan = _asked(streams, given)
    except (_Quit, EOFError):
        _say(streams, "Stopped. Nothing was written.")
        return ExitCode.INTERRUPTED
    review_by = dt.datetime.now(dt.UTC).date() + UNTIL_REVIEW
    files = files_of(plan, review_by.isoformat())
    _write(Path(folder), files)
    _tell(streams, folder, files)
    return ExitCode.FINISHED


def _check(given: Given) -> None:
    """Refuse words of the command line that could not stand in a protocol. Raises UsageError."""
    for option, words in (("--title", given.title), ("--topic", given.topic)):
        _check_words(option, words, "", required=False)
    for option, several in (("--rung", given.rungs), ("--sign", given.signs)):
        for place, words in enumerate(several):
            _check_words(option, words, *several[:place], required=True)
    rungs = len(given.rungs)
    if rungs and not FEWEST_RUNGS <= rungs <= MOST_RUNGS:
        raise UsageError(f"A ladder has {FEWEST_RUNGS} to {MOST_RUNGS} rungs, and {rungs} are given with --rung.")
    if given.signs and not rungs:
        raise UsageError("--sign is given without --rung. Please give the rungs too, the most urgent first.")
    if given.signs and len(given.signs) != rungs - 1:
        raise UsageError(
            f"{len(given.signs)} signs are given for {rungs} rungs. Please give one --sign for each rung but the last."
        )


def _check_words(option: str, words: str, *others: str, required: bool) -> None:
    problem = problem_with(words, others) if words or required else ""
    if problem:
        raise UsageError(f"{option}: {problem}")


def _asked(streams: Streams, given: Given) -> Plan:
    """Ask line by line; one step back asks the line before anew. Raises _Quit, and EOFError at the end of input."""
    lines = _Lines(streams)
    while True:
        try:
            return _plan(lines.next, given)
        except _Back:
            lines.back()


class _Lines:
    """The lines typed so far. After a step back the same questions run again, and get the lines that still count."""

    def __init__(self, streams: Streams) -> None:
        self.streams = streams
        self.typed: list[str] = []
        self.place = 0

    def next(self, heading: str, problem: Problem) -> str:
        """Give the line typed for this before, or ask for it."""
        if self.place == len(self.typed):
            self.typed.append(_read(self.streams, heading, problem))
        self.place += 1
        return self.typed[self.place - 1]

    def back(self) -> None:
        """Forget the last line and begin the questions again."""
        if not self.typed:
            _say(self.streams, "This is the first line.")
        del self.typed[-1:]
        self.place = 0


def _plan(ask: Ask, given: Given) -> Plan:
    title = given.title or ask(TITLE, problem_with)
    rungs = given.rungs or _rungs(ask)
    topic = given.topic or ask(TOPIC, problem_with)
    signs = list(given.signs)
    for rung in rungs[len(signs) : -1]:
        signs.append(ask(f'A sign that asks for "{rung}"', lambda words: problem_with(words, tuple(signs))))
    return Plan(title, rungs, topic, tuple(signs))


def _rungs(ask: Ask) -> tuple[str, ...]:
    rungs = [ask(MOST_URGENT, problem_with)]
    while len(rungs) < MOST_RUNGS:
        complete = len(rungs) >= FEWEST_RUNGS
        ending = f", or Enter alone when rung {len(rungs)} was the last" if complete else ", less urgent"

        def problem(words: str, *, may_end: bool = complete) -> str:
            return "" if may_end and not words else problem_with(words, tuple(rungs))

        words = ask(f"Rung {len(rungs) + 1}{ending}", problem)
        if not words:
            break
        rungs.append(words)
    return tuple(rungs)


def _read(streams: Streams, heading: str, problem: Problem) -> str:
    """Read one typed line that will do. It is a line of the terminal's own, the same drawn and plain."""
    _say(streams, f"\n{heading}")
    while True:
        streams.stderr.write("> ")
        streams.stderr.flush()
        try:
            line = streams.stdin.readline()
        except UnicodeDecodeError:
            _say(streams, "This holds something that is no character. Please type it again.")
            continue
        if not line:
            raise EOFError
        words = " ".join(line.split(" ")).strip()
        if words in MOVES:
            raise _Back if MOVES[words] is Move.BACK else _Quit
        wrong = problem(words)
        if not wrong:
            return words
        _say(streams, wrong)


def _say(streams: Streams, text: str) -> None:
    for line in text.split("\n"):
        streams.stderr.write(wrapped(line, streams.width() - 1) + "\n")
    streams.stderr.flush()


def _check_folder(folder: Path) -> None:
    """Refuse a place where something is already, or that cannot be. Raises CannotWriteError."""
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise CannotWriteError(f"{folder} is no folder. Please name one that is new or empty.")
        if folder.is_dir():
            if any(folder.iterdir()):
                raise CannotWriteError(f"{folder} is not empty. Please name a folder that is new or empty.")
        elif not folder.parent.is_dir():
            raise CannotWriteError(f"There is no folder {folder.parent} to make {folder} in. Please make it first.")
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise CannotWriteError(f"{folder} cannot be written: {reason}.") from problem


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Write all files, or none. Raises CannotWriteError."""
    there = folder.is_dir()
    draft = (folder if there else folder.parent) / f".backcheck-new-{os.getpid()}"
    try:
        for name, text in files.items():
            path = draft / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        if not there:
            draft.rename(folder)
            return
        for path in sorted(draft.iterdir()):
            path.rename(folder / path.name)
        draft.rmdir()
    except OSError as problem:
        shutil.rmtree(draft, ignore_errors=True)
        raise CannotWriteError(f"{folder} could not be written: {problem.strerror}.") from problem


def _tell(streams: Streams, folder: str, files: Mapping[str, str]) -> None:
    where = shlex.quote(folder)
    say(
        streams, f"Wrote {len(files)} files in {folder}: a small protocol that works. README.md tells what each is for."
    )
    # Not wrapped: they are there to be copied.
    streams.stdout.write(f"\nTo check it after each change:\n  backcheck lint --watch {where}\n")
    streams.stdout.write(f"To try it:\n  backcheck --protocol {where}\n")
