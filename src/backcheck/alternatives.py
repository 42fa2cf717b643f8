"""The other answers a person could have given to one fact, those that no rule tells apart taken together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backcheck.condition import AtLeast, Compared, Condition
from backcheck.findings import fits
from backcheck.interview import by_worry
from backcheck.protocol import NO_ANSWER, UNSURE_ANSWERS, YES_ANSWER, Answer, Protocol, Question

Alternatives = tuple[Answer, ...]
"""Answers to one fact, any of which does the same, in the author's order."""


def every_answer(question: Question) -> Alternatives:
    """Give every answer to each fact of a question: the definite ones in the author's order, then the unsure ones."""
    if question.kind == "choice":
        return (*(choice.id for choice in question.choices), *UNSURE_ANSWERS)
    if question.kind == "number":
        return (*range(question.lowest, question.highest + 1), *UNSURE_ANSWERS)
    return (YES_ANSWER, NO_ANSWER, *UNSURE_ANSWERS)


def others(
    protocol: Protocol, fact: str, given: Answer | None, compared: Mapping[str, set[Compared]]
) -> Iterator[Alternatives]:
    """Give the answers to a fact that are not like the one given, in groups that no condition tells apart.

    ``compared`` is ``comparisons(protocol)``.
    """
    groups: dict[object, list[Answer]] = {}
    own: object = None
    for answer in every_answer(protocol.question_of[fact]):
        sign: object = answer
        if answer in UNSURE_ANSWERS:
            sign = UNSURE_ANSWERS
        elif isinstance(answer, int):
            sign = tuple(fits(leaf, answer) for leaf in compared.get(fact, ()))
        groups.setdefault(sign, []).append(answer)
        if answer == given:
            own = sign
    yield from (tuple(group) for sign, group in groups.items() if sign != own)


def newly_worse(protocol: Protocol, fact: str, given: Answer | None) -> Alternatives:
    """Give the definite answers that are worse than the one given (without one: than the best), the worst last.

    Only what can newly come: none of what is past, nor of what is personal (sex, age, pregnancy).
    """
    line, question = protocol.line_of.get(fact), protocol.question_of[fact]
    worse, personal = (line.worse, line.personal) if line else (question.worse, question.personal)
    comes = line.comes if line else question.comes
    if worse == "neither" or personal or question.personal or not comes:
        return ()
    order = by_worry(protocol, fact)
    place = len(order) - 1 if given is None else order.index(given)
    can_come = comes if isinstance(comes, tuple) else order
    return tuple(one for one in order[:place] if one in can_come and one not in UNSURE_ANSWERS)[::-1]


def comparisons(protocol: Protocol) -> Mapping[str, set[Compared]]:
    """Give, for each number, every comparison with it that a rule or question hangs on."""
    found: dict[str, set[Compared]] = {}
    for condition in _conditions(protocol):
        for leaf in _compared(condition):
            found.setdefault(leaf.question, set()).add(leaf)
    return found


def _conditions(protocol: Protocol) -> Iterator[Condition]:
    yield from (rule.when for rule in protocol.rules)
    yield from (finding.when for finding in protocol.findings.values())
    yield protocol.lowest.only_when
    yield from (question.ask_if for question in protocol.questions if question.ask_if is not None)


def _compared(condition: Condition) -> Iterator[Compared]:
    """Give the comparisons that stand in a condition itself; those in findings stand there."""
    if isinstance(condition, AtLeast):
        for part in condition.parts:
            yield from _compared(part)
    elif isinstance(condition, Compared):
        yield condition
