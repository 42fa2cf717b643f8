"""Everything a reader is told about one person's result, in no format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from backcheck.doubt import (
    AskedTwice,
    Doubt,
    Settler,
    Twice,
    asked_twice,
    doubts,
    most_urgent_per_concern,
    settlers,
    stands,
)
from backcheck.findings import Person, suits
from backcheck.interview import in_force, upcoming_for
from backcheck.logic import YES
from backcheck.note import RED_FLAGS, Told, marked, note
from backcheck.protocol import (
    Advice,
    Answers,
    Care,
    Protocol,
    Region,
    Rule,
    Rung,
    Service,
    Source,
    Workup,
)
from backcheck.reasons import Reason, also_yes, answers_behind, important_no, reason, say_when_calling
from backcheck.triage import Triage, each_once, triage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from backcheck.worsening import Worsening

__all__ = ["Reason", "Report", "emergency_number", "make_report", "with_worsening"]


@dataclass(frozen=True, slots=True)
class Report:
    """The result. An unfinished one (``complete`` is no) is never an all-clear, whatever its rung."""

    protocol: Protocol
    rung: Rung
    at_least: str
    at_most: str
    complete: bool
    next_id: str
    care: Care
    number: str
    region: Region | None
    see: tuple[Service, ...]
    then: tuple[Service, ...]
    reasons: tuple[Reason, ...]
    also: tuple[Reason, ...]
    doubts: tuple[Doubt, ...]
    advice: tuple[Advice, ...]
    answers: Answers
    settlers: tuple[Settler, ...] = ()
    asked_twice: tuple[AskedTwice, ...] = ()
    earned: tuple[str, ...] = ()
    """The answers that earned the lowest rung, in words; empty above it."""
    stands: bool = False
    """Whether no other answer to any one fact would make it less urgent; told only where rules decided it."""
    worsening: tuple[Worsening, ...] = ()
    """What would make it more urgent; empty until ``with_worsening``, which takes as long as all the rest."""
    certificate: str = ""
    """One line on what is proved about exactly this protocol; empty when nothing is."""
    today: str = ""
    """The day of the result as 2026-11-21, empty when it does not matter."""

    @property
    def person(self) -> Person:
        """Give the person as the rules see them."""
        return Person(self.protocol, self.answers)

    @property
    def said_no(self) -> tuple[str, ...]:
        """Give the dangers the person said no to, each of which would have been an emergency."""
        return tuple(important_no(self.person))

    @property
    def say(self) -> tuple[str, ...]:
        """Give two sentences to say on the phone or at a desk."""
        return say_when_calling(self.protocol, self.rung, self.reasons)

    @property
    def also_yes(self) -> tuple[str, ...]:
        """Give the signs of danger the person said yes to that are not told with the reasons."""
        return also_yes(self.person, self.reasons)

    @property
    def note(self) -> Mapping[str, Told]:
        """Give every answer in its part of a note for clinicians."""
        return note(self.person, {answer for one in self.reasons for answer in one.answers})

    @property
    def marks(self) -> Mapping[str, tuple[str, ...]]:
        """Give each area of the body where it hurts, with the answers that say so."""
        return marked(self.person)

    @property
    def workups(self) -> tuple[Workup, ...]:
        """Give what clinicians may do about the deciding concerns; of what is for no red flags, nothing beside one."""
        concerns = {one.concern for one in self.reasons}
        found = tuple(one for one in self.protocol.workups if not concerns.isdisjoint(one.concerns))
        if not any(one.without_red_flags for one in found):
            return found
        flags = self.note[RED_FLAGS]
        flagged = bool(flags.present or flags.unsure)
        return tuple(
            one for one in found if not one.without_red_flags or not (flagged or concerns.difference(one.concerns))
        )

    @property
    def cited(self) -> tuple[Source, ...]:
        """Give the sources of the deciding rules, each once."""
        names = each_once(name for one in self.reasons for name in one.sources)
        return tuple(self.protocol.sources[name] for name in names if name in self.protocol.sources)

    @property
    def told(self) -> Mapping[str, Rule]:
        """Give every rule that is told: those that count, and those that were not ruled out."""
        told = {*(one.rule for one in (*self.reasons, *self.also)), *(one.rule for one in self.doubts)}
        return {rule.id: rule for rule in self.protocol.rules if rule.id in told}

    @property
    def overdue(self) -> bool:
        """Say whether the day has passed by which the protocol was to be reviewed again."""
        return bool(self.today) and self.today > self.protocol.review_by

    @property
    def is_emergency(self) -> bool:
        """Say whether the rung is one at which nothing but the action is told."""
        return self.rung.group == "emergency"

    @property
    def unchecked(self) -> bool:
        """Say whether anything told here rests on a claim that nobody has checked against its source."""
        checked = [reason.checked for reason in (*self.reasons, *self.also)]
        checked += [*(item.checked for item in self.advice), *(workup.checked for workup in self.workups)]
        return not all([*checked, self.care.checked])


def make_report(
    protocol: Protocol,
    answers: Answers,
    region: str = "",
    twice: Twice | None = None,
    *,
    today: str = "",
    certificate: str = "",
) -> Report:
    """Give the result for some answers; ``region`` is a region's id, empty when the person named none."""
    person = Person(protocol, answers)
    outcome = triage(person)
    upcoming, _ = upcoming_for(person, outcome)
    place = protocol.regions.get(region)
    number = emergency_number(protocol, place)
    left_open = tuple(doubts(person, outcome))
    return Report(
        protocol=protocol,
        rung=protocol.rung_of[outcome.rung],
        at_least=outcome.at_least,
        at_most=outcome.at_most,
        complete=upcoming is None,
        next_id=upcoming.id if upcoming else "",
        care=protocol.care[outcome.rung].with_number(number),
        number=number,
        region=place,
        see=tuple(protocol.services[name] for name in protocol.sent_to(outcome.rung, outcome.see)),
        then=tuple(protocol.services[name] for name in outcome.then),
        reasons=tuple(reason(person, one) for one in outcome.deciding),
        also=tuple(_also(person, outcome)),
        doubts=left_open,
        advice=tuple(_suitable(person, outcome.rung, region)),
        answers=in_force(protocol, answers),
        settlers=tuple(settlers(person, left_open)),
        asked_twice=tuple(asked_twice(person, twice or {})),
        earned=_earned(person, outcome),
        stands=stands(person, outcome),
        certificate=certificate,
        today=today,
    )


