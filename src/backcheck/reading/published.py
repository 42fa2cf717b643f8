"""Patients from the literature: what two readers took them to answer, and how soon two raters wanted them seen."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from backcheck.errors import MissingFileError, Mistake, ProtocolError
from backcheck.protocol import Answers, Protocol
from backcheck.reading.answers import AnswerReader
from backcheck.reading.conditions import ConditionReader
from backcheck.reading.fields import WRONG, Desk, Kind, Ladder, Table, built, each, needed, optional, read_pairs
from backcheck.reading.kinds import one_of, rung, source, text, yes_no
from backcheck.reading.names import Name, Names
from backcheck.reading.nodes import Node, Pairs, Scalar, described
from backcheck.reading.proofreader import Proofreader, in_order
from backcheck.reading.textfile import RefusedError, TextFile, decoded, printable, read_bytes
from backcheck.reading.yaml_subset import read_yaml

COLLECTION = "collection.yaml"
TIERS = ("core", "adapted", "control", "low_information")
"""How close a patient is to the protocol's subject; `questions/cases/published/README.md` says what each means."""


@dataclass(frozen=True, slots=True)
class Literature:
    """Where a patient was published."""

    citation: str
    provenance: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """A published patient. ``raters`` gives each rater's best level, ``agreed_acceptable`` all levels both accept.

    ``answers`` are the first reader's; ``second`` the other reader's, empty for patients that only one encoded.
    """

    id: str
    tier: str
    scored: bool
    diagnosis: str
    raters: tuple[str, ...]
    agreed_acceptable: tuple[str, ...]
    source: Literature
    answers: Answers
    second: Answers
    reanswered: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherChecker:
    """A figure that somebody published for other checkers; ``source`` is an id of sources.yaml."""

    source: str
    right: str
    patients: str


@dataclass(frozen=True, slots=True)
class Collection:
    """The patients and how to score them: the rungs of each level, most urgent first, and the levels of each tier."""

    patients: tuple[Patient, ...]
    levels: Mapping[str, tuple[str, ...]]
    tiers: Mapping[str, tuple[str, ...]]
    reworded: tuple[str, ...]
    compared_with: tuple[OtherChecker, ...]


def read_published(protocol: Protocol, folder: str | os.PathLike[str]) -> Collection:
    """Read the published patients of a protocol's folder.

    Raises ProtocolError with every mistake of every file, MissingFileError where it has none.
    """
    place = f"{os.fspath(folder)}/cases/published"
    if not os.path.isfile(f"{place}/{COLLECTION}"):  # noqa: PTH113  as the rest of reading does
        raise MissingFileError(f"There is no {printable(place)}/{COLLECTION}, so no published patients to score.")
    reader = _Reader(protocol)
    collection = reader.read_collection(f"{place}/{COLLECTION}")
    names = sorted(os.listdir(place))  # noqa: PTH208
    files = [name for name in names if name.endswith(".yaml") and name != COLLECTION and not name.startswith(".")]
    read = [reader.read_patient(f"{place}/{name}", collection["levels"]) for name in files] if collection else []
    patients = tuple(patient for patient in read if patient is not None)
    mistakes = [*reader.mistakes, *reader.desk.proof.mistakes]
    if mistakes or collection is None:
        raise ProtocolError(in_order(mistakes))
    return Collection(patients=patients, **collection)


class _Reader:
    """Reads the files of one folder; mistakes gather in the desk's proofreader and in ``mistakes``."""

    def __init__(self, protocol: Protocol) -> None:
        nowhere = Scalar(TextFile("", ""), 0, 0, 0, "", plain=True)
        names = Names()
        for kind, ids in (("rung", protocol.rung_of), ("source", protocol.sources)):
            for id_ in ids:
                names.add(Name(id_, kind, nowhere))
        proof = Proofreader(names)
        self.mistakes: list[Mistake] = []
        self.desk = Desk(proof, ConditionReader(proof), Ladder(tuple(protocol.rung_of), protocol.stop_at))
        self.answers = AnswerReader(protocol, proof)
        self.fact = one_of(*protocol.by_id, *protocol.line_of, code="unknown-name")

    def read_collection(self, path: str) -> dict[str, Any] | None:
        """Give the fields that say how to score; tiers are made of its levels."""
        node = self._node(path)
        levels = node.values.get("levels") if isinstance(node, Pairs) else None
        level = one_of(*(levels.values if isinstance(levels, Pairs) else ()), code="unknown-level")
        table: Table = {
            "levels": needed(_lists(rung)),
            "tiers": needed(_lists(level)),
            "reworded": optional(each(self.fact)),
            "compared with": optional(each(built(_OTHER, "another checker's figure", OtherChecker))),
        }
        values = None if node is None else read_pairs(self.desk, node, table, "the collection")
        if values is None or node is None or not self._every_rung_has_a_level(node, values["levels"]):
            return None
        return {"reworded": (), "compared_with": ()} | values

    def read_patient(self, path: str, levels: Iterable[str]) -> Patient | None:
        """Give one patient; its id is its file's name, so that a result leads to the file."""
        level = one_of(*levels, code="unknown-level")
        table: Table = {
            **_PATIENT,
            "id": needed(one_of(os.path.basename(path).removesuffix(".yaml"), code="id-not-file-name")),  # noqa: PTH119
            "raters": needed(built({"first": needed(level), "second": needed(level)}, "raters", _both)),
            "agreed_acceptable": needed(each(level, least=1)),
            "answers": needed(self._answers),
            "second": optional(self._answers),
            "reanswered": optional(each(self.fact)),
        }
        node = self._node(path)
        values = None if node is None else read_pairs(self.desk, node, table, "a patient")
        return None if values is None else Patient(**({"second": {}} | values))

    def _answers(self, _desk: Desk, node: Node) -> Any:
        return self.answers.read(node)

    def _every_rung_has_a_level(self, node: Node, levels: Mapping[str, tuple[str, ...]]) -> bool:
        given = [rung_id for rungs in levels.values() for rung_id in rungs]
        for rung_id in self.desk.ladder.rungs:
            if given.count(rung_id) != 1:
                message = f"`{rung_id}` belongs to {given.count(rung_id)} levels. Please put it under exactly one"
                self.desk.proof.mark("rung-without-level", node, message)
        return all(given.count(rung_id) == 1 for rung_id in self.desk.ladder.rungs)

    def _node(self, path: str) -> Node | None:
        try:
            return read_yaml(decoded(read_bytes(path, path), path), self.mistakes.append)
        except RefusedError as refused:
            self.mistakes.append(refused.mistake)
            return None


def _lists(kind: Kind) -> Kind:
    """Names with a list of one kind each."""

    def read(desk: Desk, node: Node) -> Any:
        if not isinstance(node, Pairs):
            message = f"`name: [...]` pairs are wanted here, and this is {described(node)}. Please write one for each"
            desk.proof.mark("not-pairs", node, message)
            return WRONG
        lists = {name: each(kind, least=1)(desk, child) for name, child in node.values.items()}
        return WRONG if WRONG in lists.values() else lists

    return read


def _both(first: str, second: str) -> tuple[str, str]:
    return first, second


_OTHER: Table = {"source": needed(source), "right": needed(text), "patients": needed(text)}
_LITERATURE: Table = {"citation": needed(text), "url": optional(text), "provenance": needed(text)}
_PATIENT: Table = {
    "tier": needed(one_of(*TIERS, code="unknown-tier")),
    "scored": needed(yes_no),
    "diagnosis": needed(text),
    "source": needed(built(_LITERATURE, "a source", Literature)),
    "doubts": optional(each(text)),
}
