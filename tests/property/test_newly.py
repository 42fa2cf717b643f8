"""What newly raises a result, worked out for all answers at once, compared with trying one by one."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from backcheck.alternatives import every_answer, newly_worse
from backcheck.condition import AtLeast, Condition, Fact, Named, Not, facts_of
from backcheck.findings import Person
from backcheck.interview import by_worry, in_force
from backcheck.logic import NO, YES
from backcheck.newly import newly_raising
from backcheck.protocol import UNSURE_ANSWERS, Answer, Answers, Protocol
from backcheck.triage import triage
from backcheck.words import any_in_words
from backcheck.worsening import HISTORY, worsening
from tests import shipped
from tests.property.test_changes import Assigned, outcome, protocol_and_answers, roots


def named(condition: Condition | None) -> set[str]:
    """Give the facts that a condition names itself."""
    if isinstance(condition, AtLeast):
        return {fact for part in condition.parts for fact in named(part)}
    return set() if condition is None or isinstance(condition, Named | Not) else set(facts_of(condition))


def goes_with(protocol: Protocol, fact: str) -> str:
    """Give the fact without which another cannot be so."""
    line = protocol.line_of.get(fact)
    return line.goes_with if line else protocol.question_of[fact].goes_with


def just_begun(protocol: Protocol, answers: Answers, new: Answers) -> Answers:
    """Give a new answer with the questions about when it began answered as of something that has just begun."""
    after, more = Person(protocol, {**answers, **new}), {}
    for question in protocol.questions:
        if question.when_new and named(question.ask_if) & set(new) and after.applies(question) is YES:
            order, given = by_worry(protocol, question.id), answers.get(question.id)
            if given is None or order.index(question.when_new) < order.index(given):
                more[question.id] = question.when_new
    return {**new, **more}


def follow_ups(protocol: Protocol, answers: Answers, fact: str, new: Answers) -> Iterator[tuple[str, Answer]]:
    """Give each answer to what a new answer opens, or asks again because of it."""
    before, after = Person(protocol, answers), Person(protocol, {**answers, **new})
    for question in protocol.questions:
        asked, anew = before.applies(question) is YES, fact in named(question.ask_if)
        if after.applies(question) is not YES or (asked and (question.kind == "checklist" or not anew)):
            continue
        for one in question.facts:
            premise = goes_with(protocol, one)
            if asked or (question.when_new and anew):
                yield from ((one, answer) for answer in newly_worse(protocol, one, answers.get(one)))
            elif not premise or after.truth(Fact(premise)) is not NO:
                yield from ((one, answer) for answer in every_answer(question) if answer not in UNSURE_ANSWERS)


def newly(protocol: Protocol, answers: Answers) -> set[tuple[Assigned, str]]:
    """Give, one by one, each worse answer that raises, and each follow-up with which it raises further."""
    person, height, found = Person(protocol, answers), protocol.height, set()
    for fact in roots(protocol, answers):
        for answer in newly_worse(protocol, fact, answers.get(fact)):
            new = just_begun(protocol, answers, {fact: answer})
            rung = outcome(protocol, answers, frozenset(new.items()))[0]
            least = max(height[rung], height[triage(person).rung])
            found |= {(frozenset(new.items()), rung)} if height[rung] == least > height[triage(person).rung] else set()
            for further, to_that in follow_ups(protocol, answers, fact, new):
                way = frozenset({**new, further: to_that}.items())
                higher = outcome(protocol, answers, way)[0]
                found |= {(way, higher)} if height[higher] > least else set()
    return found


def agrees(protocol: Protocol, answers: Answers) -> set[str]:
    """Hold what newly raises, worked out for every answer at once, to the search one by one; give the rungs reached."""
    quick = list(newly_raising(protocol, answers, protocol.question_of, triage(Person(protocol, answers)).rung))
    height = [protocol.height[one.rung] for one in quick]
    assert height == sorted(height, reverse=True)
    ways = [
        (frozenset(zip((one.fact, *one.follow_ups), row, strict=True)), one.rung)
        for one in quick
        for row in itertools.product(one.answers, *one.follow_ups.values())
    ]
    assert len(ways) == len(set(ways)), "told twice"
    assert set(ways) == newly(protocol, answers)
    return {one.rung for one in quick}


@given(protocol_and_answers())
@settings(max_examples=200, deadline=None)
def test_all_at_once_gives_what_the_search_finds(both: tuple[Protocol, Answers]) -> None:
    """On random protocols: the table of all new answers says what the search says of each."""
    protocol, answers = both
    agrees(protocol, in_force(protocol, answers))


def test_all_at_once_on_ours_too() -> None:
    """For people of our own protocol, with and without doubts: every rung above theirs is reached by somebody."""
    protocol = shipped.protocol()
    reached: set[str] = set()
    for number, case in enumerate(shipped.cases()[::56]):
        answers = dict(shipped.person(**case.answers))
        for fact in list(answers)[number % 7 :: 7] if number % 2 == 0 else ():
            answers[fact] = "not sure"
        reached |= agrees(protocol, in_force(protocol, answers))
    assert reached == {rung.id for rung in protocol.ladder} - {protocol.lowest.rung}


# When a sign is new, this is so of it: the words of the questions themselves, held against the fields that tell it.
NERVES = ("both_legs", "unsteady", "numb_saddle", "pee_or_poo", "one_limb", "both_hands", "band")
NEW_SIGNS = {
    "nerve_when": (NERVES, ("last_2_days",), ("last_2_days", "growing", "last_day_cannot_stand")),
    "chest_when": (("breathless", "sweaty_or_faint", "chest_pressure"), ("last_day",), ("last_day",)),
}
OLD: tuple[dict[str, str | int], ...] = (
    {},
    {"both_legs": "yes", "nerve_when": "older_checked"},
    {"band": "yes", "nerve_when": "older_checked"},
    {"one_limb": "yes", "nerve_when": "months_3_checked"},
    {"breathless": "yes", "movement": "a_little", "chest_when": "older"},
    {"sweaty_or_faint": "yes", "movement": "not_at_all", "chest_when": "last_3_days"},
    {"pregnant_or_birth": "yes", "age": 30},
)


def somebody(number: int) -> Answers:
    """Give a person of the cases with an old sign, and a few answers that are not known."""
    chance = random.Random(number)  # noqa: S311  no secret: a person is to be had again
    cases = shipped.cases()
    answers = dict(shipped.person(**{**cases[chance.randrange(len(cases))].answers, **OLD[number % len(OLD)]}))
    for fact in chance.sample(sorted(answers), 3) if number % 3 == 0 else ():
        answers[fact] = "not sure"
    return in_force(shipped.protocol(), answers)


def rungs_of_a_new_sign(protocol: Protocol, answers: Answers, fact: str) -> tuple[int, int]:
    """Give how high it leads that a sign comes, told as new, and told as the worst that it can be when it is new."""
    ways: list[list[Answers]] = [[{}], [{}]]
    for when, (signs, recent, honest) in NEW_SIGNS.items():
        order, told = by_worry(protocol, when), answers.get(when, "")
        if fact in signs:
            for place, choices in enumerate((recent, honest)):
                newer = (one for one in choices if not told or order.index(one) < order.index(told))
                ways[place] = [{when: one} for one in newer] or [{}]
    height = protocol.height
    first, worst = (
        max(height[triage(Person(protocol, {**answers, fact: "yes", **way})).at_least] for way in some) for some in ways
    )
    return first, max(first, worst)


@pytest.mark.parametrize("number", range(21))
def test_a_sign_is_told_under_the_rung_that_it_leads_to(number: int) -> None:
    """Of every sign that the person has not: as new as it would be, the plain rules end where the result tells it."""
    protocol, answers = shipped.protocol(), somebody(number)
    now = protocol.height[triage(Person(protocol, answers)).rung]
    told = {
        new.fact: (protocol.height[one.rung], words)
        for one in worsening(protocol, answers, triage(Person(protocol, answers)).rung)
        for words, new in one.signs.items()
        if new.answers == ("yes",)
    }
    said = {words: height for height, words in told.values()}
    for fact in roots(protocol, answers):
        line, question = protocol.line_of.get(fact), protocol.question_of[fact]
        one = line or question
        if answers.get(fact) == "yes" or one.worse != "yes" or one.section in HISTORY or not one.comes:
            continue
        premise = protocol.line_of.get(one.goes_with)
        if premise and premise.section in HISTORY and answers.get(premise.id, "no") == "no":
            continue
        least, most = rungs_of_a_new_sign(protocol, answers, fact)
        height = told.get(fact, (0, ""))[0]
        same_words = said.get(any_in_words(protocol, fact, ("yes",)), 0)
        assert least <= now or max(height, same_words) >= least, fact
        assert not height or now < height <= most, fact