def with_worsening(report: Report) -> Report:
    """Give the report with what would make it more urgent: all that is told, for finished answers only."""
    if not report.complete or report.rung == report.protocol.ladder[0]:
        return report
    from backcheck.worsening import worsening

    return replace(report, worsening=worsening(report.protocol, report.answers, report.rung.id))


def _earned(person: Person, outcome: Triage) -> tuple[str, ...]:
    lowest = person.protocol.lowest
    return tuple(answers_behind(person, lowest.only_when)) if outcome.rung == lowest.rung else ()


def emergency_number(protocol: Protocol, region: Region | None) -> str:
    """Give the number to call as text; an unverified one comes with the fallback beside it."""
    if region is None:
        return protocol.fallback_number
    return region.number if region.verified else f"{region.number} (or {protocol.fallback_number})"


def _also(person: Person, outcome: Triage) -> Iterator[Reason]:
    """Give the other concerns for which a rule holds, below the final rung."""
    shown = {one.rule.concern for one in outcome.deciding}
    others = (one for one in outcome.standings if one.truth is YES and one.rule.concern not in shown)
    yield from (reason(person, one) for one in most_urgent_per_concern(person.protocol, others))


def _suitable(person: Person, rung: str, region: str) -> Iterator[Advice]:
    """Give the advice of this rung known to suit the person and known not to be against their interest."""
    for item in person.protocol.advice:
        if rung not in item.rungs or (item.regions and region not in item.regions):
            continue
        if suits(person, item):
            yield item
