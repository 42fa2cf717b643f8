"""``backcheck explain``: every rule for a result, one rule in sentences, or what would make a rule hold."""

from __future__ import annotations

import difflib

from backcheck.cli.marked_lines import tell_marked
from backcheck.cli.patience import Progress
from backcheck.cli.protocols import load
from backcheck.cli.somebody import MOST_NAMED, somebody
from backcheck.cli.status import ExitCode, UsageError
from backcheck.cli.streams import Streams
from backcheck.protocol import Answers, Protocol, Rule
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


def rule_named(protocol: Protocol, name: str) -> Rule:
    """Give the rule with this id, or this row of the clinical dossier where only one has it. Raises UsageError."""
    rules = {rule.id: rule for rule in protocol.rules}
    if name in rules:
        return rules[name]
    referred = [rule for rule in protocol.rules if rule.ref.casefold() == name.casefold() and name]
    if len(referred) == 1:
        return referred[0]
    inside = [rule.id for rule in protocol.rules if name.casefold() in f"{rule.id} {rule.title}".casefold()]
    near = [rule.id for rule in referred] or inside or difflib.get_close_matches(name, rules, n=3)
    some = f"{' or '.join(near[:MOST_NAMED])}{' or another' if len(near) > MOST_NAMED else ''}"
    hint = f" Did you mean {some}?" if near else " The command backcheck graph names them all."
    raise UsageError(f"No rule is called {name!r}.{hint}")
