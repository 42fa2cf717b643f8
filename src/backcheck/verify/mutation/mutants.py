"""Every protocol that differs from one in a single small change, each with a stable name and in words."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any, cast

from backcheck.condition import Condition, Leaf, Named, Unsure, facts_of
from backcheck.protocol import Finding, Lowest, Protocol, Question, Rule
from backcheck.verify.mutation.changes import NEVER, Swap, changes, rewritten

Make = Callable[[Protocol], Protocol]


@dataclass(frozen=True)
class Mutant:
    """One small change. ``subject`` is the id of the rule, finding or question changed, ``lowest`` or ``stop_at``."""

    id: str
    subject: str
    kind: str
    words: str
    original: Protocol = field(repr=False)
    make: Make = field(repr=False)

    @cached_property
    def protocol(self) -> Protocol:
        """Give the protocol with the change in it."""
        return self.make(self.original)


def mutants(protocol: Protocol) -> Iterator[Mutant]:
    """Give every small change to rules, findings, questions, what earns the lowest rung and where asking stops."""
    for rule in protocol.rules:
        yield from _of_rule(protocol, rule)
    for finding in protocol.findings.values():
        yield from _of_finding(protocol, finding)
    for question in protocol.questions:
        yield from _of_question(protocol, question)
    yield from _of_lowest(protocol, protocol.lowest)
    yield from _of_stop(protocol)


def sample(some: Sequence[Mutant], number: int, seed: int) -> tuple[Mutant, ...]:
    """Give so many of them by chance, in their order; the same seed gives the same ones."""
    chance = random.Random(seed)  # noqa: S311  which to try, not a secret
    chosen = sorted(chance.sample(range(len(some)), k=min(number, len(some))))
    return tuple(some[place] for place in chosen)


def about(some: Iterable[Mutant], subject: str) -> tuple[Mutant, ...]:
    """Give those that change one rule, finding or question."""
    return tuple(mutant for mutant in some if mutant.subject == subject)


def _of_rule(protocol: Protocol, rule: Rule) -> Iterator[Mutant]:
    def made(kind: str, words: str, **instead: str | Condition) -> Mutant:
        new = replace(rule, **cast(dict[str, Any], instead))
        make = partial(_with_rule, rule=rule, new=new)
        return Mutant(f"rule.{rule.id}.{kind}", rule.id, kind, f"rule {rule.id}: {words}", protocol, make)

    yield made("remove", "the whole rule was left out", when=NEVER, if_unsure="")
    lower = _lower(protocol, rule.urgency)
    if lower:
        yield made("urgency", f"`urgency: {rule.urgency}` became `{lower}`", urgency=lower)
    if rule.if_unsure:
        yield made("unsure-none", f"`if unsure: {rule.if_unsure}` became `none`", if_unsure="")
        lower = _lower(protocol, rule.if_unsure)
        if lower:
            yield made("unsure-lower", f"`if unsure: {rule.if_unsure}` became `{lower}`", if_unsure=lower)
    for change in changes(protocol, rule.when):
        yield made(_dotted("when", change.at, change.kind), change.words, when=change.becomes)


def _of_finding(protocol: Protocol, finding: Finding) -> Iterator[Mutant]:
    for change in changes(protocol, finding.when):
        kind = _dotted("when", change.at, change.kind)
        make = partial(_with_finding, finding=finding.id, when=change.becomes)
        words = f"finding {finding.id}: {change.words}"
        yield Mutant(f"finding.{finding.id}.{kind}", finding.id, kind, words, protocol, make)


def _of_question(protocol: Protocol, question: Question) -> Iterator[Mutant]:
    def made(kind: str, words: str, make: Make) -> Mutant:
        return Mutant(f"question.{question.id}.{kind}", question.id, kind, words, protocol, make)

    taken = partial(_taken_as_no, facts=frozenset(question.facts))
    yield made("remove", f"question {question.id}: it was left out, and all it asks counts as no", taken)
    for line in question.lines:
        words = f"question {question.id}: the line `{line.id}` was left out and counts as no"
        yield made(f"line.{line.id}", words, partial(_taken_as_no, facts=frozenset((line.id,))))
    if question.even_then:
        words = f"question {question.id}: it is no longer asked even then, after `stop at`"
        yield made("even-then", words, partial(_not_even_then, question=question))
    if question.ask_if is not None:
        with_gate = partial(_with_gate, question=question)
        yield made("everybody", f"question {question.id}: it is asked of everybody", partial(with_gate, gate=None))
        for change in changes(protocol, question.ask_if):
            make = partial(with_gate, gate=change.becomes)
            kind = _dotted("ask-if", change.at, change.kind)
            yield made(kind, f"question {question.id}, ask if: {change.words}", make)


def _of_lowest(protocol: Protocol, lowest: Lowest) -> Iterator[Mutant]:
    def made(kind: str, words: str, new: Lowest) -> Mutant:
        return Mutant(f"lowest.{kind}", "lowest", kind, f"lowest: {words}", protocol, partial(replace, lowest=new))

    below = protocol.ladder[-1].id
    if lowest.otherwise != below:
        lower = _lower(protocol, lowest.otherwise) or below
        words = f"`otherwise: {lowest.otherwise}` became `{lower}`"
        yield made("otherwise", words, replace(lowest, otherwise=lower))
    for change in changes(protocol, lowest.only_when):
        new = replace(lowest, only_when=change.becomes)
        yield made(_dotted("only-when", change.at, change.kind), change.words, new)


def _of_stop(protocol: Protocol) -> Iterator[Mutant]:
    """Give an earlier stop. A later one only asks more, and nobody can end lower by it."""
    rungs = [one.id for one in protocol.ladder]
    for earlier in rungs[rungs.index(protocol.stop_at) + 1 : -1][:1]:
        words = f"`stop at: {protocol.stop_at}` became `{earlier}`"
        yield Mutant("stop_at.earlier", "stop_at", "earlier", words, protocol, partial(replace, stop_at=earlier))


def _lower(protocol: Protocol, rung: str) -> str:
    """Give the next rung down that a rule may ask for, empty where there is none: the lowest is for no rule."""
    names = [one.id for one in protocol.ladder[:-1]]
    place = names.index(rung) + 1 if rung in names else len(names)
    return names[place] if place < len(names) else ""


def _dotted(first: str, at: tuple[int, ...], kind: str) -> str:
    return ".".join([first, *map(str, at), kind])


def _with_rule(protocol: Protocol, *, rule: Rule, new: Rule) -> Protocol:
    return replace(protocol, rules=tuple(new if one is rule else one for one in protocol.rules))


def _not_even_then(protocol: Protocol, *, question: Question) -> Protocol:
    new = replace(question, even_then=False)
    return replace(protocol, questions=tuple(new if one is question else one for one in protocol.questions))


def _with_gate(protocol: Protocol, *, question: Question, gate: Condition | None) -> Protocol:
    new = replace(question, ask_if=gate)
    return replace(protocol, questions=tuple(new if one is question else one for one in protocol.questions))


def _with_finding(protocol: Protocol, *, finding: str, when: Condition) -> Protocol:
    def swap(one: Leaf | Named) -> Condition | None:
        return Named(finding, when) if isinstance(one, Named) and one.finding == finding else None

    changed = _everywhere(protocol, swap)
    findings = {**changed.findings, finding: replace(protocol.findings[finding], when=when)}
    floors = tuple(replace(one, when=rewritten(one.when, swap)) for one in protocol.floors)
    return replace(changed, findings=findings, floors=floors)


def _taken_as_no(protocol: Protocol, *, facts: frozenset[str]) -> Protocol:
    """Give a protocol in which nothing hears some facts; floors still do, as they speak of people and not of rules."""

    def swap(one: Leaf | Named) -> Condition | None:
        if isinstance(one, Named) or facts.isdisjoint(facts_of(one)):
            return None
        left = tuple(fact for fact in facts_of(one) if fact not in facts)
        return replace(one, facts=left) if isinstance(one, Unsure) and left else NEVER

    return _everywhere(protocol, swap)


def _everywhere(protocol: Protocol, swap: Swap) -> Protocol:
    """Give a protocol with phrases swapped in all that decides about people, but for the floors that check it."""

    def some(condition: Condition | None) -> Condition | None:
        return None if condition is None else rewritten(condition, swap)

    findings = {name: replace(one, when=rewritten(one.when, swap)) for name, one in protocol.findings.items()}
    return replace(
        protocol,
        questions=tuple(
            one if one.ask_if is None else replace(one, ask_if=some(one.ask_if)) for one in protocol.questions
        ),
        findings=findings,
        rules=tuple(_kept(one, rewritten(one.when, swap)) for one in protocol.rules),
        advice=tuple(replace(one, suits=some(one.suits), not_for=some(one.not_for)) for one in protocol.advice),
        lowest=replace(protocol.lowest, only_when=rewritten(protocol.lowest.only_when, swap)),
    )


def _kept(rule: Rule, when: Condition) -> Rule:
    """Give the rule itself where nothing changed, so that whoever compares sees it at once."""
    return rule if when is rule.when else replace(rule, when=when)
