"""How a demonstration looks: two columns on a wide terminal, else line by line; marked as one at every step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from backcheck.cli.conversation import Stopped
from backcheck.cli.marked_lines import coloured, has_signs, laid_out, tell_marked
from backcheck.cli.streams import Streams
from backcheck.findings import Person
from backcheck.protocol import Answers, Protocol
from backcheck.teach.demo import Asking, Settled, Skipped, left_out
from backcheck.teach.demo_lines import (
    MOST,
    NOT_YOURS,
    answer_lines,
    asking_lines,
    end_lines,
    ladder_lines,
    question_lines,
    settled_lines,
)
from backcheck.teach.lines import Line, blank, heading
from backcheck.triage import triage

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDE = 100
BETWEEN = 4
MOST_BIG = 2
"""How many of a long list a room can read from its last row."""
NEXT = f"{NOT_YOURS}. Enter for the next step, q and Enter to stop: "


class View:
    """The screen of a demonstration; with ``step`` it waits for Enter after each step."""

    def __init__(self, streams: Streams, protocol: Protocol, *, step: bool, big: bool) -> None:
        """Take where to tell it, and the presenter's wishes."""
        self.streams, self.protocol, self.waits, self.big = streams, protocol, step, big
        self.most = MOST_BIG if big else MOST
        self._told: set[Skipped] = set()

    def begin(self, words: str) -> None:
        """Say what this is."""
        self._tell([Line(NOT_YOURS, kind="alert"), heading(self.protocol.title), Line(words)])
        self._pause()

    def step(self, number: int, one: Asking, reply: Answers, after: Settled) -> None:
        """Show one question of somebody else with its reasoning and what the answer settled."""
        mark = f"{NOT_YOURS}. Step {number}."
        asked = [*question_lines(one.question), *answer_lines(one.question, reply)]
        reasons = self._reasons(one)
        told = list(settled_lines(self.protocol, after, self.most))
        if self._columns:
            left = [*asked, blank(), heading("Where it can end"), *ladder_lines(self.protocol, after.now)]
            self._draw(mark, left, [*reasons, blank(), *told])
        else:
            self._tell([blank(), Line(mark, kind="alert"), *reasons, blank(), *asked, blank(), *told])
        self._pause()

    def before_question(self, one: Asking) -> None:
        """Tell somebody here why the next question is asked."""
        self._tell([blank(), Line(NOT_YOURS, kind="alert"), *self._reasons(one)])

    def after_answer(self, after: Settled) -> None:
        """Tell somebody here what their answer settled."""
        self._tell([blank(), Line(NOT_YOURS, kind="alert"), *settled_lines(self.protocol, after, self.most)])
        self._pause()

    def back(self, answers: Answers) -> None:
        """Tell where a step back leads."""
        now = triage(Person(self.protocol, answers))
        lines = [heading("One step back. Where it can end now"), *ladder_lines(self.protocol, now)]
        self._tell([blank(), Line(NOT_YOURS, kind="alert"), *lines])

    def end(self, answers: Answers) -> None:
        """Tell how it ended; the last line says once more what this was."""
        mark = Line(f"{NOT_YOURS}.", kind="alert")
        lines = end_lines(self.protocol, answers, left_out(self.protocol, answers), self.most)
        self._tell([blank(), mark, *lines, blank(), mark])

    @property
    def _columns(self) -> bool:
        streams = self.streams
        return streams.stdout_is_terminal and not streams.plain and streams.width() >= WIDE

    def _reasons(self, one: Asking) -> list[Line]:
        """Tell why a question comes next, and of what was passed over only what was not told before."""
        fresh = tuple(skipped for skipped in one.skipped if skipped not in self._told)
        self._told.update(fresh)
        return list(asking_lines(self.protocol, replace(one, skipped=fresh), self.most))

    def _tell(self, lines: Iterable[Line]) -> None:
        tell_marked(self.streams, self._spaced(lines))

    def _spaced(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Give the lines, for a room with air between them."""
        for line in lines:
            yield line
            if self.big and line.text and not self.streams.plain:
                yield blank()

    def _draw(self, mark: str, left: Iterable[Line], right: Iterable[Line]) -> None:
        """Draw two columns; step by step, on a screen of their own."""
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        colour = self.streams.stdout_colour
        width = self.streams.width() - 1
        screen = Console(file=self.streams.stdout, width=width, force_terminal=colour, no_color=not colour)
        if self.waits and colour:
            screen.clear()
        half = (width - BETWEEN) // 2
        table = Table.grid(padding=(0, BETWEEN, 0, 0))
        table.add_column(width=half, no_wrap=True)
        table.add_column(width=half, no_wrap=True)
        table.add_row(self._column(left, half), self._column(right, half))
        banner = Text(f" {mark} ".ljust(width), style="bold reverse")
        screen.print(*self._page(screen, banner, table), sep="\n")

    def _page(self, screen: Console, banner: RenderableType, body: RenderableType) -> tuple[RenderableType, ...]:
        return ("", banner, "", body) if not (self.waits and screen.is_terminal) else (banner, "", body)

    def _column(self, lines: Iterable[Line], width: int) -> RenderableType:
        from rich.text import Text

        drawn = laid_out(self._spaced(lines), width, signs=has_signs(self.streams))
        return Text("\n").join(coloured(text, line) for text, line in drawn)

    def _pause(self) -> None:
        """Wait for Enter where that was asked for. Raises Stopped for q and for the end of input."""
        if not self.waits:
            return
        self.streams.stderr.write(f"\n{NEXT}")
        self.streams.stderr.flush()
        self.streams.keyboard.drop_typed()
        typed = self.streams.keyboard.read_line()
        if not typed or typed.strip().casefold() == "q":
            raise Stopped
