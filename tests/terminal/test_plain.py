"""Plain mode is for the whole program: not one ESC byte from any command, whatever it has to say."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcheck.cli.app import app
from tests.screen import Screen
from tests.shipped import protocol
from tests.teach.drawn import BICYCLE

COMMANDS = sorted(str(command.name) for command in app.registered_commands)
SAID = {
    "check": ["check", "--plain", "--answers", "{answers}"],
    "region": ["region", "GB", "--plain"],
    "resume": ["resume", "--plain"],
    "questions": ["questions", "--plain"],
    "cases": ["cases", "nobody is called so", "--plain"],
    "verify": ["verify", "--plain", "--claim", "10"],
    "mutate": ["mutate", "--plain", "--rule", "burning_stripe", "--sample", "1"],
    "about": ["about", "--plain"],
    "quiz": ["quiz", "--plain", "--name", "nobody is called so"],
    "simulate": ["simulate", "--plain", "--people", "20"],
    "score": ["score", "--plain", "--template"],
    "replay": ["replay", "{answers}", "--plain"],
    "explain": ["explain", "--plain", "--answers", "{answers}"],
    "what-if": ["what-if", "--plain", "--answers", "{answers}"],
    "demo": ["demo", "--plain", "--answers", "{answers}"],
    "graph": ["graph", "--plain", "--rule", "lowest"],
    "lint": ["lint", "--plain", str(BICYCLE)],
    "diff": ["diff", str(BICYCLE), str(BICYCLE), "--plain"],
    "new": [
        *("new", "{answers}.new", "--plain", "--title", "A", "--topic", "B"),
        *("--rung", "C", "--rung", "D", "--rung", "E", "--sign", "F", "--sign", "G"),
    ],
    "export": ["export", "--plain", "--format", "fhir-questionnaire"],
}


def words_for(command: str, tmp_path: Path) -> list[str]:
    """Give a command line that has something to say."""
    answers = tmp_path / "answers.yaml"
    answers.write_text(f"{protocol().questions[0].facts[0]}: yes\n", encoding="utf-8")
    return [word.format(answers=answers) for word in SAID.get(command, [command, "--plain"])]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("ask", ["run", "help", "mistake"])
def test_no_command_writes_an_escape_byte(command: str, ask: str, tmp_path: Path) -> None:
    """Results, help and mistakes alike are plain lines on a terminal."""
    words = {
        "run": words_for(command, tmp_path),
        "help": [command, "--help"],
        "mistake": [command, "--no-such-option", "--plain"],
    }[ask]
    more = {"XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    with Screen(*words, more=more, columns=60) as screen:
        code = screen.wait_for_end()
        assert screen.seen.strip()
        assert b"\x1b" not in screen.seen
        assert b"Traceback" not in screen.seen
        assert (code == 2) is (ask == "mistake" or (command, ask) == ("resume", "run"))


@pytest.mark.parametrize("more", [{"ACCESSIBLE": "1"}, {"TERM": "dumb"}], ids=["ACCESSIBLE=1", "TERM=dumb"])
def test_the_environment_chooses_plain_results(more: dict[str, str], tmp_path: Path) -> None:
    """Without --plain too, the result of an emergency begins with words and has no ESC byte."""
    words = [word for word in words_for("check", tmp_path) if word != "--plain"]
    with Screen(*words, more=more) as screen:
        assert screen.wait_for_end() == 0
        assert screen.seen.lstrip().startswith(b"Immediate action required: ")
        assert b"\x1b" not in screen.seen
