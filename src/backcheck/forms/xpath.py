"""Formulas as the XPath of XLSForm, where ``${name}`` stands for an answer and an empty answer is ''."""

from __future__ import annotations

from dataclasses import dataclass

from backcheck.forms.fhirpath import variable_name
from backcheck.forms.shown import Formula, Given, Helper, Number, Said, Some
from backcheck.protocol import NO_ANSWER, NOT_SURE, PREFER_NOT, YES_ANSWER, Protocol, Question

TRUE = 1
RESERVED = {"meta"}


@dataclass(frozen=True)
class Names:
    """The names a form needs beside the protocol's own: none of them is an id of it."""

    protocol: Protocol

    def field(self, name: str) -> str:
        """Give the field of a question or line: its id, unless XLSForm keeps that for itself."""
        return self._free(f"{name}_") if name in RESERVED else name

    def unsure_field(self, question: str) -> str:
        """Give the field in which a number is answered with *not sure*."""
        return self._free(f"{question}_unsure")

    def number_group(self, question: str) -> str:
        """Give the group that holds a number and its *not sure*."""
        return self._free(f"{question}_group")

    def why_field(self, question: str) -> str:
        """Give the note that says why a question is asked."""
        return self._free(f"{question}_why")

    def answer(self, question: Question, answer: str) -> str:
        """Give an answer's name in a list: a choice's id, yes, no, not_sure or prefer_not_to_say."""
        if answer not in {NOT_SURE, PREFER_NOT}:
            return answer
        name = answer.replace(" ", "_")
        while name in {choice.id for choice in question.choices} | {YES_ANSWER, NO_ANSWER}:
            name += "_"
        return name

    def start_note(self) -> str:
        """Give the note that stands first."""
        return self._free("start_note")

    def _free(self, name: str) -> str:
        while name in self.protocol.by_id or name in self.protocol.line_of:
            name += "_"
        return name


def xpath(protocol: Protocol, formula: Formula) -> str:
    """Give a formula as an XPath expression that is true or false."""
    match formula:
        case Said(fact, answers):
            return _said(protocol, fact, answers)
        case Number(fact, comparison, number):
            # Forms differ in whether an empty answer is a number: so it is ruled out first.
            field = Names(protocol).field(fact)
            return f"(${{{field}}} != '' and ${{{field}}} {comparison} {number})"
        case Given(fact):
            return f"${{{Names(protocol).field(fact)}}} != ''"
        case Helper():
            return f"${{{variable_name(protocol, formula)}}} = {TRUE}"
        case Some(wanted, parts):
            told = [xpath(protocol, part) for part in parts]
            if not told:
                return "false()" if wanted else "true()"
            if wanted in {1, len(parts)}:
                return f"({(' or ' if wanted == 1 else ' and ').join(told)})"
            return f"({' + '.join(f'number({part})' for part in told)} >= {wanted})"
    raise AssertionError(formula)


def _said(protocol: Protocol, fact: str, answers: tuple[str, ...]) -> str:
    question, names = protocol.question_of[fact], Names(protocol)
    field = names.unsure_field(fact) if question.kind == "number" else names.field(fact)
    given = [f"${{{field}}} = '{names.answer(question, answer)}'" for answer in answers]
    return given[0] if len(given) == 1 else f"({' or '.join(given)})"
