"""The proofreader: knows every name, gathers every mistake, and suggests what was meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from backcheck.condition import Compared
from backcheck.errors import Mistake
from backcheck.reading.names import Names
from backcheck.reading.nodes import Node
from backcheck.reading.textfile import printable

MOST_PER_FILE = 50
MOST_LOOKS = 50_000  # for a name like one that is wrong, over all mistakes
LONGEST_SHOWN = 60
FEW = 12


class Proofreader:
    """Gathers mistakes while files are read; nothing is raised until all is read."""

    def __init__(self, names: Names) -> None:
        """Start with the names of all files and no mistakes."""
        self.names = names
        self.mistakes: list[Mistake] = []
        self.used: set[str] = set()
        self.use_is_certain = True  # until something that may name facts cannot be read
        self.compared: dict[Compared, Node] = {}
        self.harmful: re.Pattern[str] | None = None  # until protocol.yaml is read
        self._looks_left = MOST_LOOKS

    def mark(self, code: str, node: Node, message: str) -> None:
        """Note a mistake at a node."""
        self.mistakes.append(node.mistake(code, message))

    def mark_file(self, code: str, file: str, message: str) -> None:
        """Note a mistake about a whole file."""
        self.mistakes.append(Mistake(code, message, file))

    def mark_unknown(self, code: str, node: Node, sentence: str, word: str, options: Iterable[str]) -> None:
        """Note a name that nobody gave, with the nearest one; silent while it may stand in what could not be read."""
        if not self.names.incomplete:
            self.mark(code, node, sentence + self.did_you_mean(word, options, otherwise=". Please mend it, or add it"))

    def did_you_mean(self, word: str, options: Iterable[str], *, otherwise: str = "") -> str:
        """Give the end of a sentence: the nearest option, else all where they are few, else what is given."""
        options = list(dict.fromkeys(options))
        near = self.nearest(word, options)
        if near:
            return f"; did you mean `{near}`?"
        if 0 < len(options) <= FEW:
            return f". Please choose one of: {quoted(options)}"
        return otherwise

    def nearest(self, word: str, options: Iterable[str]) -> str:
        """Give the option most like a word, empty where none is near."""
        alike = [option for option in options if abs(len(option) - len(word)) <= len(word)]
        self._looks_left -= len(alike)
        if self._looks_left < 0 or len(word) > LONGEST_SHOWN:
            return ""
        import difflib

        tidy = word.strip().lower().replace(" ", "_").replace("-", "_")
        for spelling in (word, tidy):
            if near := difflib.get_close_matches(spelling, alike, n=1, cutoff=0.7):
                return near[0]
        return ""


def harmful_pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Give a pattern that finds any of the words; a star stands for any ending."""
    parts = [re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE) if parts else None


def quoted(words: Iterable[str]) -> str:
    """Give words in backquotes, with commas; of very many the first twelve."""
    shown = [f"`{shortened(word)}`" for word in words]
    more = f" and {len(shown) - FEW} more" if len(shown) > FEW else ""
    return ", ".join(shown[:FEW]) + more


def shortened(text: str) -> str:
    """Give a text short and plain enough to stand in a message."""
    text = printable(" ".join(text.split()))
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 3] + "..."


def in_order(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """Sort by file and place, each once; beyond fifty in one file only their number is told."""
    seen: Counter[str] = Counter()
    kept: list[Mistake] = []
    for mistake in sorted(set(mistakes), key=lambda m: (m.file, m.line, m.column, m.code, m.message)):
        seen[mistake.file] += 1
        if seen[mistake.file] <= MOST_PER_FILE:
            kept.append(mistake)
    for file, count in seen.items():
        if count > MOST_PER_FILE:
            message = f"{count - MOST_PER_FILE} more mistakes are in this file. Please mend these {MOST_PER_FILE} first"
            kept.append(Mistake("and-more", message, file))
    return kept
