"""LHC-Forms, a form filler of the US National Library of Medicine, in a page of a real browser."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from backcheck.coded import bare_code, unsure_link
from backcheck.forms.questionnaire import questionnaire
from backcheck.protocol import Answers, Protocol

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser import OpenPage

FOLDER = Path(sys.prefix) / "lhc-forms" / "dist" / "lforms"
SCRIPTS = (
    "webcomponent/assets/lib/zone.min.js",
    "webcomponent/runtime.js",
    "webcomponent/polyfills.js",
    "webcomponent/main.js",
    "fhir/R4B/lformsFHIR.min.js",
)
RENDER = "q => LForms.Util.addFormToPage(q, 'form', {fhirVersion: 'R4B'}).then(() => 'rendered')"
SAVE = "() => LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4B')"
SHOWN = """() => [...document.querySelectorAll('#form [id^=item-]')]
    .filter(one => one.getClientRects().length).map(one => one.id.slice(5).replace(/[/1]+$/, ''))"""
# A hundred real clicks for each of many people would take an hour. The answers are put where a click puts them, the
# form's own code works out what shows, and one real click makes it draw.
FILL = """async values => {
    const form = document.querySelector('wc-lhc-form').lhcFormData;
    const changed = [];
    for (const item of form.itemList) {
        if (!['INT', 'CODING'].includes(item.dataType)) continue;
        const given = values[item.linkId];
        const value = given === undefined ? null
            : typeof given === 'number' ? given : item.answers.find(answer => answer.code === given);
        if (value === undefined) throw new Error('no answer ' + given + ' to ' + item.linkId);
        if ((item.value ?? null) !== value) { item.value = value; changed.push(item); }
    }
    for (const item of changed) while (form.updateSkipLogicControlledItems(item, () => false));
    form._hasResponsiveExpr = false;
    if (changed.length) form.updateOnSourceItemChange(changed.at(-1));
    form._hasResponsiveExpr = true;
    await form._expressionProcessor.runCalculations(false);
    form._checkFormControls();
    document.querySelector('#form button[id^=help-button-]').click();
    await new Promise(requestAnimationFrame);
}"""


class Form:
    """A questionnaire of ours, rendered by LHC-Forms."""

    def __init__(self, open_page: OpenPage, protocol: Protocol, folder: Path) -> None:
        """Render it; without LHC-Forms the test is skipped, but in CI it fails."""
        if not FOLDER.is_dir():
            sentence = f"needs LHC-Forms: scripts/npm-packages {Path(sys.prefix).name}"
            pytest.fail(sentence) if os.environ.get("CI") else pytest.skip(sentence)
        self.protocol = protocol
        harness = folder / "harness.html"
        scripts = "".join(f'<script src="{(FOLDER / script).as_uri()}"></script>' for script in SCRIPTS)
        harness.write_text(f'<!doctype html><meta charset="utf-8"><div id="form"></div>{scripts}', encoding="utf-8")
        self.page: Page = open_page(harness)
        assert self.page.evaluate(RENDER, questionnaire(protocol)) == "rendered"

    def fill(self, answers: Answers) -> None:
        """Put answers into it, in place of all that were there."""
        self.page.evaluate(FILL, {self._link(fact, answer): self._value(answer) for fact, answer in answers.items()})

    def click(self, fact: str, answer: str) -> None:
        """Choose one answer as a person does."""
        item = self.page.locator(f'[id="item-{fact}/1/1"], [id="item-{fact}/1"]').first
        item.locator(f'label[id$="|{bare_code(answer)}"]').first.click()

    def shown(self) -> set[str]:
        """Give the questions that a person can see in it."""
        seen = set(self.page.evaluate(SHOWN))
        return {
            question.id
            for question in self.protocol.questions
            if (f"{question.id}.group" if question.kind == "number" else question.id) in seen
        }

    def saved(self) -> dict[str, Any]:
        """Give the QuestionnaireResponse that it saves."""
        saved: dict[str, Any] = self.page.evaluate(SAVE)
        return saved

    def _link(self, fact: str, answer: Any) -> str:
        number = self.protocol.question_of[fact].kind == "number"
        return unsure_link(fact) if number and not isinstance(answer, int) else fact

    def _value(self, answer: Any) -> Any:
        return answer if isinstance(answer, int) else bare_code(answer)
