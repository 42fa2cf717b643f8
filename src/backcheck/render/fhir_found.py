"""What was found, as a FHIR Observation: how soon to be seen, and each danger as found, or as not known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backcheck import __version__
from backcheck.coded import ABSENT_CODES, ABSENT_SYSTEM, MARK_EXTENSION, OURS, system_of
from backcheck.condition import facts_of, open_leaves
from backcheck.forms.wording import clean
from backcheck.protocol import NOT_SURE, PREFER_NOT, UNSURE_ANSWERS
from backcheck.reasons import mark_of
from backcheck.render.sections import decided, headline
from backcheck.report import Reason, Report

CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
OBSERVATION_SYSTEM = f"{OURS}observation"
URGENCY, LOWEST, HIGHEST, COMPLETE, STANDS, REGION = "urgency", "at-least", "at-most", "complete", "stands", "region"
COUNTRIES = "urn:iso:std:iso:3166"
NAMES = {
    URGENCY: "How soon to be seen",
    LOWEST: "The least urgent it can still be when all is known",
    HIGHEST: "The most urgent it can still be when all is known",
    COMPLETE: "Whether everything that matters was answered",
    REGION: "Where the emergency number is for",
    STANDS: "Whether it would be no less urgent if any one answer were mistaken",
}
ABSENT = {
    "unknown": "Unknown",
    "asked-unknown": "Asked But Unknown",
    "asked-declined": "Asked But Declined",
    "temp-unknown": "Temporarily Unknown",
}


def observation(report: Report, id_: str, answered: dict[str, str]) -> dict[str, Any]:
    """Give the Observation; ``answered`` is the reference to the response it follows from.

    While unfinished answers decide nothing it has no value, only the reason why.
    """
    value = {"valueCodeableConcept": {"coding": [rung_coding(report, report.rung.id)], "text": clean(headline(report))}}
    return {
        "resourceType": "Observation",
        "id": id_,
        "status": "final" if report.complete else "preliminary",
        "category": [{"coding": [{"system": CATEGORY, "code": "survey", "display": "Survey"}]}],
        "code": _code(URGENCY),
        **(value if decided(report) else {"dataAbsentReason": _absent("temp-unknown", headline(report))}),
        "device": {"display": f"backcheck {__version__}"},
        "derivedFrom": [answered],
        "component": list(_components(report)),
    }


def rung_coding(report: Report, rung: str) -> dict[str, str]:
    """Give a rung of the ladder as a code."""
    name = report.protocol.rung_of[rung].name
    return {"system": system_of(report.protocol, "rung"), "code": rung, "display": clean(name)}


def _components(report: Report) -> Iterator[dict[str, Any]]:
    yield {"code": _code(COMPLETE), "valueBoolean": report.complete}
    yield {"code": _code(LOWEST), "valueCodeableConcept": {"coding": [rung_coding(report, report.at_least)]}}
    yield {"code": _code(HIGHEST), "valueCodeableConcept": {"coding": [rung_coding(report, report.at_most)]}}
    if report.reasons and decided(report):
        yield {"code": _code(STANDS), "valueBoolean": report.stands}
    if report.region:
        country = {"system": COUNTRIES, "code": report.region.id, "display": clean(report.region.name)}
        yield {"code": _code(REGION), "valueCodeableConcept": {"coding": [country]}}
    told = set()
    for reason in (*report.reasons, *report.also):
        told.add(reason.rule)
        found = {"valueBoolean": True} if reason.certain else {"dataAbsentReason": _unsure(reason)}
        yield {**_mark(report, reason.rule), "code": _rule(report, reason.rule, reason.title), **found}
    for doubt in report.doubts:
        if doubt.rule not in told:
            absent = _absent(_why_open(report, doubt.rule), f"Not known: {'; '.join(doubt.open)}.")
            code = _rule(report, doubt.rule, doubt.title)
            yield {**_mark(report, doubt.rule), "code": code, "dataAbsentReason": absent}


def _unsure(reason: Reason) -> dict[str, Any]:
    """Give why a rule that counts because of unsure answers is not known: all of them were asked."""
    declined = reason.declined and not reason.unsure
    text = f"Answers: {'; '.join(reason.answers)}." if reason.answers else ""
    return _absent(ABSENT_CODES[PREFER_NOT if declined else NOT_SURE], text)


def _why_open(report: Report, rule: str) -> str:
    """Give why a rule is open: what it hangs on was declined, or asked and not sure, or some of it not answered."""
    person = report.person
    (condition,) = (one.when for one in report.protocol.rules if one.id == rule)
    hanging = {fact for leaf in open_leaves(condition, person.look) for fact in facts_of(leaf)}
    given = {person.given(fact) for fact in hanging}
    open_ = {answer for answer in given if answer is None or answer in UNSURE_ANSWERS}
    if open_ == {PREFER_NOT}:
        return ABSENT_CODES[PREFER_NOT]
    return "unknown" if None in open_ or not open_ else ABSENT_CODES[NOT_SURE]


def _code(name: str) -> dict[str, Any]:
    return {"coding": [{"system": OBSERVATION_SYSTEM, "code": name, "display": NAMES[name]}], "text": NAMES[name]}


def _rule(report: Report, rule: str, title: str) -> dict[str, Any]:
    coding = {"system": system_of(report.protocol, "rule"), "code": rule, "display": clean(title)}
    return {"coding": [coding], "text": clean(title)}


def _mark(report: Report, rule: str) -> dict[str, Any]:
    """Give the mark by which replay knows whether the rule still decides in the same way."""
    return {"extension": [{"url": MARK_EXTENSION, "valueString": mark_of(report.told[rule])}]}


def _absent(code: str, text: str = "") -> dict[str, Any]:
    coding = {"system": ABSENT_SYSTEM, "code": code, "display": ABSENT[code]}
    return {"coding": [coding], **({"text": clean(text)} if text else {})}
