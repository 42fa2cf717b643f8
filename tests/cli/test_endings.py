"""What ends an interview from outside, and how it is kept from getting lost."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from types import ModuleType

import pytest

from backcheck.__main__ import main
from backcheck.cli import endings
from backcheck.cli.endings import Ended, stop_on_signals, undisturbed

LONG = 20.0
"""Seconds after which a test is stuck, however busy the machine."""
QUICK = 0.01


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tick faster than a person would notice, and leave the signals as they were."""
    monkeypatch.setattr(endings, "TICK", QUICK)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)}
    yield
    assert {number: signal.getsignal(number) for number in before} == before


def wait() -> None:
    """Wait as a program does that has nothing to do."""
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        time.sleep(LONG)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_any_of_them_ends(number: signal.Signals) -> None:
    """Where nothing has to be put in order, the exception comes at once."""
    with pytest.raises(Ended), stop_on_signals(lambda: False):
        signal.raise_signal(number)


def test_the_second_one_is_ignored() -> None:
    """An impatient second Ctrl-C changes nothing any more."""
    with stop_on_signals(lambda: False):
        with pytest.raises(Ended):
            signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGTERM)


def test_a_question_that_never_leaves_is_left() -> None:
    """When the question on the screen promised to end and does not, the exception comes after a while."""
    with stop_on_signals(lambda: True):
        signal.raise_signal(signal.SIGTERM)
        with pytest.raises(Ended):
            wait()


def test_an_exception_that_got_lost_is_raised_again() -> None:
    """Whoever swallowed the first one gets another."""
    with stop_on_signals(lambda: False):
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(Ended):
            wait()


def test_without_a_signal_nothing_ends() -> None:
    """The ticks alone disturb nobody."""
    with stop_on_signals(lambda: False):
        time.sleep(QUICK * 10)


def test_the_last_words_are_undisturbed() -> None:
    """Neither a signal nor a tick comes between."""
    with stop_on_signals(lambda: False):
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with undisturbed():
            signal.raise_signal(signal.SIGINT)
            time.sleep(QUICK * 10)


def test_a_lost_ending_shows_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    """In a destructor an exception cannot get out; Python would tell of it with a traceback."""

    class Dying:
        """Something that is ended while it goes."""

        def __del__(self) -> None:
            """End in the middle."""
            raise Ended

    with stop_on_signals(lambda: False):
        Dying()
    assert "Traceback" not in capsys.readouterr().err


class Interrupting(ModuleType):
    """A module in whose loading somebody presses Ctrl-C."""

    def __getattr__(self, name: str) -> object:
        """Be interrupted."""
        raise KeyboardInterrupt


def test_ctrl_c_while_a_command_loads_is_answered(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Typer would make a silent exit of it."""
    monkeypatch.setitem(sys.modules, "backcheck.cli.mutate", Interrupting("backcheck.cli.mutate"))
    monkeypatch.setattr(sys, "argv", ["backcheck", "mutate"])
    assert main() == 130
    assert capfd.readouterr().err.strip() == "Stopped."
