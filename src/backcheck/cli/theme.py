"""How questions are coloured: the terminal's own sixteen colours, so that any ground it has can be read."""

from __future__ import annotations

PALETTE = [
    ("qmark", "bold"),
    ("question", "bold"),
    ("instruction", ""),
    ("pointer", "bold ansicyan"),
    ("highlighted", "bold ansicyan"),
    ("selected", "bold"),
    ("validation-toolbar", "bold reverse"),
]
