"""A sitting in a copy of this process on a terminal of its own: everything is loaded, so hundreds of them are quick."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import termios
import time
from collections.abc import Callable, Mapping

import pexpect
import questionary.prompts.common  # noqa: F401  loaded once here instead of in every copy

import backcheck.cli.delivery
import backcheck.cli.plain_prompts
import backcheck.cli.prompts
import backcheck.render.plain
import backcheck.render.terminal  # noqa: F401
from backcheck.cli.conversation import Conversation, Kept
from backcheck.cli.opening import Opening, open_interview
from backcheck.cli.options import CheckOptions
from backcheck.cli.sitting import sit
from backcheck.cli.streams import Streams
from backcheck.protocol import Answers
from tests.screen import Program, Screen
from tests.shipped import protocol

FAILED = 99
"""How a copy ends that let an exception through."""


class Copy:
    """A copy of this process on a terminal, with what ``Screen`` wants of a program."""

    def __init__(self, job: Callable[[], int], rows: int, columns: int) -> None:
        """Start the copy; it ends with what the job gives."""
        self.exitstatus: int | None = None
        self.signalstatus: int | None = None
        self.pid, self.child_fd = pty.fork()
        if self.pid == 0:
            _become(job)
        termios.tcsetwinsize(self.child_fd, (rows, columns))

    def read_nonblocking(self, size: int, timeout: float) -> bytes:
        """Give what it wrote."""
        if not select.select([self.child_fd], [], [], timeout)[0]:
            raise pexpect.TIMEOUT("nothing came")
        try:
            data = os.read(self.child_fd, size)
        except OSError:  # how Linux says that the program has ended
            data = b""
        if not data:
            raise pexpect.EOF("it ended")
        return data

    def send(self, keys: str) -> object:
        """Type some keys."""
        return os.write(self.child_fd, keys.encode())

    def kill(self, number: int) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def isalive(self, patience: float = 5.0) -> bool:
        """Say whether it still runs, a moment after it closed its terminal."""
        until = time.monotonic() + patience
        while self.exitstatus is None and self.signalstatus is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                code = os.waitstatus_to_exitcode(status)
                self.exitstatus, self.signalstatus = (code, None) if code >= 0 else (None, -code)
            elif time.monotonic() > until:
                return True
            else:
                time.sleep(0.005)
        return False

    def close(self, *, force: bool) -> None:
        """End it."""
        del force
        if self.exitstatus is None and self.signalstatus is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.child_fd)


class Sitting(Screen):
    """The rest of an interview, some answers given already, on a terminal; ``before`` is called in the copy first."""

    def __init__(
        self,
        answers: Answers,
        *words: str,
        plain: bool = False,
        columns: int = 80,
        rows: int = 60,
        before: Callable[[], object] = lambda: None,
        opening: bool = False,
    ) -> None:
        """Start it; with ``opening`` its first question comes from what an installed package keeps."""
        self._answers, self._plain, self._before, self._opening = answers, plain, before, opening
        super().__init__(*words, columns=columns, rows=rows)

    def _start(self, words: list[str], environment: Mapping[str, str]) -> Program:
        del words

        def job() -> int:
            self._before()
            streams = Streams(sys.stdin, sys.stdout, sys.stderr, {**environment, "COLUMNS": ""}, plain=self._plain)
            if self._opening:
                return open_interview(Opening.of(protocol()), CheckOptions(), streams)
            return sit(Conversation(protocol(), Kept(self._answers)), "", CheckOptions(), streams)

        return Copy(job, self.terminal.lines, self.terminal.columns)


def _become(job: Callable[[], int]) -> None:
    """Be the copy: take the terminal for one's own streams, do the job, and never come back."""
    code = FAILED
    try:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.default_int_handler)
        sys.stdin = os.fdopen(0, "r", encoding="utf-8")
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", errors="replace")
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="replace")
        time.sleep(0.01)  # for the size of the terminal
        code = job()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)
