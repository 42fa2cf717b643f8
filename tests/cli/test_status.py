"""What the shell is told."""

from __future__ import annotations

from backcheck.cli.status import ExitCode, exit_code_of
from backcheck.protocol import Protocol
from backcheck.reading import read_shipped


def shipped() -> Protocol:
    """Give our own protocol."""
    return read_shipped()


def test_every_rung_has_an_exit_code_and_only_self_care_has_10() -> None:
    """No rung but self-care is ever told as 10, and more urgent rungs never have a smaller code."""
    codes = {rung.id: exit_code_of(rung.group) for rung in shipped().ladder}
    assert [rung for rung, code in codes.items() if code == ExitCode.SELF_CARE] == ["self_care"]
    assert list(codes.values()) == sorted(codes.values(), reverse=True)
