"""The result cut into sections, in the order in which a person needs them; every format for people lays these out."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from backcheck.doubt import Doubt, Settler
from backcheck.protocol import NO_ANSWER, Advice, Service
from backcheck.report import Reason, Report
from backcheck.words import answer_in_words, name_of


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a section, with the lines that belong to it."""

    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its points."""

    heading: str
    items: tuple[Item, ...]


PATIENT, CLINICIAN = "patient", "clinician"
LIMITS = "This tells you where to get help. It cannot tell you the cause."
NO_ALL_CLEAR = "You stopped early. This is not an all-clear."
NOTHING_FOUND = "No danger sign was found in your answers."
STANDS = "Even if any one of your answers were mistaken, it would be no less urgent."
UNFINISHED = "Some questions are not answered yet. This is not an all-clear."
NOT_ENOUGH = "Not enough is answered for a result. This is not an all-clear"
MOST_DOUBTS = 5
SELF_CARE = "What you can do yourself"
NOTHING_YET = "What was answered so far says nothing yet."


def headline(report: Report) -> str:
    """Give the one line that must never be lost: the action, number filled in.

    Unfinished answers earn no action that could reassure: only one that is already urgent is told.
    """
    action = clean(report.with_number(report.care.action))
    if report.complete or report.is_emergency:
        return action
    return f"{action}, or sooner: not all is answered" if decided(report) else NOT_ENOUGH


def sections(report: Report, reader: str = PATIENT) -> tuple[Section, ...]:
    """Give what stands under the headline, in the words and at the depth of the reader: ``patient`` or ``clinician``.

    To a patient an emergency tells action, why, what to say and what not to do; no more.
    """
    if reader == CLINICIAN:
        return clinical_sections(report)
    found = [Section("", tuple(_first_lines(report))), *_why(report), _asked_twice(report)]
    if report.is_emergency:
        found += [_list("What to say", (report.care.say_there,)), *_do(report)]
    elif not report.complete:
        found += [_left_open(report), _list("Look out for", report.care.safety_net)]
    else:
        found += [
            Section("Not ruled out", tuple(_doubt(one) for one in report.doubts)),
            Section("What would settle it", tuple(Item(_settler(one)) for one in report.settlers)),
            Section("Also noted", tuple(Item(one.title) for one in report.also)),
            _list("What to say there", (report.care.say_there,)),
            *_do(report),
            *_advice(report),
            _list("Look out for", report.care.safety_net),
            _check_again(report),
        ]
    found.append(Section("About this result", tuple(_about(report))))
    return tuple(section for section in found if any(item.text for item in section.items))


def decided(report: Report) -> bool:
    """Say whether there is an action to tell: unfinished answers earn only one that is urgent at least."""
    return report.complete or report.rung.group in {"emergency", "urgent"}


def clean(text: str) -> str:
    """Take out control and direction-changing characters, so that no text can redraw or reorder the screen."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Zl", "Zp"})


def _first_lines(report: Report) -> Iterator[Item]:
    if not report.complete:
        yield Item(UNFINISHED)
    if decided(report):
        yield Item(report.with_number(report.care.deadline))
    if report.see and decided(report):
        then = f" Then perhaps {_names(report.then)}." if report.then and not report.is_emergency else ""
        yield Item(f"Whom to see: {_names(report.see)}.{then}")
        if not report.is_emergency:
            yield from (Item(place.expect) for place in report.see[:1])
    yield Item(LIMITS)


def _left_open(report: Report) -> Section:
    """Tell a few of the dangers that unfinished answers leave open; all of them would bury the rest."""
    more = len(report.doubts) - MOST_DOUBTS
    rest = (Item(f"And {more} more."),) if more > 0 else ()
    return Section("Not ruled out", (*(Item(one.title) for one in report.doubts[:MOST_DOUBTS]), *rest))


def _why(report: Report) -> Iterator[Section]:
    if report.reasons:
        stands = (Item(STANDS),) if report.stands else ()
        yield Section("Why", (*(_reason(one) for one in report.reasons), *stands))
    elif report.earned:
        acts = f"{NOTHING_FOUND} The pain acts as pain from muscles and joints does."
        yield Section("Why", (Item(acts, (f"You said: {'; '.join(report.earned)}.",)),))
    elif not report.complete:
        yield _list("Why", (NOTHING_YET,))
    else:
        yield _list("Why", (f"{NOTHING_FOUND} Not every point that allows home care was met.",))


def _reason(one: Reason) -> Item:
    said = "You said: " if one.certain else "You were not sure about: "
    answers = "; ".join(one.answers)
    return Item(one.title, tuple(line for line in (one.because, f"{said}{answers}." if answers else "") if line))


def _asked_twice(report: Report) -> Section:
    """Tell where a person answered one thing in two ways, and which of the two counts."""
    differ = (one for one in report.asked_twice if not one.agree)
    told = (f"{one.name}: first {one.first}, then {one.second}. This counts: {one.counts}." for one in differ)
    return _list("You gave two answers", (f"{line} It is the more worrying one." for line in told))


