"""Files that hold somebody's answers and perhaps the result they got: results of ours, FHIR, drafts, answers files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from backcheck.errors import AnswersError, MissingFileError, Mistake
from backcheck.protocol import UNSURE_ANSWERS, Answer, Answers, Protocol
from backcheck.reading.answers import RESULT_SCHEMA, AnswerReader
from backcheck.reading.fhir_response import read_response
from backcheck.reading.json_paths import member, members, word
from backcheck.reading.json_subset import looks_like_json, read_json
from backcheck.reading.names import Names
from backcheck.reading.nodes import Items, Node, Pairs, Scalar
from backcheck.reading.outcomes import Outcome, outcome_of_bundle, outcome_of_result
from backcheck.reading.page import result_inside
from backcheck.reading.proofreader import Proofreader, in_order, shortened
from backcheck.reading.textfile import RefusedError, TextFile, decoded, printable, read_bytes

LARGEST = 4 * 1024 * 1024
"""A Bundle holds its questionnaire, and other programs may write more words around an answer than ours."""
OURS = "backcheck-"
RESPONSE, BUNDLE = "QuestionnaireResponse", "Bundle"


@dataclass(frozen=True)
class Record:
    """What a file holds: the answers, and where it tells them, the result, the region, answers asked twice.

    ``version`` and ``hash`` are of the protocol the file was made with, ``rules`` the marks of the rules it tells; all
    are empty where it does not say.
    """

    answers: Answers
    outcome: Outcome | None = None
    region: str = ""
    twice: Mapping[str, tuple[Answer, Answer]] = field(default_factory=dict)
    version: str = ""
    hash: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)


def read_record(protocol: Protocol, path: str) -> Record:
    """Read a file. Raises AnswersError with every mistake and its place, MissingFileError where there is none."""
    try:
        data = read_bytes(path, path, LARGEST)
    except RefusedError as refused:
        raise AnswersError([refused.mistake]) from None
    except (FileNotFoundError, ValueError):
        raise MissingFileError(f"There is no file {printable(path)}. Please check the path.") from None
    return record_in(protocol, data, path)


def record_in(protocol: Protocol, data: bytes, name: str) -> Record:
    """Read the bytes of a file; ``name`` is for messages. Raises AnswersError with every mistake and its place."""
    mistakes: list[Mistake] = []
    proof = Proofreader(Names())
    try:
        node = _parsed(result_inside(decoded(data, name, LARGEST)), mistakes)
    except RefusedError as refused:
        raise AnswersError([refused.mistake]) from None
    record = _record(protocol, node, proof)
    mistakes += proof.mistakes
    if mistakes:
        told = _made_with(protocol, record)
        raise AnswersError([*([Mistake("other-protocol", told, printable(name))] if told else []), *in_order(mistakes)])
    return record


def _parsed(file: TextFile, mistakes: list[Mistake]) -> Node:
    if looks_like_json(file.text):
        return read_json(file, mistakes.append)
    from backcheck.reading.yaml_subset import read_yaml

    return read_yaml(file, mistakes.append)


def _record(protocol: Protocol, node: Node, proof: Proofreader) -> Record:
    schema = word(node, "schema")
    if schema.startswith(RESULT_SCHEMA):
        answers = _answers(protocol, member(node, "answers"), node, proof)
        made = member(node, "protocol")
        outcome = outcome_of_result(node)
        marks = member(made, "rules")
        rules = {rule: word(marks, rule) for rule in marks.values} if isinstance(marks, Pairs) else {}
        return Record(answers, outcome, _region(node), {}, word(made, "version"), word(made, "hash"), rules)
    if schema.startswith(OURS):
        answers = _answers(protocol, member(node, "answers"), node, proof)
        twice = _twice(protocol, member(node, "twice"))
        return Record(answers, None, _region(node), twice, "", word(node, "protocol"))
    kind = word(node, "resourceType")
    if kind and isinstance(node, Pairs):
        return _fhir(protocol, node, kind, proof)
    return Record(AnswerReader(protocol, proof).read_with_others(node))


def _answers(protocol: Protocol, answers: Node | None, node: Node, proof: Proofreader) -> Answers:
    if answers is None:
        proof.mark("no-answers", node, "no `answers` stand in this file. Please use the file as backcheck wrote it")
        return {}
    return AnswerReader(protocol, proof).read_with_others(answers)


def _twice(protocol: Protocol, twice: Node | None) -> dict[str, tuple[Answer, Answer]]:
    """Give both answers to what was asked twice; what fits no question is left out, for it changes no result."""
    found: dict[str, tuple[Answer, Answer]] = {}
    for fact, both in (twice.values if isinstance(twice, Pairs) else {}).items():
        given = [one for one in (both if isinstance(both, Items) else ()) if isinstance(one, Scalar)]
        question = protocol.question_of.get(fact)
        if question is None or len(given) != 2:  # noqa: PLR2004  a first answer and a second
            continue
        first, second = (
            int(one.text) if question.kind == "number" and one.plain and one.text.isdecimal() else one.text
            for one in given
        )
        if question.kind != "number" or all(isinstance(one, int) or one in UNSURE_ANSWERS for one in (first, second)):
            found[fact] = (first, second)
    return found


def _fhir(protocol: Protocol, node: Pairs, kind: str, proof: Proofreader) -> Record:
    if kind == RESPONSE:
        return Record(read_response(protocol, node, proof), version=_version(node))
    if kind != BUNDLE:
        message = f"this is a {shortened(kind)}, and a {RESPONSE} or a {BUNDLE} with one is wanted. Please use that"
        proof.mark("not-a-response", member(node, "resourceType") or node, message)
        return Record({})
    inside = [one for one in (member(entry, "resource") for entry in members(node, "entry")) if isinstance(one, Pairs)]
    responses = [one for one in inside if word(one, "resourceType") == RESPONSE]
    if len(responses) != 1:
        message = f"one {RESPONSE} is wanted in this {BUNDLE}, and it holds {len(responses) or 'none'}"
        proof.mark("not-a-response", node, f"{message}. Please use a file with exactly one")
        return Record({})
    outcome, hash_ = outcome_of_bundle(protocol, inside)
    region = outcome.region if outcome else ""
    return Record(read_response(protocol, responses[0], proof), outcome, region, {}, _version(responses[0]), hash_)


def _region(node: Node) -> str:
    """Give the region's id; what is no text (null) is none."""
    region = member(node, "region")
    return region.text if isinstance(region, Scalar) and not region.plain else ""


def _version(response: Pairs) -> str:
    return word(response, "questionnaire").partition("|")[2]


def _made_with(protocol: Protocol, record: Record) -> str:
    """Say that a file was made with another protocol than this, empty where it was not or does not say."""
    if not record.hash or record.hash == protocol.hash:
        return ""
    then = " ".join(filter(None, (printable(record.version), f"({printable(record.hash[:12])})")))
    return (
        f"this was made with another version of the protocol, {then}; now it is {protocol.version} "
        f"({protocol.hash[:12]}). These answers do not fit any more"
    )
