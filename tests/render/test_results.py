"""What every result says, in every format."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import jsonschema
import pytest

from backcheck.protocol import Answer, Case
from backcheck.render import as_json, plain
from backcheck.render.sections import LIMITS, headline
from backcheck.report import Report, make_report
from backcheck.teach.cases import walk
from tests.shipped import cases, person, protocol

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "result.schema.json").read_text(encoding="utf-8"))
ONE_PER_RUNG = {case.expect: case for case in cases() if case.others == "no"}


def result(case: Case) -> Report:
    """Give what a case is told."""
    return walk(protocol(), person(**case.answers)).report


@pytest.mark.parametrize("rung", [rung.id for rung in protocol().ladder])
@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_action_stands_first_and_last(rung: str, width: int) -> None:
    """Whatever the width, a plain result begins and ends with what to do."""
    report = result(ONE_PER_RUNG[rung])
    lines = " ".join(plain.render(report, width).split())
    action = f"{headline(report)}."
    assert lines.startswith(f"{plain.opening(report)}: {action}")
    assert lines.endswith(action)


@pytest.mark.parametrize("rung", [rung.id for rung in protocol().ladder])
def test_plain_text_has_no_control_characters(rung: str) -> None:
    """A screen reader or a log gets letters and line ends, nothing else."""
    text = plain.render(result(ONE_PER_RUNG[rung]))
    assert not [c for c in text if c != "\n" and unicodedata.category(c).startswith("C")]


@pytest.mark.parametrize("rung", ["call_now", "emergency_department"])
def test_an_emergency_holds_nothing_but_the_action(rung: str) -> None:
    """No exercises, no tablets, no advice stand between a person and help."""
    report = result(ONE_PER_RUNG[rung])
    text = plain.render(report)
    assert not [item for item in report.advice if item.title in text]
    assert not json.loads(as_json.render(report))["advice"]


@pytest.mark.parametrize("rung", [rung.id for rung in protocol().ladder])
def test_the_limits_come_after_the_action(rung: str) -> None:
    """The words "it cannot tell you the cause" never stand above what to do."""
    report = result(ONE_PER_RUNG[rung])
    text = " ".join(plain.render(report, 500).split())
    assert 0 < text.index(headline(report)) < text.index(LIMITS)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.place)
def test_json_fits_its_schema(case: Case) -> None:
    """Programs can rely on the published description."""
    jsonschema.validate(json.loads(as_json.render(result(case))), SCHEMA)


@pytest.mark.parametrize("rung", [rung.id for rung in protocol().ladder if rung.group in {"planned", "self_care"}])
def test_below_emergency_the_safety_net_ends_with_get_help_anyway(rung: str) -> None:
    """A person who feels worse is always told to get help."""
    text = " ".join(plain.render(result(ONE_PER_RUNG[rung])).split())
    assert "If you feel worse or are worried, get help anyway." in text


def test_an_unverified_number_comes_with_the_fallback() -> None:
    """A number nobody checked never stands alone."""
    from backcheck.report import emergency_number

    for region in protocol().regions.values():
        number = emergency_number(protocol(), region)
        assert region.number in number
        assert region.verified or protocol().fallback_number in number


def test_australia_keeps_its_zeros() -> None:
    """000 is text: it is not 0."""
    assert protocol().regions["AU"].number == "000"


@pytest.mark.parametrize("answers", [{}, {"numb_saddle": "no"}, {"age": 30, "movement": "clearly", "trend": "better"}])
def test_unfinished_answers_never_sound_like_a_result(answers: dict[str, Answer]) -> None:
    """Half a file of answers earns no calming action, in text or in JSON."""
    report = make_report(protocol(), answers)
    text = " ".join(plain.render(report).split())
    calm = [protocol().care[rung.id].action for rung in protocol().ladder if rung.group in {"planned", "self_care"}]
    assert text.startswith("Not finished")
    assert "not an all-clear" in text
    assert not [action for action in calm if action in text or action in as_json.render(report)]


def test_an_urgent_half_is_told_as_the_least_it_can_be() -> None:
    """When the answers so far already mean today, that is told, and that it may be sooner."""
    report = make_report(protocol(), {"fever": "yes"})
    assert not report.complete
    assert plain.render(report).startswith("Not finished: Speak to a doctor or nurse today at the latest")


def test_a_shared_reason_to_stop_is_told_once() -> None:
    """Ten exercises with the same warning do not bury it ten times."""
    report = result(ONE_PER_RUNG["self_care"])
    shared = [item.stop_if for item in report.advice if item.stop_if]
    usual = max(shared, key=shared.count)
    assert shared.count(usual) > 1
    assert " ".join(plain.render(report).split()).count(" ".join(usual.split())) == 1
