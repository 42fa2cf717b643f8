"""The commands for those who write protocols."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from backcheck.cli.commands import FOR_AUTHORS, Job, NoColor, Plain, Protocol, app, streams_of


@app.command("verify", rich_help_panel=FOR_AUTHORS)
def verify(  # noqa: PLR0913  one parameter for each option
    context: typer.Context,
    *,
    protocol: Protocol = "",
    claim: Annotated[str, typer.Option("--claim", help="Only this claim: its number or name.", metavar="ID")] = "",
    json: Annotated[bool, typer.Option("--json", help="Give everything as JSON; write no files.")] = False,
    output_dir: Annotated[
        str, typer.Option("--output-dir", help="Where to write the people found, instead of here.", metavar="DIR")
    ] = "",
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Prove the safety claims for every possible person, or show one for whom they fail."""
    from backcheck.cli.verify import run as run_verify

    streams = streams_of(context, plain=plain, no_color=no_color)
    return partial(run_verify, streams, protocol=protocol, claim=claim, as_json=json, output_dir=output_dir)
