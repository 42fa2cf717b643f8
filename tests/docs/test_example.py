"""The bicycle: a whole protocol that is not medical, and is never spoken of as if it were."""

from __future__ import annotations

import re
import subprocess

import pytest

from backcheck.protocol import Case
from backcheck.reading import read_cases
from backcheck.render.plain import render
from backcheck.report import make_report
from backcheck.teach.cases import person_of_case
from backcheck.verify.verdict import verify
from tests.screen import BACKCHECK, Screen, environment
from tests.teach.drawn import BICYCLE, bicycle

MEDICAL = re.compile(r"\b(pain|clinician|doctor|nurse|muscle|tablet|patient|back pain|symptom)s?\b", re.IGNORECASE)
CASES = read_cases(bicycle(), BICYCLE)


def test_all_ten_claims_hold() -> None:
    """It is proved like our own."""
    assert [(one.claim.number, one.holds) for one in verify(bicycle())] == [(number, True) for number in range(1, 11)]


def test_it_loads_without_a_warning() -> None:
    """The cases come out right, and the only line beside them says whose protocol it is."""
    command = [*BACKCHECK, "cases", "--protocol", str(BICYCLE)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert len(done.stderr.splitlines()) == 1


def test_it_has_every_kind_of_thing() -> None:
    """All four groups of rungs, all kinds of questions, follow-ups, findings, floors, personal facts, advice."""
    made = bicycle()
    assert [rung.group for rung in made.ladder] == ["emergency", "urgent", "planned", "self_care"]
    assert {question.kind for question in made.questions} == {"checklist", "choice", "number", "yes_no"}
    assert all([made.findings, made.floors, made.personal, made.advice, made.services, made.start])
    assert any(question.ask_if for question in made.questions)
    assert {case.expect for case in CASES} == set(made.rung_of)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_no_result_speaks_of_medicine(case: Case) -> None:
    """What the program says by itself fits a bicycle as well."""
    told = render(make_report(bicycle(), person_of_case(bicycle(), case)))
    assert MEDICAL.findall(told) == []


def test_whoever_earned_the_lowest_rung_is_told_why_in_its_own_words() -> None:
    """The sentence comes from protocol.yaml."""
    [case] = [case for case in CASES if case.title.startswith("Jo")]
    told = render(make_report(bicycle(), person_of_case(bicycle(), case)))
    assert bicycle().lowest.because in " ".join(told.split())


@pytest.mark.parametrize("keys", ["q\r", "\x03", "\x04"], ids=["q", "Ctrl-C", "end of input"])
def test_whoever_stops_is_told_of_bicycles(keys: str) -> None:
    """When to get help comes from this protocol's first screen, and how to start again names it."""
    with Screen("check", "--plain", "--quiet", "--protocol", str(BICYCLE), columns=200) as screen:
        screen.wait_for_prompt()
        screen.press(keys)
        screen.wait_for_end()
        told = screen.text.partition("Prefer not to say")[2]
    assert "Get off and push NOW" in told
    assert f"backcheck --plain --protocol {BICYCLE}" in told
    assert MEDICAL.findall(told) == []
