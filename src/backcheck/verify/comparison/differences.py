"""What a new protocol tells people otherwise than the old one: by pairs of rungs, whom to see, and advice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backcheck.findings import Person
from backcheck.protocol import Answers, Protocol
from backcheck.triage import triage
from backcheck.verify.circuit import FALSE, Literal
from backcheck.verify.claims.advice import shown_to
from backcheck.verify.comparison.shared import View
from backcheck.verify.encoding import People
from backcheck.verify.mutation.difference import suitable
from backcheck.verify.turns import Moment


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody who ends at another rung in the new protocol than in the old; ``lower`` when that is less urgent.

    ``asked``: only where the interview ends, not with everything answered.
    """

    before: str
    after: str
    lower: bool
    answers: Answers
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """Somebody who ends at the same rung in both, and is sent to a service in one of them only.

    ``then``: not first, but as who usually follows.
    """

    rung: str
    service: str
    now: bool
    answers: Answers
    asked: bool = False
    then: bool = False


@dataclass(frozen=True, slots=True)
class Advised:
    """Somebody who ends at the same rung in both, and is shown an item of advice in one of them only."""

    item: str
    now: bool
    answers: Answers
    asked: bool = False


def moved(view: View) -> Iterator[Moved]:
    """Give one person for each pair of rungs between which anybody moves, those who move down first."""
    both, before, after = view.both, view.before.known, view.after.known
    ladder = [rung.id for rung in both.second.ladder]
    top = len(ladder) - 1
    down = _crossed(view, [(before.ends_at(height), -after.ends_at(height)) for height in range(1, top + 1)])
    up = _crossed(view, [(-before.ends_at(height), after.ends_at(height)) for height in range(1, top + 1)])
    pairs = [(here, there) for here in range(top, -1, -1) for there in range(top, -1, -1) if here != there]
    for here, there in sorted(pairs, key=lambda pair: pair[1] > pair[0]):
        if not set(range(min(here, there) + 1, max(here, there) + 1)) <= (down if there < here else up):
            continue
        answers = both.find([*_at(before, here), *_at(after, there)])
        if answers is not None:
            ends = [triage(person).rung for person in _people(view, answers)]
            _confirm(ends == [ladder[top - here], ladder[top - there]], answers)
            yield Moved(ends[0], ends[1], there < here, answers, view.asked)


def _crossed(view: View, ways: list[tuple[Literal, Literal]]) -> set[int]:
    """Give the heights that anybody crosses."""
    return {height for height, way in enumerate(ways, 1) if view.both.search.possible(way)}


def sent(view: View) -> Iterator[Sent]:
    """Give one person for each service and rung at which somebody is newly sent there, or no longer."""
    both, moments = view.both, (view.before, view.after)
    for height, rung in enumerate(reversed([rung.id for rung in both.second.ladder])):
        same = [literal for moment in moments for literal in _at(moment.known, height)]
        for then, named in ((False, _seen_at), (True, _then_at)):
            here, there = (named(moment, height) for moment in moments)
            apart = [
                (service, now, wanted)
                for service in dict.fromkeys((*here, *there))
                for one, other in [(here.get(service, FALSE), there.get(service, FALSE))]
                for now, wanted in ((True, [-one, other]), (False, [one, -other]))
                if one != other
            ]
            for (service, now), answers in _found(view, same, apart):
                told = [service in _sees(person, then=then) for person in _people(view, answers)]
                _confirm(told == [not now, now], answers)
                yield Sent(rung, service, now, answers, view.asked, then)


def advised(view: View) -> Iterator[Advised]:
    """Give one person for each item of advice that somebody at the same rung is newly shown, or no longer."""
    both, crowds = view.both, (view.before.known, view.after.known)
    items = [{item.id: item for item in people.protocol.advice} for people in crowds]
    heights = range(len(both.second.ladder))
    circuit = both.circuit
    same = circuit.any_of([circuit.all_of([*_at(crowds[0], one), *_at(crowds[1], one)]) for one in heights])
    apart = []
    for name in dict.fromkeys((*items[0], *items[1])):
        one, other = (
            shown_to(known[name], people) if name in known else FALSE
            for known, people in zip(items, crowds, strict=True)
        )
        if one != other:
            apart += [(name, True, [-one, other]), (name, False, [one, -other])]
    for (name, now), answers in _found(view, [same], apart):
        told = [name in suitable(person, triage(person).rung) for person in _people(view, answers)]
        _confirm(told == [not now, now], answers)
        yield Advised(name, now, answers, view.asked)


def _found(
    view: View, same: list[Literal], apart: list[tuple[str, bool, list[Literal]]]
) -> Iterator[tuple[tuple[str, bool], Answers]]:
    """Give one person for each of the ways to be told otherwise; all at once it is first asked whether there is any."""
    circuit = view.both.circuit
    if not view.both.search.possible([*same, circuit.any_of([circuit.all_of(wanted) for _, _, wanted in apart])]):
        return
    for name, now, wanted in apart:
        answers = view.both.find([*same, *wanted])
        if answers is not None:
            yield (name, now), answers


def _at(people: People, height: int) -> list[Literal]:
    return [people.ends_at(height), -people.ends_at(height + 1)]


def _seen_at(moment: Moment, height: int) -> dict[str, Literal]:
    """Give who is seen at a rung: those whom rules name, and the rung's own where no rule names anybody."""
    protocol = moment.protocol
    named = {service: moment.seen(service, height) for service in protocol.services_named}
    usual = protocol.usually_seen(protocol.ladder[-1 - height].id)
    nobody = moment.circuit.all_of([-literal for literal in named.values()])
    return {name: moment.circuit.any_of([one, nobody if name in usual else FALSE]) for name, one in named.items()}


def _then_at(moment: Moment, height: int) -> dict[str, Literal]:
    """Give who usually follows at a rung: those whom its rules name so, and not to see first."""
    protocol, circuit = moment.protocol, moment.circuit
    follow: dict[str, list[Literal]] = {}
    for rule in protocol.rules:
        asking = [literal for reached, literal in moment.known.asks(rule) if reached == height]
        for service in rule.then:
            follow.setdefault(service, []).extend(asking)
    return {
        service: circuit.all_of([circuit.any_of(asking), -moment.seen(service, height)])
        for service, asking in follow.items()
    }


def _people(view: View, answers: Answers) -> list[Person]:
    """Give somebody as the engine of each protocol has them."""
    protocols: tuple[Protocol, Protocol] = (view.both.first, view.both.second)
    return [Person(protocol, told) for protocol, told in zip(protocols, view.told(answers), strict=True)]


def _sees(person: Person, *, then: bool) -> tuple[str, ...]:
    outcome = triage(person)
    return outcome.then if then else person.protocol.sent_to(outcome.rung, outcome.see)


def _confirm(really: bool, answers: Answers) -> None:  # noqa: FBT001  what the engine itself says
    """Refuse a difference that the engine does not make: a proof that disagrees with it proves nothing."""
    if not really:
        raise AssertionError(f"the encoding says that {dict(answers)} end apart, and the engine does not")
