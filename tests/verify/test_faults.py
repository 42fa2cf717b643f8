"""Every kind of fault an author could make is caught by the claim that should catch it, and named."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

import pytest

from backcheck import interview
from backcheck.condition import Compared, Fact, Not, Unsure
from backcheck.findings import Person
from backcheck.protocol import Floor, Protocol, Question, Rule
from backcheck.triage import Standing, triage
from backcheck.verify import turns
from backcheck.verify.circuit import FALSE, TRUE
from backcheck.verify.claims import CLAIMS, course
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

# The package names the claim as it names the room it stands in.
advice = sys.modules["backcheck.verify.claims.advice"]


@dataclass(frozen=True)
class Fault:
    """A protocol with one fault, the claims that must fail, and what the first of them must name."""

    what: str
    protocol: Protocol
    caught_by: str
    subject: str


def also(*rules: Rule, questions: tuple[Question, ...] = (), floors: tuple[Floor, ...] = FLOORS) -> Protocol:
    """Give the small protocol with rules and questions added."""
    return small(rules=(*RULES, *rules), questions=(*QUESTIONS, *questions), floors=floors)


DRY, CALM, RASH, SEEN = yes_no("dry"), Fact("calm"), Fact("rash"), Fact("seen")
OVER_65 = all_of(Compared("age", ">", 65), SORE)
DANGERS = {one.danger for one in FLOORS}
FAULTS = (
    Fault(
        "a lowered urgency",
        small(rules=without("infection", rule("infection", FEVER, "routine", "routine"))),
        "floors",
        "fever",
    ),
    Fault(
        "a flag that no rule knows",
        small(rules=without("cord", rule("cord", WEAK, "call", "call"))),
        "floors",
        "numbness",
    ),
    Fault(
        "an unsure treated as no",
        small(rules=without("cord", rule("cord", any_of(NUMB, WEAK), "call"))),
        "floors",
        "numbness",
    ),
    Fault(
        "age > 65 in a rule next to age >= 65 in a floor",
        small(rules=without("bone", rule("bone", OVER_65, "today", "routine"))),
        "floors",
        "a sore bone from 65 on",
    ),
    Fault(
        "an exception that the floor does not name",
        small(
            rules=without("infection", rule("infection", all_of(FEVER, Not(Fact("checked"))), "today", "today")),
            questions=(*QUESTIONS, yes_no("checked", worse="neither")),
        ),
        "floors",
        "fever",
    ),
    Fault("an emergency without a floor", small(floors=FLOORS[2:]), "floors", "cord"),
    Fault("a protocol without floors", small(floors=()), "floors", "cord"),
    Fault(
        "an emergency whose floor is lower",
        small(floors=(*(floor(one, when, "today", "today") for one, when in (("n", NUMB), ("w", WEAK))), *FLOORS[2:])),
        "floors",
        "cord",
    ),
    Fault(
        "a danger asked only of those who are in doubt whether it is for them",
        also(
            rule("late", any_of(Fact("late"), FEVER), "today", "today"),
            questions=(yes_no("late", ask_if=all_of(FEVER, Not(FEVER))),),
            floors=(*FLOORS, floor("a late sign", Fact("late"), "today", "today")),
        ),
        "reachable",
        "late",
    ),
    Fault("a rule that can never hold", also(rule("never", all_of(FEVER, Not(FEVER)), "today")), "reachable", "never"),
    Fault("a threshold beyond what can be answered", also(rule("old", more("age", 100), "today")), "reachable", "old"),
    Fault("a question on which nothing hangs", small(questions=(*QUESTIONS, DRY)), "reachable", "dry"),
    Fault(
        "a question whose condition can never be",
        also(rule("late", Fact("late"), "today"), questions=(yes_no("late", ask_if=all_of(NUMB, Not(NUMB))),)),
        "reachable",
        "late",
    ),
    Fault(
        "a question that comes only after the stop",
        also(rule("late", Fact("late"), "today"), questions=(yes_no("late", ask_if=NUMB),)),
        "reachable",
        "late",
    ),
    Fault(
        "a sign that lowers although more of it is worse",
        small(
            rules=without("infection", rule("infection", all_of(FEVER, Not(Fact("sweats"))), "today", "today")),
            questions=(*QUESTIONS, yes_no("sweats")),
            floors=(),
        ),
        "monotony",
        "sweats",
    ),
    Fault(
        "a number that lowers as it grows", also(rule("young", Compared("age", "<", 40), "today")), "monotony", "age"
    ),
    Fault(
        "a follow-up that closes when things get worse",
        also(rule("rash", RASH, "call", "call"), questions=(yes_no("rash", ask_if=Not(FEVER)),)),
        "monotony",
        "fever",
    ),
    Fault(
        "doubt that ends lower than either answer",
        also(
            rule("seen", SEEN, "today"),
            rule("not_seen", Not(SEEN), "today"),
            questions=(yes_no("seen", worse="neither"),),
        ),
        "not_sure",
        "seen",
    ),
    Fault(
        "doubt that ends lower than the most reassuring answer",
        also(rule("not_seen", Not(SEEN), "today"), questions=(yes_no("seen", worse="yes"),)),
        "not_sure",
        "seen",
    ),
    Fault(
        "self-care for not answering",
        small(earned=any_of(CALM, Unsure("calm", ("calm",))), questions=(*QUESTIONS, yes_no("calm", worse="no"))),
        "self_care",
        "home",
    ),
    Fault(
        "a rule that sends home past what is open",
        small(rules=(*without("infection", rule("infection", FEVER, "today")), rule("fine", MUSCLE, "home"))),
        "self_care",
        "infection",
    ),
    Fault(
        "self-care for whom it only may suit",
        small(items=(item("walk", ("routine",), any_of(MUSCLE, Unsure("pain", ("pain",))), None),)),
        "advice",
        "walk",
    ),
    Fault("age used by a rule that is not listed", small(personal={"age": ()}), "personal", "age"),
)


def failing(protocol: Protocol) -> dict[str, tuple[Counterexample, ...]]:
    """Give the claims that fail."""
    return {verdict.claim.id: verdict.settled.against for verdict in verify(protocol) if not verdict.holds}


def test_a_protocol_without_fault_passes() -> None:
    """All ten claims hold for the small protocol."""
    verdicts = list(verify(small()))
    assert [verdict.claim.number for verdict in verdicts] == list(range(1, 11))
    assert all(verdict.holds for verdict in verdicts)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what)
def test_a_planted_fault_is_caught_and_named(fault: Fault) -> None:
    """The claim that should catch it fails, and names the danger, rule, question or fact."""
    against = failing(fault.protocol)
    assert fault.subject in {example.subject for example in against.get(fault.caught_by, ())}


@pytest.mark.parametrize(
    "fault",
    [one for one in FAULTS if one.caught_by == "floors" and one.subject in DANGERS],
    ids=lambda fault: fault.what,
)
def test_the_person_shown_really_ends_too_low(fault: Fault) -> None:
    """The engine itself puts the person below the floor."""
    height = fault.protocol.height
    [example] = [one for one in failing(fault.protocol)["floors"] if one.subject == fault.subject][:1]
    assert example.answers is not None
    rung = triage(Person(fault.protocol, example.answers)).rung
    assert height[rung] < max(height[one.floor] for one in FLOORS if one.danger == fault.subject)


def test_a_gap_between_two_thresholds_is_one_age() -> None:
    """The person found between `age >= 65` and `age > 65` is 65."""
    [fault] = [one for one in FAULTS if one.what.startswith("age > 65")]
    people = [one.answers for one in failing(fault.protocol)["floors"]]
    assert {person["age"] for person in people if person} == {65}


def test_one_step_worse_is_shown_by_numbers_next_to_each_other() -> None:
    """Not by the first of each range."""
    [fault] = [one for one in FAULTS if one.what.startswith("a number that lowers")]
    [example] = [one for one in failing(fault.protocol)["monotony"] if one.subject == "age"]
    assert example.answers is not None
    assert example.beside is not None
    assert (example.beside["age"], example.answers["age"]) == (39, 40)


def test_a_fact_without_a_worse_side_carries_no_floor_and_the_rule_is_named() -> None:
    """No floor could stand on it, so the claim holds and says so."""
    questions = tuple(replace(one, worse="neither") if one.id == "age" else one for one in QUESTIONS)
    old = rule("old", more("age", 90), "call", "today")
    protocol = small(rules=(*RULES, old), questions=questions, floors=FLOORS, personal={"age": ("bone", "old")})
    [verdict] = [one for one in verify(protocol) if one.claim.id == "floors"]
    assert verdict.holds
    assert verdict.settled.notes == ("held by no floor, since neither side of age is worse: old",)


def test_dangers_that_asking_stops_short_of_are_named() -> None:
    """With a stop at the second rung, whoever has fever first is never asked about the numbness."""
    [verdict] = [
        one
        for one in verify(replace(small(questions=(QUESTIONS[1], QUESTIONS[0], *QUESTIONS[2:])), stop_at="today"))
        if one.claim.id == "skipping"
    ]
    assert verdict.holds
    assert verdict.settled.numbers == {"ended_by_stop": "numbness; weak legs"}


def test_an_exception_that_is_named_may_end_lower() -> None:
    """Floors and monotony let the rule that a floor names end lower, and nothing else."""
    excepted = rule("long_standing", all_of(NUMB, Fact("checked")), "today")
    numb = any_of(all_of(NUMB, Not(Fact("checked"))), Unsure("numb", ("numb",)))
    rules = without("cord", rule("cord", numb, "call", "call"), excepted, rule("legs", WEAK, "call", "call"))
    floors = (floor("numbness", NUMB, "call", "call", "long_standing"), *FLOORS[1:])
    protocol = small(rules=rules, floors=floors, questions=(*QUESTIONS, yes_no("checked", worse="yes")))
    assert {"floors", "monotony"}.isdisjoint(failing(protocol))
    unnamed = replace(protocol, floors=(floor("numbness", NUMB, "call", "call"), *FLOORS[1:]))
    assert {"floors", "monotony"} <= set(failing(unnamed))


def test_a_redundant_rule_is_named_and_does_not_fail() -> None:
    """A rule that tells nobody anything new is a remark, not a fault."""
    again = rule("fever_again", FEVER, "routine", "routine", concern="infection")
    [verdict] = [one for one in verify(also(again)) if one.claim.id == "reachable"]
    assert verdict.holds
    assert [note for note in verdict.settled.notes if "fever_again" in note]


def test_a_rule_that_adds_somebody_to_see_is_not_redundant() -> None:
    """The same rung, the same concern and another service is something new."""
    again = rule("fever_again", FEVER, "today", "today", concern="infection", see=("pharmacist",))
    [verdict] = [one for one in verify(also(again)) if one.claim.id == "reachable"]
    assert verdict.settled.notes == ()


TWO_SERVICES = also(
    rule("fever_too", Fact("cough"), "today", "today", see=("chest_clinic",)), questions=(yes_no("cough"),)
)


def test_skipping_a_question_that_matters_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the interview no longer asked what only adds somebody to see, the claim about skipping would fail."""
    assert "skipping" not in failing(TWO_SERVICES)

    def only_higher(protocol: Protocol, one: Standing, now: int, seen: set[str]) -> bool:
        del seen
        return max(protocol.height[one.rule.urgency], protocol.height[one.rule.if_unsure]) > now

    def only_higher_in_the_proof(moment: turns.Moment, one: Rule) -> int:
        return -moment._now_at(max(moment.protocol.height[rung] for rung in (one.urgency, one.if_unsure)))  # noqa: SLF001

    monkeypatch.setattr(interview, "_can_matter", only_higher)
    monkeypatch.setattr(turns.Moment, "_matters", only_higher_in_the_proof)
    assert "skipping" in failing(TWO_SERVICES)


