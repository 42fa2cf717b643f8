"""``backcheck replay``: the same result again, or exactly what differs, of any file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backcheck.cli.delivery import in_text
from backcheck.cli.replay import DIFFERS, NOTHING_TO_COMPARE, SAME
from backcheck.errors import AnswersError
from backcheck.forms.response import response
from backcheck.reading import record_in
from backcheck.render import as_json, fhir, html
from backcheck.render.sections import headline
from backcheck.replay import differences
from backcheck.visits import Draft, save_draft
from tests.cli.typed import typed
from tests.cli.whole import whole_report
from tests.forms.filling import people
from tests.reading.workshop import WORKSHOP, changed, workshop
from tests.shipped import cases, person, protocol

ONE_PER_RUNG = {case.expect: case for case in cases() if case.others == "no"}
FORMS = {"json": as_json.render, "html": html.render, "fhir": fhir.render}
WEAK = {"brakes_weak": "yes", "brakes_gone": "no", "wheel_wobbles": "no", "noise_when": "today"}


def kept(folder: Path, text: str, name: str = "kept") -> str:
    """Give the name of a file with some text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("rung", list(ONE_PER_RUNG))
def test_a_kept_result_comes_out_the_same(form: str, rung: str, tmp_path: Path) -> None:
    """Whatever the rung and the format, replay says so, exits 0 and gives the result."""
    report = whole_report(protocol(), person(**ONE_PER_RUNG[rung].answers), "GB")
    done = typed("replay", kept(tmp_path, FORMS[form](report)))
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(SAME)
    assert headline(report) in " ".join(done.out.split())


@pytest.mark.parametrize("form", FORMS)
def test_unfinished_answers_that_decide_nothing_urgent_come_out_the_same(form: str, tmp_path: Path) -> None:
    """A rule that holds below urgent is told by no action, and still is no difference."""
    whole = person(**ONE_PER_RUNG["routine"].answers)
    report = whole_report(protocol(), {fact: answer for fact, answer in whole.items() if fact != "fever"})
    assert report.reasons
    assert not report.complete
    assert typed("replay", kept(tmp_path, FORMS[form](report))).out.startswith(SAME)


def test_the_region_comes_out_of_the_file(tmp_path: Path) -> None:
    """The emergency number is the one the person was told, in every format that keeps the region."""
    report = whole_report(protocol(), person(cannot_breathe="yes"), "GB")
    for render in FORMS.values():
        assert "999" in typed("replay", kept(tmp_path, render(report))).out


def test_files_without_a_result_get_one(tmp_path: Path) -> None:
    """A bare response, an answers file and a saved interview hold nothing to compare with, and that is said."""
    answers = person(fever="yes")
    report = whole_report(protocol(), answers)
    save_draft(tmp_path / "draft", protocol(), Draft(answers, {"fever": ("no", "yes")}, 0, "GB"))
    files = [
        kept(tmp_path, json.dumps(response(protocol(), answers, complete=True)), "response"),
        kept(tmp_path, "\n".join(f"{fact}: {answer}" for fact, answer in answers.items()), "answers"),
        str(tmp_path / "draft"),
    ]
    for name in files:
        done = typed("replay", name)
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith(NOTHING_TO_COMPARE[:40])
        assert headline(report).partition(",")[0] in " ".join(done.out.split())


def test_it_reads_standard_input() -> None:
    """A dash stands for what is piped in."""
    assert typed("replay", "-", stdin=as_json.render(whole_report(protocol(), {})).encode()).out.startswith(SAME)


@pytest.mark.parametrize(("field", "value", "heading"), [
    ("rung", "self_care", "How soon"),
    ("complete", False, "All answered"),
    ("at_most", "self_care", "Most urgent"),
    ("deadline", "Some day.", "Deadline"),
    ("see", [{"id": "nobody", "name": "Nobody"}], "Whom to see"),
    ("reasons", [], "Rule"),
    ("emergency_number", "12345", "Emergency number"),
])  # fmt: skip
def test_a_changed_file_is_noticed(field: str, value: Any, heading: str, tmp_path: Path) -> None:
    """Whatever of the result was changed by hand, that and nothing else is told, and the exit code is 1."""
    report = whole_report(protocol(), person(cannot_breathe="yes"))
    told = {**as_json.as_mapping(report), field: value}
    done = typed("replay", kept(tmp_path, json.dumps(told)))
    assert (done.code, done.err) == (1, "")
    differ = [line for line in done.out.partition("\n\n")[0].splitlines() if line.startswith("- ")]
    assert done.out.startswith(DIFFERS)
    assert differ
    assert all(line.startswith(f"- {heading}") for line in differ)


