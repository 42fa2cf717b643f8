"""What ticks and marks in a drawn checklist mean. It knows nothing of how they are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backcheck.answer import NO_ANSWER, NOT_SURE, PREFER_NOT, YES_ANSWER, Answer
from backcheck.cli.asking import ticked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from backcheck.protocol import Question

NONE_OF_THESE = object()
FOR_ALL = (NONE_OF_THESE, NOT_SURE, PREFER_NOT)
"""Rows of a checklist that are about all its lines."""


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
    alone = [one for one in chosen if one in FOR_ALL]
    if not chosen and not marked:
        return "Tick a line, or 'None of these', then press Enter."
    if len(alone) > 1 or (alone and alone[0] is NONE_OF_THESE and len(chosen) + len(marked) > 1):
        return "'None of these' cannot go with another line. Untick one of them."
    return True


def checklist_answers(question: Question, chosen: list[Any], marked: set[str]) -> Mapping[str, Answer]:
    """Give each line's answer; with *not sure* ticked, lines not ticked are unsure rather than no."""
    yes = {one for one in chosen if one not in FOR_ALL} - marked
    rest = NOT_SURE if NOT_SURE in chosen else PREFER_NOT if PREFER_NOT in chosen else NO_ANSWER
    answers = dict(ticked(question, yes, marked))
    return {fact: rest if answer == NO_ANSWER else answer for fact, answer in answers.items()}


def said_so_far(question: Question, chosen: list[Any], marked: set[str]) -> Mapping[str, Answer]:
    """Give the answers that ticks and marks stand for before Enter: a line without one is not answered, never no."""
    whole = checklist_answers(question, chosen, marked)
    return {fact: answer for fact, answer in whole.items() if answer != NO_ANSWER}


def restored(question: Question, before: Mapping[str, Answer]) -> tuple[list[Any], set[str]]:
    """Give the ticks and marks that mean what was answered before. What was no to every line ticks nothing."""
    chosen: list[Any] = [line.id for line in question.lines if before.get(line.id) == YES_ANSWER]
    if PREFER_NOT in before.values():
        chosen.append(PREFER_NOT)
    return chosen, {line.id for line in question.lines if before.get(line.id) == NOT_SURE}
