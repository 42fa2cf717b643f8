"""What a file says, made fit for a message: short, plain, and so that two texts that differ look different."""

from __future__ import annotations

SHOWN = 60
BEFORE = 20
"""Letters that are shown before the first one that differs."""


def plain(text: str) -> str:
    """Give a text in one line of printable characters, without a full stop at its end."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split()).rstrip(".")


def shown(text: str) -> str:
    """Give a name out of a file short and plain enough for a message."""
    one = plain(text)
    return one if len(one) <= SHOWN else f"{one[: SHOWN - 3]}..."


def both_shown(then: str, now: str) -> tuple[str, str]:
    """Give two texts in quotes; of long ones the part where they begin to differ."""
    one, other = plain(then), plain(now)
    if one == other:  # but for a full stop, or for something that is not seen
        one, other = ascii(then), ascii(now)
    alike = next((place for place, both in enumerate(zip(one, other, strict=False)) if both[0] != both[1]), None)
    first = min(len(one), len(other)) if alike is None else alike
    start = first - BEFORE if first > SHOWN - BEFORE else 0
    start = one.rfind(" ", 0, start) + 1 if start else 0
    if first - start > SHOWN - BEFORE:  # one endless word
        start = first - BEFORE
    lead = "..." if start else ""
    return f'"{lead}{shown(one[start:])}"', f'"{lead}{shown(other[start:])}"'
