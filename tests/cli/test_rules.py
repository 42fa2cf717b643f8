"""A rule is found by the same names in every command that takes one."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.cli.typed import typed
from tests.shipped import protocol

COUNTED = Counter(rule.ref for rule in protocol().rules)
ALONE = next(rule for rule in protocol().rules if COUNTED[rule.ref] == 1)
SHARED = next(ref for ref, count in COUNTED.items() if ref and count > 1)
COMMANDS = [
    ("explain", "{}"),
    ("graph", "--rule", "{}"),
    ("simulate", "--people", "5", "--without", "{}"),
    ("simulate", "--people", "5", "--change", "{}=call_now"),
    ("mutate", "--sample", "1", "--rule", "{}"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_its_row_of_the_dossier_is_as_good_as_its_id(command: tuple[str, ...]) -> None:
    """Where only one rule has that row, both tell the same."""
    by_id, by_row = (typed(*(word.format(name) for word in command)) for name in (ALONE.id, ALONE.ref))
    assert by_id.code in (0, 1)
    assert (by_row.code, by_row.out) == (by_id.code, by_id.out)


@pytest.mark.parametrize("command", COMMANDS[:-1], ids=" ".join)
def test_a_row_of_several_rules_names_them(command: tuple[str, ...]) -> None:
    """It says which rules may be meant and exits 2."""
    done = typed(*(word.format(SHARED) for word in command))
    assert (done.code, done.out) == (2, "")
    assert next(rule.id for rule in protocol().rules if rule.ref == SHARED) in done.err
