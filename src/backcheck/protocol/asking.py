"""What a person is asked: questions, their lines and choices, and the answers they take."""

from __future__ import annotations

from dataclasses import dataclass

from backcheck.answer import NO_ANSWER, NOT_SURE, PREFER_NOT, UNSURE_ANSWERS, YES_ANSWER, Answer, Answers
from backcheck.condition import Condition

__all__ = [
    "NOT_SURE",
    "NO_ANSWER",
    "PREFER_NOT",
    "UNSURE_ANSWERS",
    "YES_ANSWER",
    "Answer",
    "Answers",
    "Choice",
    "Line",
    "Question",
]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a checklist, a fact of its own. ``worse`` is ``yes``, ``no`` or ``neither``.

    ``section`` is where the note for a clinician tells it; ``marks`` are the areas of the body map that a yes marks.
    ``comes`` says whether it can newly come; ``goes_with`` names the fact without which it cannot be so.
    """

    id: str
    say: str
    short: str
    worse: str = "yes"
    ask_again: str = ""
    to_settle: str = ""
    personal: bool = False
    section: str = ""
    marks: tuple[str, ...] = ()
    note: str = ""
    comes: bool = True
    goes_with: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a question, in the author's order."""

    id: str
    say: str
    short: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One question. ``kind`` is checklist, choice, number or yes_no; ``lowest`` and ``highest`` bound a number.

    ``section``, ``marks``, ``comes`` and ``goes_with`` are as a line's; ``comes`` may list the choices that can come.
    ``when_new`` is the choice that is so of a sign that has only just begun. ``heading`` is what the note for a
    clinician tells its red flags under.
    """

    id: str
    topic: str
    ask: str
    why: str
    kind: str
    short: str
    hint: str = ""
    ask_if: Condition | None = None
    lines: tuple[Line, ...] = ()
    choices: tuple[Choice, ...] = ()
    lowest: int = 0
    highest: int = 0
    worse: str = "yes"
    ask_again: str = ""
    to_settle: str = ""
    even_then: bool = False
    usual: Answer | None = None
    personal: bool = False
    section: str = ""
    heading: str = ""
    marks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    note: str = ""
    comes: bool | tuple[str, ...] = True
    goes_with: str = ""
    when_new: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        """Give the names its answers are kept under: its lines for a checklist, else its own id."""
        return tuple(line.id for line in self.lines) if self.lines else (self.id,)
