"""The shipped protocol and its cases, read once for all tests."""

from __future__ import annotations

from functools import cache

from backcheck.protocol import Answers, Case, Protocol
from backcheck.reading import fill_others, read_cases, read_protocol, shipped_folder


@cache
def protocol() -> Protocol:
    """Give the protocol that comes with backcheck."""
    return read_protocol(shipped_folder())


@cache
def cases() -> tuple[Case, ...]:
    """Give every case that comes with it."""
    return read_cases(protocol(), shipped_folder())


def person(**answers: str | int) -> Answers:
    """Give somebody who says only this; every other answer is no or as usual."""
    return fill_others(protocol(), answers)
