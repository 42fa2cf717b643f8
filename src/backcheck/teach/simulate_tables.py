"""A simulation as tables and as JSON values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from backcheck.protocol import Protocol
from backcheck.teach.score import Share, middle_and_quartiles
from backcheck.teach.simulate import ALARMS, Alarm, Comparison, Simulation
from backcheck.teach.tables import Table, between, in_csv, percent

SCHEMA = "backcheck-simulate/1"
EXERCISE = "SIMULATION: drawn people, not patients. It shows what the rules do, not what is true of anybody."
WIDTH = "Intervals are 95 %, of the draw alone: with other figures of the population everything moves."
NO_DISEASE = "Answers are drawn, not diseases: this counts alarms, and cannot tell which of them would be true."
APART = (
    "Answers hang together only where the population says so, so several alarms in one person are rarer than in life."
)
GROUPS = ("emergency", "urgent", "planned", "self_care")
MOST_ALARMS = 15
MOST_MOVES = 10


def population_lines(one: Simulation) -> Iterator[str]:
    """Tell who was drawn, how, and how much of it was published."""
    population = one.population
    yield EXERCISE
    yield f"{one.people} people, seed {one.seed}. {population.title}: {population.about}"
    unlisted = len(one.protocol.question_of) - len(population.answers)
    if population.answers:
        assumed = sum(population.is_assumed(each) for each in population.answers.values())
        yield f"Of {len(population.answers)} figures, {assumed} are assumptions [D]; the rest cite a source."
    if population.answers and unlisted:
        how = "answered no or as usual" if population.others == "no" else "drawn with every answer alike"
        yield f"{unlisted} facts have no figure there and are {how}."
    yield from (WIDTH, NO_DISEASE, APART)


def simulation_tables(one: Simulation) -> Iterator[Table]:
    """Give where people end, what they are asked, who sees them, and the most frequent alarms."""
    yield _rungs(one)
    yield _questions(one)
    yield _seen_by(one)
    yield _alarms(one)


def comparison_tables(one: Comparison) -> Iterator[Table]:
    """Give what changed for the same people."""
    yield _changes(one)
    yield _moves(one)


def as_csv(one: Simulation, compared: Comparison | None) -> str:
    """Give every share as CSV: what is counted, its id, the people, of how many, the share and its 95 % interval."""
    head = ("what", "id", "people", "of", "share", "low", "high")
    counted: list[tuple[str, str, Share]] = [("rung", rung, share) for rung, share in one.rungs.items()]
    counted += [("asked", question, share) for question, share in one.question_shares.items()]
    counted += [("see", place, share) for place, share in one.seen_by.items()]
    for each in one.alarms:
        numbers = {"holds": each.holds, "in_doubt": each.unsure, "decides": each.decides, "alone": each.alone}
        counted += [(what, each.rule.id, Share(people, one.people)) for what, people in numbers.items()]
    counted.append(("any_alarm", "any", one.any_alarm))
    if compared:
        counted += [("rung_after", rung, share) for rung, share in compared.after.rungs.items()]
        counted += [("moved", "higher", compared.higher), ("moved", "lower", compared.lower)]
    return in_csv(head, [(what, id_, s.part, s.whole, s.part / s.whole, *s.interval) for what, id_, s in counted])


def as_mapping(one: Simulation, compared: Comparison | None) -> dict[str, Any]:
    """Give everything as JSON values."""
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "exercise": True,
        **_drawn_from(one),
        "seed": one.seed,
        "people": one.people,
        "rungs": {rung: _share(share) for rung, share in one.rungs.items()},
        "questions": _spread(one.asked),
        "asked": {question: _share(share) for question, share in one.question_shares.items()},
        "see": {place: _share(share) for place, share in one.seen_by.items()},
        "any_alarm": _share(one.any_alarm),
        "alarms": [_alarm(each) for each in one.alarms],
    }
    if compared:
        told["compared"] = _compared(compared)
    return told


def _drawn_from(one: Simulation) -> dict[str, Any]:
    protocol, population = one.protocol, one.population
    assumed = sum(population.is_assumed(each) for each in population.answers.values())
    figures = {"figures": len(population.answers), "assumed": assumed}
    return {
        "protocol": {"id": protocol.id, "version": protocol.version, "hash": protocol.hash},
        "population": {"name": population.name, "title": population.title, **figures},
    }


def _rungs(one: Simulation) -> Table:
    rows = [(_name(one.protocol, rung), str(s.part), percent(s), between(s)) for rung, s in one.rungs.items()]
    bars = tuple(s.part / s.whole if s.whole else 0.0 for s in one.rungs.values())
    return Table("Where they end", ("rung", "people", "share", "95 % interval"), tuple(rows), "", bars)


def _questions(one: Simulation) -> Table:
    rows = [("everybody", str(one.people), *_numbers(one.asked))]
    for group in GROUPS:
        asked = one.asked_at(group)
        if asked:
            rows.append((group.replace("_", "-"), str(len(asked)), *_numbers(asked)))
    head = ("who end as", "people", "median", "half of them", "most")
    return Table("Questions asked", head, tuple(rows))


def _seen_by(one: Simulation) -> Table:
    services = one.protocol.services
    rows = [
        (services[place].name if place in services else place, str(s.part), percent(s), between(s))
        for place, s in one.seen_by.items()
    ]
    bars = tuple(s.part / s.whole for s in one.seen_by.values())
    note = "One person can be sent to several." if rows else "Nobody is sent anywhere."
    return Table("Whom they are sent to", ("who", "people", "share", "95 % interval"), tuple(rows), note, bars)


def _alarms(one: Simulation) -> Table:
    groups = {rung.id: rung.group for rung in one.protocol.ladder}
    found = [one for one in one.alarms if groups[one.rule.urgency] in ALARMS and (one.holds or one.unsure)]
    shown = found[:MOST_ALARMS]
    rows = [
        (
            each.rule.id,
            _name(one.protocol, each.rule.urgency),
            percent(Share(each.holds, one.people)),
            between(Share(each.holds, one.people)),
            *map(str, (each.unsure, each.decides, each.alone)),
        )
        for each in shown
    ]
    head = ("red flag (rule)", "asks for", "holds", "95 % interval", "in doubt", "decides", "alone")
    some = one.any_alarm
    note = (
        f"{some.part} of {some.whole} people ({percent(some)}, {between(some)}) have at least one. Holds: of the whole "
        "person, asked or not. In doubt: only unsure answers keep it. Decides: the result names it. Alone: without it "
        "the person would end lower."
    )
    left = len(found) - len(shown)
    if left > 0:
        note += f" {left} rarer ones are left out here; --json and --csv have all."
    return Table("Alarms, each rule", head, tuple(rows), note, tuple(each.holds / max(one.people, 1) for each in shown))


def _changes(one: Comparison) -> Table:
    rows = []
    for rung in one.before.protocol.ladder:
        before, after = one.before.rungs[rung.id], one.after.rungs[rung.id]
        change, low, high = (100 * value for value in one.difference(rung.id))
        interval = f"{low:+.1f} to {high:+.1f}"
        rows.append((rung.name, str(before.part), str(after.part), f"{change:+.1f} points", interval))
    note = (
        f"The same people. {one.higher.part} end higher, {one.lower.part} lower ({percent(one.lower)}, "
        f"{between(one.lower)}). Questions for each person: {one.more_questions:+.2f} on average. "
        "The intervals are for matched pairs (Agresti and Min 2005)."
    )
    head = ("rung", "before", "after", "change", "95 % interval")
    return Table(f"What changes: {one.change}", head, tuple(rows), note)


def _moves(one: Comparison) -> Table:
    names = one.before.protocol
    rows = [(_name(names, a), _name(names, b), str(count)) for (a, b), count in list(one.moves.items())[:MOST_MOVES]]
    return Table("Who moves", ("from", "to", "people"), tuple(rows), "" if rows else "Nobody moves.")


def _numbers(asked: Sequence[int]) -> tuple[str, str, str]:
    low, middle, high = middle_and_quartiles(asked)
    return f"{middle:g}", f"{low:g} to {high:g}", str(max(asked, default=0))


def _name(protocol: Protocol, rung: str) -> str:
    return protocol.rung_of[rung].name


def _share(share: Share) -> dict[str, Any]:
    low, high = share.interval
    part = share.part / share.whole if share.whole else 0.0
    return {"people": share.part, "share": round(part, 6), "low": round(low, 6), "high": round(high, 6)}


def _spread(asked: Sequence[int]) -> dict[str, float]:
    low, middle, high = middle_and_quartiles(asked)
    return {"lower_quartile": low, "median": middle, "upper_quartile": high, "most": max(asked, default=0)}


def _alarm(one: Alarm) -> dict[str, Any]:
    counts = {"holds": one.holds, "in_doubt": one.unsure, "decides": one.decides, "alone": one.alone}
    return {"rule": one.rule.id, "urgency": one.rule.urgency, **counts}


def _compared(one: Comparison) -> dict[str, Any]:
    return {
        "change": one.change,
        "higher": _share(one.higher),
        "lower": _share(one.lower),
        "questions": round(one.more_questions, 4),
        "rungs": {
            rung.id: dict(zip(("change", "low", "high"), map(_rounded, one.difference(rung.id)), strict=True))
            for rung in one.before.protocol.ladder
        },
        "moves": [{"from": a, "to": b, "people": count} for (a, b), count in one.moves.items()],
        "after": {rung: _share(share) for rung, share in one.after.rungs.items()},
    }


def _rounded(value: float) -> float:
    return round(value, 6)
