"""Every command and its options, for ``--help`` and for what the fast path declines.

Typer only reads; the command runs after it. So errors, Ctrl-C and closed pipes leave the program the same way on both
paths.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup

from backcheck import __version__
from backcheck.cli import options as declared
from backcheck.cli import start
from backcheck.cli.status import UsageError
from backcheck.cli.streams import Streams

FOR_YOU, FOR_TEACHING, FOR_AUTHORS, FOR_PROGRAMS = "For you", "For teaching", "For authors", "For programs"
CSV_HELP = "Write the score as CSV for the R package symptomcheckR; - is standard output."
REGION_HELP = "Where you are, as two letters (GB, US, ...), for emergency numbers."
EXAMPLES = (
    ("backcheck", "answer some questions, get a result"),
    ("backcheck --plain", "the same for a screen reader"),
    ("backcheck --save", "the same, to go on later with backcheck resume"),
    ("backcheck region GB", "remember where you are, for emergency numbers"),
    ("backcheck check --answers FILE --json", "no questions: answers from a file"),
    ("backcheck questions", "the questions, for writing such a file"),
)


def _show_version(wanted: bool) -> None:  # noqa: FBT001  typer hands it over so
    if wanted:
        typer.echo(f"backcheck {__version__}")
        raise typer.Exit


Job = Callable[[], int]
Version = Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="Only people named so.", show_default=False)]
Plain = Annotated[bool, typer.Option("--plain", help=declared.PLAIN.help)]
NoColor = Annotated[bool, typer.Option("--no-color", help=declared.NO_COLOR.help)]
Protocol = Annotated[str, typer.Option("--protocol", help=declared.PROTOCOL.help, metavar="DIR", show_default=False)]


class Commands(TyperGroup):
    """The commands, told in ``--help`` by who uses them, after some examples."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  typer keeps their types to itself
        """Write the whole of ``backcheck --help``."""
        self.format_help_text(ctx, formatter)
        with formatter.section("Examples"):
            formatter.write_dl(EXAMPLES, col_max=40)
        formatter.write_paragraph()
        self.format_usage(ctx, formatter)
        self._write_groups(formatter)
        self.format_options(ctx, formatter)
        self.format_epilog(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write nothing after the options: the groups stand before them."""

    def _write_groups(self, formatter: Any) -> None:  # noqa: ANN401
        groups: dict[str, list[tuple[str, str]]] = {}
        for name, command in self.commands.items():
            line = (name, command.get_short_help_str(formatter.width))
            groups.setdefault(cast(Any, command).rich_help_panel, []).append(line)
        for group, lines in groups.items():
            with formatter.section(group):
                formatter.write_dl(lines)


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"max_content_width": 100},
    rich_markup_mode=None,  # plain help: not one control character, and half the time
    epilog="Without a command, check is meant: see backcheck check --help.",
)


def run(words: Sequence[str], streams: Streams) -> int:
    """Run one command line and give its exit code. Raises UsageError for words that no command understands."""
    try:
        job = app(list(words), obj=streams, prog_name="backcheck", standalone_mode=False)
    except typer.TyperException as mistake:
        said = cast(Any, mistake).format_message().rstrip(".")
        command = (
            f"backcheck {words[0]}"
            if words[0] in {command.name for command in app.registered_commands}
            else "backcheck"
        )
        raise UsageError(f"{said}. See {command} --help.") from mistake
    return cast(Job, job)() if callable(job) else int(job or 0)


@app.callback()
def backcheck(*, version: Version = False) -> None:
    """Ask about upper or middle back pain and tell how soon to be seen, by whom, and why."""
    del version  # told and done before this is called


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

    streams = _streams(context, plain=plain, no_color=no_color)
    options = declared.CheckOptions(region=region, protocol=protocol)
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

    return partial(run_region, _streams(context, plain=plain, no_color=no_color), name=name, forget=forget)


@app.command("about", rich_help_panel=FOR_YOU)
def about(context: typer.Context, *, plain: Plain = False, no_color: NoColor = False) -> Job:
    """Tell what this is and which protocol it follows."""
    from backcheck.cli.about import run as run_about

    return partial(run_about, _streams(context, plain=plain, no_color=no_color))


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

    streams = _streams(context, plain=plain, no_color=no_color)
    if not (score or coverage or csv):
        return partial(run_cases, streams, protocol=protocol, name=name)
    if name:
        raise UsageError("NAME picks cases; --score, --coverage and --csv are about all of them. Leave one out.")
    return partial(run_scoring, streams, protocol=protocol, score=score, coverage=coverage, csv=csv, force=force)


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

    streams = _streams(context, plain=plain, no_color=no_color)
    return partial(run_verify, streams, protocol=protocol, claim=claim, as_json=json, output_dir=output_dir)


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

    return partial(run_questions, _streams(context, plain=plain, no_color=no_color), as_json=json, protocol=protocol)


def _streams(context: typer.Context, *, plain: bool, no_color: bool) -> Streams:
    return cast(Streams, context.obj).with_choices(plain=plain, no_color=no_color)
