"""What ticks and marks in a drawn checklist mean. It knows nothing of how they are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backcheck.cli.asking import ticked
from backcheck.protocol import NO_ANSWER, NOT_SURE, PREFER_NOT, Answer, Question

NONE_OF_THESE = object()


def toggle_mark(choice: Any, marked: set[str], selected: list[Any]) -> None:  # noqa: ANN401
    """Mark a line as not sure, or take the mark away; a line is not both ticked and marked."""
    mark = " (not sure)"
    if choice.value in marked:
        marked.discard(choice.value)
        choice.title = choice.title.removesuffix(mark)
    else:
        marked.add(choice.value)
        choice.title += mark
        if choice.value in selected:
            selected.remove(choice.value)


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
