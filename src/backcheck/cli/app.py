"""Every command and its options, for ``--help`` and for what the fast path declines.

Typer only reads; the command runs after it. So errors, Ctrl-C and closed pipes leave the program the same way on both
paths.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import typer

from backcheck.cli import for_authors, for_classroom, for_programs, for_teaching, for_you
from backcheck.cli.commands import EXAMPLES, Job, app
from backcheck.cli.status import ExitCode, UsageError
from backcheck.cli.streams import Streams

GROUPS = (for_you, for_teaching, for_classroom, for_authors, for_programs)
"""Each declares its commands when it is loaded; the order is that of ``--help``."""
__all__ = ["EXAMPLES", "GROUPS", "app", "run"]


def run(words: Sequence[str], streams: Streams) -> int:
    """Run one command line and give its exit code. Raises UsageError for words that no command understands."""
    try:
        job = app(list(words), obj=streams, prog_name="backcheck", standalone_mode=False)
    except typer.TyperException as mistake:
        said = cast(Any, mistake).format_message().rstrip(".")
        said += "" if said.endswith("?") else "."
        command = (
            f"backcheck {words[0]}"
            if words[0] in {command.name for command in app.registered_commands}
            else "backcheck"
        )
        raise UsageError(f"{said} See {command} --help.") from mistake
    if callable(job):
        return cast(Job, job)()
    if job == ExitCode.INTERRUPTED:
        raise KeyboardInterrupt  # Typer makes a silent exit code of it
    return int(job or 0)
