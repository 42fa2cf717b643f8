"""Whoever waits long enough is told what is at work."""

from __future__ import annotations

import io

import pytest

from backcheck.cli import patience
from backcheck.cli.patience import Progress
from backcheck.cli.streams import Streams
from backcheck.cli.verify import run
from tests.cli.test_streams import Terminal, world


def told(streams: Streams) -> str:
    """Give what stands on standard error."""
    assert isinstance(streams.stderr, io.StringIO)
    return streams.stderr.getvalue()


@pytest.mark.parametrize(("waited", "shown"), [(0.0, True), (3600.0, False)])
def test_what_is_at_work_is_told_after_the_wait(waited: float, shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not before; and the line is gone in the end."""
    monkeypatch.setattr(patience, "PATIENCE", waited)
    streams = world()
    with Progress(streams) as progress:
        progress.now("Checking claim 1")
        assert ("Checking claim 1" in told(streams)) is shown
    assert told(streams).endswith("\r\x1b[K") is shown


@pytest.mark.parametrize("streams", [world(plain=True), world(terminal=False)], ids=["plain", "no terminal"])
def test_nothing_is_told_in_plain_mode_or_where_nobody_looks(streams: Streams, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one byte."""
    monkeypatch.setattr(patience, "PATIENCE", 0.0)
    with Progress(streams) as progress:
        progress.now("Checking claim 1")
    assert told(streams) == ""


def test_a_line_longer_than_the_screen_is_cut() -> None:
    """A second line could not be taken away again."""
    streams = Streams(Terminal(), Terminal(), Terminal(), {"COLUMNS": "20"})
    with Progress(streams) as progress:
        progress._start -= 3600  # noqa: SLF001
        progress.now("x" * 100)
    assert "x" * 19 in told(streams)
    assert "x" * 20 not in told(streams)


def test_verifying_tells_which_claim_is_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line names the claim, stands on standard error, and the results on standard output are whole."""
    monkeypatch.setattr(patience, "PATIENCE", 0.0)
    streams = world()
    assert run(streams, protocol="docs/examples/bicycle", claim="floors", as_json=False, output_dir="") == 0
    assert "Checking claim 2 (floors)" in told(streams)
    assert isinstance(streams.stdout, io.StringIO)
    assert "Checking" not in streams.stdout.getvalue()
