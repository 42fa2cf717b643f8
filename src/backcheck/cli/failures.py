"""What a person is told when something goes wrong: a sentence and an exit code, never a traceback."""

from __future__ import annotations

import errno
import os

from backcheck.cli.start import when_to_call, wrapped
from backcheck.cli.status import ExitCode
from backcheck.cli.streams import Streams
from backcheck.errors import BackcheckError

_CANNOT_WRITE = {
    errno.EPIPE: "whoever was reading the result stopped reading",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EIO: "the device reported an error",
    errno.EBADF: "the place to write to was closed",
}


def exit_code_after(problem: BaseException, streams: Streams) -> int:
    """Tell the person what happened and give the exit code; BACKCHECK_DEBUG=1 shows where a fault of ours lies."""
    if isinstance(problem, BackcheckError):
        tell(str(problem), streams)
        return problem.exit_code
    if isinstance(problem, KeyboardInterrupt):
        tell("\nStopped.", streams)
        return ExitCode.INTERRUPTED
    reason = _why_unwritten(problem)
    if reason:
        _forget_unwritten(streams)
        tell(f"The result could not be written: {reason}. What you see of it may be incomplete.", streams)
        return ExitCode.CANNOT_WRITE
    if debugging(streams):
        raise problem
    tell(f"{fault(problem)}\n\n{when_to_call()}", streams)
    return ExitCode.BROKEN


def debugging(streams: Streams) -> bool:
    """Say whether a developer wants to see where a fault of ours lies."""
    return streams.environment.get("BACKCHECK_DEBUG", "") not in {"", "0"}


def fault(problem: BaseException) -> str:
    """Tell of a fault of ours, and how to find it."""
    return (
        "Something went wrong inside backcheck. This is not an all-clear. "
        f"It was {type(problem).__name__}; to see where, set BACKCHECK_DEBUG=1 and run it again."
    )


def tell(text: str, streams: Streams) -> None:
    """Write to standard error, wrapped to a terminal; where it cannot be written, the exit code has to do."""
    if streams.stderr_is_terminal:
        width = streams.width() - 1
        text = "\n".join(piece for line in text.splitlines() for piece in wrapped(line, width))
    try:
        streams.stderr.write(text + "\n")
        streams.stderr.flush()
    except (OSError, ValueError):
        pass


def _why_unwritten(problem: BaseException) -> str:
    if isinstance(problem, SystemExit):
        # Nothing of ours exits so; rich and typer do when nobody reads the output any more.
        return _CANNOT_WRITE[errno.EPIPE]
    if isinstance(problem, OSError):
        # A stream that never could be written says so without a number.
        return _CANNOT_WRITE.get(problem.errno or errno.EBADF, "")
    return ""


def _forget_unwritten(streams: Streams) -> None:
    """Point standard output at nothing, or Python would fail once more when it flushes at exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, streams.stdout.fileno())
    except (OSError, ValueError):
        pass
