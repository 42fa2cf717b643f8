"""Nothing leaves the computer: the program opens no connection, whatever it is doing."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.screen import BACKCHECK, Screen, environment
from tests.shipped import person, protocol
from tests.terminal.driving import interview

REACHED_OUT = 97
# An event loop wakes itself through a pair of local sockets; everything else of the kind ends the program at once.
GUARD = f"""
import os, sys

def watch(event, given):
    if event == "socket.__new__" and int(given[1]) == {int(socket.AF_UNIX)}:
        return
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "poplib.", "imaplib.", "nntplib.")):
        os.write(2, f"REACHED OUT: {{event}} {{given!r}}".encode())
        os._exit({REACHED_OUT})

sys.addaudithook(watch)
"""


@pytest.fixture
def guarded(tmp_path: Path) -> dict[str, str]:
    """Give an environment in which Python ends when something reaches for a network."""
    (tmp_path / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    return {"PYTHONPATH": str(tmp_path)}


@pytest.mark.parametrize(
    "reach",
    ["import socket; socket.socket()", "import socket; socket.getaddrinfo('localhost', 80)"],
    ids=["socket", "name"],
)
def test_the_guard_sees_a_connection(reach: str, guarded: dict[str, str]) -> None:
    """What the other tests lean on works: who opens a socket or asks for a host's address is ended."""
    done = subprocess.run([sys.executable, "-c", reach], env=environment(**guarded), capture_output=True, check=False)
    assert done.returncode == REACHED_OUT


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_an_interview_reaches_for_no_network(plain: bool, guarded: dict[str, str]) -> None:
    """From the first screen to the result, drawn or plain, no socket to anywhere is made."""
    first = protocol().questions[0]
    with Screen(*(["--plain"] if plain else []), more=guarded, rows=100) as screen:
        interview(screen, person(**{first.facts[-1]: "yes"}), plain=plain)
        assert screen.wait_for_end() == 0
        assert b"REACHED OUT" not in screen.seen


@pytest.mark.parametrize("words", [["--answers", "-"], ["questions"], ["about"], ["--help"]], ids=" ".join)
def test_no_command_reaches_for_a_network(words: list[str], guarded: dict[str, str]) -> None:
    """The same for what needs no terminal."""
    done = subprocess.run(
        [*BACKCHECK, *words], input=b"{}", env=environment(**guarded), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
