"""Report to JSON for other programs; ``schemas/result.schema.json`` describes it, ``SCHEMA`` names its version."""

from __future__ import annotations

import json
from collections.abc import Mapping

from backcheck import __version__
from backcheck.doubt import Doubt
from backcheck.protocol import Advice, Workup
from backcheck.reasons import mark_of
from backcheck.render.parts import clean
from backcheck.render.sections import LIMITS, decided, headline
from backcheck.report import Reason, Report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from backcheck.newly import NewAnswer
    from backcheck.worsening import Worsening

SCHEMA = "backcheck-result/1"
OUTLOOK = "outlook"


def render(report: Report) -> str:
    """Give the result as indented JSON with a stable order of keys."""
    return json.dumps(as_mapping(report), indent=2, ensure_ascii=False) + "\n"


def as_mapping(report: Report) -> dict[str, Any]:
    """Give the result as plain lists, words and numbers; of unfinished answers no more than people are told."""
    return {
        "schema": SCHEMA,
        "complete": report.complete,
        **_urgency(report),
        "limits": LIMITS,
        "reasons": [_reason(one) for one in report.reasons],
        "also_noted": [_reason(one) for one in report.also],
        "not_ruled_out": [_doubt(one) for one in report.doubts],
        **_certainty(report),
        "what_would_change_this": [_worsening(one) for one in report.worsening],
        **_background(report),
        "next_question": report.next_id or None,
        **_meanwhile(report),
        "emergency_number": report.number,
        "region": report.region.id if report.region else None,
        "protocol": _protocol(report),
        "backcheck": __version__,
        "made_on": report.today or None,
        "answers": dict(report.answers),
    }


def _urgency(report: Report) -> dict[str, Any]:
    """Give rung, deadline and referral; where unfinished answers decide nothing, only what it can still end at."""
    told = decided(report)
    return {
        "rung": report.rung.id if told else None,
        "group": report.rung.group if told else None,
        "at_least": report.at_least,
        "at_most": report.at_most,
        "action": headline(report),
        "deadline": clean(report.care.deadline) if told else None,
        "see": [{"id": one.id, "name": one.name} for one in report.see if told],
        "then": [{"id": one.id, "name": one.name} for one in report.then if told],
    }


def _meanwhile(report: Report) -> dict[str, Any]:
    """Give what to do until somebody is seen: of it an unfinished result tells what to look out for, and no more."""
    acts = report.complete or report.is_emergency
    return {
        "advice": [
            {"id": one.id, "kind": one.kind, "title": one.title, "say": one.say, "sources": list(one.sources)}
            for one in _advice(report)
            if one.kind != OUTLOOK
        ],
        "do": list(report.care.do if acts else ()),
        "do_not": list(report.care.do_not if acts else ()),
        "safety_net": list(report.care.safety_net),
        "check_again": report.care.check_again if acts else None,
    }


def _advice(report: Report) -> tuple[Advice, ...]:
    """Give the advice that people are told: none in an emergency, and none while answers are missing."""
    return report.advice if report.complete and not report.is_emergency else ()


def _protocol(report: Report) -> dict[str, Any]:
    """Give which protocol this follows, and how far it can be trusted."""
    protocol = report.protocol
    return {
        "id": protocol.id,
        "title": protocol.title,
        "version": protocol.version,
        "hash": protocol.hash,
        "reviewed": protocol.reviewed,
        "review_by": protocol.review_by,
        "review_overdue": report.overdue,
        "certificate": report.certificate,
        "rules": {name: mark_of(rule) for name, rule in report.told.items()},
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
        "stands_if_any_one_answer_is_wrong": report.stands if report.reasons and decided(report) else None,
    }


def _worsening(one: Worsening) -> dict[str, Any]:
    """Give new facts any one of which raises the result to a rung; ``with`` are answers that must go with one."""
    return {"rung": one.rung, "signs": _signs(one.signs), "further": _signs(one.further)}


def _signs(signs: Mapping[str, NewAnswer]) -> list[dict[str, Any]]:
    return [
        {
            "fact": new.fact,
            "answers": list(new.answers),
            "with": {fact: list(answers) for fact, answers in new.follow_ups.items()},
            "words": words,
        }
        for words, new in signs.items()
    ]


def _background(report: Report) -> dict[str, Any]:
    """Give what to say, what was no, where it hurts, what clinicians may do, what to expect, and the sources."""
    outlook = [one for one in _advice(report) if one.kind == OUTLOOK]
    return {
        "say_when_you_call": list(report.say if decided(report) else ()),
        "important_no": list(report.said_no),
        "where_it_hurts": [{"area": area, "answers": list(words)} for area, words in report.marks.items()],
        "clinicians_may": [_workup(one) for one in report.workups],
        "what_to_expect": [
            {
                "id": one.id,
                "say": one.say,
                "population": one.population,
                "figures": one.figures,
                "sources": list(one.sources),
                "checked": one.checked,
            }
            for one in outlook
        ],
        "sources": [{"id": one.id, "cite": one.cite, "mark": one.mark} for one in report.cited],
    }


def _workup(one: Workup) -> dict[str, Any]:
    return {
        "id": one.id,
        "concerns": list(one.concerns),
        "examination": one.examination,
        "imaging": one.imaging,
        "tests": one.tests,
        "treatment": one.treatment,
        "sources": list(one.sources),
        "checked": one.checked,
        "how_far_checked": one.note,
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
