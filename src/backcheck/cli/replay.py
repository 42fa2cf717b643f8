"""``backcheck replay``: a kept result or a filled-in form once more; the same result, or exactly what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backcheck.cli.asking import wrapped
from backcheck.cli.options import CheckOptions
from backcheck.cli.protocols import load
from backcheck.cli.status import ExitCode, UsageError
from backcheck.cli.streams import Streams

if TYPE_CHECKING:
    from backcheck.protocol import Protocol
    from backcheck.reading.records import Record
    from backcheck.report import Report

SCHEMA = "backcheck-replay/1"
STANDARD_INPUT = "-"
SAME = "The same result again."
DIFFERS = "The result differs."
NOTHING_TO_COMPARE = "There is no result in this file to compare with, only answers. This is their result."
CHANGED_FILE = "The protocol is the same, so the file was changed, or another version of backcheck made it."


def run(streams: Streams, *, file: str, as_json: bool, protocol: str) -> int:
    """Compare, give the result, and an exit code: 0 when it is the same or there was nothing to compare, 1 if not."""
    from backcheck.cli.delivery import report_today
    from backcheck.replay import differences

    chosen = load(protocol, streams)
    record = _record(chosen, file, streams)
    region = record.region if record.region in chosen.regions else ""
    report = report_today(chosen, record.answers, region, record.twice)
    differ = differences(record, report)
    (_give_json if as_json else _give_text)(record, report, differ, streams)
    return ExitCode.BROKEN if differ else ExitCode.FINISHED


def _record(protocol: Protocol, file: str, streams: Streams) -> Record:
    from backcheck.reading import read_record, record_in
    from backcheck.reading.records import LARGEST

    if file != STANDARD_INPUT:
        return read_record(protocol, file)
    if streams.stdin_is_terminal:
        raise UsageError("- reads standard input, which is a terminal here. Name a file, or pipe one in.")
    # One byte more than is read: what is larger is told as such.
    return record_in(protocol, streams.stdin.buffer.read(LARGEST + 1), "standard input")


def _give_text(record: Record, report: Report, differ: tuple[str, ...], streams: Streams) -> None:
    from backcheck.cli.delivery import deliver
    from backcheck.replay import protocol_changed

    changed = protocol_changed(record, report.protocol)
    if record.outcome is None:
        lines = [NOTHING_TO_COMPARE, changed]
    elif differ:
        lines = [DIFFERS, changed or (CHANGED_FILE if record.hash else ""), *(f"- {one}" for one in differ)]
    else:
        lines = [SAME, changed]
    width = streams.width()
    streams.stdout.write("\n".join(wrapped(line, width) for line in lines if line) + "\n\n")
    deliver(report, CheckOptions(), streams)


def _give_json(record: Record, report: Report, differ: tuple[str, ...], streams: Streams) -> None:
    import json

    from backcheck.render.as_json import as_mapping
    from backcheck.replay import protocol_changed

    told = {
        "schema": SCHEMA,
        "same": None if record.outcome is None else not differ,
        "protocol_changed": bool(protocol_changed(record, report.protocol)),
        "differences": list(differ),
        "result": as_mapping(report),
    }
    streams.stdout.write(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
