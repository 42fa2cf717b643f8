"""What is told beside an interview, in lines: every part of it says that it is a demonstration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from backcheck.findings import Person
from backcheck.interview import next_question
from backcheck.logic import NO, UNKNOWN, YES, Truth
from backcheck.protocol import Answers, Protocol, Question
from backcheck.reasons import answers_behind
from backcheck.teach.demo import Asking, Settled, Skipped, Why
from backcheck.teach.lines import RULE_WORDS, Line, blank, counted, heading
from backcheck.triage import Standing, Triage, triage
from backcheck.words import in_words, said

MOST = 4
"""How many of a long list are told."""
NOT_YOURS = "DEMO: not your result"
COUNTS = "Counts, as it cannot be ruled out"
ENDED = "It is over: no question is left that could change the result."
ENDED_EARLY = "It is over early: the result is so urgent that more questions would only cost time."
NEVER_SAID = "It ends here: this person never said what comes next. This is not an all-clear."


def question_lines(question: Question) -> Iterator[Line]:
    """Tell a question as it is asked."""
    yield heading(question.ask)
    if question.hint:
        yield Line(question.hint)
    yield from (Line(f"- {line.say}") for line in question.lines)
    yield from (Line(f"- {choice.say}") for choice in question.choices)
    if question.kind == "number":
        yield Line(f"A number from {question.lowest} to {question.highest}.")


def answer_lines(question: Question, reply: Answers) -> Iterator[Line]:
    """Tell what was answered."""
    yield Line(f"Answer: {said(question, reply)}.", kind="alert")


def asking_lines(protocol: Protocol, one: Asking, most: int) -> Iterator[Line]:
    """Tell what was passed over and why this question comes next."""
    yield from skipped_lines(protocol, one.skipped, most)
    yield Line(_why_next(one), kind="rule")
    yield from _rules(protocol, one.hangs, UNKNOWN, RULE_WORDS[UNKNOWN], most)
    yield Line(f"What people are told: {one.question.why}", kind="aside")


def settled_lines(protocol: Protocol, one: Settled, most: int) -> Iterator[Line]:
    """Tell what an answer settled, and how far the range of rungs narrowed."""
    if not (one.holds or one.counts or one.ruled_out):
        yield Line("This answer alone settled no rule.")
    for title, standings, truth, word in (
        ("Now holds", one.holds, YES, RULE_WORDS[YES]),
        ("Now counts in doubt", one.counts, UNKNOWN, COUNTS),
        ("Now ruled out", one.ruled_out, NO, RULE_WORDS[NO]),
    ):
        if standings:
            yield Line(f"{title}: {counted(len(standings), 'rule')}", kind="rule")
            yield from _rules(protocol, standings, truth, word, most)
    yield Line(f"Still open: {counted(one.open_left, 'rule')}.")
    yield Line(_range(protocol, one), kind="alert")


def skipped_lines(protocol: Protocol, skipped: Sequence[Skipped], most: int) -> Iterator[Line]:
    """Tell which questions were passed over and why, those for one reason together."""
    for why in Why:
        some = [one.question for one in skipped if one.why is why]
        if not some:
            continue
        yield Line(f"Skipped, {_WHY[why]}: {counted(len(some), 'question')}", kind="rule")
        for question in some[:most]:
            when = f" Asked only when: {in_words(protocol, question.ask_if)}." if question.ask_if else ""
            told = when if why in (Why.NOT_FOR_THEM, Why.WAITS) else ""
            yield Line(f"- {question.ask} ({question.id}){told}", 1)
        if len(some) > most:
            yield Line(f"- and {len(some) - most} more.", 1)


def end_lines(protocol: Protocol, answers: Answers, skipped: Sequence[Skipped], most: int) -> Iterator[Line]:
    """Tell how it ended and why, and what was never asked. It gives no advice to anybody."""
    person = Person(protocol, answers)
    outcome = triage(person)
    complete = next_question(protocol, answers) is None
    if not complete:
        yield Line(NEVER_SAID, kind="alert")
    else:
        yield Line(ENDED_EARLY if any(one.why is Why.STOPPED for one in skipped) else ENDED)
    yield heading(f"{'Ends' if complete else 'So far'} at: {protocol.rung_of[outcome.rung].name}")
    for one in outcome.deciding:
        word = RULE_WORDS[YES] if one.truth is YES else COUNTS
        yield Line(f"{one.rule.title} ({one.rule.id})", 0, one.truth, word)
        behind = "; ".join(answers_behind(person, one.rule.when))
        if behind:
            yield Line(f"from these answers: {behind}", 1)
    if outcome.rung == protocol.lowest.rung:
        earned = "; ".join(answers_behind(person, protocol.lowest.only_when))
        yield Line(f"The lowest rung was earned by: {earned}." if earned else "The lowest rung was earned.")
    elif not outcome.fired and complete:
        yield Line("No rule asks for a rung, and the lowest one was not earned.")
    yield blank()
    yield from skipped_lines(protocol, skipped, most)


def ladder_lines(protocol: Protocol, now: Triage) -> Iterator[Line]:
    """Tell the ladder, most urgent first: which rungs are still possible, and which one is it now."""
    height = protocol.height
    for rung in protocol.ladder:
        possible = height[now.at_least] <= height[rung.id] <= height[now.at_most]
        here = ", now" if rung.id == now.rung else ""
        yield Line(f"{rung.name}{here}", 0, YES if possible else NO, "Possible" if possible else "Out")


def _why_next(one: Asking) -> str:
    if one.even_then:
        return "Asked next although the result is urgent already, because it can make it more urgent still:"
    if one.hangs:
        return f"Asked next: the first in the order of asking on which something hangs. Here {_hang(len(one.hangs))}:"
    if one.for_lowest:
        return "Asked next: no danger hangs on it, but the lowest result has to be earned."
    return "Asked next: later questions wait for it."


def _hang(count: int) -> str:
    return f"{counted(count, 'open rule')} {'does' if count == 1 else 'do'}"


def _rules(protocol: Protocol, standings: Iterable[Standing], truth: Truth, word: str, most: int) -> Iterator[Line]:
    """Tell rules, most urgent first, no more than ``most``."""
    some = sorted(standings, key=lambda one: -protocol.height[one.asks_for or one.rule.urgency])
    for one in some[:most]:
        rung = protocol.rung_of[one.asks_for or one.rule.urgency].name
        yield Line(f"{one.rule.title} ({one.rule.id}): {rung}", 1, truth, word)
    if len(some) > most:
        yield Line(f"and {len(some) - most} more", 1, truth, word)


def _range(protocol: Protocol, one: Settled) -> str:
    names = protocol.rung_of
    low, high = names[one.now.at_least].name, names[one.now.at_most].name
    told = f"It can only end at: {low}." if low == high else f"It can still end anywhere from {low} to {high}."
    if (one.before.at_least, one.before.at_most) == (one.now.at_least, one.now.at_most):
        return f"{told} The same as before."
    before = f"{names[one.before.at_least].name} to {names[one.before.at_most].name}"
    return f"{told} Before this answer: {before}."


_WHY = {
    Why.NOT_FOR_THEM: "not for this person",
    Why.WAITS: "they wait for an answer that was not given yet",
    Why.SETTLES_NOTHING: "nothing that matters hangs on them any more",
    Why.STOPPED: "because the result is urgent enough to stop",
}
