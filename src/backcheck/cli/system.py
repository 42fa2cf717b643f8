"""All that differs between Unix and Windows: the keyboard, the signals that end a program, and what a stream can say.

A key typed before its question is on the screen is never an answer to it, and a Ctrl-C among such keys is never lost.
It is loaded before the first screen, so it imports nothing heavy.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any, Protocol, TextIO

    class Console(Protocol):
        """What is used of Python's ``msvcrt``."""

        def kbhit(self) -> bool:
            """Say whether a key is waiting."""

        def getwch(self) -> str:
            """Take one key, or half of one that is no character."""


CTRL_C = "\x03"
ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK")
"""By which a person or a system ends a program, where they exist. Windows tells of a closed window by SIGBREAK."""


class Keyboard:
    """No terminal behind standard input: lines are read as they come, and there is nothing to drop."""

    def __init__(self, stdin: TextIO) -> None:
        """Take standard input."""
        self._stdin = stdin

    def hush(self) -> None:
        """Show no keys until ``drop_typed`` or ``release``; Ctrl-C still works."""

    def drop_typed(self) -> None:
        """Forget the keys nobody asked for yet, show keys again. Raises SIGINT for a Ctrl-C among them."""

    def release(self) -> None:
        """Show keys again as before ``hush``, and forget those typed meanwhile; nothing when not hushed."""

    def read_line(self) -> str:
        """Give one typed line with its end; empty at the end of input."""
        return self._stdin.readline()


class UnixKeyboard(Keyboard):
    """A terminal of Unix."""

    def __init__(self, stdin: TextIO) -> None:
        """Take standard input."""
        super().__init__(stdin)
        self._before: list[Any] | None = None

    def hush(self) -> None:
        """Turn echo off."""
        import termios

        if self._before is not None:
            return
        try:
            before = termios.tcgetattr(self._stdin.fileno())
            silent = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
            self._before = before  # first, for a signal can come at any moment, and what was before must be known then
            termios.tcsetattr(self._stdin.fileno(), termios.TCSADRAIN, silent)
        except (termios.error, OSError):
            self._before = None

    def drop_typed(self) -> None:
        """Take the keys that wait, echo as before."""
        if CTRL_C.encode() in self._take_typed():
            interrupt()

    def release(self) -> None:
        """Take the keys typed since ``hush``, echo as before."""
        if self._before is not None:
            self._take_typed()

    def _take_typed(self) -> bytes:
        """Read what was typed so far. Flushing it in the kernel would be shorter, and can swallow a Ctrl-C."""
        import termios

        keys = self._stdin.fileno()
        typed = b""
        try:
            now = termios.tcgetattr(keys)
            before = self._before or now
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
        self._before = None  # last: whoever is interrupted on the way here can still be released
        return typed


class WindowsKeyboard(Keyboard):
    """A console of Windows, which shows no key that nobody reads."""

    def __init__(self, stdin: TextIO, console: Console) -> None:
        """Take standard input and Python's ``msvcrt``."""
        super().__init__(stdin)
        self._console = console

    def drop_typed(self) -> None:
        """Take the keys that wait. Ctrl-C is one of them while a question is drawn."""
        if CTRL_C in self._take_typed():
            interrupt()

    def release(self) -> None:
        """Take the keys that wait, or the shell would get them."""
        self._take_typed()

    def _take_typed(self) -> str:
        typed = ""
        while self._console.kbhit():
            typed += self._console.getwch()
        return typed


def keyboard_of(stdin: TextIO, *, is_terminal: bool, system: str = sys.platform) -> Keyboard:
    """Give the keyboard behind standard input."""
    if not is_terminal:
        return Keyboard(stdin)
    if hasattr(stdin, "reconfigure"):
        # A terminal that erases byte by byte leaves half a letter of a foreign one.
        stdin.reconfigure(errors="replace")
    if system != "win32":
        return UnixKeyboard(stdin)
    import importlib

    console: Any = importlib.import_module("msvcrt")
    return WindowsKeyboard(stdin, console)


def interrupt() -> None:
    """Do what Ctrl-C does, whoever noticed it."""
    import signal

    signal.raise_signal(signal.SIGINT)


def ending_signals(known: ModuleType) -> list[int]:
    """Give those of ENDING that this system's ``signal`` knows."""
    return [int(getattr(known, name)) for name in ENDING if hasattr(known, name)]


def alarm_every(seconds: float, known: ModuleType) -> None:
    """Ask for SIGALRM every so many seconds, or with 0 no more. Windows has none, and nothing happens."""
    if hasattr(known, "setitimer"):
        known.setitimer(known.ITIMER_REAL, seconds, seconds)


def never_fail_on_signs(*streams: TextIO | None) -> None:
    """Make a sign that a stream's code page lacks a ``?``: the words around it may be an emergency's."""
    for stream in streams:
        if stream is not None:  # None when the caller closed it
            stream.reconfigure(errors="replace")  # type: ignore[attr-defined]  # a process's own are TextIOWrapper
