"""The sheet of a class: ids and rungs only, and what it tells of learners and cases."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from backcheck.errors import AnswersError
from backcheck.reading import read_cases, shipped_folder
from backcheck.reading.published import read_published
from backcheck.teach.class_sheet import (
    CaseSet,
    ClassScore,
    UnknownSetError,
    case_set,
    code_of,
    published_set,
    read_sheet,
    template,
)
from backcheck.teach.class_sheet_html import page, people_page
from backcheck.teach.class_sheet_tables import class_csv, class_lines, class_tables
from backcheck.teach.tables import Table
from tests.shipped import cases, protocol
from tests.teach.classroom import OTHERS, other

HEAD = "learner,case,rung\n"


@cache
def published() -> CaseSet:
    """Give the published patients as a case set."""
    return published_set(protocol(), read_published(protocol(), shipped_folder()))


def scored(*rows: str, head: str = HEAD) -> ClassScore:
    """Score some rows on the published patients."""
    return read_sheet(protocol(), published(), head + "".join(f"{row}\n" for row in rows), "sheet.csv")


def codes(*rows: str, head: str = HEAD) -> list[tuple[str, int]]:
    """Give the code and line of each mistake in some rows."""
    with pytest.raises(AnswersError) as raised:
        scored(*rows, head=head)
    return [(mistake.code, mistake.line) for mistake in raised.value.mistakes]


MYELOMA = "avey067_myeloma_45f"  # raters: urgent and emergency; both accept emergency or urgent


def test_an_accepted_rung_is_right_below_it_too_late_above_too_early() -> None:
    """Only outside what both raters accept is a decision wrong."""
    home = next(id_ for id_, right in published().right.items() if min(right) > 1)
    one = scored(f"L1,{MYELOMA},today", f"L2,{MYELOMA},routine", f"L3,{MYELOMA},call_now", f"L1,{home},today")
    assert (one.whole.right.part, one.whole.too_late.part, one.whole.too_early.part) == (2, 1, 1)
    assert [tally.name for tally in one.by_learner] == ["L1", "L2", "L3"]
    assert one.by_learner[0].too_early.part == 1


def test_the_matrix_counts_every_decision_at_its_reference() -> None:
    """Where raters named two levels the more urgent is the reference."""
    one = scored(f"L1,{MYELOMA},today", f"L2,{MYELOMA},emergency_department")
    assert one.matrix[0][:2] == (1, 1)
    assert sum(map(sum, one.matrix)) == 2


def test_what_divides_the_room_comes_first() -> None:
    """The mean distance between any two learners, and how many chose what; a case without dissent is left out."""
    other_case = next(id_ for id_ in published().people if id_ != MYELOMA)
    rows = [f"L{n},{MYELOMA},{rung}" for n, rung in enumerate(("call_now", "today", "self_care"))]
    one = scored(*rows, f"L1,{other_case},today", f"L2,{other_case},today")
    assert [each.case for each in one.divided] == [MYELOMA]
    assert one.divided[0].distance == pytest.approx((1 + 4 + 3) / 3)
    assert one.divided[0].counts == {"emergency": 1, "urgent": 1, "self_care": 1}


def test_a_case_goes_by_its_id_or_by_a_code_that_tells_nothing() -> None:
    """Ids name diagnoses, so a template has codes; both mean the same case."""
    assert scored(f"L1,{code_of(MYELOMA)},today").decisions == scored(f"L1,{MYELOMA},today").decisions
    empty = template(published())
    assert "myeloma" not in empty
    assert empty.startswith(HEAD)
    assert len(empty.splitlines()) == len(published().people) + 1 == len(published().codes) + 1


def test_an_empty_template_can_be_filled_in_part() -> None:
    """Rows without a rung are passed over; nothing but such rows is a mistake."""
    rows = template(published()).splitlines()[1:]
    assert len(scored(f"{rows[0]}today", *rows[1:]).decisions) == 1
    assert codes(*rows) == [("nothing-decided", 0)]


@pytest.mark.parametrize(
    ("head", "row", "wanted"),
    [
        ("learner,case,rung,notes\n", f"L1,{MYELOMA},today,pain since May", ("wrong-columns", 1)),
        ("learner,case,rung,age,fever\n", f"L1,{MYELOMA},today,61,yes", ("wrong-columns", 1)),
        ("learner,case,answers\n", f"L1,{MYELOMA},fever: yes", ("wrong-columns", 1)),
        (HEAD, f"L1,{MYELOMA},today,more", ("wrong-columns", 2)),
        (HEAD, f"Maria,{MYELOMA},today", ("no-learner-id", 2)),
        (HEAD, f"Maria Lopez 2,{MYELOMA},today", ("no-learner-id", 2)),
        (HEAD, "L1,my neighbour of 61,today", ("unknown-case", 2)),
        (HEAD, f"L1,{MYELOMA},tomorrow", ("unknown-rung", 2)),
        (HEAD, f"=1+1,{MYELOMA},today", ("no-learner-id", 2)),
        ("", "", ("wrong-columns", 1)),
    ],
)
def test_what_could_be_a_real_person_is_refused(head: str, row: str, wanted: tuple[str, int]) -> None:
    """Names, notes, answers and people of one's own have no place in a sheet."""
    assert wanted in codes(row, head=head)


