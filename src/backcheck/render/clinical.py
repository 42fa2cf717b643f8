"""The same facts as a clinician reads them: a note of one page, with rules, strength and sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from backcheck.doubt import Doubt
from backcheck.note import ALARMING, DECIDING, OTHER, RED_FLAGS, Told, headings
from backcheck.protocol import PREFER_NOT, Workup
from backcheck.reasons import some_of
from backcheck.render.parts import Item, Section, begun, listed
from backcheck.render.sections import (
    about,
    asked_twice,
    decided,
    first_lines,
    of_kind,
    sections,
    settler_in_words,
)
from backcheck.render.signs import MOST_SIGNS
from backcheck.report import Reason, Report
from backcheck.triage import each_once
from backcheck.worsening import Worsening

MOST_FLAGS = 10
"""More red flags than this run on in one line, so that the note stays on a page."""
MOST_OPEN, MOST_DANGERS = 3, 8
"""Of more open points, and of more dangers left open, the rest is counted: each point stands under not answered."""
TOLD_ABOVE = frozenset({
    "Why",
    "You gave two answers",
    "You said no to",
    "Not ruled out",
    "What would settle it",
    "Also noted",
    "What would change this",
    "Say this when you call or arrive",
    "What to say",
    "Where this comes from",
})  # fmt: skip
"""What of the patient's page the note tells in its own way: of the rest it gives what was told."""
ABOUT, OUTLOOK, LOCAL = "About this result", "What to expect", "local"


def clinical_sections(report: Report) -> list[Section]:
    """Give the note: reason, course, red flags, history, rung and deciding rules, what is open, what was advised."""
    theirs = {*(place.expect for place in report.see), *(one.say for one in of_kind(report, LOCAL))}
    return [
        Section("", tuple(item for item in first_lines(report) if item.text not in theirs)),
        *_history(report),
        Section("Rung and deciding rules", (Item(_range(report)), *(_rule(report, one) for one in report.reasons))),
        listed("Earned by", _line(report.earned)),
        asked_twice(report),
        Section("Other rules that hold", tuple(_other_rule(report, one) for one in report.also)),
        Section("Not ruled out", tuple(_left_open(report))),
        listed("What would settle it", (settler_in_words(one) for one in report.settlers)),
        Section("What may be done", tuple(_workup(report, one) for one in report.workups)),
        _would_change(report),
        _advised(report),
        listed("Sources", (" ".join(f"[{number}] {cite}" for cite, number in _numbered(report).items()),)),
        Section(ABOUT, about(report)),
    ]


def _history(report: Report) -> Iterator[Section]:
    """Give the parts of the note; what was asked and absent, and what is not answered, by what it is about."""
    told, protocol = report.note, report.protocol
    flags, deciding = told[RED_FLAGS], told[DECIDING]
    person = (words.replace(": ", " ", 1) for words in told["person"].present)
    yield listed(
        "Reason",
        (
            f"{'; '.join((protocol.presents_with or protocol.title, *person))}.",
            *_line(told["person"].unsure, "Not sure: "),
        ),
    )
    yield listed("Onset and course", _lines(told["course"]))
    present = _line(flags.present) if len(flags.present) > MOST_FLAGS else tuple(map(begun, flags.present))
    signs = _line(deciding.present, "Other deciding signs: " if present else "Deciding signs: ")
    yield listed("Red flags present", (*present, *signs) or (_no_flag(report),))
    yield Section("Red flags asked and absent", tuple(_grouped(report, flags.absent)))
    unsure = (*flags.unsure, *deciding.unsure)
    yield listed("Red flags not answered", (*_line(unsure, "Not sure: "), *_not_asked(report, flags)))
    for part, heading in (("conditions", "Conditions"), ("medicines", "Medicines and drugs")):
        yield listed(heading, _lines(told[part]))
    # What else was asked and absent neither alarmed nor decided anything: it would bury the rest.
    yield listed("Other answers", _lines(replace(told[OTHER], absent=())))


def _no_flag(report: Report) -> str:
    """Say that no line of danger was ticked, and where the reason stands if the result is urgent all the same."""
    if not report.complete:
        return "None ticked so far: not all is answered."
    return "None ticked: see onset, course and the deciding rules." if report.rung.group in ALARMING else "None."


def _grouped(report: Report, names: Iterable[str]) -> Iterator[Item]:
    """Give names under the heading of what they are about, in the order of asking."""
    about_what, groups = headings(report.person), dict[str, list[str]]()
    for name in names:
        groups.setdefault(about_what[name], []).append(name)
    return (Item(f"{heading}:", _line(inside)) for heading, inside in groups.items())


def _not_asked(report: Report, flags: Told) -> Iterator[str]:
    """Give the red flags nobody has answered; of what nothing at all was answered, what it is about and how many."""
    about_what = headings(report.person)
    answered = {about_what[name.removesuffix(f" ({PREFER_NOT})")] for name in (*flags.absent, *flags.unsure)}
    answered |= {about_what.get(words, "") for words in flags.present}
    untouched = Counter(about_what[name] for name in flags.unasked if about_what[name] not in answered)
    yield from _line((f"{heading} (all {count})" for heading, count in untouched.items()), "Not asked: ")
    rest = (name for name in flags.unasked if about_what[name] not in untouched)
    yield from (f"Not asked: {' '.join((one.text, *one.details))}" for one in _grouped(report, rest))


