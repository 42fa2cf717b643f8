"""The commands for those who write protocols."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from backcheck.cli.commands import FOR_AUTHORS, Job, NoColor, Plain, Protocol, app, streams_of
from backcheck.cli.status import UsageError

CERTIFY_HELP = "Write a certificate of what was proved, if all claims hold."
COUNT_HELP = "Count the different interviews instead; this can take minutes."
Target = Annotated[
    str,
    typer.Argument(metavar="FILE", help="Where --certify writes, certificate.json if left out.", show_default=False),
]


@app.command("verify", rich_help_panel=FOR_AUTHORS)
def verify(  # noqa: PLR0913  one parameter for each option
    context: typer.Context,
    file: Target = "",
    *,
    protocol: Protocol = "",
    claim: Annotated[str, typer.Option("--claim", help="Only this claim: its number or name.", metavar="ID")] = "",
    json: Annotated[bool, typer.Option("--json", help="Give everything as JSON; write no files.")] = False,
    output_dir: Annotated[
        str, typer.Option("--output-dir", help="Where to write the people found, instead of here.", metavar="DIR")
    ] = "",
    count: Annotated[bool, typer.Option("--count", help=COUNT_HELP)] = False,
    certify: Annotated[bool, typer.Option("--certify", help=CERTIFY_HELP)] = False,
    force: Annotated[bool, typer.Option("--force", help="Let --certify replace a file that is already there.")] = False,
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Prove the safety claims for every possible person, or show one for whom they fail."""
    from backcheck.cli.verify import certify as run_certify
    from backcheck.cli.verify import run as run_verify

    streams = streams_of(context, plain=plain, no_color=no_color)
    if count:
        if claim or certify or force or file or output_dir:
            raise UsageError("--count settles no claims and writes no files. It goes with --json and --protocol only.")
        from backcheck.cli.counting import run as run_count

        return partial(run_count, streams, protocol=protocol, as_json=json)
    if certify:
        if claim or json:
            raise UsageError("A certificate is about all claims. Leave --claim and --json out.")
        return partial(run_certify, streams, protocol=protocol, target=file, force=force, output_dir=output_dir)
    if file:
        raise UsageError(f"{file} is where a certificate is written. Please add --certify, or leave it out.")
    return partial(run_verify, streams, protocol=protocol, claim=claim, as_json=json, output_dir=output_dir)


RULE_HELP = "Only changes to this rule, finding or question."
SAMPLE_HELP = "Only so many changes, drawn by chance."


@app.command("mutate", rich_help_panel=FOR_AUTHORS)
def mutate(  # noqa: PLR0913  one parameter for each option
    context: typer.Context,
    *,
    protocol: Protocol = "",
    rule: Annotated[str, typer.Option("--rule", help=RULE_HELP, metavar="ID")] = "",
    sample: Annotated[int | None, typer.Option("--sample", help=SAMPLE_HELP, metavar="N", min=1)] = None,
    seed: Annotated[int, typer.Option("--seed", help="Which sample; the same seed draws the same.", metavar="S")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Give everything as JSON.")] = False,
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Break the rules on purpose, one small change at a time, and show which changes nobody would notice."""
    from backcheck.cli.mutate import run as run_mutate

    streams = streams_of(context, plain=plain, no_color=no_color)
    return partial(run_mutate, streams, protocol=protocol, rule=rule, number=sample or 0, seed=seed, as_json=json)


NewFolder = Annotated[str, typer.Argument(metavar="DIR", help="A folder that is new or empty.", show_default=False)]


@app.command("new", rich_help_panel=FOR_AUTHORS)
def new(  # noqa: PLR0913  one parameter for each option
    context: typer.Context,
    folder: NewFolder,
    *,
    title: Annotated[str, typer.Option("--title", help="The question that it answers.", metavar="WORDS")] = "",
    rung: Annotated[
        list[str] | None, typer.Option("--rung", help="A rung, most urgent first; once for each.", metavar="WORDS")
    ] = None,
    topic: Annotated[str, typer.Option("--topic", help="The first topic.", metavar="WORDS")] = "",
    sign: Annotated[
        list[str] | None, typer.Option("--sign", help="A sign for each rung but the last.", metavar="WORDS")
    ] = None,
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Begin a protocol of your own: asks for a title, a ladder and a first topic, and writes a folder that works."""
    from backcheck.cli.new import Given
    from backcheck.cli.new import run as run_new

    given = Given(title, tuple(rung or ()), topic, tuple(sign or ()))
    return partial(run_new, streams_of(context, plain=plain, no_color=no_color), folder=folder, given=given)


Folder = Annotated[str, typer.Argument(metavar="DIR", help="The folder of a protocol.", show_default=False)]


@app.command("lint", rich_help_panel=FOR_AUTHORS)
def lint(
    context: typer.Context,
    folder: Folder,
    *,
    watch: Annotated[bool, typer.Option("--watch", help="Look again after each saving, until Ctrl-C.")] = False,
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Show all that is wrong with a protocol: mistakes with their lines, then claims, then cases.

    Exits 0 when it is sound, 65 for mistakes, 1 for claims or cases that fail, 2 when all else is sound
    but the claims were not checked, since the solver of the extra "verify" is not installed.
    """
    from backcheck.cli.lint import run as run_lint

    return partial(run_lint, streams_of(context, plain=plain, no_color=no_color), folder=folder, watch=watch)


Old = Annotated[str, typer.Argument(metavar="OLD", help="A protocol's folder, or: shipped.", show_default=False)]
New = Annotated[str, typer.Argument(metavar="NEW", help="A protocol's folder, or: shipped.", show_default=False)]
ALLOW_HELP = "Exit 0 though somebody's rung is lowered without a line in the new changelog."


@app.command("diff", rich_help_panel=FOR_AUTHORS)
def diff(  # noqa: PLR0913  one parameter for each option
    context: typer.Context,
    old: Old,
    new: New,
    *,
    allow_lower: Annotated[bool, typer.Option("--allow-lower", help=ALLOW_HELP)] = False,
    json: Annotated[bool, typer.Option("--json", help="Give everything as JSON; write no files.")] = False,
    output_dir: Annotated[
        str, typer.Option("--output-dir", help="Where to write the people found, instead of here.", metavar="DIR")
    ] = "",
    plain: Plain = False,
    no_color: NoColor = False,
) -> Job:
    """Show who ends otherwise in a new protocol than in an old one: rung, referral, advice, cases."""
    from backcheck.cli.diff import run as run_diff

    streams = streams_of(context, plain=plain, no_color=no_color)
    return partial(run_diff, streams, old=old, new=new, allow_lower=allow_lower, as_json=json, output_dir=output_dir)
