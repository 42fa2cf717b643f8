"""A kept result beside what the same answers give now: the same, or exactly what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backcheck import __version__
from backcheck.protocol import Protocol
from backcheck.reading.json_paths import Json
from backcheck.reading.records import SHORT_HASH, Record, told_apart
from backcheck.reasons import mark_of
from backcheck.replay.facts import facts_differ, outcome_of
from backcheck.replay.page import page_differs
from backcheck.replay.whole import Difference, resources_differ, result_differs
from backcheck.replay.words import shown
from backcheck.report import Report

__all__ = ["Again", "differences", "is_whole", "outcome_of", "protocol_changed"]

MOST_NAMED = 20


def protocol_changed(record: Record, protocol: Protocol) -> str:
    """Say how the protocol has changed since the file was made, empty when it has not or the file does not say."""
    version = f"version {protocol.version}"
    if record.hash and record.hash != protocol.hash:
        then = f"version {shown(record.version)} " if record.version else ""
        before, now = told_apart(record.hash, protocol.hash)
        changed = f"The protocol has changed since: then {then}({before}), now {version} ({now})."
        return " ".join((changed, *_changed_rules(record, protocol)))
    if not record.hash and record.version and record.version != protocol.version:
        now = f"{version} ({protocol.hash[:SHORT_HASH]})"
        return f"The protocol has changed since: then version {shown(record.version)}, now {now}."
    return ""


def _changed_rules(record: Record, protocol: Protocol) -> Iterator[str]:
    """Say which of the rules a file tells decide otherwise now, and which are gone; of others it holds nothing."""
    now = {rule.id: mark_of(rule) for rule in protocol.rules if rule.id in record.rules}
    changed = [rule for rule, mark in now.items() if mark != record.rules[rule]]
    gone = [shown(rule) for rule in record.rules if rule not in now]
    for heading, rules in (("Changed", changed), ("Gone", gone)):
        if rules:
            more = f" and {len(rules) - MOST_NAMED} more" if len(rules) > MOST_NAMED else ""
            yield f"{heading} of the rules it told: {', '.join(rules[:MOST_NAMED])}{more}."
    if record.rules and not changed and not gone:
        yield "None of the rules it told has changed."


@dataclass(frozen=True)
class Again:
    """What a file would tell if it were written now: the JSON or a Bundle's resources, and the page around the JSON."""

    result: Json = None
    resources: Sequence[Json] = ()
    page: str = ""


def is_whole(record: Record, protocol: Protocol) -> bool:
    """Say whether all that a file tells can be compared: the same program wrote it, with the same protocol.

    A file of ours says so; one in which that is missing was changed, and is compared.
    """
    same = record.hash in {"", protocol.hash} and record.told.backcheck in {"", __version__}
    return same and record.outcome is not None


def differences(record: Record, report: Report, again: Again | None = None) -> tuple[str, ...]:
    """Give what differs between the result a file tells and the result now, in sentences; none when all is the same.

    ``again`` is what the file would tell now; without it only the facts of the result are compared.
    """
    if record.outcome is None:
        return ()
    facts = list(facts_differ(record.outcome, report))
    if again is None:
        return tuple(fact.sentence for fact in facts)
    told = {path for fact in facts for path in fact.paths}
    rest = [one.sentence for one in _whole(record, again) if one.path not in told]
    rest += page_differs(record.told.page, again.page)
    more = (f"And {len(rest) - MOST_NAMED} more differences.",) if len(rest) > MOST_NAMED else ()
    return (*(fact.sentence for fact in facts), *rest[:MOST_NAMED], *more)


def _whole(record: Record, again: Again) -> Iterator[Difference]:
    if again.resources:
        yield from resources_differ(record.told.resources, again.resources)
    else:
        yield from result_differs(record.told.result, again.result)
