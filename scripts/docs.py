"""Writes every part of the documentation that repeats the program; with ``--check``, says which of them went stale."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a program, it is not found beside its own folder
from scripts import counterexample, handout, pictures, screens, shells  # noqa: E402


def commands() -> str:
    """Give ``docs/commands.md``: what each ``--help`` says, on a screen of 100 columns."""
    from backcheck.cli.app import app

    parts = ["# Commands\n\nWritten by `make docs` from the program itself.\n"]
    for command in ("", *(str(command.name) for command in app.registered_commands)):
        typed = f"backcheck {command}".strip()
        parts.append(f"## {typed}\n\n```text\n$ {typed} --help\n{help_of(command)}\n```\n")
    return "\n".join(parts)


def help_of(command: str) -> str:
    """Give what ``--help`` prints for one command."""
    words = [sys.executable, "-m", "backcheck", *command.split(), "--help"]
    environment = {**os.environ, "COLUMNS": "100"}
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=True).stdout.rstrip()


def results() -> str:
    """Give ``docs/safety/results.md``: the score on published patients, and the people behind the rules."""
    from backcheck.reading import read_cases, read_shipped, shipped_folder
    from backcheck.reading.published import read_published
    from backcheck.teach.cases import run_cases
    from backcheck.teach.coverage import coverage
    from backcheck.teach.score import AS_NO, AS_NOT_SURE, agreement, score
    from backcheck.teach.scoresheet import coverage_lines, score_lines

    protocol, folder = read_shipped(), shipped_folder()
    scores = [score(protocol, read_published(protocol, folder), unstated) for unstated in (AS_NO, AS_NOT_SURE)]
    covered = coverage(protocol, run_cases(protocol, read_cases(protocol, folder)), scores[0].everybody)
    parts = [RESULTS_HEAD, *score_lines(scores, agreement(scores)), *coverage_lines(covered)]
    return "\n".join(parts).rstrip() + "\n"


def certified() -> str:
    """Give ``questions/certificate.json``: as it stands while it is fresh, else proved anew."""
    import json

    from backcheck.certificate import NAME
    from backcheck.reading import read_shipped
    from backcheck.verify.certify import certificate, is_fresh
    from backcheck.verify.verdict import verify

    protocol, path = read_shipped(), ROOT / "questions" / NAME
    try:
        standing = path.read_text(encoding="utf-8")
        if is_fresh(json.loads(standing), protocol):
            return standing
    except (OSError, ValueError):
        pass
    verdicts = list(verify(protocol))
    failing = [verdict.claim.id for verdict in verdicts if not verdict.holds]
    if failing:
        raise SystemExit(
            f"No certificate can be written, since claims fail: {', '.join(failing)}. See backcheck verify."
        )
    return json.dumps(certificate(protocol, verdicts), indent=2, ensure_ascii=False) + "\n"


FLOORS_BEGIN, FLOORS_END = "<!-- floors: written by make docs -->\n", "<!-- end of the floors -->\n"


def contributing() -> str:
    """Give ``CONTRIBUTING.md`` as it stands, with the floors of the house as import-linter holds them."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    if page.count(FLOORS_BEGIN) != 1 or page.count(FLOORS_END) != 1:
        raise SystemExit("CONTRIBUTING.md has lost the marks between which the floors of the house stand.")
    head, _, rest = page.partition(FLOORS_BEGIN)
    _, _, tail = rest.partition(FLOORS_END)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    floors = next(one["layers"] for one in settings["contracts"] if one["type"] == "layers")
    drawn = "\n".join(floors)
    return f"{head}{FLOORS_BEGIN}\n```text\n{drawn}\n```\n\n{FLOORS_END}{tail}"


RESULTS_HEAD = """\
# Results

Written by `make docs` from `backcheck cases --score` and `backcheck cases --coverage`. The patients, how they were
encoded and what unstated means: [the collection](../../questions/cases/published/README.md). Those who end outside
their set are argued one by one in [known misses](known-misses.md).

- *Within the set*: the result is a level that both raters accept. *Exactly*: it is the level both named as best, of the
  patients for whom they named the same. *Sure emergencies*: both raters accept nothing less.
- Levels: emergency (call now, emergency department), urgent (today), soon (in 7 days or 2 weeks), routine, self-care.
- *Three tiers* are emergency, non-emergency and self-care, as Semigran and others (2015) had them, on patients whose
  raters' best levels lie in one tier.
- *Screens* are the questions asked. *Lines read* are one for each question and one more for each line of a checklist.
  In plain mode a checklist is read as one question; only after a yes are its lines asked, and so read, once more.
- Intervals are Wilson's (1927), 95 %.

## Score
"""

# What is generated: a file, and the function that gives the whole text of it.
GENERATED: dict[str, Callable[[], str]] = {
    "questions/certificate.json": certified,  # first, because results tell of it
    "CONTRIBUTING.md": contributing,
    "docs/commands.md": commands,
    "docs/proof.md": counterexample.page,
    "docs/safety/results.md": results,
    "docs/handout.html": handout.handout,
    "docs/plain.md": pictures.transcript,
    "docs/shell/backcheck.1": shells.man,
    "docs/shell/backcheck.bash": shells.bash,
    "docs/shell/backcheck.fish": shells.fish,
    "docs/shell/_backcheck": shells.zsh,
    **{f"docs/pictures/{group}.svg": partial(pictures.picture, group) for group in pictures.SHOWN},
    **{
        f"tests/golden/{group}-{width}.txt": partial(pictures.golden, group, width)
        for group in pictures.SHOWN
        for width in pictures.WIDTHS
    },
    **{f"docs/pictures/question-{width}.svg": partial(screens.picture, width) for width in screens.WIDTHS},
    **{
        f"tests/golden/question-{kind}-{width}.txt": partial(screens.golden, kind, width)
        for kind in screens.KEYS
        for width in screens.WIDTHS
    },
    **{
        f"tests/golden/people/{rung}-{reader}.{ending}": partial(pictures.told, rung, reader, ending)
        for rung in pictures.PEOPLE
        for reader in pictures.READERS
        for ending in pictures.FORMS
        if ending not in pictures.FOR_PROGRAMS or reader == "patient"  # programs get one and the same
    },
    "tests/golden/people/questionnaire.fhir.json": pictures.questionnaire,
}


def main() -> int:
    """Write each generated file that differs, or only name it and fail when asked to ``--check``."""
    check = sys.argv[1:] == ["--check"]
    stale = [path for path, text in GENERATED.items() if update(ROOT / path, text(), write=not check)]
    for path in stale:
        print(f"{path} is stale: run make docs and read what changed." if check else f"Wrote {path}.")
    return 1 if check and stale else 0


def update(path: Path, text: str, *, write: bool) -> bool:
    """Say whether the file differs from the text, and write it if wanted."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    if write:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return True


if __name__ == "__main__":
    sys.exit(main())
