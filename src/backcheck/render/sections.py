"""The result cut into sections, in the order in which a person needs them; every format for people lays these out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from backcheck import __version__
from backcheck.doubt import Doubt, Settler
from backcheck.protocol import Advice, Service
from backcheck.reasons import some_of
from backcheck.render.parts import CLINICIAN, PATIENT, Item, Section, begun, clean, listed, told
from backcheck.report import Reason, Report

LIMITS = "This tells you where to get help. It cannot tell you the cause."
NOTHING_FOUND = "No danger sign was found in your answers."
STANDS = "Even if any one of your answers were mistaken, it would be no less urgent."
UNFINISHED = "Some questions are not answered yet. This is not an all-clear."
NOT_ENOUGH = "Not enough is answered for a result. This is not an all-clear"
MOST_DOUBTS = 5
MOST_NO = 14
MOST_ALSO = 6
STRENGTHS = {
    "strong alone": "a strong sign by itself",
    "moderate": "a fairly strong sign",
    "weak alone": "a weak sign by itself",
    "cluster": "it counts together with your other answers",
}
SELF_CARE = "What you can do yourself"
NOTHING_YET = "What was answered so far says nothing yet."


def headline(report: Report) -> str:
    """Give the one line that must never be lost: the action, number filled in.

    Unfinished answers earn no action that could reassure: only one that is already urgent is told.
    """
    action = clean(report.care.action)
    if report.complete or report.is_emergency:
        return action
    return f"{action} at the latest: not all is answered" if decided(report) else NOT_ENOUGH


def sections(report: Report, reader: str = PATIENT) -> tuple[Section, ...]:
    """Give what stands under the headline, in the words and at the depth of the reader: ``patient`` or ``clinician``.

    To a patient an emergency tells action, why, what to say and what not to do; no more.
    """
    if reader == CLINICIAN:
        from backcheck.render.clinical import clinical_sections

        return told(clinical_sections(report))
    found = [Section("", tuple(first_lines(report))), *_why(report), asked_twice(report)]
    if report.is_emergency:
        found += [
            _say(report),
            *do_and_do_not(report),
            Section("About this result", about(report)[: 2 if report.overdue else 1]),
        ]
    elif not report.complete:
        found += [_left_open(report), _say(report), listed("Look out for", report.care.safety_net)]
    else:
        found += [
            listed("You said no to", _said_no(report)),
            Section("Not ruled out", tuple(_doubt(one, report.settlers) for one in report.doubts)),
            Section("What would settle it", tuple(Item(settler_in_words(one)) for one in report.settlers)),
            Section("Also noted", tuple(Item(one.title) for one in report.also)),
            _say(report),
            *do_and_do_not(report),
            *_advice(report),
            what_would_change(report),
            listed("Look out for", report.care.safety_net),
            check_again(report),
            _where_from(report),
        ]
    if not report.is_emergency:
        found.append(Section("About this result", about(report)))
    return told(found)


def decided(report: Report) -> bool:
    """Say whether there is an action to tell: unfinished answers earn only one that is urgent at least."""
    return report.complete or report.rung.group in {"emergency", "urgent"}


def first_lines(report: Report) -> Iterator[Item]:
    """Give what stands under the action: deadline, whom to see and what that person may do, and the limits of this."""
    if not report.complete:
        yield Item(UNFINISHED)
    if decided(report):
        yield Item(report.care.deadline)
    if report.see and decided(report):
        then = f" Then perhaps {_names(report.then)}." if report.then and not report.is_emergency else ""
        yield Item(f"Whom to see: {_names(report.see)}.{then}")
        if not report.is_emergency:
            yield from (Item(place.expect) for place in report.see[:1])
            yield from (Item(one.say) for one in of_kind(report, "local") if report.complete)
    yield Item(LIMITS)


def _left_open(report: Report) -> Section:
    """Tell a few of the dangers that unfinished answers leave open; all of them would bury the rest."""
    told = {one.title for one in report.reasons}
    titles = [one.title for one in report.doubts if one.title not in told]
    more = len(titles) - MOST_DOUBTS
    return listed("Not ruled out", (*titles[:MOST_DOUBTS], f"And {more} more." if more > 0 else ""))


def _why(report: Report) -> Iterator[Section]:
    if report.reasons:
        stands = (Item(STANDS),) if report.stands and not report.is_emergency else ()
        yield Section("Why", (*(_reason(one) for one in report.reasons), *stands))
    elif report.earned:
        found = f"{NOTHING_FOUND} {report.protocol.lowest.because}".rstrip()
        yield Section("Why", (Item(found, (f"You said: {'; '.join(report.earned)}.",)),))
    elif not report.complete:
        yield listed("Why", (NOTHING_YET,))
    else:
        lowest = report.protocol.rung_of[report.protocol.lowest.rung].name
        yield listed("Why", (f'{NOTHING_FOUND} Not every point was met that allows "{lowest}".',))


def _reason(one: Reason) -> Item:
    """Give why; what only doubt made count is not told as if it were so."""
    lines = (
        ("You said", one.said),
        ("You were not sure about", one.unsure),
        ("You would rather not say", one.declined),
    )
    answers = (f"{begin}: {'; '.join(words)}." for begin, words in lines if words)
    title = one.title if one.certain else f"Not ruled out: {one.title}"
    return Item(title, tuple(line for line in (one.because, *answers) if line))


def asked_twice(report: Report) -> Section:
    """Tell where a person answered one thing in two ways, and which of the two counts."""
    differ = (one for one in report.asked_twice if not one.agree)
    told = (f"{one.name}: first {one.first}, then {one.second}. This counts: {one.counts}." for one in differ)
    return listed("You gave two answers", (f"{line} It is the more worrying one." for line in told))


def _doubt(one: Doubt, settlers: Sequence[Settler]) -> Item:
    """Give what is not ruled out, and how to find out what is not known, unless that is told for all together."""
    told = {settler.check for settler in settlers}
    checks = (check for check in one.to_settle if check not in told)
    return Item(one.title, (f"Not known: {'; '.join(one.open)}.", *checks))


def settler_in_words(one: Settler) -> str:
    """Give something to find out, with its name where the words do not tell it."""
    return one.check if one.name.lower() in one.check.lower() else begun(f"{one.name}: {one.check}")


def do_and_do_not(report: Report) -> Iterator[Section]:
    """Give what to do meanwhile, and what not."""
    yield listed("Do", report.care.do)
    yield listed("Do not", report.care.do_not)


def _advice(report: Report) -> Iterator[Section]:
    yield Section("One common reason", tuple(_item(one) for one in of_kind(report, "pattern")))
    yield _self_care(report)
    yield Section("Tablets", tuple(_item(one) for one in of_kind(report, "medicine")))
    yield Section("Good to know", tuple(_item(one) for one in of_kind(report, "note")))
    yield Section("What to expect", tuple(_expected(one) for one in of_kind(report, "outlook")))
    yield Section("Watch", tuple(_item(one) for one in of_kind(report, "watch")))


def check_again(report: Report) -> Section:
    """Give when to run the check again."""
    return listed(
        "When to check again", (report.care.check_again, *(one.say for one in of_kind(report, "check_again")))
    )


def _self_care(report: Report) -> Section:
    """Give the self-care, with the reason to stop that most of it shares told once, before it begins."""
    items = of_kind(report, "self_care")
    counted = Counter(one.stop_if for one in items if one.stop_if)
    usual, count = next(iter(counted.most_common(1)), ("", 0))
    if count <= 1:
        return Section(SELF_CARE, tuple(_item(one) for one in items))
    told = (_item(replace(one, stop_if="") if one.stop_if == usual else one) for one in items)
    return Section(SELF_CARE, (Item("Stop any of this if:", (usual,)), *told))


def _item(one: Advice) -> Item:
    stop = f"Stop if: {one.stop_if}" if one.stop_if else ""
    return Item(one.title, tuple(line for line in (one.say, one.dose, stop) if line))


def _expected(one: Advice) -> Item:
    return Item(one.say, (f"Known from studies of {one.population}.",))


def of_kind(report: Report, kind: str) -> tuple[Advice, ...]:
    """Give the advice of one kind."""
    return tuple(one for one in report.advice if one.kind == kind)


def what_would_change(report: Report) -> Section:
    """Give what would make the result more urgent, found by the rules themselves, grouped by what to do then."""
    if not report.worsening:
        return Section("", ())
    from backcheck.render.signs import MORE_URGENT, signs_by_action  # seldom wanted at once: not in an emergency

    items = [Item(head, lines) for head, lines in signs_by_action(report)]
    return Section("What would change this", (*items, Item(MORE_URGENT)) if items else ())


def _say(report: Report) -> Section:
    """Give the words for the phone or the desk; what to add to them stands in the care."""
    if not decided(report):
        return Section("", ())
    spoken = " ".join(report.say)
    also = f"Also say: {some_of(report.also_yes, MOST_ALSO)}." if report.also_yes else ""
    heading = "Say this when you call or arrive" if spoken else "What to say"
    return listed(heading, (spoken, also, report.care.say_there))


def _said_no(report: Report) -> Iterator[str]:
    """Give the important answers that were no, in one line; many would bury the rest."""
    if report.said_no:
        yield begun(f"{some_of(report.said_no, MOST_NO)}.")


def _where_from(report: Report) -> Section:
    """Give the sources of the reasons, and how much such a sign weighs."""
    cites = {source.id: source.cite for source in report.cited}
    items = (
        Item(f"{one.title}: {STRENGTHS[one.strength]}.", tuple(cites[name] for name in one.sources if name in cites))
        for one in report.reasons
    )
    return Section("Where this comes from", tuple(items))


def about(report: Report) -> tuple[Item, ...]:
    """Give which program and protocol this follows, and how far both can be trusted; what matters most comes first."""
    protocol = report.protocol
    day = f" Made on {report.today}." if report.today else ""
    version = (
        f"{protocol.title}, version {protocol.version} ({protocol.hash[:12]}), told by backcheck {__version__}.{day}"
    )
    review = f"Reviewed: {protocol.reviewed}. To be reviewed again by {protocol.review_by}."
    late = "That day has passed: this may be out of date. If you are worried, get help anyway."
    lines = [version, f"{review} {late}" if report.overdue else review]
    if report.certificate:
        lines.append(report.certificate)
    if report.unchecked:
        lines.append("Some of this rests on claims that were not checked against their source: see `backcheck about`.")
    return tuple(Item(line) for line in lines)


def _names(places: Iterable[Service]) -> str:
    names = [place.name for place in places]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
