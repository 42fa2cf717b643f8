"""Rules and the people behind them."""

from __future__ import annotations

from dataclasses import replace

from backcheck.condition import AtLeast, Fact
from backcheck.protocol import Answers, Case
from backcheck.teach.cases import run_cases
from backcheck.teach.coverage import RuleCoverage, coverage
from tests.shipped import protocol

RULE = "fever_with_back_pain"


def covered(*people: Answers) -> RuleCoverage:
    """Give the coverage of one rule by some people of ours."""
    cases = [Case(f"person {place}", answers, "no", "routine") for place, answers in enumerate(people)]
    by_rule = {one.rule.id: one for one in coverage(protocol(), run_cases(protocol(), cases), [])}
    return by_rule[RULE]


def test_nobody_covers_nothing() -> None:
    """Without people a rule lacks both of them, and says which."""
    one = covered()
    assert (one.own, one.edge) == (0, None)
    assert len(one.gaps) == 2


def test_a_person_for_whom_it_decides_and_one_across_the_edge() -> None:
    """Somebody with fever has the rule decide; somebody well is one answer away from it."""
    one = covered({"age": 40, "fever": "yes"}, {"age": 40})
    assert one.own == 1
    assert one.edge is not None
    assert (one.edge.title, one.edge.fact, one.edge.answer) == ("person 1", "fever", "yes")
    assert one.gaps == ()


def test_two_answers_away_is_not_the_edge() -> None:
    """A rule of two unlikely parts is not at hand for somebody who has neither."""
    twin = replace(protocol().rules[0], id="twin", when=_both("fever", "yellow_or_black_poo"))
    some = replace(protocol(), rules=(*protocol().rules, twin))
    well: Answers = {"age": 40}
    feverish: Answers = {"age": 40, "fever": "yes"}
    for answers, near in ((well, False), (feverish, True)):
        person = Case("someone", answers, "no", "routine")
        assert (coverage(some, run_cases(some, [person]), [])[-1].edge is not None) is near


def _both(one: str, other: str) -> AtLeast:
    return AtLeast(2, (Fact(one), Fact(other)))
