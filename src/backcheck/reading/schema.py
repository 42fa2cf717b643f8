"""The fields of every kind of entry, one line each. A new field is a line here and an attribute in ``protocol``."""

from __future__ import annotations

from backcheck.protocol import Lowest, Rung
from backcheck.reading.fields import Table, built, each, needed, optional
from backcheck.reading.kinds import (
    advice,
    areas,
    as_is,
    ask_if,
    cited,
    concern,
    condition,
    condition_or,
    date,
    fact,
    identifier,
    note_section,
    one_of,
    reference,
    region,
    rule,
    rung,
    rung_or_none,
    service,
    source,
    spoken,
    text,
    yes_no,
)
from backcheck.reading.question_kinds import choices, comes, lines, number, usual, when_new, worse

GROUPS = ("emergency", "urgent", "planned", "self_care")
STRENGTHS = ("strong alone", "moderate", "weak alone", "cluster")
ADVICE_KINDS = ("self_care", "pattern", "medicine", "watch", "check_again", "outlook", "note", "local")
MARKS = ("V", "S", "M", "D")
SEEN = ("page", "abstract", "excerpt", "second hand", "not seen")

# protocol.yaml

RUNG: Table = {
    "id": needed(identifier),
    "name": needed(spoken),
    "group": needed(one_of(*GROUPS, code="unknown-rung-group")),
}

LOWEST: Table = {
    "rung": needed(rung),
    "only when": needed(condition),
    "otherwise": needed(rung),
    "because": optional(spoken),
}

PROTOCOL: Table = {
    "id": needed(identifier),
    "title": needed(spoken),
    "about": needed(spoken),
    "version": needed(text),
    "reviewed": needed(text),
    "review by": needed(date),
    "ladder": needed(each(built(RUNG, "a rung", Rung), least=2)),
    "order": needed(each(reference("question", "order-unknown", "question"), repeated="order-repeated")),
    "stop at": needed(rung),
    "lowest": needed(built(LOWEST, "`lowest`", Lowest)),
    "personal": optional(as_is),
    "harmful words": optional(each(text)),
    "complaint": optional(spoken),
    "presents with": optional(text),
    "marks": optional(areas),
}

# topics/*.yaml

TOPIC: Table = {
    "topic": needed(text),
    "questions": optional(as_is),
    "findings": optional(as_is),
    "rules": optional(as_is),
}

QUESTION: Table = {
    "id": needed(identifier),
    "ask": needed(spoken),
    "why": needed(spoken),
    "hint": optional(spoken),
    "short": optional(spoken),
    "ask if": optional(ask_if),
    "any that apply": optional(lines, "lines"),
    "choices": optional(choices),
    "number": optional(number),
    "worse": optional(worse),
    "ask again": optional(spoken),
    "to settle": optional(spoken),
    "even then": optional(yes_no),
    "usual": optional(usual),
    "personal": optional(yes_no),
    "note section": optional(note_section, "section"),
    "note heading": optional(text, "heading"),
    "marks": optional(areas),
    "comes": optional(comes),
    "goes with": optional(fact),
    "when new": optional(when_new),
    "sources": optional(cited),
    "note": optional(text),
}

FINDING: Table = {
    "id": needed(identifier),
    "means": needed(spoken),
    "when": needed(condition),
    "sources": needed(cited),
    "checked": optional(yes_no),
    "note": optional(text),
}

RULE: Table = {
    "id": needed(identifier),
    "ref": optional(text),
    "concern": needed(identifier),
    "title": needed(spoken),
    "when": needed(condition),
    "urgency": needed(rung),
    "if unsure": optional(rung_or_none),
    "see": needed(each(service, least=1)),
    "then": optional(each(service)),
    "because": needed(spoken),
    "strength": needed(one_of(*STRENGTHS, code="unknown-strength")),
    "sources": needed(cited),
    "checked": optional(yes_no),
    "note": optional(text),
}

# floors.yaml, care.yaml, advice.yaml

FLOOR: Table = {
    "danger": needed(text),
    "when": needed(condition),
    "floor": needed(rung),
    "if unsure": needed(rung_or_none),
    "except": optional(each(reference("rule", "unknown-rule-in-except", "rule")), "except_for"),
    "sources": needed(cited),
    "note": optional(text),
}

CARE: Table = {
    "rung": needed(rung),
    "action": needed(spoken),
    "deadline": needed(spoken),
    "do": optional(each(spoken)),
    "do not": optional(each(spoken)),
    "say there": optional(spoken),
    "safety net": optional(each(spoken, least=1)),
    "check again": optional(spoken),
    "see": optional(each(service)),
    "sources": needed(cited),
    "checked": optional(yes_no),
    "note": optional(text),
}

ADVICE: Table = {
    "id": needed(identifier),
    "kind": needed(one_of(*ADVICE_KINDS, code="unknown-advice-kind")),
    "title": needed(spoken),
    "say": needed(spoken),
    "rungs": needed(each(rung, least=1)),
    "suits": needed(condition_or("everyone")),
    "not for": needed(condition_or("nobody")),
    "dose": optional(spoken),
    "stop if": optional(spoken),
    "regions": optional(each(region)),
    "population": optional(spoken),
    "figures": optional(text),
    "sources": needed(cited),
    "checked": optional(yes_no),
    "note": optional(text),
}

# workup.yaml

WORKUP: Table = {
    "id": needed(identifier),
    "concerns": needed(each(concern, least=1)),
    "examination": optional(text),
    "imaging": optional(text),
    "tests": optional(text),
    "treatment": optional(text),
    "without red flags": optional(yes_no),
    "sources": needed(cited),
    "checked": optional(yes_no),
    "note": optional(text),
}

# places.yaml, sources.yaml

PLACES: Table = {
    "services": optional(as_is),
    "regions": optional(as_is),
    "fallback": needed(spoken, "fallback_number"),
}

SERVICE: Table = {
    "name": needed(spoken),
    "expect": optional(spoken),
}

REGION: Table = {
    "name": needed(spoken),
    "number": needed(text),
    "also": optional(text),
    "crisis": optional(text),
    "checked_on": optional(date),
    "source": optional(source),
    "verified": optional(yes_no),
}

SOURCE: Table = {
    "cite": needed(text),
    "doi": optional(text),
    "url": optional(text),
    "seen": optional(one_of(*SEEN, code="unknown-seen")),
    "checked_on": optional(date),
    "mark": needed(one_of(*MARKS, code="unknown-mark")),
    "note": optional(text),
}

# cases/*.yaml

CASE: Table = {
    "case": needed(text, "title"),
    "answers": needed(as_is),
    "others": needed(one_of("no", "unstated", code="bad-others")),
    "expect": needed(rung),
    "because": optional(each(rule)),
    "see": optional(each(service)),
    "advice": optional(each(advice)),
    "not advice": optional(each(advice)),
    "note": optional(text),
}
