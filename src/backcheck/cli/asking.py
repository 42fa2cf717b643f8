"""What a prompt layer gives back, whatever it looks like: answers to one question, or a wish to move."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Collection, Mapping, Sequence
from enum import Enum, auto
from types import MappingProxyType
from typing import NamedTuple
from typing import Protocol as Interface

from backcheck.answer import NO_ANSWER, NOT_SURE, YES_ANSWER, Answer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from backcheck.protocol import Question

NARROW = 30
"""On fewer columns words need all the room there is."""


class Heard(NamedTuple):
    """What the lines of a checklist said so far mean: that no more of them is needed, or an urgent word meanwhile."""

    is_enough: bool = False
    urgent: Callable[[], str] = str


SoFar = Callable[[Mapping[str, Answer]], Heard]
"""Is told of the lines of a checklist said so far, each time they change."""
NOTHING_BEFORE: Mapping[str, Answer] = MappingProxyType({})


def nobody_listens(_lines: Mapping[str, Answer]) -> Heard:
    """Be told of lines and need them all."""
    return Heard()


class Move(Enum):
    """What a person can want instead of answering."""

    BACK = auto()
    QUIT = auto()


class Asker(Interface):
    """A way to put questions to a person. ``ask`` never makes up an answer: it returns one, a move, or raises.

    It raises KeyboardInterrupt for Ctrl-C and EOFError at the end of input.
    """

    def ask(
        self,
        question: Question,
        progress: str,
        before: Mapping[str, Answer] = NOTHING_BEFORE,
        so_far: SoFar = nobody_listens,
    ) -> Mapping[str, Answer] | Move:
        """Ask one question until there is an answer to every fact of it, or a move.

        ``before`` is what the person answered when it was asked before. A checklist may end with a part of its lines
        when ``so_far`` said that no more is needed.
        """

    def choose(self, heading: str, rows: Sequence[tuple[str, str]]) -> str | Move:
        """Ask for one of some rows, each its words and what is given back; nothing is chosen until a person chooses."""

    def say(self, text: str) -> None:
        """Tell the person something, wrapped to the screen."""

    def leave(self) -> bool:
        """Let the question that is being asked raise KeyboardInterrupt soon; no when that has to be done at once.

        It is called by a signal handler, in the middle of anything.
        """


def how_far(number: int, more: int) -> str:
    """Tell which question this is, and that at most so many more follow."""
    return f"Question {number}, the last new one" if more == 0 else f"Question {number}, at most {more} more"


def ticked(question: Question, yes: Collection[str], unsure: Collection[str]) -> Mapping[str, Answer]:
    """Give the answers of a checklist: ticked lines yes, marked lines not sure, all others no."""
    return {
        line.id: YES_ANSWER if line.id in yes else NOT_SURE if line.id in unsure else NO_ANSWER
        for line in question.lines
    }


def all_lines(question: Question, answer: Answer) -> Mapping[str, Answer]:
    """Give one answer to every fact of a question."""
    return dict.fromkeys(question.facts, answer)


def number_in(text: str, question: Question) -> int | None:
    """Read a whole number such as ``7`` or ``7/10``; none when it is not one or is out of range."""
    digits = text.strip().removesuffix(f"/{question.highest}").strip()
    # str.isdigit also accepts digits that int() refuses and half-width ones a person cannot have meant.
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(question.highest))):
        return None
    number = int(digits)
    return number if question.lowest <= number <= question.highest else None


def wrapped(text: str, width: int, indent: str = "", first: str | None = None, *, whole: bool = True) -> str:
    """Wrap by whole words; questionary and prompt_toolkit would break in mid-word. What follows "- " stays indented.

    A word longer than a line is left to the terminal, or, when not ``whole``, broken here, at a hyphen if it has one.
    """
    if text.startswith("- ") and first is None:
        first, text, indent = f"{indent}- ", text[2:], f"{indent}  "
    lines = textwrap.wrap(
        text,
        max(width, 12),
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=not whole,
        break_on_hyphens=not whole and width < NARROW,
    )
    return "\n".join(lines)
