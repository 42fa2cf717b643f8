"""One small change on trial: first the people who are expected somewhere, then everybody, then the claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from backcheck.condition import Condition
from backcheck.findings import Person, standing
from backcheck.logic import Truth
from backcheck.protocol import Answers, Rule
from backcheck.protocol import Protocol as Rules
from backcheck.triage import Triage, triage
from backcheck.verify.claims import CLAIMS, Claim
from backcheck.verify.encoding import Hangs
from backcheck.verify.mutation.difference import Difference, Differences, asked_otherwise, suitable
from backcheck.verify.mutation.mutants import Mutant
from backcheck.verify.verdict import verify

Verdict = Literal["case", "claim", "same", "survived"]
"""Who caught it: a person of the cases or a claim; or it changes nothing for anybody; or nothing noticed it."""
QUICKEST = ("floors", "personal", "self_care", "advice", "going_back", "monotony", "not_sure")
"""The claims that take the least time, first; any other comes after them."""


class Witness(Protocol):
    """Somebody who is expected to come out in a certain way."""

    @property
    def name(self) -> str:
        """Give who it is."""

    @property
    def answers(self) -> Answers:
        """Give all they would answer."""

    @property
    def rules(self) -> Sequence[str]:
        """Give the rules that are expected to decide for them."""

    @property
    def advice(self) -> Sequence[str]:
        """Give the items of advice that are expected, or expected not to be."""

    def problem(self, protocol: Rules) -> str:
        """Give what came out wrong, empty for nothing."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one small change. ``by`` names the case or claim; ``difference`` shows for whom it matters."""

    id: str
    subject: str
    kind: str
    words: str
    verdict: Verdict
    by: str = ""
    difference: Difference | None = None


class Lab:
    """One protocol and all that watches over it. What fails without any change catches nothing."""

    def __init__(self, protocol: Rules, witnesses: Sequence[Witness]) -> None:
        """Work out where everybody stands without a change."""
        self.protocol, self.witnesses = protocol, witnesses
        self.differences = Differences(protocol)
        self._hangs = Hangs(protocol)
        self._before = [triage(Person(protocol, one.answers)) for one in witnesses]
        self._told = [_told(one, Person(protocol, one.answers)) for one in witnesses]
        self._sound: dict[int, bool] = {}
        self._holds: dict[str, bool] = {}
        order = {name: place for place, name in enumerate(QUICKEST)}
        self._claims = sorted(CLAIMS, key=lambda claim: order.get(claim.id, len(order)))

    def tried(self, mutant: Mutant) -> Trial:
        """Give what catches the change; claims are asked only about one that matters and that no case catches."""
        case = self._failing_case(mutant)
        if case:
            return self._trial(mutant, "case", by=case)
        difference = self.differences.find(mutant.protocol)
        if difference is None:
            return self._trial(mutant, "same")
        claim = self._failing_claim(mutant)
        verdict: Verdict = "claim" if claim else "survived"
        return self._trial(mutant, verdict, by=claim, difference=difference)

    @staticmethod
    def _trial(mutant: Mutant, verdict: Verdict, *, by: str = "", difference: Difference | None = None) -> Trial:
        return Trial(mutant.id, mutant.subject, mutant.kind, mutant.words, verdict, by, difference)

    def _failing_case(self, mutant: Mutant) -> str:
        """Give the first of those whom the change reaches that comes out wrong, empty for nobody."""
        for place in self._reached(mutant):
            if self.witnesses[place].problem(mutant.protocol) and self._is_sound(place):
                return self.witnesses[place].name
        return ""

    def _reached(self, mutant: Mutant) -> Iterator[int]:
        """Give the witnesses who are told otherwise when all they would answer is known, the most likely ones first."""
        changed = mutant.protocol
        if asked_otherwise(self.protocol, changed):
            yield from self._stopped(changed)
            return
        touched = [place for place, rule in enumerate(changed.rules) if self._is_touched(changed, place, rule)]
        names = {changed.rules[place].id for place in touched}
        quiet = not (self._lowest_touched(changed) or self._advice_touched(changed))
        for place in sorted(range(len(self.witnesses)), key=lambda one: names.isdisjoint(self.witnesses[one].rules)):
            one, before = self.witnesses[place], self._before[place]
            person = Person(changed, one.answers)
            if quiet and all(_standing(before, rule) == standing(person, changed.rules[rule]) for rule in touched):
                continue
            if self._told[place] != _told(one, person):
                yield place

    def _stopped(self, changed: Rules) -> Iterator[int]:
        """Give the witnesses whose interview may stop early, before the change or after it."""
        height = changed.height
        stop = min(height[one.stop_at] for one in (self.protocol, changed))
        for place, before in enumerate(self._before):
            if max(height[before.rung], height[changed.lowest.otherwise]) >= stop:
                yield place

    def _is_touched(self, changed: Rules, place: int, rule: Rule) -> bool:
        before = self.protocol.rules[place]
        return rule is not before or self._waits_otherwise(changed, before.when)

    def _lowest_touched(self, changed: Rules) -> bool:
        before, after = self.protocol.lowest, changed.lowest
        same = before.only_when is after.only_when and before.otherwise == after.otherwise
        return not same or self._waits_otherwise(changed, before.only_when)

    def _advice_touched(self, changed: Rules) -> bool:
        pairs = list(zip(_conditions_of_advice(self.protocol), _conditions_of_advice(changed), strict=True))
        return any(old is not new or self._waits_otherwise(changed, old) for old, new in pairs)

    def _waits_otherwise(self, changed: Rules, condition: Condition) -> bool:
        """Say whether a condition hangs on answers that other people are asked for now."""
        pairs = zip(self.protocol.questions, changed.questions, strict=True)
        moved = [fact for before, after in pairs if before.ask_if != after.ask_if for fact in before.facts]
        return not self._hangs.facts(condition).isdisjoint(moved)

    def _is_sound(self, place: int) -> bool:
        if place not in self._sound:
            self._sound[place] = not self.witnesses[place].problem(self.protocol)
        return self._sound[place]

    def _failing_claim(self, mutant: Mutant) -> str:
        for verdict in verify(mutant.protocol, self._claims):
            if not verdict.holds and self._holds_before(verdict.claim):
                return verdict.claim.id
        return ""

    def _holds_before(self, claim: Claim) -> bool:
        if claim.id not in self._holds:
            self._holds[claim.id] = all(verdict.holds for verdict in verify(self.protocol, [claim]))
        return self._holds[claim.id]


def _conditions_of_advice(protocol: Rules) -> Iterator[Condition]:
    yield from (one for item in protocol.advice for one in (item.suits, item.not_for) if one is not None)


def _standing(outcome: Triage, place: int) -> tuple[Truth, str]:
    one = outcome.standings[place]
    return one.truth, one.asks_for


def _told(one: Witness, person: Person) -> tuple[object, ...]:
    """Give what a witness could mind."""
    outcome = triage(person)
    minded = {item for item in suitable(person, outcome.rung) if item in one.advice}
    return outcome.rung, {now.rule.id for now in outcome.deciding}, outcome.see, minded
