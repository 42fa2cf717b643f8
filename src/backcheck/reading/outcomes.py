"""What a file says came out, as far as it says so; for comparing with what comes out now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from backcheck.coded import ABSENT_SYSTEM, MARK_EXTENSION, OURS, system_of
from backcheck.protocol import Protocol
from backcheck.reading.json_paths import flag, is_null, member, members, word, words
from backcheck.reading.nodes import Node, Pairs


@dataclass(frozen=True)
class Outcome:
    """A result in its facts. None is where a file does not say; ``rung`` is empty where nothing was decided.

    ``deciding`` are the rules that decided it, each with the rung it asks for, ``holds`` the rules known to hold,
    ``doubted`` those that count because of unsure answers, ``open`` those not ruled out. All are ids, but for the
    ``deadline`` and the emergency ``number``; ``twice`` are the facts asked once more.
    """

    rung: str | None = None
    complete: bool | None = None
    lowest: str | None = None
    highest: str | None = None
    deadline: str | None = None
    see: tuple[str, ...] | None = None
    then: tuple[str, ...] | None = None
    deciding: Mapping[str, str] | None = None
    holds: frozenset[str] | None = None
    doubted: frozenset[str] | None = None
    open: frozenset[str] | None = None
    advice: tuple[str, ...] | None = None
    number: str | None = None
    twice: frozenset[str] | None = None
    region: str = ""


_SAYS_NO_RESULT = {"schema", "answers", "protocol", "region", "backcheck", "made_on"}


def outcome_of_result(node: Node) -> Outcome | None:
    """Give the outcome in a result of ours; None where there is nothing but answers. A null rung: none is decided."""
    if isinstance(node, Pairs) and node.values.keys() <= _SAYS_NO_RESULT:
        return None
    undecided = is_null(node, "rung")
    counted = (*members(node, "reasons"), *members(node, "also_noted"))
    return Outcome(
        rung="" if undecided else word(node, "rung") or None,
        complete=flag(node, "complete"),
        lowest=word(node, "at_least") or None,
        highest=word(node, "at_most") or None,
        deadline=None if is_null(node, "deadline") else word(node, "deadline") or None,
        see=None if undecided else tuple(words(node, "see", "id")),
        then=None if undecided else tuple(words(node, "then", "id")),
        deciding={word(one, "rule"): word(one, "urgency") for one in members(node, "reasons")},
        holds=frozenset(word(one, "rule") for one in counted if flag(one, "certain") is True),
        doubted=frozenset(word(one, "rule") for one in counted if flag(one, "certain") is False),
        open=frozenset(words(node, "not_ruled_out", "rule")),
        advice=_advice(node),
        number=word(node, "emergency_number") or None,
        twice=frozenset(words(node, "asked_twice", "fact")),
    )


def _advice(node: Node) -> tuple[str, ...] | None:
    """Give the advice told, None where a result is not finished, which tells none."""
    told = (*words(node, "advice", "id"), *words(node, "what_to_expect", "id"))
    return None if not told and flag(node, "complete") is False else told


def outcome_of_bundle(protocol: Protocol, resources: Iterable[Pairs]) -> tuple[Outcome | None, str]:
    """Give the outcome in a Bundle of ours, and the hash of its protocol; None and empty where it has none."""
    by_kind = {word(one, "resourceType"): one for one in resources if is_ours(one)}
    found, guidance = by_kind.get("Observation"), by_kind.get("GuidanceResponse")
    if not by_kind.keys() & {"Observation", "GuidanceResponse", "RequestGroup"}:
        return None, ""
    hash_ = word(guidance, "moduleUri").rpartition(":")[2]
    parts = {code: part for part in members(found, "component") for code in _codes(part, f"{OURS}observation")}
    rules = [(code, part) for part in members(found, "component") for code in _codes(part, system_of(protocol, "rule"))]
    deciding = frozenset(
        word(coding, "code") for reason in members(guidance, "reasonCode") for coding in members(reason, "coding")
    )
    deadline, seen = _planned(protocol, by_kind.get("RequestGroup"))
    rung, least = _chosen(found), _chosen(parts.get("at-least"))
    outcome = Outcome(
        rung=None if found is None else rung,
        complete=flag(parts.get("complete"), "valueBoolean"),
        lowest=least or None,
        highest=_chosen(parts.get("at-most")) or None,
        deciding=None if guidance is None else dict.fromkeys(deciding, rung or least),
        holds=frozenset(code for code, part in rules if flag(part, "valueBoolean") is True),
        doubted=frozenset(code for code, part in rules if _absent(part) and code in deciding),
        open=frozenset(code for code, part in rules if _absent(part) and code not in deciding),
        region=_chosen(parts.get("region")),
        deadline=deadline,
        see=seen.get("see"),
        then=seen.get("then"),
    )
    return outcome, hash_


def is_ours(resource: Node) -> bool:
    """Say whether a resource is one that backcheck wrote, as far as resources of its kind tell."""
    kind = word(resource, "resourceType")
    if kind == "GuidanceResponse":
        return word(resource, "moduleUri").startswith(OURS)
    if kind == "Observation":
        return bool(_codes(resource, f"{OURS}observation"))
    if kind == "RequestGroup":
        actions = members(resource, "action")
        return any(_coded(code, f"{OURS}action") for action in actions for code in members(action, "code"))
    return True


def made_by(resources: Iterable[Pairs]) -> str:
    """Give the version of backcheck that a Bundle says it was made by, empty where it does not say."""
    guidance = (one for one in resources if word(one, "resourceType") == "GuidanceResponse" and is_ours(one))
    said = word(member(next(guidance, None), "performer"), "display")
    return said.removeprefix("backcheck ")


def marks_in_bundle(protocol: Protocol, resources: Iterable[Pairs]) -> dict[str, str]:
    """Give the mark of each rule that a Bundle of ours tells."""
    found = (one for one in resources if word(one, "resourceType") == "Observation" and is_ours(one))
    return {
        rule: word(extension, "valueString")
        for one in found
        for part in members(one, "component")
        for rule in _codes(part, system_of(protocol, "rule"))
        for extension in members(part, "extension")
        if word(extension, "url") == MARK_EXTENSION
    }


def _planned(protocol: Protocol, plan: Node | None) -> tuple[str | None, dict[str, tuple[str, ...]]]:
    """Give deadline and referral; nothing where nothing was decided."""
    if plan is None:
        return None, {}
    seen: dict[str, list[str]] = {"see": [], "then": []}
    deadline = ""
    for action in members(plan, "action"):
        concepts = members(action, "code")
        kinds = [code for concept in concepts for code in _coded(concept, f"{OURS}action")]
        services = [code for concept in concepts for code in _coded(concept, system_of(protocol, "service"))]
        if "act" in kinds:
            deadline = word(action, "description")
        for kind in kinds:
            seen.get(kind, []).extend(services)
    return deadline or None, {kind: tuple(services) for kind, services in seen.items()}


def _chosen(holder: Node | None) -> str:
    return next(iter(words(member(holder, "valueCodeableConcept"), "coding", "code")), "")


def _codes(part: Node, system: str) -> list[str]:
    return _coded(member(part, "code"), system)


def _absent(part: Node) -> list[str]:
    return _coded(member(part, "dataAbsentReason"), ABSENT_SYSTEM)


def _coded(concept: Node | None, system: str) -> list[str]:
    return [word(coding, "code") for coding in members(concept, "coding") if word(coding, "system") == system]
