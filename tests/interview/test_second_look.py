"""Which answer is asked once more, which of two counts, and when a result would stand."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backcheck.condition import facts_of, open_leaves
from backcheck.findings import Person
from backcheck.interview import again_in_words, by_worry, in_force, more_worrying, stopped, to_ask_again
from backcheck.logic import NO
from backcheck.protocol import UNSURE_ANSWERS, Answers, Case
from backcheck.report import make_report
from backcheck.teach.cases import person_of_case, walk
from backcheck.triage import triage
from tests.interview.test_walks import anybody
from tests.shipped import cases, protocol

IN_DOUBT = [case for case in cases() if set(case.answers.values()) & set(UNSURE_ANSWERS)][::3]
SOME = settings(max_examples=60, deadline=None)


def height(answers: Answers) -> int:
    """Give how high some answers end."""
    return protocol().height[triage(Person(protocol(), answers)).rung]


def decisive(answers: Answers, fact: str) -> bool:
    """Say whether one answer alone holds the rung up, or alone keeps it from an emergency."""
    ends = [height({**answers, fact: other}) for other in by_worry(protocol(), fact)]
    emergency = protocol().height[protocol().stop_at]
    return min(ends) < height(answers) or height(answers) < emergency <= max(ends)


@given(anybody())
@SOME
def test_only_what_decides_is_asked_again_and_all_of_it(someone: Answers) -> None:
    """What is asked again has other words and decides alone; what is left has none, or does not, or time is short."""
    answers = walk(protocol(), someone).answers
    asked: list[str] = []
    while fact := to_ask_again(protocol(), answers, asked):
        assert decisive(answers, fact)
        asked.append(fact)
    counted = [fact for fact in in_force(protocol(), answers) if again_in_words(protocol(), fact)]
    if triage(Person(protocol(), answers)).rung == protocol().ladder[0].id:
        assert not asked
    else:
        assert asked == [fact for fact in counted if decisive(answers, fact)]


@given(anybody(), st.data())
@SOME
def test_the_more_worrying_of_two_answers_counts(someone: Answers, data: st.DataObject) -> None:
    """Whatever the second answer, the result never gets less urgent by it, and yields to a worse one."""
    answers = walk(protocol(), someone).answers
    assume(answers)
    fact = data.draw(st.sampled_from(sorted(in_force(protocol(), answers))))
    second = data.draw(st.sampled_from(by_worry(protocol(), fact)))
    counts = more_worrying(protocol(), answers, fact, second)
    assert counts in (answers[fact], second)
    assert height({**answers, fact: counts}) == max(height(answers), height({**answers, fact: second}))


def test_every_answer_has_its_place_by_worry() -> None:
    """Each possible answer stands there once, the unsure ones between the worst and the best."""
    for fact in protocol().question_of:
        order = by_worry(protocol(), fact)
        assert len(set(order)) == len(order)
        assert set(UNSURE_ANSWERS) <= set(order[1:-1])


@given(anybody())
@SOME
def test_a_result_that_stands_stands(someone: Answers) -> None:
    """When it is told that any one answer may be mistaken, no other answer to any fact ends lower."""
    answers = walk(protocol(), someone).answers
    report = make_report(protocol(), answers)
    if report.stands:
        for fact in in_force(protocol(), answers):
            for other in by_worry(protocol(), fact):
                assert height({**answers, fact: other}) >= height(answers)


def test_some_result_stands_and_some_does_not() -> None:
    """Two dangers at once stand; one sign alone does not."""
    told: set[bool] = set()
    for case in cases():
        told.add(make_report(protocol(), person_of_case(protocol(), case)).stands)
        if len(told) == 2:
            return
    raise AssertionError(told)


@pytest.mark.parametrize("case", IN_DOUBT, ids=lambda case: case.place)
def test_what_would_settle_it_settles_it(case: Case) -> None:
    """Each thing to find out is open now, and rules out the dangers it is said to rule out."""
    answers = walk(protocol(), person_of_case(protocol(), case)).answers
    report = make_report(protocol(), answers)
    someone = Person(protocol(), answers)
    rules = {rule.id: rule for rule in protocol().rules}
    left_open = [rules[doubt.rule] for doubt in report.doubts]
    assert len(report.settlers) <= 2
    for one in report.settlers:
        harmless = Person(protocol(), {**answers, one.fact: by_worry(protocol(), one.fact)[-1]})
        ruled_out = {rule.title for rule in left_open if harmless.truth(rule.when) is NO}
        hanging = {
            fact for rule in left_open for leaf in open_leaves(rule.when, someone.look) for fact in facts_of(leaf)
        }
        assert one.check
        assert one.settles
        assert set(one.settles) <= ruled_out
        assert one.fact in hanging


def test_an_emergency_is_the_end_of_asking_again_at_the_top() -> None:
    """At the most urgent rung nothing is asked twice."""
    for case in cases()[::8]:
        answers = walk(protocol(), person_of_case(protocol(), case)).answers
        if triage(Person(protocol(), answers)).rung == protocol().ladder[0].id:
            assert stopped(protocol(), triage(Person(protocol(), answers)))
            assert not to_ask_again(protocol(), answers, ())
