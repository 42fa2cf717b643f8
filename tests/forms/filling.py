"""People who fill in forms, protocols to make forms of, and what a form shows them, worked out by hand."""

from __future__ import annotations

import operator
import random
from collections.abc import Iterator
from dataclasses import replace

from backcheck.condition import AtLeast, Chosen, Compared, Fact, Named, Not, Unsure
from backcheck.findings import Person
from backcheck.forms.shown import Formula, Given, Number, Said, Some, meaning
from backcheck.logic import YES
from backcheck.protocol import UNSURE_ANSWERS, Answer, Answers, Care, Finding, Protocol, Rung, Service
from tests.verify.small import checklist, choice, number, rule, small, yes_no

COMPARED = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


def people(protocol: Protocol, count: int, seed: int = 1) -> Iterator[Answers]:
    """Give people who answer every question at random, some of it as unsure, and leave some of it out."""
    draw = random.Random(seed)  # noqa: S311  people, not secrets
    for _ in range(count):
        missing, unsure, yes = (draw.random() * most for most in (0.3, 0.3, 0.6))
        answers: dict[str, Answer] = {}
        for question in protocol.questions:
            for fact in question.facts:
                if draw.random() < missing:
                    continue
                if draw.random() < unsure:
                    answers[fact] = draw.choice(UNSURE_ANSWERS)
                elif question.kind == "choice":
                    answers[fact] = draw.choice(question.choices).id
                elif question.kind == "number":
                    answers[fact] = draw.randint(question.lowest, question.highest)
                else:
                    answers[fact] = "yes" if draw.random() < yes else "no"
        yield answers


def asked(protocol: Protocol, answers: Answers) -> set[str]:
    """Give the questions that the engine asks these people."""
    person = Person(protocol, answers)
    return {question.id for question in protocol.questions if person.applies(question) is YES}


def holds(protocol: Protocol, formula: Formula, answers: Answers) -> bool:
    """Say whether a formula is true for the answers, read as plainly as it is written."""
    match formula:
        case Said(fact, said):
            return answers.get(fact) in said
        case Number(fact, comparison, bound):
            given = answers.get(fact)
            return isinstance(given, int) and bool(COMPARED[comparison](given, bound))
        case Given(fact):
            return isinstance(answers.get(fact), int)
        case Some(wanted, parts):
            return sum(holds(protocol, part, answers) for part in parts) >= wanted
    return holds(protocol, meaning(protocol, formula), answers)


def nested() -> Protocol:
    """Give a protocol whose questions hang on every kind of condition, on one another, and on findings."""
    odd = AtLeast(2, (Fact("numb"), Fact("weak"), Fact("cold"), Compared("age", ">", 60)))
    lasting = AtLeast(1, (Not(Named("odd", odd)), Chosen("pain", ("old",), negated=True), Unsure("nerves", ("numb",))))
    questions = (
        checklist("nerves", "numb", "weak", "cold"),
        number("age", 99),
        choice("pain", "new", "old"),
        replace(yes_no("fever"), ask_if=Named("odd", odd)),
        replace(choice("when", "today", "before"), ask_if=AtLeast(1, (Fact("fever"), Not(Fact("cold"))))),
        replace(number("heat", 45), ask_if=AtLeast(2, (Named("lasting", lasting), Not(Fact("fever"))))),
        replace(yes_no("sweat"), ask_if=AtLeast(2, (Chosen("when", ("today",)), Compared("heat", ">=", 9)))),
        replace(yes_no("sure"), ask_if=Unsure("nerves", ("numb", "weak"))),
        replace(yes_no("all_known"), ask_if=AtLeast(2, (Not(Fact("numb")), Chosen("pain", ("new",), negated=True)))),
    )
    findings = {name: Finding(name, "t", name, when, ()) for name, when in (("odd", odd), ("lasting", lasting))}
    rules = (
        rule("sweating", Fact("sweat"), "call", "today"),
        rule("fevers", AtLeast(1, (Fact("fever"), Fact("sure"), Fact("all_known"))), "today", "today"),
    )
    return with_care(replace(small(questions=questions, rules=rules, personal={}), findings=findings, floors=()))


def with_care(protocol: Protocol) -> Protocol:
    """Give a protocol made for a test with what results tell besides."""
    services = dict.fromkeys((name for one in protocol.rules for name in (*one.see, *one.then)), "")
    return replace(
        protocol,
        care={rung.id: _care(rung) for rung in protocol.ladder},
        services={name: Service(name, f"the {name}", "They look.") for name in (*services, "anybody")},
        hash="0" * 64,
    )


def _care(rung: Rung) -> Care:
    return Care(
        rung.id, f"Act {rung.name}", f"By {rung.name}", ("Do",), (), "Say", ("Look",), "Again", ("anybody",), ()
    )
