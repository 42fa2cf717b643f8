"""The commands for a class: a quiz, a population, and a sheet of what the learners decided."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from backcheck.cli.commands import FOR_TEACHING, Job, NoColor, Plain, Protocol, app, streams_of
from backcheck.cli.status import UsageError

FROM_HELP = "Where the person comes from: published, cases or random."
SETTING_HELP = "A population that comes with the protocol, such as primary-care or emergency-department."
WITHOUT_HELP = "Compare with the protocol without this rule; can be given again."
CHANGE_HELP = "Compare with this rule asking for another rung; can be given again."
COMPARE_HELP = "Compare with another protocol that asks the same questions."
Seed = Annotated[int | None, typer.Option("--seed", help="Repeat a draw.", metavar="N", show_default=False)]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is already there.")]


@app.command("quiz", rich_help_panel=FOR_TEACHING)
def quiz(  # noqa: PLR0913  one parameter for each option
    context: typer.Context,
    *,
    source: Annotated[str, typer.Option("--from", help=FROM_HELP, metavar="SOURCE")] = "published",
    name: Annotated[str, typer.Option("--name", help="This person.", metavar="NAME", show_default=False)] = "",
    seed: Seed = None,
    concordance: Annotated[bool, typer.Option("--script-concordance", help="Does a finding make it likelier?")] = False,
    output: Annotated[str, typer.Option("--output", help="Keep the result.", metavar="FILE", show_default=False)] = "",
    force: Force = False,
    protocol: Protocol = "",
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Ask a made-up or published person, decide how soon they need help, and see what the rules say."""
    from backcheck.cli.quiz import QuizOptions, run
    from backcheck.teach.quiz_people import SOURCES

    if source not in SOURCES:
        raise UsageError(f"--from takes {', '.join(SOURCES)}, not {source!r}.")
    options = QuizOptions(source, name, seed, concordance, output, force, protocol)
    return partial(run, streams_of(context, plain=plain, no_color=no_color), options)


@app.command("simulate", rich_help_panel=FOR_TEACHING)
def simulate(  # noqa: PLR0913  one parameter for each option
    context: typer.Context,
    *,
    setting: Annotated[str, typer.Option("--setting", help=SETTING_HELP, metavar="NAME", show_default=False)] = "",
    distribution: Annotated[
        str, typer.Option("--distribution", help="A population from a file.", metavar="FILE", show_default=False)
    ] = "",
    people: Annotated[int, typer.Option("--people", help="How many to draw.", metavar="N")] = 2000,
    seed: Annotated[int, typer.Option("--seed", help="Another seed draws other people.", metavar="N")] = 1,
    without: Annotated[list[str] | None, typer.Option("--without", help=WITHOUT_HELP, metavar="RULE")] = None,
    change: Annotated[list[str] | None, typer.Option("--change", help=CHANGE_HELP, metavar="RULE=RUNG")] = None,
    compare: Annotated[str, typer.Option("--compare", help=COMPARE_HELP, metavar="DIR", show_default=False)] = "",
    json: Annotated[bool, typer.Option("--json", help="Give everything as JSON.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Give everything as CSV.")] = False,
    svg: Annotated[str, typer.Option("--svg", help="Draw it too.", metavar="FILE", show_default=False)] = "",
    force: Force = False,
    protocol: Protocol = "",
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Draw a population and show where people end, what they are asked, and which rules alarm."""
    from backcheck.cli.simulate import SimulateOptions, run

    if json and csv:
        raise UsageError("--json and --csv are two forms of the same. Leave one out.")
    form = "json" if json else "csv" if csv else ""
    options = SimulateOptions(
        setting, distribution, people, seed, without or (), change or (), compare, form, svg, force, protocol
    )
    return partial(run, streams_of(context, plain=plain, no_color=no_color), options)


@app.command("score", rich_help_panel=FOR_TEACHING)
def score(  # noqa: PLR0913  one parameter for each option
    context: typer.Context,
    sheet: Annotated[
        str, typer.Argument(metavar="SHEET", help="A CSV file: learner,case,rung.", show_default=False)
    ] = "",
    *,
    case_set: Annotated[
        str, typer.Option("--case-set", help="published, or a file of cases/.", metavar="NAME")
    ] = "published",
    template: Annotated[bool, typer.Option("--template", help="Write an empty sheet instead.")] = False,
    csv: Annotated[str, typer.Option("--csv", help="Write the scores too.", metavar="FILE", show_default=False)] = "",
    html: Annotated[
        str, typer.Option("--html", help="Write a page to print.", metavar="FILE", show_default=False)
    ] = "",
    force: Force = False,
    protocol: Protocol = "",
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Score the rungs that learners chose for made-up or published people; never for real ones."""
    from backcheck.cli.score import ScoreOptions, run

    if bool(sheet) is template:
        raise UsageError("Name one sheet to score, or ask for an empty one with --template.")
    options = ScoreOptions(sheet, case_set, template, csv, html, force, protocol)
    return partial(run, streams_of(context, plain=plain, no_color=no_color), options)
