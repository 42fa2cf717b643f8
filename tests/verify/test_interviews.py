"""How many interviews there are: diagrams and plain walking through all of them come to the same number."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

import pytest
from hypothesis import assume, given, settings

from backcheck.condition import AtLeast, Fact
from backcheck.protocol import Answer, Answers, Protocol
from backcheck.verify import interviews
from backcheck.verify.claims.asking import asked_of
from backcheck.verify.diagrams import Diagrams
from backcheck.verify.drawing import Model, Sample, Uniform
from backcheck.verify.interviews import Interviews, Number, TooLargeError, count_ending_at, in_all
from backcheck.verify.ordering import near_each_other
from backcheck.verify.proof import Proof
from tests.property.generated import protocols
from tests.shipped import protocol
from tests.verify.small import FEVER, SORE, Not, all_of, more, number, rule, small, yes_no
from tests.verify.walking import walked

MOST = 3000


def counted_in_all(protocol: Protocol) -> Interviews:
    """Count the interviews of a protocol that end at any rung."""
    proof = Proof(protocol)
    return in_all({rung.id: count_ending_at(proof, rung.id) for rung in protocol.ladder})


@given(protocols())
@settings(max_examples=60, deadline=None)
def test_the_exact_number_is_that_of_walking_through_all(protocol: Protocol) -> None:
    """For every rung, with early stops and questions that are asked even then."""
    ends = list(islice(walked(protocol), MOST))
    assume(len(ends) < MOST)
    counted = counted_in_all(protocol)
    assert counted.total.error is None
    by_rung = Counter(ends)
    assert {rung: one.value for rung, one in counted.by_rung.items() if one.value} == by_rung
    assert counted.total.value == by_rung.total()


def test_rules_may_share_one_condition() -> None:
    """Two rules with the very same condition ask for a rung each; the higher one counts."""
    shared = small(
        questions=(yes_no("sore"), yes_no("fever")),
        rules=(rule("low", SORE, "routine", "routine"), rule("high", SORE, "today", "today")),
        floors=(),
        items=(),
        earned=Not(FEVER),
        personal={},
    )
    counted = counted_in_all(shared)
    assert {rung: one.value for rung, one in counted.by_rung.items() if one.value} == Counter(walked(shared))


MANY = tuple(f"sign_{place}" for place in range(9))
CROWDED = small(
    questions=tuple(yes_no(name) for name in MANY),
    rules=(
        rule("some", AtLeast(4, tuple(map(Fact, MANY))), "today", "routine"),
        rule("few", AtLeast(2, tuple(map(Fact, MANY[:5]))), "routine", "routine"),
    ),
    floors=(),
    items=(),
    earned=Fact(MANY[0]),
    personal={},
)
"""Nine questions of which none can be skipped early: enough to draw from, few enough to walk through."""


@pytest.fixture
def no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let diagrams outgrow their room at the sixth question."""
    exactly = interviews._Beginnings._with_turn  # noqa: SLF001

    def until_the_sixth(
        self: interviews._Beginnings, held: object, question: object, *rest: object, keep: bool
    ) -> object:
        if not keep and self.place == 5:
            raise MemoryError
        return exactly(self, held, question, *rest, keep=keep)  # type: ignore[arg-type]

    monkeypatch.setattr(interviews._Beginnings, "_with_turn", until_the_sixth)  # noqa: SLF001


@pytest.mark.usefixtures("no_room")
def test_an_estimate_is_near_the_truth_and_says_how_near() -> None:
    """Where diagrams do not fit, each rung is within four standard errors, and the same seed draws the same."""
    truth = Counter(walked(CROWDED))
    counted = counted_in_all(CROWDED)
    assert counted.total.error is not None
    for rung, really in truth.items():
        estimate = counted.by_rung[rung]
        assert estimate.error is not None
        assert abs(estimate.value - really) <= 4 * estimate.error + 1
        assert estimate.error < really / 4
    rung = max(truth, key=lambda one: truth[one])
    assert count_ending_at(Proof(CROWDED), rung) == counted.by_rung[rung]
    assert count_ending_at(Proof(CROWDED), rung, seed=1) != counted.by_rung[rung]


def test_little_room_gives_a_number_or_a_sentence() -> None:
    """Whatever room diagrams have, the number is right, or near as it says, or it is told that it is too large.

    A diagram that does not fit never ends the process.
    """
    truth, told = Counter(walked(CROWDED)), set[str]()
    for room in (20, 100, 400, 700, 1000, 1300, 2000, 4000):
        for rung in ("home", "today"):
            try:
                counted = count_ending_at(Proof(CROWDED), rung, most_nodes=room)
            except TooLargeError:
                told.add("too large")
            else:
                told.add("exact" if counted.error is None else "estimate")
                assert abs(counted.value - truth[rung]) <= 5 * (counted.error or 0)
    assert {"too large", "exact"} <= told