def test_a_case_decided_twice_is_refused() -> None:
    """Under its id and its code it is the same case."""
    assert codes(f"L1,{MYELOMA},today", f"L1,{code_of(MYELOMA)},routine") == [("decided-twice", 3)]


def test_a_file_of_cases_is_a_set_on_the_rungs_of_the_ladder() -> None:
    """Its reference is what the author expects; an unknown file is one sentence with those there are."""
    one = case_set(protocol(), cases(), "aorta")
    assert list(one.levels) == [rung.id for rung in protocol().ladder]
    with pytest.raises(UnknownSetError, match="aorta"):
        case_set(protocol(), cases(), "nothing")


@pytest.mark.parametrize("folder", OTHERS, ids=lambda path: path.name)
def test_a_sheet_works_on_another_protocol(folder: Path) -> None:
    """Everybody right is everybody right, there too."""
    mine = other(folder)
    one = case_set(mine, read_cases(mine, folder), "brakes")
    rows = "".join(f"L1,{id_},{somebody.right[0]}\n" for id_, somebody in one.people.items())
    score = read_sheet(mine, one, HEAD + rows, "sheet.csv")
    assert score.whole.right.part == score.whole.right.whole == len(one.people)
    assert all(len(row) == len(table.head) for table in class_tables(score) for row in table.rows)


def test_the_csv_has_a_row_for_everybody_each_learner_and_each_case() -> None:
    """With bare numbers, an empty cell where a number has no meaning."""
    rows = class_csv(scored(f"L1,{MYELOMA},today", f"L2,{MYELOMA},routine")).splitlines()
    assert rows[0].startswith("scope,id,decisions,right,too_late,too_early,kappa_linear")
    assert [row.split(",")[:2] for row in rows[1:]] == [
        ["everybody", "everybody"], ["learner", "L1"], ["learner", "L2"], ["case", MYELOMA],
    ]  # fmt: skip
    assert rows[-1].endswith(",,,2.0000")


def test_the_page_is_one_file_without_scripts_and_escapes_what_it_shows() -> None:
    """A policy forbids everything but its own style; what looks like markup is text."""
    evil = "<script>alert(1)</script>\u202e"
    shown = page(evil, [evil], [Table(evil, (evil, "n"), ((evil, "1"),), evil)])
    assert "<script" not in shown
    assert "\u202e" not in shown
    assert shown.count("&lt;script&gt;") >= 5
    assert "default-src 'none'" in shown
    assert not re.search(r"(?:src|href)=", shown)
    assert evil not in people_page(evil, [evil], [(evil, [evil])])


def test_everything_says_that_it_is_an_exercise() -> None:
    """The first line of every output does."""
    assert next(class_lines(scored(f"L1,{MYELOMA},today"))).startswith("EXERCISE")
