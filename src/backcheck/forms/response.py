"""Answers as a FHIR R4B QuestionnaireResponse to the questionnaire of ours; what is missing has no item."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from backcheck.coded import TWICE_EXTENSION, codes_of, number_link, questionnaire_url, unsure_link
from backcheck.doubt import AskedTwice
from backcheck.forms.questionnaire import canonical
from backcheck.forms.wording import clean
from backcheck.protocol import Answer, Answers, Protocol, Question
from backcheck.words import question_in_words, value_in_words


def response(
    protocol: Protocol, answers: Answers, twice: Collection[AskedTwice] = (), *, complete: bool
) -> dict[str, Any]:
    """Give the response; ``complete`` says whether anything that matters is still to be asked.

    What was asked ``twice`` has both answers in an extension of its item; its answer is the one that counts.
    """
    again = {one.fact: one for one in twice}
    items = [item for question in protocol.questions for item in _items(protocol, question, answers, again)]
    return {
        "resourceType": "QuestionnaireResponse",
        "id": str(response_id(protocol, answers, twice)),
        "questionnaire": canonical(protocol),
        "status": "completed" if complete else "in-progress",
        **({"item": items} if items else {}),
    }


def response_id(protocol: Protocol, answers: Answers, twice: Collection[AskedTwice] = ()) -> uuid.UUID:
    """Give the response's id, the same for the same answers to the same protocol."""
    told = json.dumps(dict(answers), sort_keys=True)
    both = json.dumps(sorted([one.fact, one.first, one.second] for one in twice)) if twice else ""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{questionnaire_url(protocol)}|{protocol.hash}|{told}{both}")


def _items(
    protocol: Protocol, question: Question, answers: Answers, twice: Mapping[str, AskedTwice]
) -> Iterator[dict[str, Any]]:
    given = [(fact, answers[fact]) for fact in question.facts if fact in answers]
    inside = [
        {**_both(protocol, question, twice.get(fact)), **_item(protocol, question, fact, answer)}
        for fact, answer in given
    ]
    if question.kind in {"checklist", "number"} and inside:
        link = number_link(question.id) if question.kind == "number" else question.id
        yield {"linkId": link, "text": clean(question.ask), "item": inside}
    else:
        yield from inside


def _item(protocol: Protocol, question: Question, fact: str, answer: Answer) -> dict[str, Any]:
    line = protocol.line_of.get(fact)
    text = clean(line.say if line else question_in_words(protocol, fact))
    link = unsure_link(fact) if question.kind == "number" and not isinstance(answer, int) else fact
    return {"linkId": link, "text": text, "answer": [_value(protocol, question, answer)]}


def _value(protocol: Protocol, question: Question, answer: Answer) -> dict[str, Any]:
    if isinstance(answer, int):
        return {"valueInteger": answer}
    code = dict(codes_of(protocol, question))[answer]
    return {"valueCoding": {"system": code.system, "code": code.code, "display": clean(code.display)}}


def _both(protocol: Protocol, question: Question, twice: AskedTwice | None) -> dict[str, Any]:
    """Give the extension that holds both answers, each as it would stand in the item."""
    if twice is None:
        return {}
    known = {value_in_words(question, answer): answer for answer, _ in codes_of(protocol, question)}
    parts = [
        {"url": name, **_value(protocol, question, known[said] if said in known else int(said))}
        for name, said in (("first", twice.first), ("second", twice.second))
    ]
    return {"extension": [{"url": TWICE_EXTENSION, "extension": parts}]}
