"""A result as a FHIR Bundle: sound for other people's software, and saying neither more nor less than the result."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from backcheck.forms.questionnaire import questionnaire
from backcheck.protocol import NOT_SURE, PREFER_NOT, Protocol
from backcheck.reading import record_in
from backcheck.render import as_json, fhir
from backcheck.render.parts import clean
from backcheck.render.sections import decided, headline, sections
from backcheck.replay import differences, outcome_of
from backcheck.report import Report, make_report
from tests.forms.fhir import accepted, faults, items, references, urgency
from tests.forms.filling import nested, people
from tests.reading.workshop import workshop
from tests.shipped import cases, person, protocol

ONE_PER_RUNG = {case.expect: case for case in cases() if case.others == "no"}
RESULTS = [
    *(make_report(protocol(), person(**case.answers), "GB") for case in ONE_PER_RUNG.values()),
    make_report(protocol(), {}, today="2026-11-21"),
    *(make_report(made, answers) for made in (protocol(), workshop(), nested()) for answers in people(made, 3)),
    make_report(
        protocol(), person(fever="yes", worst_pain=7), "", {"fever": ("no", "yes"), "worst_pain": ("not sure", 7)}
    ),
]
RESULT = pytest.mark.parametrize("report", RESULTS, ids=range(len(RESULTS)))


def resources(report: Report) -> dict[str, dict[str, Any]]:
    """Give the resources of a result's Bundle by their type."""
    told = json.loads(fhir.render(report))
    return {entry["resource"]["resourceType"]: entry["resource"] for entry in told["entry"]}


@RESULT
def test_other_peoples_models_take_it(report: Report) -> None:
    """fhir.resources accepts the Bundle and every resource in it."""
    accepted(json.loads(fhir.render(report)))
    for resource in resources(report).values():
        accepted(resource)


@RESULT
def test_every_reference_leads_to_a_resource_of_the_bundle(report: Report) -> None:
    """Nothing dangles, and every entry stands under an address of its own."""
    told = json.loads(fhir.render(report))
    addresses = [entry["fullUrl"] for entry in told["entry"]]
    assert set(references(told)) <= set(addresses)
    assert len(set(addresses)) == len(addresses)
    assert all(entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}" for entry in told["entry"])


@RESULT
def test_no_patient_is_invented(report: Report) -> None:
    """Neither a patient nor a reference to one is in it."""
    told = resources(report)
    assert "Patient" not in told
    assert not [one for one in told.values() if {"subject", "source", "patient"} & one.keys()]


@RESULT
def test_what_was_answered_is_kept_as_it_was(report: Report) -> None:
    """Not sure stays not sure, missing has no item, and every item is one of the questionnaire."""
    told = resources(report)
    links = {item["linkId"] for item in items(told["QuestionnaireResponse"])}
    assert links <= {item["linkId"] for item in items(told["Questionnaire"])}
    assert list(faults(told["Questionnaire"])) == []
    assert told["QuestionnaireResponse"]["questionnaire"].startswith(told["Questionnaire"]["url"])
    again = record_in(report.protocol, fhir.render(report).encode(), "bundle")
    assert again.answers == report.answers


@RESULT
def test_it_says_of_urgency_what_the_result_says(report: Report) -> None:
    """Rung, deadline and referral are the result's own; while nothing is decided none of them is told."""
    told = resources(report)
    found = told["Observation"]
    if not decided(report):
        assert "valueCodeableConcept" not in found
        assert found["dataAbsentReason"]["coding"][0]["code"] == "temp-unknown"
        assert "RequestGroup" not in told
        return
    deadline, see = report.care.deadline, tuple(service.name for service in report.see)
    assert urgency(told.values()) == (report.rung.id, deadline, see)
    assert told["RequestGroup"]["action"][0]["title"] == headline(report)
    assert (told["RequestGroup"]["priority"] == "stat") is report.is_emergency


@RESULT
def test_the_person_is_to_be_told_their_own_page(report: Report) -> None:
    """What is to be told is each line of the patient's page, with the words to say, and nothing of any other."""
    told = resources(report).get("CommunicationRequest", {"payload": []})
    texts = [one["contentString"] for one in told["payload"]]
    items = [item for section in sections(report) for item in section.items if item.text]
    assert len(texts) == (len(items) + 1 if decided(report) else 0)
    for item, text in zip(items, texts[1:], strict=False):
        assert text.endswith(clean(" ".join((item.text, *item.details))))
    if decided(report) and report.say:
        assert [text for text in texts if clean(" ".join(report.say)) in text]
    if not report.complete:
        assert not [one for one in report.advice if clean(one.say) in " ".join(texts)]