def _doubt(one: Doubt) -> Item:
    return Item(one.title, (f"Not known: {'; '.join(one.open)}.", *one.to_settle))


def _settler(one: Settler) -> str:
    return one.check if one.name.lower() in one.check.lower() else f"{one.name}: {one.check}"


def _do(report: Report) -> Iterator[Section]:
    yield _list("Do", (report.with_number(line) for line in report.care.do))
    yield _list("Do not", (report.with_number(line) for line in report.care.do_not))


def _advice(report: Report) -> Iterator[Section]:
    yield Section("One common reason", tuple(_item(one) for one in _of_kind(report, "pattern")))
    yield _self_care(report)
    yield Section("Tablets", tuple(_item(one) for one in _of_kind(report, "medicine")))
    yield Section("Good to know", tuple(_item(one) for one in _of_kind(report, "note")))
    yield Section("Watch", tuple(_item(one) for one in _of_kind(report, "watch")))


def clinical_sections(report: Report) -> tuple[Section, ...]:
    """Give the same facts as a clinician reads them: range, rules with strength and sources, what is open, answers."""
    found = [
        Section("", tuple(_first_lines(report))),
        _list("Range", (_range(report),)),
        Section("Rules that decided it", tuple(_rule(report, one) for one in report.reasons)),
        _asked_twice(report),
        Section("Not ruled out", tuple(_open_rule(report, one) for one in report.doubts)),
        Section("What would settle it", tuple(Item(_settler(one), one.settles) for one in report.settlers)),
        Section("Other rules that hold", tuple(_rule(report, one) for one in report.also)),
        _list("Answers", _answers(report)),
        *_do(report),
        *_advice(report),
        _list("Safety net", report.care.safety_net),
        _check_again(report),
        Section("About this result", tuple(_about(report))),
    ]
    return tuple(section for section in found if any(item.text for item in section.items))


def _range(report: Report) -> str:
    names = report.protocol.rung_of
    if report.at_least == report.at_most:
        return f"{report.rung.name}. No further answer could change it."
    low, high = names[report.at_least].name, names[report.at_most].name
    return f"{report.rung.name}; with every open point known, from {low} to {high}."


def _rule(report: Report, one: Reason) -> Item:
    cites = (report.protocol.sources[name].cite for name in one.sources if name in report.protocol.sources)
    basis = "holds" if one.certain else "cannot be ruled out, on unsure answers"
    head = f"Rule {one.rule}: {basis}; {one.strength}; {report.protocol.rung_of[one.urgency].name}."
    answers = f"Answers: {'; '.join(one.answers)}." if one.answers else ""
    unchecked = "" if one.checked else "Not checked against its source."
    return Item(one.title, tuple(line for line in (head, one.because, answers, unchecked, *cites) if line))


def _open_rule(report: Report, one: Doubt) -> Item:
    head = f"Rule {one.rule}: {report.protocol.rung_of[one.urgency].name}. Open: {'; '.join(one.open)}."
    return Item(one.title, (head, *one.to_settle))


def _answers(report: Report) -> Iterator[str]:
    """Give what was not no, and what was no in one line."""
    no = [fact for fact, answer in report.answers.items() if answer == NO_ANSWER]
    for fact, answer in report.answers.items():
        if answer != NO_ANSWER:
            yield answer_in_words(report.protocol, fact, answer)
    if no:
        yield f"No to: {'; '.join(name_of(report.protocol, fact) for fact in no)}."


def _check_again(report: Report) -> Section:
    return _list(
        "When to check again", (report.care.check_again, *(one.say for one in _of_kind(report, "check_again")))
    )


def _self_care(report: Report) -> Section:
    """Give the self-care, with the reason to stop that most of it shares told once, at its end."""
    items = _of_kind(report, "self_care")
    counted = Counter(one.stop_if for one in items if one.stop_if)
    usual, count = next(iter(counted.most_common(1)), ("", 0))
    if count <= 1:
        return Section(SELF_CARE, tuple(_item(one) for one in items))
    told = (_item(replace(one, stop_if="") if one.stop_if == usual else one) for one in items)
    return Section(SELF_CARE, (*told, Item("Stop any of this if:", (usual,))))


def _item(one: Advice) -> Item:
    stop = f"Stop if: {one.stop_if}" if one.stop_if else ""
    return Item(one.title, tuple(line for line in (one.say, one.dose, stop) if line))


def _of_kind(report: Report, kind: str) -> tuple[Advice, ...]:
    return tuple(one for one in report.advice if one.kind == kind)


def _about(report: Report) -> Iterator[Item]:
    protocol = report.protocol
    yield Item(f"{protocol.title}, version {protocol.version} ({protocol.hash[:12]}). Reviewed: {protocol.reviewed}.")
    if report.unchecked:
        yield Item("Some of this rests on claims that were not checked against their source: see `backcheck about`.")


def _names(places: Iterable[Service]) -> str:
    names = [place.name for place in places]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _list(heading: str, lines: Iterable[str]) -> Section:
    return Section(heading, tuple(Item(line) for line in lines if line))
