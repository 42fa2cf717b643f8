"""``backcheck verify --count`` as typed: what it tells, what it refuses, and how it ends."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from backcheck.cli import counting
from backcheck.cli.streams import Streams
from backcheck.reading import read_protocol
from backcheck.verify.interviews import Number
from tests.screen import Screen
from tests.verify.running import BICYCLE, backcheck
from tests.verify.walking import walked


def test_the_numbers_of_a_small_protocol_are_exact() -> None:
    """As JSON each is text; they are those of walking through every interview."""
    done = backcheck("verify", "--protocol", str(BICYCLE), "--count", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0
    ends = Counter(walked(read_protocol(BICYCLE)))
    assert {name: int(one["interviews"]) for name, one in told["rungs"].items() if one["interviews"] != "0"} == ends
    assert told["total"] == {"exact": True, "interviews": str(ends.total())}


def test_each_rung_is_told_in_words() -> None:
    """One line for each rung, then all together and what an interview is; nothing on standard error."""
    done = backcheck("verify", "--protocol", str(BICYCLE), "--count", "--plain")
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0)
    for rung in read_protocol(BICYCLE).ladder:
        assert f"{rung.id}: exactly " in done.stdout
    assert "In all: exactly " in done.stdout


def test_an_estimate_comes_with_its_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """In words and as JSON; one that may be far too low says so in both."""
    uneven = Number(4 * 10**20, 10.0**20, uneven=True)
    monkeypatch.setattr(counting, "count_ending_at", lambda *_, **__: uneven)
    out = io.StringIO()
    streams = Streams(io.StringIO(), out, io.StringIO(), {}, plain=True)
    assert counting.run(streams, protocol=str(BICYCLE), as_json=False) == 0
    told = " ".join(out.getvalue().split())
    assert "about 4.0 x 10^20, standard error 25 %; a few draws make most of it, so it may be far too low" in told
    out.truncate(0)
    out.seek(0)
    assert counting.run(streams, protocol=str(BICYCLE), as_json=True) == 0
    rung, *_ = json.loads(out.getvalue())["rungs"].values()
    assert rung == {
        "exact": False,
        "interviews": str(4 * 10**20),
        "standard_error": str(10**20),
        "may_be_far_too_low": True,
    }


@pytest.mark.parametrize("words", [["--claim", "2"], ["--certify"], ["own.json"], ["--output-dir", "."], ["--force"]])
def test_options_that_do_not_go_together_are_a_mistake_in_typing(words: list[str]) -> None:
    """Counting settles no claim and writes no file."""
    done = backcheck("verify", "--count", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--count" in done.stderr


def test_without_the_library_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    """The claims do not need it, and counting does."""
    (tmp_path / "oxidd").mkdir()
    (tmp_path / "oxidd" / "__init__.py").write_text("raise ImportError\n")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); sys.argv = ['backcheck', *sys.argv[1:]]\n"
    code += "from backcheck.__main__ import main; sys.exit(main())"
    words = [sys.executable, "-c", code, "verify", "--protocol", str(BICYCLE)]
    done = subprocess.run([*words, "--count"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'backcheck[verify]'" in done.stderr
    assert "Traceback" not in done.stderr
    assert subprocess.run(words, capture_output=True, check=False).returncode == 0


def test_ctrl_c_ends_counting_at_once() -> None:
    """What was counted stays on the screen, and the exit code is that of an interruption."""
    with Screen("verify", "--count", "--plain") as screen:
        screen.wait_for("self_care: ")
        screen.press("\x03")
        assert screen.wait_for_end() == 130
        assert b"Traceback" not in screen.seen
        assert b"In all" not in screen.seen
