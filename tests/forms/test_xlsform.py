"""The questionnaire as an XLSForm: other people's reader converts it, and its conditions mean what ours do."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pyxform.xls2xform import convert

from backcheck.condition import Chosen
from backcheck.errors import MissingExtraError
from backcheck.forms.xlsform import sheets, workbook
from backcheck.protocol import Answers, Protocol
from tests.forms.filling import asked, nested, people
from tests.reading.workshop import workshop
from tests.shipped import protocol

MADE = pytest.mark.parametrize("made", [protocol, workshop, nested], ids=["shipped", "workshop", "nested"])
XFORMS = "{http://www.w3.org/2002/xforms}"


@MADE
def test_a_converted_form_shows_what_is_asked(made: Any, tmp_path: Path) -> None:
    """The workbook is converted, and every condition in the XForm is true exactly when the engine asks."""
    form = XForm(convert(str(written(made(), tmp_path)), validate=False).xform)
    for answers in people(made(), 40):
        assert form.shown(made(), answers) == asked(made(), answers)


@MADE
def test_the_converter_has_nothing_to_warn_of(made: Any, tmp_path: Path) -> None:
    """It takes the workbook without a remark."""
    assert convert(str(written(made(), tmp_path)), validate=False).warnings == []


def test_it_is_the_same_each_time() -> None:
    """The same protocol is the same workbook, byte for byte."""
    assert workbook(protocol()) == workbook(protocol())


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    """A label that begins like a formula, names an answer or holds markup is a label."""
    from openpyxl import load_workbook

    hostile = '=HYPERLINK("http://a") ${numb} <b>*b*</b>'
    made = nested()
    made = replace(made, questions=(replace(made.questions[0], ask=hostile), *made.questions[1:]))
    path = written(made, tmp_path)
    cells = [cell for row in load_workbook(path)["survey"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    xform = convert(str(path), validate=False).xform
    assert "<output" not in xform
    assert "<b>" not in xform


def test_names_of_fields_and_lists_are_the_forms_own() -> None:
    """A line that is called as a field of the form would be does not meet it."""
    made = nested()
    clash = replace(made.questions[3], id="age_unsure", ask_if=None)
    rows = sheets(replace(made, questions=(*made.questions, clash)))["survey"]
    names = [row[1] for row in rows[1:] if row[1]]
    assert len(set(names)) == len(names)


def test_a_name_that_xlsform_keeps_for_itself_is_changed(tmp_path: Path) -> None:
    """A question called `meta` does not stop the form, and what hangs on it finds it."""
    made = nested()
    reserved = replace(made.questions[2], id="meta", ask_if=None)
    after = replace(made.questions[3], id="after", ask_if=Chosen("meta", ("old",)))
    xform = convert(
        str(written(replace(made, questions=(*made.questions, reserved, after)), tmp_path)), validate=False
    ).xform
    assert "/data/meta_  = 'old'" in xform


def test_without_the_library_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has only the plain program is told the one command that helps."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match=re.escape("pip install 'backcheck[export]'")) as told:
        workbook(protocol())
    assert told.value.exit_code == 2


def written(made: Protocol, folder: Path) -> Path:
    """Give a file with the workbook."""
    path = folder / "form.xlsx"
    path.write_bytes(workbook(made))
    return path


class XForm:
    """An XForm as a phone fills it in: its empty instance, what each field is worked out from, and when it shows."""

    def __init__(self, text: str) -> None:
        """Read it."""
        root = etree.fromstring(text.encode())
        model = next(root.iter(f"{XFORMS}model"))
        self.data = next(iter(next(model.iter(f"{XFORMS}instance"))))
        binds = [
            (bind.get("nodeset", ""), bind.get("relevant"), bind.get("calculate"))
            for bind in model.iter(f"{XFORMS}bind")
        ]
        self.relevant = {nodeset: _plain(relevant) for nodeset, relevant, _ in binds if relevant}
        self.calculated = [(nodeset, _plain(made)) for nodeset, _, made in binds if made and "uuid" not in made]
        self.paths = {nodeset.rpartition("/")[2]: nodeset for nodeset, _, _ in binds}

    def shown(self, made: Protocol, answers: Answers) -> set[str]:
        """Give the questions that show."""
        for fact in made.question_of:
            self._put(fact, answers.get(fact, ""))
        document = etree.fromstring(_without_namespaces(etree.tostring(self.data).decode()))
        for nodeset, expression in self.calculated:
            value: Any = document.xpath(expression)
            field: Any = document.xpath(nodeset)
            field[0].text = f"{value:.0f}"
        hidden = {nodeset for nodeset, expression in self.relevant.items() if not document.xpath(expression)}
        return {question.id for question in made.questions if self._place(question.id, question.kind) not in hidden}

    def _place(self, question: str, kind: str) -> str:
        return self.paths.get(f"{question}_group" if kind == "number" else question, "")

    def _put(self, fact: str, answer: Any) -> None:
        field = self.data.find(f".//{{*}}{fact}")
        unsure = self.data.find(f".//{{*}}{fact}_unsure")
        assert field is not None
        if unsure is not None:
            unsure.text = "" if isinstance(answer, int) else answer.replace(" ", "_")
            answer = answer if isinstance(answer, int) else ""
        field.text = str(answer).replace(" ", "_")


def _plain(expression: str | None) -> str:
    return " ".join((expression or "").split())


def _without_namespaces(text: str) -> str:
    return re.sub(r' xmlns(:\w+)?="[^"]*"', "", text).replace("orx:", "").replace("jr:", "").replace("odk:", "")
