"""The program run as a person types it, and protocols to run it with."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BICYCLE = ROOT / "docs" / "examples" / "bicycle"
"""A small protocol that loads and in which all claims hold."""


def backcheck(*words: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder."""
    command = (sys.executable, "-m", "backcheck", *words)
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert "Traceback" not in done.stderr
    return done


def with_a_floor_too_high(folder: Path) -> Path:
    """Give a copy of the small protocol with one floor put higher than its rule goes."""
    copied = folder / "bicycle"
    shutil.copytree(BICYCLE, copied)
    floors = copied / "floors.yaml"
    text = floors.read_text(encoding="utf-8")
    assert "if unsure: workshop_this_week\n" in text
    floors.write_text(text.replace("if unsure: workshop_this_week\n", "if unsure: stop_riding\n", 1), encoding="utf-8")
    return copied
