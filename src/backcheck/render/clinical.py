"""The same facts as a clinician reads them: a note of one page, with rules, strength and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from backcheck.doubt import Doubt
from backcheck.note import ALARMING, OTHER, RED_FLAGS, Told
from backcheck.protocol import Workup
from backcheck.render.sections import (
    Item,
    Section,
    about,
    asked_twice,
    begun,
    check_again,
    first_lines,
    listed,
    of_kind,
    settler_in_words,
    what_would_change,
)
from backcheck.report import Reason, Report
from backcheck.triage import each_once

OWN_WORDS = "In their own words: nothing, this check takes ticked answers only."
MOST_FLAGS = 10
"""More red flags than this run on in one line, so that the note stays on a page."""
MOST_RULES = 6
"""Of more rules than this the explanations are left out, which are the patient's."""
MOST_OPEN, MOST_DANGERS = 3, 8
"""Of more open points, and of more dangers left open, the rest is counted: each point stands under not answered."""


def clinical_sections(report: Report) -> list[Section]:
    """Give the note: reason, course, red flags, history, rung and deciding rules, what is open, what was advised."""
    return [
        Section("", tuple(first_lines(report))),
        *_history(report),
        Section("Rung and deciding rules", (Item(_range(report)), *(_rule(report, one) for one in report.reasons))),
        listed("Earned by", _line(report.earned)),
        asked_twice(report),
        Section("Other rules that hold", tuple(_rule(report, one) for one in report.also)),
        Section("Not ruled out", tuple(_left_open(report))),
        listed("What would settle it", (settler_in_words(one) for one in report.settlers)),
        Section("What may be done", tuple(_workup(report, one) for one in report.workups)),
        what_would_change(report),
        _advised(report),
        listed("Sources", (" ".join(f"[{number}] {cite}" for cite, number in _numbered(report).items()),)),
        Section("About this result", about(report)),
    ]


def _history(report: Report) -> Iterator[Section]:
    """Give the parts of the note; what was asked and absent, and what is not answered, in a line each."""
    told = report.note
    flags = told[RED_FLAGS]
    person = "; ".join((report.protocol.complaint or report.protocol.title, *told["person"].present))
    yield listed("Reason", (f"{person}.", *_line(told["person"].unsure, "Not sure: "), OWN_WORDS))
    yield listed("Onset and course", _lines(told["course"]))
    many = len(flags.present) > MOST_FLAGS
    yield listed(
        "Red flags present", (_line(flags.present) if many else tuple(map(begun, flags.present))) or (_no_flag(report),)
    )
    yield listed("Red flags asked and absent", _line(flags.absent))
    yield listed("Red flags not answered", (*_line(flags.unsure, "Not sure: "), *_line(flags.unasked, "Not asked: ")))
    for part, heading in (("conditions", "Conditions"), ("medicines", "Medicines and drugs"), (OTHER, "Other answers")):
        yield listed(heading, _lines(told[part]))


def _no_flag(report: Report) -> str:
    """Say that no line of danger was ticked, and where the reason stands if the result is urgent all the same."""
    return "None ticked: see onset, course and the deciding rules." if report.rung.group in ALARMING else "None."


def _lines(told: Told) -> tuple[str, ...]:
    """Give what was yes, unsure, no and not asked, in a line each."""
    named = (("", told.present), ("Not sure: ", told.unsure), ("No: ", told.absent), ("Not asked: ", told.unasked))
    return tuple(line for before, words in named for line in _line(words, before))


def _line(words: Iterable[str], before: str = "") -> tuple[str, ...]:
    """Give words as one line, none where there are none."""
    line = "; ".join(words)
    return (begun(f"{before}{line}."),) if line else ()


def _range(report: Report) -> str:
    names = report.protocol.rung_of
    if report.at_least == report.at_most:
        return f"{report.rung.name}. No answer that is still open could change it."
    low, high = names[report.at_least].name, names[report.at_most].name
    return f"{report.rung.name}; with every open point known, from {low} to {high}."


def _rule(report: Report, one: Reason) -> Item:
    """Give a rule with its strength, the answers, and the sources by number; of many rules no more than that."""
    numbers = _numbered(report)
    rung = "" if one.urgency == report.rung.id else f"; {report.protocol.rung_of[one.urgency].name}"
    basis = "holds" if one.certain else "cannot be ruled out, on unsure answers"
    few = len(report.reasons) + len(report.also) <= MOST_RULES
    lines = (
        f"Rule {one.rule}: {basis}; strength: {one.strength}{rung}.",
        one.because if few else "",
        f"Answers: {'; '.join(one.answers)}." if one.answers else "",
        "" if one.checked else "Not checked against its source.",
        f"Sources: {' '.join(f'[{numbers[cite]}]' for cite in _cites(report, one))}.",
    )
    return Item(one.title, tuple(line for line in lines if line and line != "Sources: ."))


def _numbered(report: Report) -> Mapping[str, int]:
    """Give each source of the rules told with a number, in the order in which they are told."""
    rules = (*report.reasons, *report.also)
    return {cite: number for number, cite in enumerate(each_once(c for one in rules for c in _cites(report, one)), 1)}


def _cites(report: Report, one: Reason) -> list[str]:
    sources = report.protocol.sources
    return [sources[name].cite for name in one.sources if name in sources]


def _left_open(report: Report) -> Iterator[Item]:
    yield from (_open_rule(report, one) for one in report.doubts[:MOST_DANGERS])
    if len(report.doubts) > MOST_DANGERS:
        yield Item(f"And {len(report.doubts) - MOST_DANGERS} more dangers.")


def _open_rule(report: Report, one: Doubt) -> Item:
    """Give a danger left open on one line; of many open points the first few, for each stands under not answered."""
    more = f"; and {len(one.open) - MOST_OPEN} more" if len(one.open) > MOST_OPEN else ""
    rung = report.protocol.rung_of[one.urgency].name
    return Item(f"{one.title} (rule {one.rule}: {rung}). Open: {'; '.join(one.open[:MOST_OPEN])}{more}.")


def _workup(report: Report, one: Workup) -> Item:
    """Give what may be done, never what must be; where there are several, for which of the deciding rules."""
    told = (("examine", one.examination), ("image", one.imaging), ("test", one.tests), ("treat", one.treatment))
    lines = "; ".join(f"{name}: {words}" for name, words in told if words)
    unchecked = "" if one.checked else " Not checked against its source."
    behind = dict.fromkeys(reason.title for reason in report.reasons if reason.concern in one.concerns)
    meant = f" For: {'; '.join(behind)}." if len(report.workups) > 1 else ""
    return Item(f"Clinicians may {lines}.{unchecked}{meant}")


def _advised(report: Report) -> Section:
    """Give what the person is told to do meanwhile; of self-care the titles, which stand in their own copy."""
    care = report.care
    lines = [" ".join(map(report.with_number, (*care.do, *care.do_not)))]
    if not report.is_emergency and report.complete:
        kinds = (("Self-care", "self_care"), ("Medicine cautions", "medicine"), ("Told", "note"), ("Watch", "watch"))
        titles = ((name, [one.title for one in of_kind(report, kind)]) for name, kind in kinds)
        lines += [f"{name}: {'; '.join(words)}." for name, words in titles if words]
        lines += [f"Outlook: {one.figures or one.say} Studied: {one.population}." for one in of_kind(report, "outlook")]
        lines += [f"Safety net: {' '.join(care.safety_net)}" if care.safety_net else ""]
        lines += [" ".join(item.text for item in check_again(report).items)]
    return listed("What the person was told", lines)
