"""Every interview there can be, one by one: what counting them must come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backcheck.findings import Person
from backcheck.interview import next_question
from backcheck.protocol import Answer, Protocol
from backcheck.triage import triage
from tests.property.generated import possible


def walked(protocol: Protocol, answers: Mapping[str, Answer] | None = None) -> Iterator[str]:
    """Give the rung of every interview that begins with some answers."""
    known = answers or {}
    question = next_question(protocol, known)
    if question is None:
        yield triage(Person(protocol, known)).rung
        return
    for way in possible(question):
        yield from walked(protocol, {**known, **way})
