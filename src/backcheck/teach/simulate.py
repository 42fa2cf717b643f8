"""What a protocol does to a population: rungs, questions, alarms, referrals, and what another rule would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from backcheck.logic import YES
from backcheck.protocol import Answers, Protocol, Rule
from backcheck.reading.populations import Population
from backcheck.teach.population import people
from backcheck.teach.score import Share
from backcheck.teach.simulate_interview import Interviewed, Interviewer

ALARMS = ("emergency", "urgent")
"""The groups of rungs whose rules are counted as alarms."""
Z = 1.959964


@dataclass(frozen=True, slots=True)
class Alarm:
    """How often one rule alarms: it holds, is kept by unsure answers, decides the result, or alone holds it up."""

    rule: Rule
    holds: int
    unsure: int
    decides: int
    alone: int


@dataclass(frozen=True)
class Simulation:
    """The interviews of some people, and what the rules say of the whole person, asked or not."""

    protocol: Protocol
    population: Population
    seed: int
    interviews: tuple[Interviewed, ...]
    wholes: tuple[Interviewed, ...]

    @property
    def people(self) -> int:
        """Give how many there were."""
        return len(self.interviews)

    @cached_property
    def rungs(self) -> Mapping[str, Share]:
        """Give how many end at each rung, most urgent first."""
        counted = Counter(one.rung for one in self.interviews)
        return {rung.id: Share(counted[rung.id], self.people) for rung in self.protocol.ladder}

    @cached_property
    def asked(self) -> tuple[int, ...]:
        """Give how many questions each was asked."""
        return tuple(len(one.asked) for one in self.interviews)

    def asked_at(self, group: str) -> tuple[int, ...]:
        """Give the same of those who end in one group of rungs."""
        groups = {rung.id: rung.group for rung in self.protocol.ladder}
        return tuple(len(one.asked) for one in self.interviews if groups[one.rung] == group)

    @cached_property
    def question_shares(self) -> Mapping[str, Share]:
        """Give how many were asked each question."""
        counted = Counter(question for one in self.interviews for question in one.asked)
        return {question.id: Share(counted[question.id], self.people) for question in self.protocol.questions}

    @cached_property
    def seen_by(self) -> Mapping[str, Share]:
        """Give how many are sent to each service; one person can be sent to several."""
        places = (self.protocol.sent_to(one.rung, one.see) for one in self.interviews)
        counted = Counter(place for some in places for place in some)
        return {place: Share(count, self.people) for place, count in counted.most_common()}

    @cached_property
    def alarms(self) -> tuple[Alarm, ...]:
        """Give every rule with how often it alarms, those that hold most often first."""
        holds, unsure, decides, alone = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
        for whole in self.wholes:
            for rule, truth, rung in whole.standings:
                if truth is YES:
                    holds[rule.id] += 1
                elif rung:
                    unsure[rule.id] += 1
            if len(whole.deciding) == 1:
                alone[whole.deciding[0].id] += 1
        for one in self.interviews:
            decides.update(rule.id for rule in one.deciding)
        found = [
            Alarm(rule, *(some[rule.id] for some in (holds, unsure, decides, alone))) for rule in self.protocol.rules
        ]
        return tuple(sorted(found, key=lambda one: (-one.holds, -one.unsure)))

    def alarming(self, one: Interviewed) -> tuple[Rule, ...]:
        """Give the rules that ask for an urgent or emergency rung."""
        groups = {rung.id: rung.group for rung in self.protocol.ladder}
        return tuple(rule for rule, _, rung in one.standings if rung and groups[rung] in ALARMS)

    @cached_property
    def any_alarm(self) -> Share:
        """Give how many have at least one alarm."""
        return Share(sum(bool(self.alarming(one)) for one in self.wholes), self.people)


@dataclass(frozen=True)
class Comparison:
    """The same people by two protocols."""

    before: Simulation
    after: Simulation
    change: str

    @property
    def moves(self) -> Mapping[tuple[str, str], int]:
        """Give how many moved from one rung to another, the most frequent first."""
        counted = Counter((one.rung, other.rung) for one, other in self._pairs() if one.rung != other.rung)
        return dict(counted.most_common())

    @property
    def higher(self) -> Share:
        """Give how many end at a more urgent rung than before."""
        height = self.before.protocol.height
        return self._share(height[other.rung] > height[one.rung] for one, other in self._pairs())

    @property
    def lower(self) -> Share:
        """Give how many end at a less urgent rung than before."""
        height = self.before.protocol.height
        return self._share(height[other.rung] < height[one.rung] for one, other in self._pairs())

    @property
    def more_questions(self) -> float:
        """Give how many questions more a person is asked on average, below 0 for fewer."""
        return (sum(self.after.asked) - sum(self.before.asked)) / max(self.before.people, 1)

    def difference(self, rung: str) -> tuple[float, float, float]:
        """Give how the share at a rung changes, with its 95 % interval, as shares from -1 to 1.

        The people are the same, so it is the interval for matched pairs of Agresti and Min (Stat Med
        2005;24:729-740).
        """
        into = sum(one.rung != rung and other.rung == rung for one, other in self._pairs())
        out = sum(one.rung == rung and other.rung != rung for one, other in self._pairs())
        n = self.before.people + 2
        middle = (into - out) / n
        reach = Z * ((into + out + 1) - (into - out) ** 2 / n) ** 0.5 / n
        return (into - out) / max(self.before.people, 1), max(-1.0, middle - reach), min(1.0, middle + reach)

    def _pairs(self) -> Iterable[tuple[Interviewed, Interviewed]]:
        return zip(self.before.interviews, self.after.interviews, strict=True)

    def _share(self, moved: Iterable[bool]) -> Share:
        return Share(sum(moved), self.before.people)


def drawn(protocol: Protocol, population: Population, seed: int, count: int) -> tuple[Answers, ...]:
    """Give so many people of a population."""
    return tuple(islice(people(protocol, population, seed), count))


def simulate(protocol: Protocol, population: Population, seed: int, somebody: Sequence[Answers]) -> Simulation:
    """Interview everybody by a protocol that asks what they have answers to."""
    interviewer = Interviewer(protocol)
    interviews = tuple(interviewer.interview(one) for one in somebody)
    return Simulation(protocol, population, seed, interviews, tuple(interviewer.knowing(one) for one in somebody))


def without_rules(protocol: Protocol, rules: Iterable[str]) -> Protocol:
    """Give the protocol as if some rules had never been written."""
    gone = set(rules)
    return replace(protocol, rules=tuple(rule for rule in protocol.rules if rule.id not in gone))


def with_urgency(protocol: Protocol, changes: Mapping[str, str]) -> Protocol:
    """Give the protocol with other rungs for some rules; their doubt never asks for more than their yes did."""
    return replace(protocol, rules=tuple(_moved(protocol, rule, changes.get(rule.id, "")) for rule in protocol.rules))


def asks_differently(one: Protocol, other: Protocol) -> str:
    """Give the first question in which two protocols differ so that they cannot share people; empty for none."""
    for question in other.questions:
        known = one.by_id.get(question.id)
        if known is None or (known.facts, known.choices, known.kind) != (
            question.facts,
            question.choices,
            question.kind,
        ):
            return question.id
        if (known.lowest, known.highest, known.ask_if) != (question.lowest, question.highest, question.ask_if):
            return question.id
    return ""


def _moved(protocol: Protocol, rule: Rule, rung: str) -> Rule:
    if not rung:
        return rule
    doubt = rule.if_unsure if protocol.height[rule.if_unsure] <= protocol.height[rung] else rung
    return replace(rule, urgency=rung, if_unsure=doubt)
