"""The worked counterexample of ``docs/proof.md``: the real program, run on the bicycle's protocol with one fault."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "proof.md"
BEGIN, END = "<!-- counterexample: written by make docs -->\n", "<!-- end of the counterexample -->\n"
FLOOR = """\
- danger: a tyre that is nearly flat
  when: tyre_hardness <= 2
  floor: workshop_this_week
  if unsure: none
  sources: [workshop_handbook]
  note: Whoever is not sure can press again.
"""
BEFORE, AFTER = "    when: tyre_hardness <= 2\n", "    when: tyre_hardness < 2\n"
FAULT_FILE = Path("topics", "tyres.yaml")
VERIFY = ("verify", "--protocol", "bicycle", "--claim", "floors")
ANSWERS = "counterexample-floors-1.yaml"
CHECK = ("check", "--protocol", "bicycle", "--answers", ANSWERS, "--plain")


def page() -> str:
    """Give ``docs/proof.md`` as it stands, with what the program says now between the two marks."""
    text = PAGE.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise SystemExit(f"{PAGE.name} has lost the marks between which the counterexample stands.")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}{_example()}{END}{tail}"


def _example() -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "docs" / "examples" / "bicycle", folder / "bicycle")
        with (folder / "bicycle" / "floors.yaml").open("a", encoding="utf-8") as floors:
            floors.write(FLOOR)
        topic = folder / "bicycle" / FAULT_FILE
        told = topic.read_text(encoding="utf-8")
        if told.count(BEFORE) != 1:
            raise SystemExit(
                f"{FAULT_FILE} no longer says {BEFORE.strip()!r} once: choose another fault for the example."
            )
        topic.write_text(told.replace(BEFORE, AFTER), encoding="utf-8")
        verified = _run(folder, *VERIFY)
        answers = (folder / ANSWERS).read_text(encoding="utf-8")
        checked = "\n".join(_run(folder, *CHECK).splitlines()[:3])
    return (
        f"\nThe floor, in `floors.yaml`:\n\n```yaml\n{FLOOR}```\n\n"
        f"The finding that the rule uses, in `{FAULT_FILE}`:\n\n```yaml\n  - id: flat_tyre\n{AFTER}```\n\n"
        f"```text\n$ backcheck {' '.join(VERIFY)}\n{verified}```\n\n"
        f"The file it wrote, and what `backcheck check` makes of it:\n\n```yaml\n{answers}```\n\n"
        f"```text\n$ backcheck {' '.join(CHECK)}\n{checked}\n```\n\n"
    )


def _run(folder: Path, *words: str) -> str:
    """Give what one command says on standard output in a folder, without how long it took."""
    environment = {**os.environ, "COLUMNS": "100", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "backcheck", *words]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if "Traceback" in done.stderr:
        raise SystemExit(done.stderr)
    return (
        "\n".join(
            line.partition(" combinations of answers, ")[0] + " combinations of answers."
            if " seconds." in line
            else line
            for line in done.stdout.splitlines()
        )
        + "\n"
    )
