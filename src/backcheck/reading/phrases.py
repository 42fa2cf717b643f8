"""Phrases as authors write them, word by word; each method's docstring is its grammar rule."""

from __future__ import annotations

import re
from collections.abc import Callable

from backcheck.condition import AtLeast, Chosen, Compared, Condition, Fact, Named, Not, Unsure
from backcheck.reading.names import ANSWERABLE, UNCLEAR, WHOLE_NUMBER, Name, Outline
from backcheck.reading.nodes import Node, Scalar
from backcheck.reading.proofreader import Proofreader, shortened

FindingReader = Callable[[Name, Node], "Named | None"]
_WORD = re.compile(r"[<>=!]+|[^\s<>=!]+")
_OPPOSITE = {">=": "<", "<=": ">", ">": "<=", "<": ">="}
_HOW = (
    "A phrase is `fact`, `not fact`, `question is value`, `question is not value`, `number >= 7`, "
    "`any checklist` or `fact is unsure`"
)


class UnreadableError(Exception):
    """A phrase that could not be read; what is wrong is marked already."""


def read_phrase(proof: Proofreader, finding: FindingReader, node: Scalar) -> Condition:
    """Give the condition a phrase stands for; marks what is wrong and raises UnreadableError."""
    return _Phrase(proof, finding, node).read()


def edges(leaf: Compared) -> tuple[int, int]:
    """Give the number nearest the threshold on its yes side, and the one on its no side."""
    number = leaf.number
    return {
        ">=": (number, number - 1),
        "<=": (number, number + 1),
        ">": (number + 1, number),
        "<": (number - 1, number),
    }[leaf.comparison]


