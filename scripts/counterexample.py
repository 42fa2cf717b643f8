"""The worked counterexample of ``docs/proof.md``: the real program, run on the bicycle's protocol with one fault."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Sequence
from pathlib import Path

from backcheck.protocol import Answers
from backcheck.reading import read_protocol, read_shipped
from backcheck.triage import rung_of
from backcheck.verify.claims.asking import asked_of
from backcheck.verify.held import holds_of
from backcheck.verify.options import Options
from backcheck.verify.proof import Proof
from backcheck.verify.replay import person_in_words

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "proof.md"
STOPPED, STOPPED_END = "<!-- stopped: written by make docs -->\n", "<!-- end of stopped -->\n"
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
    text = _between(text, BEGIN, END, _example())
    return _between(text, STOPPED, STOPPED_END, _stopped())


def _between(text: str, begin: str, end: str, new: str) -> str:
    if text.count(begin) != 1 or text.count(end) != 1:
        raise SystemExit(f"{PAGE.name} has lost the marks between which an example stands: {begin.strip()}")
    head, _, rest = text.partition(begin)
    _, _, tail = rest.partition(end)
    return f"{head}{begin}{new}{end}{tail}"


def _stopped() -> str:
    """Give one person of our protocol whose interview ends at the stop rung, though a floor asks for more."""
    proof = Proof(read_shipped())
    height, names = proof.protocol.height, {rung.id: rung.name for rung in proof.protocol.ladder}
    stop, end = height[proof.protocol.stop_at], proof.interview.end.known
    for hold in (one for floor in proof.protocol.floors for one in holds_of(proof.people, floor)):
        if height[hold.rung] <= stop:
            continue
        found = proof.find([hold.held, -end.ends_at(height[hold.rung])], proof.people)
        if found:
            whole, told = found[0], asked_of(proof.protocol, found[0])
            rungs = [names[rung_of(proof.protocol, answers)] for answers in (told, whole)]
            words = (
                f'For example, "{hold.floor.danger}". Somebody is asked, and answers: {_said(proof, told)}. That is '
                f'"{rungs[0]}", and asking stops. Asked everything they would have said: {_said(proof, whole)}. That '
                f'is "{rungs[1]}".'
            )
            return textwrap.fill(words, 126, initial_indent="  ", subsequent_indent="  ") + "\n"
    return "  In the protocol that comes with the program there is nobody like that.\n"


def _said(proof: Proof, answers: Answers) -> str:
    return "; ".join(person_in_words(proof.protocol, answers)) or "nothing to report"


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
        ranges = Options(read_protocol(folder / "bicycle")).ranges["tyre_hardness"]
        verified = _run(folder, *VERIFY)
        answers = (folder / ANSWERS).read_text(encoding="utf-8")
        checked = "\n".join(_run(folder, *CHECK).splitlines()[:3])
    return (
        f"\nThe floor, in `floors.yaml`:\n\n```yaml\n{FLOOR}```\n\n"
        f"The finding that the rule uses, in `{FAULT_FILE}`:\n\n```yaml\n  - id: flat_tyre\n{AFTER}```\n\n"
        f"```text\n$ backcheck {' '.join(VERIFY)}\n{verified}```\n\n"
        f"The file it wrote, and what `backcheck check` makes of it:\n\n```yaml\n{answers}```\n\n"
        f"```text\n$ backcheck {' '.join(CHECK)}\n{checked}\n```\n\n"
        f"How was the person found? The numbers in all conditions cut the answers into ranges: {_in_words(ranges)}.\n\n"
    )


def _in_words(ranges: Sequence[tuple[int, int]]) -> str:
    words = [f"just {first}" if first == last else f"{first} to {last}" for first, last in ranges]
    return f"{', '.join(words[:-1])} and {words[-1]}"


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
