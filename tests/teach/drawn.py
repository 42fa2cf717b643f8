"""Graphs to look at in tests: of the bicycle, of our own protocol, of one whose every word is hostile."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from backcheck.protocol import Protocol
from backcheck.reading import read_cases, read_protocol
from backcheck.teach.cases import person_of_case
from backcheck.teach.graph import Graph, Path, of_rule, of_topic, path_of, whole
from tests import shipped
from tests.project.test_house import ROOT

BICYCLE = ROOT / "docs" / "examples" / "bicycle"
HOSTILE = '"]; x --> y <b onload=alert(1)>&lt; \\n \\" ` # {{}} | end % a:::b click 1. - [x](y) é 水'
"""Words that mean something in one of the formats."""


@cache
def bicycle() -> Protocol:
    """Give the protocol of the bicycle."""
    return read_protocol(BICYCLE)


def way(name: str) -> Path:
    """Give the path of the person whose case begins with this name."""
    [case] = [case for case in read_cases(bicycle(), BICYCLE) if case.title.startswith(name)]
    return path_of(bicycle(), person_of_case(bicycle(), case), case.title)


@cache
def hostile() -> Protocol:
    """Give the bicycle with hostile words in every text that a graph shows."""
    made = bicycle()
    questions = tuple(
        replace(
            question,
            ask=HOSTILE,
            topic=HOSTILE,
            lines=tuple(replace(line, say=HOSTILE, short=HOSTILE) for line in question.lines),
            choices=tuple(replace(choice, say=HOSTILE, short=HOSTILE) for choice in question.choices),
            short=HOSTILE,
        )
        for question in made.questions
    )
    return replace(
        made,
        title=HOSTILE,
        questions=questions,
        findings={name: replace(finding, means=HOSTILE) for name, finding in made.findings.items()},
        rules=tuple(replace(rule, title=HOSTILE, topic=HOSTILE) for rule in made.rules),
        ladder=tuple(replace(rung, name=HOSTILE) for rung in made.ladder),
        lowest=replace(made.lowest, because=HOSTILE),
    )


def graphs() -> dict[str, Graph]:
    """Give one graph of each kind, small and large, with and without a person."""
    eve, jo, ours = way("Eve"), way("Jo"), shipped.protocol()
    marked = path_of(hostile(), {"brakes_weak": "yes", "brakes_gone": "not sure", "tyre_hardness": 1}, HOSTILE)
    return {
        "whole": whole(bicycle()),
        "path": whole(bicycle(), eve),
        "topic": of_topic(bicycle(), "Tyres and wheels", jo),
        "rule": of_rule(bicycle(), "weak_brakes_for_a_child", eve),
        "lowest": of_rule(bicycle(), "lowest", jo),
        "hostile": whole(hostile(), marked),
        "hostile topic": of_topic(hostile(), HOSTILE, marked),
        "hostile rule": of_rule(hostile(), "lowest", marked),
        "our topic": of_topic(ours, ours.rules[0].topic),
        "our rule": of_rule(ours, ours.rules[0].id),
    }