def test_rare_answers_on_which_all_depends_are_told_apart() -> None:
    """Strata grow where draws differ: models worth a million times the others, one in 16, are estimated well."""
    bits = 12
    manager = pytest.importorskip("oxidd.bdd").BDDManager(10_000, 10_000, 1)
    manager.add_vars(bits)

    def worth(_: object, model: Sequence[bool]) -> float:
        return 1_000_000.0 if all(model[:4]) else 1.0

    sample = Sample(
        bits=bits,
        rough=worth,
        better=worth,
        marks=lambda model: [place + 1 for place, bit in enumerate(model) if bit],
        says=lambda mark: manager.var(mark - 1),
        chance=random.Random(1),  # noqa: S311  the same draws each time
    )
    found = sample.sum_over([manager.true()])
    really = 1_000_000.0 * 2**8 + (2**12 - 2**8)
    assert abs(found.value - really) <= 4 * found.error + 1
    assert found.error < really / 8


def test_the_interviews_counted_are_those_of_the_engine() -> None:
    """Shipped protocol, lowest rung: drawn from all that were counted, and the same with one answer changed.

    The engine, which knows nothing of diagrams, ends at that rung exactly where the diagram holds the interview.
    """
    proof, chance = Proof(protocol()), random.Random(2)  # noqa: S311  the same draws each time
    rung = proof.protocol.ladder[-1].id
    counted = interviews._Beginnings(proof, rung, interviews.MOST_NODES)  # noqa: SLF001
    number = counted.exactly(lambda _: None)
    models = Uniform(counted.held, counted.diagrams.bits, {})
    assert models.count == number
    inside = 0
    for place in range(60):
        model = models.draw(chance)
        person = dict(_answers(proof, counted, model))
        if place % 2:
            fact = chance.choice(list(asked_of(proof.protocol, person)))
            person[fact] = chance.choice(proof.options.of[fact])
        ends_there = proof.outcome(asked_of(proof.protocol, person)).rung == rung
        assert _holds(proof, counted, person) is ends_there
        inside += ends_there
    assert 30 <= inside < 60


def _answers(proof: Proof, counted: interviews._Beginnings, model: Model) -> Iterator[tuple[str, Answer]]:
    for fact, can_be in proof.people.given.items():
        [literal] = counted.diagrams.literals_said([fact], model)
        yield fact, next(answer for answer, one in can_be.values.items() if one == literal)


def _holds(proof: Proof, counted: interviews._Beginnings, person: Answers) -> bool:
    """Say whether an interview is among those counted; facts that are not asked stand at their first answer."""
    held, asked = counted.held, asked_of(proof.protocol, person)
    for fact, answers in proof.options.of.items():
        literal = proof.people.given[fact].values[person[fact] if fact in asked else answers[0]]
        diagram = counted.known[literal]
        if isinstance(diagram, bool):
            if not diagram and fact in asked:
                return False
            continue
        held = held & diagram
    return bool(held.satisfiable())


def test_numbers_count_one_by_one() -> None:
    """A question for a number from 0 to 99 has a hundred answers, and not sure, whatever the rules tell apart."""
    protocol = small(
        questions=(number("age", 99), yes_no("sore", ask_if=more("age", 65))),
        rules=(rule("bone", all_of(more("age", 65), SORE), "today", "routine"),),
        floors=(),
        items=(),
        earned=Not(SORE),
    )
    assert counted_in_all(protocol).total.value == 65 + 35 * 3 + 3 == len(list(walked(protocol)))


def test_what_is_told_says_exact_or_how_sure() -> None:
    """An exact number comes whole; an estimate with its error, and a warning where few draws make most of it."""
    assert Number(10**20 + 1).in_words == f"exactly {10**20 + 1}"
    assert "standard error 25 %" in Number(4 * 10**20, 10.0**20).in_words
    assert "too low" in Number(4 * 10**20, 10.0**20, uneven=True).in_words
    assert "exactly" not in Number(0, 0.0).in_words


def test_facts_of_one_rule_stand_near_each_other() -> None:
    """The order holds every fact once, brings together what belongs together, and is the same each time."""
    facts = [f"f{place}" for place in range(12)]
    pairs = [(facts[place], facts[place + 6]) for place in range(6)]
    order = near_each_other(facts, pairs)
    assert sorted(order) == sorted(facts)
    assert sum(abs(order.index(one) - order.index(other)) for one, other in pairs) == 6
    assert near_each_other(facts, pairs) == order


def test_answers_have_a_code_for_each_number_they_stand_for() -> None:
    """The models of one fact's diagram are its answers."""
    proof = Proof(small())
    given = proof.people.given["age"].values
    sizes = {"age": {literal: proof.options.size("age", answer) for answer, literal in given.items()}}
    diagrams = Diagrams(proof.circuit, sizes, ["age"], 10_000)
    known = diagrams.inputs("age", list(given.values()))
    counts = [one.sat_count(diagrams.bits) for one in known.values() if not isinstance(one, bool)]
    assert sum(counts) == 101
    assert diagrams.taken(diagrams.manager.true(), ["age"]).sat_count(diagrams.bits) == 101
