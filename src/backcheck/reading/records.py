"""Files that hold somebody's answers and perhaps the result they got: results of ours, FHIR, drafts, answers files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from backcheck.errors import AnswersError, MissingFileError, Mistake
from backcheck.protocol import Answers, Protocol
from backcheck.reading.answer_files import DRAFT_SCHEMA, RESULT_SCHEMA, known_schema, parsed
from backcheck.reading.answers import AnswerReader
from backcheck.reading.fhir_response import read_response
from backcheck.reading.json_paths import Json, member, members, value_of, word
from backcheck.reading.names import Names
from backcheck.reading.nodes import Node, Pairs, Scalar
from backcheck.reading.outcomes import Outcome, is_ours, made_by, marks_in_bundle, outcome_of_bundle, outcome_of_result
from backcheck.reading.page import result_inside
from backcheck.reading.proofreader import Proofreader, in_order, shortened
from backcheck.reading.textfile import RefusedError, decoded, printable, read_bytes
from backcheck.reading.twice import Twice, twice_in_draft, twice_in_result

LARGEST = 4 * 1024 * 1024
"""A Bundle holds its questionnaire, and other programs may write more words around an answer than ours."""
RESPONSE, BUNDLE = "QuestionnaireResponse", "Bundle"
SHORT_HASH = 12
"""Letters of a protocol's hash that are told where they tell two of them apart."""


@dataclass(frozen=True)
class Told:
    """All that a file tells of its result, for comparing it whole.

    ``resources`` are those of a Bundle, else ``result`` is the JSON, and ``page`` the page it stood in. ``backcheck``
    is the version that made it and ``day`` the day it did so; both are empty where the file does not say.
    """

    result: Json = None
    resources: tuple[Json, ...] = ()
    page: str = ""
    backcheck: str = ""
    day: str = ""


@dataclass(frozen=True)
class Record:
    """What a file holds: the answers, and where it tells them, the result, the region, answers asked twice.

    ``version`` and ``hash`` are of the protocol the file was made with, ``rules`` the marks of the rules it tells; all
    are empty where it does not say.
    """

    answers: Answers
    outcome: Outcome | None = None
    region: str = ""
    twice: Twice = field(default_factory=dict)
    version: str = ""
    hash: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)
    told: Told = field(default_factory=Told)


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
        file = decoded(data, name, LARGEST)
        inside = result_inside(file)
        node = parsed(inside, mistakes.append, "JSON, HTML or FHIR")
    except RefusedError as refused:
        raise AnswersError([refused.mistake]) from None
    record = _record(protocol, node, proof)
    if inside is not file:
        record = replace(record, told=replace(record.told, page=file.text))
    mistakes += proof.mistakes
    if mistakes:
        told = _made_with(protocol, record)
        raise AnswersError([*([Mistake("other-protocol", told, printable(name))] if told else []), *in_order(mistakes)])
    return record


def _record(protocol: Protocol, node: Node, proof: Proofreader) -> Record:
    schema = known_schema(node, proof, RESULT_SCHEMA, DRAFT_SCHEMA)
    if proof.mistakes:
        return Record({})
    if schema == RESULT_SCHEMA:
        return _result(protocol, node, proof)
    if schema == DRAFT_SCHEMA:
        answers = _answers(protocol, member(node, "answers"), node, proof)
        twice = twice_in_draft(protocol, member(node, "twice"))
        return Record(answers, None, _region(node), twice, "", word(node, "protocol"))
    kind = word(node, "resourceType")
    if kind and isinstance(node, Pairs):
        return _fhir(protocol, node, kind, proof)
    return Record(AnswerReader(protocol, proof).read_with_others(node))


def _result(protocol: Protocol, node: Node, proof: Proofreader) -> Record:
    made = member(node, "protocol")
    marks = member(made, "rules")
    return Record(
        answers=_answers(protocol, member(node, "answers"), node, proof),
        outcome=outcome_of_result(node),
        region=_region(node),
        twice=twice_in_result(protocol, node),
        version=word(made, "version"),
        hash=word(made, "hash"),
        rules={rule: word(marks, rule) for rule in marks.values} if isinstance(marks, Pairs) else {},
        told=Told(
            value_of(node),
            backcheck=word(node, "backcheck"),
            day=word(node, "made_on"),
        ),
    )


def _answers(protocol: Protocol, answers: Node | None, node: Node, proof: Proofreader) -> Answers:
    if answers is None:
        proof.mark("no-answers", node, "no `answers` stand in this file. Please use the file as backcheck wrote it")
        return {}
    return AnswerReader(protocol, proof).read_with_others(answers)


def _fhir(protocol: Protocol, node: Pairs, kind: str, proof: Proofreader) -> Record:
    if kind == RESPONSE:
        answers, twice = read_response(protocol, node, proof)
        return Record(answers, twice=twice, version=_version(node))
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
    answers, twice = read_response(protocol, responses[0], proof)
    return Record(
        answers=answers,
        outcome=outcome,
        region=outcome.region if outcome else "",
        twice=twice,
        version=_version(responses[0]),
        hash=hash_,
        rules=marks_in_bundle(protocol, inside),
        told=Told(
            resources=tuple(value_of(one) for one in inside if is_ours(one)),
            backcheck=made_by(inside),
            day=word(responses[0], "authored"),
        ),
    )


def _region(node: Node) -> str:
    """Give the region's id; what is no text (null) is none."""
    region = member(node, "region")
    return region.text if isinstance(region, Scalar) and not region.plain else ""


def _version(response: Pairs) -> str:
    return word(response, "questionnaire").partition("|")[2]


def told_apart(one: str, other: str) -> tuple[str, str]:
    """Give the beginnings of two hashes, as long as it takes to tell them apart."""
    alike = next((place for place, both in enumerate(zip(one, other, strict=False)) if both[0] != both[1]), None)
    shown = max(SHORT_HASH, (min(len(one), len(other)) if alike is None else alike) + 1)
    return printable(one[:shown]), printable(other[:shown])


def _made_with(protocol: Protocol, record: Record) -> str:
    """Say that a file was made with another protocol than this, empty where it was not or does not say."""
    if not record.hash or record.hash == protocol.hash:
        return ""
    before, now = told_apart(record.hash, protocol.hash)
    then = " ".join(filter(None, (shortened(record.version), f"({before})")))
    return (
        f"this was made with another version of the protocol, {then}; now it is {protocol.version} ({now}). "
        "These answers do not fit any more"
    )
