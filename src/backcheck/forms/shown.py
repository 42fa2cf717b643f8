"""When a form shows a question, in the two-valued logic that forms have.

A form knows only "this was answered so" and its opposite; missing reads as false. Our conditions know yes, no and
unknown. So each condition becomes three formulas without any *not*: when it is yes, when it is no, and when everything
it hangs on was answered, if only with *not sure*. From these follows when a question is asked, exactly as ``findings``
has it. Formulas that many use, of other questions and of findings, are helpers: variables or hidden fields of a form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backcheck.condition import AtLeast, Chosen, Compared, Condition, Fact, Named, Not, Unsure, facts_of
from backcheck.protocol import NO_ANSWER, UNSURE_ANSWERS, YES_ANSWER, Protocol, Question


@dataclass(frozen=True, slots=True)
class Said:
    """One of these answers was chosen for a fact."""

    fact: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number was given, and it compares so; ``comparison`` is one of ``>= <= > <``."""

    fact: str
    comparison: str
    number: int


@dataclass(frozen=True, slots=True)
class Given:
    """A number was given."""

    fact: str


@dataclass(frozen=True, slots=True)
class Helper:
    """A formula with a name, written once and used by many.

    Of a question ``kind`` is ASKED or RULED_OUT; of a finding it is one of the five ways of ``_Translator``.
    """

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Some:
    """At least ``wanted`` of the parts; without parts and nothing wanted it is always true."""

    wanted: int
    parts: tuple[Formula, ...]


Formula = Said | Number | Given | Helper | Some
ASKED, RULED_OUT = "asked", "ruledOut"
YES, NO, LEANS_YES, LEANS_NO, ANSWERED = "yes", "no", "leansYes", "leansNo", "answered"
ALWAYS, NEVER = Some(0, ()), Some(1, ())
SHORT = 3
"""A finding whose formula is no longer than so many answers is written out, not made a helper."""
_OPPOSITE = {">=": "<", "<": ">=", "<=": ">", ">": "<="}


def asked_when(protocol: Protocol, question: Question) -> Formula:
    """Give when a question is asked: its ``ask if`` is yes, or nothing but *not sure* leaves it open."""
    return ALWAYS if question.ask_if is None else _Translator(protocol).leaning(question.ask_if, yes=True)


def ruled_out_when(protocol: Protocol, question: Question) -> Formula:
    """Give when a question is not for this person: its ``ask if`` is no."""
    return NEVER if question.ask_if is None else _Translator(protocol).settled(question.ask_if, yes=False)


def helpers(protocol: Protocol) -> tuple[Helper, ...]:
    """Give the helpers that the questions' formulas use, each after those it is made of."""
    found: dict[Helper, None] = {}

    def look(formula: Formula) -> None:
        for helper in _helpers_in(formula):
            if helper not in found:
                look(meaning(protocol, helper))
                found[helper] = None

    for question in protocol.questions:
        look(asked_when(protocol, question))
    return tuple(found)


def meaning(protocol: Protocol, helper: Helper) -> Formula:
    """Give the formula a helper stands for."""
    if helper.kind == ASKED:
        return asked_when(protocol, protocol.by_id[helper.name])
    if helper.kind == RULED_OUT:
        return ruled_out_when(protocol, protocol.by_id[helper.name])
    return _Translator(protocol).translated(protocol.findings[helper.name].when, helper.kind)


def some(wanted: int, parts: Iterable[Formula]) -> Formula:
    """Give "at least ``wanted`` of the parts" as short as it gets."""
    left: list[Formula] = []
    for part in parts:
        if part == ALWAYS:
            wanted -= 1
        elif part != NEVER:
            left.append(part)
    if wanted <= 0:
        return ALWAYS
    if wanted > len(left):
        return NEVER
    if wanted == 1 and len(left) > 1:
        left = _joined(dict.fromkeys(_flat(left, every=False)))
    elif wanted == len(left):
        left = list(dict.fromkeys(_flat(left, every=True)))
        wanted = len(left)
    return left[0] if len(left) == 1 else Some(wanted, tuple(left))


def every(*parts: Formula) -> Formula:
    """Give "all of the parts"."""
    return some(len(parts), parts)


def either(*parts: Formula) -> Formula:
    """Give "at least one of the parts"."""
    return some(1, parts)


def _flat(parts: Iterable[Formula], *, every: bool) -> Iterator[Formula]:
    for part in parts:
        if isinstance(part, Some) and part.wanted == (len(part.parts) if every else 1):
            yield from _flat(part.parts, every=every)
        else:
            yield part


def _joined(parts: Iterable[Formula]) -> list[Formula]:
    """Give alternatives with those about one fact's answers made one."""
    kept: dict[object, Formula] = {}
    for part in parts:
        if isinstance(part, Said):
            before = kept.get(part.fact)
            known = before.answers if isinstance(before, Said) else ()
            kept[part.fact] = Said(part.fact, tuple(dict.fromkeys((*known, *part.answers))))
        else:
            kept[part] = part
    return list(kept.values())


def _helpers_in(formula: Formula) -> Iterator[Helper]:
    if isinstance(formula, Helper):
        yield formula
    elif isinstance(formula, Some):
        for part in formula.parts:
            yield from _helpers_in(part)


