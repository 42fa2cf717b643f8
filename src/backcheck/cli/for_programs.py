"""The commands for other programs."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from backcheck.cli.commands import FOR_PROGRAMS, Job, NoColor, Plain, Protocol, app, streams_of

REPLAY_HELP = "A result (JSON, HTML, FHIR), a FHIR response, a saved interview or an answers file; - is standard input."
EXPORT_HELP = "fhir-questionnaire (FHIR R4B), or xlsform (for ODK and KoboToolbox; needs backcheck[export])."


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


@app.command("replay", rich_help_panel=FOR_PROGRAMS)
def replay(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help=REPLAY_HELP, show_default=False)],
    *,
    json: Annotated[bool, typer.Option("--json", help="Give what differs, and the result, as JSON.")] = False,
    protocol: Protocol = "",
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Give a kept result again, or say exactly what differs now.

    Exits 0 when the result is the same or the file holds none to compare with, 1 when it differs, 65 when the file
    does not fit this protocol or cannot be understood.
    """
    from backcheck.cli.replay import run as run_replay

    streams = streams_of(context, plain=plain, no_color=no_color)
    return partial(run_replay, streams, file=file, as_json=json, protocol=protocol)


@app.command("export", rich_help_panel=FOR_PROGRAMS)
def export(  # noqa: PLR0913  one parameter for each option
    context: typer.Context,
    *,
    format: Annotated[str, typer.Option("--format", help=EXPORT_HELP, metavar="FORM", show_default=False)],  # noqa: A002
    output: Annotated[
        str, typer.Option("--output", help="Write to a file, not to the screen.", metavar="FILE", show_default=False)
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Let --output replace a file that is already there.")] = False,
    protocol: Protocol = "",
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Give the questions as a form for other programs. It asks what applies, and decides nothing."""
    from backcheck.cli.export import run as run_export

    streams = streams_of(context, plain=plain, no_color=no_color)
    return partial(run_export, streams, form=format, output=output, force=force, protocol=protocol)
