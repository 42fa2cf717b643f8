"""``backcheck lint``: the loop of whoever writes a protocol: every mistake with its line, then claims, then cases."""

from __future__ import annotations

import os
import shlex
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from backcheck.cli.cases import told
from backcheck.cli.patience import Progress
from backcheck.cli.people import say
from backcheck.cli.status import ExitCode
from backcheck.cli.streams import Streams
from backcheck.errors import BackcheckError, MissingExtraError, Mistake, ProtocolError
from backcheck.protocol import Case, Protocol
from backcheck.reading import read_cases, read_folder, threshold_gaps
from backcheck.reading.assemble import Reading
from backcheck.reading.populations import FOLDER, read_population
from backcheck.reading.published import COLLECTION, read_published
from backcheck.render.parts import clean
from backcheck.teach.cases import run_cases
from backcheck.verify.replay import changes_in_words, person_in_words
from backcheck.verify.verdict import Verdict, verify

EVERY = 0.3
"""Seconds between two looks at the files; as many must pass without a change before they are read."""
Seen = Mapping[str, tuple[int, int]]
"""When each file was last written, in nanoseconds, and its size."""
SHORTEST = 2
"""How many things are named before the rest is only counted."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one look at a folder came to; no ``verdicts`` where nothing could be proved."""

    mistakes: tuple[Mistake, ...]
    verdicts: tuple[Verdict, ...] = ()
    cases: int = 0
    wrong: int = 0
    unproved: bool = False

    @property
    def code(self) -> ExitCode:
        """Give 65 for mistakes, 1 for claims and cases that fail, 2 where only the claims were not checked, else 0."""
        if self.mistakes:
            return ExitCode.BAD_CONTENT
        if self.wrong or not all(verdict.holds for verdict in self.verdicts):
            return ExitCode.BROKEN
        return ExitCode.USAGE if self.unproved else ExitCode.FINISHED


def run(streams: Streams, *, folder: str, watch: bool) -> int:
    """Look at a protocol's folder once, or after each saving until Ctrl-C; give the exit code."""
    if not watch:
        return look(streams, folder).code
    seen = look_at_files(folder)
    while True:
        try:
            look(streams, folder)
        except BackcheckError as problem:  # a folder that is being moved comes back
            say(streams, str(problem))
        say(streams, "Waiting for the next saving. Ctrl-C ends.")
        streams.stdout.flush()
        later = _next_saving(folder, seen)
        names = [clean(name) for name in changed(seen, later)]
        rest = f" and {len(names) - SHORTEST} more" if len(names) > SHORTEST else ""
        streams.stdout.write("\n")
        say(streams, f"Changed: {', '.join(names[:SHORTEST])}{rest}")
        seen = later


def look(streams: Streams, folder: str) -> Found:
    """Tell all that is wrong with a folder and give what was found. Raises MissingFileError where there is none."""
    try:
        reading = read_folder(folder)
    except ProtocolError as problem:
        found = Found(problem.mistakes)
        _tell_mistakes(streams, found.mistakes)
        say(streams, f"{_counted(len(found.mistakes), 'mistake')}. Claims and cases come when it loads.")
        return found
    cases, mistakes = _rest(reading, folder)
    _tell_mistakes(streams, mistakes)
    verdicts, unproved = _claims(streams, reading.protocol, folder)
    wrong = _cases(streams, reading.protocol, cases)
    found = Found(mistakes, verdicts, len(cases), wrong, unproved)
    say(streams, _summary(found))
    return found


def _rest(reading: Reading, folder: str) -> tuple[tuple[Case, ...], tuple[Mistake, ...]]:
    """Give the cases, and the mistakes in all files that are no part of the protocol itself."""
    cases: tuple[Case, ...] = ()
    mistakes: list[Mistake] = []
    protocol = reading.protocol
    try:
        cases = read_cases(protocol, folder)
        mistakes += threshold_gaps(protocol, cases, reading.compared)
    except ProtocolError as problem:
        mistakes += problem.mistakes
    beside: list[Callable[[], object]] = [
        partial(read_population, protocol, str(path)) for path in sorted(Path(folder, FOLDER).glob("*.yaml"))
    ]
    if Path(folder, "cases", "published", COLLECTION).exists():
        beside.append(partial(read_published, protocol, folder))
    for read in beside:
        try:
            read()
        except ProtocolError as problem:
            mistakes += problem.mistakes
    return cases, tuple(mistakes)


