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

FOR_YOU, FOR_TEACHING, FOR_PROGRAMS = "For you", "For teaching", "For programs"
EXAMPLES = (
    ("backcheck", "answer some questions, get a result"),
    ("backcheck --plain", "the same for a screen reader"),
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


@app.command("about", rich_help_panel=FOR_YOU)
def about(context: typer.Context, *, plain: Plain = False, no_color: NoColor = False) -> Job:
    """Tell what this is and which protocol it follows."""
    from backcheck.cli.about import run as run_about

    return partial(run_about, _streams(context, plain=plain, no_color=no_color))


@app.command("cases", rich_help_panel=FOR_TEACHING)
def cases(
    context: typer.Context,
    name: Name = "",
    *,
    protocol: Protocol = "",
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Run the protocol's cases and tell who came out wrong."""
    from backcheck.cli.cases import run as run_cases

    return partial(run_cases, _streams(context, plain=plain, no_color=no_color), protocol=protocol, name=name)


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
