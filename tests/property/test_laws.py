"""The laws of the interview, on random protocols."""

from __future__ import annotations

import random
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from backcheck.findings import Person
from backcheck.interview import at_most_more, in_force, next_question, stopped, without
from backcheck.logic import UNKNOWN, YES
from backcheck.protocol import Answer, Answers, Protocol
from backcheck.triage import above, triage
from tests.property.generated import ask_everything, everyone, people, protocols

MANY = settings(max_examples=300, deadline=None)


@st.composite
def protocol_and_person(draw: st.DrawFn) -> tuple[Protocol, Answers]:
    """Give a random protocol and somebody with answers to all of it."""
    protocol = draw(protocols())
    return protocol, draw(people(protocol))


def interview(protocol: Protocol, person: Answers, watch: Callable[[Answers], None] = lambda _: None) -> Answers:
    """Answer question after question until none is left, showing the answers so far to ``watch``."""
    answers: dict[str, Answer] = {}
    watch(answers)
    while (question := next_question(protocol, answers)) is not None:
        assert not any(fact in answers for fact in question.facts), "asked twice"
        answers |= {fact: person[fact] for fact in question.facts}
        watch(answers)
    return answers


@given(protocol_and_person())
@MANY
def test_skipping_ends_where_asking_everything_does(both: tuple[Protocol, Answers]) -> None:
    """Rung and whom to see are those of an interview that asks all that applies, unless an emergency cut it short."""
    protocol, person = both
    skipped = triage(Person(protocol, interview(protocol, person)))
    full = triage(Person(protocol, ask_everything(protocol, person)))
    if stopped(protocol, skipped):
        assert stopped(protocol, full)
    else:
        assert (skipped.rung, set(skipped.see)) == (full.rung, set(full.see))


@given(protocols())
@settings(max_examples=40, deadline=None)
def test_skipping_ends_where_asking_everything_does_for_everyone(protocol: Protocol) -> None:
    """The same, for every single person of a small protocol."""
    for person in everyone(protocol, limit=300):
        skipped = triage(Person(protocol, interview(protocol, person)))
        full = triage(Person(protocol, ask_everything(protocol, person)))
        assert stopped(protocol, skipped) == stopped(protocol, full)
        assert stopped(protocol, skipped) or (skipped.rung, set(skipped.see)) == (full.rung, set(full.see))


@given(protocol_and_person(), st.randoms(use_true_random=False))
@MANY
def test_order_of_answering_does_not_matter(both: tuple[Protocol, Answers], chance: random.Random) -> None:
    """The same answers in another order give the same outcome and the same next question."""
    protocol, person = both
    items = list(person.items())
    chance.shuffle(items)
    shuffled = dict(items)
    assert triage(Person(protocol, shuffled)) == triage(Person(protocol, person))
    assert next_question(protocol, shuffled) == next_question(protocol, person)
    assert in_force(protocol, shuffled) == in_force(protocol, person)


@given(protocol_and_person(), st.data())
@MANY
def test_going_back_and_answering_anew_equals_a_fresh_interview(
    both: tuple[Protocol, Answers], data: st.DataObject
) -> None:
    """After any number of steps back, other answers lead where a fresh interview with them leads."""
    protocol, person = both
    other = {**person, **data.draw(people(protocol))}
    asked = []
    answers: Answers = {}
    while (question := next_question(protocol, answers)) is not None:
        asked.append(question)
        answers = {**answers, **{fact: person[fact] for fact in question.facts}}
    keep = data.draw(st.integers(0, len(asked)))
    for question in reversed(asked[keep:]):
        answers = without(answers, question)
    mixed = {**other, **answers}
    resumed = dict(answers)
    while (question := next_question(protocol, resumed)) is not None:
        resumed |= {fact: mixed[fact] for fact in question.facts}
    assert resumed == interview(protocol, mixed)


@given(protocol_and_person(), st.data())
@MANY
def test_unknown_never_acts_as_no(both: tuple[Protocol, Answers], data: st.DataObject) -> None:
    """Whatever is later said about what is missing, the rung stays within the range told before."""
    protocol, person = both
    kept = data.draw(st.sets(st.sampled_from(sorted(person))))
    before = triage(Person(protocol, {fact: person[fact] for fact in kept}))
    after = triage(Person(protocol, person))
    height = protocol.height
    assert height[before.at_least] <= height[after.rung] <= height[before.at_most]


@given(protocol_and_person())
@MANY
def test_the_lowest_rung_is_earned(both: tuple[Protocol, Answers]) -> None:
    """It is reached only when its condition is yes and no rule above it is left open."""
    protocol, person = both
    answers = interview(protocol, person)
    someone = Person(protocol, answers)
    outcome = triage(someone)
    if outcome.rung == protocol.lowest.rung:
        assert someone.truth(protocol.lowest.only_when) is YES
        open_rules = [one.rule for one in outcome.standings if one.truth is UNKNOWN]
        assert not [rule for rule in open_rules if above(protocol, rule, outcome.rung)]


@given(protocol_and_person())
@MANY
def test_at_most_more_is_never_too_low_and_never_rises(both: tuple[Protocol, Answers]) -> None:
    """What is promised at each question covers what is asked after it, and the promise only shrinks."""
    protocol, person = both
    promised: list[int] = []
    interview(protocol, person, lambda answers: promised.append(at_most_more(protocol, answers)))
    left = list(range(len(promised) - 1, -1, -1))
    assert all(more >= really for more, really in zip(promised, left, strict=True))
    assert promised == sorted(promised, reverse=True)


@given(protocol_and_person())
@MANY
def test_answers_of_a_branch_not_taken_do_not_count(both: tuple[Protocol, Answers]) -> None:
    """Dropping every answer that is not in force changes nothing."""
    protocol, person = both
    assert triage(Person(protocol, in_force(protocol, person))) == triage(Person(protocol, person))
