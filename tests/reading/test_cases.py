"""People with answers, and thresholds with a case on each side."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcheck.errors import ProtocolError
from backcheck.protocol import Case
from backcheck.reading import read_cases, read_folder, threshold_gaps
from tests.reading.workshop import WORKSHOP, changed, copied, workshop


def test_a_case_is_read() -> None:
    """With its answers, what must come out, and where it stands."""
    assert read_cases(workshop(), WORKSHOP)[2] == Case(
        title="Cleo, with a hard tyre",
        answers={"brakes_weak": "no", "brakes_gone": "no", "wheel_wobbles": "no", "pressure": 5},
        others="unstated",
        expect="this_week",
        not_advice=("pump_it_up",),
        place=f"{WORKSHOP}/cases/brakes.yaml:11",
    )


def test_cases_stand_in_folders_too_but_not_the_published_ones(tmp_path: Path) -> None:
    """Published cases have a form of their own."""
    place = copied(tmp_path)
    for folder in ("published", "more"):
        (place / "cases" / folder).mkdir()
        text = f"- {{case: {folder}, answers: {{}}, others: no, expect: at_home}}"
        (place / "cases" / folder / "one.yaml").write_text(text, encoding="utf-8")
    assert [case.title for case in read_cases(workshop(), place)][-1] == "more"


def test_a_protocol_without_cases_has_none(tmp_path: Path) -> None:
    """Cases may come later."""
    assert read_cases(workshop(), tmp_path) == ()


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ("{wobble: yes}", "unknown-name"),
        ("{noise_when: yesterday}", "not-an-answer"),
        ("{pressure: 11}", "out-of-range"),
        ("[pressure]", "not-pairs"),
        ("{others: no}", "unknown-name"),
        ("{no_brakes: yes}", "not-answered"),
    ],
)
def test_answers_of_a_case_are_checked(answers: str, code: str, tmp_path: Path) -> None:
    """A misspelt fact would be a case about nobody."""
    place = changed(tmp_path, "cases/brakes.yaml", "answers: {pressure: 4}", f"answers: {answers}")
    with pytest.raises(ProtocolError) as told:
        read_cases(workshop(), place)
    assert [mistake.code for mistake in told.value.mistakes] == [code]


def test_all_mistakes_of_all_case_files_come_at_once(tmp_path: Path) -> None:
    """Sorted by file and line."""
    place = changed(tmp_path, "cases/brakes.yaml", "expect: at_home", "expect: at_work")
    (place / "cases" / "a.yaml").write_text("- [", encoding="utf-8")
    with pytest.raises(ProtocolError) as told:
        read_cases(workshop(), place)
    assert [mistake.code for mistake in told.value.mistakes] == ["never-closed", "unknown-rung", "unknown-rung"]


EDGES = {
    "pressure <= 1": (1, 2),
    "pressure < 2": (1, 2),
    "pressure >= 8": (8, 7),
    "pressure > 7": (8, 7),
}


@pytest.mark.parametrize(("phrase", "edges"), EDGES.items())
def test_a_threshold_wants_a_case_at_each_edge(phrase: str, edges: tuple[int, int], tmp_path: Path) -> None:
    """The nearest number where it is yes, and the nearest where it is no."""
    place = changed(tmp_path, "topics/tyres.yaml", "when: pressure <= 1", f"when: {phrase}")
    (place / "cases" / "brakes.yaml").unlink()
    reading = read_folder(place)
    cases = [_case(pressure) for pressure in (*edges, 4, 5)]
    assert threshold_gaps(reading.protocol, cases) == ()
    for left_out in (0, 1):
        gaps = threshold_gaps(reading.protocol, [*cases[:left_out], *cases[left_out + 1 :]], reading.compared)
        assert [(gap.code, gap.line, f"`pressure: {edges[left_out]}`" in gap.message) for gap in gaps] == [
            ("threshold-without-case", 22, True)
        ]


def test_what_others_stands_for_counts_as_tried() -> None:
    """A case whose usual number stands at an edge tries that edge; one with `unstated` does not."""
    others = [Case("usual", {}, "no", "at_home"), *map(_case, (5, 1, 2))]
    assert threshold_gaps(workshop(), others) == ()
    others[0] = Case("unstated", {}, "unstated", "at_home")
    assert [gap.message.count("`pressure: 4`") for gap in threshold_gaps(workshop(), others)] == [1]


def _case(pressure: int) -> Case:
    return Case(f"{pressure}", {"pressure": pressure}, "unstated", "at_home")
