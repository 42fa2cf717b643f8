"""``backcheck cases``: the people of the protocol, and who came out wrong."""

from __future__ import annotations

from pathlib import Path

from backcheck.cli.protocols import load
from backcheck.cli.streams import Streams
from backcheck.errors import MissingFileError
from backcheck.reading import read_cases, shipped_folder, threshold_gaps
from backcheck.teach.cases import Outcome, run_cases


def run(streams: Streams, *, protocol: str, name: str) -> int:
    """Run the cases and give 0 when all are as expected and every threshold has a case on each side, else 1."""
    chosen = load(protocol, streams)
    folder = Path(protocol) if protocol else shipped_folder()
    cases = read_cases(chosen, folder)
    wanted = [case for case in cases if name.lower() in case.title.lower()]
    if not wanted:
        raise MissingFileError(f"No case has {name!r} in its name." if name else f"{folder} has no cases.")
    outcomes = list(run_cases(chosen, wanted))
    wrong = [one for one in outcomes if one.problems]
    gaps = [] if name else threshold_gaps(chosen, cases)
    for one in outcomes if name else wrong:
        streams.stdout.write(told(one) + "\n")
    for gap in gaps:
        streams.stdout.write(f"{gap}\n")
    people = "1 case" if len(outcomes) == 1 else f"{len(outcomes)} cases"
    streams.stdout.write(f"{people}, {len(wrong)} came out wrong, {len(gaps)} numbers without a case on each side.\n")
    return 1 if wrong or gaps else 0


def told(one: Outcome) -> str:
    """Give what came of one case: where it stands, what is wrong, and how it went."""
    report = one.walk.report
    reasons = ", ".join(f"{reason.rule} ({reason.urgency})" for reason in report.reasons) or "no rule"
    lines = [
        f"{one.case.place}: {one.case.title}",
        *(f"    {problem}" for problem in one.problems),
        f"    rung: {report.rung.id}; decided by: {reasons}",
        f"    asked: {', '.join(question.id for question in one.walk.asked)}",
    ]
    return "\n".join(lines)
