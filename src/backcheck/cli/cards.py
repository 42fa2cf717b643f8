"""What stands on the drawn screen for one question, and what each key does there. It draws nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from backcheck.answer import NOT_SURE, PREFER_NOT, Answer
from backcheck.cli.asking import NARROW, NOTHING_BEFORE, number_in, wrapped
from backcheck.cli.ticking import (
    checklist_answers,
    fits_together,
    mark_of,
    restored,
    said_so_far,
    toggle,
    toggle_mark,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from backcheck.protocol import Question

Fragments = list[tuple[str, str]]
"""Styled pieces of text, as prompt_toolkit takes them."""

WHY = "?"
STAY = object()
"""What a key gives that leaves the question where it is."""
NOTHING_CHOSEN = "Nothing is chosen yet. Move to an answer first."
TICKED_BEFORE = "The ticks are those from before."
ENTER_SAYS_IT = "Press Enter to say: {}."
ENTER_SAYS_IT_OF_ALL = "Press Enter to say of every line without a tick: {}."
NOWHERE = -1
"""Where the pointer stands before anybody moved it: questionary would put it on the first answer."""
POINTER = 3
"""Columns that questionary's list keeps for its pointer."""
UNSURE_ROWS: tuple[tuple[str, Answer], ...] = (("Not sure", NOT_SURE), ("Prefer not to say", PREFER_NOT))
"""The rows that stand last under every question."""
CURSOR = ("[SetCursorPosition]", "")


class Asked(NamedTuple):
    """What is asked: its words, how to answer, which keys are told, what single keys give, and why it is asked.

    ``spare`` is a key that is told only where there is room; ``unsure`` are the keys that say one is not sure.
    """

    heading: Sequence[str]
    how: str
    keys: Sequence[str]
    single: Mapping[str, object]
    why: str = ""
    spare: str = ""
    unsure: Mapping[str, Answer] = {}


class Card:
    """One question on the screen, with a message about the last key; kinds add what stands below the keys."""

    def __init__(self, asked: Asked) -> None:
        """Take what is asked."""
        self.asked = asked
        self.message = ""
        self.touched = False
        self.top = 0

    def press(self, key: str) -> object:
        """Take one key, by its name or what it types; give what it leaves the question with, or STAY."""
        self.message, self.touched = "", True
        if key == WHY and self.asked.why:
            self.message = f"Why we ask: {self.asked.why}"
            return STAY
        return self.asked.single[key] if key in self.asked.single else self._pressed(key)

    def said(self) -> Mapping[str, Answer]:
        """Give what of the answer stands on the screen before Enter: the lines of a checklist that have a sign."""
        return NOTHING_BEFORE

    def body(self, width: int) -> tuple[list[Fragments], range]:
        """Give the lines below the keys, and those of them that have to be in sight."""
        raise NotImplementedError

    def _pressed(self, key: str) -> object:
        raise NotImplementedError


class Rows(Card):
    """One of some rows; nothing is chosen until somebody moves the pointer."""

    def __init__(self, asked: Asked, control: Any) -> None:  # noqa: ANN401  questionary does not export its list
        """Take questionary's list of the rows besides."""
        super().__init__(asked)
        self.control = control
        self.says = [str(choice.title) for choice in control.choices]
        control.pointed_at = NOWHERE

    @property
    def nowhere(self) -> bool:
        """Say whether the pointer was never moved."""
        return bool(self.control.pointed_at == NOWHERE)

    def body(self, width: int) -> tuple[list[Fragments], range]:
        """Give the rows, wrapped by whole words, and those lines on which the pointer stands."""
        control = self.control
        for place, choice in enumerate(control.choices):
            choice.title = self._row(place, width)
        heights = [choice.title.count("\n") + 1 for choice in control.choices]
        start = sum(heights[: max(control.pointed_at, 0)])
        return _lines(control.text()), range(start, start + heights[max(control.pointed_at, 0)])

    def _row(self, place: int, width: int) -> str:
        mark = self._mark(place)
        margin = POINTER + len(mark)
        if self.control.use_shortcuts:
            margin += len(self.control.choices[place].get_shortcut_title())
        later = " " * (POINTER if width < NARROW else margin)
        return mark + wrapped(self.says[place], width, indent=later, first=" " * margin, whole=False).lstrip()

    def _mark(self, place: int) -> str:
        del place
        return ""

    def _pressed(self, key: str) -> object:
        control = self.control
        count, now = len(control.choices), control.pointed_at
        moves = {"down": (now + 1) % count, "up": (max(now, 0) - 1) % count, "home": 0, "end": count - 1}
        if key in moves:
            control.pointed_at = moves[key]
        elif key == "enter":
            return self._finished()
        elif key in self.asked.unsure:
            control.pointed_at = self._row_of(self.asked.unsure[key])
        elif control.use_shortcuts and key in [choice.shortcut_key for choice in control.choices]:
            control.pointed_at = int(key) - 1
        return STAY

    def _row_of(self, answer: Answer) -> int:
        """Give the place of a row that is no choice of its own; those stand last."""
        return len(self.says) - len(UNSURE_ROWS) + [value for _, value in UNSURE_ROWS].index(answer)

    def _finished(self) -> object:
        if not self.nowhere:
            return self.control.get_pointed_at().value
        self.message = NOTHING_CHOSEN
        return STAY


