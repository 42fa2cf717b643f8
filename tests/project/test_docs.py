"""The documentation tells of things that are there."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from backcheck.verify.claims import CLAIMS
from tests.project.test_house import ROOT, tracked
from tests.screen import environment

FENCED = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!\\)`([^`]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
TYPED = re.compile(r"^ *(?:\$ )?(backcheck(?: .*)?)$", re.MULTILINE)
OF_OURS = re.compile(r"(?:\.ci|bench|docs|questions|schemas|scripts|src|tests)/[\w./*-]*")
END = re.compile(r" {2,}|(?: [|#>&;<]|\.\.\.)")
CLAIM = re.compile(r"\bclaims?\s+(\d+)", re.IGNORECASE)
SAFETY = ROOT / "docs" / "safety"


def pages() -> list[Path]:
    """Give every page of documentation."""
    return [path for path in tracked() if path.suffix == ".md"]


def name(path: Path) -> str:
    """Give a page's name from the root."""
    return path.relative_to(ROOT).as_posix()


def spans(text: str) -> list[str]:
    """Give what stands in backticks in running text, a line break counting as a space."""
    return [" ".join(span.split()) for span in SPAN.findall(FENCED.sub("", text))]


def anchors(page: Path) -> set[str]:
    """Give the names under which the headings of a page can be linked to."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def broken_links(page: Path) -> Iterator[str]:
    """Give the links of a page to files or headings that are not there."""
    for link in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        target, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        there = (page.parent / target).resolve() if target else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            yield link


def commands(text: str) -> Iterator[str]:
    """Give each command line of ours that a text shows, without what is piped or explained behind it."""
    shown = [typed for block in FENCED.findall(text) for typed in TYPED.findall(block)]
    for typed in [*shown, *(span for span in spans(text) if re.match(r"backcheck(?: |$)", span))]:
        yield END.split(typed, maxsplit=1)[0].strip()


@cache
def refusal(command: str) -> str:
    """Give what the program says against the words of a command; nothing where it understands them."""
    words = [sys.executable, "-m", "backcheck", *command.split()[1:], "--help"]
    done = subprocess.run(words, env=environment(), capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"{command}: {done.stderr.strip()}"


def missing(text: str) -> Iterator[str]:
    """Give the files and tests that a text names in backticks and that are not there."""
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    for span in spans(text):
        if OF_OURS.fullmatch(span) and not list(ROOT.glob(span.rstrip("/"))):
            yield span
        if re.fullmatch(r"test_\w+", span) and f"def {span}(" not in tests:
            yield span


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """A relative link names a file of the project, and what stands behind # a heading of it."""
    assert list(broken_links(page)) == []


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_command_shown_is_understood(page: Path) -> None:
    """Whoever copies a command from a page gets no usage mistake."""
    shown = sorted(set(commands(page.read_text(encoding="utf-8"))))
    assert [said for said in map(refusal, shown) if said] == []


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_file_and_test_named_is_there(page: Path) -> None:
    """What is shown as evidence exists, above all in the safety case."""
    assert list(missing(page.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("page", sorted(SAFETY.glob("*.md")), ids=name)
def test_every_claim_named_is_one_that_is_proved(page: Path) -> None:
    """Claims are named by their number."""
    named = {int(number) for number in CLAIM.findall(page.read_text(encoding="utf-8"))}
    assert named <= {claim.number for claim in CLAIMS}


def test_the_safety_case_names_every_claim() -> None:
    """Nothing that is proved is left out of the argument."""
    named = CLAIM.findall((SAFETY / "safety-case.md").read_text(encoding="utf-8"))
    assert {int(number) for number in named} == {claim.number for claim in CLAIMS}


def test_what_is_looked_for_is_found(tmp_path: Path) -> None:
    """A broken link, a strange command and a missing file are noticed, and sound ones are not."""
    page = tmp_path / "page.md"
    page.write_text("[a](nowhere.md) [b](https://example.org) [c](#over-there) [d](#here)\n\n# Over, there\n", "utf-8")
    text = (
        "`backcheck about` `backcheck\nnonsense` `tests/none.py` `tests/screen.py` `test_nothing_of_the_kind`\n\n"
        "```sh\n$ backcheck check --answers FILE  # why\nbackcheck --never\n```\n"
    )
    assert list(broken_links(page)) == ["nowhere.md", "#here"]
    assert [command for command in commands(text) if refusal(command)] == ["backcheck --never", "backcheck nonsense"]
    assert list(missing(text)) == ["tests/none.py", "test_nothing_of_the_kind"]


def test_the_floors_of_the_house_are_those_that_are_held() -> None:
    """Contributors read the layers that import-linter checks, and no older ones."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    held = next(one["layers"] for one in settings["contracts"] if one["type"] == "layers")
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "\n".join(("```text", *held, "```")) in page
