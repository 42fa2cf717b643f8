"""Why a result is what it is: every rule told with its truth, down to phrases that are enough to settle it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings

from backcheck.findings import Person
from backcheck.logic import UNKNOWN, YES
from backcheck.protocol import Answers, Protocol
from backcheck.teach.explain import explain_not, explain_result, explain_rule
from backcheck.teach.explain_tree import decided, phrases, tree
from backcheck.teach.lines import Line
from backcheck.triage import triage
from tests import shipped
from tests.property.test_changes import protocol_and_answers
from tests.reading.workshop import workshop


def text(lines: Iterable[Line]) -> str:
    """Give all that was told."""
    return "\n".join(line.text for line in lines)


@given(protocol_and_answers())
@settings(max_examples=60, deadline=None)
def test_every_rule_is_told_once_with_its_truth(both: tuple[Protocol, Answers]) -> None:
    """As many hold, are open and are ruled out as the engine says, on any protocol."""
    protocol, answers = both
    outcome = triage(Person(protocol, answers))
    told = [line for line in explain_result(protocol, answers, "somebody") if line.kind == "rule"]
    names = [f"({rule.id})" for rule in protocol.rules]
    marks = Counter(line.mark for line in told if any(name in line.text for name in names))
    assert marks == Counter(one.truth for one in outcome.standings)


@given(protocol_and_answers())
@settings(max_examples=150, deadline=None)
def test_the_phrases_told_are_enough_to_settle_it(both: tuple[Protocol, Answers]) -> None:
    """With only the answers to the phrases told, and to what opens their questions, each rule is what it was."""
    protocol, answers = both
    person = Person(protocol, answers)
    for rule in protocol.rules:
        told = decided(tree(protocol, rule.when, person))
        if told.truth is UNKNOWN:
            continue
        facts = {fact for node in phrases(told) for fact in node.facts}
        # Whether a question applies can hang on any earlier one; those are kept.
        opened = {q.id for q in protocol.questions if q.ask_if and not facts.isdisjoint(q.facts)}
        kept = {
            fact: answer
            for fact, answer in answers.items()
            if fact in facts or any(protocol.question_of[fact].id < name for name in opened)
        }
        assert Person(protocol, kept).truth(rule.when) is told.truth


def test_a_phrase_says_why_it_is_open() -> None:
    """Not asked and not sure are told apart, and so is what was never for this person."""
    protocol = workshop()
    rule = next(rule for rule in protocol.rules if rule.id == "no_brakes")
    [unsure, missing] = ({"brakes_gone": "not sure"}, {"smell_of_rubber": "no"})
    assert "not sure" in text(explain_rule(protocol, rule, unsure))
    assert "not asked" in text(explain_rule(protocol, rule, missing))


@pytest.mark.parametrize("protocol", [workshop(), shipped.protocol()], ids=["workshop", "ours"])
def test_a_rule_is_told_with_its_sources_and_strength(protocol: Protocol) -> None:
    """Every rule of a protocol: rung, reason, strength, and each source in full."""
    for rule in protocol.rules:
        told = text(explain_rule(protocol, rule))
        assert protocol.rung_of[rule.urgency].name in told
        assert rule.because in told
        assert rule.strength in told
        assert all(protocol.sources[name].cite in told for name in rule.sources)


@given(protocol_and_answers())
@settings(max_examples=40, deadline=None)
def test_what_would_make_it_hold_is_told_for_anybody(both: tuple[Protocol, Answers]) -> None:
    """A rule that holds is told so, any other with its ways or the word that there is none; without a person too."""
    protocol, answers = both
    person = Person(protocol, answers)
    for rule in protocol.rules:
        told = text(explain_not(protocol, rule, answers, "somebody"))
        assert ("holds already" in told) is (person.truth(rule.when) is YES)
        assert text(explain_not(protocol, rule))


def test_the_smallest_way_to_a_rule_names_what_is_missing() -> None:
    """Somebody whose only trouble is numbness between the legs lacks nothing but when it began."""
    protocol = shipped.protocol()
    rule = next(rule for rule in protocol.rules if rule.id == "cord_pressure_new")
    answers = {fact: one for fact, one in shipped.person(numb_saddle="yes").items() if fact != "nerve_when"}
    assert Person(protocol, answers).truth(rule.when) is UNKNOWN
    told = text(explain_not(protocol, rule, answers, "she"))
    assert "one other answer does it" in told
    assert "newest nerve sign" in told
