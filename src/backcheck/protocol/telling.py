"""What people are told: care, advice, places, numbers, and the sources of it all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from backcheck.condition import Condition

AREAS = (
    "head",
    "neck",
    "shoulders",
    "arms",
    "hands",
    "chest",
    "upper_tummy",
    "lower_tummy",
    "tummy_or_low_chest",
    "chest_or_tummy",
    "upper_back",
    "middle_back",
    "upper_or_middle_back",
    "lower_back",
    "spine",
    "sides",
    "round_body",
    "buttocks",
    "thighs",
    "calves",
    "feet",
)
"""The areas that a body map can show."""
NOTE_SECTIONS = ("person", "course", "conditions", "medicines")
"""Where the note for a clinician tells an answer that is no red flag."""


@dataclass(frozen=True, slots=True, eq=False)
class Care:
    """What a person at one rung is told to do; ``see`` is for when no rule names anybody."""

    rung: str
    action: str
    deadline: str
    do: tuple[str, ...]
    do_not: tuple[str, ...]
    say_there: str
    safety_net: tuple[str, ...]
    check_again: str
    see: tuple[str, ...]
    sources: tuple[str, ...]
    checked: bool = True
    note: str = ""

    def with_number(self, number: str) -> Care:
        """Give the same with the emergency number wherever a line leaves room for it."""

        def filled(*lines: str) -> tuple[str, ...]:
            return tuple(line.replace("{number}", number) for line in lines)

        action, deadline, say_there, check_again = filled(self.action, self.deadline, self.say_there, self.check_again)
        return replace(
            self,
            action=action,
            deadline=deadline,
            say_there=say_there,
            check_again=check_again,
            do=filled(*self.do),
            do_not=filled(*self.do_not),
            safety_net=filled(*self.safety_net),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Advice:
    """One item of advice. ``suits`` is None for everyone, ``not_for`` None for nobody, no ``regions`` means all.

    ``kind`` is self_care, pattern (one common reason), medicine (a caution), watch (what to look out for), check_again
    (when to run the check again), outlook (what to expect, from studies of ``population``), local (beside whom to see)
    or note. ``figures`` are for clinicians.
    """

    id: str
    kind: str
    title: str
    say: str
    rungs: tuple[str, ...]
    suits: Condition | None
    not_for: Condition | None
    dose: str
    stop_if: str
    sources: tuple[str, ...]
    regions: tuple[str, ...] = ()
    population: str = ""
    figures: str = ""
    checked: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Workup:
    """What a clinician may do about some concerns, for clinicians to read: examine, take pictures, test, treat.

    ``note`` tells them how far that was checked. What is ``without_red_flags`` holds only where there are none.
    """

    id: str
    concerns: tuple[str, ...]
    examination: str
    imaging: str
    tests: str
    treatment: str
    sources: tuple[str, ...]
    without_red_flags: bool = False
    checked: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Service:
    """Who sees people, in words a patient knows."""

    id: str
    name: str
    expect: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A country and its emergency number, as text."""

    id: str
    name: str
    number: str
    also: str = ""
    crisis: str = ""
    checked_on: str = ""
    source: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One entry of the bibliography; ``mark`` is V seen, S second hand, M from memory, D our decision."""

    id: str
    cite: str
    mark: str
    doi: str = ""
    url: str = ""
    seen: str = ""
    checked_on: str = ""
    note: str = ""
