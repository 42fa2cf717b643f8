"""Reports with all that is told of a result, as ``backcheck check`` writes them into files."""

from __future__ import annotations

from backcheck.doubt import Twice
from backcheck.protocol import Answers, Protocol
from backcheck.report import Report, make_report, with_worsening

DAY = "2026-11-21"


def whole_report(
    protocol: Protocol, answers: Answers, region: str = "", twice: Twice | None = None, today: str = DAY
) -> Report:
    """Give the result for some answers, with what would make it more urgent."""
    return with_worsening(make_report(protocol, answers, region, twice, today=today))
