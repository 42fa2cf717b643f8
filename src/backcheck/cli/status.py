"""Exit codes, and the mistake of typing something that backcheck does not understand."""

from __future__ import annotations

from enum import IntEnum

from backcheck.errors import BackcheckError


class ExitCode(IntEnum):
    """What the shell is told. Only SELF_CARE ever means self-care, and only with ``--exit-code``."""

    FINISHED = 0
    BROKEN = 1
    USAGE = 2
    SELF_CARE = 10
    PLANNED = 11
    URGENT = 12
    EMERGENCY = 13
    INCOMPLETE = 20
    BAD_CONTENT = 65
    MISSING_FILE = 66
    CANNOT_WRITE = 74
    INTERRUPTED = 130


_OF_GROUP = {
    "self_care": ExitCode.SELF_CARE,
    "planned": ExitCode.PLANNED,
    "urgent": ExitCode.URGENT,
    "emergency": ExitCode.EMERGENCY,
}


def exit_code_of(group: str) -> ExitCode:
    """Give the exit code of a rung's group, as ``--exit-code`` asks for."""
    return _OF_GROUP[group]


class UsageError(BackcheckError):
    """Something was typed that backcheck does not understand, or cannot do here."""

    exit_code = ExitCode.USAGE
