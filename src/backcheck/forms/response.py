"""Answers as a FHIR R4B QuestionnaireResponse to the questionnaire of ours; what is missing has no item."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

from backcheck.coded import codes_of, number_link, questionnaire_url, unsure_link
from backcheck.forms.questionnaire import canonical
from backcheck.forms.wording import clean
from backcheck.protocol import Answer, Answers, Protocol, Question
from backcheck.words import question_in_words


def response(protocol: Protocol, answers: Answers, *, complete: bool) -> dict[str, Any]:
    """Give the response; ``complete`` says whether anything that matters is still to be asked."""
    items = [item for question in protocol.questions for item in _items(protocol, question, answers)]
    return {
        "resourceType": "QuestionnaireResponse",
        "id": str(response_id(protocol, answers)),
        "questionnaire": canonical(protocol),
        "status": "completed" if complete else "in-progress",
        **({"item": items} if items else {}),
    }


def response_id(protocol: Protocol, answers: Answers) -> uuid.UUID:
    """Give the response's id, the same for the same answers to the same protocol."""
    told = json.dumps(dict(answers), sort_keys=True)
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{questionnaire_url(protocol)}|{protocol.hash}|{told}")


def _items(protocol: Protocol, question: Question, answers: Answers) -> Iterator[dict[str, Any]]:
    given = [(fact, answers[fact]) for fact in question.facts if fact in answers]
    inside = [_item(protocol, question, fact, answer) for fact, answer in given]
    if question.kind in {"checklist", "number"} and inside:
        link = number_link(question.id) if question.kind == "number" else question.id
        yield {"linkId": link, "text": clean(question.ask), "item": inside}
    else:
        yield from inside


def _item(protocol: Protocol, question: Question, fact: str, answer: Answer) -> dict[str, Any]:
    line = protocol.line_of.get(fact)
    text = clean(line.say if line else question_in_words(protocol, fact))
    if isinstance(answer, int):
        return {"linkId": fact, "text": text, "answer": [{"valueInteger": answer}]}
    code = dict(codes_of(protocol, question))[answer]
    coding = {"system": code.system, "code": code.code, "display": clean(code.display)}
    link = unsure_link(fact) if question.kind == "number" else fact
    return {"linkId": link, "text": text, "answer": [{"valueCoding": coding}]}
