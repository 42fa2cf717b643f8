"""Script concordance from the rules: the key is what a finding does to the rules of a danger."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.condition import AtLeast, Fact, Not
from backcheck.findings import Person
from backcheck.logic import NO, YES
from backcheck.protocol import Answers, Protocol
from backcheck.teach.concordance import SCALE, credit, items, keyed, needed
from backcheck.teach.population import draw, quiet
from tests.property.generated import protocols
from tests.shipped import protocol
from tests.teach.classroom import OTHERS, chance, other


def rules_of(concern: str) -> list:  # type: ignore[type-arg]  # of rules
    """Give the rules of one danger."""
    return [rule for rule in protocol().rules if rule.concern == concern]


def test_a_finding_that_makes_a_rule_hold_is_plus_two() -> None:
    """It is enough to act on, and the reason names the rung."""
    rule = next(rule for rule in protocol().rules if rule.id == "blood_now")
    item = keyed(protocol(), {}, rules_of(rule.concern), "blood", "yes")
    assert item.key == 2
    assert "Call now" in item.reason


def test_a_finding_after_which_no_rule_can_hold_is_minus_two() -> None:
    """The danger is ruled out, as far as the rules go."""
    rule = next(rule for rule in protocol().rules if rule.id == "knock_on_the_spine")
    assert keyed(protocol(), {}, [rule], "injury", "none").key == -2


def test_a_finding_on_the_way_is_plus_one_and_a_lost_way_minus_one() -> None:
    """Fewer further answers are needed, or there are fewer ways."""
    rule = next(rule for rule in protocol().rules if rule.id == "knock_on_the_spine")
    assert keyed(protocol(), {}, [rule], "injury", "small_fall").key == 1
    assert keyed(protocol(), {}, [rule], "cannot_stand", "no").key == -1
    either = next(rule for rule in protocol().rules if rule.id == "daily_life_stopped")
    fewer = keyed(protocol(), {}, [either], "cannot_stand", "no")
    assert (fewer.key, "fewer ways" in fewer.reason) == (-1, True)


def test_a_finding_that_no_rule_of_the_danger_looks_at_is_zero() -> None:
    """A worrying answer can be beside the point."""
    rule = next(rule for rule in protocol().rules if rule.id == "knock_on_the_spine")
    assert keyed(protocol(), {}, [rule], "fever", "yes").key == 0


@pytest.mark.parametrize(
    ("key", "given", "wanted"),
    [(2, 2, 1), (2, 1, 0.5), (2, 0, 0), (1, 2, 0.5), (1, 0, 0), (1, -1, 0), (0, 0, 1), (0, 1, 0), (-1, -2, 0.5)],
)
def test_credit_is_for_the_key_and_half_for_its_neighbour(key: int, given: int, wanted: float) -> None:
    """Never for the other side, and 0 has no neighbour."""
    rule = protocol().rules[0]
    item = next(one for one in [keyed(protocol(), {}, [rule], "fever", "yes")])
    assert credit(type(item)(item.danger, item.rules, item.fact, item.answer, key, ""), given) == wanted


def test_the_fewest_answers_are_counted_through_groups_and_not() -> None:
    """Two of three with one known want one more; a `not` wants its opposite."""
    look = Person(protocol(), {"fever": "yes", "calf": "no"}).look
    two = AtLeast(2, (Fact("fever"), Fact("calf"), Fact("breathless")))
    assert needed(two, look) == 1
    assert needed(two, look, NO) == 1
    assert needed(Not(Fact("calf")), look) == 0
    assert needed(AtLeast(2, (Fact("fever"), Fact("calf"))), look, YES) == float("inf")


def test_items_differ_in_key_danger_and_finding_and_come_back() -> None:
    """One seed gives one exercise, with as many different keys as there are items."""
    known: Answers = {"age": 60, "duration": "days_3_7"}
    found = items(protocol(), known, chance("s"))
    assert len(found) == 5
    assert {one.key for one in found} == set(SCALE)
    assert len({one.danger for one in found}) == len({one.fact for one in found}) == 5
    assert found == items(protocol(), known, chance("s"))


@pytest.mark.parametrize("folder", OTHERS, ids=lambda path: path.name)
def test_it_works_on_another_protocol(folder: Path) -> None:
    """There is at least one item where a danger is open."""
    assert items(other(folder), {}, chance(1))


@given(protocols(), st.integers(0, 5))
def test_it_works_on_any_protocol(chosen: Protocol, seed: int) -> None:
    """Every key lies on the scale and follows from the truth of the rules."""
    draws = chance(seed)
    known = dict(list(draw(chosen, quiet(chosen), draws).items())[:1])
    for item in items(chosen, known, draws):
        after = Person(chosen, {**known, item.fact: item.answer})
        truths = {after.truth(rule.when) for rule in item.rules}
        assert item.key in SCALE
        assert (item.key == 2) is (YES in truths)
        assert (item.key == -2) is (truths == {NO})
