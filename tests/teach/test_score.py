"""Scoring on published patients: what counts as right, too late and too early."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from backcheck.protocol import NOT_SURE, Answers
from backcheck.reading import shipped_folder
from backcheck.reading.published import Collection, Literature, Patient, read_published
from backcheck.teach.score import (
    AS_NO,
    AS_NOT_SURE,
    Score,
    Share,
    agreement,
    lines_of,
    middle_and_quartiles,
    person_of,
    score,
)
from tests.shipped import protocol

UNWELL: Answers = {"age": 40, "chest_crushing": "yes"}
WELL: Answers = {"age": 40}


@cache
def collection() -> Collection:
    """Give the published patients that come with backcheck."""
    return read_published(protocol(), shipped_folder())


def patient(
    answers: Answers, accepted: tuple[str, ...], raters: tuple[str, str], second: Answers | None = None
) -> Patient:
    """Give a made-up published patient."""
    source = Literature("a journal", "case_report")
    return Patient("someone", "core", True, "", raters, accepted, source, answers, second or {})  # noqa: FBT003


def score_of(*patients: Patient, unstated: str = AS_NO) -> Score:
    """Score some patients by the rules of the shipped collection."""
    return score(protocol(), replace(collection(), patients=patients), unstated)


@pytest.mark.parametrize(
    ("answers", "accepted", "off"),
    [
        (UNWELL, ("emergency",), 0),
        (UNWELL, ("emergency", "urgent"), 0),
        (UNWELL, ("urgent", "soon"), 1),
        (UNWELL, ("routine", "self_care"), 3),
        (WELL, ("routine", "self_care"), 0),
        (WELL, ("urgent", "soon"), -1),
        (WELL, ("emergency",), -3),
        (WELL, ("self_care",), 1),
    ],
)
def test_off_counts_levels_from_the_nearest_accepted_one(answers: Answers, accepted: tuple[str, ...], off: int) -> None:
    """Too late is below zero, too early above, and the distance is to the nearest level both raters accept."""
    (one,) = score_of(patient(answers, accepted, ("urgent", "urgent"))).everybody
    assert one.off == off


def test_only_patients_with_sure_labels_count() -> None:
    """A patient who is not scored is walked and shown, and counts nowhere."""
    shaky = replace(patient(WELL, ("emergency",), ("emergency", "emergency")), scored=False)
    result = score_of(shaky)
    assert (len(result.everybody), result.within, result.under) == (1, Share(0, 0), Share(0, 0))


def test_exact_asks_only_patients_whose_raters_name_one_level() -> None:
    """Where the raters' best levels differ, no result is the exact one."""
    agreed = patient(UNWELL, ("emergency",), ("emergency", "emergency"))
    split = patient(UNWELL, ("emergency", "urgent"), ("emergency", "urgent"))
    assert score_of(agreed, split).exact == Share(1, 1)


def test_tiers_ask_only_patients_whose_raters_are_in_one_tier() -> None:
    """Urgent and soon are one tier of the three, emergency and urgent are not."""
    same = patient(UNWELL, ("urgent", "soon"), ("urgent", "soon"))
    split = patient(UNWELL, ("emergency", "urgent"), ("emergency", "urgent"))
    assert score_of(same, split).tiers_right() == Share(0, 1)


def test_unstated_as_not_sure_is_never_taken_as_no() -> None:
    """What a text does not mention stays open, what it says stays said."""
    person = person_of(protocol(), {"fever": "no"}, AS_NOT_SURE)
    assert (person["fever"], person["both_legs"], person["age"]) == ("no", NOT_SURE, NOT_SURE)


def test_unstated_as_no_leaves_open_what_has_no_usual_answer() -> None:
    """Nobody's age is made up."""
    person = person_of(protocol(), {}, AS_NO)
    assert (person["both_legs"], person["age"]) == ("no", NOT_SURE)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662), (10, 10, 0.7225, 1.0)],
)
def test_the_interval_is_wilsons(part: int, whole: int, low: float, high: float) -> None:
    """It gives the values of Newcombe's tables (Stat Med 1998;17:857-872) and stays inside 0 and 1."""
    assert Share(part, whole).interval == pytest.approx((low, high), abs=0.0001)


def test_nobody_of_nobody_says_nothing() -> None:
    """An empty group has the widest interval there is, not an error."""
    assert Share(0, 0).interval == (0.0, 1.0)


def test_two_readers_are_compared_without_reworded_lines() -> None:
    """A line whose words changed after the encoding says nothing about the readers."""
    first: Answers = {"age": 40, "fever": "no", "travels": "yes"}
    second: Answers = {"age": 40, "fever": "yes", "travels": "no", "cough": "no"}
    one = patient(first, ("routine",), ("routine", "routine"), second)
    agreed = agreement([score_of(one)])
    assert (agreed.of_either, agreed.of_both) == (Share(1, 3), Share(1, 2))
    assert agreed.rungs[AS_NO] == Share(0, 1)


def test_lines_read_are_the_question_and_its_checklist() -> None:
    """A choice or a number is one line, a checklist one more than its lines."""
    questions = protocol().by_id
    assert lines_of(questions["age"]) == 1
    assert lines_of(questions["danger_now"]) == 1 + len(questions["danger_now"].lines)


@pytest.mark.parametrize(("numbers", "expected"), [([], (0, 0, 0)), ([7], (7, 7, 7)), ([1, 2, 3, 4, 5], (2, 3, 4))])
def test_quartiles_of_few(numbers: list[int], expected: tuple[float, float, float]) -> None:
    """One person or none is no reason to fail."""
    assert middle_and_quartiles(numbers) == expected
