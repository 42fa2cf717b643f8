"""``backcheck replay`` of files that somebody changed: whatever was changed is found, and nothing else is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backcheck.cli.replay import DIFFERS, ONLY_FACTS, SAME
from backcheck.protocol import Answers
from backcheck.reading.records import told_apart
from backcheck.render import as_json, fhir, html
from backcheck.replay.whole import result_differs
from tests.cli.typed import Done, typed
from tests.cli.whole import whole_report
from tests.reading.workshop import WORKSHOP, workshop
from tests.shipped import protocol

NO_BRAKES: Answers = {
    "brakes_weak": "yes",
    "brakes_gone": "no",
    "wheel_wobbles": "no",
    "noise_when": "today",
    "pressure": 5,
    "rider_is_child": "no",
}
RESULT = as_json.as_mapping(whole_report(workshop(), NO_BRAKES))
PAGE = html.render(whole_report(workshop(), NO_BRAKES))
BUNDLE = fhir.bundle(whole_report(workshop(), NO_BRAKES))


def replayed(text: str, tmp_path: Path) -> Done:
    """Give what replay says of a file."""
    path = tmp_path / "kept"
    path.write_text(text, encoding="utf-8")
    return typed("replay", str(path), "--protocol", str(WORKSHOP))


def told(done: Done) -> list[str]:
    """Give the differences that were told."""
    above, _, _ = done.out.partition("\n\n")
    return [" ".join(one.split()) for one in above.split("\n- ")[1:]]


def test_what_is_changed_here_is_the_same_before(tmp_path: Path) -> None:
    """Each kind of file replays as the same as long as nobody changes it."""
    for text in (json.dumps(RESULT), PAGE, json.dumps(BUNDLE)):
        done = replayed(text, tmp_path)
        assert (done.code, done.out.partition("\n")[0]) == (0, SAME)


# Another hash is another protocol, and another version of backcheck wrote other words.
@pytest.mark.parametrize("name", sorted(RESULT.keys() - {"schema", "answers", "made_on", "backcheck", "protocol"}))
def test_every_part_of_a_result_is_compared(name: str, tmp_path: Path) -> None:
    """Whichever part is changed or missing, replay says so and exits 1."""
    other: Any = not RESULT[name] if isinstance(RESULT[name], bool) else [{"say": "Stay"}] if RESULT[name] == [] else []
    changed = replayed(json.dumps({**RESULT, name: other if isinstance(RESULT[name], bool | list) else "zz"}), tmp_path)
    missing = replayed(json.dumps({one: value for one, value in RESULT.items() if one != name}), tmp_path)
    for done in (changed, missing):
        assert (done.code, done.out.partition("\n")[0]) == (1, DIFFERS)
        assert told(done)


def test_words_that_were_changed_stand_beside_those_of_now(tmp_path: Path) -> None:
    """What somebody wrote into a result is told with its place, and with what belongs there."""
    reasons = [{**one, "title": "Nothing serious"} for one in RESULT["reasons"]]
    done = replayed(json.dumps({**RESULT, "action": "Stay at home", "reasons": reasons}), tmp_path)
    first, second, *others = told(done)
    rule, title = RESULT["reasons"][0]["rule"], RESULT["reasons"][0]["title"]
    assert first == f'Action: then "Stay at home"; now "{RESULT["action"]}".'
    assert second == f'Reasons, {rule}, title: then "Nothing serious"; now "{title}".'
    assert len(others) == len(reasons) - 1


def test_a_text_is_shown_where_it_differs(tmp_path: Path) -> None:
    """Two long texts that begin alike, or differ only in their last mark, never look the same in the message."""
    for before, after in (
        ("do not wait " * 9, "do not wait " * 8 + "do wait "),
        ("x" * 90, "x" * 91),
        ("a", "a."),
    ):
        (one,) = result_differs({"say": before}, {"say": after})
        then, _, now = one.words.removeprefix("then ").partition("; now ")
        assert then != now
        assert len(one.words) < 160
    (order,) = result_differs({"advice": [{"id": "a"}, {"id": "b"}]}, {"advice": [{"id": "b"}, {"id": "a"}]})
    assert order.sentence == "Advice: the order is another one."
    done = replayed(json.dumps({**RESULT, "deadline": RESULT["deadline"] + " Or later."}), tmp_path)
    assert done.code == 1


def test_hashes_that_begin_alike_are_shown_until_they_differ() -> None:
    """Two protocols never look like one in a message."""
    one = "0123456789abcdef" * 4
    assert told_apart(one, "f" * 64) == (one[:12], "f" * 12)
    assert told_apart(one, f"{one[:60]}ffff") == (one[:61], f"{one[:60]}f")
    for other in (one[:5], one + "0", ""):
        then, now = told_apart(one, other)
        assert then != now


def test_day_region_and_review_are_those_of_the_file(tmp_path: Path) -> None:
    """A result of another day and place, made when the review was overdue, is the same result."""
    made = whole_report(protocol(), {"cannot_breathe": "yes"}, "GB", today="2099-01-01")
    assert made.overdue
    for text in (as_json.render(made), html.render(made), html.render(made, "clinician"), fhir.render(made)):
        path = tmp_path / "kept"
        path.write_text(text, encoding="utf-8")
        assert typed("replay", str(path)).out.startswith(SAME)


def test_another_version_is_compared_by_its_facts(tmp_path: Path) -> None:
    """Words change from version to version, which is no difference; replay says what was compared, and facts count."""
    older = {**RESULT, "backcheck": "0.0.1", "action": "Get off"}
    done = replayed(json.dumps(older), tmp_path)
    assert (done.code, done.out.partition("\n")[0]) == (0, SAME)
    assert ONLY_FACTS in " ".join(done.out.split())
    assert "Another backcheck made it: 0.0.1" in " ".join(done.out.split())
    assert replayed(json.dumps({**older, "deadline": "Some day."}), tmp_path).code == 1


def swapped(parts: list[str]) -> list[str]:
    """Give some parts with two in the middle in each other's place."""
    first, second, third, *rest = parts
    return [first, third, second, *rest]


