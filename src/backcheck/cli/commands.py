"""The one Typer application, how its help is laid out, and the options that many commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup

from backcheck import __version__
from backcheck.cli import options as declared
from backcheck.cli.streams import Streams

PANELS = FOR_YOU, FOR_TEACHING, FOR_AUTHORS, FOR_PROGRAMS = "For you", "For teaching", "For authors", "For programs"
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
        groups: dict[str, list[tuple[str, str]]] = {panel: [] for panel in PANELS}
        for name, command in self.commands.items():
            line = (name, (command.help or "").splitlines()[0].split(". ")[0].rstrip(".") + ".")
            groups[cast(Any, command).rich_help_panel].append(line)
        for group, lines in groups.items():
            with formatter.section(group):
                formatter.write_dl(lines)


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"max_content_width": 100, "help_option_names": ["--help", "-h"]},
    rich_markup_mode=None,  # plain help: not one control character, and half the time
    epilog="Without a command, check is meant: see backcheck check --help.",
)


@app.callback()
def backcheck(*, version: Version = False) -> None:
    """Ask about upper or middle back pain and tell how soon to be seen, by whom, and why."""
    del version  # told and done before this is called


def streams_of(context: typer.Context, *, plain: bool, no_color: bool) -> Streams:
    """Give this process's streams with what the command line says of them."""
    return cast(Streams, context.obj).with_choices(plain=plain, no_color=no_color)
