"""What the house asks of every file."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def tracked() -> list[Path]:
    """Give every file of the project: those git tracks, and new ones it does not ignore."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_every_module_says_what_it_is_and_stays_small(path: Path) -> None:
    """A module has a docstring, is no longer than a newcomer reads in one go, and so are its functions."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [one.name for one in functions if (one.end_lineno or 0) - one.lineno >= LONGEST_FUNCTION]
    assert ast.get_docstring(tree)
    assert text.count("\n") <= LONGEST_FILE
    assert long == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    """What is committed works anywhere: no home folder of somebody, no host that packages come from."""
    hosts = ["py" + r"pi\.org", "python" + r"hosted\.org", "registry\\.npm" + "js"]
    homes = ["/ho" + "me/[a-z]", "/Us" + "ers/[a-z]", "/wo" + "rk/", "/ro" + "ot/", "/tm" + "p/"]
    forbidden = re.compile("|".join([*hosts, *(rf"(?<!\w){home}" for home in homes)]))
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if forbidden.search(line)
    ]
    assert found == []


def test_the_version_stands_in_one_place() -> None:
    """The version is written in ``__init__`` and nowhere else in code or packaging; the changelog tells of it."""
    written = re.search(r'__version__ = "(.+)"', (ROOT / "src/backcheck/__init__.py").read_text(encoding="utf-8"))
    assert written is not None
    assert f'"{written[1]}"' not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"## {written[1]}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
