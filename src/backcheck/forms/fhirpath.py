"""Formulas as FHIRPath, over a QuestionnaireResponse to the questionnaire of ours, and as plain ``enableWhen``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backcheck.coded import Code, bare_code, codes_of, number_link, unsure_link
from backcheck.forms.shown import ALWAYS, ASKED, RULED_OUT, Formula, Given, Helper, Number, Said, Some
from backcheck.protocol import Protocol

EnableWhen = list[dict[str, Any]]


def fhirpath(protocol: Protocol, formula: Formula) -> str:
    """Give a formula as a FHIRPath expression that is always true or false, never empty."""
    match formula:
        case Said(fact, answers):
            codes = [f"code = '{bare_code(answer)}'" for answer in answers]
            known = len(answers) == len(_codes(protocol, fact))
            return f"{_path(protocol, fact, coded=True)}.exists({'' if known else ' or '.join(codes)})"
        case Number(fact, comparison, number):
            return f"{_path(protocol, fact, coded=False)}.exists($this {comparison} {number})"
        case Given(fact):
            return f"{_path(protocol, fact, coded=False)}.exists()"
        case Helper():
            return f"%{variable_name(protocol, formula)}"
        case Some(wanted, parts):
            told = [fhirpath(protocol, part) for part in parts]
            if wanted == 1 or wanted == len(parts):
                return f"({(' or ' if wanted == 1 else ' and ').join(told)})" if told else "false"
            return f"({' + '.join(f'iif({part}, 1, 0)' for part in told)} >= {wanted})" if wanted else "true"
    raise AssertionError(formula)


def variable_name(protocol: Protocol, helper: Helper) -> str:
    """Give the name of the variable in which a helper's formula is kept: FHIR allows letters, digits, dash and dot."""
    names = list(protocol.by_id if helper.kind in {ASKED, RULED_OUT} else protocol.findings)
    words = "".join(part.capitalize() for part in helper.name.split("_"))
    # The number tells apart what only an underscore did, and FHIR takes 64 characters.
    return f"{helper.kind}{words[:40]}{names.index(helper.name)}"


def enable_when(protocol: Protocol, formula: Formula) -> tuple[EnableWhen, str]:
    """Give ``enableWhen`` and its behaviour, ``any`` or ``all``, that mean exactly the formula; nothing where none can.

    FHIR itself says that what is not enabled has no answer, so here the helpers that guard against it are not needed.
    """
    parts = formula.parts if isinstance(formula, Some) and formula != ALWAYS else (formula,)
    parts = tuple(part for part in parts if not (isinstance(part, Helper) and part.kind == ASKED))
    if not isinstance(formula, Some) or formula.wanted == 1:
        rows = [_any_row(protocol, part) for part in parts]
        behaviour = "any"
    elif formula.wanted == len(formula.parts):
        rows = [_all_row(protocol, part) for part in parts]
        behaviour = "all"
    else:
        return [], ""
    if not rows or None in rows:
        return [], ""
    return [one for row in rows for one in row or ()], behaviour


def _any_row(protocol: Protocol, part: Formula) -> EnableWhen | None:
    """Give one condition for each answer that is enough."""
    if isinstance(part, Said):
        return [_coded(protocol, part.fact, "=", answer) for answer in part.answers]
    return _number_row(part)


def _all_row(protocol: Protocol, part: Formula) -> EnableWhen | None:
    """Give that there is an answer, and for each answer that is not enough that it is another one."""
    if not isinstance(part, Said):
        return _number_row(part)
    others = [answer for answer in _codes(protocol, part.fact) if answer not in part.answers]
    exists = {"question": _coded_link(protocol, part.fact), "operator": "exists", "answerBoolean": True}
    if len(part.answers) == 1:
        return [_coded(protocol, part.fact, "=", part.answers[0])]
    return [exists, *(_coded(protocol, part.fact, "!=", answer) for answer in others)]


def _number_row(part: Formula) -> EnableWhen | None:
    if isinstance(part, Number):
        return [{"question": part.fact, "operator": part.comparison, "answerInteger": part.number}]
    if isinstance(part, Given):
        return [{"question": part.fact, "operator": "exists", "answerBoolean": True}]
    return None


def _coded(protocol: Protocol, fact: str, operator: str, answer: str) -> dict[str, Any]:
    code = _codes(protocol, fact)[answer]
    coding = {"system": code.system, "code": code.code, "display": code.display}
    return {"question": _coded_link(protocol, fact), "operator": operator, "answerCoding": coding}


def _codes(protocol: Protocol, fact: str) -> dict[str, Code]:
    return {str(answer): code for answer, code in codes_of(protocol, protocol.question_of[fact])}


def _coded_link(protocol: Protocol, fact: str) -> str:
    return unsure_link(fact) if protocol.question_of[fact].kind == "number" else fact


def _path(protocol: Protocol, fact: str, *, coded: bool) -> str:
    """Give the way to the answer of a fact's item."""
    return f"%resource{''.join(_steps(protocol, fact, coded=coded))}.answer.value"


def _steps(protocol: Protocol, fact: str, *, coded: bool) -> Iterator[str]:
    question = protocol.question_of[fact]
    if question.kind == "checklist":
        yield f".item.where(linkId = '{question.id}')"
    elif question.kind == "number":
        yield f".item.where(linkId = '{number_link(question.id)}')"
    link = _coded_link(protocol, fact) if coded else fact
    yield f".item.where(linkId = '{link}')"
