"""The real program on a real terminal: what stands on its screen, and keys for it."""

from __future__ import annotations

import os
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Protocol as Interface
from typing import Self, cast

import pexpect
import pyte

BACKCHECK = [sys.executable, "-m", "backcheck"]
PATIENCE = 30.0


def environment(**more: str) -> dict[str, str]:
    """Give an environment in which nothing of the developer's own settings changes what is seen."""
    own = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "SYSTEMROOT") if name in os.environ}
    return own | {"TERM": "xterm-256color", "PYTHONWARNINGS": "ignore", "LC_ALL": "C.UTF-8", "COLUMNS": ""} | more


class Program(Interface):
    """A program on a terminal, as pexpect gives it."""

    child_fd: int
    exitstatus: int | None
    signalstatus: int | None

    def read_nonblocking(self, size: int, timeout: float) -> bytes:
        """Give what it wrote; raises pexpect.EOF when it ended, pexpect.TIMEOUT when it wrote nothing in time."""

    def send(self, keys: str) -> object:
        """Type some keys."""

    def kill(self, number: int) -> None:
        """Send it a signal."""

    def isalive(self) -> bool:
        """Say whether it still runs."""

    def close(self, *, force: bool) -> None:
        """End it."""


class Screen:
    """``backcheck`` with some arguments on a terminal; ``seen`` is every byte it ever wrote there."""

    def __init__(
        self,
        *words: str,
        columns: int = 80,
        rows: int = 40,
        more: Mapping[str, str] | None = None,
        command: Sequence[str] = BACKCHECK,
    ) -> None:
        """Start the program, or another command."""
        self.terminal = pyte.Screen(columns, rows)
        self.terminal.write_process_input = self._answer  # type: ignore[method-assign]  # pyte says to override it so
        self._stream = pyte.ByteStream(self.terminal)
        self.seen = b""
        self.program: Program = self._start([*command, *words], environment(**(more or {})))

    def _start(self, words: list[str], environment: Mapping[str, str]) -> Program:
        size = (self.terminal.lines, self.terminal.columns)
        program = pexpect.spawn(words[0], words[1:], env=environment, dimensions=size, timeout=PATIENCE)
        program.delaybeforesend = None
        return cast(Program, program)

    def __enter__(self) -> Self:
        """Give the screen itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, at: TracebackType | None
    ) -> None:
        """End the program, however far it came."""
        self.program.close(force=True)

    @property
    def text(self) -> str:
        """Give what stands on the screen now."""
        return "\n".join(line.rstrip() for line in self.terminal.display).rstrip()

    def wait_for(self, text: str) -> None:
        """Wait until a text stands on the screen."""
        until = time.monotonic() + PATIENCE
        while text not in self.text:
            assert self._read(until), f"{text!r} never came; the screen is:\n{self.text}"

    def wait_for_change(self, press: str) -> None:
        """Press a key and wait until something on the screen is other than before, the place of the cursor included."""
        before = self._looks()
        self.press(press)
        until = time.monotonic() + PATIENCE
        while self._looks() == before:
            assert self._read(until), f"{press!r} changed nothing; the screen is:\n{self.text}"

    def wait_for_count(self, text: str, count: int) -> None:
        """Wait until a text stands on the screen so many times."""
        until = time.monotonic() + PATIENCE
        while self.text.count(text) < count:
            assert self._read(until), f"{text!r} did not come {count} times; the screen is:\n{self.text}"

    def wait_for_prompt(self) -> None:
        """Wait until the screen ends with the sign that a plain question puts before what is typed."""
        until = time.monotonic() + PATIENCE
        while not self.text.endswith("\n>"):
            assert self._read(until), f"no prompt came; the screen is:\n{self.text}"

    def wait_for_end(self) -> int:
        """Wait until the program has ended and give its exit code, as a shell tells it."""
        until = time.monotonic() + PATIENCE
        while self._read(until):
            pass
        assert not self.program.isalive(), f"the program has not ended; the screen is:\n{self.text}"
        return (
            self.program.exitstatus if self.program.exitstatus is not None else 128 + (self.program.signalstatus or 0)
        )

    def press(self, keys: str) -> None:
        """Type some keys."""
        self.program.send(keys)

    def resize(self, *, rows: int, columns: int) -> None:
        """Make the window another size, as a person does with the mouse: the terminal begins with a clean screen."""
        self.terminal.resize(rows, columns)
        self.terminal.reset()
        termios.tcsetwinsize(self.program.child_fd, (rows, columns))

    def shows_keys(self) -> bool:
        """Say whether the terminal shows what is typed."""
        return bool(termios.tcgetattr(self.program.child_fd)[3] & termios.ECHO)

    def _looks(self) -> tuple[str, int, int]:
        return self.text, self.terminal.cursor.y, self.terminal.cursor.x

    def _read(self, until: float) -> bool:
        """Take what the program wrote; no when it has ended or patience is at its end."""
        try:
            data = self.program.read_nonblocking(65536, timeout=max(0.0, until - time.monotonic()))
        except (pexpect.EOF, pexpect.TIMEOUT):
            return False
        self.seen += data
        self._stream.feed(data)
        return True

    def _answer(self, data: str) -> None:
        self.program.send(data)
