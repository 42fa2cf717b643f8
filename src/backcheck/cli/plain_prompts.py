"""Questions for screen readers, braille lines, logs and very narrow windows: append only, not one ESC byte."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TextIO

from backcheck.cli.asking import Move, all_lines, number_in, wrapped
from backcheck.protocol import NO_ANSWER, NOT_SURE, PREFER_NOT, YES_ANSWER, Answer, Line, Question
from backcheck.render.sections import clean
from backcheck.words import said

MOVES = {"b": Move.BACK, "q": Move.QUIT}
UNSURE = {"n": NOT_SURE, "p": PREFER_NOT}
YES_NO = (("Yes", YES_ANSWER), ("No", NO_ANSWER), ("Not sure", NOT_SURE), ("Prefer not to say", PREFER_NOT))
KEYS = "? tells why we ask, b goes back, n is not sure, q stops."
KEYS_TO_CHOOSE = "b goes back, q stops."
SOME, NONE = "some", "none"
ANY_OF_THESE = (("Yes, one or more", SOME), ("None of these", NONE), *YES_NO[2:])


class PlainAsker:
    """Asks line by line; a blank or wrong entry asks again and never chooses."""

    def __init__(
        self, terminal: TextIO, read_line: Callable[[], str], drop_typed: Callable[[], None], width: Callable[[], int]
    ) -> None:
        """Take where to write, how to read a line and to drop what was typed ahead, and how wide the screen is now."""
        self.terminal, self.read_line, self.drop_typed, self.width = terminal, read_line, drop_typed, width

    def say(self, text: str) -> None:
        """Print a text, wrapped by whole words."""
        for paragraph in clean(text).splitlines() or [""]:
            print(wrapped(paragraph, self.width() - 1), file=self.terminal)
        self.terminal.flush()

    def leave(self) -> bool:
        """Give no: nothing is drawn here that an exception would leave half done."""
        return False

    def ask(self, question: Question, progress: str) -> Mapping[str, Answer] | Move:
        """Ask one question; a checklist first as a whole, then line by line only on yes."""
        self.say(f"\n{progress}")
        if question.kind == "checklist":
            return self._ask_checklist(question)
        if question.kind == "number":
            reply = self._ask_number(question)
        else:
            choices = tuple((choice.say, choice.id) for choice in question.choices) + YES_NO[2:]
            heading = "\n".join(part for part in (question.ask, question.hint) if part)
            reply = self._choose(heading, question, YES_NO if question.kind == "yes_no" else choices)
        if isinstance(reply, Move):
            return reply
        self.say(f"You said: {said(question, {question.id: reply})}.")
        return {question.id: reply}

    def _ask_checklist(self, question: Question) -> Mapping[str, Answer] | Move:
        while True:
            lines = "\n".join(f"- {line.say}." for line in question.lines)
            heading = "\n".join(part for part in (question.ask, question.hint, lines) if part)
            whole = self._choose(heading, question, ANY_OF_THESE)
            if isinstance(whole, Move):
                return whole
            if whole != SOME:
                self.say("You said: none of these." if whole == NONE else f"You said: {whole}.")
                return all_lines(question, NO_ANSWER if whole == NONE else whole)
            singly = self._ask_lines(question)
            if singly is not Move.BACK:
                return singly

    def _ask_lines(self, question: Question) -> Mapping[str, Answer] | Move:
        """Ask each line by itself; back goes one line up, and from the first line to the whole list."""
        given: dict[str, Answer] = {}
        place = 0
        while place < len(question.lines):
            line = question.lines[place]
            reply = self._choose(_line_heading(question, line, place), question, YES_NO)
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
        return given

    def _ask_number(self, question: Question) -> Answer | Move:
        wants = f"Type a whole number from {question.lowest} to {question.highest}, then Enter."
        self.say("\n".join(part for part in (question.ask, question.hint, wants) if part))
        while True:
            typed = self._read(question)
            number = number_in(typed, question)
            if number is not None:
                return number
            if typed in MOVES:
                return MOVES[typed]
            if typed in UNSURE:
                return UNSURE[typed]
            self.say(wants)

    def choose(self, heading: str, rows: Sequence[tuple[str, str]]) -> str | Move:
        """Ask for one of some rows by its number."""
        return self._choose(f"\n{heading}", None, rows)

    def _choose(self, heading: str, question: Question | None, rows: Sequence[tuple[str, str]]) -> str | Move:
        wants = f"Type a number from 1 to {len(rows)}, then Enter."
        numbered = "\n".join(f"{place}. {say}" for place, (say, _) in enumerate(rows, start=1))
        self.say(f"{heading}\n{numbered}\n{wants}")
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


def _line_heading(question: Question, line: Line, place: int) -> str:
    return f"Line {place + 1} of {len(question.lines)}: {line.say}."
