"""The keyboard of a terminal: silent while the program loads, and rid of what was typed ahead.

A key typed before its question is on the screen is never an answer to it. All that differs by system stands here.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


CTRL_C = b"\x03"


class Keyboard:
    """The terminal behind standard input. Every method does nothing where there is no terminal."""

    def __init__(self, stdin: TextIO, *, is_terminal: bool) -> None:
        """Take standard input and whether a terminal is behind it."""
        self._stdin, self._is_terminal = stdin, is_terminal
        self._before: list[int | list[bytes | int]] | None = None

    if sys.platform == "win32":

        def hush(self) -> None:
            """Do nothing: Windows shows no key that nobody reads."""

        def drop_typed(self) -> None:
            """Forget the keys nobody asked for yet."""
            import msvcrt

            while self._is_terminal and msvcrt.kbhit():
                msvcrt.getwch()

        def release(self) -> None:
            """Do nothing, as ``hush`` did."""

    else:

        def hush(self) -> None:
            """Show no keys until ``drop_typed`` or ``release``; Ctrl-C still works."""
            import termios

            if not self._is_terminal or self._before is not None:
                return
            try:
                before = termios.tcgetattr(self._stdin.fileno())
                silent = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
                termios.tcsetattr(self._stdin.fileno(), termios.TCSADRAIN, silent)
            except (termios.error, OSError):
                return
            self._before = before

        def drop_typed(self) -> None:
            """Forget the keys nobody asked for yet, show keys again. Raises KeyboardInterrupt for a Ctrl-C in them."""
            if self._is_terminal and CTRL_C in self._take_typed():
                raise KeyboardInterrupt

        def release(self) -> None:
            """Show keys again as before ``hush``, and forget those typed meanwhile; nothing when not hushed."""
            if self._before is not None:
                self._take_typed()

        def _take_typed(self) -> bytes:
            """Read what was typed so far. Flushing it in the kernel would be shorter, and can swallow a Ctrl-C."""
            import termios

            keys = self._stdin.fileno()
            typed = b""
            try:
                now = termios.tcgetattr(keys)
                before, self._before = self._before or now, None
                at_once = list(now[6])
                at_once[termios.VMIN], at_once[termios.VTIME] = 0, 0
                unlined = [*now[:3], now[3] & ~(termios.ICANON | termios.ECHO), *now[4:6], at_once]
                try:
                    termios.tcsetattr(keys, termios.TCSANOW, unlined)
                    while piece := os.read(keys, 4096):
                        typed += piece
                finally:
                    termios.tcsetattr(keys, termios.TCSANOW, before)
            except (termios.error, OSError):
                pass  # a terminal that is gone has no keys
            return typed
