"""Published patients walked through the interview, and how often they end where two raters wanted them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

from backcheck.protocol import NOT_SURE, Answers, Protocol, Question
from backcheck.reading import fill_others
from backcheck.reading.published import Collection, Patient
from backcheck.teach.cases import Walk, walk

AS_NO, AS_NOT_SURE = "no", NOT_SURE
"""The two ways to take what a published text does not mention."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One patient's result. ``off`` is 0 within the agreed set, below 0 when seen too late, above 0 too early."""

    patient: Patient
    walk: Walk
    level: str
    off: int

    @property
    def screens(self) -> int:
        """Give how many questions were asked."""
        return len(self.walk.asked)

    @property
    def lines(self) -> int:
        """Give how many lines were read, by ``lines_of``."""
        return sum(map(lines_of, self.walk.asked))


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def interval(self) -> tuple[float, float]:
        """Give the 95 % interval of Wilson (J Am Stat Assoc 1927;22:209-212), as shares from 0 to 1."""
        if not self.whole:
            return 0.0, 1.0
        z, n, p = 1.959964, self.whole, self.part / self.whole
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        reach = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
        return max(0.0, middle - reach), min(1.0, middle + reach)


@dataclass(frozen=True, slots=True)
class Score:
    """Every patient under one reading of the unstated; ``counted`` are those whose labels are sure enough to score."""

    protocol: Protocol
    collection: Collection
    unstated: str
    everybody: tuple[Scored, ...]

    @property
    def counted(self) -> tuple[Scored, ...]:
        """Give the patients that count."""
        return tuple(one for one in self.everybody if one.patient.scored)

    @property
    def outside(self) -> tuple[Scored, ...]:
        """Give the counted patients outside their agreed set, those seen too late first."""
        return tuple(sorted((one for one in self.counted if one.off), key=lambda one: one.off))

    @property
    def within(self) -> Share:
        """Give who ends at a level that both raters accept."""
        return self._share(lambda one: not one.off, self.counted)

    @property
    def under(self) -> Share:
        """Give the under-triaged: below every level that both raters accept."""
        return self._share(lambda one: one.off < 0, self.counted)

    @property
    def over(self) -> Share:
        """Give the over-triaged: above every level that both raters accept."""
        return self._share(lambda one: one.off > 0, self.counted)

    @property
    def exact(self) -> Share:
        """Give who ends at the one level that both raters named as best, of those for whom they named the same."""
        same = [one for one in self.counted if len(set(one.patient.raters)) == 1]
        return self._share(lambda one: one.level == one.patient.raters[0], same)

    @property
    def emergencies(self) -> Share:
        """Give who ends as an emergency, of those for whom both raters accept nothing less."""
        top = next(iter(self.collection.levels))
        sure = [one for one in self.counted if one.patient.agreed_acceptable == (top,)]
        return self._share(lambda one: one.level == top, sure)

    @property
    def one_tier(self) -> tuple[Scored, ...]:
        """Give the counted patients whose raters' best levels lie in one tier of the three."""
        return tuple(one for one in self.counted if len(set(map(self.tier_of, one.patient.raters))) == 1)

    def tiers_right(self, tier: str = "") -> Share:
        """Give who ends in the tier of both raters; of one tier, or of all three."""
        some = [one for one in self.one_tier if tier in ("", self.tier_of(one.patient.raters[0]))]
        return self._share(lambda one: self.tier_of(one.level) == self.tier_of(one.patient.raters[0]), some)

    def tier_of(self, level: str) -> str:
        """Give the tier that a level belongs to."""
        return next(tier for tier, levels in self.collection.tiers.items() if level in levels)

    def ending_at(self, rungs: Iterable[str]) -> tuple[Scored, ...]:
        """Give the counted patients who end at one of these rungs."""
        some = set(rungs)
        return tuple(one for one in self.counted if one.walk.report.rung.id in some)

    @staticmethod
    def _share(good: Callable[[Scored], bool], some: Sequence[Scored]) -> Share:
        return Share(sum(map(good, some)), len(some))


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two readers agree: the same answer, of those either gave and of those both gave; the same rung."""

    patients: int
    of_either: Share
    of_both: Share
    rungs: Mapping[str, Share]


def lines_of(question: Question) -> int:
    """Give how many lines a person reads for a question: its own, and each line of a checklist."""
    return 1 + len(question.lines)


def middle_and_quartiles(numbers: Sequence[int]) -> tuple[float, float, float]:
    """Give the lower quartile, the median and the upper quartile."""
    if len(numbers) < 2:  # noqa: PLR2004  quartiles want two
        return (float(numbers[0]),) * 3 if numbers else (0.0, 0.0, 0.0)
    low, middle, high = quantiles(numbers, n=4, method="inclusive")
    return low, middle, high


def score(protocol: Protocol, collection: Collection, unstated: str) -> Score:
    """Walk every patient, what is unstated taken as ``AS_NO`` or ``AS_NOT_SURE``."""
    results = (_scored(protocol, collection, patient, patient.answers, unstated) for patient in collection.patients)
    return Score(protocol, collection, unstated, tuple(results))


def agreement(scores: Iterable[Score]) -> Agreement:
    """Compare the two readers on the patients that both encoded; ``scores`` are the first reader's.

    Lines that were reworded afterwards are left out of the comparison of answers.
    """
    ways = tuple(scores)
    collection = ways[0].collection
    twice = [patient for patient in collection.patients if patient.second]
    either = both = same = 0
    for patient in twice:
        first, second = (_without(collection.reworded, some) for some in (patient.answers, patient.second))
        either += len(first.keys() | second.keys())
        both += len(first.keys() & second.keys())
        same += sum(first[fact] == second.get(fact) for fact in first)
    rungs = {one.unstated: _same_rung(one) for one in ways}
    return Agreement(len(twice), Share(same, either), Share(same, both), rungs)


def person_of(protocol: Protocol, answers: Answers, unstated: str) -> Answers:
    """Give somebody with an answer to everything: what is unstated is no or as usual, or not sure."""
    given = fill_others(protocol, answers) if unstated == AS_NO else answers
    everything = (fact for question in protocol.questions for fact in question.facts)
    # What has no usual answer, such as age, stays open either way.
    return dict.fromkeys(everything, NOT_SURE) | dict(given)


def _scored(protocol: Protocol, collection: Collection, patient: Patient, answers: Answers, unstated: str) -> Scored:
    walked = walk(protocol, person_of(protocol, answers, unstated))
    rung = walked.report.rung.id
    order = list(collection.levels)
    level = next(name for name, rungs in collection.levels.items() if rung in rungs)
    accepted = [order.index(name) for name in patient.agreed_acceptable]
    place = order.index(level)
    # Levels stand most urgent first, so a higher place is less urgent.
    off = max(min(accepted) - place, 0) if place < max(accepted) else min(max(accepted) - place, 0)
    return Scored(patient, walked, level, off)


def _same_rung(score_of_first: Score) -> Share:
    """Give for how many patients the second reader's answers end at the rung of the first reader's."""
    protocol, collection = score_of_first.protocol, score_of_first.collection
    twice = [one for one in score_of_first.everybody if one.patient.second]
    again = [_scored(protocol, collection, one.patient, one.patient.second, score_of_first.unstated) for one in twice]
    pairs = zip(twice, again, strict=True)
    return Share(sum(a.walk.report.rung == b.walk.report.rung for a, b in pairs), len(twice))


def _without(questions: Sequence[str], answers: Answers) -> Answers:
    return {fact: answer for fact, answer in answers.items() if fact not in questions}
