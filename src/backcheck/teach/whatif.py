"""What would change a result: the smallest changes of answers that raise it, and those that lower it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from backcheck.changes import Change, lowering, raising
from backcheck.findings import Person
from backcheck.interview import in_force, next_question
from backcheck.protocol import Answers, Protocol
from backcheck.teach.lines import Line, blank, counted, heading, listed
from backcheck.triage import Triage, each_once, triage
from backcheck.words import answer_in_words, any_in_words, name_of

MOST_CHANGED = 3
MOST_SHOWN = 8
MOST_RULES = 2
NUMBERS = ("no", "one", "two", "three", "four", "five", "six")
EXACT = (
    "This is exact. The rules themselves were searched: no smaller change does it, and these are all of this size. "
    "It is about the rules, not about the medicine."
)
FOLLOW_UPS = "Where an answer opens questions, what has to be said to them stands behind it, up to two of them."
NOT_FINISHED = "Some questions are not answered yet. This is not an all-clear."


def what_if(protocol: Protocol, answers: Answers, who: str, *, show_all: bool = False) -> Iterator[Line]:
    """Tell what raises a result, what lowers it, and how much hangs on one answer; of long lists a few, unless all."""
    outcome = triage(Person(protocol, answers))
    down = lowering(protocol, answers, most=MOST_CHANGED)
    yield heading(f"{who}: {protocol.rung_of[outcome.rung].name}")
    if next_question(protocol, answers) is not None:
        yield Line(NOT_FINISHED, kind="alert")
    yield Line(_hangs(protocol, answers, outcome, down), kind="alert")
    yield blank()
    yield heading("What would make it more urgent")
    yield from _raised(protocol, answers, outcome, show_all=show_all)
    yield blank()
    yield heading("What would make it less urgent")
    yield from _lowered(protocol, answers, outcome, down, show_all=show_all)
    yield blank()
    yield Line(EXACT)


def change_in_words(protocol: Protocol, change: Change) -> str:
    """Give a change as one phrase: ``numb saddle, and then asked: newest sign: last 6 weeks``."""
    words = listed(any_in_words(protocol, fact, values) for fact, values in change.answers.items())
    if not change.follow_ups:
        return words
    return f"{words}, and then asked: {listed(any_in_words(protocol, *one) for one in change.follow_ups.items())}"


def hanging_facts(down: Sequence[Change]) -> tuple[str, ...]:
    """Give the facts of which each alone holds a result up, given what lowers it; none when it stands."""
    return each_once(fact for change in down if len(change.answers) == 1 for fact in change.answers)


def _hangs(protocol: Protocol, answers: Answers, outcome: Triage, down: Sequence[Change]) -> str:
    lowest = protocol.lowest.rung
    if outcome.rung == lowest:
        return "This is the lowest result there is: nothing could lower it."
    if outcome.at_least == lowest:
        return "Nothing is decided yet: it is what is not answered that holds this result up."
    facts = hanging_facts(down)
    if not facts:
        return "This result stands even if any one answer is wrong: no other single answer makes it less urgent."
    counts = in_force(protocol, answers)
    told = [_now(protocol, counts, fact) for fact in facts]
    if len(told) == 1:
        return f"This result hangs on one answer: {told[0]}."
    each = f"If one of these were wrong it could be lower: {'; '.join(told)}."
    return f"This result hangs on any one of {len(told)} answers. {each}"


def _raised(protocol: Protocol, answers: Answers, outcome: Triage, *, show_all: bool) -> Iterator[Line]:
    if outcome.rung == protocol.ladder[0].id:
        yield Line("Nothing: it is as urgent as a result can be.")
        return
    up = raising(protocol, answers, most=MOST_CHANGED)
    yield Line(_together(up, "raises it"))
    if any(change.follow_ups for change in up):
        yield Line(FOLLOW_UPS)
    for rung, changes in groupby(up, key=lambda change: change.rung):
        yield from _ways(protocol, list(changes), f"To {protocol.rung_of[rung].name}", show_all=show_all)


def _lowered(
    protocol: Protocol, answers: Answers, outcome: Triage, down: Sequence[Change], *, show_all: bool
) -> Iterator[Line]:
    if outcome.at_least == protocol.lowest.rung:
        yield Line("Nothing: no rule holds it up.")
        return
    yield Line(_together(down, "lowers it"))
    for rung, changes in groupby(down, key=lambda change: change.rung):
        title = f"As low as {protocol.rung_of[rung].name}"
        found = list(changes)
        more = [change for change in found if _asks_more(protocol, answers, change)]
        yield from _ways(protocol, [change for change in found if change not in more], title, show_all=show_all)
        yield from _ways(protocol, more, f"{title}, but more is asked then, and can raise it again", show_all=show_all)


def _together(changes: Sequence[Change], does: str) -> str:
    """Say of what size the smallest changes are."""
    if not changes:
        return f"No change of up to {NUMBERS[MOST_CHANGED]} answers {does}."
    size = len(changes[0].answers)
    if size == 1:
        return f"One answer alone {does}. {counted(len(changes), 'way')}:"
    fewer = "No single answer" if size == 2 else f"No change of fewer than {NUMBERS[size]} answers"  # noqa: PLR2004
    return f"{fewer} {does}; these {NUMBERS[size]} together do. {counted(len(changes), 'way')}:"


def _ways(protocol: Protocol, changes: list[Change], title: str, *, show_all: bool) -> Iterator[Line]:
    """Tell the ways to one rung, those with the fewest follow-ups first."""
    if not changes:
        return
    yield Line(f"{title} ({counted(len(changes), 'way')}):", kind="rule")
    changes.sort(key=lambda change: len(change.follow_ups))
    shown = changes if show_all else changes[:MOST_SHOWN]
    for change in shown:
        rules = f" (rule {listed(change.rules[:MOST_RULES])})" if change.rules else ""
        yield Line(f"- {change_in_words(protocol, change)}{rules}", 1)
    if len(shown) < len(changes):
        yield Line(f"- and {len(changes) - len(shown)} more; --all shows them.", 1)


def _asks_more(protocol: Protocol, answers: Answers, change: Change) -> bool:
    """Say whether questions would follow the change, so that the result is not yet certain."""
    return next_question(protocol, change.applied(in_force(protocol, answers))) is not None


def _now(protocol: Protocol, counts: Answers, fact: str) -> str:
    """Give the answer that counts now, in words."""
    return answer_in_words(protocol, fact, counts[fact]) if fact in counts else f"{name_of(protocol, fact)}: not asked"
