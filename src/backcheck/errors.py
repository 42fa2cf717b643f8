"""Mistakes as sentences for the person who can mend the thing: where, what, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDEST_LINE = 200


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in one file. ``line`` and ``column`` count from 1; ``source_line`` is the author's own line."""

    code: str
    message: str
    file: str
    line: int = 0
    column: int = 0
    length: int = 1
    source_line: str = ""

    def __str__(self) -> str:
        """Give the place, the line with the culprit underlined, and the sentence."""
        if not self.line:
            return f"{self.file}: {self.message} [{self.code}]"
        shown, before = self._shown()
        # Tabs are kept so that the underline stands under the culprit whatever the terminal's tab width is.
        lead = "".join("\t" if c == "\t" else " " for c in shown[:before])
        underline = "~" * min(self.length - 1, max(0, len(shown) - before - 1)) + "^"
        return f"{self.file}:{self.line}:{self.column}\n    {shown}\n    {lead}{underline} {self.message} [{self.code}]"

    def _shown(self) -> tuple[str, int]:
        """Give the line, of a very long one the part around the culprit, and how much of it stands before that."""
        before = self.column - 1
        cut = max(0, before - WIDEST_LINE // 2) if len(self.source_line) > WIDEST_LINE else 0
        return self.source_line[cut : cut + WIDEST_LINE], before - cut


class BackcheckError(Exception):
    """Something a person can mend; its text is ready to show, its exit code says what kind it was."""

    exit_code = 1


class ProtocolError(BackcheckError):
    """A protocol that cannot be used; carries every mistake found, in file order."""

    exit_code = 65

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        """Keep the mistakes; the text is all of them."""
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(m) for m in self.mistakes))


class AnswersError(BackcheckError):
    """Answers that cannot be used: a misspelt name, a value that is no choice."""

    exit_code = 65

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        """Keep the mistakes; the text is all of them."""
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(m) for m in self.mistakes))


class MissingFileError(BackcheckError):
    """A file that was named and is not there, or cannot be read."""

    exit_code = 66


class MissingExtraError(BackcheckError):
    """Something that only a library of an extra can do, which is not installed; nothing is wrong but that."""

    exit_code = 2

    def __init__(self, cannot: str, library: str, extra: str) -> None:
        """Say what cannot be done, for want of which library, and how to install it with its extra."""
        super().__init__(f"{cannot}: {library} is not installed. Please run: pip install 'backcheck[{extra}]'")


class CannotWriteError(BackcheckError):
    """A result that could not be written: a full disk, a closed pipe, a file that is already there."""

    exit_code = 74
