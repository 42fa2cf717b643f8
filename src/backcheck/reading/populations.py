"""Who might come: how often each answer is given in some setting, with the source of each figure."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backcheck.condition import Condition
from backcheck.errors import MissingFileError, Mistake, ProtocolError
from backcheck.protocol import NO_ANSWER, Protocol, Source
from backcheck.reading.conditions import ConditionReader
from backcheck.reading.entries import listed, read_sources
from backcheck.reading.fields import Desk, Field, Kind, Ladder, Table, each, needed, optional, read_pairs
from backcheck.reading.kinds import as_is, cited, condition, one_of, text, whole, yes_no
from backcheck.reading.names import Name, Names, Outline
from backcheck.reading.nodes import Node, Pairs, Scalar
from backcheck.reading.proofreader import Proofreader, in_order, shortened
from backcheck.reading.spreads import Spread, SpreadReader, kind_of
from backcheck.reading.textfile import RefusedError, TextFile, decoded, printable, read_bytes
from backcheck.reading.yaml_subset import read_yaml

FOLDER = "populations"
UNIFORM = "uniform"


@dataclass(frozen=True, slots=True)
class Given:
    """Another spread, for the people of whom a condition on earlier answers is yes."""

    when: Condition
    spread: Spread


@dataclass(frozen=True, slots=True)
class Prevalence:
    """How the answers to one fact are spread among those it is asked of; the first ``given`` that fits counts."""

    fact: str
    spread: Spread
    given: tuple[Given, ...] = ()
    not_sure: int | None = None
    sources: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Population:
    """People of one setting. Every number is people in ``out_of``; ``others`` is how unlisted facts are answered."""

    name: str
    title: str
    about: str
    out_of: int
    not_sure: int
    others: str
    answers: Mapping[str, Prevalence]
    sources: Mapping[str, Source]
    default: bool = False

    def turns(self, protocol: Protocol) -> tuple[str, ...]:
        """Give every fact in the order of drawing.

        First those of questions for everybody, in the order of the file; then follow-ups, in the order of asking.
        """
        everybody = [fact for fact, asked in protocol.question_of.items() if asked.ask_if is None]
        listed_first = [fact for fact in self.answers if protocol.question_of[fact].ask_if is None]
        return tuple(dict.fromkeys([*listed_first, *everybody, *protocol.question_of]))

    def is_assumed(self, one: Prevalence) -> bool:
        """Say whether nothing but a decision of the authors stands behind a figure."""
        return all(self.sources[name].mark == "D" for name in one.sources if name in self.sources)


def read_population(protocol: Protocol, path: str) -> Population:
    """Read one distribution file.

    Raises ProtocolError with every mistake in it, MissingFileError where there is none.
    """
    mistakes: list[Mistake] = []
    reader = _Reader(protocol, path)
    made = None
    try:
        node = read_yaml(decoded(read_bytes(path, path), path), mistakes.append)
        made = reader.read(node)
    except RefusedError as refused:
        mistakes.append(refused.mistake)
    except (FileNotFoundError, ValueError):
        raise MissingFileError(f"There is no file {printable(path)}. Please check the path.") from None
    mistakes += reader.desk.proof.mistakes
    if mistakes or made is None:
        raise ProtocolError(in_order(mistakes))
    return made


def population_paths(folder: str | os.PathLike[str]) -> dict[str, str]:
    """Give the distribution files that come with a protocol, by name; none where it has none."""
    place = f"{os.fspath(folder)}/{FOLDER}"
    names = sorted(os.listdir(place)) if os.path.isdir(place) else []  # noqa: PTH112, PTH208
    return {n.removesuffix(".yaml"): f"{place}/{n}" for n in names if n.endswith(".yaml") and not n.startswith(".")}


class _Reader:
    """Reads one file for one protocol; mistakes gather in the desk's proofreader."""

    def __init__(self, protocol: Protocol, path: str) -> None:
        self.protocol, self.path = protocol, path
        proof = Proofreader(_names_of(protocol))
        self.conditions = ConditionReader(proof)
        self.desk = Desk(proof, self.conditions, Ladder(tuple(protocol.rung_of), protocol.stop_at))
        self.hanging: list[tuple[str, Node, frozenset[str]]] = []
        self.spreads = SpreadReader(self.desk)
        self.seen: dict[str, Node] = {}

    def read(self, node: Node) -> Population | None:
        """Give the whole population; none once anything is wrong."""
        own = node.values.get("sources") if isinstance(node, Pairs) else None
        sources = {**self.protocol.sources, **read_sources(self.desk, own)}
        for id_ in sources:
            self.desk.proof.names.add(Name(id_, "source", _NOWHERE))
        values = read_pairs(self.desk, node, _POPULATION, "a population")
        if values is None:
            return None
        self.spreads.out_of = values["out_of"]
        if values["out_of"] < 1:
            self._mark("bad-out-of", node, f"{values['out_of']} people are too few. Please write such as 1000")
            return None
        self.spreads.in_range(node, values.get("not_sure", 0))
        found = listed(self.desk, values.pop("answers"), "an answer", self._entry)
        if self.desk.proof.mistakes:
            return None
        name = os.path.basename(self.path).removesuffix(".yaml")  # noqa: PTH119
        about = {"not_sure": 0, "default": False} | values
        made = Population(**about | {"name": name, "sources": sources, "answers": {one.fact: one for one in found}})
        self._check_turns(made)
        return made

    def _check_turns(self, made: Population) -> None:
        """Mark a `given` that hangs on what is drawn later."""
        turn = {fact: place for place, fact in enumerate(made.turns(self.protocol))}
        for fact, node, facts in self.hanging:
            later = [one for one in facts if turn[one] >= turn[fact]]
            if later:
                message = (
                    f"`{min(later)}` is drawn after `{fact}`: questions for everybody come first, in the order of this "
                    "file, then follow-ups. Please move one of them, or name another fact"
                )
                self._mark("given-later", node, message)

    def _entry(self, desk: Desk, node: Pairs) -> Prevalence | None:
        fact = self._fact(node)
        if not fact:
            return None
        question = self.protocol.question_of[fact]
        values = read_pairs(desk, node, _TABLES[kind_of(question)], f"an entry on `{fact}`")
        if values is None:
            return None
        spread = self.spreads.read(question, node, values)
        given = [self._given(fact, child) for child in values.get("given", ())]
        if "not_sure" in values:
            self.spreads.in_range(node.values["not sure"], values["not_sure"])
        if spread is None or None in given:
            return None
        more = {key: values[key] for key in ("not_sure", "sources", "note") if key in values}
        return Prevalence(fact, spread, tuple(one for one in given if one is not None), **more)

    def _fact(self, node: Pairs) -> str:
        """Give the fact of an entry; empty for one that nobody asks for, or that stands here already."""
        named = node.values.get("fact")
        if not isinstance(named, Scalar):
            self._mark(
                "missing-field", named or node, "an entry says first whose it is. Please write such as `fact: age`"
            )
            return ""
        if named.text not in self.protocol.question_of:
            sentence = f"no fact is called `{shortened(named.text)}`"
            self.desk.proof.mark_unknown("unknown-fact", named, sentence, named.text, self.protocol.question_of)
            return ""
        first = self.seen.setdefault(named.text, named)
        if first is not named:
            self._mark("repeated-entry", named, f"`{named.text}` stands in line {first.line} already. Please keep one")
            return ""
        return named.text

    def _given(self, fact: str, node: Node) -> Given | None:
        question = self.protocol.question_of[fact]
        table = {**_SPREADS[kind_of(question)], "when": needed(condition)}
        values = read_pairs(self.desk, node, table, "another spread")
        if values is None or not isinstance(node, Pairs):
            return None
        spread = self.spreads.read(question, node, values)
        self.hanging.append((fact, node.values["when"], self.conditions.facts(values["when"])))
        return None if spread is None else Given(values["when"], spread)

    def _mark(self, code: str, node: Node, message: str) -> None:
        self.desk.proof.mark(code, node, message)


