"""The most urgent rung, which rules decided it, and the range it can still end in while unknowns remain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from backcheck.findings import Person, standing
from backcheck.logic import NO, UNKNOWN, YES, Truth
from backcheck.protocol import Answers, Protocol, Rule


@dataclass(frozen=True, slots=True)
class Standing:
    """One rule for one person: its truth, and the rung it asks for now (empty for none)."""

    rule: Rule
    truth: Truth
    asks_for: str


@dataclass(frozen=True, slots=True)
class Triage:
    """The outcome for some answers.

    ``rung`` is what to act on now; with more answers it ends between ``at_least`` and ``at_most``. ``fired`` is the
    most urgent rung that rules ask for, empty when no rule asks for any.
    """

    rung: str
    at_least: str
    at_most: str
    fired: str
    standings: tuple[Standing, ...]
    protocol: Protocol = field(repr=False, compare=False)

    @property
    def deciding(self) -> tuple[Standing, ...]:
        """Give the rules that ask for the final rung, one per concern, those that hold before those unsure."""
        found: dict[str, Standing] = {}
        for now in sorted(self.standings, key=lambda one: one.truth is not YES):
            if now.asks_for and now.asks_for == self.rung:
                found.setdefault(now.rule.concern, now)
        return tuple(found.values())

    @property
    def not_ruled_out(self) -> tuple[Standing, ...]:
        """Give the rules that are still open."""
        return tuple(one for one in self.standings if one.truth is UNKNOWN)

    @property
    def see(self) -> tuple[str, ...]:
        """Give the services of the rules at the final rung, each once, in the order of the files."""
        name = self.protocol.seen_for
        return each_once(place for one in self.deciding_all for place in name(one.rule, self.rung))

    @property
    def then(self) -> tuple[str, ...]:
        """Give who usually follows, without those who are seen first."""
        first = self.see
        return tuple(p for p in each_once(p for one in self.deciding_all for p in one.rule.then) if p not in first)

    @property
    def deciding_all(self) -> tuple[Standing, ...]:
        """Give every rule that asks for the final rung, also several of one concern."""
        return tuple(one for one in self.standings if one.asks_for and one.asks_for == self.rung)


def triage(person: Person) -> Triage:
    """Give the outcome for a person: sentences 4 to 6 of ``questions/README.md``."""
    protocol = person.protocol
    standings = tuple(Standing(rule, *standing(person, rule)) for rule in protocol.rules)
    fired = protocol.most_urgent(one.asks_for for one in standings)
    still = (rung for one in standings if one.truth is UNKNOWN for rung in (one.rule.urgency, one.rule.if_unsure))
    if fired:
        rung = at_least = fired
    else:
        rung, at_least = _when_nothing_fires(person, standings)
    at_most = protocol.most_urgent([*still, rung])
    return Triage(rung, at_least, at_most, fired, standings, protocol)


def rung_of(protocol: Protocol, answers: Answers) -> str:
    """Give the rung of some answers."""
    return triage(Person(protocol, answers)).rung


def _when_nothing_fires(person: Person, standings: Iterable[Standing]) -> tuple[str, str]:
    """Give the rung, and the lowest it can still become, when no rule asks for one."""
    lowest = person.protocol.lowest
    earned = person.truth(lowest.only_when)
    open_rules = [one for one in standings if one.truth is UNKNOWN and above(person.protocol, one.rule, lowest.rung)]
    if earned is YES and not open_rules:
        return lowest.rung, lowest.rung
    barred = earned is NO or person.only_unsure(lowest.only_when)
    barred = barred or any(person.only_unsure(one.rule.when) for one in open_rules)
    return lowest.otherwise, lowest.otherwise if barred else lowest.rung


def above(protocol: Protocol, rule: Rule, rung: str) -> bool:
    """Say whether a rule could ask for more than a rung."""
    return max(protocol.height[rule.urgency], protocol.height[rule.if_unsure]) > protocol.height[rung]


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Give the names in order, each once."""
    return tuple(dict.fromkeys(names))
