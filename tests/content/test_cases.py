"""The people of the protocol come out as they must."""

from __future__ import annotations

import pytest

from backcheck.protocol import Case
from backcheck.reading import read_folder, shipped_folder, threshold_gaps
from backcheck.teach.cases import run_cases
from tests.shipped import cases, protocol


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.place)
def test_case(case: Case) -> None:
    """A person of questions/cases/ gets the rung, the deciding rules and the advice that medicine demands."""
    (outcome,) = run_cases(protocol(), [case])
    assert not outcome.problems, case.title


def test_every_number_has_a_person_on_each_side() -> None:
    """No threshold can move by one without some person noticing."""
    compared = read_folder(shipped_folder()).compared
    assert not [str(gap) for gap in threshold_gaps(protocol(), cases(), compared)]
