"""What ticks and marks in a drawn checklist mean. It knows nothing of how they are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backcheck.answer import NO_ANSWER, NOT_SURE, PREFER_NOT, Answer
from backcheck.cli.asking import ticked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from backcheck.protocol import Question

NONE_OF_THESE = object()


def mark_of(value: object, ticked: list[Any], marked: set[str]) -> str:
    """Give the sign before a row, in characters that any terminal has."""
    return "[x] " if value in ticked else "[?] " if value in marked else "[ ] "


def toggle(value: Any, ticked: list[Any], marked: set[str]) -> None:  # noqa: ANN401  a line's id, or an answer to all
    """Tick a row, or take the tick away; a line is not both ticked and marked."""
    if value in ticked:
        ticked.remove(value)
    else:
        ticked.append(value)
        marked.discard(value)


def toggle_mark(line: str, ticked: list[Any], marked: set[str]) -> None:
    """Mark a line as not sure, or take the mark away; a line is not both ticked and marked."""
    if line in marked:
        marked.discard(line)
    else:
        marked.add(line)
        if line in ticked:
            ticked.remove(line)


def fits_together(chosen: list[Any], marked: set[str]) -> bool | str:
    """Say yes when what is ticked and marked makes sense together, else what to do about it."""
    alone = [one for one in chosen if one in (NONE_OF_THESE, NOT_SURE, PREFER_NOT)]
    if not chosen and not marked:
        return "Tick a line, or 'None of these', then press Enter."
    if len(alone) > 1 or (alone and alone[0] is NONE_OF_THESE and len(chosen) + len(marked) > 1):
        return "'None of these' cannot go with another line. Untick one of them."
    return True


def checklist_answers(question: Question, chosen: list[Any], marked: set[str]) -> Mapping[str, Answer]:
    """Give each line's answer; with *not sure* ticked, lines not ticked are unsure rather than no."""
    yes = {one for one in chosen if one not in (NONE_OF_THESE, NOT_SURE, PREFER_NOT)} - marked
    rest = NOT_SURE if NOT_SURE in chosen else PREFER_NOT if PREFER_NOT in chosen else NO_ANSWER
    answers = dict(ticked(question, yes, marked))
    return {fact: rest if answer == NO_ANSWER else answer for fact, answer in answers.items()}
