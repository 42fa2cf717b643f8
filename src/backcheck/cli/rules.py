"""The rule that a command is to show, leave out or change: by its id, or by its row of the clinical dossier."""

from __future__ import annotations

import difflib

from backcheck.cli.somebody import MOST_NAMED
from backcheck.cli.status import UsageError
from backcheck.protocol import Protocol, Rule


def rule_named(protocol: Protocol, name: str) -> Rule:
    """Give the rule with this id, or this row of the clinical dossier where only one has it. Raises UsageError."""
    found = rules_known_as(protocol, name)
    if len(found) == 1:
        return found[0]
    inside = [rule.id for rule in protocol.rules if name.casefold() in f"{rule.id} {rule.title}".casefold()]
    near = [rule.id for rule in found] or inside
    near = near or difflib.get_close_matches(name, [rule.id for rule in protocol.rules], n=3)
    some = f"{' or '.join(near[:MOST_NAMED])}{' or another' if len(near) > MOST_NAMED else ''}"
    hint = f" Did you mean {some}?" if near else " The command backcheck graph names them all."
    raise UsageError(f"No rule is called {name!r}.{hint}")


def rules_known_as(protocol: Protocol, name: str) -> tuple[Rule, ...]:
    """Give the rule with this id, else all of this row of the clinical dossier."""
    found = tuple(rule for rule in protocol.rules if rule.id == name)
    return found or tuple(rule for rule in protocol.rules if name and rule.ref.casefold() == name.casefold())
