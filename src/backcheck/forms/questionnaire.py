"""A protocol's questions as a FHIR R4B Questionnaire: what is asked, and when each question shows.

Every line of a checklist is an item of its own with yes, no, not sure and prefer not to say, so that unknown stays
unknown; a number has a second item for the last two. Nothing is required: what is not answered stays missing.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

from backcheck.coded import OURS, START_LINK, codes_of, number_link, questionnaire_url, unsure_link, why_link
from backcheck.forms.fhirpath import enable_when, fhirpath, variable_name
from backcheck.forms.shown import asked_when, helpers, meaning
from backcheck.forms.wording import clean, first_words, markdown
from backcheck.protocol import Protocol, Question

ENABLE_EXPRESSION = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression"
VARIABLE = "http://hl7.org/fhir/StructureDefinition/variable"
ITEM_CONTROL = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
ORIENTATION = "http://hl7.org/fhir/StructureDefinition/questionnaire-choiceOrientation"
LOWEST = "http://hl7.org/fhir/StructureDefinition/minValue"
HIGHEST = "http://hl7.org/fhir/StructureDefinition/maxValue"
OR_ELSE = "Or, if you have no number:"
SEMANTICS = (
    "Every answer can be 'not sure' or 'prefer not to say'; neither ever counts as no, and a missing answer is not no "
    "either. When nothing but such answers leaves it open whether a question is for somebody, it is asked. Where "
    "enableWhen cannot say that, the item has an SDC enableWhenExpression instead; a form that does not know it shows "
    "more questions than needed, and never fewer. backcheck replay gives the result for the responses."
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def render(protocol: Protocol) -> str:
    """Give the questionnaire as indented JSON with a stable order of keys."""
    return json.dumps(questionnaire(protocol), indent=1, ensure_ascii=False) + "\n"


def questionnaire(protocol: Protocol) -> dict[str, Any]:
    """Give the Questionnaire as plain lists, words and numbers."""
    title = clean(protocol.title)
    resource: dict[str, Any] = {
        "resourceType": "Questionnaire",
        "id": str(questionnaire_id(protocol)),
        "extension": [
            _expression(VARIABLE, fhirpath(protocol, meaning(protocol, helper)), name=variable_name(protocol, helper))
            for helper in helpers(protocol)
        ],
        "url": questionnaire_url(protocol),
        "identifier": [{"system": f"{OURS}protocol-hash", "value": protocol.hash}] if protocol.hash else [],
        "version": clean(protocol.version),
        "name": "".join(part.capitalize() for part in protocol.id.split("_")),
        "title": title,
        # Whoever takes it into use makes it active: backcheck cannot answer for somebody else's service.
        "status": "draft",
        "subjectType": ["Patient"],
        "description": markdown(f"{protocol.about} Reviewed: {protocol.reviewed}."),
        "purpose": markdown(SEMANTICS),
        "effectivePeriod": {"end": protocol.review_by} if _DATE.fullmatch(protocol.review_by) else {},
        "item": [
            {"linkId": START_LINK, "text": first_words(protocol), "type": "display"},
            *(_item(protocol, question) for question in protocol.questions),
        ],
    }
    return {name: value for name, value in resource.items() if value}


def questionnaire_id(protocol: Protocol) -> uuid.UUID:
    """Give the questionnaire's id, the same for the same protocol everywhere."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{questionnaire_url(protocol)}|{protocol.version}|{protocol.hash}")


def canonical(protocol: Protocol) -> str:
    """Give what a response calls the questionnaire it answers: its address and, where it can, its version."""
    version = protocol.version
    return (
        f"{questionnaire_url(protocol)}|{version}" if re.fullmatch(r"[^\s|]+", version) else questionnaire_url(protocol)
    )


def _item(protocol: Protocol, question: Question) -> dict[str, Any]:
    """Give the item of one question: a group for a checklist or a number, else a question to choose from."""
    group = question.kind in {"checklist", "number"}
    item: dict[str, Any] = {
        "extension": [] if group else _radio("vertical" if question.choices else "horizontal"),
        "linkId": number_link(question.id) if question.kind == "number" else question.id,
        "text": clean(f"{question.ask} {question.hint}"),
        "type": "group" if group else "choice",
        **({} if group else {"answerOption": _options(protocol, question)}),
        "item": [*_inside(protocol, question), _why(question)],
    }
    if question.ask_if is not None:
        formula = asked_when(protocol, question)
        conditions, behaviour = enable_when(protocol, formula)
        if conditions:
            item |= {"enableWhen": conditions, **({"enableBehavior": behaviour} if len(conditions) > 1 else {})}
        else:
            item["extension"] = [*item["extension"], _expression(ENABLE_EXPRESSION, fhirpath(protocol, formula))]
    return {name: value for name, value in item.items() if value}


def _inside(protocol: Protocol, question: Question) -> Iterator[dict[str, Any]]:
    for line in question.lines:
        yield {
            "extension": _radio("horizontal"),
            "linkId": line.id,
            "text": clean(line.say),
            "type": "choice",
            "answerOption": _options(protocol, question),
        }
    if question.kind == "number":
        bounds = ((LOWEST, question.lowest), (HIGHEST, question.highest))
        yield {
            "extension": [{"url": url, "valueInteger": bound} for url, bound in bounds],
            "linkId": question.id,
            "text": f"A whole number from {question.lowest} to {question.highest}",
            "type": "integer",
        }
        yield {
            "extension": _radio("horizontal"),
            "linkId": unsure_link(question.id),
            "text": OR_ELSE,
            "type": "choice",
            "enableWhen": [{"question": question.id, "operator": "exists", "answerBoolean": False}],
            "answerOption": _options(protocol, question),
        }


def _why(question: Question) -> dict[str, Any]:
    """Give the text that says why it is asked, which forms show on request."""
    return {
        "extension": [_control("help")],
        "linkId": why_link(question.id),
        "text": clean(question.why),
        "type": "display",
    }


def _options(protocol: Protocol, question: Question) -> list[dict[str, Any]]:
    return [
        {"valueCoding": {"system": code.system, "code": code.code, "display": clean(code.display)}}
        for _, code in codes_of(protocol, question)
    ]


def _radio(orientation: str) -> list[dict[str, Any]]:
    return [_control("radio-button"), {"url": ORIENTATION, "valueCode": orientation}]


def _control(code: str) -> dict[str, Any]:
    return {"url": ITEM_CONTROL, "valueCodeableConcept": {"coding": [{"system": CONTROLS, "code": code}]}}


def _expression(url: str, expression: str, name: str = "") -> dict[str, Any]:
    named = {"name": name} if name else {}
    return {"url": url, "valueExpression": {**named, "language": "text/fhirpath", "expression": expression}}
