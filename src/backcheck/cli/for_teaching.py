"""The commands for those who show how triage works."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from backcheck.cli.commands import FOR_TEACHING, Job, NoColor, Plain, Protocol, app, streams_of
from backcheck.cli.status import UsageError

CSV_HELP = "Write the score as CSV for the R package symptomcheckR; - is standard output."
Name = Annotated[str, typer.Argument(metavar="NAME", help="Only people named so.", show_default=False)]
PersonOfCase = Annotated[
    str, typer.Option("--case", help="The person of this case.", metavar="NAME", show_default=False)
]
PersonOfFile = Annotated[
    str, typer.Option("--answers", help="Answers from a file, - from a pipe.", metavar="FILE", show_default=False)
]


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


@app.command("graph", rich_help_panel=FOR_TEACHING)
def graph(  # noqa: PLR0913  one parameter for each option
    context: typer.Context,
    *,
    topic: Annotated[str, typer.Option("--topic", help="Only this topic.", metavar="TITLE", show_default=False)] = "",
    rule: Annotated[str, typer.Option("--rule", help="Only this rule, by its id.", metavar="ID")] = "",
    form: Annotated[
        str, typer.Option("--format", help="Else by the ending of FILE, or outline.", metavar="outline|mermaid|dot|svg")
    ] = "",
    case: Annotated[str, typer.Option("--case", help="Mark the path of this case.", metavar="NAME")] = "",
    answers: Annotated[str, typer.Option("--answers", help="Mark the path of these answers.", metavar="FILE")] = "",
    output: Annotated[str, typer.Option("--output", help="Write to a file.", metavar="FILE")] = "",
    force: Annotated[bool, typer.Option("--force", help="Let --output replace a file that is already there.")] = False,
    protocol: Protocol = "",
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Draw the protocol, one topic or one rule: questions, rules, rungs, and one person's path; or tell it in words."""
    from backcheck.cli.graph import run as run_graph

    streams = streams_of(context, plain=plain, no_color=no_color)
    part = {"topic": topic, "rule": rule, "form": form, "case": case, "answers": answers}
    return partial(run_graph, streams, protocol=protocol, **part, output=output, force=force)


@app.command("explain", rich_help_panel=FOR_TEACHING)
def explain(  # noqa: PLR0913  one parameter for each option
    context: typer.Context,
    rule: Annotated[str, typer.Argument(metavar="RULE", help="Only this rule, by its id.", show_default=False)] = "",
    *,
    not_rule: Annotated[
        str, typer.Option("--not", help="Tell what would make this rule hold.", metavar="RULE", show_default=False)
    ] = "",
    case: PersonOfCase = "",
    answers: PersonOfFile = "",
    protocol: Protocol = "",
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Tell why a result is what it is, rule by rule; or one rule in sentences; or what would make a rule hold."""
    from backcheck.cli.explain import run as run_explain

    streams = streams_of(context, plain=plain, no_color=no_color)
    person = {"case": case, "answers": answers}
    return partial(run_explain, streams, protocol=protocol, rule=rule, not_rule=not_rule, **person)


@app.command("what-if", rich_help_panel=FOR_TEACHING)
def what_if(  # noqa: PLR0913  one parameter for each option
    context: typer.Context,
    *,
    case: PersonOfCase = "",
    answers: PersonOfFile = "",
    show_all: Annotated[bool, typer.Option("--all", help="Shorten no list.")] = False,
    protocol: Protocol = "",
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Tell the smallest changes of answers that make a result more urgent, and those that make it less."""
    from backcheck.cli.what_if import run as run_what_if

    streams = streams_of(context, plain=plain, no_color=no_color)
    return partial(run_what_if, streams, protocol=protocol, case=case, answers=answers, show_all=show_all)


@app.command("demo", rich_help_panel=FOR_TEACHING)
def demo(  # noqa: PLR0913  one parameter for each option
    context: typer.Context,
    *,
    case: PersonOfCase = "",
    answers: PersonOfFile = "",
    step: Annotated[bool, typer.Option("--step", help="Wait for Enter after each step.")] = False,
    big: Annotated[bool, typer.Option("--big", help="For a room: less on a screen, more air.")] = False,
    protocol: Protocol = "",
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Show an interview with the reasoning beside it: of a case, of answers, or of whoever sits here."""
    from backcheck.cli.demo import run as run_demo

    streams = streams_of(context, plain=plain, no_color=no_color)
    return partial(run_demo, streams, protocol=protocol, case=case, answers=answers, step=step, big=big)
