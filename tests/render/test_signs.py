"""What would change a result: which signs a person is told, under which rung, and how a long list is cut."""

from __future__ import annotations

import pytest

from backcheck.alternatives import Alternatives
from backcheck.render.sections import sections
from backcheck.render.signs import AGAIN, IF_IT_STARTS, MORE_URGENT
from backcheck.report import make_report, with_worsening
from tests.render.test_results import ONE_PER_RUNG, result
from tests.shipped import person, protocol


def told_signs(**answers: str | int) -> dict[str, dict[str, Alternatives]]:
    """Give what would change somebody's result: under each rung the facts with the answers that are told."""
    report = with_worsening(make_report(protocol(), person(**answers)))
    return {one.rung: {new.fact: new.answers for new in one.signs.values()} for one in report.worsening}


OLD_NERVE_SIGN: dict[str, str | int] = {"both_legs": "yes", "nerve_when": "older_checked", "age": 24}
OLD_CHEST_SIGN: dict[str, str | int] = {"breathless": "yes", "movement": "a_little", "chest_when": "older", "age": 55}
PREGNANT: dict[str, str | int] = {"pregnant_or_birth": "yes", "woman": "yes", "age": 30, "desk_or_driving": "yes"}


def test_a_new_sign_beside_an_old_one_is_told_as_new() -> None:
    """Whoever has an old nerve or chest sign is told what a new one means; it is not taken for as old."""
    nerves = told_signs(**OLD_NERVE_SIGN)["emergency_department"]
    assert {"numb_saddle", "pee_or_poo", "one_limb", "unsteady", "both_hands"} <= nerves.keys()
    assert {"chest_pressure", "sweaty_or_faint"} <= told_signs(**OLD_CHEST_SIGN)["call_now"].keys()


def test_no_emergency_sign_is_left_out_and_no_impossible_one_told() -> None:
    """Her own sign of late pregnancy comes first; the disease that she has not does not start to hurt."""
    signs = told_signs(**PREGNANT)
    assert next(iter(signs["emergency_department"])) == "pre_eclampsia"
    assert not [rung for rung, facts in signs.items() if "sickle_medicine_fails" in facts]
    sick = told_signs(**PREGNANT, tb_or_sickle="yes", sickle_cell="yes")
    assert [rung for rung, facts in sick.items() if "sickle_medicine_fails" in facts]


def test_what_is_past_is_not_told_as_something_that_comes() -> None:
    """An old sign does not grow younger, nor does the accident; what may still happen to it is told."""
    old_hit = {"injury": "big", "injury_when": "older", "duration": "over_12_weeks", "age": 45, "worst_pain": 7}
    past = {"onset", "injury_when", "chest_when", "seen_twice", "seen_before", "before_35"}
    for somebody in (old_hit, OLD_NERVE_SIGN, OLD_CHEST_SIGN, PREGNANT):
        told = [fact for facts in told_signs(**somebody).values() for fact in facts]
        assert told
        assert past.isdisjoint(told), somebody
    ways = [facts["nerve_when"] for facts in told_signs(**OLD_NERVE_SIGN).values() if "nerve_when" in facts]
    assert ways == [("last_day_cannot_stand",), ("growing",)]


@pytest.mark.parametrize("answers", [OLD_NERVE_SIGN, OLD_CHEST_SIGN, PREGNANT])
def test_one_event_is_told_at_one_rung(answers: dict[str, str | int]) -> None:
    """The same answer to the same question stands under the most urgent rung alone."""
    told = [(fact, one) for facts in told_signs(**answers).values() for fact, values in facts.items() for one in values]
    assert len(told) == len(set(told))


def test_every_rung_that_a_sign_leads_to_is_told_or_counted() -> None:
    """Below the three most urgent rungs one last line names every sign for which to do the check again."""
    report = with_worsening(result(ONE_PER_RUNG["self_care"]))
    shown = next(one for one in sections(report) if one.heading == "What would change this")
    *each, last, which = shown.items
    assert all(item.text.endswith(IF_IT_STARTS) for item in (*each, last))
    assert which.text == MORE_URGENT
    rungs = [one for one in report.worsening if one.signs]
    assert last.text == AGAIN
    for one, item in zip(rungs, each, strict=False):
        assert item.text.startswith(report.protocol.care[one.rung].with_number(report.number).action)
        more = len(one.signs) - sum(sign.lower() in item.details[0].lower() for sign in one.signs)
        assert not more or f"and {more} more sign" in item.details[0]
        assert not more or protocol().rung_of[one.rung].group != "emergency"
    below = [sign for one in rungs[len(each) :] for sign in one.signs]
    assert below
    assert all(sign.lower() in last.details[0].lower() for sign in below)
