"""An exercise on one person: what is told, what counts as right, and how far too late weighs more than too early."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.findings import Person
from backcheck.interview import stopped
from backcheck.protocol import Protocol
from backcheck.reading import read_cases, shipped_folder
from backcheck.reading.published import read_published
from backcheck.teach.population import quiet
from backcheck.teach.quiz import (
    FLAG_POINTS,
    QUESTION_POINTS,
    RUNG_POINTS,
    Decision,
    Marking,
    Somebody,
    first_words,
    mark,
    may_ask,
    notable,
    told_by,
)
from backcheck.teach.quiz_people import (
    NobodyError,
    case_ids,
    chosen,
    people_of_cases,
    published_people,
    random_person,
)
from backcheck.triage import triage
from tests.property.generated import protocols
from tests.shipped import cases, person, protocol
from tests.teach.classroom import OTHERS, chance, other, setting


def somebody(right: tuple[str, ...], **answers: str | int) -> Somebody:
    """Give a person of our own protocol."""
    whole = person(**answers)
    return Somebody("one", "from a test", "made up", whole, whole, right, "")


def decided(one: Somebody, rung: str, asked: tuple[str, ...] = (), flagged: tuple[str, ...] = ()) -> Marking:
    """Mark a decision of somebody who heard the answers to what they asked."""
    known = {fact: answer for name in asked for fact, answer in told_by(one, protocol().by_id[name]).items()}
    return mark(protocol(), one, Decision(asked, rung, flagged), known)


WEAK_LEGS: dict[str, str | int] = {"age": 60, "both_legs": "yes", "nerve_when": "last_2_days"}


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_too_late_costs_more_than_as_much_too_early(steps: int) -> None:
    """From a rung in the middle, each number of rungs down costs more than up."""
    one = somebody(("this_week",), age=40)
    ladder = [rung.id for rung in protocol().ladder]
    middle = ladder.index("this_week")
    late, early = (decided(one, ladder[middle + way * steps]) for way in (1, -1))
    assert (late.off, early.off) == (-steps, steps)
    assert late.rung_points < early.rung_points < RUNG_POINTS


def test_an_emergency_made_to_wait_earns_nothing_for_the_rung() -> None:
    """One rung below an emergency is not nearly right."""
    one = somebody(("call_now", "emergency_department"), **WEAK_LEGS)
    missed = decided(one, "today")
    assert (missed.missed_emergency, missed.rung_points) == (True, 0)
    assert decided(one, "emergency_department").rung_points == RUNG_POINTS


def test_any_rung_that_is_accepted_counts_as_right() -> None:
    """Between two accepted rungs nothing is too late or too early."""
    one = somebody(("emergency_department", "this_week"), age=40)
    assert [decided(one, rung).off for rung in ("emergency_department", "today", "this_week")] == [0, 0, 0]


def test_red_flags_are_seen_passed_over_or_never_asked_for() -> None:
    """Each red flag that is there falls into one of the three; what no rule counts is a false alarm."""
    one = somebody(("emergency_department",), **WEAK_LEGS, fever="yes", neck_changes_it="yes")
    marking = decided(one, "emergency_department", ("nerves", "effects"), ("neck_changes_it",))
    assert set(marking.present) >= {"both_legs", "fever"}
    assert "both_legs" in marking.passed_over
    assert "fever" in marking.never_asked
    assert marking.false_alarms == ("neck_changes_it",)
    assert set(marking.saw) | set(marking.passed_over) | set(marking.never_asked) == set(marking.present)
    assert [question.id for question in marking.not_asked] == ["nerve_when", "unwell"]


def test_a_perfect_decision_has_all_points() -> None:
    """Every question that matters asked, every red flag named, a right rung."""
    one = somebody(("emergency_department",), **WEAK_LEGS)
    first = decided(one, "emergency_department")
    asked = tuple(question.id for question in first.mattered)
    perfect = decided(one, "emergency_department", asked, tuple(first.present))
    assert (perfect.flag_points, perfect.question_points) == (FLAG_POINTS, QUESTION_POINTS)
    assert perfect.points == 100


def test_to_send_somebody_home_the_emergencies_have_to_be_asked_for() -> None:
    """Where no rule decides, the questions that alone can show an emergency are those that matter."""
    one = somebody(("self_care",), age=35, sore_muscle="yes")
    marking = decided(one, "self_care")
    assert marking.present == {}
    assert "danger_now" in [question.id for question in marking.not_asked]


def test_a_follow_up_cannot_be_asked_before_what_leads_to_it() -> None:
    """It would give away the answer."""
    one = somebody(("emergency_department",), **WEAK_LEGS)
    assert "nerve_when" not in [question.id for question in may_ask(protocol(), {}, ())]
    heard = told_by(one, protocol().by_id["nerves"])
    assert "nerve_when" in [question.id for question in may_ask(protocol(), heard, ("nerves",))]
    assert "nerves" not in [question.id for question in may_ask(protocol(), heard, ())]


def test_first_words_give_away_one_trouble_at_most() -> None:
    """How old, how long, and one of the lines that are yes; the same for one seed."""
    one = somebody(("emergency_department",), **WEAK_LEGS, fever="yes", breathless="yes", duration="days_3_7")
    said = first_words(protocol(), one, chance("x"))
    assert {"age", "duration"} <= set(said)
    assert len([fact for fact in said if one.answers[fact] == "yes"]) == 1
    assert said == first_words(protocol(), one, chance("x"))


def test_published_patients_bring_their_label_and_source() -> None:
    """What counts as right is what both raters accept, on our rungs."""
    found = published_people(protocol(), read_published(protocol(), shipped_folder()))
    one = chosen(found, "avey067_myeloma_45f", chance(0))
    assert one.right == ("call_now", "emergency_department", "today")
    assert "myeloma" in one.outcome.lower()
    assert "JMIR" in one.citation
    assert "cough" not in one.answers
    assert one.counted["cough"] == "no"


def test_every_case_is_right_where_its_author_wants_it() -> None:
    """The rung that a case expects is the one that counts."""
    found = people_of_cases(cases(), protocol())
    assert [one.right for one in found] == [(case.expect,) for case in cases()]
    assert len({one.id for one in found}) == len(cases()) == len(case_ids(cases()))


def test_a_name_that_fits_several_or_nobody_is_refused() -> None:
    """One sentence says so; a whole id is always enough."""
    found = people_of_cases(cases(), protocol())
    for name in ("nobody is called so", "a"):
        with pytest.raises(NobodyError):
            chosen(found, name, chance(0))
    assert chosen(found, found[3].id, chance(0)) == found[3]


def test_a_random_person_is_whole_and_comes_back() -> None:
    """The same seed draws the same person; over some seeds several rungs come up, emergencies among them."""
    population = setting("primary-care")
    found = [random_person(protocol(), population, seed) for seed in range(8)]
    assert found[5] == random_person(protocol(), population, 5)
    assert len({one.right for one in found}) > 2
    assert any(stopped(protocol(), triage(Person(protocol(), one.answers))) for one in found)


@pytest.mark.parametrize("folder", OTHERS, ids=lambda path: path.name)
def test_an_exercise_works_on_another_protocol(folder: Path) -> None:
    """From its cases and from a draw, every rung can be chosen and is marked."""
    mine = other(folder)
    found = [*people_of_cases(read_cases(mine, folder), mine), random_person(mine, quiet(mine), 1)]
    for one in found:
        play(mine, one)


@given(protocols(), st.integers(0, 5))
def test_an_exercise_works_on_any_protocol(mine: Protocol, seed: int) -> None:
    """So it does on generated ones: points stay within 0 and 100, and a right rung is never off."""
    one = random_person(mine, quiet(mine), seed)
    person_of_it = Person(mine, one.answers)
    assert one.right == (triage(person_of_it).rung,)
    assert set(first_words(mine, one, chance(seed))) <= set(one.answers)


def play(mine: Protocol, one: Somebody) -> None:
    """Ask all there is, then choose each rung in turn."""
    known = {fact: one.answers[fact] for fact in first_words(mine, one, chance(1))}
    asked: list[str] = []
    while questions := may_ask(mine, known, asked):
        asked.append(questions[0].id)
        known.update(told_by(one, questions[0]))
    for rung in mine.ladder:
        marking = mark(mine, one, Decision(tuple(asked), rung.id, notable(mine, known)), known)
        assert 0 <= marking.points <= 100
        assert (marking.off == 0) is (rung.id in one.right)
        assert marking.never_asked == ()
