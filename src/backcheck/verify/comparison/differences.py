"""What a new protocol tells people otherwise than the old one: by pairs of rungs, whom to see, and advice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backcheck.findings import Person
from backcheck.protocol import Answers, Protocol
from backcheck.triage import triage
from backcheck.verify.circuit import FALSE, Literal
from backcheck.verify.claims.advice import shown_to
from backcheck.verify.comparison.shared import Both
from backcheck.verify.encoding import People
from backcheck.verify.mutation.difference import suitable
from backcheck.verify.turns import Moment


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody who ends at another rung in the new protocol than in the old; ``lower`` when that is less urgent."""

    before: str
    after: str
    lower: bool
    answers: Answers


@dataclass(frozen=True, slots=True)
class Sent:
    """Somebody who ends at the same rung in both, and is sent to a service in one of them only."""

    rung: str
    service: str
    now: bool
    answers: Answers


@dataclass(frozen=True, slots=True)
class Advised:
    """Somebody who ends at the same rung in both, and is shown an item of advice in one of them only."""

    item: str
    now: bool
    answers: Answers


def moved(both: Both) -> Iterator[Moved]:
    """Give one person for each pair of rungs between which anybody moves, those who move down first."""
    ladder = [rung.id for rung in both.second.ladder]
    top = len(ladder) - 1
    pairs = [(here, there) for here in range(top, -1, -1) for there in range(top, -1, -1) if here != there]
    for here, there in sorted(pairs, key=lambda pair: pair[1] > pair[0]):
        answers = both.find([*_at(both.before, here), *_at(both.after, there)])
        if answers is not None:
            ends = [triage(Person(one, answers)).rung for one in (both.first, both.second)]
            _confirm(ends == [ladder[top - here], ladder[top - there]], answers)
            yield Moved(ends[0], ends[1], there < here, answers)


def sent(both: Both) -> Iterator[Sent]:
    """Give one person for each service and rung at which somebody is newly sent there, or no longer."""
    moments = [(Moment(people), people.protocol) for people in (both.before, both.after)]
    services = dict.fromkeys(name for _, protocol in moments for name in protocol.services_named)
    for height, rung in enumerate(reversed([rung.id for rung in both.second.ladder])):
        same = [*_at(both.before, height), *_at(both.after, height)]
        here, there = (_seen_at(moment, protocol, height) for moment, protocol in moments)
        for service in services:
            one, other = here.get(service, FALSE), there.get(service, FALSE)
            for now, wanted in ((True, [-one, other]), (False, [one, -other])):
                answers = None if one == other else both.find([*same, *wanted])
                if answers is not None:
                    names = [service in _sees(protocol, answers) for _, protocol in moments]
                    _confirm(names == [not now, now], answers)
                    yield Sent(rung, service, now, answers)


def advised(both: Both) -> Iterator[Advised]:
    """Give one person for each item of advice that somebody at the same rung is newly shown, or no longer."""
    crowds = (both.before, both.after)
    items = [{item.id: item for item in people.protocol.advice} for people in crowds]
    top = len(both.second.ladder)
    same = both.circuit.any_of(
        [both.circuit.all_of([*_at(both.before, height), *_at(both.after, height)]) for height in range(top)]
    )
    for name in dict.fromkeys((*items[0], *items[1])):
        shown = [
            shown_to(known[name], people) if name in known else FALSE
            for known, people in zip(items, crowds, strict=True)
        ]
        for now, wanted in ((True, [-shown[0], shown[1]]), (False, [shown[0], -shown[1]])):
            answers = None if shown[0] == shown[1] else both.find([same, *wanted])
            if answers is not None:
                told = [name in _told(protocol, answers) for protocol in (both.first, both.second)]
                _confirm(told == [not now, now], answers)
                yield Advised(name, now, answers)


def _at(people: People, height: int) -> list[Literal]:
    return [people.ends_at(height), -people.ends_at(height + 1)]


def _seen_at(moment: Moment, protocol: Protocol, height: int) -> dict[str, Literal]:
    """Give who is seen at a rung: those whom rules name, and the rung's own where no rule names anybody."""
    named = {service: moment.seen(service, height) for service in protocol.services_named}
    usual = protocol.usually_seen(protocol.ladder[-1 - height].id)
    nobody = moment.circuit.all_of([-literal for literal in named.values()])
    return {name: moment.circuit.any_of([one, nobody if name in usual else FALSE]) for name, one in named.items()}


def _sees(protocol: Protocol, answers: Answers) -> tuple[str, ...]:
    outcome = triage(Person(protocol, answers))
    return protocol.sent_to(outcome.rung, outcome.see)


def _told(protocol: Protocol, answers: Answers) -> tuple[str, ...]:
    person = Person(protocol, answers)
    return tuple(suitable(person, triage(person).rung))


def _confirm(really: bool, answers: Answers) -> None:  # noqa: FBT001  what the engine itself says
    """Refuse a difference that the engine does not make: a proof that disagrees with it proves nothing."""
    if not really:
        raise AssertionError(f"the encoding says that {dict(answers)} end apart, and the engine does not")
