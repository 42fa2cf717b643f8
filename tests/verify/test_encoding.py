"""The circuit says of everybody what the engine says."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backcheck.findings import Person
from backcheck.interview import next_question, wanted_questions
from backcheck.logic import NO, UNKNOWN, YES
from backcheck.protocol import NOT_SURE, PREFER_NOT, Answers, Protocol
from backcheck.reading import read_shipped
from backcheck.triage import triage
from backcheck.verify.encoding import People, complete, partial
from backcheck.verify.options import Options
from backcheck.verify.turns import Interview, Moment
from tests.property.generated import everyone, people, protocols
from tests.verify.bits import Told, crowd, told

SHIPPED = read_shipped()


def agrees(protocol: Protocol, crowd_: People, is_true: Told, place: int, answers: Answers) -> None:
    """Compare every question, every rule and the rung of one person."""
    person = Person(protocol, answers)
    for question in protocol.questions:
        yes, no, waits = (is_true(one, place) for one in crowd_.applies(question))
        assert (yes, no, waits) == tuple(person.applies(question) is one for one in (YES, NO, UNKNOWN)), question.id
    for rule in protocol.rules:
        truth, unsure = person.truth(rule.when), person.only_unsure(rule.when)
        expected = (truth is YES, truth is NO, truth is UNKNOWN and not unsure)
        assert tuple(is_true(one, place) for one in crowd_.rails(rule.when)) == expected, rule.id
    height = protocol.height[triage(person).rung]
    assert [is_true(crowd_.ends_at(one), place) for one in range(len(protocol.ladder))] == [
        one <= height for one in range(len(protocol.ladder))
    ]


def encode(protocol: Protocol, crowd_: People) -> None:
    """Make every gate that is compared, so that they are there when all are worked out."""
    for question in protocol.questions:
        crowd_.applies(question)
    for rule in protocol.rules:
        crowd_.rails(rule.when)
    for height in range(len(protocol.ladder)):
        crowd_.ends_at(height)


@given(protocols())
@settings(max_examples=60, deadline=None)
def test_complete_answers_stand_as_in_the_engine_for_everyone(protocol: Protocol) -> None:
    """Questions, rules and rung agree for every person of a small protocol."""
    options = Options(protocol)
    rows = list(everyone(protocol, limit=400))
    circuit, crowd_ = crowd(protocol, options, complete)
    encode(protocol, crowd_)
    is_true = told(circuit, crowd_, options, rows)
    for place, answers in enumerate(rows):
        agrees(protocol, crowd_, is_true, place, answers)


@given(protocols(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_answers_that_are_missing_stand_as_in_the_engine(protocol: Protocol, chance: random.Random) -> None:
    """Also when any of the answers are left out, rules hang on what is missing just as the engine says."""
    options = Options(protocol)
    rows = [{fact: one for fact, one in row.items() if chance.random() < 0.6} for row in everyone(protocol, limit=300)]
    circuit, crowd_ = crowd(protocol, options, partial)
    encode(protocol, crowd_)
    is_true = told(circuit, crowd_, options, rows)
    for place, answers in enumerate(rows):
        agrees(protocol, crowd_, is_true, place, answers)


@given(protocols(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_what_can_be_asked_is_what_the_engine_would_ask(protocol: Protocol, chance: random.Random) -> None:
    """For any answers so far, the questions that are open and matter are the same."""
    options = Options(protocol)
    rows = [{fact: one for fact, one in row.items() if chance.random() < 0.5} for row in everyone(protocol, limit=200)]
    circuit, crowd_ = crowd(protocol, options, partial)
    moment = Moment(crowd_)
    askable = {question.id: moment.askable(question) for question in protocol.questions}
    is_true = told(circuit, crowd_, options, rows)
    for place, answers in enumerate(rows):
        person = Person(protocol, answers)
        wanted = wanted_questions(person, triage(person))
        expected = {name for name, question in wanted.items() if person.applies(question) is YES}
        assert {name for name, literal in askable.items() if is_true(literal, place)} == expected


def asked_by_the_engine(protocol: Protocol, person: Answers) -> Iterator[str]:
    """Give the questions of the real interview, one after the other."""
    answers: Answers = {}
    while (question := next_question(protocol, answers)) is not None:
        yield question.id
        answers = {**answers, **{fact: person[fact] for fact in question.facts}}


@given(protocols())
@settings(max_examples=150, deadline=None)
def test_every_interview_asks_what_the_engine_asks(protocol: Protocol) -> None:
    """The same questions, in the protocol's order, after the stop too, for every person of a small protocol."""
    options = Options(protocol)
    rows = list(everyone(protocol, limit=300))
    circuit, crowd_ = crowd(protocol, options, complete)
    interview = Interview(crowd_)
    is_true = told(circuit, crowd_, options, rows)
    for place, person in enumerate(rows):
        asked = [name for name, literal in interview.asked.items() if is_true(literal, place)]
        assert asked == list(asked_by_the_engine(protocol, person))


def somebody(options: Options, chance: random.Random, quiet: float) -> Answers:
    """Give a random person, quiet in most things, so that not everybody is an emergency."""
    return {
        fact: options.quiet(fact)[0] if chance.random() < quiet else chance.choice(answers)
        for fact, answers in options.of.items()
    }


def test_the_shipped_protocol_stands_as_in_the_engine() -> None:
    """Questions, rules and rung agree for two thousand random people, some with much to tell and some with little."""
    chance = random.Random(1)  # noqa: S311  a sample, not a secret
    options = Options(SHIPPED)
    rows = [somebody(options, chance, chance.choice((0.3, 0.8, 0.95))) for _ in range(2000)]
    circuit, crowd_ = crowd(SHIPPED, options, complete)
    encode(SHIPPED, crowd_)
    is_true = told(circuit, crowd_, options, rows)
    for place, answers in enumerate(rows):
        agrees(SHIPPED, crowd_, is_true, place, answers)


def test_the_shipped_interview_asks_what_the_engine_asks() -> None:
    """The same questions for sixty random people."""
    chance = random.Random(2)  # noqa: S311  a sample, not a secret
    options = Options(SHIPPED)
    rows = [somebody(options, chance, 0.95) for _ in range(60)]
    circuit, crowd_ = crowd(SHIPPED, options, complete)
    interview = Interview(crowd_)
    is_true = told(circuit, crowd_, options, rows)
    for place, person in enumerate(rows):
        asked = [name for name, literal in interview.asked.items() if is_true(literal, place)]
        assert asked == list(asked_by_the_engine(SHIPPED, person))


@given(protocols(), st.data())
@settings(max_examples=100, deadline=None)
def test_prefer_not_to_say_counts_as_not_sure(protocol: Protocol, data: st.DataObject) -> None:
    """The proof leaves it out, because the engine never tells the two apart."""
    person = data.draw(people(protocol))
    assume(NOT_SURE in person.values())
    other = {fact: PREFER_NOT if one == NOT_SURE else one for fact, one in person.items()}
    assert triage(Person(protocol, person)) == triage(Person(protocol, other))
    assert list(asked_by_the_engine(protocol, person)) == list(asked_by_the_engine(protocol, other))
