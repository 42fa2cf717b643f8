"""Reading published patients: what the reader refuses, with a code for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcheck.errors import MissingFileError, ProtocolError
from backcheck.reading.published import COLLECTION, read_published
from tests.shipped import protocol

SCORING = """\
levels:
  emergency: [call_now, emergency_department]
  later: [today, this_week, two_weeks, routine, self_care]
tiers:
  Emergency: [emergency]
  Self-care: [later]
"""
PATIENT = """\
id: someone
tier: core
scored: yes
diagnosis: a strain
raters: {first: later, second: later}
agreed_acceptable: [later]
source: {citation: A journal, provenance: case_report}
answers: {age: 40, fever: not sure}
"""


def written(folder: Path, patient: str = PATIENT, scoring: str = SCORING) -> Path:
    """Write a collection of one patient and give the protocol folder it would stand in."""
    place = folder / "cases" / "published"
    place.mkdir(parents=True)
    (place / COLLECTION).write_text(scoring, encoding="utf-8")
    (place / "someone.yaml").write_text(patient, encoding="utf-8")
    return folder


def test_a_patient_is_read(tmp_path: Path) -> None:
    """Answers are checked as any answers are, and both raters are kept."""
    (someone,) = read_published(protocol(), written(tmp_path)).patients
    assert someone.answers == {"age": 40, "fever": "not sure"}
    assert (someone.raters, someone.second, someone.scored) == (("later", "later"), {}, True)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("tier: core", "tier: best", "unknown-tier"),
        ("first: later", "first: soonish", "unknown-level"),
        ("[later]", "[]", "empty-list"),
        ("fever: not sure", "fevr: yes", "unknown-name"),
        ("fever: not sure", "fever: maybe", "not-an-answer"),
        ("id: someone", "id: someone_else", "id-not-file-name"),
        ("tier: core", "tier: core\nfacts: a text", "unknown-field"),
        ("scored: yes\n", "", "missing-field"),
    ],
)
def test_a_mistake_in_a_patient_is_told(tmp_path: Path, old: str, new: str, code: str) -> None:
    """Nothing is scored from a file that says something else than its author meant."""
    with pytest.raises(ProtocolError) as told:
        read_published(protocol(), written(tmp_path, PATIENT.replace(old, new)))
    assert [one.code for one in told.value.mistakes] == [code]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("routine, self_care]", "routine]", "rung-without-level"),
        ("later: [today", "later: [call_now, today", "rung-without-level"),
        ("[call_now, emer", "[ring, call_now, emer", "unknown-rung"),
        ("Self-care: [later]", "Self-care: [late]", "unknown-level"),
        ("tiers:\n  Emergency: [emergency]\n  Self-care: [later]\n", "tiers: later\n", "not-pairs"),
    ],
)
def test_a_mistake_in_how_to_score_is_told(tmp_path: Path, old: str, new: str, code: str) -> None:
    """Every rung belongs to one level, and every tier is made of levels."""
    with pytest.raises(ProtocolError) as told:
        read_published(protocol(), written(tmp_path, scoring=SCORING.replace(old, new)))
    assert [one.code for one in told.value.mistakes] == [code]


def test_a_protocol_without_published_patients_says_so(tmp_path: Path) -> None:
    """A folder of somebody else's may have none; that is told, not scored as nobody of nobody."""
    with pytest.raises(MissingFileError):
        read_published(protocol(), tmp_path)
