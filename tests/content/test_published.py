"""Published patients, as safety counts them: nobody is missed in silence."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from backcheck.reading import shipped_folder
from backcheck.reading.published import Collection, read_published
from backcheck.teach.cases import run_cases
from backcheck.teach.coverage import coverage
from backcheck.teach.score import AS_NO, AS_NOT_SURE, Score, score
from tests.shipped import cases, protocol

KNOWN_MISSES = Path(__file__).resolve().parents[2] / "docs" / "safety" / "known-misses.md"


@cache
def collection() -> Collection:
    """Give the published patients that come with backcheck."""
    return read_published(protocol(), shipped_folder())


@cache
def scored(unstated: str) -> Score:
    """Give their score, worked out once."""
    return score(protocol(), collection(), unstated)


def test_whoever_says_only_what_is_known_is_never_sent_too_late() -> None:
    """With everything unstated as not sure, nobody ends below their set."""
    assert [one.patient.id for one in scored(AS_NOT_SURE).everybody if one.off < 0] == []


def test_every_miss_is_argued() -> None:
    """Each patient outside their set, unstated as no, has a section of its own in known-misses.md, and nobody else."""
    argued = re.findall(r"^### `(\w+)`", KNOWN_MISSES.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(argued) == sorted(one.patient.id for one in scored(AS_NO).everybody if one.off)


def test_every_rule_has_its_people() -> None:
    """Each rule decides for somebody, and somebody else is one answer away from it."""
    covered = coverage(protocol(), run_cases(protocol(), cases()), scored(AS_NO).everybody)
    assert {one.rule.id: one.gaps for one in covered if one.gaps} == {}
