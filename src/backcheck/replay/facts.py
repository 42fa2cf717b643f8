"""The facts of a kept result beside those of the result now: rung, deadline, referral, rules, advice, number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from backcheck.findings import Person
from backcheck.interview import in_force
from backcheck.logic import UNKNOWN, YES
from backcheck.protocol import Advice
from backcheck.reading.outcomes import Outcome
from backcheck.replay.whole import Path
from backcheck.replay.words import plain, shown
from backcheck.report import Report
from backcheck.triage import triage
from backcheck.words import name_of

UNDECIDED = "not enough was answered"
FOUND = ("Observation",)
PART = (*FOUND, "component")


def outcome_of(report: Report) -> Outcome:
    """Give a result in its facts, as files tell them."""
    counted = (*report.reasons, *report.also)
    return Outcome(
        rung=report.rung.id,
        complete=report.complete,
        lowest=report.at_least,
        highest=report.at_most,
        deadline=report.care.deadline,
        see=tuple(one.id for one in report.see),
        then=tuple(one.id for one in report.then),
        deciding={one.rule: one.urgency for one in report.reasons},
        holds=frozenset(one.rule for one in counted if one.certain),
        doubted=frozenset(one.rule for one in counted if not one.certain),
        open=frozenset(one.rule for one in report.doubts),
        advice=() if report.is_emergency else tuple(one.id for one in sorted(report.advice, key=_is_outlook)),
        number=report.number,
        twice=frozenset(one.fact for one in report.asked_twice),
    )


def _is_outlook(item: Advice) -> bool:
    """Say whether an item is told apart, after the advice, as what to expect."""
    return item.kind == "outlook"


@dataclass(frozen=True)
class Fact:
    """A fact of the result that differs, and the places in files that say no more than that."""

    sentence: str
    paths: frozenset[Path]


def _changed(heading: str, then: str, now: str, *paths: Path) -> Fact:
    return Fact(f"{heading}: then {then}; now {now}.", frozenset(paths))


def facts_differ(then: Outcome, report: Report) -> Iterator[Fact]:
    """Give each fact that a file tells and that is another one now."""
    protocol, now = report.protocol, outcome_of(report)
    rungs = {rung.id: rung.name for rung in protocol.ladder} | {"": UNDECIDED}
    # A file that tells no rung says that nothing was decided, which is told of these as that they are not complete.
    if then.rung not in {None, "", now.rung}:
        names = _named([then.rung or ""], rungs), _named([now.rung or ""], rungs)
        yield _changed("How soon", *names, ("rung",), (*FOUND, "valueCodeableConcept", "coding", "1", "code"))
    if then.complete not in {None, now.complete}:
        still = f"; still open: {_open_question(report)}" if report.next_id else ""
        was, is_now = ("yes" if one else "no" for one in (then.complete, now.complete))
        place = (*PART, "complete", "valueBoolean")
        yield _changed("All answered", was, f"{is_now}{still}", ("complete",), place)
    for heading, before, after, name in (
        ("Least urgent it can still be", then.lowest, now.lowest, "at_least"),
        ("Most urgent it can still be", then.highest, now.highest, "at_most"),
    ):
        if before not in {None, after}:
            coded = (*PART, name.replace("_", "-"), "valueCodeableConcept", "coding", "1", "code")
            yield _changed(heading, _named([before or ""], rungs), _named([after or ""], rungs), (name,), coded)
    yield from _rules(then, now, report)
    yield from _care(then, now, report)


def _care(then: Outcome, now: Outcome, report: Report) -> Iterator[Fact]:
    """Give what differs of what to do."""
    protocol = report.protocol
    services = {service.id: service.name for service in protocol.services.values()}
    if then.deadline is not None and plain(then.deadline) != plain(now.deadline or ""):
        place = ("RequestGroup", "action", "act", "description")
        yield _changed("Deadline", plain(then.deadline), plain(now.deadline or ""), ("deadline",), place)
    for heading, seen, see, name in (
        ("Whom to see", then.see, now.see or (), "see"),
        ("Who may follow", then.then, now.then or (), "then"),
    ):
        if seen is not None and seen != see:
            yield _changed(heading, _named(seen, services), _named(see, services), *_in_one(name, seen, see))
    if then.advice is not None and then.advice != now.advice:
        titles = {one.id: one.title for one in protocol.advice}
        given, gives = then.advice, now.advice or ()
        gone, new = [one for one in given if one not in gives], [one for one in gives if one not in given]
        order = "" if gone or new else " The order is another one."
        sentence = f"Advice no longer given: {_named(gone, titles)}; new: {_named(new, titles)}.{order}"
        yield Fact(sentence, _in_one("advice", given, gives) | _in_one("what_to_expect", given, gives))
    if then.number is not None and then.number != now.number:
        yield _changed("Emergency number", plain(then.number), now.number or "none", ("emergency_number",))
    if then.twice is not None and then.twice != now.twice:
        facts = {fact: name_of(protocol, fact) for fact in protocol.question_of}
        before, after = sorted(then.twice), sorted(now.twice or ())
        paths = _in_one("asked_twice", before, after)
        yield _changed("Asked once more", _named(before, facts), _named(after, facts), *paths)


def _in_one(name: str, then: Iterable[str], now: Iterable[str]) -> frozenset[Path]:
    """Give the places of a list that stand in one of two files only; the list itself where both hold the same."""
    return frozenset((name, one) for one in {*then} ^ {*now}) or frozenset({(name,)})


def _rules(then: Outcome, now: Outcome, report: Report) -> Iterator[Fact]:
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
            f"Rule {shown(rule)}{title}",
            before or "it was not told",
            after or standing.get(rule, "there is no such rule"),
            *_places_of(rule),
        )


def _places_of(rule: str) -> Iterator[Path]:
    """Give the places that say that a rule is told, that it is certain, and what it asks for."""
    for name in ("reasons", "also_noted", "not_ruled_out"):
        yield from ((name, rule), (name, rule, "certain"), (name, rule, "urgency"))
    yield from ((*PART, rule), (*PART, rule, "valueBoolean"), (*PART, rule, "dataAbsentReason"))
    yield from (("GuidanceResponse", "reasonCode", rule), ("protocol", "rules", rule))


def _told(outcome: Outcome) -> Iterator[Iterable[str]]:
    yield from (names or () for names in (outcome.deciding, outcome.holds, outcome.doubted, outcome.open))


def _place(outcome: Outcome, rule: str, rungs: Mapping[str, str]) -> str:
    """Say how a rule stands in a result, empty where it is not told; of one that decides, what it asks for."""
    asks = (outcome.deciding or {}).get(rule)
    rung = f' and asks for "{rungs.get(asks) or shown(asks)}"' if asks else ""
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
    return ", ".join(names.get(one) or f"{shown(one)} (no longer known)" for one in ids) or "none"
