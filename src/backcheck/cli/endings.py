"""Whatever ends an interview from outside, Ctrl-C or a shutdown, lets the last words be said, and is never lost."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from backcheck.cli.system import alarm_every, ending_signals

TICK = 0.5
"""Seconds between two looks for a signal that was not noticed, or whose exception was lost."""
TICKS_TO_LEAVE = 4
"""Ticks until an exception is raised again: longer than prompt_toolkit takes to put the screen in order."""


class Ended(KeyboardInterrupt):
    """Somebody or the system ended the program: Ctrl-C, a shutdown, a closed window.

    A KeyboardInterrupt, because that alone gets out of prompt_toolkit's event loop from within a signal handler.
    """


class _Ending:
    """The first signal that ends the program; the rest are ignored, for they would cut the last words off."""

    def __init__(self, leave: Callable[[], bool]) -> None:
        """Take what says whether the screen can be put in order first, and sees to it."""
        self._leave = leave
        self._ticks: int | None = None

    def begin(self, _number: int, _frame: FrameType | None) -> None:
        """Take the first signal. Raises Ended unless the question on the screen does."""
        _ignore_endings()
        self._ticks = 0
        if not self._leave():
            raise Ended

    def tick(self, _number: int, _frame: FrameType | None) -> None:
        """Raise Ended again when nobody took it; an exception raised in a destructor, for one, is lost.

        That this is called at all is half its purpose: Python notices a signal that came just before a read only when
        the read ends, and an alarm ends it.
        """
        if self._ticks is not None:
            self._ticks += 1
            if self._ticks % TICKS_TO_LEAVE == 0:
                raise Ended


@contextmanager
def stop_on_signals(leave: Callable[[], bool]) -> Iterator[None]:
    """Turn Ctrl-C and its kin into KeyboardInterrupt, so that the last words are said.

    ``leave`` is asked whether the screen can be put in order first; then the question that stands there raises it.
    """
    ending = _Ending(leave)
    before = {number: signal.signal(number, ending.begin) for number in ending_signals(signal)}
    if hasattr(signal, "SIGALRM"):
        before[signal.SIGALRM] = signal.signal(signal.SIGALRM, ending.tick)
    told, sys.unraisablehook = sys.unraisablehook, _quiet_about_ending
    # A task that an ending cut off would be told of by the event loop's log, with a traceback, on the person's screen.
    logging.getLogger("asyncio").propagate = False
    logging.getLogger("asyncio").addHandler(logging.NullHandler())
    alarm_every(TICK, signal)
    try:
        yield
    finally:
        alarm_every(0, signal)
        sys.unraisablehook = told
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let nothing interrupt the last words: an impatient second Ctrl-C would cut them off."""
    alarm_every(0, signal)
    before = _ignore_endings()
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _ignore_endings() -> dict[int, Any]:
    return {number: signal.signal(number, signal.SIG_IGN) for number in ending_signals(signal)}


def _quiet_about_ending(lost: sys.UnraisableHookArgs) -> None:
    """Say nothing of an ending lost in a destructor: it is tried again, and a traceback would only frighten."""
    if not isinstance(lost.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(lost)
