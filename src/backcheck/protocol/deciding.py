"""What decides: findings, rules, the ladder of rungs and its floors."""

from __future__ import annotations

from dataclasses import dataclass

from backcheck.condition import Condition


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """A clinical idea with a name, used by rules."""

    id: str
    topic: str
    means: str
    when: Condition
    sources: tuple[str, ...]
    checked: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """When a danger is present, how urgent it is, who sees it, and why. ``if_unsure`` is a rung or empty for none."""

    id: str
    topic: str
    concern: str
    title: str
    when: Condition
    urgency: str
    if_unsure: str
    see: tuple[str, ...]
    then: tuple[str, ...]
    because: str
    strength: str
    sources: tuple[str, ...]
    ref: str = ""
    checked: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Rung:
    """One rung of the ladder, most urgent first. ``group`` is emergency, urgent, planned or self_care."""

    id: str
    name: str
    group: str


@dataclass(frozen=True, slots=True, eq=False)
class Lowest:
    """What earns the lowest rung, what that means in words, and the rung of those who did not earn it."""

    rung: str
    only_when: Condition
    otherwise: str
    because: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Floor:
    """The lowest rung a danger may ever end at; ``except_for`` names the rules that may end lower."""

    danger: str
    when: Condition
    floor: str
    if_unsure: str
    except_for: tuple[str, ...]
    sources: tuple[str, ...]
    note: str = ""
