"""What would make a result more urgent, cut for people to read: every emergency sign, and what else matters most."""

from __future__ import annotations

from collections.abc import Iterator

from backcheck.render.parts import begun, clean
from backcheck.report import Report
from backcheck.worsening import Worsening

MOST_RUNGS = 3
"""Rungs that are told each under a heading of its own; for those below them the check is to be done again.

Nobody who turns sweaty is to read that an ordinary visit will do: with what else is so then, the check may say more.
"""
MOST_SIGNS = 10
"""Signs told of a rung that is no emergency; how many more there are is said."""
IF_IT_STARTS = "if this starts or changes:"
AGAIN = f"Do this check again, {IF_IT_STARTS}"
MORE_URGENT = 'Does a sign also stand under "Look out for"? Then do the more urgent of the two.'
"""The rules know the person, the safety net is for everybody: a tight chest can be in both, at two rungs."""


def signs_by_action(report: Report) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give what to do, in the words of the care, with the signs that call for it; the most urgent first."""
    told = [one for one in report.worsening if one.signs]
    for one in told[:MOST_RUNGS]:
        yield f"{_action(report, one)}, {IF_IT_STARTS}", (f"{begun(_signs(report, one))}.",)
    rest = [sign for one in told[MOST_RUNGS:] for sign in one.signs]
    if rest:
        yield AGAIN, (f"{begun('; '.join(rest))}.",)


def _action(report: Report, one: Worsening) -> str:
    return clean(report.protocol.care[one.rung].with_number(report.number).action)


def _signs(report: Report, one: Worsening) -> str:
    """Give the signs of a rung in one line."""
    all_told = report.protocol.rung_of[one.rung].group == "emergency" or len(one.signs) <= MOST_SIGNS
    told = list(one.signs) if all_told else list(one.signs)[:MOST_SIGNS]
    more = len(one.signs) - len(told)
    return "; ".join([*told, f"and {more} more sign{'s' if more > 1 else ''}"] if more else told)
