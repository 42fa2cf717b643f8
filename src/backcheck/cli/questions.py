"""``backcheck questions``: every question, so that a stranger can fill in an answers file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backcheck.cli.protocols import load
from backcheck.cli.streams import Streams
from backcheck.condition import phrase
from backcheck.protocol import UNSURE_ANSWERS, Protocol, Question
from backcheck.words import in_words

SCHEMA = "backcheck-questions/1"


def run(streams: Streams, *, as_json: bool, protocol: str) -> int:
    """List the questions in the order of asking and give the exit code."""
    chosen = load(protocol, streams)
    text = _json(chosen) if as_json else "\n".join(_lines(chosen, streams.width())) + "\n"
    streams.stdout.write(text)
    return 0


def _json(protocol: Protocol) -> str:
    import json

    listed = {
        "schema": SCHEMA,
        "protocol": {"id": protocol.id, "version": protocol.version, "hash": protocol.hash},
        "always_allowed": list(UNSURE_ANSWERS),
        "questions": [_mapping(question) for question in protocol.questions],
    }
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"


def _mapping(question: Question) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": question.id,
        "kind": question.kind,
        "ask": question.ask,
        "hint": question.hint,
        "why": question.why,
        "ask_if": phrase(question.ask_if) if question.ask_if else None,
    }
    if question.kind == "checklist":
        told["lines"] = [{"id": line.id, "say": line.say, "answers": ["yes", "no"]} for line in question.lines]
    elif question.kind == "choice":
        told["choices"] = [{"id": choice.id, "say": choice.say} for choice in question.choices]
    elif question.kind == "number":
        told["number"] = {"from": question.lowest, "to": question.highest}
    else:
        told["answers"] = ["yes", "no"]
    return told


def _lines(protocol: Protocol, width: int) -> Iterator[str]:
    from backcheck.cli.asking import wrapped

    yield wrapped(
        "An answers file has one line for each answer, name: value. Every answer can also be 'not sure' or "
        "'prefer not to say'. A checklist can be answered as a whole: its name with none, or a list of its lines that "
        "are yes. A last line 'others: no' answers every yes-or-no line that is not listed with no.",
        width,
    )
    for place, question in enumerate(protocol.questions, start=1):
        yield ""
        yield wrapped(f"{place}. {question.id}: {question.ask}", width)
        details = [question.hint, f"Why: {question.why}"]
        if question.ask_if:
            details.append(f"Asked when: {in_words(protocol, question.ask_if)}.")
        yield from (wrapped(detail, width, indent="   ") for detail in details if detail)
        yield from (wrapped(row, width, indent="       ", first="   ") for row in _rows(question))


def _rows(question: Question) -> Iterator[str]:
    if question.kind == "checklist":
        yield from (f"{line.id}: yes | no     {line.say}" for line in question.lines)
    elif question.kind == "choice":
        yield from (f"{question.id}: {choice.id}     {choice.say}" for choice in question.choices)
    elif question.kind == "number":
        yield f"{question.id}: a whole number from {question.lowest} to {question.highest}"
    else:
        yield f"{question.id}: yes | no"
