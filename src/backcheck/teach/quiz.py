"""A person for an exercise: what they first say, what they answer when asked, and how a learner's decision fares."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from backcheck.condition import Condition, deciding_leaves, facts_of, open_leaves
from backcheck.findings import Person
from backcheck.interview import by_worry, stopped
from backcheck.logic import YES
from backcheck.protocol import NO_ANSWER, UNSURE_ANSWERS, YES_ANSWER, Answer, Answers, Protocol, Question, Rule
from backcheck.report import Report, make_report
from backcheck.triage import triage

RUNG_POINTS, FLAG_POINTS, QUESTION_POINTS = 60, 25, 15
"""Of 100: for the rung, for the red flags, for asking what mattered."""
TOO_LATE, TOO_EARLY = 30, 10
"""What each rung below or above those that count as right costs: seen too late weighs three times too early."""
FALSE_ALARM = 5
MOST_DESCRIBED = 3


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of an exercise. ``answers`` is all they would answer, ``counted`` what the rules then work with.

    ``kind`` says at the start where they come from, ``origin`` at the end, as ``verdict``, ``outcome`` and ``citation``
    are told there. ``right`` are the rungs that count as right; not ``scored`` is whose label is too unsure to draw.
    """

    id: str
    kind: str
    origin: str
    answers: Answers
    counted: Answers
    right: tuple[str, ...]
    verdict: str
    outcome: str = ""
    citation: str = ""
    scored: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """What a learner did: what they asked, the rung they chose, the answers they called red flags."""

    asked: tuple[str, ...]
    rung: str
    flagged: tuple[str, ...]


@dataclass(frozen=True)
class Marking:
    """A decision beside the rules. ``off`` is 0 for a right rung, below 0 when seen too late, above 0 too early.

    Red flags are facts: those present, of these the learner ``saw`` some, heard and passed over some, never asked for
    others; and they called others a red flag that no rule takes for one.
    """

    somebody: Somebody
    decision: Decision
    report: Report
    off: int
    missed_emergency: bool
    present: Mapping[str, tuple[Rule, ...]]
    heard: tuple[str, ...]
    mattered: tuple[Question, ...]
    given: Answers = field(default_factory=dict)

    @property
    def saw(self) -> tuple[str, ...]:
        """Give the red flags that the learner named."""
        return tuple(fact for fact in self.present if fact in self.decision.flagged)

    @property
    def passed_over(self) -> tuple[str, ...]:
        """Give the red flags they heard of and did not name."""
        return tuple(fact for fact in self.present if fact in self.heard and fact not in self.decision.flagged)

    @property
    def never_asked(self) -> tuple[str, ...]:
        """Give the red flags that were there and never asked for."""
        return tuple(fact for fact in self.present if fact not in self.heard and fact not in self.decision.flagged)

    @property
    def false_alarms(self) -> tuple[str, ...]:
        """Give what they called a red flag and no rule does."""
        return tuple(fact for fact in self.decision.flagged if fact not in self.present)

    @property
    def not_asked(self) -> tuple[Question, ...]:
        """Give the questions that mattered and were not asked."""
        return tuple(question for question in self.mattered if question.id not in self.decision.asked)

    @property
    def rung_points(self) -> int:
        """Give the points for the rung; none where an emergency was left at home, or to wait."""
        if self.missed_emergency:
            return 0
        cost = -self.off * TOO_LATE if self.off < 0 else self.off * TOO_EARLY
        return max(0, RUNG_POINTS - cost)

    @property
    def flag_points(self) -> int:
        """Give the points for the red flags: the share that was named, less some for each false alarm."""
        share = len(self.saw) / len(self.present) if self.present else 1.0
        return max(0, round(FLAG_POINTS * share) - FALSE_ALARM * len(self.false_alarms))

    @property
    def question_points(self) -> int:
        """Give the points for asking: the share of the questions that mattered."""
        share = 1 - len(self.not_asked) / len(self.mattered) if self.mattered else 1.0
        return round(QUESTION_POINTS * share)

    @property
    def points(self) -> int:
        """Give all points, of 100."""
        return self.rung_points + self.flag_points + self.question_points


