"""A small protocol in which all claims hold, and the pieces to plant one fault in it."""

from __future__ import annotations

from backcheck.condition import AtLeast, Chosen, Compared, Condition, Fact, Named, Not, Unsure
from backcheck.protocol import Advice, Choice, Floor, Line, Lowest, Protocol, Question, Rule, Rung

LADDER = tuple(
    Rung(name, name, group)
    for name, group in (("call", "emergency"), ("today", "urgent"), ("routine", "planned"), ("home", "self_care"))
)


def yes_no(name: str, *, ask_if: Condition | None = None, worse: str = "yes", even_then: bool = False) -> Question:
    """Give a yes-or-no question."""
    return Question(name, "t", "?", "?", "yes_no", name, ask_if=ask_if, worse=worse, even_then=even_then)


def checklist(name: str, *lines: str) -> Question:
    """Give a checklist."""
    return Question(name, "t", "?", "?", "checklist", name, lines=tuple(Line(line, line, line) for line in lines))


def choice(name: str, *choices: str, worse: str = "earlier") -> Question:
    """Give a question with choices, the first the worst."""
    made = tuple(Choice(one, one, one) for one in choices)
    return Question(name, "t", "?", "?", "choice", name, choices=made, worse=worse)


def number(name: str, highest: int, *, worse: str = "more") -> Question:
    """Give a question for a number from 0."""
    return Question(name, "t", "?", "?", "number", name, highest=highest, worse=worse)


def rule(
    name: str, when: Condition, urgency: str, unsure: str = "", *, concern: str = "", see: tuple[str, ...] = ("doctor",)
) -> Rule:
    """Give a rule; its concern is its own unless said."""
    return Rule(name, "t", concern or name, "?", when, urgency, unsure, see, (), "?", "weak alone", ())


def floor(danger: str, when: Condition, rung: str, unsure: str = "", *but: str) -> Floor:
    """Give a floor."""
    return Floor(danger, when, rung, unsure, but, ())


def advice(name: str, rungs: tuple[str, ...], suits: Condition | None, not_for: Condition | None) -> Advice:
    """Give an item of self-care."""
    return Advice(name, "self_care", "?", "?", rungs, suits, not_for, "", "", ())


def any_of(*parts: Condition) -> AtLeast:
    """Give a group of which one part is enough."""
    return AtLeast(1, parts)


def all_of(*parts: Condition) -> AtLeast:
    """Give a group of which every part is needed."""
    return AtLeast(len(parts), parts)


def more(name: str, least: int) -> Compared:
    """Give ``name >= least``."""
    return Compared(name, ">=", least)


def named(name: str, when: Condition) -> Named:
    """Give a finding used by name."""
    return Named(name, when)


NUMB, WEAK, FEVER, SORE = Fact("numb"), Fact("weak"), Fact("fever"), Fact("sore")
MUSCLE = Chosen("pain", ("muscle",))
__all__ = ["FEVER", "MUSCLE", "NUMB", "SORE", "WEAK", "Chosen", "Not", "Unsure"]

QUESTIONS = (
    checklist("nerves", "numb", "weak"),
    yes_no("fever"),
    number("age", 99, worse="more"),
    choice("pain", "constant", "muscle"),
    yes_no("sore", ask_if=more("age", 65)),
)
RULES = (
    rule("cord", any_of(NUMB, WEAK), "call", "call"),
    rule("infection", FEVER, "today", "today"),
    rule("bone", all_of(more("age", 65), SORE), "today", "routine"),
    rule("lasting", Chosen("pain", ("constant",)), "routine", "routine"),
)
FLOORS = (
    floor("numbness", NUMB, "call", "call"),
    floor("weak legs", WEAK, "call", "call"),
    floor("fever", FEVER, "today", "today"),
    floor("a sore bone from 65 on", all_of(more("age", 65), SORE), "today", "routine"),
)
ADVICE = (advice("walk", ("routine", "home"), MUSCLE, any_of(SORE, FEVER)),)


def small(
    *,
    questions: tuple[Question, ...] = QUESTIONS,
    rules: tuple[Rule, ...] = RULES,
    floors: tuple[Floor, ...] = FLOORS,
    items: tuple[Advice, ...] = ADVICE,
    earned: Condition = MUSCLE,
    personal: dict[str, tuple[str, ...]] | None = None,
) -> Protocol:
    """Give the small protocol with some of its parts changed."""
    return Protocol(
        id="p",
        title="?",
        version="1",
        reviewed="?",
        review_by="?",
        about="?",
        ladder=LADDER,
        questions=questions,
        findings={},
        rules=rules,
        stop_at="call",
        lowest=Lowest("home", earned, "routine"),
        fallback_number="112",
        floors=floors,
        advice=items,
        personal=personal if personal is not None else {"age": ("bone",)},
    )


def without(name: str, *instead: Rule) -> tuple[Rule, ...]:
    """Give the rules with one replaced, or left out."""
    return tuple(one for kept in RULES for one in ((kept,) if kept.id != name else instead))