def _names_of(protocol: Protocol) -> Names:
    """Give the names that a condition here may use: lines and questions."""
    names = Names()
    for turn, question in enumerate(protocol.questions):
        lines, choices = question.facts if question.lines else (), tuple(one.id for one in question.choices)
        outline = Outline(question.id, question.kind, lines, choices, turn=turn, has_ask_if=question.ask_if is not None)
        if question.kind == "number":
            outline.lowest, outline.highest = question.lowest, question.highest
        names.add(Name(question.id, "question", _NOWHERE, outline))
        for line in lines:
            names.add(Name(line, "line", _NOWHERE, outline))
    return names


def _nodes(desk: Desk, node: Node) -> Any:
    """Entries of a list, each kept for a reader of its own."""
    return each(as_is, least=1)(desk, node)


_NOWHERE = Scalar(TextFile("", ""), 0, 0, 0, "", plain=True)
_KINDS: Mapping[str, Kind] = {"yes": whole, "choices": as_is, "numbers": as_is}
_SPREADS: Mapping[str, Table] = {name: {name: needed(kind)} for name, kind in _KINDS.items()}
_ENTRY: Mapping[str, Field] = {
    "fact": needed(text),
    "not sure": optional(whole),
    "given": optional(_nodes),
    "sources": needed(cited),
    "note": optional(text),
}
_TABLES: Mapping[str, Table] = {name: {**_ENTRY, **spread} for name, spread in _SPREADS.items()}
_POPULATION: Table = {
    "title": needed(text),
    "about": needed(text),
    "default": optional(yes_no),
    "out of": needed(whole),
    "not sure": optional(whole),
    "others": needed(one_of(NO_ANSWER, UNIFORM, code="bad-others")),
    "sources": optional(as_is),
    "answers": needed(as_is),
}
