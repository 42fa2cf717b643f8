"""``backcheck replay``: a kept result or a filled-in form once more; the same result, or exactly what differs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backcheck.cli.asking import wrapped
from backcheck.cli.options import CheckOptions
from backcheck.cli.protocols import load
from backcheck.cli.status import ExitCode, UsageError
from backcheck.cli.streams import Streams

if TYPE_CHECKING:
    from backcheck.protocol import Protocol
    from backcheck.reading.records import Record
    from backcheck.replay import Again
    from backcheck.report import Report

    Compared = tuple[str | None, tuple[str, ...]]

SCHEMA = "backcheck-replay/1"
STANDARD_INPUT = "-"
SAME = "The same result again."
DIFFERS = "The result differs."
NOTHING_TO_COMPARE = "There is no result in this file to compare with, only answers. This is their result."
CHANGED_FILE = "Protocol and backcheck are the same version: the file was changed, or an unreleased backcheck made it."
ONLY_FACTS = (
    "Only how soon, deadline, referral, rules, advice and emergency number were compared, "
    "for the words of a result change with the protocol and with backcheck."
)
WHOLE, FACTS = "whole", "facts"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def run(streams: Streams, *, file: str, as_json: bool, protocol: str) -> int:
    """Compare, give the result, and an exit code: 0 when it is the same or there was nothing to compare, 1 if not."""
    from backcheck.cli.delivery import report_today
    from backcheck.replay import differences

    chosen = load(protocol, streams)
    record = _record(chosen, file, streams)
    report = report_today(chosen, record.answers, _region(record, chosen), record.twice)
    again = _again(record, chosen)
    differ = differences(record, report, again)
    compared = None if record.outcome is None else FACTS if again is None else WHOLE
    (_give_json if as_json else _give_text)(record, report, (compared, differ), streams)
    return ExitCode.BROKEN if differ else ExitCode.FINISHED


def _region(record: Record, protocol: Protocol) -> str:
    return record.region if record.region in protocol.regions else ""


def _again(record: Record, protocol: Protocol) -> Again | None:
    """Give what the file would tell if it were written now on the day it names; None where that says nothing of it."""
    from backcheck.replay import Again, is_whole

    if not is_whole(record, protocol):
        return None
    told, report = record.told, _report_then(record, protocol)
    if told.resources:
        from backcheck.render.fhir import bundle

        return Again(resources=[entry["resource"] for entry in bundle(report)["entry"]])
    from backcheck.render.as_json import as_mapping

    if not told.page:
        return Again(as_mapping(report))
    from backcheck.render.html import render
    from backcheck.replay.page import reader_of

    return Again(as_mapping(report), page=render(report, reader_of(told.page) or "patient"))


def _report_then(record: Record, protocol: Protocol) -> Report:
    """Give the report as it was on the day a file names; what is proved of the protocol is told where the file does."""
    from backcheck.certificate import RULES_NOT_MEDICINE, line_for
    from backcheck.report import make_report, with_worsening

    told = record.told
    day = told.day if _DAY.fullmatch(told.day) else ""
    certificate = line_for(protocol) if RULES_NOT_MEDICINE in str((told.result, told.resources)) else ""
    region = _region(record, protocol)
    report = make_report(protocol, record.answers, region, record.twice, today=day, certificate=certificate)
    return with_worsening(report)


def _record(protocol: Protocol, file: str, streams: Streams) -> Record:
    from backcheck.reading import read_record, record_in
    from backcheck.reading.records import LARGEST

    if file != STANDARD_INPUT:
        return read_record(protocol, file)
    if streams.stdin_is_terminal:
        raise UsageError("- reads standard input, which is a terminal here. Name a file, or pipe one in.")
    # One byte more than is read: what is larger is told as such.
    return record_in(protocol, streams.stdin.buffer.read(LARGEST + 1), "standard input")


def _give_text(record: Record, report: Report, compared: Compared, streams: Streams) -> None:
    from backcheck.cli.delivery import deliver
    from backcheck.replay import protocol_changed

    how, differ = compared
    changed = protocol_changed(record, report.protocol)
    if how is None:
        lines = [NOTHING_TO_COMPARE, changed]
    else:
        why = CHANGED_FILE if how == WHOLE else " ".join(filter(None, (changed, _other_program(record), ONLY_FACTS)))
        lines = [DIFFERS, why, *(f"- {one}" for one in differ)] if differ else [SAME, "" if how == WHOLE else why]
    width = streams.width()
    streams.stdout.write("\n".join(wrapped(line, width) for line in lines if line) + "\n\n")
    deliver(report, CheckOptions(), streams)


def _other_program(record: Record) -> str:
    """Say which other version of the program made a file, empty where it was this one."""
    from backcheck import __version__
    from backcheck.replay.words import shown

    made = record.told.backcheck
    return f"Another backcheck made it: {shown(made)}; this is {__version__}." if made not in {"", __version__} else ""


def _give_json(record: Record, report: Report, compared: Compared, streams: Streams) -> None:
    import json

    from backcheck.render.as_json import as_mapping
    from backcheck.replay import protocol_changed

    how, differ = compared
    told = {
        "schema": SCHEMA,
        "same": None if how is None else not differ,
        "compared": how,
        "protocol_changed": bool(protocol_changed(record, report.protocol)),
        "differences": list(differ),
        "result": as_mapping(report),
    }
    streams.stdout.write(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
