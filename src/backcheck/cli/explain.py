"""``backcheck explain``: every rule for a result, one rule in sentences, or what would make a rule hold."""

from __future__ import annotations

from backcheck.cli.marked_lines import tell_marked
from backcheck.cli.patience import Progress
from backcheck.cli.protocols import load
from backcheck.cli.rules import rule_named
from backcheck.cli.somebody import somebody
from backcheck.cli.status import ExitCode, UsageError
from backcheck.cli.streams import Streams
from backcheck.protocol import Answers, Protocol
from backcheck.teach.cases import walk
from backcheck.teach.explain import explain_not, explain_result, explain_rule

NOBODY = "Whose result? Name a person with --case NAME or --answers FILE, or name a rule: backcheck explain RULE."


def run(streams: Streams, *, protocol: str, rule: str, not_rule: str, case: str, answers: str) -> int:
    """Tell it and give the exit code."""
    if rule and not_rule:
        raise UsageError("RULE tells why it is so, --not RULE what would make it so. Leave one out.")
    if not (rule or not_rule or case or answers):
        raise UsageError(NOBODY)
    chosen = load(protocol, streams)
    wanted = rule_named(chosen, rule or not_rule) if rule or not_rule else None
    person = person_named(chosen, protocol, streams, case=case, answers=answers)
    who, given = person or ("", None)
    if wanted is not None and not_rule:
        with Progress(streams) as progress:
            progress.now("Looking for the shortest ways ...")
            lines = list(explain_not(chosen, wanted, given, who))
        tell_marked(streams, lines)
    elif wanted is not None:
        tell_marked(streams, explain_rule(chosen, wanted, given))
    elif given is not None:
        tell_marked(streams, explain_result(chosen, given, who))
    return ExitCode.FINISHED


def person_named(
    protocol: Protocol, folder: str, streams: Streams, *, case: str, answers: str
) -> tuple[str, Answers] | None:
    """Give a person's name, and their answers: from a file as they stand, of a case those of its interview."""
    person = somebody(protocol, folder, streams, case=case, answers=answers)
    if person is None or not case:
        return person
    return person[0], walk(protocol, person[1]).answers
