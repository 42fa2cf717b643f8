"""Every kind of fault an author could make is caught by the claim that should catch it, and named."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from backcheck.condition import Compared, Condition, Fact, Not, Unsure
from backcheck.findings import Person
from backcheck.protocol import Protocol
from backcheck.triage import triage
from backcheck.verify import turns
from backcheck.verify.claims import CLAIMS, advice
from backcheck.verify.circuit import FALSE, TRUE
from backcheck.verify.encoding import People
from backcheck.verify.proof import Counterexample
from backcheck.verify.verdict import verify
from tests.verify.small import (
    FEVER,
    FLOORS,
    MUSCLE,
    NUMB,
    QUESTIONS,
    RULES,
    SORE,
    WEAK,
    all_of,
    any_of,
    floor,
    more,
    rule,
    small,
    without,
    yes_no,
)
from tests.verify.small import advice as item


@dataclass(frozen=True)
class Fault:
    """A protocol with one fault, the claims that must fail, and what the first of them must name."""

    what: str
    protocol: Protocol
    caught_by: str
    subject: str


def also(*rules: object, questions: tuple[object, ...] = ()) -> Protocol:
    """Give the small protocol with rules and questions added."""
    return small(rules=(*RULES, *rules), questions=(*QUESTIONS, *questions))  # type: ignore[arg-type]


DRY = yes_no("dry", worse="yes")
OVER_65 = all_of(Compared("age", ">", 65), SORE)
FAULTS = (
    Fault("a lowered urgency", small(rules=without("infection", rule("infection", FEVER, "routine", "routine"))),
          "floors", "fever"),
    Fault("a flag that no rule knows", small(rules=without("cord", rule("cord", WEAK, "call", "call"))),
          "floors", "numbness"),
    Fault("an unsure treated as no", small(rules=without("cord", rule("cord", any_of(NUMB, WEAK), "call"))),
          "floors", "numbness"),
    Fault("age > 65 in a rule next to age >= 65 in a floor",
          small(rules=without("bone", rule("bone", OVER_65, "today", "routine"))), "floors", "a sore bone from 65 on"),
    Fault("an exception that the floor does not name",
          small(rules=without("infection", rule("infection", all_of(FEVER, Not(Fact("checked"))), "today", "today")),
                questions=(*QUESTIONS, yes_no("checked", worse="neither"))), "floors", "fever"),
    Fault("a rule that can never hold", also(rule("never", all_of(FEVER, Not(FEVER)), "today")), "reachable", "never"),
    Fault("a threshold beyond what can be answered", also(rule("old", more("age", 100), "today")), "reachable", "old"),
    Fault("a question on which nothing hangs", small(questions=(*QUESTIONS, DRY)), "reachable", "dry"),
    Fault("a question whose condition can never be",
          also(rule("late", Fact("late"), "today"), questions=(yes_no("late", ask_if=all_of(NUMB, Not(NUMB))),)),
          "reachable", "late"),
    Fault("a question that comes only after the stop",
          also(rule("late", Fact("late"), "today"), questions=(yes_no("late", ask_if=NUMB),)), "reachable", "late"),
    Fault("a sign that lowers although more of it is worse",
          small(rules=without("infection", rule("infection", all_of(FEVER, Not(Fact("sweats"))), "today", "today")),
                questions=(*QUESTIONS, yes_no("sweats")), floors=()), "monotony", "sweats"),
    Fault("a number that lowers as it grows",
          also(rule("young", Compared("age", "<", 40), "today")), "monotony", "age"),
    Fault("a follow-up that closes when things get worse",
          also(rule("rash", Fact("rash"), "today"), questions=(yes_no("rash", ask_if=Not(FEVER)),)).__class__(
              **{**vars(small(
                  rules=(*without("infection", rule("infection", FEVER, "routine", "routine")),
                         rule("rash", Fact("rash"), "today", "today")),
                  questions=(*QUESTIONS, yes_no("rash", ask_if=Not(FEVER))), floors=())}}),
          "monotony", "fever"),
    Fault("no `if unsure` where the answer no raises",
          also(rule("not_seen", Not(Fact("seen")), "today"), questions=(yes_no("seen", worse="neither"),)).__class__(
              **vars(also(rule("seen_yes", Fact("seen"), "today"), rule("not_seen", Not(Fact("seen")), "today"),
                          questions=(yes_no("seen", worse="neither"),)))),
          "not_sure", "seen"),
    Fault("self-care for not answering", small(earned=any_of(MUSCLE, Unsure("pain", ("pain",)))), "self_care", "home"),
    Fault("a rule that sends home past what is open",
          small(rules=(*without("infection", rule("infection", FEVER, "today")), rule("fine", MUSCLE, "home"))),
          "self_care", "infection"),
    Fault("self-care for whom it only may suit",
          small(items=(item("walk", ("routine",), any_of(MUSCLE, Unsure("pain", ("pain",))), None),)), "advice", "walk"),
    Fault("age used by a rule that is not listed", small(personal={"age": ()}), "personal", "age"),
)


def failing(protocol: Protocol) -> dict[str, tuple[Counterexample, ...]]:
    """Give the claims that fail."""
    return {verdict.claim.id: verdict.settled.against for verdict in verify(protocol) if not verdict.holds}
