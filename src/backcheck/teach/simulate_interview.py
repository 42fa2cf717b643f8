"""The interview, quick enough for thousands of people: it remembers what each rule said to the same few answers.

What a rule says hangs on its own facts and on those that lead to their questions, so most people share it. Everything
else is the interview of ``backcheck.interview``; a test holds the two together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from backcheck.condition import Compared, Condition, leaves
from backcheck.findings import Person, standing
from backcheck.levers import facts_behind
from backcheck.logic import NO, UNKNOWN, YES, Truth
from backcheck.protocol import Answer, Answers, Protocol, Question, Rule
from backcheck.triage import above, each_once


@dataclass(frozen=True, slots=True)
class Said:
    """What one condition says: its truth, the rung its rule asks for, and of an open one what it still hangs on.

    ``misses`` has a bit for each question.
    """

    truth: Truth
    asks_for: str
    only_unsure: bool
    misses: int


@dataclass(frozen=True, slots=True)
class Interviewed:
    """One interview: the questions asked, the answers, the rung, and for each rule its truth and the rung it wants."""

    asked: tuple[str, ...]
    answers: Answers
    rung: str
    standings: tuple[tuple[Rule, Truth, str], ...]
    protocol: Protocol

    @property
    def deciding(self) -> tuple[Rule, ...]:
        """Give every rule that asks for the final rung."""
        return tuple(rule for rule, _, rung in self.standings if rung and rung == self.rung)

    @property
    def see(self) -> tuple[str, ...]:
        """Give the services of the rules at the final rung."""
        return each_once(place for rule in self.deciding for place in self.protocol.seen_for(rule, self.rung))


class Interviewer:
    """Interviews many people by one protocol."""

    def __init__(self, protocol: Protocol) -> None:
        """Work out once on which answers each rule hangs."""
        self.protocol = protocol
        self._bit = {question.id: 1 << place for place, question in enumerate(protocol.questions)}
        self._cuts = _cuts(protocol)
        self._rules = [_Memory(self, rule.when, rule) for rule in protocol.rules]
        self._lowest = _Memory(self, protocol.lowest.only_when)
        self._all = [*self._rules, self._lowest]
        self._touched = {
            question.id: [place for place, one in enumerate(self._all) if one.facts & set(question.facts)]
            for question in protocol.questions
        }
        self._ask_if = {one.id: _Memory(self, one.ask_if) for one in protocol.questions if one.ask_if is not None}
        self._even_then = [question for question in protocol.questions if question.even_then]
        self._stop = protocol.height[protocol.stop_at]

    def interview(self, somebody: Answers) -> Interviewed:
        """Interview somebody who has an answer to every question that applies."""
        now = _Now(self.protocol)
        asked: list[str] = []
        said = [one.look(now) for one in self._all]
        while (question := self._next(now, said)) is not None:
            for fact in question.facts:
                now.answers[fact] = somebody[fact]
                now.codes[fact] = self.code(fact, somebody[fact])
            now.person = None
            asked.append(question.id)
            for place in self._touched[question.id]:
                said[place] = self._all[place].look(now)
        return self._outcome(tuple(asked), now.answers, said)

    def knowing(self, answers: Answers) -> Interviewed:
        """Give the outcome for answers as they are, nothing asked: what each rule says of the whole person."""
        now = _Now(self.protocol)
        now.answers.update(answers)
        now.codes.update({fact: self.code(fact, answer) for fact, answer in answers.items()})
        return self._outcome((), now.answers, [one.look(now) for one in self._all])

    def code(self, fact: str, answer: Answer) -> Answer:
        """Give an answer, or of a number only between which thresholds it lies."""
        return bisect_right(self._cuts.get(fact, ()), answer) if isinstance(answer, int) else answer

    def bits(self, facts: Iterable[str]) -> int:
        """Give the questions of some facts, a bit for each."""
        found = 0
        for fact in facts:
            found |= self._bit[self.protocol.question_of[fact].id]
        return found

    def _next(self, now: _Now, said: list[Said]) -> Question | None:
        fired = self._fired(said)
        if fired < self._stop:
            return self._first(self.protocol.questions, self._misses(fired, said), now)
        if any(self._stopped_without(question, now, said) for question in self._even_then):
            return None
        return self._first(self._even_then, self._misses(fired, said), now)

    def _first(self, questions: Iterable[Question], misses: int, now: _Now) -> Question | None:
        return next((one for one in questions if misses & self._bit[one.id] and self._applies(one, now)), None)

    def _fired(self, said: Iterable[Said]) -> int:
        """Give how high the most urgent rung is that a rule asks for, -1 for none."""
        return max(map(self.protocol.height.__getitem__, {one.asks_for for one in said}))

    def _misses(self, fired: int, said: list[Said]) -> int:
        """Give the questions on which something that matters still hangs, a bit for each."""
        height, rules = self.protocol.height, self.protocol.rules
        rung, at_least = self._without_alarm(said) if fired < 0 else ("", "")
        floor, at = (fired, fired) if fired >= 0 else (height[at_least], height[rung])
        wanting = (rule for rule, one in zip(rules, said, strict=False) if one.asks_for and height[one.asks_for] == at)
        rung_at = self.protocol.ladder[-1 - at].id
        seen = {place for rule in wanting for place in self.protocol.seen_for(rule, rung_at)}
        misses = said[-1].misses if fired < 0 and at_least == self.protocol.lowest.rung else 0
        for memory, one in zip(self._rules, said, strict=False):
            if one.truth is UNKNOWN and memory.can_matter(floor, seen):
                misses |= one.misses
        return misses

    def _stopped_without(self, question: Question, now: _Now, said: list[Said]) -> bool:
        """Say whether a question was answered that would not have kept the interview from stopping."""
        if not any(fact in now.answers for fact in question.facts):
            return False
        before = _Now(self.protocol)
        before.answers = {fact: answer for fact, answer in now.answers.items() if fact not in question.facts}
        before.codes = {**now.codes, **dict.fromkeys(question.facts)}
        then = list(said)
        for place in self._touched[question.id]:
            then[place] = self._all[place].look(before)
        return self._fired(then) >= self._stop

    def _applies(self, question: Question, now: _Now) -> bool:
        memory = self._ask_if.get(question.id)
        if memory is None:
            return True
        said = memory.look(now)
        return said.truth is YES or (said.truth is UNKNOWN and said.only_unsure)

    def _outcome(self, asked: tuple[str, ...], given: Answers, said: list[Said]) -> Interviewed:
        fired = self.protocol.most_urgent(one.asks_for for one in said[:-1])
        standings = zip(self.protocol.rules, said, strict=False)
        return Interviewed(
            asked,
            given,
            fired or self._without_alarm(said)[0],
            tuple((rule, one.truth, one.asks_for) for rule, one in standings),
            self.protocol,
        )

    def _without_alarm(self, said: list[Said]) -> tuple[str, str]:
        """Give the rung, and the lowest it can become, when no rule asks for one; as ``triage`` does."""
        lowest, earned = self.protocol.lowest, said[-1]
        waiting = [one for memory, one in zip(self._rules, said, strict=False) if memory.high and one.truth is UNKNOWN]
        if earned.truth is YES and not waiting:
            return lowest.rung, lowest.rung
        barred = earned.truth is NO or earned.only_unsure or any(one.only_unsure for one in waiting)
        return lowest.otherwise, lowest.otherwise if barred else lowest.rung


class _Now:
    """One interview at one moment: the answers, their codes, and a person with them once somebody asked for it."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self.answers: dict[str, Answer] = {}
        self.codes: dict[str, Answer | None] = dict.fromkeys(protocol.question_of)
        self.person: Person | None = None

    def as_person(self) -> Person:
        """Give the person, made where no memory helps."""
        if self.person is None:
            self.person = Person(self.protocol, self.answers)
        return self.person


