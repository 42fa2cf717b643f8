"""Completions and the man page, used as a shell and man use them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

SHELL = Path(__file__).resolve().parents[2] / "docs" / "shell"
COMMANDS = {"check", "resume", "region", "cases", "verify"}


def offered(*words: str) -> set[str]:
    """Give what bash offers for the last of some words."""
    typed = " ".join(f"'{word}'" for word in words)
    script = (
        f'. "$1"; COMP_WORDS=({typed}); COMP_CWORD=$((${{#COMP_WORDS[@]}}-1)); _backcheck; echo "${{COMPREPLY[@]}}"'
    )
    command = ["bash", "-c", script, "bash", str(SHELL / "backcheck.bash")]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_bash_completes_commands_and_their_options() -> None:
    """The commands, the options of the one that was typed, and the values that an option has."""
    assert offered("backcheck", "") >= COMMANDS
    assert offered("backcheck", "res") == {"resume"}
    assert "--forget" in offered("backcheck", "region", "--")
    assert "--forget" not in offered("backcheck", "check", "--")
    assert "--plain" in offered("backcheck", "--p")
    assert offered("backcheck", "check", "--for", "") == offered("backcheck", "--for", "") == {"patient", "clinician"}


@pytest.mark.parametrize(
    ("shell", "file"), [("bash", "backcheck.bash"), ("zsh", "_backcheck"), ("fish", "backcheck.fish")]
)
def test_each_shell_can_read_its_file(shell: str, file: str) -> None:
    """Nothing in it is a mistake to the shell it is for."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here")
    done = subprocess.run([shell, "-n", str(SHELL / file)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_man_page_can_be_shown() -> None:
    """Nothing in it is a mistake to groff, and what an option takes stands beside it."""
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed here")
    command = ["groff", "-man", "-ww", "-Tascii", str(SHELL / "backcheck.1")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "--for patient|clinician" in re.sub(".\x08", "", done.stdout)
