"""The first question, kept beside the compiled protocol: it is drawn at once, and all else loads while it is read.

What was kept decides nothing. The loaded protocol is asked for its first question, and only if that is the very one
that stood on the screen does the answer count; otherwise it is asked anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace

from backcheck.answer import Answer
from backcheck.cli.asking import NOTHING_BEFORE, Asker, Heard, Move, SoFar, how_far, nobody_listens
from backcheck.shipped import questions_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    from backcheck.cli.options import CheckOptions
    from backcheck.cli.prompts import TerminalAsker
    from backcheck.cli.streams import Streams
    from backcheck.protocol import Protocol, Question

    Loaded = TypeVar("Loaded")

NAME = "opening.json"
CHANGED = "The questions have changed since. Please answer this one again."
_SHOWN = ("id", "ask", "short", "hint", "why", "kind", "facts", "lowest", "highest")
_SHOWN_OF_ROWS = ("id", "say", "short")


class Opening:
    """What is shown of a protocol's first question, as it was kept or as it is now."""

    def __init__(self, kept: Mapping[str, Any]) -> None:
        """Take what ``of`` gave, as JSON has it. Raises KeyError or TypeError where it is something else."""
        rows = {name: [SimpleNamespace(**row) for row in kept[name]] for name in ("lines", "choices")}
        self.kept = kept
        self.question: Any = SimpleNamespace(**{name: kept[name] for name in _SHOWN}, **rows)
        self.progress = how_far(1, int(kept["more"]))

    @classmethod
    def of(cls, protocol: Protocol) -> Opening:
        """Give the opening of a protocol. Raises ValueError for one that asks nothing."""
        from backcheck.interview import upcoming

        question, at_most = upcoming(protocol, {})
        if question is None:
            raise ValueError(protocol.id)
        rows = {"lines": _rows(question.lines), "choices": _rows(question.choices)}
        shown = {name: getattr(question, name) for name in _SHOWN}
        return cls({**shown, "facts": list(question.facts), **rows, "more": at_most - 1})


def kept_opening() -> Opening | None:
    """Give the opening that was kept when the package was built; none in a checkout, or if it cannot be read."""
    beside = os.path.dirname(questions_folder())  # noqa: PTH120  pathlib would delay the question
    try:
        with open(os.path.join(beside, NAME), encoding="utf-8") as opened:  # noqa: PTH118, PTH123
            return Opening(json.load(opened))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def may_open(options: CheckOptions, streams: Streams) -> bool:
    """Say whether nothing has to be looked up before the first question: no other protocol, no region, no file."""
    chosen = (options.protocol, options.region, options.output, options.save, options.answers, options.format)
    return not (streams.plain or any(chosen))


def open_interview(opening: Opening, options: CheckOptions, streams: Streams) -> int:
    """Ask the first question while the rest loads, then go on; gives the exit code as ``check`` does."""
    from backcheck.cli.askers import asker_for
    from backcheck.cli.endings import stop_on_signals

    asker: Any = asker_for(streams)
    loaded = _Once(lambda: _load(options, streams))
    with stop_on_signals(asker.leave):
        lines: dict[str, Answer] = {}
        first = _first_reply(asker, opening, loaded.make, lines)
        conversation, region = loaded.thing()
        from backcheck.cli.sitting import sit_with

        now = Opening.of(conversation.protocol)
        opened = Opened(asker, now.question.id, first, lines) if now.kept == opening.kept else asker
        if opened is asker and not isinstance(first, BaseException):
            asker.say(CHANGED)
        return sit_with(opened, conversation, region, options, streams)


class Opened:
    """An asker whose first question was answered already."""

    def __init__(
        self,
        asker: Asker,
        question: str,
        first: Mapping[str, Answer] | Move | BaseException,
        lines: Mapping[str, Answer] = NOTHING_BEFORE,
    ) -> None:
        """Take who asks the rest, and what came of the first question: all of it, and what was ticked of its lines."""
        self._asker, self._question, self._lines = asker, question, lines
        self._first: Mapping[str, Answer] | Move | BaseException | None = first

    def ask(
        self,
        question: Question,
        progress: str,
        before: Mapping[str, Answer] = NOTHING_BEFORE,
        so_far: SoFar = nobody_listens,
    ) -> Mapping[str, Answer] | Move:
        """Give what came of the first question once, then ask."""
        first, self._first = self._first, None
        if first is None or question.id != self._question:
            return self._asker.ask(question, progress, before, so_far)
        so_far(self._lines)
        if isinstance(first, BaseException):
            raise first
        return first

    def choose(self, heading: str, rows: Sequence[tuple[str, str]]) -> str | Move:
        """Ask for one of some rows."""
        return self._asker.choose(heading, rows)

    def say(self, text: str) -> None:
        """Tell the person something."""
        self._asker.say(text)

    def leave(self) -> bool:
        """Let the question on the screen end in order."""
        return self._asker.leave()


class _Once:
    """A thing made once, as early as anybody likes; what goes wrong is told to whoever wants the thing."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._thing: Any = None
        self._problem: Exception | None = None

    def make(self) -> None:
        """Make it, unless it is made."""
        if self._thing is None:
            try:
                self._thing = self._make()
            except Exception as problem:  # noqa: BLE001  raised again below
                self._problem = problem

    def thing(self) -> Any:  # noqa: ANN401
        """Give it. Raises what making it raised."""
        self.make()
        if self._thing is None and self._problem is not None:
            raise self._problem
        return self._thing


def _first_reply(
    asker: TerminalAsker, opening: Opening, meanwhile: Callable[[], None], lines: dict[str, Answer]
) -> Mapping[str, Answer] | Move | BaseException:
    """Ask the first question; ``lines`` holds what is ticked of it, whatever comes."""

    def so_far(ticked: Mapping[str, Answer]) -> Heard:
        lines.clear()
        lines.update(ticked)
        return Heard()

    asker.meanwhile = meanwhile
    try:
        return asker.ask(opening.question, opening.progress, so_far=so_far)
    except (KeyboardInterrupt, EOFError) as end:
        return end


def _load(options: CheckOptions, streams: Streams) -> tuple[Any, str]:
    from backcheck.cli import sitting  # noqa: F401  what comes next needs it
    from backcheck.cli.conversation import Conversation
    from backcheck.cli.protocols import load, region_remembered

    protocol = load(options.protocol, streams)
    return Conversation(protocol), region_remembered(protocol, streams)


def _rows(rows: Sequence[Any]) -> list[dict[str, str]]:
    return [{name: getattr(row, name) for name in _SHOWN_OF_ROWS} for row in rows]