def test_a_changed_answer_is_noticed(tmp_path: Path) -> None:
    """Who turns an answer round keeps the old result in the file, and is found out."""
    report = whole_report(protocol(), person(cannot_breathe="yes"))
    other = fhir.bundle(whole_report(protocol(), person()))["entry"][1]
    bundle = fhir.bundle(report)
    bundle["entry"][1] = other
    done = typed("replay", kept(tmp_path, json.dumps(bundle)))
    assert done.code == 1
    assert "How soon: then Call now; now" in " ".join(done.out.split())


@pytest.mark.parametrize("form", FORMS)
def test_a_changed_protocol_is_told_rule_by_rule(form: str, tmp_path: Path) -> None:
    """Which rule asks for another rung now is named, with the version the file was made with."""
    file = kept(tmp_path, FORMS[form](whole_report(workshop(), WEAK)))
    rule = next(one for one in whole_report(workshop(), WEAK).reasons).rule
    topic = (WORKSHOP / "topics" / "brakes.yaml").read_text(encoding="utf-8")
    folder = changed(tmp_path, "topics/brakes.yaml", f"- id: {rule}\n", f"- id: {rule}_renamed\n")
    assert f"- id: {rule}\n" in topic
    done = typed("replay", file, "--protocol", str(folder))
    told = " ".join(done.out.split())
    assert done.code == 1
    assert "The protocol has changed since" in told
    assert re.search(f'Rule {rule}: then it decides the result and asks for "[^"]+"; now there is no such rule', told)
    assert f"Rule {rule}_renamed" in told


@pytest.mark.parametrize("form", FORMS)
def test_a_rule_that_asks_for_another_rung_is_named(form: str, tmp_path: Path) -> None:
    """Where the same rule decides and asks for something else now, it is that rule that is told, with both rungs."""
    before = whole_report(workshop(), WEAK)
    rule, later = before.reasons[0].rule, workshop().ladder[-2]
    topic = (WORKSHOP / "topics" / "brakes.yaml").read_text(encoding="utf-8")
    urgency = re.search(rf"- id: {rule}\n(?:(?!  - id:).*\n)*?    urgency: (\w+)\n", topic)
    assert urgency is not None
    folder = changed(tmp_path, "topics/brakes.yaml", urgency[0], urgency[0].replace(urgency[1], later.id))
    told = " ".join(typed("replay", kept(tmp_path, FORMS[form](before)), "--protocol", str(folder)).out.split())
    assert f'asks for "{before.rung.name}"; now' in told
    assert f"Changed of the rules it told: {rule}." in told


@pytest.mark.parametrize("form", FORMS)
def test_a_rule_that_was_only_reworded_has_not_changed(form: str, tmp_path: Path) -> None:
    """Another title is another protocol, but the same rules: both are said."""
    rule = whole_report(workshop(), WEAK).reasons[0]
    file = kept(tmp_path, FORMS[form](whole_report(workshop(), WEAK)))
    folder = changed(tmp_path, "topics/brakes.yaml", f"title: {rule.title}", "title: Something else")
    told = " ".join(typed("replay", file, "--protocol", str(folder)).out.split())
    assert told.startswith(SAME)
    assert "None of the rules it told has changed." in told


def test_a_protocol_changed_elsewhere_gives_the_same_result(tmp_path: Path) -> None:
    """A change that does not touch these answers is mentioned, and is no difference."""
    file = kept(tmp_path, as_json.render(whole_report(workshop(), WEAK)))
    folder = changed(tmp_path, "protocol.yaml", "version: 1.0.0", "version: 1.0.1")
    done = typed("replay", file, "--protocol", str(folder))
    assert done.code == 0
    assert done.out.startswith(SAME)
    assert "then version 1.0.0" in " ".join(done.out.split())