class _Phrase:
    """One phrase, cut into words."""

    def __init__(self, proof: Proofreader, finding: FindingReader, node: Scalar) -> None:
        self.proof, self.finding, self.node = proof, finding, node
        self.places = list(_WORD.finditer(node.text))
        self.words = [place[0] for place in self.places]

    def read(self) -> Condition:
        """Phrase = not | any | is | comparison | name."""
        match self.words:
            case []:
                raise self._bad("bad-phrase", 0, f"no condition stands here. {_HOW}")
            case ["not", *_]:
                return self._not()
            case ["any", *_]:
                return self._any()
            case [_]:
                return self._bare(0)
            case [_, "is", *_]:
                return self._is()
            case [_, sign, *_] if sign[0] in "<>=!":
                return self._compared()
        raise self._stray(1)

    def _mark(self, code: str, index: int, message: str) -> None:
        self.proof.mark(code, self._at(index), message)

    def _bad(self, code: str, index: int, message: str) -> UnreadableError:
        self._mark(code, index, message)
        return UnreadableError()

    def _at(self, index: int) -> Node:
        if not self.places:
            return self.node
        place = self.places[min(index, len(self.places) - 1)]
        return self.node.part(place.start(), place.end() - place.start())

    def _stray(self, index: int) -> UnreadableError:
        word = self.words[min(index, len(self.words) - 1)]
        if word in ("and", "or") and index:
            group = "all of" if word == "and" else "any of"
            message = f"a phrase says one thing. Please write `{group}:`, and each part as an item of its list"
            return self._bad("bad-phrase", index, message)
        return self._bad("bad-phrase", index, f"`{shortened(self.node.text)}` is no phrase. {_HOW}")

    def _known(self, index: int) -> Name:
        """Give what this word names: a line, a question or a finding."""
        word, names = self.words[index], self.proof.names
        name = names.by_id.get(word)
        if name is None:
            sentence = f"no fact is called `{shortened(word)}`"
            options = names.of_kind(*ANSWERABLE, "finding")
            self.proof.mark_unknown("unknown-fact", self._at(index), sentence, word, options)
            raise UnreadableError
        if name.kind not in (*ANSWERABLE, "finding"):
            message = f"`{word}` is {name.is_a}. Please name a fact, a question or a finding"
            raise self._bad("not-a-fact", index, message)
        self.proof.used.add(name.id)
        if name.question and name.question.kind == UNCLEAR:
            raise UnreadableError  # the question itself is wrong and is reported there
        return name

    def _bare(self, index: int) -> Fact | Named:
        """Name = fact | finding."""
        name = self._known(index)
        if name.kind == "finding":
            named = self.finding(name, self._at(index))
            if named is None:
                raise UnreadableError
            return named
        question = name.question
        if name.kind == "question" and question and question.kind != "yes_no":
            raise self._needs_more(index, question)
        return Fact(name.id)

    def _needs_more(self, index: int, question: Outline) -> UnreadableError:
        no, id_ = self.words[0] == "not", question.id
        if question.kind == "choice":
            value = f"{'not ' if no else ''}{question.choices[0] if question.choices else 'value'}"
            message = f"`{id_}` is a choice. Please say which, such as `{id_} is {value}`"
            return self._bad("choice-needs-is", index, message)
        if question.kind == "number":
            example = f"{id_} {'<' if no else '>='} {question.highest if question.highest is not None else 7}"
            message = f"`{id_}` is a number. Please compare it, such as `{example}`"
            return self._bad("number-needs-comparison", index, message)
        line = question.lines[0] if question.lines else "line"
        message = f"`{id_}` is a checklist. Please write `any {id_}`, or name one of its lines, such as `{line}`"
        if no:
            message = f"`{id_}` is a checklist. Please make `any {id_}` a finding, and write `not` before its name"
        return self._bad("checklist-needs-any", index, message)

    def _not(self) -> Not:
        """Not = "not" (fact | finding)."""
        match self.words:
            case [_, _]:
                return Not(self._bare(1))
            case [_, name, "is", *rest] if name != "any":
                rest = rest[1:] if rest[:1] == ["not"] else ["not", *rest]
                message = f"`not` stands after `is`. Please write `{shortened(' '.join((name, 'is', *rest)))}`"
            case [_, name, sign, *rest] if sign in _OPPOSITE:
                opposite = shortened(" ".join((name, _OPPOSITE[sign], *rest)))
                message = f"a comparison has an opposite of its own. Please write `{opposite}`"
            case _:
                message = (
                    "`not` takes one fact or finding. Please make the rest a finding, and write `not` before its name"
                )
        raise self._bad("bad-not", 0, message)

    def _any(self) -> AtLeast:
        """Any = "any" checklist."""
        if len(self.words) != len(("any", "checklist")):
            raise self._stray(2)
        name = self._known(1)
        question = name.question
        if name.kind != "question" or question is None or question.kind != "checklist":
            message = f"`any` takes a checklist, and `{name.id}` is {name.is_a}"
            if name.kind in ("line", "finding"):
                message += f". Please write `{name.id}` alone"
            raise self._bad("any-needs-checklist", 1, message)
        if not question.lines:
            raise UnreadableError  # the checklist itself is wrong and is reported there
        return AtLeast(1, tuple(Fact(line) for line in question.lines), question.id)

    def _is(self) -> Condition:
        """Is = fact "is unsure" | question "is" ["not"] value {"or" value}."""
        name = self._known(0)
        if self.words[2:] == ["unsure"]:
            return self._unsure(name)
        question = name.question
        if name.kind == "question" and question:
            if question.kind == "choice":
                return self._chosen(question)
            if question.kind != "yes_no":
                raise self._needs_more(0, question)
        message = f"`{name.id}` is {name.is_a}. Please write `{name.id}` or `not {name.id}`"
        raise self._bad("fact-takes-no-is", 1, message)

    def _unsure(self, name: Name) -> Unsure:
        question = name.question
        if question is None:
            message = f"only an answer can be unsure, and `{name.id}` is {name.is_a}. Please name its facts"
            raise self._bad("unsure-needs-fact", 0, message)
        if name.kind == "question" and question.kind == "checklist":
            return Unsure(name.id, question.lines)
        return Unsure(name.id, (name.id,))

    def _chosen(self, question: Outline) -> Chosen:
        """Chosen = question "is" ["not"] value {"or" value}."""
        if not question.choices:
            raise UnreadableError  # the choices themselves are wrong and are reported there
        negated = self.words[2:3] == ["not"]
        start = 3 if negated else 2
        values = self.words[start::2]
        stray = next((i for i in range(start + 1, len(self.words), 2) if self.words[i] != "or"), None)
        if stray is not None or len(self.words[start:]) % 2 == 0:
            raise self._stray(stray if stray is not None else len(self.words))
        good = [self._value(question, values, place, start + 2 * place) for place in range(len(values))]
        if not all(good):
            raise UnreadableError
        if len(values) == len(question.choices) and (negated or not question.has_ask_if):
            message = f"every choice of `{question.id}` is named here. Please leave some out"
            raise self._bad("every-choice", start, message)
        return Chosen(question.id, tuple(values), negated)

    def _value(self, question: Outline, values: list[str], place: int, index: int) -> bool:
        value = values[place]
        if value not in question.choices:
            ending = self.proof.did_you_mean(value, question.choices)
            self._mark("not-a-choice", index, f"`{shortened(value)}` is no choice of `{question.id}`{ending}")
        elif value in values[:place]:
            self._mark("repeated-choice", index, f"`{value}` stands twice here. Please keep one")
        else:
            return True
        return False

    def _compared(self) -> Compared:
        """Comparison = number (">=" | "<=" | ">" | "<") N."""
        name = self._known(0)
        question, sign = name.question, self.words[1]
        if name.kind != "question" or question is None or question.kind != "number":
            raise self._bad(
                "not-a-number", 0, f"`{name.id}` is {name.is_a}, and only a number can be compared. Please name one"
            )
        if sign not in _OPPOSITE:
            meant = {"=>": "`>=`", "=<": "`<=`"}.get(sign, "`>=` or `<=`, or both under `all of`")
            raise self._bad("unknown-comparison", 1, f"`{sign}` is no comparison. Please write {meant}")
        match self.words:
            case [_, _, number] if WHOLE_NUMBER.fullmatch(number):
                return self._in_range(question, sign, int(number))
        message = f"one whole number stands after `{sign}`. Please write it such as `{name.id} {sign} 7`"
        raise self._bad("not-a-whole-number", min(len(self.words) - 1, 3), message)

    def _in_range(self, question: Outline, sign: str, number: int) -> Compared:
        leaf = Compared(question.id, sign, number)
        lowest, highest = question.lowest, question.highest
        if lowest is not None and highest is not None and not all(lowest <= edge <= highest for edge in edges(leaf)):
            message = (
                f"`{question.id}` goes from {lowest} to {highest}, so this is the same for every answer. "
                "Please choose another number"
            )
            raise self._bad("threshold-out-of-range", 2, message)
        self.proof.compared.setdefault(leaf, self.node)
        return leaf