def _size(formula: Formula) -> int:
    return sum(map(_size, formula.parts)) if isinstance(formula, Some) else 1


class _Translator:
    """Turns conditions into formulas; each method's docstring says when its formula is true."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol

    def translated(self, condition: Condition, kind: str) -> Formula:
        """Give the formula of one of five kinds: yes, no, leaning to one of them, answered."""
        if kind == ANSWERED:
            return self._answered(condition)
        way = self.settled if kind in {YES, NO} else self.leaning
        return way(condition, yes=kind in {YES, LEANS_YES})

    def _finding(self, finding: Named, kind: str) -> Formula:
        """Give a finding's formula where it is short, else a helper for it."""
        formula = self.translated(finding.when, kind)
        return formula if _size(formula) <= SHORT else Helper(kind, finding.finding)

    def settled(self, condition: Condition, *, yes: bool) -> Formula:
        """Give a formula that is true when the condition is yes, or when it is no."""
        match condition:
            case AtLeast(wanted, parts):
                needed = wanted if yes else len(parts) - wanted + 1
                return some(needed, [self.settled(part, yes=yes) for part in parts])
            case Not(part):
                return self.settled(part, yes=not yes)
            case Named():
                return self._finding(condition, YES if yes else NO)
            case Unsure(_, facts) if yes:
                return either(*(self._counts(fact, Said(fact, UNSURE_ANSWERS)) for fact in facts))
            case Unsure(_, facts):
                return every(*(either(self._definite(fact), self._out(fact)) for fact in facts))
            case Fact() | Chosen() | Compared():
                fact = facts_of(condition)[0]
                given = self._counts(fact, self._atom(condition, yes=yes))
                return given if yes else either(given, self._out(fact))
        raise AssertionError(condition)

    def leaning(self, condition: Condition, *, yes: bool) -> Formula:
        """Give one that is true when the condition is so, or unknown with all it still hangs on given as unsure."""
        match condition:
            case AtLeast(wanted, parts):
                needed = wanted if yes else len(parts) - wanted + 1
                possible = some(needed, [self.leaning(part, yes=yes) for part in parts])
                if needed == len(parts):
                    return possible
                return either(self.settled(condition, yes=yes), every(*map(self._answered, parts), possible))
            case Not(part):
                return self.leaning(part, yes=not yes)
            case Named():
                return self._finding(condition, LEANS_YES if yes else LEANS_NO)
            case Fact() | Chosen() | Compared():
                fact = facts_of(condition)[0]
                given = self._counts(fact, either(self._atom(condition, yes=yes), Said(fact, UNSURE_ANSWERS)))
                return given if yes else either(given, self._out(fact))
        # Whether somebody was unsure is known as soon as there is an answer.
        return self.settled(condition, yes=yes)

    def _answered(self, condition: Condition) -> Formula:
        """Give one that is true when the condition is known, or all it still hangs on was given as unsure."""
        match condition:
            case AtLeast(_, parts):
                return either(
                    self.settled(condition, yes=True),
                    self.settled(condition, yes=False),
                    every(*map(self._answered, parts)),
                )
            case Not(part):
                return self._answered(part)
            case Named():
                return self._finding(condition, ANSWERED)
            case Unsure():
                return either(self.settled(condition, yes=True), self.settled(condition, yes=False))
            case Fact() | Chosen() | Compared():
                fact = facts_of(condition)[0]
                given = either(self._definite(fact), self._counts(fact, Said(fact, UNSURE_ANSWERS)))
                return either(given, self._out(fact))
        raise AssertionError(condition)

    def _atom(self, leaf: Fact | Chosen | Compared, *, yes: bool) -> Formula:
        if isinstance(leaf, Fact):
            return Said(leaf.fact, (YES_ANSWER if yes else NO_ANSWER,))
        if isinstance(leaf, Compared):
            return Number(leaf.question, leaf.comparison if yes else _OPPOSITE[leaf.comparison], leaf.number)
        wanted = yes is not leaf.negated
        choices = tuple(choice.id for choice in self.protocol.by_id[leaf.question].choices)
        fitting = tuple(choice for choice in choices if (choice in leaf.values) is wanted)
        return Said(leaf.question, fitting) if fitting else NEVER

    def _definite(self, fact: str) -> Formula:
        """Give one that is true when the fact was answered otherwise than unsure."""
        question = self.protocol.question_of[fact]
        if question.kind == "number":
            return self._counts(fact, Given(fact))
        choices = tuple(choice.id for choice in question.choices)
        return self._counts(fact, Said(fact, choices or (YES_ANSWER, NO_ANSWER)))

    def _counts(self, fact: str, formula: Formula) -> Formula:
        """Add that the fact's question is asked: what a form keeps of a hidden question does not count."""
        question = self.protocol.question_of[fact]
        return formula if question.ask_if is None else every(Helper(ASKED, question.id), formula)

    def _out(self, fact: str) -> Formula:
        """Give one that is true when the fact's question is not for this person."""
        question = self.protocol.question_of[fact]
        return NEVER if question.ask_if is None else Helper(RULED_OUT, question.id)
