"""Where the shipped protocol lies: inside the package once installed, else in the checkout. It depends on nothing."""

from __future__ import annotations

import os

_HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120  pathlib would delay the first screen


def questions_folder() -> str:
    """Give the ``questions/`` folder that travels with this program, never one of the current directory."""
    installed = os.path.join(_HERE, "questions")  # noqa: PTH118
    if os.path.isdir(installed):  # noqa: PTH112
        return installed
    return os.path.normpath(os.path.join(_HERE, "..", "..", "questions"))  # noqa: PTH118
