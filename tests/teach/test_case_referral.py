"""Cases may say who must see the person."""

from __future__ import annotations

from dataclasses import replace

from backcheck.teach.cases import run_cases
from tests.shipped import cases, protocol


def test_who_sees_them_must_be_exactly_as_expected() -> None:
    """Somebody too few or too many is told, and a case that does not say minds nobody."""
    case = next(one for one in cases() if len(one.see) > 1)
    less, more = case.see[:1], (*case.see, next(one for one in protocol().services if one not in case.see))
    outcomes = [*run_cases(protocol(), [replace(case, see=see) for see in (case.see, (), less, more)])]
    assert [bool(one.problems) for one in outcomes] == [False, False, True, True]
    assert case.see[1] in outcomes[2].problems[0]
