"""How questions are coloured: the terminal's own sixteen colours, so that any ground it has can be read."""

from __future__ import annotations

PALETTE = [
    ("question", "bold"),
    ("instruction", ""),
    ("pointer", "bold ansicyan"),
    ("highlighted", "bold ansicyan"),
    ("selected", "bold noreverse"),
    ("message", "bold reverse"),
]
