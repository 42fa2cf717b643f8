"""The wheel: what travels in it, and that it works where there is no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.project.test_house import tracked
from tests.screen import Screen, environment

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the source archive and the wheel that was built from it, as people get them."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def wheel(built: Path) -> Path:
    """Give the wheel."""
    return next(built.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the program of a fresh environment that holds the wheel, and borrows what it depends on from this one."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    command = [sys.executable, "-m", "pip", "--quiet", "--python", str(folder / "bin" / "python"), "install"]
    subprocess.run([*command, "--no-deps", "--no-index", str(wheel)], check=True)
    # Not through a .pth file: the checkout's own, for the editable install, must not be followed.
    borrowed = next(Path(path) for path in sys.path if Path(path, "typer").is_dir())
    for entry in borrowed.iterdir():
        if not (packages / entry.name).exists() and "backcheck" not in entry.name and entry.suffix != ".pth":
            (packages / entry.name).symlink_to(entry)
    return folder / "bin" / "backcheck"


def run(
    program: Path, folder: Path, *words: str, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the installed program in a folder."""
    return subprocess.run(
        [program, *words],
        cwd=folder,
        input="{}",
        env=environment(**(more or {})),
        capture_output=True,
        text=True,
        check=False,
    )


def _data(path: Path) -> bool:
    """Say whether a file stands beside the code for the program to read: a template, a style sheet."""
    return path.suffix not in {".py", ".pyc"}


def test_the_wheel_holds_all_knowledge_and_no_tests(wheel: Path) -> None:
    """Every file of questions/ and schemas/ is in it, the compiled protocol too, and nothing only developers need."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    knowledge = [path for name in ("questions", "schemas") for path in (ROOT / name).rglob("*") if path.is_file()]
    carried = {f"backcheck/{path.relative_to(ROOT)}" for path in knowledge}
    code = {str(path.relative_to(ROOT / "src")) for path in (ROOT / "src").rglob("*.py")}
    beside = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src").rglob("*")
        if path.is_file() and _data(path)
    }
    wanted = carried | code | beside | {"backcheck/questions.compiled.json", "backcheck/opening.json"}
    others = {name for name in inside - wanted if ".dist-info/" not in name and ".data/" not in name}
    assert wanted - inside == set()
    assert others == set()


def test_the_wheel_installs_the_man_page_and_the_completions(installed: Path) -> None:
    """Each stands where man and the shells look for it beside the program, as the program's commands make it."""
    share = installed.parents[1] / "share"
    for made, place in {
        "backcheck.1": "man/man1/backcheck.1",
        "backcheck.bash": "bash-completion/completions/backcheck",
        "backcheck.fish": "fish/vendor_completions.d/backcheck.fish",
        "_backcheck": "zsh/site-functions/_backcheck",
    }.items():
        assert (share / place).read_bytes() == (ROOT / "docs" / "shell" / made).read_bytes()


def test_the_source_archive_can_be_built_and_read(built: Path) -> None:
    """The source archive, from which the wheel was built, holds tests, schemas, licence, and no leftovers of tools."""
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    own = [path.relative_to(ROOT).as_posix() for path in tracked()]
    parts = ("src/", "questions/", "schemas/", "tests/", "docs/")
    needed = {"LICENSE", "README.md", "hatch_build.py", "Makefile", *(name for name in own if name.startswith(parts))}
    assert needed <= set(names)
    assert [name for name in names if "cache" in name or name.startswith(".")] in ([], [".gitignore"])


def test_the_installed_program_runs_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    """Far from any checkout the shipped protocol is found and a result comes out."""
    done = run(installed, tmp_path, "check", "--answers", "-", "--json")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("{")
    assert list(tmp_path.iterdir()) == []


def test_the_installed_program_reads_no_yaml(installed: Path, tmp_path: Path) -> None:
    """The compiled protocol of the wheel is the one that is used."""
    python = installed.with_name("python")
    asked = "import sys; from backcheck.reading import read_shipped; print(read_shipped().id, 'yaml' in sys.modules)"
    done = subprocess.run(
        [python, "-c", asked], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["thoracic_back_pain", "False"]


def test_the_first_question_of_the_installed_program_counts(installed: Path) -> None:
    """It is drawn before the protocol is loaded, and its answer is taken like any other."""
    with Screen(command=[str(installed)]) as screen:
        screen.wait_for("Question 1")
        screen.wait_for("None of these")
        screen.press("\x1b[A\x1b[A\x1b[A \r")
        screen.wait_for("Question 2")
        assert screen.text.count("Question 1") <= 1


def test_a_first_question_that_is_no_longer_the_first_is_asked_anew(installed: Path) -> None:
    """An answer to other words than those of the protocol counts for nothing, and the person is told."""
    kept = next(installed.parents[1].glob("lib/python*/site-packages/backcheck/opening.json"))
    before = kept.read_text(encoding="utf-8")
    kept.write_text(before.replace('"ask": "', '"ask": "Old: ', 1), encoding="utf-8")
    try:
        with Screen(command=[str(installed)]) as screen:
            screen.wait_for("Old: ")
            screen.wait_for("None of these")
            screen.press("\x1b[A\x1b[A\x1b[A \r")
            screen.wait_for("Please answer this one again")
            screen.wait_for("Question 1")
    finally:
        kept.write_text(before, encoding="utf-8")


def test_stopping_at_the_first_question_of_the_installed_program_never_reassures(installed: Path) -> None:
    """Ctrl-C there ends as it does everywhere."""
    with Screen(command=[str(installed)]) as screen:
        screen.wait_for("None of these")
        screen.press("\x03")
        screen.wait_for("This is not an all-clear")
        assert screen.wait_for_end() == 130


def test_the_installed_program_needs_nothing_writable(installed: Path, tmp_path: Path) -> None:
    """``backcheck about`` works with no home and a folder that cannot be written."""
    tmp_path.chmod(0o500)
    done = run(installed, tmp_path, "about", more={"HOME": os.devnull})
    assert done.returncode == 0, done.stderr
