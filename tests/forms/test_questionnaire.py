"""The questionnaire as FHIR: other people's models take it, and so do the checks they leave out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from backcheck.forms.questionnaire import questionnaire, render
from backcheck.forms.wording import ONLY_ASKS
from backcheck.forms.xlsform import sheets
from tests.forms.fhir import accepted, faults, items
from tests.forms.filling import nested
from tests.reading.workshop import workshop
from tests.shipped import protocol

MADE = pytest.mark.parametrize("made", [protocol, workshop, nested], ids=["shipped", "workshop", "nested"])


@MADE
def test_other_peoples_models_take_it(made: Any) -> None:
    """fhir.resources finds nothing wrong."""
    accepted(questionnaire(made()))


@MADE
def test_what_those_models_leave_out_is_right_too(made: Any) -> None:
    """No linkId stands twice, no condition hangs on nothing, every type is one of FHIR."""
    assert list(faults(questionnaire(made()))) == []


def test_the_faults_looked_for_are_found() -> None:
    """The checks above can fail."""
    broken = questionnaire(workshop())
    first = broken["item"][0]
    broken["item"] += [
        {"linkId": first["linkId"], "type": "question"},
        {"linkId": "b", "type": "group"},
        {"linkId": "c", "type": "choice", "enableWhen": [{"question": "z"}, {"question": "b"}]},
    ]
    found = list(faults(broken))
    assert len(found) == 6, found


@MADE
def test_every_fact_can_be_answered(made: Any) -> None:
    """Each line, choice, number and yes-or-no question is an item, in the order of asking."""
    links = [item["linkId"] for item in items(questionnaire(made())) if item["type"] in {"choice", "integer"}]
    facts = [fact for question in made().questions for fact in question.facts]
    assert [link for link in links if "." not in link] == facts


@MADE
def test_every_answer_can_be_unsure(made: Any) -> None:
    """Nobody is forced to yes or no: each list ends with not sure and prefer not to say."""
    for item in items(questionnaire(made())):
        if item["type"] == "choice":
            codes = [option["valueCoding"]["code"] for option in item["answerOption"]]
            assert codes[-2:] == ["not-sure", "prefer-not-to-say"]
        assert "required" not in item
        assert "initial" not in item


def test_it_is_the_same_each_time() -> None:
    """Nothing of the clock or of chance is in it."""
    assert render(protocol()) == render(protocol())


def test_hostile_words_stay_words() -> None:
    """What a protocol says is no markup, no link and no control character in other people's programs."""
    hostile = "<script>x</script> [a](http://b) *c*\x1b[2J\u202e"
    made = replace(nested(), about=hostile, title=hostile)
    told = json.loads(render(made))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", render(made))
    assert "\\<script\\>" in told["description"]
    assert "\\[a\\]\\(http://b\\)" in told["description"]
    accepted(told)


def test_a_form_says_first_when_to_call_for_help() -> None:
    """Nobody in danger fills in a form to the end before being told to call, and nobody takes the form for advice."""
    first = questionnaire(protocol())["item"][0]
    assert first["type"] == "display"
    assert f"CALL {protocol().fallback_number} NOW" in first["text"]
    assert ONLY_ASKS in first["text"]
    note = sheets(protocol())["survey"][1]
    assert note[0] == "note"
    assert protocol().fallback_number in note[2]
