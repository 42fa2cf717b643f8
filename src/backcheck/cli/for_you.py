"""The commands for a person with pain."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Any

import typer

from backcheck.cli import options as declared
from backcheck.cli import start
from backcheck.cli.commands import FOR_YOU, REGION_HELP, Job, NoColor, Plain, Protocol, app, streams_of
from backcheck.cli.status import UsageError


def _check(context: typer.Context, **given: Any) -> Job:  # noqa: ANN401  the table says what each one is
    """Ask about the pain and tell how soon to be seen. Answers are never typed here: they come from you or a file."""
    asked = {field: value for field, value in given.items() if value not in {None, False}}
    for option in declared.CHECK_OPTIONS:
        if option.metavar and option.field in asked and not declared.allowed(option, asked[option.field]):
            said = f"{option.name} cannot be {asked[option.field]!r}; it takes {option.metavar}."
            raise UsageError(f"{said} See backcheck check --help.")
    return partial(start.check, declared.CheckOptions(**asked), context.obj)


def _declare(table: Sequence[declared.Option], function: Callable[..., Job]) -> Callable[..., Job]:
    """Give the function the signature that tells Typer of every option in the table."""
    parameters = [inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    for option in table:
        told = typer.Option(option.name, help=option.help, metavar=option.metavar or None, show_default=False)
        kind = Annotated[str | None, told] if option.metavar else Annotated[bool, told]
        default = None if option.metavar else False
        parameter = inspect.Parameter(option.field, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        parameters.append(parameter)
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # inspect looks for it
    function.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return function


app.command("check", rich_help_panel=FOR_YOU)(_declare(declared.CHECK_OPTIONS, _check))


@app.command("resume", rich_help_panel=FOR_YOU)
def resume(
    context: typer.Context,
    *,
    forget: Annotated[bool, typer.Option("--forget", help="Remove what is kept instead.")] = False,
    region: Annotated[str, typer.Option("--region", help=REGION_HELP, metavar="CC", show_default=False)] = "",
    protocol: Protocol = "",
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Go on with an interview that was kept with --save."""
    from backcheck.cli.resume import run as run_resume

    streams = streams_of(context, plain=plain, no_color=no_color)
    options = declared.CheckOptions(region=region, protocol=protocol, plain=plain)
    return partial(run_resume, streams, options, forget=forget)


@app.command("region", rich_help_panel=FOR_YOU)
def region(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="CC", help="Two letters: GB, US, ...", show_default=False)] = "",
    *,
    forget: Annotated[bool, typer.Option("--forget", help="Remember none.")] = False,
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Show or remember where you are, for emergency numbers."""
    from backcheck.cli.region import run as run_region

    return partial(run_region, streams_of(context, plain=plain, no_color=no_color), name=name, forget=forget)


@app.command("about", rich_help_panel=FOR_YOU)
def about(context: typer.Context, *, plain: Plain = False, no_color: NoColor = False) -> Job:
    """Tell what this is and which protocol it follows."""
    from backcheck.cli.about import run as run_about

    return partial(run_about, streams_of(context, plain=plain, no_color=no_color))
