"""Where a result goes: the screen, or a file that only its owner can read."""

from __future__ import annotations

import stat
from pathlib import Path

from backcheck.cli.options import CheckOptions
from backcheck.cli.streams import USUAL_WIDTH, Streams
from backcheck.errors import CannotWriteError
from backcheck.report import Report
from backcheck.visits import write_whole


def deliver(report: Report, options: CheckOptions, streams: Streams) -> None:
    """Write the result. A file that cannot be written loses nothing: the result goes to the screen instead."""
    if not options.output:
        show(report, options, streams)
        return
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


def check_target(name: str, *, force: bool) -> None:
    """Find out before any question whether the result could be written there. Raises CannotWriteError."""
    try:
        mode = Path(name).lstat().st_mode
    except FileNotFoundError:
        folder = Path(name).parent
        if not folder.is_dir():
            raise CannotWriteError(f"There is no folder {folder} to write {name} in.") from None
        return
    except OSError as problem:
        raise CannotWriteError(f"{name} cannot be written: {problem.strerror}.") from problem
    if stat.S_ISLNK(mode):
        raise CannotWriteError(f"{name} is a link to somewhere else. Name the file itself.")
    if not stat.S_ISREG(mode):
        raise CannotWriteError(f"{name} is not a file that can be written. Name another one.")
    if not force:
        raise CannotWriteError(f"{name} is already there. Name another file, or add --force to replace it.")


def write_file(name: str, text: str, *, force: bool) -> None:
    """Write a file whole or not at all, readable by its owner only. Raises CannotWriteError."""
    check_target(name, force=force)
    write_whole(Path(name), text)
