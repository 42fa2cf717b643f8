"""Where a result goes, and in which form: the screen, or a file that only its owner can read."""

from __future__ import annotations

import time

from backcheck.certificate import line_for
from backcheck.cli.forms import FHIR, HTML, JSON, MARKDOWN, PLAIN, TERMINAL, form_of
from backcheck.cli.options import CheckOptions
from backcheck.cli.streams import USUAL_WIDTH, Streams
from backcheck.doubt import Twice
from backcheck.errors import CannotWriteError
from backcheck.protocol import Answers, Protocol
from backcheck.report import Report, make_report, with_worsening


def report_today(protocol: Protocol, answers: Answers, region: str, twice: Twice | None = None) -> Report:
    """Give all that is told of a result, with the day it is made on and what is proved about its protocol."""
    today = time.strftime("%Y-%m-%d")
    return with_worsening(make_report(protocol, answers, region, twice, today=today, certificate=line_for(protocol)))


def deliver(report: Report, options: CheckOptions, streams: Streams) -> None:
    """Write the result. A file that cannot be written loses nothing: the result goes to the screen instead."""
    form = form_of(options)
    if not options.output:
        show(report, options, streams)
        return
    from backcheck.cli.target import write_file

    try:
        write_file(options.output, in_text(report, form or PLAIN, USUAL_WIDTH, options.reader), force=options.force)
    except CannotWriteError:
        show(report, options, streams)
        raise
    print(f"The result is in {options.output}.", file=streams.stderr)


def show(report: Report, options: CheckOptions, streams: Streams) -> None:
    """Write the result to standard output, drawn as a card where that is a terminal that can draw."""
    form = form_of(options) or (TERMINAL if streams.stdout_is_terminal else PLAIN)
    width = streams.width() if streams.stdout_is_terminal else USUAL_WIDTH
    if form == TERMINAL and not streams.plain:
        _draw(report, options.reader, streams, width)
        return
    streams.stdout.write(in_text(report, PLAIN if form == TERMINAL else form, width, options.reader))
    streams.stdout.flush()


def _draw(report: Report, reader: str, streams: Streams, width: int) -> None:
    from rich.console import Console

    from backcheck.render.terminal import print_card

    colour = streams.stdout_colour
    screen = Console(file=streams.stdout, width=width, force_terminal=colour, no_color=not colour)
    print_card(report, screen, reader)


def in_text(report: Report, form: str, width: int, reader: str) -> str:
    """Give the result in a form for files and pipes; a card drawn into a file has no colour."""
    if form == JSON:
        from backcheck.render.as_json import render as render_json

        return render_json(report)
    if form == MARKDOWN:
        from backcheck.render.markdown import render as render_markdown

        return render_markdown(report, reader)
    if form == HTML:
        from backcheck.render.html import render as render_html

        return render_html(report, reader)
    if form == FHIR:
        from backcheck.render.fhir import render as render_fhir

        return render_fhir(report)
    if form == TERMINAL:
        from backcheck.render.terminal import drawn

        return drawn(report, width, reader)
    from backcheck.render.plain import render as render_plain

    return render_plain(report, width, reader)
