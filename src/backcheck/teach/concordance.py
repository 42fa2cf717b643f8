"""A script concordance exercise: does a new finding make a danger more or less likely? The key comes from the rules.

A real script concordance test gives each answer the share of a panel of clinicians who chose it (Charlin and others,
Teach Learn Med 2000;12:189-195; how to write one: Fournier and others, BMC Med Inform Decis Mak 2008;8:18). Here there
is no panel: the key says how the finding moves the rules of one danger, and nothing about how clinicians weigh it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from backcheck.condition import (
    AtLeast,
    Compared,
    Condition,
    Look,
    Named,
    Not,
    facts_of,
    leaves,
    open_leaves,
    truth,
)
from backcheck.findings import Person
from backcheck.interview import by_worry
from backcheck.logic import NO, UNKNOWN, YES, Truth
from backcheck.protocol import UNSURE_ANSWERS, Answer, Answers, Protocol, Rule

SCALE: Mapping[int, str] = {
    -2: "much less likely, or ruled out",
    -1: "less likely",
    0: "neither more nor less likely",
    1: "more likely",
    2: "much more likely: enough to act on",
}
ITEMS = 5
MOST_DANGERS = 14
MOST_UNRELATED = 3
NEAR = 0.5
"""The credit for the neighbour of the key on its own side of 0."""


@dataclass(frozen=True, slots=True)
class Item:
    """You think of ``danger``; then you learn that ``fact`` is ``answer``. ``key`` is from -2 to 2, with the reason."""

    danger: str
    rules: tuple[Rule, ...]
    fact: str
    answer: Answer
    key: int
    reason: str


def items(protocol: Protocol, known: Answers, chance: random.Random) -> tuple[Item, ...]:
    """Give a few items on a person of whom some answers are known, with keys as different as there are."""
    person = Person(protocol, known)
    dangers = [rules for rules in _dangers(protocol).values() if _is_open(person, rules)]
    _shuffle(dangers, chance)
    # A danger that is one answer by another name asks nothing of a learner: only where there is no other.
    dangers.sort(key=lambda rules: all(len(list(leaves(rule.when))) == 1 for rule in rules))
    by_key: dict[int, list[Item]] = {key: [] for key in SCALE}
    for rules in dangers[:MOST_DANGERS]:
        for fact, answer in _findings(protocol, person, rules, chance):
            item = keyed(protocol, known, rules, fact, answer)
            by_key[item.key].append(item)
    return tuple(_mixed(by_key, chance))


def keyed(protocol: Protocol, known: Answers, rules: Sequence[Rule], fact: str, answer: Answer) -> Item:
    """Give one item with its key: how one more answer moves the rules of a danger.

    2 when a rule then holds, -2 when none can hold any more; 1 when fewer further answers would do; -1 when more are
    needed, or as many and there are fewer ways; else 0.
    """
    whole = AtLeast(1, tuple(rule.when for rule in rules))
    before, after = Person(protocol, known), Person(protocol, {**known, fact: answer})
    key, reason = _key(whole, before.look, after.look)
    if key == max(SCALE):
        rule = next(rule for rule in rules if after.truth(rule.when) is YES)
        reason = f"{reason} It asks for: {protocol.rung_of[rule.urgency].name}."
    return Item(rules[0].title, tuple(rules), fact, answer, key, reason)


def credit(item: Item, given: int) -> float:
    """Give 1 for the key, half for its neighbour on the same side of 0, else nothing."""
    if given == item.key:
        return 1.0
    return NEAR if abs(given - item.key) == 1 and given * item.key > 0 else 0.0


def needed(condition: Condition, look: Look, wanted: Truth = YES) -> float:
    """Give the fewest further answers that could make a condition ``wanted``, infinite where none can."""
    now = truth(condition, look)
    if now is not UNKNOWN:
        return 0 if now is wanted else inf
    if isinstance(condition, AtLeast):
        size = condition.wanted if wanted is YES else len(condition.parts) - condition.wanted + 1
        return sum(sorted(needed(part, look, wanted) for part in condition.parts)[:size])
    if isinstance(condition, Not):
        return needed(condition.part, look, ~wanted)
    return needed(condition.when, look, wanted) if isinstance(condition, Named) else 1


def _key(whole: Condition, before: Look, after: Look) -> tuple[int, str]:
    now = truth(whole, after)
    if now is YES:
        return 2, "With it a rule holds."
    if now is NO:
        return -2, "With it no rule of this danger can hold any more."
    needs, still = needed(whole, before), needed(whole, after)
    if still < needs:
        return 1, f"A rule would hold after {_more(still)}; before, it wanted {needs:g}."
    ways, left = (
        len({fact for leaf in open_leaves(whole, look) for fact in facts_of(leaf)}) for look in (before, after)
    )
    if still > needs:
        return -1, f"A rule now wants {_more(still)}; before, it wanted {needs:g}."
    if left < ways:
        return -1, f"There are fewer ways for a rule to hold: {left} answers still count, before it was {ways}."
    return 0, "It brings no rule of this danger nearer, and takes no way to one."


def _more(count: float) -> str:
    return "1 more answer" if count == 1 else f"{count:g} more answers"


def _dangers(protocol: Protocol) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in protocol.rules:
        if protocol.height[rule.urgency] > protocol.height[protocol.lowest.otherwise]:
            found.setdefault(rule.concern, []).append(rule)
    return found


def _is_open(person: Person, rules: Sequence[Rule]) -> bool:
    return person.truth(AtLeast(1, tuple(rule.when for rule in rules))) is UNKNOWN


def _findings(
    protocol: Protocol, person: Person, rules: Sequence[Rule], chance: random.Random
) -> Iterator[tuple[str, Answer]]:
    """Give new findings to try: every answer the rules look at, and some that they do not."""
    looked_at = dict.fromkeys(fact for rule in rules for leaf in leaves(rule.when) for fact in facts_of(leaf))
    for fact in looked_at:
        if _can_be_new(protocol, person, fact):
            yield from ((fact, answer) for answer in _answers_to(protocol, rules, fact))
    others = [fact for fact in protocol.question_of if fact not in looked_at and _can_be_new(protocol, person, fact)]
    _shuffle(others, chance)
    yield from ((fact, by_worry(protocol, fact)[0]) for fact in others[:MOST_UNRELATED])


def _can_be_new(protocol: Protocol, person: Person, fact: str) -> bool:
    return fact not in person.answers and person.applies(protocol.question_of[fact]) is YES


def _answers_to(protocol: Protocol, rules: Sequence[Rule], fact: str) -> list[Answer]:
    """Give the definite answers to a fact, of a number those right at the rules' thresholds."""
    question = protocol.question_of[fact]
    if question.kind != "number":
        return [answer for answer in by_worry(protocol, fact) if answer not in UNSURE_ANSWERS]
    compared = (leaf for rule in rules for leaf in leaves(rule.when) if isinstance(leaf, Compared))
    near = {leaf.number + step for leaf in compared if leaf.question == fact for step in (-1, 0, 1)}
    return sorted(number for number in near if question.lowest <= number <= question.highest)


def _mixed(by_key: Mapping[int, list[Item]], chance: random.Random) -> Iterator[Item]:
    """Give items of all keys in turn, each danger and fact once while there are others."""
    for some in by_key.values():
        _shuffle(some, chance)
    given = 0
    used: set[str] = set()
    while given < ITEMS and any(by_key.values()):
        keys = [key for key, some in by_key.items() if some]
        _shuffle(keys, chance)
        for key in keys[: ITEMS - given]:
            fresh = [one for one in by_key[key] if one.danger not in used and one.fact not in used]
            item = (fresh or by_key[key])[0]
            by_key[key].remove(item)
            used |= {item.danger, item.fact}
            given += 1
            yield item


def _shuffle(some: list, chance: random.Random) -> None:  # type: ignore[type-arg]  # of anything
    """Shuffle with nothing but ``random``, whose stream Python promises to keep."""
    for place in range(len(some) - 1, 0, -1):
        other = int(chance.random() * (place + 1))
        some[place], some[other] = some[other], some[place]
