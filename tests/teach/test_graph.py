"""What stands in a graph: everything of the part it is of, one person's path, and the same in the outline."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backcheck.condition import facts_of, leaves
from backcheck.forms.wording import clean
from backcheck.interview import by_worry
from backcheck.protocol import Protocol
from backcheck.teach.graph import FORMATS, Graph, as_outline, of_rule, of_topic, path_of, whole
from backcheck.teach.graph.model import ASKS, GROUP, IF_UNSURE, NEEDS, PHRASE, QUESTION, RUNG, URGENCY
from tests import shipped
from tests.property.generated import protocols
from tests.teach.drawn import bicycle, graphs, hostile, way


def joined(graph: Graph, kind: str) -> set[tuple[str, str]]:
    """Give the edges of one kind as pairs of names."""
    names = {node.id: node.name for node in graph.nodes}
    return {(names[edge.source], names[edge.target]) for edge in graph.edges if edge.kind == kind}


@pytest.mark.parametrize("protocol", [bicycle(), shipped.protocol()], ids=["bicycle", "ours"])
def test_the_whole_protocol_is_there(protocol: Protocol) -> None:
    """Every question with what opens it, every rule with what it uses and the rungs it can ask for."""
    graph = whole(protocol)
    question_of = protocol.question_of
    assert {node.name for node in graph.of_kind(QUESTION)} == {question.id for question in protocol.questions}
    opens = {
        (question_of[fact].id, question.id)
        for question in protocol.questions
        if question.ask_if
        for leaf in leaves(question.ask_if)
        for fact in facts_of(leaf)
    }
    uses = {
        (question_of[fact].id, rule.id)
        for rule in protocol.rules
        for leaf in leaves(rule.when)
        for fact in facts_of(leaf)
    }
    assert joined(graph, ASKS) == opens
    assert {pair for pair in joined(graph, NEEDS) if pair[1] != "lowest"} == uses
    assert joined(graph, URGENCY) == {(rule.id, rule.urgency) for rule in protocol.rules}
    doubt = {(rule.id, rule.if_unsure) for rule in protocol.rules if rule.if_unsure not in {"", rule.urgency}}
    assert joined(graph, IF_UNSURE) == doubt


def test_the_ladder_stands_in_its_order() -> None:
    """The most urgent rung comes first."""
    assert [node.name for node in whole(bicycle()).of_kind(RUNG)] == [rung.id for rung in bicycle().ladder]


def test_one_topic_holds_its_rules_and_what_they_use() -> None:
    """No rule of another topic, but the questions and findings that its rules need, wherever they stand."""
    graph = of_topic(bicycle(), "Tyres and wheels")
    assert {node.name for node in graph.nodes} == {
        *("wheel_signs", "tyre_hardness", "flat_tyre", "torn_tyre", "tyre_goes_flat", "wobbling_wheel"),
        *("stop_riding", "workshop_this_week", "next_service"),
    }
    assert ("flat_tyre", "tyre_goes_flat") in joined(graph, NEEDS)


def test_one_rule_holds_its_condition_part_by_part() -> None:
    """What stands twice in a condition is one box; groups say how many are wanted."""
    graph = of_rule(bicycle(), "lowest")
    assert {node.label for node in graph.of_kind(PHRASE)} == {
        "how hard the tyre is: 3 or more",
        "not a wheel that wobbles",
        "not weak brakes",
    }
    assert "Needs all of what leads here" in graph.node_of["finding_small_job"].details
    assert of_rule(shipped.protocol(), "weak_bone_no_injury").of_kind(GROUP)


def test_a_path_tells_what_was_asked_and_what_decided() -> None:
    """Questions with their turn and answer, rules that hold or not, and an unbroken line to the result."""
    graph = whole(bicycle(), way("Eve"))
    said = {node.name: node.said for node in graph.nodes}
    assert said["child_rides"] == "asked as number 3: yes"
    assert said["tyre_hardness"] == "not asked"
    assert said["weak_brakes_for_a_child"] == "holds, and decides"
    assert said["no_brakes"] == "does not hold"
    assert said["torn_tyre"] == "not ruled out"
    assert said["stop_riding"] == "the result"
    names = {node.id: node.name for node in graph.nodes}
    assert {(names[edge.source], names[edge.target]) for edge in graph.edges if edge.on_path} == {
        ("brake_signs", "brakes_since"),
        ("brake_signs", "child_rides"),
        ("brake_signs", "weak_brakes_for_a_child"),
        ("child_rides", "weak_brakes_for_a_child"),
        ("weak_brakes_for_a_child", "stop_riding"),
    }


def test_doubt_is_told_as_doubt() -> None:
    """A rule that counts because somebody was not sure says so, and leads on by its dashed line."""
    graph = whole(
        bicycle(), path_of(bicycle(), {"brakes_gone": "no", "brakes_weak": "not sure", "brakes_squeal": "no"}, "x")
    )
    said = {node.name: node.said for node in graph.nodes}
    assert said["weak_brakes"] == "not ruled out on unsure answers, and decides"
    dashed = [edge for edge in graph.edges if edge.on_path and edge.kind == IF_UNSURE]
    assert {graph.node_of[edge.target].name for edge in dashed} <= {"workshop_this_week"}


@pytest.mark.parametrize("name", graphs())
def test_the_outline_is_a_twin_of_the_picture(name: str) -> None:
    """Each box, its details and marks, and each line between two boxes stand in the outline."""
    graph = graphs()[name]
    text = as_outline(graph)
    lines = text.splitlines()
    for node in graph.nodes:
        assert clean(node.label) in text
        assert clean(node.said) in text
        assert all(clean(detail) in text for detail in node.details)
    for edge in graph.edges:
        source, target = graph.node_of[edge.source], graph.node_of[edge.target]
        ends = [clean(node.name if node.name and node.kind != RUNG else node.label) for node in (source, target)]
        assert _said(lines, ends[0], ends[1]), edge


def _said(lines: list[str], source: str, target: str) -> bool:
    """Say whether one name stands in a line of the other, or in one below it that is deeper."""
    for first, second in ((source, target), (target, source)):
        for place, line in enumerate(lines):
            if first not in line:
                continue
            depth = len(line) - len(line.lstrip())
            under = [line]
            for later in lines[place + 1 :]:
                if not later.strip() or len(later) - len(later.lstrip()) <= depth:
                    break
                under.append(later)
            if any(second in one for one in under):
                return True
    return False


@pytest.mark.parametrize("name", graphs())
def test_lines_run_from_left_to_right(name: str) -> None:
    """What leads to a box stands in a column before it."""
    graph = graphs()[name]
    assert all(graph.node_of[edge.source].column < graph.node_of[edge.target].column for edge in graph.edges)


@given(protocols(), st.data())
@settings(max_examples=40)
def test_any_protocol_can_be_drawn(protocol: Protocol, data: st.DataObject) -> None:
    """Whole, each topic and each rule, in every format, with somebody's path: nothing fails, no line leads nowhere."""
    drawn_answers = {fact: data.draw(st.sampled_from(("", *by_worry(protocol, fact)))) for fact in protocol.question_of}
    answers = {fact: answer for fact, answer in drawn_answers.items() if answer != ""}
    path = path_of(protocol, answers, "somebody")
    drawn = [whole(protocol, path), *(of_rule(protocol, rule.id, path) for rule in protocol.rules)]
    drawn += [
        of_rule(protocol, "lowest"),
        *(of_topic(protocol, topic) for topic in {rule.topic for rule in protocol.rules}),
    ]
    for graph in drawn:
        assert all(edge.source in graph.node_of and edge.target in graph.node_of for edge in graph.edges)
        assert all(graph.node_of[edge.source].column < graph.node_of[edge.target].column for edge in graph.edges)
        assert all(write(graph) for write in FORMATS.values())


def test_no_text_can_reach_the_screen_with_control_characters() -> None:
    """Whatever stands in a protocol that was not read from files, every format takes such characters out."""
    from dataclasses import replace

    made = replace(hostile(), title="a\x1b[2Jb\u202ec\x07")
    for write in FORMATS.values():
        assert not {"\x1b", "\u202e", "\x07"} & set(write(whole(made)))
