"""The commands for those who show how triage works."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from backcheck.cli.commands import FOR_TEACHING, Job, NoColor, Plain, Protocol, app, streams_of
from backcheck.cli.status import UsageError

CSV_HELP = "Write the score as CSV for the R package symptomcheckR; - is standard output."
Name = Annotated[str, typer.Argument(metavar="NAME", help="Only people named so.", show_default=False)]


@app.command("cases", rich_help_panel=FOR_TEACHING)
def cases(  # noqa: PLR0913  one parameter for each option
    context: typer.Context,
    name: Name = "",
    *,
    score: Annotated[bool, typer.Option("--score", help="Score the published patients instead.")] = False,
    coverage: Annotated[bool, typer.Option("--coverage", help="Show which rules lack people; exit 1 if any.")] = False,
    csv: Annotated[str, typer.Option("--csv", help=CSV_HELP, metavar="FILE", show_default=False)] = "",
    force: Annotated[bool, typer.Option("--force", help="Let --csv replace a file that is already there.")] = False,
    protocol: Protocol = "",
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Run the protocol's cases and tell who came out wrong."""
    from backcheck.cli.cases import run as run_cases
    from backcheck.cli.scoring import run as run_scoring

    streams = streams_of(context, plain=plain, no_color=no_color)
    if not (score or coverage or csv):
        return partial(run_cases, streams, protocol=protocol, name=name)
    if name:
        raise UsageError("NAME picks cases; --score, --coverage and --csv are about all of them. Leave one out.")
    return partial(run_scoring, streams, protocol=protocol, score=score, coverage=coverage, csv=csv, force=force)
