"""``backcheck cases --score``, ``--coverage`` and ``--csv``: published patients, and the people behind each rule."""

from __future__ import annotations

from collections.abc import Iterable

from backcheck.cli.protocols import load
from backcheck.cli.streams import Streams
from backcheck.cli.target import check_target, write_file
from backcheck.protocol import Protocol
from backcheck.reading import read_cases, shipped_folder
from backcheck.reading.published import read_published
from backcheck.teach.cases import run_cases
from backcheck.teach.coverage import coverage as coverage_of
from backcheck.teach.score import AS_NO, AS_NOT_SURE, Score, agreement
from backcheck.teach.score import score as score_of
from backcheck.teach.scoresheet import coverage_lines, in_csv, score_lines


def run(streams: Streams, *, protocol: str, score: bool, coverage: bool, csv: str, force: bool) -> int:
    """Tell what was asked for; 1 when a rule lacks its people, else 0. Raises CannotWriteError before any work."""
    if csv not in ("", "-"):
        check_target(csv, force=force)
    chosen, folder = load(protocol, streams), protocol or str(shipped_folder())
    collection = read_published(chosen, folder)
    ways = (AS_NO, AS_NOT_SURE) if score or csv else (AS_NO,)
    scores = [score_of(chosen, collection, unstated) for unstated in ways]
    if csv:
        _deliver_csv(streams, scores, csv, force=force)
    if score:
        _tell(streams, score_lines(scores, agreement(scores)))
    return _tell_coverage(streams, chosen, folder, scores[0]) if coverage else 0


def _tell_coverage(streams: Streams, protocol: Protocol, folder: str, score: Score) -> int:
    covered = coverage_of(protocol, run_cases(protocol, read_cases(protocol, folder)), score.everybody)
    _tell(streams, coverage_lines(covered))
    return 1 if any(one.gaps for one in covered) else 0


def _deliver_csv(streams: Streams, scores: list[Score], name: str, *, force: bool) -> None:
    if name == "-":
        streams.stdout.write(in_csv(scores))
        return
    write_file(name, in_csv(scores), force=force)
    streams.stderr.write(f"The table is in {name}.\n")


def _tell(streams: Streams, lines: Iterable[str]) -> None:
    streams.stdout.write("".join(f"{line}\n" for line in lines))
