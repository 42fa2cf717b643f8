"""The note for a clinician: what was found, what was not, what decides, and what the person was told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backcheck.note import OTHER, PARTS, RED_FLAGS, red_flags
from backcheck.protocol import Answer
from backcheck.render.parts import CLINICIAN
from backcheck.render.sections import sections
from backcheck.report import make_report, with_worsening
from backcheck.words import name_of
from tests.render.test_results import ONE_PER_RUNG, result
from tests.render.test_told import part, text
from tests.shipped import cases, person, protocol


def test_the_note_tells_every_answer_once() -> None:
    """Present, absent, unsure or not asked: whatever is for the person stands in one part, in one way."""
    for case in ONE_PER_RUNG.values():
        report = result(case)
        told = [words for one in report.note.values() for words in (*one.present, *one.absent, *one.unsure)]
        names = {name_of(protocol(), fact) for fact in report.answers}
        assert list(report.note) == list(PARTS)
        assert len(told) == len(set(told)) == len(names)


@pytest.mark.parametrize(
    ("answers", "way"),
    [
        (("yes", "no"), "present"),
        (("no", "yes"), "present"),
        (("no", "not sure"), "unsure"),
        (("prefer not to say", "no"), "unsure"),
        (("no", "no"), "absent"),
    ],
)
def test_the_same_words_stand_once_in_the_note_by_the_most_worrying_answer(answers: tuple[str, str], way: str) -> None:
    """Soreness on the spine bones is asked beside cancer and beside weak bones: a yes to one is never also a no."""
    asked = person(cancer="yes", bone_risk="yes", age=62, sore_bones=answers[0], sore_bone_cancer=answers[1])
    flags = make_report(protocol(), asked).note[RED_FLAGS]
    sore = name_of(protocol(), "sore_bones")
    assert sore == name_of(protocol(), "sore_bone_cancer")
    shown = {name for name in ("present", "absent", "unsure") if any(sore in one for one in getattr(flags, name))}
    assert shown == {way}


def test_a_sign_that_decides_stands_under_present() -> None:
    """A rounded back is no red flag of a floor, but what decides is never passed over with "none"."""
    report = make_report(protocol(), person(age=13, duration="weeks_4_6", trend="same", rounded_back="yes"))
    shown = part(report, "Red flags present", CLINICIAN)
    assert shown is not None
    assert [item for item in shown.items if name_of(protocol(), "rounded_back") in item.text]
    other = part(report, "Other answers", CLINICIAN)
    assert other is None or not [item for item in other.items if name_of(protocol(), "rounded_back") in item.text]


def test_the_note_keeps_unsure_apart_from_no() -> None:
    """Not sure is never told as absent, and what was not asked is told as that."""
    answers = {"numb_saddle": "yes", "both_legs": "not sure", "unsteady": "no"}
    flags = make_report(protocol(), answers).note[RED_FLAGS]
    assert flags.present == ("numb between the legs",)
    assert flags.absent == ("unsteady walking or falls",)
    assert flags.unsure == ("trouble in both legs",)
    assert "fever or shivering" in flags.unasked


def test_the_parts_of_the_note_come_from_the_protocol() -> None:
    """Without sections and floors, alarming rules tell the red flags, and the rest stands under other answers."""
    bare = replace(protocol(), floors=(), questions=tuple(replace(one, section="") for one in protocol().questions))
    assert "numb_saddle" in red_flags(bare)
    report = make_report(bare, {"age": 40})
    assert report.note[OTHER].present == ("age: 40",)


@pytest.mark.parametrize("rung", [rung.id for rung in protocol().ladder])
def test_a_clinician_reads_reason_flags_rules_and_what_may_be_done(rung: str) -> None:
    """The note has its parts at every rung, and speaks of the person, not as the person."""
    report = with_worsening(result(ONE_PER_RUNG[rung]))
    headings = {one.heading for one in sections(report, CLINICIAN)}
    assert {"Reason", "Onset and course", "Red flags present", "Rung and deciding rules"} <= headings
    assert "own words" not in text(report, CLINICIAN)
    assert text(report, CLINICIAN).count(f"{protocol().presents_with}; age ") == 1
    assert all(f"Rule {one.rule}" in text(report, CLINICIAN) for one in report.reasons)
    assert bool(report.workups) == ("What may be done" in headings)


def test_what_may_be_done_is_never_what_must_be() -> None:
    """Clinicians decide: the words are may, and an unchecked claim says so."""
    report = result(ONE_PER_RUNG["call_now"])
    assert report.workups
    shown = part(report, "What may be done", CLINICIAN)
    assert shown is not None
    assert all(item.text.startswith("Clinicians may ") for item in shown.items)
    assert not all(one.checked for one in report.workups)
    for one, item in zip(report.workups, shown.items, strict=True):
        assert one.checked or f"How far checked: {one.note}" in item.text


def test_what_is_for_no_red_flags_never_stands_beside_one() -> None:
    """Imaging that waits is told of pain that does not settle alone, not beside a red flag, a doubt or a fracture."""
    settles_not: dict[str, Answer] = {"duration": "weeks_6_12", "trend": "same"}
    alone = make_report(protocol(), person(**settles_not))
    (calm,) = [one for one in protocol().workups if one.without_red_flags]
    assert calm in alone.workups
    others: tuple[dict[str, Answer], ...] = (
        {"age": 73, "bone_risk": "yes", "height_loss": "yes"},
        {"age": 40, "eases_lying": "not sure", "bone_risk": "yes"},
    )
    for other in others:
        assert calm not in make_report(protocol(), person(**settles_not, **other)).workups
    assert "may nothing" not in text(alone, CLINICIAN)
    assert "nothing" not in calm.imaging


def test_the_note_tells_what_the_persons_own_page_tells() -> None:
    """Unfinished answers are told what to look out for, and nothing to do: so says the note, and of no rung."""
    parts: tuple[dict[str, Answer], ...] = ({}, {"onset": "days", "worst_pain": 3}, {"fever": "not sure"})
    for answers in parts:
        report = make_report(protocol(), answers)
        shown = part(report, "What the person was told", CLINICIAN)
        assert shown is not None
        told = " ".join(item.text for item in shown.items)
        assert [line for line in report.care.safety_net if line not in told] == []
        assert not [line for line in (*report.care.do, *report.care.do_not, report.care.check_again) if line in told]
    undecided = make_report(protocol(), {"onset": "days"})
    rung = part(undecided, "Rung and deciding rules", CLINICIAN)
    assert rung is not None
    assert rung.items[0].text.startswith("None yet")


@pytest.mark.parametrize("rung", [rung.id for rung in protocol().ladder])
def test_no_part_of_the_persons_page_is_passed_over_in_the_note(rung: str) -> None:
    """Each heading of the page is named in the note, and of what to do every line stands in it."""
    report = with_worsening(result(ONE_PER_RUNG[rung]))
    shown = part(report, "What the person was told", CLINICIAN)
    assert shown is not None
    told = " ".join(item.text for item in shown.items).lower()
    for one in sections(report):
        assert one.heading in {"", "About this result"} or one.heading.lower() in told
        if one.heading in {"Do", "Do not", "Look out for", "When to check again"}:
            assert not [item for item in one.items if item.text.lower() not in told]


def test_of_several_workups_each_says_what_it_is_for() -> None:
    """Nobody has to guess which examination belongs to which suspicion; a single one needs no such words."""
    several = next(one for one in map(result, cases()) if len(one.workups) > 1)
    single = next(one for one in map(result, cases()) if len(one.workups) == 1)
    titles = {one.title for one in several.reasons}
    shown, alone = (part(one, "What may be done", CLINICIAN) for one in (several, single))
    assert shown is not None
    assert alone is not None
    assert all(any(f"For: {title}" in item.text for title in titles) for item in shown.items)
    assert not any("For: " in item.text for item in alone.items)


def test_the_note_speaks_of_the_person() -> None:
    """What results call an answer is said by nobody: a note that says "I" is the patient's, not a clinician's."""
    choices = (choice.short for question in protocol().questions for choice in question.choices)
    words = [*(name_of(protocol(), fact) for fact in protocol().question_of), *choices]
    assert [one for one in words if {"i", "me", "my", "you", "your"} & set(one.lower().replace(",", "").split())] == []


def test_absent_red_flags_stand_by_what_they_are_about() -> None:
    """A clinician finds the nerves in one line and the chest in another, each under its heading."""
    shown = part(result(ONE_PER_RUNG["routine"]), "Red flags asked and absent", CLINICIAN)
    assert shown is not None
    lines = {item.text: " ".join(item.details).lower() for item in shown.items}
    nerves, chest = (protocol().question_of[fact] for fact in ("numb_saddle", "breathless"))
    assert name_of(protocol(), "numb_saddle") in lines[f"{nerves.topic}:"]
    assert name_of(protocol(), "breathless") in lines[f"{chest.heading}:"]
