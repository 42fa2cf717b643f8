"""What to do, as a FHIR RequestGroup with its deadline and referral, and the CommunicationRequest to tell it.

In FHIR every action of a RequestGroup stands for a request to somebody. Without a patient there is only one that can be
made: to tell the person. So all actions lead there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backcheck import __version__
from backcheck.coded import OURS, system_of
from backcheck.forms.wording import clean, markdown
from backcheck.protocol import Service
from backcheck.render.fhir_found import rung_coding
from backcheck.render.sections import headline, sections
from backcheck.report import Report

ACTION_SYSTEM = f"{OURS}action"
ACT, SEE, THEN = "act", "see", "then"
PRIORITY = {"emergency": "stat", "urgent": "urgent", "planned": "routine", "self_care": "routine"}

Reference = dict[str, str]


def plan(report: Report, id_: str, found: Reference, told: Reference) -> dict[str, Any]:
    """Give the RequestGroup, a proposal that nobody has ordered.

    ``found`` is the reference to what it follows from, ``told`` the one to the request to tell the person.
    """
    return {
        "resourceType": "RequestGroup",
        "id": id_,
        "status": "active",
        "intent": "proposal",
        "priority": PRIORITY[report.rung.group],
        "author": {"display": f"backcheck {__version__}"},
        "reasonReference": [found],
        "action": [{**action, "resource": told} for action in _actions(report)],
    }


def telling(report: Report, id_: str, found: Reference) -> dict[str, Any]:
    """Give the CommunicationRequest: everything the person is to be told, a text each."""
    return {
        "resourceType": "CommunicationRequest",
        "id": id_,
        "status": "active",
        "priority": PRIORITY[report.rung.group],
        "payload": [{"contentString": text} for text in map(clean, _texts(report)) if text],
        "reasonReference": [found],
    }


def _actions(report: Report) -> Iterator[dict[str, Any]]:
    deadline = clean(report.care.deadline)
    yield {
        "id": ACT,
        "title": clean(headline(report)),
        **({"description": deadline} if deadline else {}),
        "priority": PRIORITY[report.rung.group],
        "code": [_code(ACT, "What to do"), {"coding": [rung_coding(report, report.rung.id)]}],
        **_documentation(report),
        **({"timingTiming": {"code": {"text": deadline}}} if deadline else {}),
    }
    for name, heading, services in ((SEE, "Whom to see", report.see), (THEN, "Who may follow", report.then)):
        for place, service in enumerate(services):
            yield _service(report, f"{name}-{place}", _code(name, heading), service, later=name == THEN)


def _service(report: Report, id_: str, code: dict[str, Any], service: Service, *, later: bool) -> dict[str, Any]:
    coding = {"system": system_of(report.protocol, "service"), "code": service.id, "display": clean(service.name)}
    expect = clean(service.expect)
    return {
        "id": id_,
        "title": clean(f"{code['text']}: {service.name}"),
        **({"description": expect} if expect else {}),
        "code": [code, {"coding": [coding], "text": clean(service.name)}],
        **({"relatedAction": [{"actionId": ACT, "relationship": "after"}]} if later else {}),
    }


def _texts(report: Report) -> Iterator[str]:
    """Give the texts in the order in which a person needs them: those of their own page, neither more nor less."""
    yield f"{headline(report)}."
    for section in sections(report):
        heading = f"{section.heading}: " if section.heading else ""
        yield from (f"{heading}{' '.join((item.text, *item.details))}" for item in section.items if item.text)


def _code(name: str, heading: str) -> dict[str, Any]:
    return {"coding": [{"system": ACTION_SYSTEM, "code": name, "display": heading}], "text": heading}


def _documentation(report: Report) -> dict[str, Any]:
    """Give the sources of the deciding rules."""
    sources = report.protocol.sources
    names = dict.fromkeys(name for reason in report.reasons for name in reason.sources if name in sources)
    cited = [{"type": "citation", "citation": markdown(sources[name].cite)} for name in names]
    return {"documentation": cited} if cited else {}
