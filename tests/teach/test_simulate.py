"""A population through the interview: the quick interview is the ordinary one, and the counts add up."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from backcheck.findings import Person
from backcheck.interview import next_question
from backcheck.protocol import Answers, Protocol
from backcheck.teach.population import uniform
from backcheck.teach.simulate import (
    Comparison,
    Simulation,
    asks_differently,
    drawn,
    simulate,
    with_urgency,
    without_rules,
)
from backcheck.teach.simulate_interview import Interviewer
from backcheck.teach.simulate_tables import as_csv, as_mapping, comparison_tables, population_lines, simulation_tables
from backcheck.triage import triage
from tests.property.generated import everyone, protocols
from tests.shipped import protocol
from tests.teach.classroom import OTHERS, other, setting, some_people

COUNT = 150


def is_the_same(chosen: Protocol, interviewer: Interviewer, person: Answers) -> bool:
    """Say whether the quick interview asks and ends as the ordinary one does."""
    answers: dict[str, str | int] = {}
    asked = []
    while (question := next_question(chosen, answers)) is not None:
        answers |= {fact: person[fact] for fact in question.facts}
        asked.append(question.id)
    quick, outcome = interviewer.interview(person), triage(Person(chosen, answers))
    whole = triage(Person(chosen, person))
    return (list(quick.asked), quick.rung, quick.see) == (asked, outcome.rung, outcome.see) and (
        interviewer.knowing(person).rung == whole.rung
    )


@given(protocols())
def test_the_quick_interview_is_the_ordinary_one(chosen: Protocol) -> None:
    """For generated protocols and everybody they can meet: the same questions, rung and referral."""
    interviewer = Interviewer(chosen)
    assert all(is_the_same(chosen, interviewer, person) for person in everyone(chosen, 25))


@pytest.mark.parametrize("name", ["primary-care", "emergency-department"])
def test_the_quick_interview_is_the_ordinary_one_for_ours(name: str) -> None:
    """So it is for drawn people of our own protocol."""
    interviewer = Interviewer(protocol())
    assert all(is_the_same(protocol(), interviewer, person) for person in some_people(name, 25))


def simulation(chosen: Protocol | None = None) -> Simulation:
    """Give a small simulation of our own people."""
    return simulate(
        chosen or protocol(), setting("emergency-department"), 7, some_people("emergency-department", COUNT)
    )


def test_everybody_ends_somewhere_once() -> None:
    """The rungs add up to the people, and every alarm that decides for somebody also holds or is in doubt."""
    one = simulation()
    assert sum(share.part for share in one.rungs.values()) == COUNT == one.people
    assert all(alarm.decides <= alarm.holds + alarm.unsure for alarm in one.alarms)
    assert all(alarm.alone <= alarm.holds + alarm.unsure for alarm in one.alarms)
    assert 0 < one.any_alarm.part < COUNT


def test_dropping_a_rule_moves_the_same_people_down() -> None:
    """Whoever one rule alone held at an emergency ends lower without it, or finds another alarm when asked on."""
    one = simulation()
    alarm = max(one.alarms, key=lambda each: each.alone)
    compared = Comparison(one, simulation(without_rules(protocol(), [alarm.rule.id])), "without it")
    assert alarm.alone > 0
    assert 0 < compared.lower.part <= alarm.decides
    assert sum(compared.moves.values()) == compared.lower.part + compared.higher.part


def test_an_unchanged_protocol_moves_nobody() -> None:
    """Compared with itself nothing moves, and the interval of each rung holds 0."""
    one = simulation()
    same = Comparison(one, simulation(), "nothing")
    assert (same.lower.part, same.higher.part, same.more_questions) == (0, 0, 0)
    for rung in one.rungs:
        middle, low, high = same.difference(rung)
        assert middle == 0
        assert low < 0 < high


def test_a_difference_has_the_interval_of_matched_pairs() -> None:
    """It is narrower than one for two draws of other people would be, and holds the difference."""
    one = simulation()
    alarm = max(one.alarms, key=lambda each: each.alone)
    compared = Comparison(one, simulation(without_rules(protocol(), [alarm.rule.id])), "without it")
    middle, low, high = compared.difference(alarm.rule.urgency)
    share = one.rungs[alarm.rule.urgency]
    assert middle < 0
    assert low < middle < high
    assert high - low < share.interval[1] - share.interval[0] + 0.05


def test_a_rule_can_ask_for_another_rung() -> None:
    """Its doubt then asks for no more than its yes does."""
    rule = next(rule for rule in protocol().rules if rule.urgency == rule.if_unsure == "emergency_department")
    changed = with_urgency(protocol(), {rule.id: "routine"})
    made = next(one for one in changed.rules if one.id == rule.id)
    assert (made.urgency, made.if_unsure) == ("routine", "routine")


def test_protocols_that_ask_otherwise_share_no_people() -> None:
    """The first question that differs is named; rules may differ as they like."""
    assert asks_differently(protocol(), without_rules(protocol(), [protocol().rules[0].id])) == ""
    assert asks_differently(protocol(), other(OTHERS[0])) == other(OTHERS[0]).questions[0].id


@pytest.mark.parametrize("folder", OTHERS, ids=lambda path: path.name)
def test_another_protocol_can_be_simulated(folder: Path) -> None:
    """Without figures every answer is drawn alike, and everything is told."""
    chosen = other(folder)
    one = simulate(chosen, uniform(), 3, drawn(chosen, uniform(), 3, 60))
    compared = Comparison(
        one, simulate(without_rules(chosen, [chosen.rules[0].id]), uniform(), 3, drawn(chosen, uniform(), 3, 60)), "x"
    )
    assert sum(share.part for share in one.rungs.values()) == 60
    assert all(len(row) == len(table.head) for table in simulation_tables(one) for row in table.rows)
    assert all(len(row) == len(table.head) for table in comparison_tables(compared) for row in table.rows)
    assert as_mapping(one, compared)["people"] == 60
    assert "[D]" not in " ".join(population_lines(one))


def test_assumptions_are_counted_for_the_reader() -> None:
    """The first lines say how many figures nobody published."""
    told = " ".join(population_lines(simulation()))
    assumed = sum(
        setting("emergency-department").is_assumed(one) for one in setting("emergency-department").answers.values()
    )
    assert f"{assumed} are assumptions [D]" in told


def test_csv_has_bare_numbers_for_every_rule() -> None:
    """A row for each rule and kind of alarm, with the people, the share and its interval."""
    rows = as_csv(simulation(), None).splitlines()
    assert rows[0] == "what,id,people,of,share,low,high"
    assert sum(row.startswith("holds,") for row in rows) == len(protocol().rules)
    assert all(row.split(",")[3] == str(COUNT) for row in rows[1:])
