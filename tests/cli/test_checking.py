"""What a person reads back, and what is told when only some lines of a checklist are known."""

from __future__ import annotations

import pytest

from backcheck.cli.checking import changeable, read_back, said_no
from backcheck.words import said
from tests.cli.typed import typed
from tests.shipped import person, protocol

FIRST = protocol().questions[0]
ONE, OTHER, *REST = FIRST.lines


@pytest.mark.parametrize("form", ["plain", "json", "markdown", "html", "fhir"])
@pytest.mark.parametrize("answer", ["yes", "no", "not sure"])
def test_every_form_copes_with_a_checklist_answered_in_part(form: str, answer: str) -> None:
    """One line of a list is known, the others not: there is a result, and no line became a no."""
    done = typed("check", "--answers", "-", "--format", form, stdin=f"{ONE.id}: {answer}\n".encode())
    assert done.code == 0
    assert "all-clear" in done.out or "now" in done.out
    assert form != "json" or f'"{OTHER.id}": "no"' not in done.out


def test_lines_of_a_list_in_part_are_read_back_and_can_be_changed() -> None:
    """The line that was yes is shown, the one that was no is counted, and the question can be picked."""
    answers = {ONE.id: "yes", OTHER.id: "no"}
    assert f"- {ONE.short}: yes" in read_back(protocol(), answers)
    assert read_back(protocol(), answers).endswith(": 1 sign")
    assert [question for _, question in changeable(protocol(), answers)] == [FIRST.id]
    assert len(said_no(protocol(), answers).splitlines()) == 3


def test_no_to_a_part_of_a_list_is_not_none_of_these() -> None:
    """Only no to every line is none of them."""
    assert said(FIRST, {ONE.id: "no"}) == f"no to 1 of {len(FIRST.lines)} lines"
    assert said(FIRST, {line.id: "no" for line in FIRST.lines}) == "none of these"
    assert said(FIRST, {ONE.id: "not sure"}) == f"{ONE.short} (not sure)"
    assert read_back(protocol(), person()).count("\n-") > 1
