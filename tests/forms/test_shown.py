"""When a form shows a question: exactly when the engine asks it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backcheck.findings import Person
from backcheck.forms.fhirpath import enable_when
from backcheck.forms.shown import asked_when, helpers, meaning, ruled_out_when
from backcheck.interview import in_force
from backcheck.logic import NO, YES
from backcheck.protocol import Answers, Protocol
from tests.forms.filling import COMPARED, asked, holds, nested, people
from tests.property.generated import people as anybody
from tests.property.generated import protocols
from tests.reading.workshop import workshop
from tests.shipped import protocol

MADE = pytest.mark.parametrize("made", [protocol, workshop, nested], ids=["shipped", "workshop", "nested"])


@settings(max_examples=120)
@given(st.data())
def test_a_form_shows_what_is_asked_for_any_protocol(data: st.DataObject) -> None:
    """Two-valued formulas say the same as three-valued conditions, whatever is answered, unsure or missing."""
    made = data.draw(protocols())
    person = data.draw(anybody(made))
    answers = {fact: answer for fact, answer in person.items() if data.draw(st.booleans())}
    _agree(made, answers)


@MADE
def test_a_form_shows_what_is_asked(made: Any) -> None:
    """So it is for protocols that people wrote."""
    for answers in people(made(), 100):
        _agree(made(), answers)


@MADE
def test_people_differ_in_what_they_are_asked(made: Any) -> None:
    """Each question with a condition is asked of somebody and not of somebody else: the tests here can fail."""
    everybody = [asked(made(), answers) for answers in people(made(), 100)]
    for question in made().questions:
        if question.ask_if is not None:
            assert {question.id in one for one in everybody} == {True, False}, question.id


def test_helpers_come_after_what_they_are_made_of() -> None:
    """A form that works its fields out from top to bottom needs no second round."""
    known: list[str] = []
    for helper in helpers(protocol()):
        used = [one for one in helpers(protocol()) if repr(one) in repr(meaning(protocol(), helper))]
        assert [one for one in used if repr(one) not in known] == []
        known.append(repr(helper))


@settings(max_examples=120)
@given(st.data())
def test_plain_conditions_are_used_only_where_they_mean_the_same(data: st.DataObject) -> None:
    """Wherever ``enableWhen`` stands, FHIR's own meaning of it shows exactly what the engine asks."""
    made = data.draw(protocols())
    answers = data.draw(anybody(made))
    _enabled_agree(made, {fact: answer for fact, answer in answers.items() if data.draw(st.booleans())})


@MADE
def test_the_simple_conditions_are_plain_ones(made: Any) -> None:
    """Most readers know ``enableWhen`` alone, so what it can say is said with it."""
    plain = 0
    for answers in people(made(), 30):
        plain += _enabled_agree(made(), answers)
    assert plain


def _agree(made: Protocol, answers: Answers) -> None:
    person = Person(made, answers)
    for question in made.questions:
        applies = person.applies(question)
        assert holds(made, asked_when(made, question), answers) is (applies is YES)
        assert holds(made, ruled_out_when(made, question), answers) is (applies is NO)


def _enabled_agree(made: Protocol, answers: Answers) -> int:
    counted = in_force(made, answers)
    told = {_link(made, fact, answer): _code(made, fact, answer) for fact, answer in counted.items()}
    plain = 0
    for question in made.questions:
        rows, behaviour = enable_when(made, asked_when(made, question)) if question.ask_if else ([], "")
        if rows:
            plain += 1
            met = [_met(row, told) for row in rows]
            assert (all(met) if behaviour == "all" else any(met)) is (question.id in asked(made, answers))
    return plain


def _met(row: dict[str, Any], told: dict[str, Any]) -> bool:
    """Say whether one condition is met as FHIR R4B has it: without an answer no comparison is."""
    given = told.get(row["question"])
    if row["operator"] == "exists":
        return (given is not None) is row["answerBoolean"]
    if given is None:
        return False
    if "answerInteger" in row:
        return bool(COMPARED[row["operator"]](given, row["answerInteger"]))
    same = given == row["answerCoding"]["code"]
    return same if row["operator"] == "=" else not same


def _link(made: Protocol, fact: str, answer: Any) -> str:
    unsure = made.question_of[fact].kind == "number" and not isinstance(answer, int)
    return f"{fact}.unsure" if unsure else fact


def _code(made: Protocol, fact: str, answer: Any) -> Any:
    if isinstance(answer, int):
        return answer
    codes = {"not sure": "not-sure", "prefer not to say": "prefer-not-to-say"}
    if made.question_of[fact].kind != "choice":
        codes |= {"yes": "Y", "no": "N"}
    return codes.get(answer, answer)
