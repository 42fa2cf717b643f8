"""Weighted kappa against published worked numbers, and the laws it keeps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.teach.kappa import LINEAR, QUADRATIC, lights_kappa, weighted_kappa

SKIN = ((10, 4, 1, 0), (5, 10, 12, 2), (2, 4, 12, 5), (0, 2, 6, 13))
"""Two dermatologists on 88 patients; SAS/STAT documents a linearly weighted kappa of 0.5082."""
TEN = [(0, 0), (0, 1), (1, 1), (2, 2), (2, 0), (3, 2), (4, 4), (6, 5), (5, 5), (3, 3)]
"""scikit-learn 1.7: cohen_kappa_score with weights gives 0.764151 and 0.899135."""
pairs = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=12)


def unfolded(table: tuple[tuple[int, ...], ...]) -> list[tuple[int, int]]:
    """Give a table of counts as pairs."""
    return [(r, c) for r, row in enumerate(table) for c, count in enumerate(row) for _ in range(count)]


@pytest.mark.parametrize(
    ("some", "power", "wanted"),
    [(unfolded(SKIN), LINEAR, 0.5082), (TEN, LINEAR, 0.764151), (TEN, QUADRATIC, 0.899135)],
)
def test_published_numbers_come_out(some: list[tuple[int, int]], power: int, wanted: float) -> None:
    """They agree to the digits that were published."""
    assert weighted_kappa(some, power) == pytest.approx(wanted, abs=5e-5)


@given(pairs, st.sampled_from((LINEAR, QUADRATIC)))
def test_it_keeps_its_laws(some: list[tuple[int, int]], power: int) -> None:
    """It is at most 1, the same for readers swapped and for a scale turned round, and 1 only without disagreement."""
    kappa = weighted_kappa(some, power)
    if kappa is None:
        assert len({one for both in some for one in both}) == 1
        return
    assert kappa <= 1
    assert (kappa == 1) is all(one == other for one, other in some)
    assert weighted_kappa([(b, a) for a, b in some], power) == pytest.approx(kappa)
    assert weighted_kappa([(6 - a, 6 - b) for a, b in some], power) == pytest.approx(kappa)


def test_quadratic_weights_forgive_near_misses() -> None:
    """Disagreements of one step cost less, and of many steps more, than with linear weights."""
    near = [(0, 1), (1, 1), (2, 2), (3, 4), (4, 4), (5, 6)]
    linear, quadratic = weighted_kappa(near, LINEAR), weighted_kappa(near, QUADRATIC)
    assert linear is not None
    assert quadratic is not None
    assert quadratic > linear


def test_of_several_readers_it_is_the_mean_of_every_two() -> None:
    """Readers who share nothing count for nothing; none at all gives none."""
    one = {"a": 0, "b": 1, "c": 2}
    assert lights_kappa([one, one, dict(one)], LINEAR) == 1
    assert lights_kappa([one, {"z": 1}], LINEAR) is None
    mixed = lights_kappa([one, one, {"a": 2, "b": 1, "c": 0}], LINEAR)
    assert mixed is not None
    assert mixed < 1
