"""What differs between Unix and Windows, each played with what it would find there."""

from __future__ import annotations

import io
import os
import pty
import signal
import sys
import termios
from contextlib import suppress
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import pytest

from backcheck.cli.system import (
    Keyboard,
    UnixKeyboard,
    WindowsKeyboard,
    alarm_every,
    ending_signals,
    keyboard_of,
    never_fail_on_signs,
)


class Console:
    """Python's ``msvcrt`` with some keys waiting; an arrow is two characters there."""

    def __init__(self, *keys: str) -> None:
        """Take the keys."""
        self.keys = list(keys)

    def kbhit(self) -> bool:
        """Say whether a key is waiting."""
        return bool(self.keys)

    def getwch(self) -> str:
        """Take one."""
        return self.keys.pop(0)


def test_windows_drops_every_key_that_waits() -> None:
    """Letters, Enter and both halves of an arrow are gone; what is typed later is read."""
    console = Console("1", "\r", "\xe0", "H", "n")
    keyboard = WindowsKeyboard(io.StringIO("2\n"), console)
    keyboard.hush()
    keyboard.drop_typed()
    assert console.keys == []
    assert keyboard.read_line() == "2\n"


def test_windows_never_swallows_ctrl_c() -> None:
    """A Ctrl-C among the keys that are dropped still interrupts, and the keys behind it are gone too."""
    console = Console("1", "\x03", "1")
    with pytest.raises(KeyboardInterrupt):
        WindowsKeyboard(io.StringIO(), console).drop_typed()
    assert console.keys == []


def test_windows_leaves_no_keys_to_the_shell() -> None:
    """On the way out the keys that wait are taken, and nothing interrupts any more."""
    console = Console("d", "\x03")
    WindowsKeyboard(io.StringIO(), console).release()
    assert console.keys == []


def test_each_system_gets_its_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows gets msvcrt, Unix the terminal's settings, and what is no terminal neither."""
    monkeypatch.setitem(sys.modules, "msvcrt", cast(ModuleType, Console("x")))
    assert isinstance(keyboard_of(io.StringIO(), is_terminal=True, system="win32"), WindowsKeyboard)
    assert isinstance(keyboard_of(io.StringIO(), is_terminal=True, system="linux"), UnixKeyboard)
    assert type(keyboard_of(io.StringIO(), is_terminal=False, system="win32")) is Keyboard


def test_no_terminal_has_nothing_to_drop() -> None:
    """Lines that are piped in are read in turn, none of them dropped."""
    keyboard = Keyboard(io.StringIO("1\n2\n"))
    keyboard.hush()
    keyboard.drop_typed()
    assert (keyboard.read_line(), keyboard.read_line(), keyboard.read_line()) == ("1\n", "2\n", "")
    keyboard.release()


def test_the_ways_to_end_are_those_the_system_knows() -> None:
    """Windows knows no SIGHUP, and tells of a closed window by SIGBREAK; Unix has no SIGBREAK."""
    windows = cast(ModuleType, SimpleNamespace(SIGINT=2, SIGTERM=15, SIGBREAK=21, SIGABRT=22))
    assert ending_signals(windows) == [2, 15, 21]
    assert set(ending_signals(signal)) == {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT}


def test_a_system_without_alarms_has_none() -> None:
    """Windows has no SIGALRM, and nothing fails for that."""
    alarm_every(1, cast(ModuleType, SimpleNamespace(SIGINT=2)))


@pytest.mark.parametrize("page", ["ascii", "cp437", "cp850", "cp1252", "utf-8"])
def test_no_code_page_fails_on_a_sign(page: str) -> None:
    """What a code page lacks becomes a question mark; every other letter of the sentence is there."""
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding=page)
    never_fail_on_signs(stream, None)
    stream.write("Call 999 now \u2192 do not drive \u2013 ever")
    stream.flush()
    assert written.getvalue().decode(page).startswith("Call 999 now ")
    assert written.getvalue().decode(page).endswith(" ever")


@pytest.fixture
def terminal() -> tuple[int, io.TextIOWrapper]:
    """Give our end of a terminal, and the program's as a stream."""
    ours, theirs = pty.openpty()
    return ours, os.fdopen(theirs, "r")


def test_a_hushed_keyboard_shows_no_keys_and_keeps_none(terminal: tuple[int, io.TextIOWrapper]) -> None:
    """Keys typed while hushed are not echoed, and are gone once dropped; later ones arrive."""
    ours, stdin = terminal
    keyboard = UnixKeyboard(stdin)
    keyboard.hush()
    assert not termios.tcgetattr(stdin)[3] & termios.ECHO
    os.write(ours, b"yes\n")
    keyboard.drop_typed()
    assert termios.tcgetattr(stdin)[3] & termios.ECHO
    os.write(ours, b"no\n")
    assert keyboard.read_line() == "no\n"
    stdin.close()
    os.close(ours)


def test_a_ctrl_c_that_was_typed_ahead_interrupts(terminal: tuple[int, io.TextIOWrapper]) -> None:
    """Between two drawn questions Ctrl-C is a key that waits; dropping it does what it was meant to."""
    ours, stdin = terminal
    settings = termios.tcgetattr(stdin)
    termios.tcsetattr(stdin, termios.TCSANOW, [*settings[:3], settings[3] & ~termios.ISIG, *settings[4:]])
    os.write(ours, b"1\r\x031\r")
    with pytest.raises(KeyboardInterrupt):
        UnixKeyboard(stdin).drop_typed()
    stdin.close()
    os.close(ours)


@pytest.mark.parametrize("call", [1, 2, 3], ids=["hushing", "taking", "putting back"])
def test_a_signal_at_any_moment_leaves_a_terminal_that_shows_keys(
    terminal: tuple[int, io.TextIOWrapper], call: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever change of the terminal the signal follows at once, letting go of the keyboard makes it as it was."""
    ours, stdin = terminal
    before = termios.tcgetattr(stdin.fileno())
    calls, change = iter(range(1, 100)), termios.tcsetattr

    def signalled(*given: Any) -> None:
        change(*given)
        if next(calls) == call:
            raise KeyboardInterrupt

    monkeypatch.setattr(termios, "tcsetattr", signalled)
    keyboard = UnixKeyboard(stdin)
    with suppress(KeyboardInterrupt):
        keyboard.hush()
        keyboard.drop_typed()
    assert next(calls) > call
    keyboard.release()
    assert termios.tcgetattr(stdin.fileno()) == before
    stdin.close()
    os.close(ours)


def test_a_terminal_that_is_gone_has_no_keys() -> None:
    """After the window was closed nothing fails on the way to the last words."""
    ours, theirs = pty.openpty()
    stdin = os.fdopen(theirs, "r")
    keyboard = UnixKeyboard(stdin)
    os.close(ours)
    keyboard.hush()
    keyboard.drop_typed()
    keyboard.release()
    stdin.close()
