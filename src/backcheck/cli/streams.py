"""The outside world as one object, passed in: streams, terminals, colour, width, environment.

Tests hand in their own. It is made before the first screen is painted, so it imports nothing heavy and is no dataclass.
"""

from __future__ import annotations

import os
import sys

from backcheck.cli.system import keyboard_of, never_fail_on_signs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

NARROWEST = 20
USUAL_WIDTH = 80
USUAL_HEIGHT = 24


class Streams:
    """Standard input, output and error, what is behind each, and how the person wants to be spoken to."""

    def __init__(
        self,
        stdin: TextIO,
        stdout: TextIO,
        stderr: TextIO,
        environment: Mapping[str, str],
        *,
        plain: bool = False,
        no_color: bool = False,
    ) -> None:
        """Take the streams, the environment, and what options said of plain mode and colour."""
        self.stdin, self.stdout, self.stderr, self.environment = stdin, stdout, stderr, environment
        self._no_color = no_color
        self.stdin_is_terminal = _is_terminal(stdin)
        self.stdout_is_terminal = _is_terminal(stdout)
        self.stderr_is_terminal = _is_terminal(stderr)
        self.plain = plain or self._dumb or environment.get("ACCESSIBLE", "") not in {"", "0"}
        self.keyboard = keyboard_of(stdin, is_terminal=self.stdin_is_terminal)

    @classmethod
    def of_process(cls) -> Streams:
        """Give this process's own streams; a character the terminal has no sign for becomes ``?``, never an error."""
        never_fail_on_signs(sys.stdout, sys.stderr)
        return cls(sys.stdin or _nothing("r"), sys.stdout or _closed(), sys.stderr or _nothing("w"), os.environ)

    def with_choices(self, *, plain: bool, no_color: bool) -> Streams:
        """Give the same world with what the options said of plain mode and colour."""
        return Streams(self.stdin, self.stdout, self.stderr, self.environment, plain=plain, no_color=no_color)

    @property
    def can_ask(self) -> bool:
        """Say whether a person can be asked: they see the questions and can type."""
        return self.stdin_is_terminal and self.stderr_is_terminal

    @property
    def stdout_colour(self) -> bool:
        """Say whether the result may be coloured."""
        return self._colour(is_terminal=self.stdout_is_terminal)

    @property
    def stderr_colour(self) -> bool:
        """Say whether questions and messages may be coloured."""
        return self._colour(is_terminal=self.stderr_is_terminal)

    def width(self) -> int:
        """Give how many columns the screen has now: COLUMNS, else the terminal's own, else 80; at least 20."""
        columns = self.environment.get("COLUMNS", "")
        if columns.isascii() and columns.isdigit() and int(columns) > 0:
            return max(NARROWEST, int(columns))
        for stream in (self.stderr, self.stdout):
            try:
                columns_there = os.get_terminal_size(stream.fileno()).columns
            except (OSError, ValueError):
                continue
            if columns_there > 0:
                return max(NARROWEST, columns_there)
        return USUAL_WIDTH

    def height(self) -> int:
        """Give how many lines the screen has now; 24 where nobody can tell."""
        for stream in (self.stderr, self.stdout):
            try:
                lines = os.get_terminal_size(stream.fileno()).lines
            except (OSError, ValueError):
                continue
            if lines > 0:
                return lines
        return USUAL_HEIGHT

    @property
    def _dumb(self) -> bool:
        return self.environment.get("TERM", "") == "dumb"

    def _colour(self, *, is_terminal: bool) -> bool:
        if self._no_color or self.plain or self._dumb or self.environment.get("NO_COLOR", ""):
            return False
        return is_terminal or self.environment.get("FORCE_COLOR", "") not in {"", "0"}


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # a stream that was closed
        return False


def _nothing(mode: str) -> TextIO:
    return open(os.devnull, mode, encoding="utf-8")  # type: ignore[return-value]  # noqa: PTH123


def _closed() -> TextIO:
    """Give a stream that cannot be written, so that a result is never lost in silence."""
    return open(os.devnull, encoding="utf-8")  # noqa: PTH123