def test_declined_stays_declined() -> None:
    """Who prefers not to say was asked and declined; not sure is asked and unknown, and missing was not asked."""
    codes = {}
    for answer in (PREFER_NOT, NOT_SURE):
        report = make_report(protocol(), person(fever="yes", immune_or_diabetes=answer))
        told = resources(report)["Observation"]["component"]
        codes[answer] = {one["dataAbsentReason"]["coding"][0]["code"] for one in told if "dataAbsentReason" in one}
        assert report.doubts
        assert differences(record_in(protocol(), fhir.render(report).encode(), "kept"), report) == ()
    assert codes == {PREFER_NOT: {"asked-declined"}, NOT_SURE: {"asked-unknown"}}
    missing = resources(make_report(protocol(), {}))["Observation"]["component"]
    assert {one["dataAbsentReason"]["coding"][0]["code"] for one in missing if "dataAbsentReason" in one} == {"unknown"}


def test_whether_it_stands_is_told_where_rules_decided_only() -> None:
    """Where no rule decided nothing could stand or fall: JSON says null, and the Observation has no such part."""
    for report in RESULTS:
        named = {one["code"]["coding"][0]["code"] for one in resources(report)["Observation"]["component"]}
        stands = json.loads(as_json.render(report))["stands_if_any_one_answer_is_wrong"]
        applies = bool(report.reasons) and decided(report)
        assert ("stands" in named) is applies
        assert stands == (report.stands if applies else None)


@RESULT
def test_unfinished_is_told_as_unfinished(report: Report) -> None:
    """An unfinished result is preliminary, asks for more data, and names the next question."""
    told = resources(report)
    assert (told["Observation"]["status"] == "preliminary") is not report.complete
    assert (told["GuidanceResponse"]["status"] == "data-required") is not report.complete
    assert (told["QuestionnaireResponse"]["status"] == "in-progress") is not report.complete
    needed = [f"item.where(linkId = '{report.next_id}')"] if report.next_id else None
    assert told["GuidanceResponse"].get("dataRequirement", [{}])[0].get("mustSupport") == needed


@RESULT
def test_a_danger_in_doubt_has_no_value(report: Report) -> None:
    """What was not ruled out is absent with a reason, never false."""
    parts = {
        one["code"]["coding"][0]["code"]: one
        for one in resources(report)["Observation"]["component"]
        if one["code"]["coding"][0]["system"].endswith(":rule")
    }
    outcome = outcome_of(report)
    assert not [one for one in parts.values() if one.get("valueBoolean") is False]
    for rule in (outcome.doubted or frozenset()) | (outcome.open or frozenset()) - (outcome.holds or frozenset()):
        assert "dataAbsentReason" in parts[rule]


def test_the_examples_hold_every_kind() -> None:
    """Every rung, unfinished and undecided results, doubts and unsure reasons are among the results tested."""
    assert {report.rung.id for report in RESULTS} >= set(protocol().rung_of)
    assert {decided(report) for report in RESULTS} == {True, False}
    assert any(not reason.certain for report in RESULTS for reason in report.reasons)


def test_it_is_the_same_each_time_and_another_for_others() -> None:
    """Ids follow from protocol and answers, nothing from the clock or chance."""
    report = make_report(protocol(), person(fever="yes"))
    assert fhir.render(report) == fhir.render(make_report(protocol(), person(fever="yes")))
    other = make_report(protocol(), person(fever="not sure"))
    assert resources(report)["Questionnaire"]["id"] == resources(other)["Questionnaire"]["id"]
    for kind in ("QuestionnaireResponse", "Observation", "GuidanceResponse"):
        assert resources(report)[kind]["id"] != resources(other)[kind]["id"]


@RESULT
def test_replayed_it_is_the_same_result(report: Report) -> None:
    """A Bundle tells enough of the result to compare it with."""
    record = record_in(report.protocol, fhir.render(report).encode(), "bundle")
    assert record.outcome is not None
    region = report.region.id if report.region else ""
    assert record.region == region
    assert record.hash == report.protocol.hash
    assert differences(record, make_report(report.protocol, record.answers, region)) == ()


def hostile() -> Protocol:
    """Give a protocol whose words are markup and control characters."""
    words = '<script>alert(1)</script> & "x" \x1b[2J\u202e [a](http://b)'
    made = nested()
    care = {name: replace(care, action=words, deadline=words, do=(words,)) for name, care in made.care.items()}
    rules = tuple(replace(rule, title=words, because=words) for rule in made.rules)
    return replace(made, title=words, care=care, rules=rules)


def test_hostile_words_stay_words() -> None:
    """Neither the narrative nor any text carries markup or control characters out of a protocol."""
    for answers in people(hostile(), 5):
        text = fhir.render(make_report(hostile(), answers))
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", text)
        assert not [one for one in _strings(json.loads(text), "div") if "<script" in one]
        assert not [one for one in _strings(json.loads(text), "text") if one.startswith("[a](")]
        accepted(json.loads(text))


def test_the_questionnaire_in_it_is_the_one_exported() -> None:
    """What was asked is told as ``backcheck export`` tells it."""
    assert resources(RESULTS[0])["Questionnaire"] == questionnaire(protocol())


def _strings(told: Any, name: str) -> Iterator[str]:
    if isinstance(told, dict):
        if isinstance(told.get(name), str):
            yield told[name]
        told = list(told.values())
    if isinstance(told, list):
        for inside in told:
            yield from _strings(inside, name)
