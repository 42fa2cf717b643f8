"""Small random protocols and everything a person could answer in them, so that laws are tested on more than ours."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import strategies as st

from backcheck.condition import AtLeast, Chosen, Compared, Condition, Fact, Named, Not, Unsure
from backcheck.findings import Person
from backcheck.logic import YES
from backcheck.protocol import (
    NOT_SURE,
    Answer,
    Answers,
    Choice,
    Finding,
    Line,
    Lowest,
    Protocol,
    Question,
    Rule,
    Rung,
)

LADDER = tuple(
    Rung(name, name, group)
    for name, group in (
        ("top", "emergency"),
        ("high", "emergency"),
        ("middle", "urgent"),
        ("low", "planned"),
        ("home", "self_care"),
    )
)
SERVICES = ("one", "two", "three")
_COMES: st.SearchStrategy[bool | tuple[str, ...]] = st.sampled_from((True, True, False, ("c0",)))


@st.composite
def conditions(
    draw: st.DrawFn, questions: tuple[Question, ...], findings: tuple[Finding, ...], depth: int = 2
) -> Condition:
    """Give a random condition over some questions and findings."""
    kind = draw(st.sampled_from(("leaf", "leaf", "group") if depth else ("leaf",)))
    if kind == "group":
        parts = tuple(draw(st.lists(conditions(questions, findings, depth - 1), min_size=1, max_size=3)))
        return AtLeast(draw(st.integers(1, len(parts))), parts)
    by_name = draw(st.booleans())
    if findings and by_name:
        finding = draw(st.sampled_from(findings))
        named = Named(finding.id, finding.when)
        return Not(named) if draw(st.booleans()) else named
    return draw(_leaves(draw(st.sampled_from(questions))))


def _leaves(question: Question) -> st.SearchStrategy[Condition]:
    if question.kind == "choice":
        names = st.lists(
            st.sampled_from([choice.id for choice in question.choices]), min_size=1, max_size=2, unique=True
        )
        return st.builds(Chosen, st.just(question.id), names.map(tuple), st.booleans())
    if question.kind == "number":
        return st.builds(Compared, st.just(question.id), st.sampled_from((">=", "<=", ">", "<")), st.integers(0, 2))
    facts = [Fact(fact) for fact in question.facts]
    return st.sampled_from(
        [
            *facts,
            *(Not(fact) for fact in facts),
            AtLeast(1, tuple(facts), question.id),
            Unsure(question.id, question.facts),
        ]
    )


@st.composite
def _questions(draw: st.DrawFn, place: int, earlier: tuple[Question, ...]) -> Question:
    kind = draw(st.sampled_from(("checklist", "choice", "number", "yes_no")))
    name = f"q{place}"
    follows = draw(st.booleans())
    ask_if = draw(conditions(earlier, (), 1)) if earlier and follows else None
    said = [fact for one in earlier if one.kind in {"checklist", "yes_no"} for fact in one.facts]
    goes_with = draw(st.sampled_from(("", *said)))
    number = draw(st.integers(1, 2)) if kind == "checklist" else 0
    lines = tuple(Line(f"{name}_{n}", "?", "?", comes=draw(st.booleans()), goes_with=goes_with) for n in range(number))
    choices = tuple(Choice(f"c{n}", "?", "?") for n in range(2)) if kind == "choice" else ()
    times = ("", "c0", "c1") if ask_if and choices else ("",)
    return Question(
        name,
        "t",
        "?",
        "?",
        kind,
        "?",
        ask_if=ask_if,
        lines=lines,
        choices=choices,
        highest=2,
        even_then=draw(st.booleans()),
        comes=draw(_COMES) if choices else True,
        goes_with=goes_with if kind == "yes_no" else "",
        when_new=draw(st.sampled_from(times)),
    )


@st.composite
def protocols(draw: st.DrawFn) -> Protocol:
    """Give a small random protocol that would load."""
    questions: tuple[Question, ...] = ()
    for place in range(draw(st.integers(2, 4))):
        questions += (draw(_questions(place, questions)),)
    findings: tuple[Finding, ...] = ()
    for place in range(draw(st.integers(0, 2))):
        findings += (Finding(f"f{place}", "t", "?", draw(conditions(questions, findings)), ()),)
    rules = []
    for place in range(draw(st.integers(1, 5))):
        urgency = draw(st.sampled_from(("top", "high", "middle", "low")))
        unsure = draw(st.sampled_from(("", "high", "middle", "low")))
        see = tuple(draw(st.lists(st.sampled_from(SERVICES), max_size=2, unique=True)))
        rules.append(
            Rule(
                f"r{place}",
                "t",
                f"k{place % 3}",
                "?",
                draw(conditions(questions, findings)),
                urgency,
                unsure,
                see,
                (),
                "?",
                "?",
                (),
            )
        )
    return Protocol(
        id="p",
        title="?",
        version="1",
        reviewed="?",
        review_by="?",
        about="?",
        ladder=LADDER,
        questions=questions,
        findings={one.id: one for one in findings},
        rules=tuple(rules),
        stop_at="high",
        lowest=Lowest("home", draw(conditions(questions, findings)), "low"),
        fallback_number="112",
    )


def possible(question: Question, *, unsure: bool = True) -> list[dict[str, Answer]]:
    """Give every way to answer one question."""
    extra: tuple[Answer, ...] = (NOT_SURE,) if unsure else ()
    if question.kind == "choice":
        values: tuple[Answer, ...] = tuple(choice.id for choice in question.choices)
    elif question.kind == "number":
        values = tuple(range(question.highest + 1))
    else:
        values = ("yes", "no")
    return [
        dict(zip(question.facts, row, strict=True))
        for row in itertools.product((*values, *extra), repeat=len(question.facts))
    ]


@st.composite
def people(draw: st.DrawFn, protocol: Protocol) -> Answers:
    """Give one person's answer to every question, also to those that will not be asked."""
    answers: dict[str, Answer] = {}
    for question in protocol.questions:
        answers |= draw(st.sampled_from(possible(question)))
    return answers


def everyone(protocol: Protocol, limit: int = 3000) -> Iterator[Answers]:
    """Give every person there can be, as long as there are no more than ``limit``."""
    rows = itertools.product(*(possible(question) for question in protocol.questions))
    for row in itertools.islice(rows, limit):
        yield {fact: answer for part in row for fact, answer in part.items()}


def ask_everything(protocol: Protocol, person: Answers) -> Answers:
    """Give the answers of an interview that asks every question that applies and skips nothing."""
    answers: dict[str, Answer] = {}
    for question in protocol.questions:
        if Person(protocol, answers).applies(question) is YES:
            answers |= {fact: person[fact] for fact in question.facts}
    return answers
