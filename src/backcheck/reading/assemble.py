"""From a folder of files to one frozen protocol: every file is read, and every mistake raised at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backcheck.condition import Compared
from backcheck.errors import Mistake, ProtocolError
from backcheck.protocol import Floor, Protocol, Question
from backcheck.reading import checks, schema
from backcheck.reading.conditions import ConditionReader
from backcheck.reading.entries import (
    listed,
    read_advice,
    read_care,
    read_floor,
    read_regions,
    read_services,
    read_sources,
    read_workup,
    scalar_text,
)
from backcheck.reading.fields import Desk, Ladder, Table, read_pairs
from backcheck.reading.folder import START, fingerprint, open_folder
from backcheck.reading.kinds import spoken
from backcheck.reading.names import collect_names
from backcheck.reading.nodes import Items, Node, Pairs, Scalar
from backcheck.reading.personal import Personal, check_personal, read_personal
from backcheck.reading.proofreader import Proofreader, harmful_pattern, in_order
from backcheck.reading.textfile import RefusedError, TextFile, decoded
from backcheck.reading.topics import Topics
from backcheck.reading.yaml_subset import read_yaml

_FRONT, _PLACES = "protocol.yaml", "places.yaml"


@dataclass(frozen=True)
class Reading:
    """A protocol, and where its files first compare each number."""

    protocol: Protocol
    compared: Mapping[Compared, Node]


def read_folder(folder: str) -> Reading:
    """Read a protocol's folder; raises ProtocolError with every mistake, MissingFileError where there is none."""
    data, mistakes = open_folder(folder)
    nodes, start = _parse(folder, data, mistakes)
    proof = Proofreader(collect_names(nodes, [node for path, node in nodes.items() if _is_topic(path)]))
    proof.names.incomplete |= bool(mistakes) or any(_names_are_hidden(path, node) for path, node in nodes.items())
    values = _Assembly(proof, nodes, start).read()
    mistakes += proof.mistakes
    if mistakes:
        raise ProtocolError(in_order(mistakes))
    return Reading(Protocol(**values, hash=fingerprint(data)), proof.compared)


def _parse(folder: str, data: Mapping[str, bytes], mistakes: list[Mistake]) -> tuple[dict[str, Node], TextFile | None]:
    nodes: dict[str, Node] = {}
    start: TextFile | None = None
    for path, content in data.items():
        try:
            file = decoded(content, f"{folder}/{path}")
            if path == START:
                start = file
            else:
                nodes[path] = read_yaml(file, mistakes.append)
        except RefusedError as refused:
            mistakes.append(refused.mistake)
    return nodes, start


def _is_topic(path: str) -> bool:
    return path.startswith("topics/")


def _names_are_hidden(path: str, node: Node) -> bool:
    """Tell whether a file gives names where none are looked for, so that calling one unknown would mislead."""
    tables: dict[str, Table] = {_FRONT: schema.PROTOCOL, _PLACES: schema.PLACES}
    table = schema.TOPIC if _is_topic(path) else tables.get(path)
    return table is not None and not (isinstance(node, Pairs) and node.keys.keys() <= table.keys())


class _Assembly:
    """The parts of a protocol on their way together; mistakes gather in the proofreader."""

    def __init__(self, proof: Proofreader, nodes: Mapping[str, Node], start: TextFile | None) -> None:
        self.proof, self.nodes, self.start = proof, nodes, start
        front = nodes.get(_FRONT)
        self.front = front if isinstance(front, Pairs) else None
        rungs = tuple(proof.names.of_kind("rung"))
        stop_at = scalar_text(self._front("stop at"))
        self.desk = Desk(proof, ConditionReader(proof), Ladder(rungs, stop_at if stop_at in rungs[:-1] else ""))

    def _front(self, key: str) -> Node | None:
        return self.front.values.get(key) if self.front else None

    def read(self) -> dict[str, Any]:
        """Read and check everything; the values make a protocol only where nothing was marked."""
        self._take_harmful_words()
        desk, topics = self.desk, Topics()
        values = self._pairs(_FRONT, schema.PROTOCOL)
        for path, node in self.nodes.items():
            if _is_topic(path):
                topics.take(desk, node)
        care = listed(desk, self.nodes.get("care.yaml"), "care for a rung", read_care)
        advice = listed(desk, self.nodes.get("advice.yaml"), "an item of advice", read_advice)
        used_by_rules = frozenset(self.proof.used)
        floors = listed(desk, self.nodes.get("floors.yaml"), "a floor", _floor_and_place)
        workups = listed(desk, self.nodes.get("workup.yaml"), "a workup", read_workup)
        places = self._pairs(_PLACES, schema.PLACES)
        values |= {
            "questions": tuple(sorted(topics.questions, key=self._turn)),
            "findings": {finding.id: finding for finding in topics.findings},
            "rules": tuple(topics.rules),
            "care": {one.rung: one for one in care},
            "advice": tuple(advice),
            "floors": tuple(floor for floor, _ in floors),
            "fallback_number": places.get("fallback_number"),
            "services": read_services(desk, places.get("services")),
            "regions": read_regions(desk, places.get("regions")),
            "sources": read_sources(desk, self.nodes.get("sources.yaml")),
            "personal": read_personal(desk, self._front("personal")),
            "workups": tuple(workups),
            "start": self._start_text(),
        }
        self._check(values, topics, floors, used_by_rules)
        return {name: value for name, value in values.items() if name not in ("order", "harmful_words")}

    def _pairs(self, path: str, table: Table) -> dict[str, Any]:
        node = self.nodes.get(path)
        return (node and read_pairs(self.desk, node, table, path)) or {}

    def _take_harmful_words(self) -> None:
        words = self._front("harmful words")
        if isinstance(words, Items):
            self.proof.harmful = harmful_pattern(word.text for word in words if isinstance(word, Scalar) and word.text)

    def _start_text(self) -> str:
        if self.start is None:
            return ""
        for place, line in enumerate(self.start.lines):
            spoken(self.desk, Scalar(self.start, place + 1, 1, len(line), line, plain=True))
        return self.start.text

    def _turn(self, question: Question) -> int:
        outline = self.proof.names.by_id[question.id].question
        return outline.turn if outline else -1

    def _check(
        self, values: dict[str, Any], topics: Topics, floors: list[tuple[Floor, Pairs]], used_by_rules: frozenset[str]
    ) -> None:
        desk, personal = self.desk, self._front("personal")
        checks.check_names(desk)
        checks.check_floors(desk, floors, topics.questions)
        checks.check_workups(desk, self.nodes.get("workup.yaml"))
        lowest = [values["lowest"]] if "lowest" in values else []
        if self.front and lowest:
            checks.check_ladder(desk, self.front, values["ladder"], lowest[0])
        listed_: Personal = values["personal"]
        check_personal(desk, personal, listed_, topics.questions, [*topics.rules, *lowest])
        if self.proof.names.incomplete:
            return
        checks.check_order(desk)
        checks.check_care(desk, self.nodes.get("care.yaml"))
        checks.check_used(desk, used_by_rules)
        if not self.proof.mistakes:
            checks.check_even_then(desk, topics.questions, topics.rules)


def _floor_and_place(desk: Desk, node: Pairs) -> tuple[Floor, Pairs] | None:
    floor = read_floor(desk, node)
    return (floor, node) if floor else None
