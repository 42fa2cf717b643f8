"""Questions as they stand on a terminal, recorded from the program itself: golden screens, and pictures of them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from backcheck.protocol import Answer, Answers
from tests.shipped import person, protocol
from tests.terminal.driving import DOWN
from tests.terminal.forked import Sitting

WIDTHS = (40, 100)
KEYS = {"checklist": (DOWN, " ", DOWN, "n", DOWN), "choice": (DOWN,), "number": ("7", "7", "7", "\r")}
"""For each kind of question that is shown, what was pressed there: a tick, a not sure, a number that cannot be."""
LINES = 24
FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def golden(kind: str, width: int) -> str:
    """Give the first question of a kind as text, on a screen of some width."""
    with _screen(kind, width) as screen:
        return screen.text + "\n"


def picture(width: int) -> str:
    """Give the first checklist as SVG, with no font to fetch from anywhere."""
    with _screen("checklist", width) as screen:
        console = Console(
            file=io.StringIO(), width=width, record=True, color_system="truecolor", force_terminal=True, _environ={}
        )
        console.print(*_lines(screen), sep="\n", no_wrap=True, overflow="crop")
    return FONT.sub("", console.export_svg(title="backcheck")) + "\n"


def _screen(kind: str, width: int) -> Sitting:
    screen = Sitting(_before(kind), columns=width, rows=LINES)
    screen.wait_for("q stop")
    for key in KEYS[kind]:
        screen.wait_for_change(key)
    return screen


def _before(kind: str) -> Answers:
    """Give what somebody with nothing to report said before the first question of a kind."""
    from backcheck.interview import next_question

    answers: dict[str, Answer] = {}
    someone = person()
    while (question := next_question(protocol(), answers)) is not None and question.kind != kind:
        answers |= {fact: someone[fact] for fact in question.facts}
    return answers


def _lines(screen: Sitting) -> Iterator[Text]:
    """Give the lines of a screen with what is bold, coloured or reversed on it."""
    for row in range(len(screen.text.splitlines())):
        line = Text()
        for column in range(screen.terminal.columns):
            sign = screen.terminal.buffer[row][column]
            words = [
                sign.fg if sign.fg != "default" else "",
                "bold" if sign.bold else "",
                "reverse" if sign.reverse else "",
            ]
            line.append(sign.data, " ".join(word for word in words if word))
        line.rstrip()
        yield line
