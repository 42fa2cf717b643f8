"""A line that says what is at work, for whoever has waited long enough to wonder."""

from __future__ import annotations

import threading
import time
from typing import Self

from backcheck.cli.streams import Streams

PATIENCE = 2.0
"""For how many seconds nothing is said."""


class Progress:
    """One line on a terminal, from two seconds on; nothing in plain mode or where nobody looks."""

    def __init__(self, streams: Streams) -> None:
        """Take where to write; the clock starts with ``with``."""
        self._stream = streams.stderr
        self._wanted = streams.stderr_is_terminal and not streams.plain
        self._width = streams.width() - 1
        self._at_work = ""
        self._shown = False
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        """Start to wait."""
        self._start = time.monotonic()
        self._timer = threading.Timer(PATIENCE, self._show)
        self._timer.daemon = True
        if self._wanted:
            self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the line away for good."""
        self._timer.cancel()
        self.clear()

    def now(self, at_work: str) -> None:
        """Say what is at work now; shown at once when the wait was long enough already."""
        self._at_work = at_work
        if time.monotonic() - self._start >= PATIENCE:
            self._show()

    def clear(self) -> None:
        """Take the line away, so that a result can be written in its place."""
        with self._lock:
            self._at_work = ""
            if self._shown:
                self._shown = False
                self._stream.write("\r\x1b[K")
                self._stream.flush()

    def _show(self) -> None:
        with self._lock:
            if self._wanted and self._at_work:
                self._shown = True
                self._stream.write(f"\r\x1b[K{self._at_work[: self._width]}")
                self._stream.flush()
