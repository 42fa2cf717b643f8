"""The console script. ``check``, with or without its name, is recognised here before Typer and its kin load."""

from __future__ import annotations

import gc
import sys

from backcheck.cli.options import read_quickly
from backcheck.cli.start import check
from backcheck.cli.streams import Streams

FOR_ALL_COMMANDS = ("--help", "-h", "--version")


def main() -> int:
    """Run the program on this process's arguments and streams; give its exit code."""
    # Loading makes very many objects and no garbage: looking for some takes a tenth of the time to the first question.
    gc.set_threshold(100_000)
    streams = Streams.of_process()
    try:
        code = run(sys.argv[1:], streams)
        streams.stdout.flush()
    except BaseException as problem:  # noqa: BLE001  a traceback shown to a person is a bug
        from backcheck.cli.failures import exit_code_after

        return exit_code_after(problem, streams)
    return code


def run(words: list[str], streams: Streams) -> int:
    """Run the command that some words ask for; without the name of one, ``check`` is meant."""
    if not words or (words[0].startswith("-") and words[0] not in FOR_ALL_COMMANDS):
        words = ["check", *words]
    options = read_quickly(words[1:]) if words[0] == "check" else None
    if options is not None:
        return check(options, streams)
    from backcheck.cli.app import run as run_command

    return run_command(words, streams)


if __name__ == "__main__":
    sys.exit(main())
