"""What would make a result more urgent, in words: each person's own safety net, found by the rules themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from backcheck.alternatives import Alternatives
from backcheck.changes import Change, raising
from backcheck.protocol import NO_ANSWER, YES_ANSWER, Answers, Protocol
from backcheck.words import answer_in_words, name_of, value_in_words

MOST_OF_ONE_RUNG = 8
MOST_RUNGS = 3
HISTORY = ("person", "conditions", "medicines")
"""Parts of the note that tell what a person is or has had: nothing in them starts from one day to the next."""


@dataclass(frozen=True, slots=True)
class Worsening:
    """New facts, in words, any one of which raises a result to a rung."""

    rung: str
    signs: tuple[str, ...]


def worsening(protocol: Protocol, answers: Answers) -> tuple[Worsening, ...]:
    """Give what would raise the result, most urgent first: of each rung the plainest signs, in the order of asking.

    Only what can newly come, and nothing twice. This is a search; it can take some tenths of a second.
    """
    found: dict[str, dict[str, Change]] = {}
    for change in raising(protocol, answers, most=1, newly=True):
        (fact,) = change.answers
        if _section(protocol, fact) in HISTORY or change.answers[fact] == (NO_ANSWER,):
            continue
        kept = found.setdefault(change.rung, {})
        if fact not in kept or len(_told(protocol, change)) < len(_told(protocol, kept[fact])):
            kept[fact] = change
    told: list[Worsening] = []
    for rung in sorted(found, key=protocol.height.__getitem__, reverse=True)[:MOST_RUNGS]:
        already = {sign for one in told for sign in one.signs}
        told.append(Worsening(rung, tuple(_plainest(protocol, found[rung], already))))
    return tuple(one for one in told if one.signs)


def _plainest(protocol: Protocol, changes: Mapping[str, Change], already: Collection[str]) -> Iterator[str]:
    """Give the words of the changes that need the fewest, signs that start before answers that change."""
    place = {fact: turn for turn, fact in enumerate(protocol.question_of)}

    def plain(fact: str) -> tuple[int, bool, int]:
        return len(_told(protocol, changes[fact])), changes[fact].answers[fact] != (YES_ANSWER,), place[fact]

    words = {fact: _sign(protocol, changes[fact], fact) for fact in changes}
    # What has to be told with conditions stands only where nothing plain would raise it so far.
    fewest = min(plain(fact)[0] for fact in changes)
    told = [fact for fact in sorted(changes, key=plain) if plain(fact)[0] == fewest]
    chosen = [fact for fact in told if words[fact] not in already][:MOST_OF_ONE_RUNG]
    yield from (words[fact] for fact in sorted(chosen, key=lambda fact: plain(fact)[1:]))


def _sign(protocol: Protocol, change: Change, fact: str) -> str:
    words = _words(protocol, fact, change.answers[fact])
    told = [_words(protocol, name, values) for name, values in _told(protocol, change).items()]
    return f"{words} (with: {'; '.join(told)})" if told else words


def _told(protocol: Protocol, change: Change) -> Mapping[str, Alternatives]:
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


def _section(protocol: Protocol, fact: str) -> str:
    line = protocol.line_of.get(fact)
    return line.section if line else protocol.by_id[fact].section
