"""The region's number on the first screen, found without reading YAML."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
import pytest

from backcheck.cli.remembered import remembered_region, settings_folder
from backcheck.cli.start import ANY_NUMBER, first_screen, number_of
from backcheck.reading import read_protocol
from backcheck.report import emergency_number
from backcheck.shipped import questions_folder
from tests.reading.workshop import WORKSHOP
from tests.shipped import protocol


@pytest.mark.parametrize("region", protocol().regions)
def test_the_number_is_the_protocols_own(region: str) -> None:
    """Each region's number is found as the protocol gives it, the fallback beside it where it is not verified."""
    assert number_of(questions_folder(), region) == emergency_number(protocol(), protocol().regions[region])


@pytest.mark.parametrize("region", ["", "XX", "G", "GBR", "..", "{n", "é1"])
def test_no_such_region_gets_the_number_in_words(region: str) -> None:
    """An unknown country never gets somebody else's number."""
    assert number_of(questions_folder(), region) == ANY_NUMBER


@pytest.mark.parametrize("region", ["", "XX", "AU", "NL"])
def test_another_protocol_names_its_own_fallback(region: str) -> None:
    """The first screen says what that protocol's results would, with a region and without one."""
    workshop = read_protocol(WORKSHOP)
    assert workshop.fallback_number != ANY_NUMBER
    assert number_of(str(WORKSHOP), region) == emergency_number(workshop, workshop.regions.get(region))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("fallback: 000, wherever you are  # of Australia", "000, wherever you are"),
        ('fallback: "000"', "000"),
        ("fallback: '000'", "000"),
        ("fallback: the number\n\n  of your country", ANY_NUMBER),
        ("fallback: >\n  000", ANY_NUMBER),
        ('fallback: "a \\u0030"', ANY_NUMBER),
        ("fallback: \x1b[2J", ANY_NUMBER),
        ("fallback:", ANY_NUMBER),
        ("fallback: 000\nfallback: 111", ANY_NUMBER),
    ],
)
def test_a_fallback_is_read_only_where_it_is_plain(written: str, said: str, tmp_path: Path) -> None:
    """What needs YAML to be understood is never told by halves, and nothing of it moves the cursor."""
    (tmp_path / "places.yaml").write_text(f"services:\n  a: {{name: b}}\n{written}\n", encoding="utf-8")
    assert number_of(str(tmp_path), "") == said
    (tmp_path / "start.txt").write_text("Call {number}.\n", encoding="utf-8")
    assert first_screen(str(tmp_path)) == f"Call {said}."


def test_a_protocol_without_places_gets_the_number_in_words(tmp_path: Path) -> None:
    """Another protocol may write it otherwise, or not at all."""
    assert number_of(str(tmp_path), "GB") == ANY_NUMBER


def test_settings_lie_where_this_system_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder worked out on the fast path is the one that platformdirs gives."""
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    assert settings_folder(os.environ) == platformdirs.user_config_dir("backcheck", appauthor=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/elsewhere")
    assert settings_folder(os.environ) == platformdirs.user_config_dir("backcheck", appauthor=False)


@pytest.mark.parametrize(
    ("text", "region"), [("GB\n", "GB"), ("gb", "GB"), ("", ""), ("Great Britain", ""), ("\x1b[", "")]
)
def test_only_two_letters_are_a_remembered_region(text: str, region: str, tmp_path: Path) -> None:
    """Whatever else stands in the file is as if there were none."""
    (tmp_path / "backcheck").mkdir()
    (tmp_path / "backcheck" / "region").write_text(text, encoding="utf-8")
    assert remembered_region({"XDG_CONFIG_HOME": str(tmp_path)}) == region
