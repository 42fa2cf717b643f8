"""HL7's own definitions of FHIR R4B, held against a resource: their rules in FHIRPath, and the codes they allow."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(sys.prefix) / "fhir-r4b"
UNREAD = {"dom-3", "ele-1"}
"""About contained resources, of which ours have none; and that nothing is empty, which ``_empty`` says as well."""
NOT_EVALUATED = "hasValue()"
"""What fhirpathpy does not know; but for ``ele-1`` it stands only in the rule that a document has a date."""


def broken_rules(resource: dict[str, Any]) -> Iterator[str]:
    """Give what HL7's definition of a resource finds wrong in it, inside its elements too."""
    kind = resource["resourceType"]
    yield from _empty(resource, kind)
    for element in _definition(kind)["snapshot"]["element"]:
        path = element["path"]
        found = list(_at(resource, path.split(".")[1:]))
        for rule in element.get("constraint", ()):
            evaluated = rule["key"] not in UNREAD and NOT_EVALUATED not in rule["expression"]
            if rule["severity"] == "error" and evaluated:
                holds = (_holds(_type(element), rule["expression"], one, resource) for one in found)
                yield from (f"{path} breaks {rule['key']}: {rule['human']}" for held in holds if not held)
        allowed = _codes(element)
        yield from (
            f"{path} cannot be {one}" for one in found if allowed and isinstance(one, str) and one not in allowed
        )


def _empty(part: Any, place: str) -> Iterator[str]:
    if part in ("", [], {}, None):
        yield f"{place} is empty"
    for name, inside in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        yield from _empty(inside, f"{place}.{name}")


def _type(element: dict[str, Any]) -> str:
    """Give what FHIRPath calls the type of an element: a datatype, or its path where it has none of its own."""
    kinds = [one["code"] for one in element.get("type", ())]
    return kinds[0] if len(kinds) == 1 and kinds[0] not in {"BackboneElement", "Element"} else str(element["path"])


def _holds(kind: str, expression: str, element: Any, resource: dict[str, Any]) -> bool:
    from fhirpathpy.engine.nodes import ResourceNode

    typed: Any = ResourceNode.create_node
    node = element if element is resource else typed(element, kind)
    return bool(_compiled(expression)(node, {"resource": resource, "rootResource": resource}) == [True])


@cache
def _compiled(expression: str) -> Any:
    from fhirpathpy import compile as compile_fhirpath
    from fhirpathpy.models import models

    return compile_fhirpath(expression, models["r4"])


def _at(part: Any, steps: list[str]) -> Iterator[Any]:
    """Give every element at a path; items inside items are those of FHIR's own contentReference."""
    if not steps:
        yield part
        return
    inside = part.get(steps[0].replace("[x]", ""), []) if isinstance(part, dict) else []
    for one in inside if isinstance(inside, list) else [inside]:
        yield from _at(one, steps[1:])
        if steps[0] in {"item", "action"}:
            yield from _at(one, steps)


@cache
def _definition(kind: str) -> dict[str, Any]:
    if not FOLDER.is_dir():
        sentence = f"needs the definitions of FHIR: scripts/npm-packages {Path(sys.prefix).name}"
        pytest.fail(sentence) if os.environ.get("CI") else pytest.skip(sentence)
    return _read(f"StructureDefinition-{kind}")


def _codes(element: dict[str, Any]) -> frozenset[str]:
    """Give the codes an element is limited to; none where HL7 limits it to none, or to more than a list."""
    binding = element.get("binding", {})
    kinds = [one["code"] for one in element.get("type", ())]
    if binding.get("strength") != "required" or kinds != ["code"]:
        return frozenset()
    return _listed(binding["valueSet"].partition("|")[0].rpartition("/")[2])


@cache
def _listed(value_set: str) -> frozenset[str]:
    if not (FOLDER / f"ValueSet-{value_set}.json").is_file():
        return frozenset()
    found: set[str] = set()
    for part in _read(f"ValueSet-{value_set}")["compose"]["include"]:
        if "concept" in part:
            found.update(one["code"] for one in part["concept"])
        else:
            found.update(_within(_read(f"CodeSystem-{part['system'].rpartition('/')[2]}")))
    return frozenset(found)


def _within(system: dict[str, Any]) -> Iterator[str]:
    for one in system.get("concept", ()):
        if not any(held["code"] == "notSelectable" and held.get("valueBoolean") for held in one.get("property", ())):
            yield one["code"]
        yield from _within(one)


@cache
def _read(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return told
