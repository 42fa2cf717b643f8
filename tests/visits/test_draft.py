"""An unfinished interview that a person asked to keep."""

from __future__ import annotations

import os
import resource
import signal
import stat
from pathlib import Path

import pytest

from backcheck.errors import AnswersError, CannotWriteError
from backcheck.interview import next_question
from backcheck.visits import Draft, forget_draft, read_draft, save_draft, still_good
from tests.shipped import person, protocol

DRAFT = Draft({"age": 40, protocol().questions[0].facts[0]: "not sure"}, {"age": ("not sure", 40)}, 1_800_000_000, "GB")


def test_a_draft_comes_back_as_it_was(tmp_path: Path) -> None:
    """Answers, what was asked twice, time and region survive."""
    path = tmp_path / "new" / "draft"
    save_draft(path, protocol(), DRAFT)
    assert read_draft(path, protocol()) == DRAFT


def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    """The folder is 0700 and the file 0600, whatever the umask."""
    before = os.umask(0)
    try:
        save_draft(tmp_path / "new" / "draft", protocol(), DRAFT)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "new" / "draft").stat().st_mode) == 0o600


def test_a_write_cut_short_leaves_the_draft_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fails before the last byte is safe, what was kept before is whole and no rest lies about."""
    path = tmp_path / "draft"
    save_draft(path, protocol(), DRAFT)

    def fails(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(CannotWriteError):
        save_draft(path, protocol(), Draft({"age": 41}, {}, 1))
    assert read_draft(path, protocol()) == DRAFT
    assert [one.name for one in tmp_path.iterdir()] == ["draft"]


def killed_while_saving(path: Path, draft: Draft, byte: int) -> None:
    """Save a draft in a copy of this process that the system kills when it has written so many bytes."""
    copy = os.fork()
    if copy == 0:
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_FSIZE, (byte, byte))
            save_draft(path, protocol(), draft)
        finally:
            os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(copy, 0)[1])


def test_being_killed_at_any_byte_of_a_write_loses_only_the_answer_being_written(tmp_path: Path) -> None:
    """What was kept before is whole, and forgetting takes the rests of the write away too."""
    path = tmp_path / "draft"
    save_draft(path, protocol(), DRAFT)
    later = Draft({**DRAFT.answers, "worst_pain": 7}, DRAFT.twice, DRAFT.saved + 60, DRAFT.region)
    save_draft(tmp_path / "whole", protocol(), later)
    for byte in range(0, (tmp_path / "whole").stat().st_size, 9):
        killed_while_saving(path, later, byte)
        assert read_draft(path, protocol()) == DRAFT
    assert len(list(tmp_path.iterdir())) > 2
    assert forget_draft(path)
    assert [one.name for one in tmp_path.iterdir()] == ["whole"]


def test_a_file_cut_at_any_byte_is_no_traceback(tmp_path: Path) -> None:
    """Half a file, from whatever cause, is a sentence that says to start again."""
    path = tmp_path / "draft"
    save_draft(path, protocol(), DRAFT)
    whole = path.read_bytes()
    for length in range(len(whole.rstrip())):
        path.write_bytes(whole[:length])
        with pytest.raises(AnswersError):
            read_draft(path, protocol())


@pytest.mark.parametrize("text", ["[]", "null", "1", '{"answers": []}', '"x"', "\x00"])
def test_what_is_no_draft_is_refused(text: str, tmp_path: Path) -> None:
    """Any other file in its place is a sentence too."""
    (tmp_path / "draft").write_text(text, encoding="utf-8")
    with pytest.raises(AnswersError):
        read_draft(tmp_path / "draft", protocol())


def test_forgetting_removes_it(tmp_path: Path) -> None:
    """Once forgotten there is nothing to read, and forgetting again says so."""
    path = tmp_path / "draft"
    save_draft(path, protocol(), DRAFT)
    assert forget_draft(path)
    assert not path.exists()
    assert not forget_draft(path)
    assert read_draft(path, protocol()) is None


def test_danger_signs_are_asked_anew() -> None:
    """The first question, of which one line alone is an emergency, does not survive; most answers do."""
    answers = person()
    kept = still_good(protocol(), answers)
    first = next_question(protocol(), kept)
    assert first is protocol().questions[0]
    assert set(first.facts).isdisjoint(kept)
    assert len(kept) > len(answers) / 2
