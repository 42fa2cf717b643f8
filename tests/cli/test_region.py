"""The region a person names: never guessed, and a slip is told with what could be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.typed import typed
from tests.shipped import protocol


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let nothing that the developer had remembered be found."""
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.mark.parametrize(
    ("name", "meant"), [("uk", "GB"), ("UAE", "AE"), ("usa", "US"), ("germany", "DE"), ("Irland", "IE")]
)
def test_another_name_of_a_country_is_answered_with_its_letters(name: str, meant: str) -> None:
    """What people call their country is no region, but is understood; an option nobody typed is not spoken of."""
    done = typed("region", name)
    assert done.code == 2
    assert f"Did you mean {meant} ({protocol().regions[meant].name})" in done.err
    assert "--region" not in done.err


def test_a_region_given_by_option_can_be_left_out() -> None:
    """Where the option was typed, the sentence says what comes without it."""
    done = typed("check", "--answers", "-", "--region", "zz")
    assert done.code == 2
    assert "Leave --region out" in done.err


def test_all_regions_are_listed_by_name_with_the_explanation_last() -> None:
    """What to type stands where it is read, under the list and not scrolled away above it."""
    lines = typed("region").out.splitlines()
    listed = [line[6:].partition(":")[0] for line in lines if line.startswith("  ")]
    assert listed == sorted(region.name for region in protocol().regions.values())
    assert "backcheck region GB" in " ".join(lines[-2:])
