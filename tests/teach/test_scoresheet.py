"""The score as other people's tools and eyes take it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from backcheck.reading import shipped_folder
from backcheck.reading.published import read_published
from backcheck.teach.score import AS_NO, Share, score
from backcheck.teach.scoresheet import COLUMNS, in_csv, safe_cell, share, table
from tests.shipped import protocol


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_starts_a_formula(start: str) -> None:
    """A spreadsheet shows such a cell as text."""
    assert safe_cell(f"{start}SUM(1)").startswith("'")


def test_an_ordinary_cell_stays_as_it_is() -> None:
    """Words need no protection."""
    assert safe_cell("Emergency") == "Emergency"


def test_the_table_has_the_columns_and_words_of_symptomcheck_r() -> None:
    """Every row has a tier that the R package orders by, and says TRUE exactly where both tiers are the same."""
    whole = read_published(protocol(), shipped_folder())
    some = replace(whole, patients=whole.patients[:8])
    rows = list(csv.DictReader(io.StringIO(in_csv([score(protocol(), some, AS_NO)]))))
    assert rows
    assert tuple(rows[0]) == COLUMNS
    tiers = {"Emergency", "Non-Emergency", "Self-care"}
    for row in rows:
        gold, advice = row["Goldstandard_solution"], row["Triage_advice_from_app"]
        assert {gold, advice} <= tiers
        assert row["Correct_Triage_Advice_provided_from_app"] == ("TRUE" if gold == advice else "FALSE")


def test_shares_are_told_with_counts_first() -> None:
    """Percentages never stand without the people they are of."""
    assert share(Share(3, 4)) == "3 of 4, 75 % (30 to 95)"
    assert share(Share(0, 0)) == "0 of 0"


def test_tables_line_up_in_a_terminal() -> None:
    """Every row of a table is as wide as the others."""
    rows = [line for line in table(["a", "long head"], [["longer cell", "b"]]) if line]
    assert len({len(row) for row in rows}) == 1
