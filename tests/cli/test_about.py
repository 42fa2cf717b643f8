"""``backcheck about``: what nobody has checked against its source is named, whatever kind of thing it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from backcheck.cli import about
from backcheck.protocol import Protocol
from tests.cli.typed import typed
from tests.shipped import protocol


def told(monkeypatch: pytest.MonkeyPatch, shipped: Protocol) -> str:
    """Give what is told about a protocol, on one line."""
    monkeypatch.setattr(about, "load", lambda *_: shipped)
    done = typed("about")
    assert done.code == 0
    return " ".join(done.out.split())


def with_checked(shipped: Protocol, *, checked: bool) -> Protocol:
    """Give a protocol of which everything, or nothing, was checked."""
    return replace(
        shipped,
        rules=tuple(replace(one, checked=checked) for one in shipped.rules),
        findings={name: replace(one, checked=checked) for name, one in shipped.findings.items()},
        advice=tuple(replace(one, checked=checked) for one in shipped.advice),
        care={name: replace(one, checked=checked) for name, one in shipped.care.items()},
        workups=tuple(replace(one, checked=checked) for one in shipped.workups),
    )


def test_everything_unchecked_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules, findings, advice, what clinicians may do, and what each rung is told to do."""
    said = told(monkeypatch, with_checked(protocol(), checked=False))
    assert "Every claim was checked" not in said
    things: list[Any] = [*protocol().rules, *protocol().findings.values(), *protocol().advice, *protocol().workups]
    assert [one.id for one in things if f" {one.id}: " not in said] == []
    assert [one.name for one in protocol().ladder if f"care at {one.name}" not in said] == []


def test_only_where_all_was_checked_is_that_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """One workup that nobody checked is enough for it not to be said."""
    checked = with_checked(protocol(), checked=True)
    assert "Every claim was checked" in told(monkeypatch, checked)
    first, *rest = checked.workups
    said = told(monkeypatch, replace(checked, workups=(replace(first, checked=False), *rest)))
    assert "Every claim was checked" not in said
    assert first.id in said