def test_json_tells_the_same(tmp_path: Path) -> None:
    """Programs get the verdict, the differences and the result."""
    report = whole_report(protocol(), person(fever="yes"))
    same = json.loads(typed("replay", "--json", kept(tmp_path, fhir.render(report))).out)
    assert (same["same"], same["protocol_changed"], same["differences"]) == (True, False, [])
    assert same["result"]["rung"] == report.rung.id
    told = {**as_json.as_mapping(report), "rung": "self_care"}
    assert json.loads(typed("replay", "--json", kept(tmp_path, json.dumps(told))).out)["same"] is False
    bare = json.dumps(response(protocol(), {}, complete=False))
    assert json.loads(typed("replay", "--json", kept(tmp_path, bare)).out)["same"] is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", 65),
        (b"[" * 100_000, 65),
        (b'{"a":' * 5_000, 65),
        (b'{"resourceType":"Bundle","entry":' + b"[" * 3_000, 65),
        (b" " * (4 * 1024 * 1024 + 1), 65),
        (b'{"schema":"backcheck-result/1","answers":{"fever":"yes","fever":"no"}}', 65),
        (b'{"resourceType":"Bundle","resourceType":"Bundle","entry":[]}', 65),
        (b"\xff\xfe{}", 65),
        (b"<!doctype html><pre id=backcheck-result>" + b"{" * 9_000, 65),
        (b"<html>" + b"<a " * 9_000, 65),
        (b'{"schema":"backcheck-result/2","answers":{}}', 65),
        (b'{"schema":"backcheck-","answers":{}}', 65),
        (b"# Go\n\nLeave now. Be seen: today\n\nThis tells you where to get help.\nIt cannot tell you\nthe cause.", 65),
    ],
    ids=[
        *("empty", "lists", "objects", "bundle", "huge", "repeated", "repeated-fhir", "utf-16", "page", "tags"),
        *("later", "unknown", "words"),
    ],
)
def test_a_hostile_file_gets_a_sentence(content: bytes, code: int, tmp_path: Path) -> None:
    """Nesting, size, repeats and noise end in one sentence and its exit code."""
    path = tmp_path / "hostile"
    path.write_bytes(content)
    done = typed("replay", str(path))
    assert (done.code, done.out) == (code, "")
    assert 0 < len(done.err) < 2_000


def test_a_result_in_words_is_told_to_be_one(tmp_path: Path) -> None:
    """Markdown and text, drawn or plain: the person learns which forms can be read back."""
    for rung in ("call_now", "self_care"):
        report = whole_report(protocol(), person(**ONE_PER_RUNG[rung].answers))
        for form in ("markdown", "plain", "terminal"):
            done = typed("replay", kept(tmp_path, in_text(report, form, 40, "clinician")))
            assert (done.code, done.out) == (65, "")
            assert "cannot be read back. Please give the JSON, HTML or FHIR form" in done.err


def test_size_is_judged_before_anything_is_read(tmp_path: Path) -> None:
    """A huge file is told to be huge, whatever stands in it; a Bundle, which is large, is not."""
    path = tmp_path / "huge"
    path.write_bytes(b" " * (4 * 1024 * 1024 + 1))
    assert "larger than 4096 KiB" in typed("replay", str(path)).err
    assert "larger than 4096 KiB" in typed("replay", "-", stdin=path.read_bytes()).err


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Missing files and folders have their own sentences and codes."""
    assert typed("replay", str(tmp_path / "none")).code == 66
    assert typed("replay", str(tmp_path)).code == 65


KEPT = [as_json.as_mapping(whole_report(workshop(), WEAK)), fhir.bundle(whole_report(workshop(), WEAK))]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 999) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=5,
)


@settings(max_examples=150)
@given(st.data())
def test_whatever_is_changed_there_is_an_answer(data: st.DataObject) -> None:
    """Any part of a kept result replaced by anything is read, or refused with a place; it never breaks."""
    told = json.loads(json.dumps(data.draw(st.sampled_from(KEPT))))
    for _ in range(data.draw(st.integers(1, 3))):
        _change_somewhere(told, data)
    try:
        record = record_in(workshop(), json.dumps(told).encode(), "kept")
    except AnswersError:
        return
    report = whole_report(workshop(), record.answers)
    assert all("\x1b" not in one for one in differences(record, report))


def _change_somewhere(told: Any, data: st.DataObject) -> None:
    """Replace something at some depth."""
    while True:
        places = list(told) if isinstance(told, dict) else list(range(len(told)))
        if not places:
            return
        place = data.draw(st.sampled_from(places))
        inside = told[place]
        if not (isinstance(inside, dict | list) and inside) or data.draw(st.integers(0, 3)) == 0:
            told[place] = data.draw(ANYTHING)
            return
        told = inside


def test_what_the_engine_reads_back_is_what_it_wrote() -> None:
    """For people at random, through FHIR and back nothing is lost or gained."""
    for answers in people(protocol(), 30):
        told = json.dumps(response(protocol(), answers, complete=True)).encode()
        assert record_in(protocol(), told, "response").answers == answers


def test_fhirs_own_words_for_unsure_are_understood() -> None:
    """A server that says asked-unknown in FHIR's own way means not sure."""
    absent = {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "asked-declined"}
    system = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
    told = {
        "resourceType": "QuestionnaireResponse",
        "item": [
            {"linkId": "brakes_weak", "answer": [{"valueCoding": {"system": system, "code": "asked-unknown"}}]},
            {"linkId": "pressure", "answer": [{"_valueInteger": {"extension": [absent]}}]},
        ],
    }
    read = record_in(workshop(), json.dumps(told).encode(), "response").answers
    assert read == {"brakes_weak": "not sure", "pressure": "prefer not to say"}
