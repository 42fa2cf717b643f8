"""The interview with a person: ask, go back, stop; always knowing the worst rung so far."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from backcheck.cli.asking import Asker, Move
from backcheck.interview import at_most_more, next_question, without
from backcheck.protocol import Answer, Protocol, Question


class Stopped(Exception):  # noqa: N818  not an error: the person ended the interview
    """The person chose to stop before the last question."""


class Ended(KeyboardInterrupt):
    """The system ended the program: a shutdown, a closed window.

    A KeyboardInterrupt, because that alone gets out of prompt_toolkit's event loop from within a signal handler.
    """


@dataclass
class Conversation:
    """The answers so far and the questions asked, so that going back drops the last one's keys."""

    protocol: Protocol
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)

    def run(self, asker: Asker) -> None:
        """Ask until nothing matters any more. Raises Stopped when the person quits, EOFError at the end of input."""
        while (question := next_question(self.protocol, self.answers)) is not None:
            reply = asker.ask(question, self._progress())
            if reply is Move.QUIT:
                raise Stopped
            if isinstance(reply, Move):
                self._go_back(asker)
            else:
                self.answers.update(reply)
                self.asked.append(question)

    def _go_back(self, asker: Asker) -> None:
        if not self.asked:
            asker.say("This is the first question.")
            return
        self.answers = dict(without(self.answers, self.asked.pop()))

    def _progress(self) -> str:
        more = at_most_more(self.protocol, self.answers) - 1
        number = len(self.asked) + 1
        return f"Question {number}, the last one" if more == 0 else f"Question {number}, at most {more} more"


@contextmanager
def stop_on_signals() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into Ended, so that the screen is put in order and the last words are said."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Ended

    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
