"""Drawing people: valid answers, as frequent as the figures say, the same for the same seed."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.condition import Fact
from backcheck.findings import Person
from backcheck.logic import YES
from backcheck.protocol import Answers, Protocol
from backcheck.reading import read_answers
from backcheck.reading.populations import Given, Population, Prevalence
from backcheck.teach.population import people, quiet, uniform
from tests.property.generated import protocols
from tests.shipped import protocol
from tests.teach.classroom import OTHERS, other, setting, some_people


def drawn(chosen: Protocol, population: Population, count: int, seed: int = 1) -> list[Answers]:
    """Give some people."""
    return list(islice(people(chosen, population, seed), count))


def is_whole(chosen: Protocol, answers: Answers) -> bool:
    """Say whether every question that applies is answered, and no other."""
    person = Person(chosen, answers)
    wanted = [fact for one in chosen.questions if person.applies(one) is YES for fact in one.facts]
    return list(answers) == wanted


@pytest.mark.parametrize("name", ["primary-care", "emergency-department"])
def test_every_draw_from_a_shipped_population_is_valid(name: str) -> None:
    """Each person has an answer that the reader takes to every question that applies, and to no other."""
    for answers in some_people(name, 60):
        assert read_answers(protocol(), json.dumps(answers), "drawn") == answers
        assert is_whole(protocol(), answers)


@pytest.mark.parametrize("folder", OTHERS, ids=lambda path: path.name)
def test_every_draw_from_another_protocol_is_valid(folder: Path) -> None:
    """So it is where nobody gave figures: alike, or with a few worrying answers."""
    chosen = other(folder)
    for population in (uniform(), quiet(chosen)):
        for answers in drawn(chosen, population, 40):
            assert read_answers(chosen, json.dumps(answers), "drawn") == answers
            assert is_whole(chosen, answers)


@given(protocols(), st.integers(0, 9))
def test_every_draw_from_any_protocol_is_whole(chosen: Protocol, seed: int) -> None:
    """So it is for generated protocols."""
    for population in (uniform(), quiet(chosen)):
        assert all(is_whole(chosen, answers) for answers in drawn(chosen, population, 4, seed))


def test_a_seed_repeats_and_another_does_not() -> None:
    """The n-th person of a seed is the same however many are drawn."""
    population = setting("primary-care")
    assert drawn(protocol(), population, 5) == drawn(protocol(), population, 9)[:5]
    assert drawn(protocol(), population, 5) != drawn(protocol(), population, 5, seed=2)


def test_answers_are_as_frequent_as_the_figures_say() -> None:
    """Out of 1,200 people a quarter says yes where the figure is a quarter, and unsure counts as told."""
    fact = "fever"
    one = Prevalence(fact, (("yes", 25), ("no", 75)), not_sure=20)
    population = Population("p", "t", "a", 100, 0, "no", {fact: one}, {})
    said = [answers[fact] for answers in drawn(protocol(), population, 1200)]
    assert abs(said.count("not sure") - 240) < 60
    assert abs(said.count("yes") - 240) < 60


def test_a_figure_can_hang_on_an_earlier_answer() -> None:
    """Only those of whom the condition is yes follow its spread."""
    always, never = (("yes", 1), ("no", 0)), (("yes", 0), ("no", 1))
    half = (("yes", 1), ("no", 1))
    answers = {
        "cancer": Prevalence("cancer", tuple((value, 2 * n) for value, n in half)),
        "fever": Prevalence("fever", never, (Given(Fact("cancer"), always),)),
    }
    population = Population("p", "t", "a", 1, 0, "no", answers, {})
    found = drawn(protocol(), population, 40)
    assert {one["cancer"] for one in found} == {"yes", "no"}
    assert all(one["fever"] == one["cancer"] for one in found)


def test_unlisted_facts_are_no_or_alike_as_the_file_says() -> None:
    """`others: no` gives no and the usual; `others: uniform` gives every answer."""
    nobody = Population("p", "t", "a", 100, 0, "no", {}, {})
    everything = replace(nobody, others="uniform")
    assert {one["fever"] for one in drawn(protocol(), nobody, 30)} == {"no"}
    assert {one["trend"] for one in drawn(protocol(), nobody, 30)} == {"better"}
    assert {one["fever"] for one in drawn(protocol(), everything, 30)} == {"yes", "no"}
