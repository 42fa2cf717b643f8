"""What libyaml and the slow parser complain of, in words an author understands; the same for both."""

from __future__ import annotations

from typing import Any, NamedTuple

from backcheck.errors import Mistake
from backcheck.reading.textfile import TextFile


class _Problem(NamedTuple):
    words: str  # found in what the parser says
    code: str
    message: str
    at_start: bool = False  # point to where the broken part starts, not to where the parser gave up


_BACKSLASH = (
    "a backslash in double quotes means something special. Please use single quotes, or write two backslashes for one"
)
_NOTHING_FITS = "no text can stand here. Please take the stray mark away, or put all of the text in quotes"
_BLOCK = "after `|` or `>` the text starts in the next line. Please move it there, or put it in quotes"
_PROBLEMS = (
    _Problem(
        "mapping values are not allowed",
        "colon-in-text",
        "a colon and a space make a name of what stands before them, and no name fits here. "
        "Please put the whole text in quotes, or check the spaces at the start of the line",
    ),
    _Problem("unexpected end of stream", "never-closed", "this quote is never closed. Please close it", at_start=True),
    _Problem("unexpected document", "never-closed", "this quote is never closed. Please close it", at_start=True),
    _Problem(
        "expected ',' or",
        "never-closed",
        "this bracket is not closed, or lacks a comma. Please mend it, or put a text with brackets in quotes",
        at_start=True,
    ),
    _Problem(
        "could not find expected ':'",
        "no-colon",
        "this is neither `name: value` nor an item of a list. Please add the colon, or check the spaces before it",
        at_start=True,
    ),
    _Problem("expected node content", "stray-mark", _NOTHING_FITS),
    _Problem("expected the node content", "stray-mark", _NOTHING_FITS),
    _Problem(
        "sequence entries are not allowed", "stray-mark", "an item starts a line of its own. Please move it there"
    ),
    _Problem("cannot start any token", "bad-start", "no text can start with this. Please put the whole text in quotes"),
    _Problem("alphabetic or numeric", "bad-start", "no text can start with this. Please put the whole text in quotes"),
    _Problem("comment or line break", "bad-start", _BLOCK),
    _Problem("comment or a line break", "bad-start", _BLOCK),
    _Problem("indentation indicators", "bad-start", _BLOCK),
    _Problem("escape", "bad-escape", _BACKSLASH),
    _Problem("hexdecimal", "bad-escape", _BACKSLASH),
    _Problem("expected key", "bad-indent", ""),
    _Problem("'-' indicator", "bad-indent", ""),
    _Problem("<block end>", "bad-indent", ""),
)
_INDENT = (
    "this does not line up with the lines above. Please give it as many spaces at its start as its neighbours have"
)
_AFTER_QUOTES = (
    "a text ends with its closing quote, and something follows. "
    "Please put all of it in quotes; a quote inside single quotes is written twice"
)
_UNKNOWN = _Problem(
    "", "not-yaml", "this cannot be read. Please check the spaces at the start of the line, quotes and colons"
)


def syntax_mistake(file: TextFile, error: Any) -> Mistake:
    """Give our mistake for a parser's complaint."""
    words = str(getattr(error, "problem", None) or "")
    problem = next((one for one in _PROBLEMS if one.words in words), _UNKNOWN)
    mark, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    place = start if problem.at_start and start is not None else mark or start
    if place is None:
        return Mistake(problem.code, problem.message or _INDENT, file.name)
    line, column = place.line, place.column
    code, message = problem.code, problem.message
    if not "".join((*[one[column:] for one in file.lines[line : line + 1]], *file.lines[line + 1 :])).strip():
        line, column = _end(file)
        if code == "stray-mark":
            code, message = "never-closed", "the file ends before a bracket is closed. Please close it"
    if code == "bad-indent":
        starts_line = not file.lines[line][:column].strip()
        code, message = (code, _INDENT) if starts_line else ("text-after-quotes", _AFTER_QUOTES)
    return file.mistake(code, message, line + 1, column + 1)


def _end(file: TextFile) -> tuple[int, int]:
    """Give the place of the last letter that is not blank."""
    text = file.text.rstrip()
    return text.count("\n"), max(0, len(text) - text.rfind("\n") - 2)
