"""The commands for other programs."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from backcheck.cli.commands import FOR_PROGRAMS, Job, NoColor, Plain, Protocol, app, streams_of


@app.command("questions", rich_help_panel=FOR_PROGRAMS)
def questions(
    context: typer.Context,
    *,
    json: Annotated[bool, typer.Option("--json", help="Give them as JSON.")] = False,
    protocol: Protocol = "",
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """List every question, its answers and when it is asked."""
    from backcheck.cli.questions import run as run_questions

    return partial(run_questions, streams_of(context, plain=plain, no_color=no_color), as_json=json, protocol=protocol)