PAGES: dict[str, Callable[[str], str]] = {
    "heading": lambda page: page.replace("<h1>", "<h1>Stay at home. "),
    "title": lambda page: page.replace("<title>", "<title>Stay at home. "),
    "a line more": lambda page: page.replace("</main>", "<p>Stay at home.</p></main>"),
    "words behind the result": lambda page: page.replace("</pre>", "</pre>Stay at home."),
    "words that only a browser shows": lambda page: page.replace("<h1>", "<!-- --!>Stay at home.<!-- --><h1>"),
    "the first lines hidden": lambda page: page.replace('<div class="first">', '<div class="first" hidden>'),
    "the style": lambda page: page.replace("<style>", "<style>h1 { display: none }"),
    "another reader": lambda page: page.replace(" patient ", " nobody "),
    "a tag more": lambda page: page.replace("<h1>", "<h1><b>"),
    "two parts in another order": lambda page: "<section>".join(swapped(page.split("<section>"))),
    "a line twice": lambda page: page.replace(
        "</footer>", f"{page[page.index('<h1>') : page.index('</h1>')]}</footer>"
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_word_and_tag_of_a_page_is_compared(name: str, tmp_path: Path) -> None:
    """What a person sees is compared too, not only the copy for programs inside the page."""
    changed = PAGES[name](PAGE)
    assert changed != PAGE
    done = replayed(changed, tmp_path)
    assert (done.code, done.out.partition("\n")[0]) == (1, DIFFERS)
    assert all(one.startswith("On the page") for one in told(done))


@pytest.mark.parametrize("noise", ["<!-- ", "< ", "<p ", '<p a="', "<p>" * 3, "&amp;"])
def test_a_page_full_of_noise_is_compared(noise: str, tmp_path: Path) -> None:
    """Whatever stands around a result in a page, it is compared in no time and told as changed."""
    page = PAGE + noise * 100_000
    done = replayed(page, tmp_path)
    assert (done.code, done.out.startswith(DIFFERS)) == (1, True)
    assert len(done.out) < 9_000


def test_a_page_saved_by_a_browser_is_the_same_page(tmp_path: Path) -> None:
    """Browsers write tags in their own way when they save; the words and what the tags say stay."""
    saved = PAGE.replace("<!doctype html>", "<!DOCTYPE html>\n<!-- saved from url=(0022)file:///C:/result.html -->")
    saved = saved.replace(
        '<meta charset="utf-8">', '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">'
    )
    saved = (
        saved.replace(" hidden>", ' hidden="">')
        .replace("/>", "></path>")
        .replace("&#x27;", "'")
        .replace("<p>", "<p>\n")
    )
    assert saved != PAGE
    assert replayed(saved, tmp_path).out.startswith(SAME)


def resource(told: dict[str, Any], kind: str) -> dict[str, Any]:
    """Give the resource of one kind in a Bundle."""
    found: dict[str, Any] = next(one["resource"] for one in told["entry"] if one["resource"]["resourceType"] == kind)
    return found


BUNDLES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "title": lambda told: resource(told, "RequestGroup")["action"][0].update(title="Do nothing"),
    "priority": lambda told: resource(told, "RequestGroup").update(priority="routine"),
    "payload": lambda told: resource(told, "CommunicationRequest")["payload"].pop(),
    "status": lambda told: resource(told, "QuestionnaireResponse").update(status="in-progress"),
    "narrative": lambda told: resource(told, "GuidanceResponse")["text"].update(div="<div>All is well</div>"),
    "question": lambda told: resource(told, "Questionnaire")["item"].pop(),
    "note": lambda told: resource(told, "Observation").update(note=[{"text": "All is well"}]),
    "guidance": lambda told: told["entry"].pop(3),
    "second plan": lambda told: told["entry"].append({"resource": resource(told, "RequestGroup")}),
}


@pytest.mark.parametrize("name", BUNDLES)
def test_every_resource_is_compared(name: str, tmp_path: Path) -> None:
    """Whatever is changed, added or taken out of what a Bundle tells, replay says where and exits 1."""
    bundle = json.loads(json.dumps(BUNDLE))
    BUNDLES[name](bundle)
    done = replayed(json.dumps(bundle), tmp_path)
    assert (done.code, done.out.partition("\n")[0]) == (1, DIFFERS)
    assert told(done)


def test_what_a_record_system_adds_is_no_difference(tmp_path: Path) -> None:
    """A patient, ids of its own, and other people's resources beside ours change nothing that was told."""
    bundle = json.loads(json.dumps(BUNDLE).replace(BUNDLE["entry"][2]["resource"]["id"], "17"))
    for entry in bundle["entry"][1:]:
        entry["resource"] |= {"subject": {"reference": "Patient/1"}, "meta": {"versionId": "1"}}
    code = {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]}
    others = [{"resourceType": "Patient", "id": "1"}, {"resourceType": "Observation", "status": "final", "code": code}]
    bundle["entry"] += [{"resource": one} for one in others]
    assert replayed(json.dumps(bundle), tmp_path).out.startswith(SAME)
