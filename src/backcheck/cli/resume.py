"""``backcheck resume`` and ``--save``: an interview that is kept until it is finished, and taken up again."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from backcheck.cli.conversation import Conversation, Kept
from backcheck.cli.failures import tell
from backcheck.cli.options import CheckOptions
from backcheck.cli.protocols import load, region_named, region_remembered
from backcheck.cli.sitting import go_on_with, sit
from backcheck.cli.start import when_to_call
from backcheck.cli.status import UsageError
from backcheck.cli.streams import Streams
from backcheck.errors import CannotWriteError
from backcheck.protocol import Protocol
from backcheck.report import emergency_number
from backcheck.visits import LONGEST_HOURS, Draft, forget_draft, read_draft, save_draft, still_good

NAME = "unfinished.json"
GO_ON = "To go on: {}\nTo remove what is kept: backcheck resume --forget"
HOUR = 3600


def draft_path(streams: Streams) -> Path:
    """Give where an unfinished interview is kept."""
    import platformdirs

    own = streams.environment.get("XDG_DATA_HOME", "").strip()
    if own and os.name == "posix":
        return Path(own, "backcheck", NAME)
    return Path(platformdirs.user_data_dir("backcheck", appauthor=False), NAME)


def sit_and_save(conversation: Conversation, region: str, options: CheckOptions, streams: Streams) -> int:
    """Interview a person, each answer kept until the end. Raises CannotWriteError before any question."""
    path = draft_path(streams)
    protocol = conversation.protocol

    def keep(known: Kept) -> None:
        save_draft(path, protocol, Draft(known.answers, known.twice, int(time.time()), region))

    def watch(known: Kept) -> None:
        try:
            keep(known)
        except CannotWriteError as problem:
            # Stopping the questions for that would cost more than it saves.
            conversation.watch = lambda _known: None
            conversation.watch_lines = conversation.watch
            conversation.how_to_go_on = f"To start again: {go_on_with('backcheck', options)}"
            tell(f"{problem} From here on nothing more is kept.", streams)

    def watch_lines(known: Kept) -> None:
        # A question stands on the screen: a problem is told with the next whole answer.
        with suppress(CannotWriteError):
            keep(known)

    keep(conversation.now)
    conversation.watch, conversation.watch_lines = watch, watch_lines
    conversation.how_to_go_on = GO_ON.format(go_on_with("backcheck resume", options))
    code = sit(conversation, region, options, streams)
    if conversation.finished:
        forget_draft(path)
    return code


def run(streams: Streams, options: CheckOptions, *, forget: bool) -> int:
    """Take up the interview that was kept, or remove it; give the exit code."""
    path = draft_path(streams)
    if forget:
        removed = "The answers were removed." if forget_draft(path) else "No interview was kept."
        streams.stdout.write(f"{removed}\n")
        return 0
    if not streams.can_ask:
        raise UsageError("There is no terminal to ask questions on. Run backcheck resume in a terminal.")
    protocol = load(options.protocol, streams)
    draft = read_draft(path, protocol)
    if draft is None:
        raise UsageError("No interview is kept. backcheck starts one, and backcheck --save one that is kept.")
    if not 0 <= time.time() - draft.saved < LONGEST_HOURS * HOUR:
        raise UsageError(
            f"The interview kept is more than {LONGEST_HOURS} hours old, and too much can have changed. "
            "Start again with backcheck, or remove it with backcheck resume --forget."
        )
    region = region_named(protocol, options.region) or draft.region or region_remembered(protocol, streams)
    number = emergency_number(protocol, protocol.regions.get(region))
    tell(f"{when_to_call(number, protocol.start)}\n", streams)
    return sit_and_save(_taken_up(protocol, draft), region, options, streams)


def _taken_up(protocol: Protocol, draft: Draft) -> Conversation:
    """Give the conversation as it stood, without the answers that are asked anew; those are shown when asked."""
    answers = still_good(protocol, draft.answers)
    twice = {fact: both for fact, both in draft.twice.items() if fact in answers}
    anew = {protocol.question_of[fact].id for fact in draft.answers.keys() - answers.keys()}
    return Conversation(protocol, Kept(answers, twice), taken_up=True, anew=anew, said=dict(draft.answers))
