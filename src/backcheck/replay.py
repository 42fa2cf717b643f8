"""A kept result beside what the same answers give now: the same, or exactly what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from backcheck.findings import Person
from backcheck.interview import in_force
from backcheck.logic import UNKNOWN, YES
from backcheck.protocol import Advice, Protocol
from backcheck.reading.outcomes import Outcome
from backcheck.reading.records import Record
from backcheck.reasons import mark_of
from backcheck.report import Report
from backcheck.triage import triage
from backcheck.words import name_of

UNDECIDED = "not enough was answered"
SHOWN, MOST_NAMED = 60, 20


def outcome_of(report: Report) -> Outcome:
    """Give a result in its facts, as files tell them."""
    counted = (*report.reasons, *report.also)
    return Outcome(
        rung=report.rung.id,
        complete=report.complete,
        lowest=report.at_least,
        highest=report.at_most,
        deadline=report.with_number(report.care.deadline),
        see=tuple(one.id for one in report.see),
        then=tuple(one.id for one in report.then),
        deciding={one.rule: one.urgency for one in report.reasons},
        holds=frozenset(one.rule for one in counted if one.certain),
        doubted=frozenset(one.rule for one in counted if not one.certain),
        open=frozenset(one.rule for one in report.doubts),
        advice=() if report.is_emergency else tuple(one.id for one in sorted(report.advice, key=_is_outlook)),
        number=report.number,
    )


def _is_outlook(item: Advice) -> bool:
    """Say whether an item is told apart, after the advice, as what to expect."""
    return item.kind == "outlook"


def protocol_changed(record: Record, protocol: Protocol) -> str:
    """Say how the protocol has changed since the file was made, empty when it has not or the file does not say."""
    now = f"version {protocol.version} ({protocol.hash[:12]})"
    if record.hash and record.hash != protocol.hash:
        then = f"version {_shown(record.version)} " if record.version else ""
        changed = f"The protocol has changed since: then {then}({_shown(record.hash[:12])}), now {now}."
        return " ".join((changed, *_changed_rules(record, protocol)))
    if not record.hash and record.version and record.version != protocol.version:
        return f"The protocol has changed since: then version {_shown(record.version)}, now {now}."
    return ""


def _changed_rules(record: Record, protocol: Protocol) -> Iterator[str]:
    """Say which of the rules a file tells decide otherwise now, and which are gone; of others it holds nothing."""
    now = {rule.id: mark_of(rule) for rule in protocol.rules if rule.id in record.rules}
    changed = [rule for rule, mark in now.items() if mark != record.rules[rule]]
    gone = [_shown(rule) for rule in record.rules if rule not in now]
    for heading, rules in (("Changed", changed), ("Gone", gone)):
        if rules:
            more = f" and {len(rules) - MOST_NAMED} more" if len(rules) > MOST_NAMED else ""
            yield f"{heading} of the rules it told: {', '.join(rules[:MOST_NAMED])}{more}."
    if record.rules and not changed and not gone:
        yield "None of the rules it told has changed."


def differences(record: Record, report: Report) -> tuple[str, ...]:
    """Give what differs between the result a file tells and the result now, in sentences; none when all is the same."""
    if record.outcome is None:
        return ()
    return tuple(_differences(record.outcome, outcome_of(report), report))


def _differences(then: Outcome, now: Outcome, report: Report) -> Iterator[str]:
    protocol = report.protocol
    rungs = {rung.id: rung.name for rung in protocol.ladder} | {"": UNDECIDED}
    services = {service.id: service.name for service in protocol.services.values()}
    # A file that tells no rung says that nothing was decided, which is told of these as that they are not complete.
    if then.rung not in {None, "", now.rung}:
        yield _changed("How soon", _named([then.rung or ""], rungs), _named([now.rung or ""], rungs))
    if then.complete not in {None, now.complete}:
        still = f"; still open: {_open_question(report)}" if report.next_id else ""
        yield _changed("All answered", "yes" if then.complete else "no", f"{'yes' if now.complete else 'no'}{still}")
    for heading, before, after in (
        ("Least urgent it can still be", then.lowest, now.lowest),
        ("Most urgent it can still be", then.highest, now.highest),
    ):
        if before not in {None, after}:
            yield _changed(heading, _named([before or ""], rungs), _named([after or ""], rungs))
    yield from _rules(then, now, report)
    if then.deadline is not None and _plain(then.deadline) != _plain(now.deadline or ""):
        yield _changed("Deadline", _plain(then.deadline), _plain(now.deadline or ""))
    for heading, seen, see in (("Whom to see", then.see, now.see), ("Who may follow", then.then, now.then)):
        if seen is not None and seen != see:
            yield _changed(heading, _named(seen, services), _named(see or (), services))
    if then.advice is not None and then.advice != now.advice:
        titles = {one.id: one.title for one in protocol.advice}
        given, gives = then.advice, now.advice or ()
        gone, new = [one for one in given if one not in gives], [one for one in gives if one not in given]
        order = "" if gone or new else " The order is another one."
        yield f"Advice no longer given: {_named(gone, titles)}; new: {_named(new, titles)}.{order}"
    if then.number is not None and then.number != now.number:
        yield _changed("Emergency number", _plain(then.number), now.number or "none")


def _rules(then: Outcome, now: Outcome, report: Report) -> Iterator[str]:
    """Give each rule that counted otherwise then than it does now."""
    if then.deciding is None:
        return
    titles = {rule.id: rule.title for rule in report.protocol.rules}
    rungs = {rung.id: rung.name for rung in report.protocol.ladder}
    told = dict.fromkeys(name for one in (then, now) for names in _told(one) for name in names)
    standing = None
    for rule in sorted(told):
        before, after = _place(then, rule, rungs), _place(now, rule, rungs)
        if before == after:
            continue
        standing = standing or _standings(report)
        title = f" ({titles[rule]})" if rule in titles else ""
        yield _changed(
            f"Rule {_shown(rule)}{title}",
            before or "it was not told",
            after or standing.get(rule, "there is no such rule"),
        )


def _told(outcome: Outcome) -> Iterator[Iterable[str]]:
    yield from (names or () for names in (outcome.deciding, outcome.holds, outcome.doubted, outcome.open))


def _place(outcome: Outcome, rule: str, rungs: Mapping[str, str]) -> str:
    """Say how a rule stands in a result, empty where it is not told; of one that decides, what it asks for."""
    asks = (outcome.deciding or {}).get(rule)
    rung = f' and asks for "{rungs.get(asks) or _shown(asks)}"' if asks else ""
    decides = "" if asks is None else f"it decides the result{rung}"
    if rule in (outcome.doubted or ()):
        return f"{decides or 'it counts'}, because of unsure answers"
    if decides or rule in (outcome.holds or ()):
        return decides or "it holds"
    return "it is not ruled out" if rule in (outcome.open or ()) else ""


def _standings(report: Report) -> dict[str, str]:
    """Give how each rule that the result does not tell stands for these answers."""
    words = {YES: "it holds, but another rule about the same danger is told", UNKNOWN: "it is open, but is not told"}
    outcome = triage(Person(report.protocol, report.answers))
    return {one.rule.id: words.get(one.truth, "it does not hold") for one in outcome.standings}


def _open_question(report: Report) -> str:
    question = report.protocol.by_id[report.next_id]
    missing = [fact for fact in question.facts if fact not in in_force(report.protocol, report.answers)]
    return name_of(report.protocol, missing[0]) if len(missing) == 1 else f'"{question.ask}"'


def _named(ids: Iterable[str], names: dict[str, str]) -> str:
    return ", ".join(names.get(one) or f"{_shown(one)} (no longer known)" for one in ids) or "none"


def _changed(heading: str, then: str, now: str) -> str:
    return f"{heading}: then {then}; now {now}."


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split()).rstrip(".")


def _shown(text: str) -> str:
    """Give a name out of a file short and plain enough for a message."""
    plain = _plain(text)
    return plain if len(plain) <= SHOWN else f"{plain[: SHOWN - 3]}..."
