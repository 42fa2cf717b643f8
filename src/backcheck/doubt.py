"""What a result leaves open: dangers not ruled out, what would settle them, and how much hangs on one answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from backcheck.alternatives import comparisons, others
from backcheck.condition import facts_of, open_leaves
from backcheck.findings import Person, standing
from backcheck.interview import again_in_words, by_worry
from backcheck.levers import facts_behind
from backcheck.logic import NO
from backcheck.protocol import Answer, Protocol, Rule
from backcheck.triage import Standing, Triage, above, each_once
from backcheck.words import name_of, question_in_words, value_in_words

MOST_SETTLERS = 2

Twice = Mapping[str, tuple[Answer, Answer]]
"""For each fact asked again, the first answer and the second."""


@dataclass(frozen=True, slots=True, eq=False)
class Doubt:
    """A danger that was not ruled out: what was left open, and simple checks that would settle it."""

    rule: str
    title: str
    urgency: str
    open: tuple[str, ...]
    to_settle: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Settler:
    """Something to find out that would rule out ``settles`` of the dangers left open; ``check`` says how."""

    fact: str
    name: str
    check: str
    settles: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class AskedTwice:
    """A fact asked once more in other words: both answers, and the one that ``counts``, the more worrying."""

    fact: str
    name: str
    first: str
    second: str
    counts: str

    @property
    def agree(self) -> bool:
        """Say whether both answers were the same."""
        return self.first == self.second


def most_urgent_per_concern(protocol: Protocol, standings: Iterator[Standing]) -> Iterator[Standing]:
    """Give one standing per concern, its most urgent, most urgent first and in the order of the files."""
    best: dict[str, Standing] = {}
    for one in standings:
        kept = best.get(one.rule.concern)
        if kept is None or protocol.height[one.rule.urgency] > protocol.height[kept.rule.urgency]:
            best[one.rule.concern] = one
    yield from sorted(best.values(), key=lambda one: -protocol.height[one.rule.urgency])


def doubts(person: Person, outcome: Triage) -> Iterator[Doubt]:
    """Give the dangers above the final rung that answers left open, one per concern, most urgent first."""
    protocol = person.protocol
    worse = (one for one in outcome.not_ruled_out if above(protocol, one.rule, outcome.rung))
    for one in most_urgent_per_concern(protocol, worse):
        facts = each_once(fact for leaf in open_leaves(one.rule.when, person.look) for fact in facts_of(leaf))
        checks = (_to_settle(protocol, fact) for fact in facts)
        yield Doubt(
            rule=one.rule.id,
            title=one.rule.title,
            urgency=one.rule.urgency,
            open=tuple(name_of(protocol, fact) for fact in facts),
            to_settle=each_once(check for check in checks if check),
        )


def _to_settle(protocol: Protocol, fact: str) -> str:
    line = protocol.line_of.get(fact)
    return line.to_settle if line else protocol.by_id[fact].to_settle


def settlers(person: Person, doubts: Sequence[Doubt]) -> Iterator[Settler]:
    """Give the one or two facts that, found to be harmless, would rule out the most of what is left open."""
    protocol = person.protocol
    left = {doubt.rule: doubt for doubt in doubts}
    rules = {rule.id: rule for rule in protocol.rules}
    facts = [fact for one in left for leaf in open_leaves(rules[one].when, person.look) for fact in facts_of(leaf)]
    ruled_out = {fact: _ruled_out(person, fact, [rules[one] for one in left]) for fact in each_once(facts)}
    for _ in range(MOST_SETTLERS):
        best = max(ruled_out, key=lambda fact: _weight(protocol, left, ruled_out[fact]), default="")
        settles = [one for one in ruled_out.get(best, ()) if one in left]
        if not settles:
            return
        check = _to_settle(protocol, best) or again_in_words(protocol, best) or question_in_words(protocol, best)
        yield Settler(best, name_of(protocol, best), check, tuple(left.pop(one).title for one in settles))


def _ruled_out(person: Person, fact: str, rules: Iterable[Rule]) -> tuple[str, ...]:
    """Give the rules that would not hold if a fact turned out as harmless as it can be."""
    harmless = Person(person.protocol, {**person.answers, fact: by_worry(person.protocol, fact)[-1]})
    return tuple(rule.id for rule in rules if harmless.truth(rule.when) is NO)


def _weight(protocol: Protocol, left: Mapping[str, Doubt], rules: Iterable[str]) -> tuple[int, int]:
    """Give how much would be settled: the most urgent danger first, then how many."""
    heights = [protocol.height[left[one].urgency] for one in rules if one in left]
    return max(heights, default=-1), len(heights)


def asked_twice(person: Person, twice: Twice) -> Iterator[AskedTwice]:
    """Give what was asked again and still counts, in the order of the questions."""
    again = ((fact, *twice[fact]) for fact in person.protocol.question_of if fact in twice)
    for fact, first, second in again:
        counts = person.given(fact)
        if counts is not None:
            question = person.protocol.question_of[fact]
            said = (value_in_words(question, answer) for answer in (first, second, counts))
            yield AskedTwice(fact, name_of(person.protocol, fact), *said)


def stands(person: Person, outcome: Triage) -> bool:
    """Say whether the rung that rules decided would be no lower whatever any one answer had been."""
    protocol, reached = person.protocol, person.protocol.height[outcome.rung]
    if not outcome.fired:
        return False
    deciding = [one.rule for one in outcome.deciding_all]
    rules = [*deciding, *(rule for rule in protocol.rules if rule not in deciding)]
    compared = comparisons(protocol)
    for fact in facts_behind(protocol, *(rule.when for rule in deciding)):
        given = person.given(fact)
        for other in others(protocol, fact, given, compared) if given is not None else ():
            mistaken = Person(protocol, {**person.answers, fact: other[0]})
            if not any(protocol.height[standing(mistaken, rule)[1]] >= reached for rule in rules):
                return False
    return True
