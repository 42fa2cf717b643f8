"""``backcheck about``: what this is, what it follows, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Iterator

from backcheck import __version__
from backcheck.certificate import line_for
from backcheck.cli.asking import wrapped
from backcheck.cli.protocols import load
from backcheck.cli.streams import Streams
from backcheck.protocol import Protocol
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
    for rule in protocol.rules:
        if not rule.checked:
            yield f"rule {rule.id}: {rule.title}"
    for finding in protocol.findings.values():
        if not finding.checked:
            yield f"finding {finding.id}: {finding.means}"
    for item in protocol.advice:
        if not item.checked:
            yield f"advice {item.id}: {item.title}"
    for care in protocol.care.values():
        if not care.checked:
            yield f"care at {care.rung}: {care.action}"
    for workup in protocol.workups:
        if not workup.checked:
            about = ", ".join(concern.replace("_", " ") for concern in workup.concerns)
            yield f"for clinicians, {workup.id}: {about}"