def _lines(told: Told) -> tuple[str, ...]:
    """Give what was yes, unsure, no and not asked, in a line each."""
    named = (("", told.present), ("Not sure: ", told.unsure), ("No: ", told.absent), ("Not asked: ", told.unasked))
    return tuple(line for before, words in named for line in _line(words, before))


def _line(words: Iterable[str], before: str = "") -> tuple[str, ...]:
    """Give words as one line, none where there are none."""
    line = "; ".join(words)
    return (begun(f"{before}{line}."),) if line else ()


def _range(report: Report) -> str:
    """Give the rung with the range it can still end in; unfinished answers that decide nothing have only the range."""
    names = report.protocol.rung_of
    low, high = names[report.at_least].name, names[report.at_most].name
    if not decided(report):
        return f"None yet: not enough is answered. With every open point known, from {low} to {high}."
    if report.at_least == report.at_most:
        return f"{report.rung.name}. No answer that is still open could change it."
    return f"{report.rung.name}; with every open point known, from {low} to {high}."


def _rule(report: Report, one: Reason) -> Item:
    """Give a rule with its strength, the answers, and the sources by number."""
    numbers = _numbered(report)
    same = decided(report) and one.urgency == report.rung.id
    rung = "" if same else f"; {report.protocol.rung_of[one.urgency].name}"
    basis = "holds" if one.certain else "cannot be ruled out, on unsure answers"
    lines = (
        f"Rule {one.rule}: {basis}; strength: {one.strength}{rung}.",
        f"Answers: {'; '.join(one.answers)}." if one.answers else "",
        "" if one.checked else "Not checked against its source.",
        f"Sources: {' '.join(f'[{numbers[cite]}]' for cite in _cites(report, one))}.",
    )
    return Item(one.title, tuple(line for line in lines if line and line != "Sources: ."))


def _other_rule(report: Report, one: Reason) -> Item:
    """Give a rule that holds and did not decide, on one line: its answers stand above."""
    checked = "" if one.checked else " Not checked against its source."
    rung = report.protocol.rung_of[one.urgency].name
    return Item(f"{one.title} (rule {one.rule}: {rung}; strength: {one.strength}).{checked}")


def _would_change(report: Report) -> Section:
    """Give what would make it more urgent; of what stands among the absent, all or all but one, only its heading."""
    about_what = headings(report.person)
    absent: dict[str, list[str]] = {}
    for name in report.note[RED_FLAGS].absent:
        absent.setdefault(about_what[name], []).append(name)
    return listed("What would change this", (_raising(report, one, absent) for one in report.worsening if one.signs))


def _raising(report: Report, one: Worsening, absent: Mapping[str, Collection[str]]) -> str:
    signs = dict.fromkeys(one.signs)
    for heading, names in absent.items():
        others = [name for name in names if name not in signs]
        if len(others) <= 1 and len(names) > 2 * len(others) + 1:
            whole = f'anything under "{heading}" above{"".join(f", except {name}" for name in others)}'
            signs = {whole: None} | {sign: None for sign in signs if sign not in names}
    all_told = report.protocol.rung_of[one.rung].group == "emergency"
    told = some_of(tuple(signs), len(signs) if all_told else MOST_SIGNS)
    return f"{report.protocol.rung_of[one.rung].name}: {told}."


def _numbered(report: Report) -> Mapping[str, int]:
    """Give each source of the deciding rules with a number, in the order in which they are told."""
    cites = each_once(cite for one in report.reasons for cite in _cites(report, one))
    return {cite: number for number, cite in enumerate(cites, 1)}


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
    checked = f" How far checked: {one.note}" if one.note else "" if one.checked else " Not checked against its source."
    behind = dict.fromkeys(reason.title for reason in report.reasons if reason.concern in one.concerns)
    meant = f" For: {'; '.join(behind)}." if len(report.workups) > 1 else ""
    return Item(f"Clinicians may {lines}.{checked}{meant}")


def _advised(report: Report) -> Section:
    """Give what the person's own page tells, less what stands above: of advice the titles, of studies the numbers."""
    theirs = [one for one in sections(report) if one.heading and one.heading != ABOUT]
    outlook = [f"{one.figures or one.say} Studied: {one.population}." for one in of_kind(report, "outlook")]
    lines = [
        f"{one.heading}: {' '.join(outlook) if one.heading == OUTLOOK else _run_on(one)}"
        for one in theirs
        if one.heading not in TOLD_ABOVE
    ]
    beside = (one.title for one in of_kind(report, LOCAL) if report.complete and not report.is_emergency)
    above = (one.heading for one in theirs if one.heading in TOLD_ABOVE)
    return listed(
        "What the person was told", (*_line(beside, "Beside whom to see: "), *lines, *_line(above, "And, as above: "))
    )


def _run_on(section: Section) -> str:
    """Give the points of a section in one line, without their details; sentences keep their full stops."""
    points = [item.text for item in section.items if not item.text.endswith(":")]
    line = " ".join(point if point.endswith(".") else f"{point};" for point in points)
    return f"{line[:-1]}." if line.endswith(";") else line