def test_a_promise_that_is_too_low_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """If "at most N more" promised fewer than are asked, the claim about the end would fail."""
    monkeypatch.setattr(course, "at_most_more", lambda *_: 1)
    assert [one.subject for one in failing(small())["ending"]] == ["the promise"]


def test_answers_that_survive_going_back_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """If going back kept what was answered, the claim about going back would fail."""
    monkeypatch.setattr(course, "without", lambda answers, _: answers)
    assert "going_back" in failing(small())


def test_unknown_taken_for_no_in_advice_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """If an item were shown to everybody not known to be harmed by it, the claim about advice would fail."""
    monkeypatch.setattr(
        advice, "shown_to", lambda item, people: TRUE if item.not_for is None else -people.rails(item.not_for).yes
    )
    monkeypatch.setattr(advice, "_is_shown", lambda *_: True)
    assert [one.subject for one in failing(small())["advice"]] == ["walk"]


def test_a_proof_that_disagrees_with_the_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person whom the engine does not see that way is never shown as a counterexample."""
    monkeypatch.setattr(People, "ends_at", lambda *_: FALSE)
    with pytest.raises(AssertionError, match="the engine does not"):
        failing(small())


def test_every_claim_states_itself_and_what_it_covers() -> None:
    """Each claim has a sentence of its own, and counts the same combinations twice over."""
    assert len({claim.sentence for claim in CLAIMS}) == len(CLAIMS) == 10
    covered = {verdict.claim.id: verdict.settled.combinations for verdict in verify(small())}
    # Two lines and two yes-or-no questions with three answers each, two choices or not sure, 100 ages or not sure.
    assert covered["floors"] == 3 * 3 * 3 * 3 * 3 * 101
    assert covered["self_care"] == 4 * 4 * 4 * 4 * 4 * 102
