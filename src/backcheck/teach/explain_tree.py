"""A condition as a tree of phrases in words, each with its truth for somebody, down to the phrases that decided it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from backcheck.condition import (
    AtLeast,
    Chosen,
    Compared,
    Condition,
    Fact,
    Leaf,
    Named,
    Not,
    Unsure,
    facts_of,
    group_word,
)
from backcheck.findings import Person, fits
from backcheck.logic import NO, UNKNOWN, YES, Truth
from backcheck.protocol import UNSURE_ANSWERS, Protocol
from backcheck.teach.lines import PHRASE_WORDS, Line
from backcheck.triage import each_once
from backcheck.words import any_in_words, in_words, value_in_words


@dataclass(frozen=True, slots=True)
class Node:
    """One part of a condition: its words, its truth for the person (none without one), what they said, its parts.

    The parts that made it what it is are ``inside`` (the other way round under a ``not``); so many are ``enough``. A
    phrase names the ``facts`` it is about.
    """

    words: str
    truth: Truth | None = None
    said: str = ""
    parts: tuple[Node, ...] = ()
    inside: Truth | None = None
    enough: int = 1
    facts: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Give how many phrases it has."""
        return sum(part.size for part in self.parts) or 1


def tree(protocol: Protocol, condition: Condition, person: Person | None = None) -> Node:
    """Give a condition's tree, for a person or, without one, as the author wrote it."""
    verdict = None if person is None else person.truth(condition)
    if isinstance(condition, AtLeast):
        return _group(protocol, condition, person, verdict)
    if isinstance(condition, Named):
        means, when = protocol.findings[condition.finding].means, condition.when
        inner = tree(protocol, when, person)
        if isinstance(when, AtLeast) and len(when.parts) > 1 and not when.checklist:
            return replace(inner, words=f"{means}, that is {inner.words}")
        return Node(means, verdict, parts=(inner,), inside=verdict)
    if isinstance(condition, Not):
        inner = tree(protocol, condition.part, person)
        return replace(inner, words=f"not this: {inner.words}" if inner.parts else f"not {inner.words}", truth=verdict)
    said = "" if person is None else "; ".join(each_once(_said(person, condition)))
    return Node(_in_words(protocol, condition), verdict, said, facts=facts_of(condition))


def decided(node: Node) -> Node:
    """Give the tree with no more parts than it takes to settle it; of what is open, all that keeps it open."""
    inside = [decided(part) for part in node.parts if part.truth is node.inside]
    if node.inside is not UNKNOWN and len(inside) > node.enough:
        smallest = sorted(range(len(inside)), key=lambda place: inside[place].size)[: node.enough]
        inside = [inside[place] for place in sorted(smallest)]
    return replace(node, parts=tuple(inside))


def phrases(node: Node) -> Iterator[Node]:
    """Give the phrases at the ends of a tree."""
    if not node.parts:
        yield node
    for part in node.parts:
        yield from phrases(part)


def tree_lines(node: Node, depth: int = 0) -> Iterator[Line]:
    """Give a tree as lines, each part under what it belongs to."""
    said, colon = f" ({node.said})" if node.said else "", ":" if node.parts else ""
    yield Line(f"{node.words}{said}{colon}", depth, node.truth, PHRASE_WORDS[node.truth] if node.truth else "")
    for part in node.parts:
        yield from tree_lines(part, depth + 1)


def _in_words(protocol: Protocol, leaf: Leaf) -> str:
    """Give a phrase in words; of several choices each in quotes, as they may hold an "or" of their own."""
    if isinstance(leaf, Chosen) and len(leaf.values) > 1:
        question = protocol.by_id[leaf.question]
        values = " or ".join(f'"{value_in_words(question, value)}"' for value in leaf.values)
        return f"{question.short}: {'not ' if leaf.negated else ''}{values}"
    if isinstance(leaf, Compared):
        question = protocol.by_id[leaf.question]
        fitting = [number for number in range(question.lowest, question.highest + 1) if fits(leaf, number)]
        return any_in_words(protocol, leaf.question, fitting) if fitting else in_words(protocol, leaf)
    return in_words(protocol, leaf)


def _group(protocol: Protocol, group: AtLeast, person: Person | None, verdict: Truth | None) -> Node:
    parts = tuple(tree(protocol, part, person) for part in group.parts)
    if len(parts) == 1:
        return parts[0]
    words = f"{group_word(group.wanted, len(parts))} these"
    if group.checklist:
        words = f"{protocol.by_id[group.checklist].short}, {words}"
    enough = group.wanted if verdict is YES else len(parts) - group.wanted + 1
    return Node(words, verdict, parts=parts, inside=verdict, enough=enough)


def _said(person: Person, leaf: Leaf) -> Iterator[str]:
    """Give what is known of a phrase where its truth alone does not tell: why it is open, or what was said instead."""
    for fact in facts_of(leaf):
        question = person.protocol.question_of[fact]
        applies, answer = person.applies(question), person.given(fact)
        if applies is NO:
            yield "not for this person"
        elif applies is UNKNOWN:
            yield "waits for an earlier answer"
        elif answer is None:
            yield "not asked"
        elif answer in UNSURE_ANSWERS:
            yield str(answer)
        elif not isinstance(leaf, Fact | Unsure):
            yield f"answer: {value_in_words(question, answer)}"