class _Memory:
    """One condition, and what it said to every set of answers so far."""

    def __init__(self, interviewer: Interviewer, condition: Condition, rule: Rule | None = None) -> None:
        self.interviewer, self.condition, self.rule = interviewer, condition, rule
        protocol = interviewer.protocol
        self.facts = frozenset(facts_behind(protocol, condition))
        self.high = rule is not None and above(protocol, rule, protocol.lowest.rung)
        self._key = itemgetter(*sorted(self.facts))
        self._highest = max(protocol.height[rule.urgency], protocol.height[rule.if_unsure]) if rule else 0
        self._places = protocol.seen_at_most(rule) if rule else ()
        self._said: dict[object, Said] = {}

    def look(self, now: _Now) -> Said:
        """Give what it says to the answers so far."""
        key = self._key(now.codes)
        said = self._said.get(key)
        if said is None:
            said = self._said[key] = self._fresh(now.as_person())
        return said

    def can_matter(self, now: int, seen: set[str]) -> bool:
        """Say whether its rule could still raise the rung or add somebody to see."""
        assert self.rule is not None  # noqa: S101  a rule's memory has one
        return self._highest > now or (self._highest == now and not seen.issuperset(self._places))

    def _fresh(self, person: Person) -> Said:
        truth, asks_for = (person.truth(self.condition), "") if self.rule is None else standing(person, self.rule)
        if truth is not UNKNOWN:
            return Said(truth, asks_for, only_unsure=False, misses=0)
        unsure = person.only_unsure(self.condition)
        return Said(truth, asks_for, unsure, self.interviewer.bits(person.missing(self.condition)))


def _cuts(protocol: Protocol) -> Mapping[str, list[int]]:
    """Give for each number the thresholds at which any condition changes its mind."""
    found: dict[str, set[int]] = {}
    conditions = [rule.when for rule in protocol.rules] + [protocol.lowest.only_when]
    conditions += [question.ask_if for question in protocol.questions if question.ask_if is not None]
    for condition in conditions:
        for leaf in leaves(condition):
            if isinstance(leaf, Compared):
                found.setdefault(leaf.question, set()).add(leaf.cut)
    return {question: sorted(cuts) for question, cuts in found.items()}
