"""What would make a result more urgent, in words: each person's own safety net, found by the rules themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby, islice

from backcheck.alternatives import Alternatives
from backcheck.interview import by_worry
from backcheck.newly import NewAnswer, newly_raising
from backcheck.protocol import NO_ANSWER, YES_ANSWER, Answers, Protocol
from backcheck.words import answer_in_words, name_of, value_in_words

MOST_OF_ONE_RUNG = 8
MOST_RUNGS = 3
HISTORY = ("person", "conditions", "medicines")
"""Parts of the note that tell what a person is or has had: nothing in them starts from one day to the next."""


@dataclass(frozen=True, slots=True)
class Worsening:
    """Signs in words, any one of which raises a result to a rung, each with the new answer that it is."""

    rung: str
    signs: Mapping[str, NewAnswer]


def worsening(protocol: Protocol, answers: Answers, now: str) -> tuple[Worsening, ...]:
    """Give what would raise a result above ``now``, most urgent first: of each rung the plainest signs.

    Only what can newly come, in the order of asking, and nothing twice.
    """
    told: list[Worsening] = []
    by_rung = groupby(newly_raising(protocol, answers, _that_come(protocol), now), key=lambda one: one.rung)
    for rung, found in islice(by_rung, MOST_RUNGS):
        plainest: dict[str, NewAnswer] = {}
        for one in sorted(found, key=lambda one: len(_told(protocol, one))):
            plainest.setdefault(one.fact, one)
        already = {sign for one in told for sign in one.signs}
        told.append(Worsening(rung, _plainest(protocol, plainest, already)))
    return tuple(one for one in told if one.signs)


def _plainest(
    protocol: Protocol, changes: Mapping[str, NewAnswer], already: Collection[str]
) -> Mapping[str, NewAnswer]:
    """Give the changes that need the fewest words, signs that start before answers that change."""
    place = {fact: turn for turn, fact in enumerate(protocol.question_of)}

    def plain(one: NewAnswer) -> tuple[int, bool, int]:
        return len(_told(protocol, one)), one.answers != (YES_ANSWER,), place[one.fact]

    in_order = sorted(changes.values(), key=plain)
    # What has to be told with conditions stands only where nothing plain would raise it so far.
    fewest = plain(in_order[0])[0]
    signs = {_sign(protocol, one): one for one in in_order if plain(one)[0] == fewest}
    return dict(islice(((sign, one) for sign, one in signs.items() if sign not in already), MOST_OF_ONE_RUNG))


def _sign(protocol: Protocol, change: NewAnswer) -> str:
    words = _words(protocol, change.fact, change.answers)
    told = [_words(protocol, fact, values) for fact, values in _told(protocol, change).items()]
    return f"{words} (with: {'; '.join(told)})" if told else words


def _told(protocol: Protocol, change: NewAnswer) -> Mapping[str, Alternatives]:
    """Give the follow-ups that must be told; one of many choices says no more than that the sign is new."""
    kind_of = {fact: protocol.question_of[fact].kind for fact in change.follow_ups}
    return {fact: values for fact, values in change.follow_ups.items() if kind_of[fact] != "choice" or len(values) == 1}


def _words(protocol: Protocol, fact: str, values: Alternatives) -> str:
    question = protocol.question_of[fact]
    if question.kind == "number":
        numbers = sorted(int(value) for value in values)
        up, down = numbers[-1] == question.highest, numbers[0] == question.lowest
        said = f"{numbers[0]} or more" if up else f"{numbers[-1]} or less" if down else f"{numbers[0]} to {numbers[-1]}"
        return f"{name_of(protocol, fact)}: {said}"
    if len(values) == 1:
        return answer_in_words(protocol, fact, values[0])
    return f"{name_of(protocol, fact)}: {' or '.join(value_in_words(question, value) for value in values)}"


def _that_come(protocol: Protocol) -> list[str]:
    """Give the facts that can newly come, in the order of asking: no history, and no comfort that goes."""
    facts = (fact for fact in protocol.question_of if _section(protocol, fact) not in HISTORY)
    return [fact for fact in facts if by_worry(protocol, fact)[0] != NO_ANSWER]


def _section(protocol: Protocol, fact: str) -> str:
    line = protocol.line_of.get(fact)
    return line.section if line else protocol.by_id[fact].section
