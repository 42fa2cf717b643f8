"""Which way of asking a terminal gets."""

from __future__ import annotations

from backcheck.cli.asking import Asker
from backcheck.cli.streams import Streams


def asker_for(streams: Streams) -> Asker:
    """Give the way to ask on these streams: drawn, or line by line in plain mode."""
    if streams.plain:
        from backcheck.cli.plain_prompts import PlainAsker

        keyboard = streams.keyboard
        return PlainAsker(streams.stderr, keyboard.read_line, keyboard.drop_typed, streams.width)
    from backcheck.cli.prompts import TerminalAsker

    return TerminalAsker(streams.stderr, streams.keyboard.drop_typed, streams.width, colour=streams.stderr_colour)
