"""Files made to hurt: one clear message each, in little memory, and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from backcheck.errors import Mistake
from tests.reading.workshop import copied

TOPIC = "topics/brakes.yaml"
MOST_MEMORY = 200 * 1024 * 1024
SPACE = 600 * 1024 * 1024
# The reader works in a process of its own, so that what it takes can be measured and limited.
READ = f"""
import json, resource, sys
if sys.platform == "linux":
    resource.setrlimit(resource.RLIMIT_AS, ({SPACE}, {SPACE}))
from backcheck.errors import BackcheckError
from backcheck.reading import read_protocol
def peak():
    # What getrusage tells includes the process that started this one, before it became another program.
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
codes, exit_code = [], 0
try:
    read_protocol(sys.argv[1])
except BackcheckError as error:
    exit_code, codes, text = error.exit_code, [mistake.code for mistake in error.mistakes], str(error)
memory = peak()
print(json.dumps([exit_code, codes, memory, text]))
"""


def _alias_bomb() -> bytes:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    return "\n".join(rows).encode()


def _doubling_findings() -> bytes:
    """Findings that double at each step, which would be a trillion phrases once written out."""
    rows = ["topic: Doubling", "findings:"]
    for n in range(40):
        inside = f"left_{n + 1}, right_{n + 1}" if n < 39 else "brakes_weak, wheel_wobbles"
        for side in ("left", "right"):
            rows += [
                f"  - id: {side}_{n}",
                "    means: more",
                f"    when: {{all of: [{inside}]}}",
                "    sources: [handbook]",
            ]
    return "\n".join(rows).encode()


def _tower_of_findings() -> bytes:
    rows = ["topic: Tower", "findings:"]
    for n in range(1500):
        inside = f"level_{n + 1}" if n < 1499 else "brakes_weak"
        rows += [f"  - id: level_{n}", "    means: more", f"    when: {inside}", "    sources: [handbook]"]
    return "\n".join(rows).encode()


HOSTILE: dict[str, tuple[bytes, str]] = {
    "alias bomb": (_alias_bomb(), "yaml-anchor"),
    "ten thousand brackets": (b"[" * 10_000, "too-deep"),
    "ten thousand braces": (b"{" * 10_000, "name-not-words"),
    "ten thousand braces with names": (b"{a: " * 10_000, "too-deep"),
    "ten thousand levels": (b"\n".join(b" " * n + b"a:" for n in range(400)), "too-deep"),
    "ten thousand items in one": (b"- " * 10_000, "too-deep"),
    "ten thousand questions": (b"? " * 10_000, "name-not-words"),
    "a megabyte": (b"# a comment\n" * 90_000, "too-large"),
    "one letter too many": (b"#" * (256 * 1024 + 1), "too-large"),
    "a quarter megabyte in one word": (b"a" * 256 * 1024, "not-pairs"),
    "repeated names": (b"a: 1\n" * 50_000, "repeated-name"),
    "escape sequences": (b"topic: \x1b]0;owned\x07\n", "control-character"),
    "a backspace": (b"topic: \x08\n", "control-character"),
    "a C1 control": ("topic: \x9b2J\n".encode(), "control-character"),
    "reading direction": ("topic: \u202eevil\n".encode(), "control-character"),
    "an invisible joiner": ("topic: a\ufeffb\n".encode(), "control-character"),
    "invisible tags": ("topic: a\U000e0041b\n".encode(), "control-character"),
    "a line separator": ("topic: a\u2028b: c\n".encode(), "control-character"),
    "NUL": (b"topic: \x00\n", "nul-byte"),
    "UTF-16 with a mark": ("topic: Brakes".encode("utf-16"), "not-utf-8"),
    "UTF-16 without a mark": ("topic: Brakes".encode("utf-16-le"), "nul-byte"),
    "Latin-1": (b"topic: caf\xe9\n", "not-utf-8"),
    "a lone surrogate": (b"topic: \xed\xa0\x80\n", "not-utf-8"),
    "overlong bytes": (b"topic: \xc0\xaf\n", "not-utf-8"),
    "nothing": (b"", "empty-file"),
    "doubling findings": (_doubling_findings(), "condition-too-big"),
    "a tower of findings": (_tower_of_findings(), "finding-too-deep"),
    "a hundred thousand mistakes": (b"- x\n" * 60_000, "not-pairs"),
    "a thousand misspelt fields": (b"\n".join(b"fieldd_%d: x" % n for n in range(9_000)), "and-more"),
    "a number of a quarter megabyte": (b"topic: " + b"9" * 200_000, "unknown-fact"),
    "a long line": (b"topic: {" + b"a: b, " * 30_000 + b"]", "stray-mark"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_clear_message(name: str, tmp_path: Path) -> None:
    """It is refused by its code, exit code 65, in less than 200 MB."""
    content, code = HOSTILE[name]
    place = copied(tmp_path)
    (place / ("topics/more.yaml" if "findings" in name else TOPIC)).write_bytes(content)
    _refused(place, code)


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


def _growing(path: Path) -> None:
    path.symlink_to("/proc/kallsyms")


KINDS: list[tuple[Callable[[Path], None], str]] = [
    (_folder, "not-a-file"),
    (_pipe, "not-a-file"),
    (_endless, "not-a-file"),
    (_dangling, "not-a-file"),
    (_circle, "cannot-read"),
]


@pytest.mark.parametrize(("make", "code"), KINDS, ids=lambda value: getattr(value, "__name__", value))
@pytest.mark.parametrize("path", [TOPIC, "protocol.yaml", "start.txt"])
def test_what_is_no_file_gets_a_clear_message(
    make: Callable[[Path], None], code: str, path: str, tmp_path: Path
) -> None:
    """A pipe is not waited for and a device not read."""
    place = copied(tmp_path)
    (place / path).unlink()
    make(place / path)
    _refused(place, code)


@pytest.mark.skipif(not Path("/proc/kallsyms").exists(), reason="only Linux has files that claim to be empty")
def test_a_file_that_claims_to_be_empty_is_not_believed(tmp_path: Path) -> None:
    """What is read is limited, whatever size the system tells."""
    place = copied(tmp_path)
    (place / TOPIC).unlink()
    _growing(place / TOPIC)
    _refused(place, "too-large")


def test_many_large_files_are_refused_together(tmp_path: Path) -> None:
    """Each is small enough, all of them are not."""
    place = copied(tmp_path)
    for number in range(20):
        (place / "topics" / f"t{number}.yaml").write_bytes(b"# a comment\n" * 20_000)
    assert "together" in _refused(place, "too-large")


def test_hostile_names_of_files_are_shown_harmlessly(tmp_path: Path) -> None:
    """A file's name cannot clear the screen either."""
    place = copied(tmp_path)
    (place / "topics" / "\x1b[2J.yaml").write_text("topic: [", encoding="utf-8")
    assert "\x1b" not in _refused(place, "never-closed")


def test_a_very_long_line_is_shown_in_part() -> None:
    """The message shows the culprit and what stands around it, not a quarter of a megabyte."""
    shown = str(Mistake("a-code", "this is wrong", "a.yaml", 1, 150_001, 5, "x" * 150_000 + "wrong" + "y" * 100_000))
    place, line, underline = shown.splitlines()
    assert place == "a.yaml:1:150001"
    assert len(line) < 250
    assert line[underline.index("~") : underline.index("^") + 1] == "wrong"


def _refused(place: Path, code: str) -> str:
    command = [sys.executable, "-c", READ, str(place)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    exit_code, codes, memory, text = json.loads(done.stdout)
    assert code in codes
    assert exit_code == 65
    assert memory < MOST_MEMORY
    assert len(text) < 60_000
    return str(text)
