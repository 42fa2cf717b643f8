"""Questions for screen readers, braille lines, logs and very narrow windows: append only, not one ESC byte."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TextIO

from backcheck.cli.asking import NOTHING_BEFORE, Move, SoFar, all_lines, nobody_listens, number_in, wrapped
from backcheck.protocol import NO_ANSWER, NOT_SURE, PREFER_NOT, YES_ANSWER, Answer, Line, Question
from backcheck.render.parts import clean
from backcheck.words import said

MOVES = {"b": Move.BACK, "q": Move.QUIT}
UNSURE = {"n": NOT_SURE, "p": PREFER_NOT}
YES_NO = (("Yes", YES_ANSWER), ("No", NO_ANSWER), ("Not sure", NOT_SURE), ("Prefer not to say", PREFER_NOT))
UNSURE_KEYS = "n is not sure, p is rather not say"
KEYS = f"? tells why we ask, b goes back, {UNSURE_KEYS}, q stops."
KEYS_TO_CHOOSE = "b goes back, q stops."
SOME, NONE = "some", "none"
SOME_OF_NONE = "You said one or more, then no to each. Which is right?"
MORE_URGENT = "The lines left can make it more urgent. To stop here, type q."
ANY_OF_THESE = (("Yes, one or more", SOME), ("None of these", NONE), *YES_NO[2:])


class PlainAsker:
    """Asks line by line; a blank or wrong entry asks again and never chooses."""

    def __init__(
        self, terminal: TextIO, read_line: Callable[[], str], drop_typed: Callable[[], None], width: Callable[[], int]
    ) -> None:
        """Take where to write, how to read a line and to drop what was typed ahead, and how wide the screen is now."""
        self.terminal, self.read_line, self.drop_typed, self.width = terminal, read_line, drop_typed, width
        self._keys_told = False

    def say(self, text: str) -> None:
        """Print a text, wrapped by whole words."""
        for paragraph in clean(text).splitlines() or [""]:
            print(wrapped(paragraph, self.width() - 1), file=self.terminal)
        self.terminal.flush()

    def leave(self) -> bool:
        """Give no: nothing is drawn here that an exception would leave half done."""
        return False

    def ask(
        self,
        question: Question,
        progress: str,
        before: Mapping[str, Answer] = NOTHING_BEFORE,
        so_far: SoFar = nobody_listens,
    ) -> Mapping[str, Answer] | Move:
        """Ask one question; a checklist first as a whole, then line by line only on yes."""
        self.say(f"\n{progress}")
        told = f"Before you said: {said(question, before)}." if before else ""
        if question.kind == "checklist":
            return self._ask_checklist(question, told, before, so_far)
        heading = "\n".join(part for part in (question.ask, question.hint, told) if part)
        if question.kind == "number":
            reply = self._ask_number(heading, question)
        else:
            choices = tuple((choice.say, choice.id) for choice in question.choices) + YES_NO[2:]
            reply = self._choose(heading, question, YES_NO if question.kind == "yes_no" else choices)
        if isinstance(reply, Move):
            return reply
        self.say(f"You said: {said(question, {question.id: reply})}.")
        return {question.id: reply}

    def _ask_checklist(
        self, question: Question, told: str, before: Mapping[str, Answer], so_far: SoFar
    ) -> Mapping[str, Answer] | Move:
        lines = "\n".join(f"- {line.say}." for line in question.lines)
        heading = "\n".join(part for part in (question.ask, question.hint, lines, told) if part)
        given: dict[str, Answer] = {}
        while True:
            whole = self._choose(heading, question, ANY_OF_THESE)
            if isinstance(whole, Move):
                return whole
            if whole != SOME:
                self.say("You said: none of these." if whole == NONE else f"You said: {whole}.")
                return all_lines(question, NO_ANSWER if whole == NONE else whole)
            move = self._ask_lines(question, before, given, so_far)
            if move is Move.QUIT:
                return move
            if move is None and given != all_lines(question, NO_ANSWER):
                return given
            if move is None:
                self.say(SOME_OF_NONE)

    def _ask_lines(
        self, question: Question, before: Mapping[str, Answer], given: dict[str, Answer], so_far: SoFar
    ) -> Move | None:
        """Ask each line by itself until no more is needed, and put down what is said at once.

        Back goes one line up, and from the first line to the whole list.
        """
        place, urgent = 0, ""
        while place < len(question.lines):
            line = question.lines[place]
            heading = _line_heading(question, line, place, {**before, **given})
            reply = self._choose(heading, question, YES_NO)
            if reply is Move.BACK:
                if place == 0:
                    return Move.BACK
                place -= 1
                continue
            if isinstance(reply, Move):
                return reply
            self.say(f"You said: {line.short}: {reply}.")
            given[line.id] = reply
            place += 1
            heard = so_far(given)
            if heard.is_enough:
                return None
            if (now := heard.urgent()) and now != urgent:
                urgent = now
                self.say(f"{urgent}\n{MORE_URGENT}")
        return None

    def _ask_number(self, heading: str, question: Question) -> Answer | Move:
        wants = f"Type a whole number from {question.lowest} to {question.highest}, then Enter."
        wants_or = f"{wants}\nOr: {UNSURE_KEYS}."
        self.say(f"{heading}\n{wants_or if self._keys_told else f'{wants} {KEYS}'}")
        self._keys_told = True
        while True:
            typed = self._read(question)
            number = number_in(typed, question)
            if number is not None:
                return number
            if typed in MOVES:
                return MOVES[typed]
            if typed in UNSURE:
                return UNSURE[typed]
            self.say(wants_or)

    def choose(self, heading: str, rows: Sequence[tuple[str, str]]) -> str | Move:
        """Ask for one of some rows by its number."""
        return self._choose(f"\n{heading}", None, rows)

    def _choose(self, heading: str, question: Question | None, rows: Sequence[tuple[str, str]]) -> str | Move:
        wants = f"Type a number from 1 to {len(rows)}, then Enter."
        numbered = "\n".join(f"{place}. {say}" for place, (say, _) in enumerate(rows, start=1))
        first, self._keys_told = bool(question) and not self._keys_told, self._keys_told or bool(question)
        self.say(f"{heading}\n{numbered}\n{f'{wants} {KEYS}' if first else wants}")
        while True:
            typed = self._read(question)
            if typed.isascii() and typed.isdigit() and 1 <= int(typed[:4]) <= len(rows):
                return rows[int(typed[:4]) - 1][1]
            if typed in MOVES:
                return MOVES[typed]
            if question and typed in UNSURE:
                return UNSURE[typed]
            self.say(f"{wants} {KEYS if question else KEYS_TO_CHOOSE}")

    def _read(self, question: Question | None) -> str:
        """Read one typed line; ``?`` is answered here. Raises EOFError at the end of input."""
        while True:
            self.drop_typed()
            print("> ", end="", file=self.terminal, flush=True)
            typed = self.read_line()
            if not typed:
                raise EOFError
            if typed.strip() != "?" or question is None:
                return typed.strip().lower()
            self.say(f"Why we ask: {question.why}")


def _line_heading(question: Question, line: Line, place: int, before: Mapping[str, Answer]) -> str:
    told = f"\nBefore you said: {before[line.id]}." if line.id in before else ""
    return f"Line {place + 1} of {len(question.lines)}: {line.say}.{told}"
