"""The smallest changes, compared with trying everything, on random protocols."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backcheck.alternatives import every_answer
from backcheck.changes import MOST_FOLLOW_UPS, Change, holding, lowering, raising
from backcheck.condition import Compared, Condition, Fact
from backcheck.doubt import stands
from backcheck.findings import Person
from backcheck.interview import in_force
from backcheck.logic import YES
from backcheck.protocol import PREFER_NOT, Answer, Answers, Protocol
from backcheck.teach.cases import person_of_case, walk
from backcheck.triage import triage
from tests import shipped
from tests.property.generated import people, protocols
from tests.verify import small

Assigned = frozenset[tuple[str, Answer]]
SOME = settings(max_examples=60, deadline=None)


@st.composite
def protocol_and_answers(draw: st.DrawFn) -> tuple[Protocol, Answers]:
    """Give a random protocol and somebody's answers, often not to all of it."""
    protocol = draw(protocols())
    person = draw(people(protocol))
    asked = [question.id for question in protocol.questions]
    kept = draw(st.one_of(st.just(set(asked)), st.sets(st.sampled_from(asked))))
    return protocol, {fact: one for fact, one in person.items() if protocol.question_of[fact].id in kept}


def roots(protocol: Protocol, answers: Answers) -> list[str]:
    """Give the facts whose questions are for the person."""
    person = Person(protocol, answers)
    return [fact for fact, question in protocol.question_of.items() if person.applies(question) is YES]


def assigned(protocol: Protocol, answers: Answers, facts: Iterable[str], size: int) -> Iterator[Assigned]:
    """Give every way to answer ``size`` of the facts otherwise; one way of being unsure stands for both."""
    for some in itertools.combinations(facts, size):
        rows = ([one for one in every_answer(protocol.question_of[f]) if one != PREFER_NOT] for f in some)
        for row in itertools.product(*rows):
            if all(answers.get(fact) != answer for fact, answer in zip(some, row, strict=True)):
                yield frozenset(zip(some, row, strict=True))


def outcome(protocol: Protocol, answers: Answers, changed: Assigned) -> tuple[str, frozenset[str]]:
    """Give the least it can still become, and the rules that ask for that."""
    after = triage(Person(protocol, {**answers, **dict(changed)}))
    return after.at_least, frozenset(
        one.rule.id for one in after.standings if after.fired and one.asks_for == after.fired
    )


def everything_that_raises(
    protocol: Protocol, answers: Answers, size: int
) -> dict[tuple[Assigned, str], frozenset[str]]:
    """Try all changes of this size with all follow-ups, and keep those that fewer follow-ups do not match."""
    height, now = protocol.height, triage(Person(protocol, answers)).rung
    open_now = roots(protocol, answers)
    kept: dict[tuple[Assigned, str], frozenset[str]] = {}
    for change in assigned(protocol, answers, open_now, size):
        tried: dict[Assigned, str] = {}
        later = [fact for fact in protocol.question_of if fact not in open_now]
        for more in range(MOST_FOLLOW_UPS + 1):
            for follow_ups in assigned(protocol, answers, later, more):
                rung, rules = outcome(protocol, answers, change | follow_ups)
                tried[follow_ups] = rung
                fewer = [height[tried[less]] for less in tried if less < follow_ups]
                if height[rung] > max([height[now], *fewer]):
                    kept[change | follow_ups, rung] = rules
    return kept


def spelt_out(changes: Iterable[Change]) -> dict[tuple[Assigned, str], frozenset[str]]:
    """Give every single way of making the changes."""
    told: dict[tuple[Assigned, str], frozenset[str]] = {}
    for one in changes:
        for row in itertools.product(*one.facts.values()):
            if PREFER_NOT not in row:
                way = frozenset(zip(one.facts, row, strict=True)), one.rung
                assert way not in told, "told twice"
                told[way] = frozenset(one.rules)
    return told


@given(protocol_and_answers())
@SOME
def test_what_raises_is_what_trying_everything_finds(both: tuple[Protocol, Answers]) -> None:
    """The smallest changes that raise are exactly those found by brute force, with their rungs and rules."""
    protocol, answers = both
    answers = in_force(protocol, answers)
    for size in (1, 2):
        expected = everything_that_raises(protocol, answers, size)
        assert spelt_out(raising(protocol, answers, most=size)) == expected
        if expected:
            return


