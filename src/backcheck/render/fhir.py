"""Report to a FHIR R4B Bundle for health records: what was asked, what was answered, what came out and what to do.

No patient is invented: every resource here may stand without one, and whoever takes the Bundle in adds theirs. Ids
follow from the protocol and the answers, so that the same result is the same Bundle. docs/decisions/fhir.md says why.
"""

from __future__ import annotations

import html
import json
import uuid
from collections.abc import Iterator
from typing import Any

from backcheck import __version__
from backcheck.coded import system_of
from backcheck.forms.questionnaire import questionnaire
from backcheck.forms.response import response, response_id
from backcheck.forms.wording import clean, markdown
from backcheck.render.fhir_found import observation
from backcheck.render.fhir_plan import plan, telling
from backcheck.render.sections import LIMITS, decided, headline, sections
from backcheck.report import Reason, Report


def render(report: Report) -> str:
    """Give the Bundle as indented JSON with a stable order of keys."""
    return json.dumps(bundle(report), indent=1, ensure_ascii=False) + "\n"


def bundle(report: Report) -> dict[str, Any]:
    """Give the Bundle as plain lists, words and numbers."""
    told = [questionnaire(report.protocol), *about_person(report)]
    return {
        "resourceType": "Bundle",
        "id": _id(report, "bundle"),
        "type": "collection",
        "entry": [{"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource} for resource in told],
    }


def about_person(report: Report) -> list[dict[str, Any]]:
    """Give the resources of one person's result: all of the Bundle but the questionnaire."""
    answered = response(report.protocol, report.answers, report.asked_twice, complete=report.complete)
    found = observation(report, _id(report, "observation"), _reference(answered["id"]))
    acts: list[dict[str, Any]] = []
    if decided(report):
        tell = telling(report, _id(report, "telling"), _reference(found["id"]))
        acts = [plan(report, _id(report, "plan"), _reference(found["id"]), _reference(tell["id"])), tell]
    guidance = _guidance(report, found["id"], acts[0]["id"] if acts else "")
    return [
        _dated(report, answered, "authored"),
        _dated(report, found, "effectiveDateTime"),
        _dated(report, guidance, "occurrenceDateTime"),
        *(_dated(report, one, "authoredOn") for one in acts),
    ]


def _id(report: Report, name: str) -> str:
    """Give a resource's id, the same for the same answers, protocol and region."""
    region = report.region.id if report.region else ""
    return str(
        uuid.uuid5(response_id(report.protocol, report.answers, report.asked_twice), f"{name} {region} {report.today}")
    )


def _reference(id_: str) -> dict[str, str]:
    return {"reference": f"urn:uuid:{id_}"}


def _dated(report: Report, resource: dict[str, Any], field: str) -> dict[str, Any]:
    return {**resource, field: report.today} if report.today else resource


def _guidance(report: Report, found: str, acts: str) -> dict[str, Any]:
    """Give the outcome: an answer of decision support, ``data-required`` while it is unfinished."""
    protocol = report.protocol
    resource: dict[str, Any] = {
        "resourceType": "GuidanceResponse",
        "id": _id(report, "guidance"),
        "text": {"status": "generated", "div": _narrative(report)},
        "moduleUri": f"{system_of(protocol, 'protocol')}:{protocol.hash}".rstrip(":"),
        "status": "success" if report.complete else "data-required",
        "performer": {"display": f"backcheck {__version__}"},
        "reasonCode": [_reason(report, one) for one in report.reasons],
        "reasonReference": [_reference(found)],
        "note": [{"text": markdown(text)} for text in (f"{headline(report)}.", LIMITS)],
        "result": _reference(acts) if acts else {},
        "dataRequirement": [_next(report)] if report.next_id else [],
    }
    return {name: value for name, value in resource.items() if value}


def _reason(report: Report, one: Reason) -> dict[str, Any]:
    coding = {"system": system_of(report.protocol, "rule"), "code": one.rule, "display": clean(one.title)}
    lines = (
        ("You said", one.said),
        ("You were not sure about", one.unsure),
        ("You would rather not say", one.declined),
    )
    said = " ".join(f"{begin}: {'; '.join(words)}." for begin, words in lines if words)
    title = one.title if one.certain else f"Not ruled out: {one.title}"
    return {"coding": [coding], "text": clean(f"{title}. {one.because} {said}")}


def _next(report: Report) -> dict[str, Any]:
    """Give what is needed for a result: an answer to the next question."""
    return {"type": "QuestionnaireResponse", "mustSupport": [f"item.where(linkId = '{report.next_id}')"]}


def _narrative(report: Report) -> str:
    """Give the whole result as the XHTML that FHIR allows, for systems that show nothing else."""
    return f'<div xmlns="http://www.w3.org/1999/xhtml">{"".join(_paragraphs(report))}</div>'


def _paragraphs(report: Report) -> Iterator[str]:
    yield f"<p><b>{_xhtml(headline(report))}.</b></p>"
    for section in sections(report):
        if section.heading:
            yield f"<p><b>{_xhtml(section.heading)}</b></p>"
        for item in section.items:
            details = "".join(f"<br/>{_xhtml(detail)}" for detail in item.details)
            yield f"<p>{_xhtml(item.text)}{details}</p>"


def _xhtml(text: str) -> str:
    return html.escape(clean(text), quote=False)
