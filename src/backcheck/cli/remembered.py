"""The region a person asked to have remembered: one line in a file of their own. Imports nothing heavy."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "region"
LONGEST = 16


def settings_folder(environment: Mapping[str, str]) -> str:
    """Give where settings are kept, as platformdirs would; that is too slow to ask before the first screen."""
    home = os.path.expanduser("~")  # noqa: PTH111  pathlib would delay the first screen
    if sys.platform == "win32":
        return os.path.join(environment.get("LOCALAPPDATA") or home, "backcheck")  # noqa: PTH118
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Application Support", "backcheck")  # noqa: PTH118
    return os.path.join(environment.get("XDG_CONFIG_HOME", "").strip() or f"{home}/.config", "backcheck")  # noqa: PTH118


def remembered_region(environment: Mapping[str, str]) -> str:
    """Give the remembered region as two letters; empty when there is none, or nothing that could be one."""
    try:
        with open(os.path.join(settings_folder(environment), NAME), encoding="ascii") as opened:  # noqa: PTH118, PTH123
            text = opened.read(LONGEST).strip().upper()
    except (OSError, ValueError):
        return ""
    return text if len(text) == 2 and text.isalpha() else ""  # noqa: PLR2004  two letters
