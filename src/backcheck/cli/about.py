"""``backcheck about``: what this is, what it follows, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from backcheck import __version__
from backcheck.certificate import line_for
from backcheck.cli.asking import wrapped
from backcheck.cli.protocols import load
from backcheck.cli.streams import Streams
from backcheck.protocol import Protocol, Workup
from backcheck.render.sections import LIMITS

MARKS = {"V": "seen", "S": "seen second hand", "M": "from memory, not checked", "D": "our own decisions"}


def run(streams: Streams) -> int:
    """Tell about the program and the shipped protocol; give the exit code."""
    protocol = load("", streams)
    streams.stdout.write("\n".join(wrapped(line, streams.width()) for line in _lines(protocol)) + "\n")
    return 0


def _lines(protocol: Protocol) -> Iterator[str]:
    yield f"backcheck {__version__}"
    yield f"{protocol.title}, version {protocol.version}, hash {protocol.hash[:12]}."
    yield protocol.about
    yield f"Reviewed: {protocol.reviewed}. To be looked at again by {protocol.review_by}."
    yield f"{len(protocol.questions)} questions, {len(protocol.rules)} rules, {len(protocol.sources)} sources."
    yield line_for(protocol) or "What its rules promise is not certified. To prove it: backcheck verify."
    yield LIMITS
    yield "It runs on this computer alone, keeps nothing unless asked, and gives the same result for the same answers."
    yield ""
    yield "How far its sources were checked:"
    for mark, meaning in MARKS.items():
        count = sum(source.mark == mark for source in protocol.sources.values())
        yield f"  {count} {meaning}"
    yield ""
    unchecked = list(_unchecked(protocol))
    yield "Claims in use that nobody has checked against their source yet:" if unchecked else "Every claim was checked."
    yield from (f"  {one}" for one in unchecked)


def _unchecked(protocol: Protocol) -> Iterator[str]:
    things = chain(
        ((one.checked, f"rule {one.id}: {one.title}") for one in protocol.rules),
        ((one.checked, f"finding {one.id}: {one.means}") for one in protocol.findings.values()),
        ((one.checked, f"advice {one.id}: {one.title}") for one in protocol.advice),
        ((one.checked, f"care at {protocol.rung_of[one.rung].name}") for one in protocol.care.values()),
        ((one.checked, f"for clinicians, {one.id}: {_about(one)}") for one in protocol.workups),
    )
    return (words for checked, words in things if not checked)


def _about(workup: Workup) -> str:
    return ", ".join(concern.replace("_", " ") for concern in workup.concerns)
