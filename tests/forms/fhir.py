"""What other people's models of FHIR let through: ids used twice, references to nothing, types that do not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

ITEM_TYPES = {"group", "display", "choice", "integer"}
"""The types of FHIR R4B that ours are; fhir.resources takes any word."""


def accepted(resource: dict[str, Any]) -> None:
    """Let fhir.resources judge a resource, and those inside a Bundle; raises for what its models refuse."""
    from fhir.resources.R4B import get_fhir_model_class

    get_fhir_model_class(resource["resourceType"]).model_validate(resource)


def items(resource: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give every item of a questionnaire or response, outer before inner."""
    for item in resource.get("item", ()):
        yield item
        yield from items(item)


def faults(questionnaire: dict[str, Any]) -> Iterator[str]:
    """Give what is wrong with a questionnaire although the models take it."""
    listed = list(items(questionnaire))
    links = [item["linkId"] for item in listed]
    yield from (f"{link} stands twice" for link, count in Counter(links).items() if count > 1)
    for place, item in enumerate(listed):
        name, kind, options = item["linkId"], item["type"], item.get("answerOption", ())
        codes = [(option["valueCoding"]["system"], option["valueCoding"]["code"]) for option in options]
        if kind not in ITEM_TYPES:
            yield f"{name} has no type of FHIR: {kind}"
        if bool(options) is not (kind == "choice"):
            yield f"{name} is a {kind} with {len(options)} options"
        if len(set(codes)) != len(codes):
            yield f"{name} has an option twice"
        if kind == "group" and not item.get("item"):
            yield f"{name} is an empty group"
        if kind == "display" and (item.get("item") or item.get("enableWhen")):
            yield f"{name} is a text that holds or hangs on something"
        if item.get("enableWhen") and "enableWhenExpression" in str(item.get("extension")):
            yield f"{name} has two conditions"
        if len(item.get("enableWhen", ())) > 1 and item.get("enableBehavior") not in {"any", "all"}:
            yield f"{name} does not say how its conditions combine"
        yield from (
            f"{name} hangs on {row['question']}, which is not before it"
            for row in item.get("enableWhen", ())
            if row["question"] not in links[:place]
        )


def references(resource: Any) -> Iterator[str]:
    """Give every reference in a resource."""
    if isinstance(resource, dict):
        if isinstance(resource.get("reference"), str):
            yield resource["reference"]
        resource = list(resource.values())
    if isinstance(resource, list):
        for inside in resource:
            yield from references(inside)


def urgency(resources: Iterable[dict[str, Any]]) -> tuple[str, str, tuple[str, ...]]:
    """Give what resources of ours say of urgency: rung, deadline, whom to see; empty while nothing is decided."""
    told = {resource["resourceType"]: resource for resource in resources}
    value = told["Observation"].get("valueCodeableConcept")
    act, *others = told.get("RequestGroup", {}).get("action") or [{}]
    seen = (one["code"][1]["coding"][0]["display"] for one in others if one["id"].startswith("see-"))
    return value["coding"][0]["code"] if value else "", act.get("description", ""), tuple(seen)
