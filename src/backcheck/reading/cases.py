"""Cases: people with answers and what must come out; and the thresholds that no case stands right at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from backcheck.condition import Compared, Condition, leaves
from backcheck.errors import Mistake, ProtocolError
from backcheck.protocol import NO_ANSWER, Answer, Answers, Case, Protocol
from backcheck.reading import schema
from backcheck.reading.answers import AnswerReader, fill_others
from backcheck.reading.conditions import ConditionReader
from backcheck.reading.entries import listed
from backcheck.reading.fields import Desk, Ladder, read_pairs
from backcheck.reading.folder import case_paths
from backcheck.reading.names import Name, Names
from backcheck.reading.nodes import Node, Pairs, Scalar
from backcheck.reading.phrases import edges
from backcheck.reading.proofreader import Proofreader, in_order, shortened
from backcheck.reading.textfile import RefusedError, TextFile, decoded, read_bytes
from backcheck.reading.yaml_subset import read_yaml


def read_cases(protocol: Protocol, folder: str) -> tuple[Case, ...]:
    """Give every case of a protocol's folder; raises ProtocolError with every mistake of every file."""
    mistakes: list[Mistake] = []
    reader = _CaseReader(protocol)
    cases: list[Case] = []
    for path in case_paths(folder):
        name = f"{folder}/{path}"
        try:
            node = read_yaml(decoded(read_bytes(name, name), name), mistakes.append)
        except RefusedError as refused:
            mistakes.append(refused.mistake)
        else:
            cases += listed(reader.desk, node, "a case", reader.read)
    mistakes += reader.desk.proof.mistakes
    if mistakes:
        raise ProtocolError(in_order(mistakes))
    return tuple(cases)


class _CaseReader:
    """Reads cases for one protocol; mistakes gather in the desk's proofreader."""

    def __init__(self, protocol: Protocol) -> None:
        proof = Proofreader(_names_of(protocol))
        rungs = tuple(rung.id for rung in protocol.ladder)
        self.desk = Desk(proof, ConditionReader(proof), Ladder(rungs, protocol.stop_at))
        self.answers = AnswerReader(protocol, proof)
        self.titles: dict[str, Scalar] = {}

    def read(self, desk: Desk, node: Pairs) -> Case | None:
        """Read one case."""
        values = read_pairs(desk, node, schema.CASE, "a case")
        self._check_title(desk, node)
        answers = self.answers.read(node.values["answers"]) if "answers" in node.values else {}
        if values is None:
            return None
        return Case(**(values | {"answers": answers, "place": f"{node.file.name}:{node.line}"}))

    def _check_title(self, desk: Desk, node: Pairs) -> None:
        title = node.values.get("case")
        if not isinstance(title, Scalar):
            return
        first = self.titles.setdefault(title.text, title)
        if first is not title:
            where = f"{first.file.name}:{first.line}"
            message = f"`{shortened(title.text)}` is a case already, in {where}. Please give this one other words"
            desk.proof.mark("duplicate-case", title, message)


def _names_of(protocol: Protocol) -> Names:
    """Give the names that a case may use beside those of its answers."""
    nowhere = Scalar(TextFile("", ""), 0, 0, 0, "", plain=True)
    names = Names()
    known = ("rung", protocol.rung_of), ("rule", [one.id for one in protocol.rules]), ("service", protocol.services)
    for kind, ids in (*known, ("advice", [one.id for one in protocol.advice])):
        for id_ in ids:
            names.add(Name(id_, kind, nowhere))
    return names


def threshold_gaps(
    protocol: Protocol, cases: Sequence[Case], compared: Mapping[Compared, Node] | None = None
) -> tuple[Mistake, ...]:
    """Give one mistake for every number compared with that lacks a case right at it, on either side.

    ``compared`` (of a ``Reading``) tells where each comparison stands; without it the mistakes name no place.
    """
    tried: dict[str, set[Answer]] = {}
    for case in cases:
        for fact, answer in _effective(protocol, case).items():
            tried.setdefault(fact, set()).add(answer)
    gaps = []
    for leaf in dict.fromkeys(_comparisons(protocol)):
        missing = [edge for edge in edges(leaf) if edge not in tried.get(leaf.question, ())]
        if missing:
            gaps.append(_gap(leaf, missing, (compared or {}).get(leaf)))
    return tuple(in_order(gaps))


def _effective(protocol: Protocol, case: Case) -> Answers:
    return fill_others(protocol, case.answers) if case.others == NO_ANSWER else case.answers


def _gap(leaf: Compared, missing: Sequence[int], place: Node | None) -> Mistake:
    wanted = " and one with ".join(f"`{leaf.question}: {edge}`" for edge in missing)
    message = f"no case stands right at `{leaf.question} {leaf.comparison} {leaf.number}`. Please add one with {wanted}"
    code = "threshold-without-case"
    return place.mistake(code, message) if place else Mistake(code, message, "cases")


def _comparisons(protocol: Protocol) -> Iterator[Compared]:
    for when in _conditions(protocol):
        yield from (leaf for leaf in leaves(when) if isinstance(leaf, Compared))


def _conditions(protocol: Protocol) -> Iterator[Condition]:
    yield from (finding.when for finding in protocol.findings.values())
    yield from (rule.when for rule in protocol.rules)
    yield from (floor.when for floor in protocol.floors)
    yield protocol.lowest.only_when
    some = [question.ask_if for question in protocol.questions]
    some += [when for item in protocol.advice for when in (item.suits, item.not_for)]
    yield from (when for when in some if when)
