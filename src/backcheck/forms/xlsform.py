"""A protocol's questions as an XLSForm workbook, for ODK, KoboToolbox and whatever else reads such forms."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

from backcheck.errors import MissingExtraError
from backcheck.forms.fhirpath import variable_name
from backcheck.forms.questionnaire import OR_ELSE
from backcheck.forms.shown import asked_when, helpers, meaning
from backcheck.forms.wording import clean, first_words
from backcheck.forms.xpath import Names, xpath
from backcheck.protocol import NO_ANSWER, UNSURE_ANSWERS, YES_ANSWER, Protocol, Question

Row = dict[str, str]
SURVEY = (
    "type", "name", "label", "guidance_hint", "appearance", "relevant", "constraint", "constraint_message",
    "calculation",
)  # fmt: skip
COLUMNS = {
    "survey": SURVEY,
    "choices": ("list_name", "name", "label"),
    "settings": ("form_title", "form_id", "version"),
}
YES_NO, UNSURE = "yes_no_unsure", "unsure"


def workbook(protocol: Protocol) -> bytes:
    """Give the workbook, the same bytes for the same protocol. Raises MissingExtraError without XlsxWriter."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise MissingExtraError("An XLSForm cannot be written", "XlsxWriter", "export") from None
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": clean(protocol.title), "created": datetime(1980, 1, 1, tzinfo=UTC)})
        for name, rows in sheets(protocol).items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                for column, text in enumerate(row):
                    # Always as text: what begins with = must not become a formula.
                    sheet.write_string(place, column, text)
    return buffer.getvalue()


def sheets(protocol: Protocol) -> dict[str, list[list[str]]]:
    """Give the workbook's sheets as rows of texts, the first row naming the columns."""
    rows = {"survey": list(_survey(protocol)), "choices": list(_choices(protocol)), "settings": [_settings(protocol)]}
    return {
        name: [list(columns), *([row.get(column, "") for column in columns] for row in rows[name])]
        for name, columns in COLUMNS.items()
    }


def _survey(protocol: Protocol) -> Iterator[Row]:
    names = Names(protocol)
    yield {"type": "note", "name": names.start_note(), "label": label(first_words(protocol))}
    for question in protocol.questions:
        yield from _question(protocol, names, question)
    for helper in helpers(protocol):
        name, formula = variable_name(protocol, helper), xpath(protocol, meaning(protocol, helper))
        yield {"type": "calculate", "name": name, "calculation": f"number({formula})"}


def _question(protocol: Protocol, names: Names, question: Question) -> Iterator[Row]:
    relevant = xpath(protocol, asked_when(protocol, question)) if question.ask_if else ""
    text, why = label(f"{question.ask} {question.hint}"), label(question.why)
    if question.kind in {"choice", "yes_no"}:
        options = _list_of(question)
        kind = f"select_one {options}"
        yield {
            "type": kind,
            "name": names.field(question.id),
            "label": text,
            "guidance_hint": why,
            "relevant": relevant,
        }
        return
    group = names.number_group(question.id) if question.kind == "number" else names.field(question.id)
    yield {"type": "begin_group", "name": group, "label": text, "appearance": "field-list", "relevant": relevant}
    yield {"type": "note", "name": names.why_field(question.id), "label": why}
    for line in question.lines:
        yield {"type": f"select_one {YES_NO}", "name": names.field(line.id), "label": label(line.say)}
    if question.kind == "number":
        yield from _number(names, question)
    yield {"type": "end_group"}


def _number(names: Names, question: Question) -> Iterator[Row]:
    bounds = f"from {question.lowest} to {question.highest}"
    yield {
        "type": "integer",
        "name": names.field(question.id),
        "label": f"A whole number {bounds}",
        "constraint": f". >= {question.lowest} and . <= {question.highest}",
        "constraint_message": f"Please give a whole number {bounds}.",
    }
    yield {
        "type": f"select_one {UNSURE}",
        "name": names.unsure_field(question.id),
        "label": OR_ELSE,
        "relevant": f"${{{names.field(question.id)}}} = ''",
    }


def _choices(protocol: Protocol) -> Iterator[Row]:
    lists: dict[str, tuple[Question, list[tuple[str, str]]]] = {}
    for question in protocol.questions:
        said = [(choice.id, choice.say) for choice in question.choices]
        if question.kind in {"checklist", "yes_no"}:
            said = [(answer, answer.capitalize()) for answer in (YES_ANSWER, NO_ANSWER)]
        lists[_list_of(question)] = (question, [*said, *((answer, answer.capitalize()) for answer in UNSURE_ANSWERS)])
    names = Names(protocol)
    for name, (question, answers) in lists.items():
        for answer, words in answers:
            yield {"list_name": name, "name": names.answer(question, answer), "label": label(words)}


def _list_of(question: Question) -> str:
    if question.kind == "choice":
        return f"{question.id}_choices"
    return UNSURE if question.kind == "number" else YES_NO


def _settings(protocol: Protocol) -> Row:
    version = clean(f"{protocol.version} {protocol.hash[:12]}")
    return {"form_title": clean(protocol.title), "form_id": f"backcheck_{protocol.id}", "version": version}


def label(text: str) -> str:
    """Give text for a label: no reference to an answer, no markdown."""
    plain = clean(text).replace("${", "$ {")
    for sign in ("\\", "*", "_", "#", "["):
        plain = plain.replace(sign, f"\\{sign}")
    return plain
