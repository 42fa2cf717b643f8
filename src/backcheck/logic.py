"""Three-valued truth and the one way to combine truths. It depends on nothing."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """Kleene's three values. UNKNOWN stands for not asked yet, not sure, and any answer at all."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    def __invert__(self) -> Truth:
        """Give the opposite; the opposite of unknown is unknown."""
        return _OPPOSITE[self]


NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES
_OPPOSITE = {NO: YES, UNKNOWN: UNKNOWN, YES: NO}


def at_least(wanted: int, truths: Iterable[Truth]) -> Truth:
    """Say whether at least ``wanted`` of the truths are yes; "any" is 1 and "all" is how many there are.

    Every and/or in the program is this function (Kleene 1952, strong three-valued logic).
    """
    yes = unknown = 0
    for truth in truths:
        if truth is YES:
            yes += 1
            if yes >= wanted:
                return YES
        elif truth is UNKNOWN:
            unknown += 1
    if yes >= wanted:
        return YES
    return UNKNOWN if yes + unknown >= wanted else NO


def known(flag: bool) -> Truth:  # noqa: FBT001  one plain truth is all it takes
    """Turn a plain true or false into a truth."""
    return YES if flag else NO
