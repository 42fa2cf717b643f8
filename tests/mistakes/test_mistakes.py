"""Every kind of mistake an author can make, and the exact message it earns.

Each file in ``kinds/`` says what the author did to the sound protocol in ``workshop/``, and after ``== earns`` what
they are told. After a message was changed on purpose, ``REWRITE_MISTAKES=1 pytest tests/mistakes`` writes all of them
anew; read each as its author would before keeping it.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from backcheck.errors import BackcheckError
from backcheck.reading import read_answers, read_cases, read_folder, record_in, threshold_gaps

HERE = Path(__file__).parent
READER = HERE.parents[1] / "src" / "backcheck" / "reading"
KINDS = sorted((HERE / "kinds").glob("*.txt"))
CODE = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)+)\]$", re.MULTILINE)
NO_CODES = {"utf-8", "asked-unknown", "at-least", "at-most", "entered-in-error"}  # FHIR's words
# Patients from the literature and populations are no part of a protocol, and have tests of their own.
APART = {"published.py", "populations.py", "spreads.py"}


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.stem)
def test_a_mistake_earns_its_message(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The author is told exactly this."""
    steps, wanted = path.read_text(encoding="utf-8").split("== earns\n")
    monkeypatch.chdir(tmp_path)
    told = _told_after(steps)
    if os.environ.get("REWRITE_MISTAKES"):
        path.write_text(f"{steps}== earns\n{told}\n", encoding="utf-8")
    else:
        assert told == wanted.rstrip("\n")


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.stem)
def test_a_file_is_named_after_the_code_it_earns(path: Path) -> None:
    """A newcomer finds a mistake by its code."""
    codes = CODE.findall(path.read_text(encoding="utf-8"))
    name = path.stem.partition("--")[0]
    assert name in codes or (name == "several-at-once" and len(set(codes)) > 3)


def test_every_code_has_a_mistake_that_earns_it() -> None:
    """No message is without an example, and no example without its code in the reader."""
    earned = {code for path in KINDS for code in CODE.findall(path.read_text(encoding="utf-8"))}
    assert earned == _codes_in_the_reader()


def test_the_workshop_is_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the mistakes start from has none."""
    monkeypatch.chdir(HERE)
    reading = read_folder("workshop")
    assert threshold_gaps(reading.protocol, read_cases(reading.protocol, "workshop"), reading.compared) == ()


def _codes_in_the_reader() -> set[str]:
    """Codes are the only texts in the reader that are made of words and dashes."""
    modules = [path for path in READER.glob("*.py") if path.name not in APART]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in modules]
    texts = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and CODE.fullmatch(f"[{text}]")} - NO_CODES


def _told_after(steps: str) -> str:
    folder = Path("workshop")
    shutil.copytree(HERE / "workshop", folder)
    answers: list[tuple[str, str, str]] = []
    for step in re.split(r"\n== (?!becomes)", steps.removesuffix("\n"))[1:]:
        order, _, content = step.partition("\n")
        verb, *words = order.split(" ")
        if verb in {"answers", "replay"}:
            answers.append((verb, words[0], content))
        else:
            _STEPS[verb](folder, words, content)
    return _told(folder, answers)


def _told(folder: Path, answers: list[tuple[str, str, str]]) -> str:
    try:
        reading = read_folder(folder)
        gaps = threshold_gaps(reading.protocol, read_cases(reading.protocol, folder), reading.compared)
        for verb, name, text in answers:
            if verb == "replay":
                record_in(reading.protocol, text.encode(), name)
            else:
                read_answers(reading.protocol, text, name)
    except BackcheckError as error:
        return str(error)
    return "\n".join(map(str, gaps))


def _change(folder: Path, words: list[str], content: str) -> None:
    before, after = content.split("\n== becomes\n") if "\n== becomes\n" in content else (content[:-11], "")
    text = (folder / words[0]).read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {words[0]}"
    (folder / words[0]).write_text(text.replace(before, after), encoding="utf-8")


def _write(folder: Path, words: list[str], content: str) -> None:
    (folder / words[0]).write_text(content + "\n", encoding="utf-8")


def _write_bytes(folder: Path, words: list[str], content: str) -> None:
    (folder / words[0]).write_bytes(content.encode().decode("unicode-escape").encode("latin-1"))


def _write_repeated(folder: Path, words: list[str], content: str) -> None:
    (folder / words[0]).write_text((content + "\n") * int(words[1]), encoding="utf-8")


def _write_many(folder: Path, words: list[str], content: str) -> None:
    for number in range(int(words[0])):
        (folder / words[-1].format(number)).write_text(content + "\n", encoding="utf-8")


def _remove(folder: Path, words: list[str], _content: str) -> None:
    (folder / words[0]).unlink()


def _make_folder(folder: Path, words: list[str], content: str) -> None:
    _remove(folder, words, content)
    (folder / words[0]).mkdir()


def _link(folder: Path, words: list[str], content: str) -> None:
    _remove(folder, words, content)
    (folder / words[0]).symlink_to(words[1])


_STEPS: dict[str, Callable[[Path, list[str], str], None]] = {
    "in": _change,
    "file": _write,
    "bytes": _write_bytes,
    "repeated": _write_repeated,
    "many": _write_many,
    "missing": _remove,
    "folder": _make_folder,
    "link": _link,
}
