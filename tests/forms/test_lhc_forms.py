"""Other people's form filler shows what the engine asks, and what it saves gets the same result."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backcheck.findings import Person
from backcheck.interview import in_force
from backcheck.protocol import Answers, Protocol
from backcheck.reading import record_in
from backcheck.triage import triage
from tests.browser import OpenPage
from tests.forms.fhir import accepted
from tests.forms.filling import asked, nested, people, with_care
from tests.forms.lhc_forms import Form
from tests.reading.workshop import workshop
from tests.shipped import protocol


def replayed(made: Protocol, saved: dict[str, Any]) -> Answers:
    """Give the answers that replay finds in what a form saved."""
    return record_in(made, json.dumps(saved).encode(), "saved").answers


@pytest.mark.parametrize(
    ("made", "count"), [(protocol(), 50), (workshop(), 15), (nested(), 25)], ids=["shipped", "workshop", "nested"]
)
def test_it_shows_and_saves_what_the_engine_asks(
    open_page: OpenPage, asked_for: list[str], tmp_path: Path, made: Protocol, count: int
) -> None:
    """For people at random it hides and shows the same questions, and its response replays to the same rung."""
    form = Form(open_page, made, tmp_path)
    rungs = set()
    for answers in people(made, count):
        form.fill(answers)
        assert form.shown() == asked(made, answers)
        again = replayed(made, form.saved())
        assert in_force(made, again) == in_force(made, answers)
        rung = triage(Person(made, again)).rung
        assert rung == triage(Person(made, answers)).rung
        rungs.add(rung)
    assert len(rungs) > 1
    assert asked_for == []


def test_a_person_fills_it_in(open_page: OpenPage, tmp_path: Path) -> None:
    """By real clicks a follow-up appears and goes again, and what is saved is exactly what was clicked."""
    made = protocol()
    form = Form(open_page, made, tmp_path)
    question = next(one for one in made.questions if one.ask_if is not None and one.id == "nerve_when")
    facts = next(one for one in made.questions if one.id == "nerves").facts
    assert question.id not in form.shown()
    for fact in facts:
        form.click(fact, "no")
    form.page.wait_for_timeout(500)
    assert question.id not in form.shown()
    form.click(facts[0], "not sure")
    form.page.wait_for_selector(f'[id="item-{question.id}/1"]')
    form.click(question.id, question.choices[0].id)
    saved = form.saved()
    accepted(saved)
    expected = dict.fromkeys(facts, "no") | {facts[0]: "not sure", question.id: question.choices[0].id}
    assert replayed(made, saved) == expected


def test_it_renders_words_as_words(open_page: OpenPage, tmp_path: Path) -> None:
    """Markup in a protocol's text is shown as it is written."""
    made = with_care(nested())
    first = replace(made.questions[0], ask="Is <b id=bold>this</b> so?", why="<img src=x onerror=alert(1)>")
    form = Form(open_page, replace(made, questions=(first, *made.questions[1:])), tmp_path)
    assert form.page.get_by_text("Is <b id=bold>this</b> so?").count()
    assert form.page.locator("#bold, #form img[src=x]").count() == 0
