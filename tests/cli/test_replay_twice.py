"""What somebody answered in two ways comes back out of every file that holds it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backcheck.cli.replay import DIFFERS, SAME
from backcheck.doubt import Twice
from backcheck.protocol import Answers
from backcheck.reading import record_in
from backcheck.render import as_json, fhir, html
from tests.cli.typed import typed
from tests.cli.whole import whole_report
from tests.forms.fhir import accepted
from tests.forms.hl7 import broken_rules
from tests.reading.workshop import WORKSHOP, changed, workshop

ANSWERS: Answers = {
    "brakes_weak": "yes",
    "brakes_gone": "no",
    "wheel_wobbles": "no",
    "noise_when": "older",
    "pressure": 5,
    "rider_is_child": "no",
}
TWICE: Twice = {"pressure": ("not sure", 5), "noise_when": ("last_week", "older"), "brakes_weak": ("no", "yes")}
REPORT = whole_report(workshop(), ANSWERS, twice=TWICE)
FORMS = {"json": as_json.render, "html": html.render, "fhir": fhir.render}


def kept(tmp_path: Path, text: str) -> str:
    """Give the name of a file with some text."""
    (tmp_path / "kept").write_text(text, encoding="utf-8")
    return str(tmp_path / "kept")


@pytest.mark.parametrize("form", FORMS)
def test_both_answers_are_read_as_they_were_given(form: str) -> None:
    """Words, choices and numbers, unsure ones too, in every form that can be read back."""
    assert record_in(workshop(), FORMS[form](REPORT).encode(), "kept").twice == TWICE


@pytest.mark.parametrize("form", FORMS)
def test_replay_tells_them_again(form: str, tmp_path: Path) -> None:
    """The result is the same, and says what was answered in two ways."""
    done = typed("replay", kept(tmp_path, FORMS[form](REPORT)), "--protocol", str(WORKSHOP))
    assert done.out.startswith(SAME)
    assert done.out.count("first no, then yes. This counts: yes.") == 1


@pytest.mark.parametrize("form", ["json", "html"])
def test_check_tells_them_again(form: str, tmp_path: Path) -> None:
    """A result given as answers keeps them as well."""
    name = kept(tmp_path, FORMS[form](REPORT))
    done = typed("check", "--answers", name, "--json", "--protocol", str(WORKSHOP))
    assert json.loads(done.out)["asked_twice"] == as_json.as_mapping(REPORT)["asked_twice"]


def test_one_that_was_changed_in_one_place_is_noticed(tmp_path: Path) -> None:
    """What counts is worked out again, and what is read in a page or a narrative has to be what programs read."""
    told = as_json.as_mapping(REPORT)
    bundle = json.loads(fhir.render(REPORT))
    for item in _with_both(bundle["entry"][1]["resource"]):
        del item["extension"]
    page = html.render(REPORT)
    once = html.render(whole_report(workshop(), ANSWERS))
    changes = (
        json.dumps({**told, "asked_twice": [{**one, "counts": "no"} for one in told["asked_twice"]]}),
        json.dumps(bundle),
        page[: page.index("<pre")] + once[once.index("<pre") :],
    )
    for change in changes:
        done = typed("replay", kept(tmp_path, change), "--protocol", str(WORKSHOP))
        assert (done.code, done.out.startswith(DIFFERS)) == (1, True)


def test_one_that_another_protocol_does_not_know_is_told(tmp_path: Path) -> None:
    """Where the words of an answer were changed since, what was asked once more is told as no longer known."""
    folder = changed(tmp_path, "topics/brakes.yaml", "short: longer ago", "short: some time ago")
    renamed = as_json.render(REPORT).replace('"first": "in the last 7 days"', '"first": "last week"')
    assert renamed != as_json.render(REPORT)
    done = typed("replay", kept(tmp_path, renamed), "--protocol", str(folder))
    assert "- Asked once more: then" in done.out


def _with_both(part: Any) -> list[dict[str, Any]]:
    """Give every item with both answers."""
    inside = [one for item in part.get("item", ()) for one in _with_both(item)]
    return [*([part] if "asked-twice" in str(part.get("extension")) else []), *inside]


def test_in_fhir_they_stand_on_their_items() -> None:
    """The models and HL7's own rules take them, and no id is that of a result without them."""
    bundle = json.loads(fhir.render(REPORT))
    response = bundle["entry"][1]["resource"]
    accepted(bundle)
    assert list(broken_rules(response)) == []
    assert [item["linkId"] for item in _with_both(response)] == ["brakes_weak", "noise_when", "pressure"]
    assert response["id"] != fhir.bundle(whole_report(workshop(), ANSWERS))["entry"][1]["resource"]["id"]


@pytest.mark.parametrize(
    "both",
    [
        {},
        {"fact": "brakes_weak"},
        {"fact": "nothing_of_ours", "first": "no", "second": "yes"},
        {"fact": "brakes_weak", "first": 1, "second": None},
        {"fact": "pressure", "first": "9" * 5000, "second": "\u0665"},
        {"fact": ["brakes_weak"], "first": {"no": 1}, "second": ["yes"]},
    ],
)
def test_what_is_no_answer_is_left_out(both: dict[str, Any], tmp_path: Path) -> None:
    """It breaks nothing in any of the files, and the result says that it stood there."""
    told = {**as_json.as_mapping(whole_report(workshop(), ANSWERS)), "asked_twice": [both]}
    done = typed("replay", kept(tmp_path, json.dumps(told)), "--protocol", str(WORKSHOP))
    assert (done.code, done.out.startswith(DIFFERS)) == (1, True)
    draft = {"schema": "backcheck-draft/1", "answers": ANSWERS, "twice": {"pressure": list(both.values()), "x": both}}
    assert record_in(workshop(), json.dumps(draft).encode(), "draft").twice == {}
    values = [{"url": "first", "valueInteger": "9" * 5000}, {"url": "second", "valueCoding": both}, both]
    extension = {"url": "urn:backcheck:asked-twice", "extension": values}
    item = {"linkId": "pressure", "answer": [{"valueInteger": 5}], "extension": [extension, both, 7]}
    response = {"resourceType": "QuestionnaireResponse", "item": [item]}
    assert record_in(workshop(), json.dumps(response).encode(), "response").twice == {}
