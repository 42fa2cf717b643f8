"""What would make a result more urgent, in words: each person's own safety net, found by the rules themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from backcheck.alternatives import Alternatives, newly_worse
from backcheck.interview import by_worry
from backcheck.newly import NewAnswer, newly_raising
from backcheck.protocol import NO_ANSWER, YES_ANSWER, Answer, Answers, Protocol
from backcheck.words import any_in_words

HISTORY = ("person", "conditions", "medicines")
"""Parts of the note that tell what a person is or has had: nothing in them starts from one day to the next."""


@dataclass(frozen=True, slots=True)
class Worsening:
    """Signs in words, any one of which raises a result to a rung, each with the new answer that it is.

    The ``further`` ones do so only with an answer to what is asked because of them, and nothing by themselves.
    """

    rung: str
    signs: Mapping[str, NewAnswer]
    further: Mapping[str, NewAnswer]


def worsening(protocol: Protocol, answers: Answers, now: str) -> tuple[Worsening, ...]:
    """Give what would raise a result above ``now``, most urgent first: every sign that can newly come, and none twice.

    First come those that are asked because of the person's own answers.
    """
    can_come = _that_come(protocol)
    changes = sorted(_once(protocol, newly_raising(protocol, answers, can_come, now)), key=_place(protocol))
    alone = {one.fact for one in changes if not _told(protocol, one)}
    plain: dict[str, dict[str, NewAnswer]] = {rung.id: {} for rung in protocol.ladder}
    further: dict[str, dict[str, NewAnswer]] = {rung.id: {} for rung in protocol.ladder}
    for one in sorted(changes, key=lambda one: -protocol.height[one.rung]):
        words, told = any_in_words(protocol, one.fact, one.answers), _told(protocol, one)
        if not told and not any(words in signs for signs in plain.values()):
            plain[one.rung][words] = one
        elif one.fact not in alone and can_come.keys() >= told.keys():
            conditions = (any_in_words(protocol, fact, values) for fact, values in told.items())
            further[one.rung][f"{words} (with: {'; '.join(conditions)})"] = one
    if not alone:
        plain, further = further, plain
    return tuple(Worsening(rung, plain[rung], further[rung]) for rung in plain if plain[rung] or further[rung])


def _once(protocol: Protocol, changes: Iterable[NewAnswer]) -> Iterator[NewAnswer]:
    """Leave out of each change, the most urgent first, the answers that raise the result further by themselves."""
    already: dict[tuple[str, Answer], str] = {}
    for one in changes:
        left = tuple(answer for answer in one.answers if already.get((one.fact, answer), one.rung) == one.rung)
        if left:
            yield replace(one, answers=left)
        if not _told(protocol, one):
            already |= {(one.fact, answer): one.rung for answer in left}


def _place(protocol: Protocol) -> Callable[[NewAnswer], tuple[bool, bool, int]]:
    """Give where a change stands: first what was asked of this person, then signs that start before what changes."""
    turn = {fact: place for place, fact in enumerate(protocol.question_of)}
    for_everybody = {fact for fact, question in protocol.question_of.items() if question.ask_if is None}
    return lambda one: (one.fact in for_everybody, one.answers != (YES_ANSWER,), turn[one.fact])


def _told(protocol: Protocol, change: NewAnswer) -> Mapping[str, Alternatives]:
    """Give the follow-ups that must be told: not that it has just begun, nor one of many choices."""
    question_of = protocol.question_of
    return {
        fact: values
        for fact, values in change.follow_ups.items()
        if values != (question_of[fact].when_new,) and (question_of[fact].kind != "choice" or len(values) == 1)
    }


def _that_come(protocol: Protocol) -> Mapping[str, None]:
    """Give the facts that can newly come, in the order of asking: no history, nothing past, no comfort that goes."""
    facts = (fact for fact in protocol.question_of if _section(protocol, fact) not in HISTORY)
    worst = ((fact, by_worry(protocol, fact)[0]) for fact in facts if newly_worse(protocol, fact, None))
    return {fact: None for fact, answer in worst if answer != NO_ANSWER}


def _section(protocol: Protocol, fact: str) -> str:
    line = protocol.line_of.get(fact)
    return line.section if line else protocol.by_id[fact].section
