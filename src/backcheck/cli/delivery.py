"""Where a result goes: the screen, or a file that only its owner can read."""

from __future__ import annotations

from backcheck.cli.options import CheckOptions
from backcheck.cli.streams import USUAL_WIDTH, Streams
from backcheck.errors import CannotWriteError
from backcheck.report import Report


def deliver(report: Report, options: CheckOptions, streams: Streams) -> None:
    """Write the result. A file that cannot be written loses nothing: the result goes to the screen instead."""
    if not options.output:
        show(report, options, streams)
        return
    from backcheck.cli.target import write_file

    try:
        write_file(options.output, in_text(report, options, USUAL_WIDTH), force=options.force)
    except CannotWriteError:
        show(report, options, streams)
        raise
    print(f"The result is in {options.output}.", file=streams.stderr)


def show(report: Report, options: CheckOptions, streams: Streams) -> None:
    """Write the result to standard output, drawn as a card where that is a terminal that can draw."""
    if options.json or streams.plain or not streams.stdout_is_terminal:
        width = streams.width() if streams.stdout_is_terminal else USUAL_WIDTH
        streams.stdout.write(in_text(report, options, width))
        streams.stdout.flush()
        return
    from rich.console import Console

    from backcheck.render.terminal import print_card

    colour = streams.stdout_colour
    screen = Console(file=streams.stdout, width=streams.width(), force_terminal=colour, no_color=not colour)
    print_card(report, screen, options.reader)


def in_text(report: Report, options: CheckOptions, width: int) -> str:
    """Give the result as JSON or as plain text."""
    if options.json:
        from backcheck.render.as_json import render as render_json

        return render_json(report)
    from backcheck.render.plain import render as render_plain

    return render_plain(report, width, options.reader)
