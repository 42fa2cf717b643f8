"""Report to JSON for other programs; ``schemas/result.schema.json`` describes it, ``SCHEMA`` names its version."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from backcheck.doubt import Doubt
from backcheck.render.sections import LIMITS, clean, headline
from backcheck.report import Reason, Report

SCHEMA = "backcheck-result/1"


def render(report: Report) -> str:
    """Give the result as indented JSON with a stable order of keys."""
    return json.dumps(as_mapping(report), indent=2, ensure_ascii=False) + "\n"


def as_mapping(report: Report) -> dict[str, Any]:
    """Give the result as plain lists, words and numbers."""
    protocol = report.protocol
    return {
        "schema": SCHEMA,
        "complete": report.complete,
        "rung": report.rung.id,
        "group": report.rung.group,
        "at_least": report.at_least,
        "at_most": report.at_most,
        "action": headline(report),
        "deadline": clean(report.with_number(report.care.deadline)),
        "limits": LIMITS,
        "see": [{"id": one.id, "name": one.name} for one in report.see],
        "then": [{"id": one.id, "name": one.name} for one in report.then],
        "reasons": [_reason(one) for one in report.reasons],
        "also_noted": [_reason(one) for one in report.also],
        "not_ruled_out": [_doubt(one) for one in report.doubts],
        **_certainty(report),
        "next_question": report.next_id or None,
        "advice": [
            {"id": one.id, "kind": one.kind, "title": one.title, "say": one.say, "sources": list(one.sources)}
            for one in ([] if report.is_emergency else report.advice)
        ],
        "do": _texts(report, report.care.do),
        "do_not": _texts(report, report.care.do_not),
        "safety_net": _texts(report, report.care.safety_net),
        "check_again": report.care.check_again,
        "emergency_number": report.number,
        "region": report.region.id if report.region else None,
        "protocol": {
            "id": protocol.id,
            "title": protocol.title,
            "version": protocol.version,
            "hash": protocol.hash,
            "reviewed": protocol.reviewed,
        },
        "answers": dict(report.answers),
    }


def _certainty(report: Report) -> dict[str, Any]:
    """Give what would settle the doubts, what was asked twice, and whether one answer could undo it."""
    return {
        "would_settle": [
            {"fact": one.fact, "name": one.name, "check": one.check, "settles": list(one.settles)}
            for one in report.settlers
        ],
        "asked_twice": [
            {"fact": one.fact, "name": one.name, "first": one.first, "second": one.second, "counts": one.counts}
            for one in report.asked_twice
        ],
        "stands_if_any_one_answer_is_wrong": report.stands,
    }


def _reason(one: Reason) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "concern": one.concern,
        "title": one.title,
        "because": one.because,
        "answers": list(one.answers),
        "certain": one.certain,
        "urgency": one.urgency,
        "strength": one.strength,
        "sources": list(one.sources),
        "checked": one.checked,
    }


def _doubt(one: Doubt) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "title": one.title,
        "urgency": one.urgency,
        "open": list(one.open),
        "to_settle": list(one.to_settle),
    }


def _texts(report: Report, texts: Iterable[str]) -> list[str]:
    return [report.with_number(text) for text in texts]
