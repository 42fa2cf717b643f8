"""Whole interviews on the shipped protocol, as a person would notice them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backcheck.findings import Person
from backcheck.interview import at_most_more, by_worry, in_force, next_question, stopped, without
from backcheck.protocol import NOT_SURE, UNSURE_ANSWERS, Answer, Answers
from backcheck.teach.cases import person_of_case, walk
from backcheck.triage import triage
from tests.property.generated import ask_everything
from tests.shipped import cases, person, protocol

TRACE_1: dict[str, Answer] = {"onset": "minutes", "worst_pain": 10, "age": 52, "injury": "strain"}


@st.composite
def anybody(draw: st.DrawFn) -> Answers:
    """Give somebody with random answers to everything, most of them harmless, so that interviews get long."""
    answers: dict[str, Answer] = {}
    noise = draw(st.integers(0, 4))
    for question in protocol().questions:
        for fact in question.facts:
            if question.kind == "number":
                values: list[Answer] = list(range(question.lowest, question.highest + 1))
            elif question.kind == "choice":
                values = [choice.id for choice in question.choices]
            else:
                values = [*["no"] * 12, *["yes"] * noise]
            if noise:
                values += [NOT_SURE]
            answers[fact] = draw(st.sampled_from(values))
    return answers


@st.composite
def nearly_well(draw: st.DrawFn) -> Answers:
    """Give somebody of a case that ends in self-care, with up to three answers unsure or otherwise."""
    at_home = [case for case in cases() if case.expect == protocol().lowest.rung]
    answers = dict(person_of_case(protocol(), draw(st.sampled_from(at_home))))
    for fact in draw(st.lists(st.sampled_from(sorted(answers)), max_size=3, unique=True)):
        answers[fact] = draw(st.sampled_from([*UNSURE_ANSWERS, *by_worry(protocol(), fact)]))
    return answers


def test_a_ripping_pain_ends_in_five_questions_or_fewer() -> None:
    """52, sudden 10 of 10 ripping between the shoulder blades while lifting, no sweat: call now, after five at most."""
    walked = walk(protocol(), person(**TRACE_1, tearing="yes"))
    assert walked.report.rung.id == "call_now"
    assert len(walked.asked) <= 5


def test_a_cold_sweat_ends_at_the_first_question() -> None:
    """The same person, sweaty and grey: one question is enough."""
    walked = walk(protocol(), person(**TRACE_1, passed_out="yes"))
    assert (walked.report.rung.id, len(walked.asked)) == ("call_now", 1)


def test_a_desk_worker_is_told_to_move_and_to_breathe() -> None:
    """28, desk, ache for 10 days, better moving: self-care with movement breaks and breathing."""
    walked = walk(protocol(), person(age=28, duration="weeks_1_2", desk_or_driving="yes"))
    assert walked.report.rung.id == "self_care"
    offered = [f"{item.title} {item.say} {item.dose}".lower() for item in walked.report.advice]
    assert any("breath" in item and "slow" in item for item in offered)
    assert any("movement" in item and "minutes" in item for item in offered)


@given(anybody())
@settings(max_examples=150, deadline=None)
def test_skipping_questions_changes_nothing(someone: Answers) -> None:
    """The interview that skips ends with the rung and the people to see of one that asks everything."""
    walked = walk(protocol(), someone)
    skipped = triage(Person(protocol(), walked.answers))
    full = triage(Person(protocol(), ask_everything(protocol(), someone)))
    if stopped(protocol(), skipped):
        assert stopped(protocol(), full)
    else:
        assert (skipped.rung, set(skipped.see)) == (full.rung, set(full.see))


@given(anybody())
@settings(max_examples=100, deadline=None)
def test_the_promise_of_at_most_so_many_holds(someone: Answers) -> None:
    """What "at most N more" promises covers what is asked, and never rises."""
    answers: dict[str, Answer] = {}
    promised = [at_most_more(protocol(), answers)]
    while (question := next_question(protocol(), answers)) is not None:
        answers |= {fact: someone[fact] for fact in question.facts}
        promised.append(at_most_more(protocol(), answers))
    assert promised == sorted(promised, reverse=True)
    assert all(more >= len(promised) - 1 - place for place, more in enumerate(promised))


@given(anybody(), st.data())
@settings(max_examples=60, deadline=None)
def test_going_back_is_as_if_never_answered(someone: Answers, data: st.DataObject) -> None:
    """Dropping the last answers and giving them again leads to the same result."""
    walked = walk(protocol(), someone)
    answers: Answers = walked.answers
    for question in reversed(walked.asked[data.draw(st.integers(0, len(walked.asked))) :]):
        answers = without(answers, question)
    again = dict(answers)
    while (question_again := next_question(protocol(), again)) is not None:
        again |= {fact: someone[fact] for fact in question_again.facts}
    assert again == walked.answers


@given(someone=nearly_well())
@settings(max_examples=75, deadline=None)
@pytest.mark.parametrize("unsure_counts", [True, False])
def test_home_care_leaves_nothing_open(someone: Answers, *, unsure_counts: bool) -> None:
    """Nobody with an unsure answer behind an open danger is sent home, not even where no rule has an `if unsure`."""
    ours = protocol()
    if not unsure_counts:
        ours = replace(ours, rules=tuple(replace(rule, if_unsure="") for rule in ours.rules))
    walked = walk(ours, someone)
    assume(walked.report.rung.id == ours.lowest.rung)
    assert not walked.report.doubts
    outcome = triage(Person(ours, walked.answers))
    assert outcome.at_least == outcome.at_most == outcome.rung


@given(anybody())
@settings(max_examples=60, deadline=None)
def test_unsure_never_ends_lower_than_no(someone: Answers) -> None:
    """Taking back every "not sure" to the most reassuring answer never raises the rung."""
    height = protocol().height
    sure = dict(someone)
    for question in protocol().questions:
        for fact in question.facts:
            if someone[fact] in UNSURE_ANSWERS and question.kind in {"checklist", "yes_no"}:
                line = protocol().line_of.get(fact)
                sure[fact] = "yes" if (line.worse if line else question.worse) == "no" else "no"
    unsure_rung = triage(Person(protocol(), someone)).rung
    assert height[unsure_rung] >= height[triage(Person(protocol(), sure)).rung]


def test_one_more_question_is_asked_after_the_stop_whatever_was_asked_before_it() -> None:
    """A nerve sign asked about long before does not use up the one question that can turn a stop into call now."""
    signs = {"band": "yes", "nerve_when": "weeks_6", "sweaty_or_faint": "yes", "chest_when": "last_day"}
    report = walk(protocol(), person(**signs, movement="not_at_all", worst_pain=5, age=50)).report
    assert report.answers["chest_when"] == "last_day"
    assert report.rung.id == "call_now"


def test_answers_of_a_branch_left_behind_do_not_count() -> None:
    """A tick under "any nerve trouble" is gone when that is taken back to none."""
    answers = person(age=30, nerve_when="last_day_cannot_stand")
    assert "nerve_when" not in in_force(protocol(), answers)