@given(protocol_and_answers())
@settings(max_examples=150, deadline=None)
def test_what_lowers_is_what_trying_everything_finds(both: tuple[Protocol, Answers]) -> None:
    """The smallest changes that lower are exactly those found by brute force, with the rung they can end at."""
    protocol, answers = both
    answers = in_force(protocol, answers)
    height, now = protocol.height, triage(Person(protocol, answers)).at_least
    for size in (1, 2):
        tried = {
            one: outcome(protocol, answers, one) for one in assigned(protocol, answers, roots(protocol, answers), size)
        }
        expected = {(one, rung): rules for one, (rung, rules) in tried.items() if height[rung] < height[now]}
        assert spelt_out(lowering(protocol, answers, most=size)) == expected
        if expected:
            return


def asked_of_the_young_and_the_old() -> tuple[Protocol, Answers]:
    """Give a protocol whose two signs are asked below 20 and above 60 only, and a child who has both."""
    both_ends = small.any_of(Compared("age", "<", 20), Compared("age", ">", 60))
    questions = (
        small.number("age", 99, worse="neither"),
        small.yes_no("sign", ask_if=both_ends),
        small.yes_no("other", ask_if=both_ends),
        small.choice("pain", "constant", "muscle"),
    )
    rules = (small.rule("one", Fact("sign"), "today", "today"), small.rule("two", Fact("other"), "today", "today"))
    protocol = small.small(questions=questions, rules=rules, floors=(), items=(), personal={})
    return protocol, {"age": 10, "sign": "yes", "other": "yes", "pain": "muscle"}


@given(protocol_and_answers())
@example(asked_of_the_young_and_the_old())
@settings(max_examples=150, deadline=None)
def test_a_result_that_stands_has_no_single_change_that_lowers_it(both: tuple[Protocol, Answers]) -> None:
    """What a result says of itself ("even if any one answer were mistaken") agrees with the search."""
    protocol, answers = both
    answers = in_force(protocol, answers)
    person = Person(protocol, answers)
    if stands(person, triage(person)):
        assert not lowering(protocol, answers, most=1)


@given(protocol_and_answers())
@SOME
def test_what_makes_a_rule_hold_is_what_trying_everything_finds(both: tuple[Protocol, Answers]) -> None:
    """The smallest changes after which a rule holds, of these those with the fewest follow-ups, as by brute force."""
    protocol, answers = both
    answers = in_force(protocol, answers)
    rule = protocol.rules[0]
    if Person(protocol, answers).truth(rule.when) is YES:
        assert not holding(protocol, answers, rule.id)
        return
    open_now = roots(protocol, answers)
    later = [fact for fact in protocol.question_of if fact not in open_now]
    for size, more in itertools.product((1, 2), (0, 1)):
        ways = itertools.product(assigned(protocol, answers, open_now, size), assigned(protocol, answers, later, more))
        changed = (change | follow_ups for change, follow_ups in ways)
        expected = {one for one in changed if _holds(protocol, {**answers, **dict(one)}, rule.when)}
        found = holding(protocol, answers, rule.id, most=size, follow_ups=more)
        assert {way for way, _ in spelt_out(found) if len(way) == size + more} == expected
        if expected:
            return


def _holds(protocol: Protocol, answers: Answers, condition: Condition) -> bool:
    return Person(protocol, answers).truth(condition) is YES


@pytest.mark.parametrize("rung", ["emergency_department", "today", "routine", "self_care"])
def test_on_ours_too(rung: str) -> None:
    """Of our own protocol, every single other answer was tried, and every change told leads where it says."""
    protocol = shipped.protocol()
    case = next(case for case in shipped.cases() if case.expect == rung)
    answers = in_force(protocol, walk(protocol, person_of_case(protocol, case)).answers)
    now = triage(Person(protocol, answers))
    height, single = protocol.height, assigned(protocol, answers, roots(protocol, answers), 1)
    tried = {one: outcome(protocol, answers, one) for one in single}
    up = {(one, to): rules for one, (to, rules) in tried.items() if height[to] > height[now.rung]}
    down = {(one, to): rules for one, (to, rules) in tried.items() if height[to] < height[now.at_least]}
    assert spelt_out(raising(protocol, answers, most=1, follow_ups=0)) == up
    assert spelt_out(lowering(protocol, answers, most=1)) == down
    for change in raising(protocol, answers):
        assert outcome(protocol, change.applied(answers), frozenset()) == (change.rung, frozenset(change.rules))
