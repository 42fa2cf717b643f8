"""The result cut into sections, in the order in which a person needs them; every format for people lays these out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backcheck.protocol import Advice, Service
from backcheck.report import Doubt, Reason, Report


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


LIMITS = "This tells you where to get help. It cannot tell you the cause."
NO_ALL_CLEAR = "You stopped early. This is not an all-clear."
NOTHING_FOUND = "No danger sign was found in your answers."
UNFINISHED = "Some questions are not answered yet. This is not an all-clear."


def headline(report: Report) -> str:
    """Give the one line that must never be lost: the action, number filled in."""
    return clean(report.with_number(report.care.action))


def sections(report: Report) -> tuple[Section, ...]:
    """Give what stands under the headline. An emergency holds action, why, what to say and what not to do; no more."""
    found = [Section("", tuple(_first_lines(report))), *_why(report)]
    if report.is_emergency:
        found += [_list("What to say", (report.care.say_there,)), *_do(report)]
    else:
        found += [
            Section("Not ruled out", tuple(_doubt(one) for one in report.doubts)),
            Section("Also noted", tuple(Item(one.title) for one in report.also)),
            _list("What to say there", (report.care.say_there,)),
            *_do(report),
            *_advice(report),
            _list("Look out for", report.care.safety_net),
            _check_again(report),
        ]
    found.append(Section("About this result", tuple(_about(report))))
    return tuple(section for section in found if any(item.text for item in section.items))


def clean(text: str) -> str:
    """Take out control and direction-changing characters, so that no text can redraw or reorder the screen."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Zl", "Zp"})


def _first_lines(report: Report) -> Iterator[Item]:
    yield Item(report.with_number(report.care.deadline))
    if not report.complete:
        yield Item(UNFINISHED)
    if report.see:
        then = f" Then perhaps {_names(report.then)}." if report.then and not report.is_emergency else ""
        yield Item(f"Whom to see: {_names(report.see)}.{then}")
        if not report.is_emergency:
            yield from (Item(place.expect) for place in report.see[:1])
    yield Item(LIMITS)


def _why(report: Report) -> Iterator[Section]:
    if report.reasons:
        yield Section("Why", tuple(_reason(one) for one in report.reasons))
    elif report.complete and report.rung.group == "self_care":
        yield _list("Why", (f"{NOTHING_FOUND} The pain acts as pain from muscles and joints does.",))
    else:
        yield _list("Why", (f"{NOTHING_FOUND} Not every point that allows home care was met.",))


def _reason(one: Reason) -> Item:
    said = "You said: " if one.certain else "You were not sure about: "
    answers = "; ".join(one.answers)
    return Item(one.title, tuple(line for line in (one.because, f"{said}{answers}." if answers else "") if line))


def _doubt(one: Doubt) -> Item:
    return Item(one.title, (f"Not known: {'; '.join(one.open)}.", *one.to_settle))


def _do(report: Report) -> Iterator[Section]:
    yield _list("Do", (report.with_number(line) for line in report.care.do))
    yield _list("Do not", (report.with_number(line) for line in report.care.do_not))


def _advice(report: Report) -> Iterator[Section]:
    yield Section("One common reason", tuple(_item(one) for one in _of_kind(report, "pattern")))
    yield Section("What you can do yourself", tuple(_item(one) for one in _of_kind(report, "self_care")))
    yield Section("Tablets", tuple(_item(one) for one in _of_kind(report, "medicine")))
    yield Section("Good to know", tuple(_item(one) for one in _of_kind(report, "note")))
    yield Section("Watch", tuple(_item(one) for one in _of_kind(report, "watch")))


def _check_again(report: Report) -> Section:
    return _list(
        "When to check again", (report.care.check_again, *(one.say for one in _of_kind(report, "check_again")))
    )


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
