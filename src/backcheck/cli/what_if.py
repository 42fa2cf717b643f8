"""``backcheck what-if``: the smallest changes of answers that make a result more urgent, or less."""

from __future__ import annotations

from backcheck.cli.explain import person_named
from backcheck.cli.marked_lines import tell_marked
from backcheck.cli.patience import Progress
from backcheck.cli.protocols import load
from backcheck.cli.status import ExitCode, UsageError
from backcheck.cli.streams import Streams
from backcheck.teach.whatif import what_if

NOBODY = "Whose result? Name a person with --case NAME or --answers FILE."


def run(streams: Streams, *, protocol: str, case: str, answers: str, show_all: bool) -> int:
    """Search, tell, and give the exit code."""
    if not (case or answers):
        raise UsageError(NOBODY)
    chosen = load(protocol, streams)
    person = person_named(chosen, protocol, streams, case=case, answers=answers)
    if person is None:
        raise UsageError(NOBODY)
    with Progress(streams) as progress:
        progress.now("Weighing other answers ...")
        lines = list(what_if(chosen, person[1], person[0], show_all=show_all))
    tell_marked(streams, lines)
    return ExitCode.FINISHED