def first_words(protocol: Protocol, somebody: Somebody, chance: random.Random) -> tuple[str, ...]:
    """Give the facts a person would tell unasked: how old, how long, and one of their troubles, drawn by chance."""
    told = [
        question.id
        for question in protocol.questions
        if question.ask_if is None
        and question.kind in {"choice", "number"}
        and (question.personal or question.worse == "neither")
        and _is_given(somebody.answers.get(question.id))
    ]
    troubles = [
        fact
        for question in protocol.questions
        if question.ask_if is None and question.kind in {"checklist", "yes_no"}
        for fact in question.facts
        if somebody.answers.get(fact) == YES_ANSWER
    ]
    return (*told[:MOST_DESCRIBED], *([troubles[int(chance.random() * len(troubles))]] if troubles else []))


def may_ask(protocol: Protocol, known: Answers, asked: Iterable[str]) -> tuple[Question, ...]:
    """Give the questions a learner can ask next: those for everybody, and follow-ups on what they know."""
    before = {*asked, *(one.id for one in protocol.questions if known.keys() >= set(one.facts))}
    person = Person(protocol, known)
    return tuple(one for one in protocol.questions if one.id not in before and person.applies(one) is YES)


def told_by(somebody: Somebody, question: Question) -> Answers:
    """Give what a person answers to a question; what their text does not tell is left out."""
    return {fact: somebody.answers[fact] for fact in question.facts if fact in somebody.answers}


def notable(protocol: Protocol, known: Answers) -> tuple[str, ...]:
    """Give the facts a learner heard that somebody could call a red flag: all that is not no and not as usual."""
    return tuple(fact for fact, answer in known.items() if _is_notable(protocol, fact, answer))


def mark(protocol: Protocol, somebody: Somebody, decision: Decision, known: Answers) -> Marking:
    """Compare a decision with what counts as right and with what the rules say."""
    person = Person(protocol, somebody.counted)
    report = make_report(protocol, somebody.counted)
    present = _red_flags(protocol, person)
    places = [protocol.height[rung] for rung in somebody.right]
    given = protocol.height[decision.rung]
    off = min(0, given - min(places)) or max(0, given - max(places))
    stop = protocol.height[protocol.stop_at]
    return Marking(
        somebody=somebody,
        decision=decision,
        report=report,
        off=off,
        missed_emergency=min(places) >= stop > given,
        present=present,
        heard=tuple(known),
        mattered=_mattered(protocol, person, present),
        given=known,
    )


def _red_flags(protocol: Protocol, person: Person) -> dict[str, tuple[Rule, ...]]:
    """Give each answer on which a rule above the rung of those with nothing urgent rests, with these rules."""
    usual = protocol.height[protocol.lowest.otherwise]
    found: dict[str, list[Rule]] = {}
    for now in triage(person).standings:
        if protocol.height[now.asks_for] > usual:
            for fact in _facts_behind(person, now.rule.when):
                found.setdefault(fact, []).append(now.rule)
    return {fact: tuple(rules) for fact, rules in found.items()}


def _facts_behind(person: Person, condition: Condition) -> Iterator[str]:
    """Give the notable answers that made a condition yes, or the unsure ones that keep it open."""
    settled = [leaf for leaf, _ in deciding_leaves(condition, person.look)]
    for leaf in settled or open_leaves(condition, person.look):
        for fact in facts_of(leaf):
            answer = person.given(fact)
            if answer is not None and _is_notable(person.protocol, fact, answer):
                yield fact


def _mattered(protocol: Protocol, person: Person, present: Mapping[str, tuple[Rule, ...]]) -> tuple[Question, ...]:
    """Give the questions behind the rules that decide; where none does, those that alone can show an emergency."""
    rules = {now.rule.id for now in triage(person).deciding_all}
    behind = {protocol.question_of[fact].id for fact, some in present.items() if any(rule.id in rules for rule in some)}
    wanted = behind or {question.id for question in protocol.questions if _alone_an_emergency(protocol, question)}
    return tuple(question for question in protocol.questions if question.id in wanted)


def _alone_an_emergency(protocol: Protocol, question: Question) -> bool:
    if question.ask_if is not None:
        return False
    worst = ({fact: by_worry(protocol, fact)[0]} for fact in question.facts)
    return any(stopped(protocol, triage(Person(protocol, one))) for one in worst)


def _is_given(answer: Answer | None) -> bool:
    return answer is not None and answer not in UNSURE_ANSWERS


def _is_notable(protocol: Protocol, fact: str, answer: Answer) -> bool:
    return answer not in (NO_ANSWER, protocol.question_of[fact].usual)
