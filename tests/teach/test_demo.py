"""A demonstration tells the whole interview: every question with its reason, every rule where it was settled."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings

from backcheck.interview import next_question
from backcheck.logic import NO, UNKNOWN, YES
from backcheck.protocol import Answer, Answers, Protocol
from backcheck.teach.demo import Asking, Settled, Why, asking, left_out, settled
from backcheck.teach.demo_lines import asking_lines, end_lines, ladder_lines, settled_lines
from tests import shipped
from tests.property.test_laws import protocol_and_person

EVERYTHING = 1000


def shown(protocol: Protocol, person: Answers) -> tuple[list[tuple[Asking, Settled]], Answers]:
    """Give each step of somebody's interview, and the answers at its end."""
    steps = []
    given_so_far: dict[str, Answer] = {}
    while (one := asking(protocol, given_so_far)) is not None:
        before, given_so_far = given_so_far, given_so_far | {fact: person[fact] for fact in one.question.facts}
        steps.append((one, settled(protocol, before, given_so_far)))
    return steps, given_so_far


@given(protocol_and_person())
@settings(max_examples=100, deadline=None)
def test_each_question_is_asked_or_passed_over_for_a_reason(both: tuple[Protocol, Answers]) -> None:
    """At the end the questions asked and those left out are all there are, and none is both."""
    protocol, person = both
    steps, answers = shown(protocol, person)
    asked = [one.question.id for one, _ in steps]
    out = [skipped.question.id for skipped in left_out(protocol, answers)]
    assert sorted(asked + out) == sorted(question.id for question in protocol.questions)
    assert next_question(protocol, answers) is None


@given(protocol_and_person())
@settings(max_examples=100, deadline=None)
def test_each_rule_is_settled_once_and_stays_so(both: tuple[Protocol, Answers]) -> None:
    """What the steps say was settled adds up to how the rules stand at the end, and the range only narrows."""
    protocol, person = both
    steps, _ = shown(protocol, person)
    if not steps:
        return
    told: Counter[tuple[str, object]] = Counter()
    for _, after in steps:
        told.update((one.rule.id, YES) for one in after.holds)
        told.update((one.rule.id, NO) for one in after.ruled_out)
        height = protocol.height
        assert height[after.before.at_least] <= height[after.now.at_least]
        assert height[after.now.at_most] <= height[after.before.at_most]
    end = steps[-1][1]
    expected = Counter((one.rule.id, one.truth) for one in end.now.standings if one.truth is not UNKNOWN)
    first = steps[0][1].before
    expected.subtract((one.rule.id, one.truth) for one in first.standings if one.truth is not UNKNOWN)
    assert told == +expected
    assert end.open_left == sum(one.truth is UNKNOWN for one in end.now.standings)


@given(protocol_and_person())
@settings(max_examples=60, deadline=None)
def test_each_question_hangs_on_something(both: tuple[Protocol, Answers]) -> None:
    """A question is asked for an open rule, to earn the lowest rung, or because others wait for it; and all is told."""
    protocol, person = both
    steps, answers = shown(protocol, person)
    for one, after in steps:
        assert all(standing.truth is UNKNOWN for standing in one.hangs)
        assert one.hangs or one.for_lowest
        assert list(asking_lines(protocol, one, EVERYTHING))
        assert list(settled_lines(protocol, after, EVERYTHING))
        assert len(list(ladder_lines(protocol, after.now))) == len(protocol.ladder)
    assert list(end_lines(protocol, answers, left_out(protocol, answers), EVERYTHING))


def test_what_an_emergency_leaves_out_is_told_as_such() -> None:
    """Where it stopped early, questions that could still have mattered are left out for that reason."""
    _, answers = shown(shipped.protocol(), shipped.person(numb_saddle="yes", nerve_when="last_2_days"))
    whys = {skipped.why for skipped in left_out(shipped.protocol(), answers)}
    assert {Why.STOPPED, Why.NOT_FOR_THEM} <= whys
