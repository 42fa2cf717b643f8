"""Answers from a FHIR QuestionnaireResponse to the questionnaire of ours, whoever filled it in."""

from __future__ import annotations

from backcheck.coded import (
    ABSENT_CODES,
    ABSENT_EXTENSION,
    ABSENT_SYSTEM,
    START_LINK,
    codes_of,
    number_link,
    questionnaire_url,
    unsure_link,
    why_link,
)
from backcheck.protocol import Answer, Answers, Protocol, Question
from backcheck.reading.json_paths import member, members, word
from backcheck.reading.names import WHOLE_NUMBER
from backcheck.reading.nodes import Items, Node, Pairs, Scalar, described
from backcheck.reading.proofreader import Proofreader, quoted, shortened
from backcheck.reading.twice import Twice, twice_in_item

_ABSENT = {code: answer for answer, code in ABSENT_CODES.items()}
_WITHDRAWN = "entered-in-error"


def read_response(protocol: Protocol, response: Pairs, proof: Proofreader) -> tuple[Answers, Twice]:
    """Give the answers of a response, and what was asked twice; what is wrong is marked with its place and left out."""
    status = member(response, "status")
    if isinstance(status, Scalar) and status.text == _WITHDRAWN:
        proof.mark(
            "response-withdrawn", status, "this response was withdrawn as entered in error. Please use another one"
        )
    address, ours = member(response, "questionnaire"), questionnaire_url(protocol)
    asked = word(response, "questionnaire").partition("|")[0]
    if address is not None and asked.startswith("urn:backcheck:") and asked != ours:
        message = f"this response answers `{shortened(asked)}`, and this protocol's questionnaire is `{ours}`"
        proof.mark("other-questionnaire", address, f"{message}. Please name its protocol with --protocol")
    reader = _ResponseReader(protocol, proof)
    reader.read_items(member(response, "item"))
    return reader.answers, reader.twice


class _ResponseReader:
    """Walks the items of one response and gathers its answers."""

    def __init__(self, protocol: Protocol, proof: Proofreader) -> None:
        self.protocol, self.proof = protocol, proof
        self.answers: dict[str, Answer] = {}
        self.twice: dict[str, tuple[Answer, Answer]] = {}
        self.given: dict[str, Node] = {}
        self.fact_of = {fact: fact for fact in protocol.question_of}
        self.silent = {START_LINK, *(why_link(name) for name in protocol.by_id)}
        for question in protocol.questions:
            if question.kind == "number":
                self.fact_of[unsure_link(question.id)] = question.id
                self.silent.add(number_link(question.id))
            elif question.kind == "checklist":
                self.silent.add(question.id)

    def read_items(self, items: Node | None) -> None:
        """Read items, and those inside them."""
        if items is None:
            return
        if not isinstance(items, Items):
            self.proof.mark("not-a-list", items, f"`item` is a list, and this is {described(items)}. Please mend it")
            return
        for item in items:
            if not isinstance(item, Pairs):
                self.proof.mark(
                    "not-pairs", item, f"an item has a `linkId`, and this is {described(item)}. Please mend it"
                )
                continue
            self._read_item(item)
            self.read_items(member(item, "item"))
            for answer in members(item, "answer"):
                self.read_items(member(answer, "item"))

    def _read_item(self, item: Pairs) -> None:
        link, answers = word(item, "linkId"), members(item, "answer")
        place = member(item, "linkId") or item
        if link in self.silent and not answers:
            return
        fact = self.fact_of.get(link)
        if fact is None:
            ending = self.proof.did_you_mean(link, self.fact_of, otherwise=". `backcheck questions` lists every name")
            self.proof.mark("unknown-link", place, f"no question or line has the linkId `{shortened(link)}`{ending}")
        elif len(answers) > 1:
            self.proof.mark(
                "answered-twice", place, f"`{link}` takes one answer, and has {len(answers)}. Please keep one"
            )
        elif answers:
            self._keep(fact, link, answers[0])
            self.twice |= twice_in_item(self.protocol, fact, item)

    def _keep(self, fact: str, link: str, answer: Node) -> None:
        if fact in self.given:
            message = f"`{fact}` has an answer already, in line {self.given[fact].line}. Please keep one of them"
            self.proof.mark("answered-twice", answer, message)
            return
        question = self.protocol.question_of[fact]
        said: Answer | None = self._absent(answer)
        if said is None:
            wants_number = question.kind == "number" and link == fact
            said = self._number(question, answer) if wants_number else self._coded(question, fact, answer)
        if said is not None:
            self.answers[fact], self.given[fact] = said, answer

    def _absent(self, answer: Node) -> str | None:
        """Give *not sure* or *prefer not to say* where FHIR's own extension says why there is no value."""
        for holder in (answer, member(answer, "_valueCoding"), member(answer, "_valueInteger")):
            for extension in members(holder, "extension"):
                if word(extension, "url") == ABSENT_EXTENSION:
                    return _ABSENT.get(word(extension, "valueCode"))
        return None

    def _number(self, question: Question, answer: Node) -> int | None:
        value = member(answer, "valueInteger")
        wanted = f"Please give a valueInteger from {question.lowest} to {question.highest}"
        if not (isinstance(value, Scalar) and value.plain and WHOLE_NUMBER.fullmatch(value.text)):
            self.proof.mark("not-an-answer", value or answer, f"`{question.id}` takes a whole number. {wanted}")
            return None
        if not question.lowest <= int(value.text) <= question.highest:
            self.proof.mark("out-of-range", value, f"{value.text} is out of range for `{question.id}`. {wanted}")
            return None
        return int(value.text)

    def _coded(self, question: Question, fact: str, answer: Node) -> Answer | None:
        value = member(answer, "valueCoding")
        system, code = word(value, "system"), word(value, "code")
        if system == ABSENT_SYSTEM and code in _ABSENT:
            return _ABSENT[code]
        known = list(codes_of(self.protocol, question))
        for said, one in known:
            if one.code == code and system in {one.system, ""}:
                return said
        shown = f"`{shortened(f'{system} {code}'.strip())}`" if code else "this"
        choices = quoted(one.code for _, one in known)
        message = f"{shown} is no answer to `{fact}`. Please give a valueCoding with one of the codes: {choices}"
        self.proof.mark("not-an-answer", value or answer, message)
        return None