class Checklist(Rows):
    """Any of some rows, each ticked, marked as not sure, or neither."""

    def __init__(self, asked: Asked, control: Any, question: Question, before: Mapping[str, Answer]) -> None:  # noqa: ANN401
        """Take the question besides, which knows what its ticks mean, and what was answered before."""
        super().__init__(asked, control)
        self.question = question
        control.selected_options, self.marked = restored(question, before)
        self.for_all: Answer = ""
        control.pointed_at = 0  # pointing is not ticking: nothing is answered by it
        if self.said():
            self.message = TICKED_BEFORE

    def press(self, key: str) -> object:
        """Take one key; only Enter right behind it makes a wish to say one thing of all lines an answer."""
        if key != "enter":
            self.for_all = ""
        return super().press(key)

    def said(self) -> Mapping[str, Answer]:
        """Give the lines with a tick or a mark."""
        return said_so_far(self.question, self.control.selected_options, self.marked)

    def _mark(self, place: int) -> str:
        return mark_of(self.control.choices[place].value, self.control.selected_options, self.marked)

    def _pressed(self, key: str) -> object:
        pointed, ticked = self.control.get_pointed_at().value, self.control.selected_options
        if key == " ":
            toggle(pointed, ticked, self.marked)
        elif key == "n":
            if pointed in self.question.facts:
                toggle_mark(pointed, ticked, self.marked)
        elif key in self.asked.unsure:
            self.for_all = self.asked.unsure[key]
            self.control.pointed_at = self._row_of(self.for_all)
            self.message = ENTER_SAYS_IT_OF_ALL.format(self.for_all)
        else:
            return super()._pressed(key)
        return STAY

    def _finished(self) -> object:
        chosen = list(self.control.selected_options)
        if self.for_all and self.for_all not in chosen:
            chosen.append(self.for_all)
        self.for_all = ""
        verdict = fits_together(chosen, self.marked)
        if verdict is True:
            return checklist_answers(self.question, chosen, self.marked)
        self.message = str(verdict)
        return STAY


class Number(Card):
    """A whole number to type."""

    def __init__(self, asked: Asked, question: Question) -> None:
        """Take the question besides, which knows its range."""
        super().__init__(asked)
        self.question, self.typed = question, ""
        self.unsure: Answer = ""
        self.longest = len(f"{question.highest}/{question.highest}")

    def body(self, width: int) -> tuple[list[Fragments], range]:
        """Give the line on which the number is typed."""
        del width
        return [[("class:pointer", " > "), ("", str(self.unsure) or self.typed), CURSOR]], range(1)

    def _pressed(self, key: str) -> object:
        if key == "enter" and self.unsure:
            return {self.question.id: self.unsure}
        self.unsure = self.asked.unsure.get(key, "")
        if self.unsure:
            self.typed, self.message = "", ENTER_SAYS_IT.format(self.unsure)
        elif key == "backspace":
            self.typed = self.typed[:-1]
        elif key == "enter":
            number = number_in(self.typed, self.question)
            if number is not None:
                return {self.question.id: number}
            self.message = f"That is no whole number from {self.question.lowest} to {self.question.highest}."
        elif key.isascii() and (key.isdigit() or key == "/") and len(self.typed) < self.longest:
            self.typed += key
        return STAY


def _lines(fragments: Fragments) -> list[Fragments]:
    """Cut a text at its line ends."""
    lines: list[Fragments] = [[]]
    for style, text in fragments:
        first, *rest = text.split("\n")
        lines[-1].append((style, first))
        lines += [[(style, piece)] for piece in rest]
    return lines
