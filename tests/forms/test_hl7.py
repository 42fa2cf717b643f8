"""Every resource of ours keeps the rules that HL7 itself wrote for FHIR R4B."""

from __future__ import annotations

import json

import pytest

from backcheck.forms.questionnaire import questionnaire
from backcheck.render import fhir
from backcheck.report import Report, make_report
from tests.forms.filling import nested, people
from tests.forms.hl7 import broken_rules
from tests.reading.workshop import workshop
from tests.shipped import cases, person, protocol

EMERGENCY, AT_HOME = (
    next(case for case in cases() if case.expect == rung and case.others == "no") for rung in ("call_now", "self_care")
)
RESULTS = [
    make_report(protocol(), person(**EMERGENCY.answers), "GB", today="2026-11-21"),
    make_report(protocol(), person(**AT_HOME.answers)),
    make_report(protocol(), {}),
    *(make_report(made, answers) for made in (workshop(), nested()) for answers in people(made, 3)),
    make_report(
        protocol(), person(fever="yes", worst_pain=7), "", {"fever": ("no", "yes"), "worst_pain": ("not sure", 7)}
    ),
]


@pytest.mark.parametrize("report", RESULTS, ids=range(len(RESULTS)))
def test_hl7_finds_no_rule_broken(report: Report) -> None:
    """Neither in the Bundle nor in any resource of it, and every code is one FHIR allows."""
    told = json.loads(fhir.render(report))
    # The questionnaire has a test of its own, for it is large and the same for everybody.
    inside = [entry["resource"] for entry in told["entry"] if entry["resource"]["resourceType"] != "Questionnaire"]
    found = [fault for resource in inside for fault in broken_rules(resource)]
    assert found == []
    entries = [{**entry, "resource": {"resourceType": entry["resource"]["resourceType"]}} for entry in told["entry"]]
    assert list(broken_rules({**told, "entry": entries})) == []


def test_hl7_finds_no_rule_broken_in_the_questionnaires() -> None:
    """The exported questionnaires of the shipped protocol and of others keep them too."""
    assert [fault for made in (protocol(), workshop(), nested()) for fault in broken_rules(questionnaire(made))] == []


def test_a_broken_rule_is_found() -> None:
    """The rules are really asked: each of these faults is one that HL7 names."""
    group = {"resourceType": "RequestGroup", "status": "active", "intent": "proposal", "action": [{"title": "Rest"}]}
    assert any("rqg-1" in fault for fault in broken_rules(group))
    twice = {"resourceType": "Questionnaire", "status": "ready", "item": [_item("a", "group"), _item("a", "question")]}
    found = list(broken_rules(twice))
    assert any("que-2" in fault for fault in found)
    assert "Questionnaire.status cannot be ready" in found
    assert "Questionnaire.item.type cannot be question" in found


def _item(link: str, kind: str) -> dict[str, str]:
    return {"linkId": link, "type": kind}