def _tell_mistakes(streams: Streams, mistakes: Sequence[Mistake]) -> None:
    for mistake in mistakes:
        streams.stdout.write(f"{mistake}\n\n")


def _claims(streams: Streams, protocol: Protocol, folder: str) -> tuple[tuple[Verdict, ...], bool]:
    """Tell which claims fail, each with one person; the second is yes when nothing could be proved."""
    verdicts: list[Verdict] = []
    with Progress(streams) as progress:
        try:
            for verdict in verify(
                protocol, before_each=lambda claim: progress.now(f"Checking claim {claim.number} ...")
            ):
                progress.clear()
                verdicts.append(verdict)
                _tell_claim(streams, protocol, folder, verdict)
        except MissingExtraError as missing:
            say(streams, f"No claim was checked. {missing}")
            return (), True
    return tuple(verdicts), False


def _tell_claim(streams: Streams, protocol: Protocol, folder: str, verdict: Verdict) -> None:
    claim, settled = verdict.claim, verdict.settled
    if verdict.holds:
        if claim.id in {"reachable", "floors"}:
            for note in settled.notes:
                say(streams, f"Claim {claim.number} ({claim.id}): {note}\n")
        return
    example = settled.against[0]
    say(streams, f"Claim {claim.number} ({claim.id}) FAILS: {claim.sentence}")
    say(streams, f"- {clean(example.words)}", 3)
    if example.answers is not None:
        person = "; ".join(person_in_words(protocol, example.answers)) or "nothing to report"
        say(streams, f"Person: {clean(person)}.", 5)
        if example.beside is not None:
            changes = "; ".join(changes_in_words(protocol, example.answers, example.beside)) or "the same answers"
            say(streams, f"Compared with: {clean(changes)}.", 5)
    left = len(settled.against) - 1
    say(streams, f"{left} more like this; to see and replay them:" if left else "To see and replay it:", 3)
    # Not wrapped: it is there to be copied.
    streams.stdout.write(f"   backcheck verify --protocol {shlex.quote(folder)} --claim {claim.id}\n\n")


def _cases(streams: Streams, protocol: Protocol, cases: Sequence[Case]) -> int:
    """Tell of each person who came out wrong, and give how many did."""
    wrong = [one for one in run_cases(protocol, cases) if one.problems]
    for one in wrong:
        streams.stdout.write(f"{clean(told(one))}\n\n")
    return len(wrong)


def _summary(found: Found) -> str:
    holding = sum(verdict.holds for verdict in found.verdicts)
    claims = "no claim was checked" if found.unproved else f"{holding} of {len(found.verdicts)} claims hold"
    right = found.cases - found.wrong
    cases = f"{right} of {_counted(found.cases, 'case')} came out right" if found.cases else "no cases"
    states = {ExitCode.FINISHED: "Sound", ExitCode.USAGE: "Sound as far as it was checked, which leaves out the claims"}
    return f"{states.get(found.code, 'Not sound yet')}: {_counted(len(found.mistakes), 'mistake')}, {claims}, {cases}."


def _counted(count: int, thing: str) -> str:
    return f"{count or 'no'} {thing}{'' if count == 1 else 's'}"


def look_at_files(folder: str) -> Seen:
    """Give the state of every file in a folder that is not hidden; empty where there is none."""
    return dict(_states(folder))


def changed(before: Seen, after: Seen) -> tuple[str, ...]:
    """Give the files that are new, gone or written since."""
    return tuple(name for name in sorted({*before, *after}) if before.get(name) != after.get(name))


def _states(folder: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for where, inner, names in os.walk(folder):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in names:
            path = Path(where, name)
            if not name.startswith((".", "#", "~")) and not name.endswith("~"):
                try:
                    state = path.stat()
                except OSError:  # an editor took it away between two looks
                    continue
                yield path.relative_to(folder).as_posix(), (state.st_mtime_ns, state.st_size)


def _next_saving(folder: str, seen: Seen) -> Seen:
    """Wait until the files differ from what was seen and an editor has finished with them; give their state."""
    before = seen
    while True:
        time.sleep(EVERY)
        now = look_at_files(folder)
        if now == before and now != seen:
            return now
        before = now
