"""What somebody was asked once more in other words: both answers, from results, drafts and FHIR responses.

What fits no question, or is no answer to it, is left out without a word: it changes no result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backcheck.coded import ABSENT_CODES, ABSENT_SYSTEM, TWICE_EXTENSION, codes_of
from backcheck.protocol import NO_ANSWER, UNSURE_ANSWERS, YES_ANSWER, Answer, Protocol, Question
from backcheck.reading.json_paths import member, members, word
from backcheck.reading.names import WHOLE_NUMBER
from backcheck.reading.nodes import Items, Node, Pairs, Scalar

Twice = Mapping[str, tuple[Answer, Answer]]
"""For each fact asked again, the first answer and the second."""


def twice_in_result(protocol: Protocol, node: Node | None) -> Twice:
    """Give what a result of ours tells, which is in words."""
    return _kept(
        (word(one, "fact"), _in_words(protocol, one, "first"), _in_words(protocol, one, "second"))
        for one in members(node, "asked_twice")
    )


def twice_in_draft(protocol: Protocol, twice: Node | None) -> Twice:
    """Give what a saved interview tells: a list of two for each fact."""
    pairs = twice.values.items() if isinstance(twice, Pairs) else ()
    listed = ((fact, [*both]) for fact, both in pairs if isinstance(both, Items) and fact in protocol.question_of)
    given = ((fact, [_answer(protocol.question_of[fact], one) for one in both]) for fact, both in listed)
    return _kept((fact, both[0], both[1]) for fact, both in given if len(both) == 2)  # noqa: PLR2004  first and second


def twice_in_item(protocol: Protocol, fact: str, item: Node) -> Twice:
    """Give what an item of a FHIR response tells of its fact."""
    question = protocol.question_of[fact]
    told = (one for one in members(item, "extension") if word(one, "url") == TWICE_EXTENSION)
    parts = (
        {word(part, "url"): _coded(protocol, question, part) for part in members(one, "extension")} for one in told
    )
    return _kept((fact, both.get("first"), both.get("second")) for both in parts)


def _kept(told: Iterator[tuple[str, Answer | None, Answer | None]]) -> Twice:
    return {fact: (first, second) for fact, first, second in told if first is not None and second is not None}


def _in_words(protocol: Protocol, one: Node, name: str) -> Answer | None:
    """Give the answer that was told in words; those of a choice begin with a small letter inside a sentence."""
    question, said = protocol.question_of.get(word(one, "fact")), member(one, name)
    if question is None or not isinstance(said, Scalar) or said.plain:
        return None
    chosen = (choice.id for choice in question.choices if choice.short.casefold() == said.text.casefold())
    if question.kind == "number" and WHOLE_NUMBER.fullmatch(said.text):
        return int(said.text)
    return next(chosen, None) or (said.text if said.text in _bare(question) else None)


def _answer(question: Question, said: Node) -> Answer | None:
    """Give an answer that stands as it is kept: an id, a word, a number without quotes."""
    if not isinstance(said, Scalar):
        return None
    if question.kind == "number" and said.plain and WHOLE_NUMBER.fullmatch(said.text):
        return int(said.text)
    return said.text if said.text in {*_bare(question), *(choice.id for choice in question.choices)} else None


def _bare(question: Question) -> tuple[str, ...]:
    """Give the answers that are words of their own."""
    yes_or_no = () if question.kind in {"choice", "number"} else (YES_ANSWER, NO_ANSWER)
    return (*yes_or_no, *UNSURE_ANSWERS)


def _coded(protocol: Protocol, question: Question, part: Node) -> Answer | None:
    number, coding = member(part, "valueInteger"), member(part, "valueCoding")
    if question.kind == "number" and isinstance(number, Scalar) and number.plain:
        return int(number.text) if WHOLE_NUMBER.fullmatch(number.text) else None
    known = {(code.system, code.code): said for said, code in codes_of(protocol, question)}
    known |= {(ABSENT_SYSTEM, code): said for said, code in ABSENT_CODES.items()}
    return known.get((word(coding, "system"), word(coding, "code")))
