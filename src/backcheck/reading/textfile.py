"""Opening a file with suspicion: its kind, its size, its encoding, its characters."""

from __future__ import annotations

import os  # not pathlib, which would delay the first screen
import re
import stat
from functools import cached_property

from backcheck.errors import Mistake

LARGEST = 256 * 1024
# Everything that moves a cursor, turns the reading direction round, hides, or that YAML readers treat differently.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)


class TextFile:
    """One file's text, newlines normalised, under the name people know it by."""

    def __init__(self, name: str, text: str) -> None:
        """Keep both."""
        self.name, self.text = name, text
        self._shown: dict[int, str] = {}

    @cached_property
    def lines(self) -> list[str]:
        """Give its lines without their ends."""
        return self.text.split("\n")

    def mistake(self, code: str, message: str, line: int, column: int, length: int = 1) -> Mistake:
        """Give a mistake at a place of this file; line and column count from 1."""
        if line not in self._shown:  # kept, for ten thousand mistakes may stand in one long line
            self._shown[line] = printable(self.lines[line - 1]) if 0 < line <= len(self.lines) else ""
        return Mistake(code, message, self.name, line, column, max(1, length), self._shown[line])

    def mistake_at(self, code: str, message: str, offset: int) -> Mistake:
        """Give a mistake at a character offset of this file."""
        line = self.text.count("\n", 0, offset) + 1
        return self.mistake(code, message, line, offset - self.text.rfind("\n", 0, offset))


class RefusedError(Exception):
    """A file that cannot be read at all; carries the one mistake that says why."""

    def __init__(self, mistake: Mistake) -> None:
        """Keep the mistake."""
        self.mistake = mistake
        super().__init__(mistake.message)


def printable(text: str) -> str:
    """Give the text with everything a terminal could obey replaced by a question mark, one for one."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\t\u00a0\u3000" else "?" for c in text)


def read_bytes(path: str, name: str, most: int = LARGEST) -> bytes:
    """Give a regular file's bytes, ``most`` of them; raises RefusedError, FileNotFoundError where nothing is there."""
    try:
        _check_status(os.stat(path), name, most)  # noqa: PTH116
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as opened:  # noqa: PTH123
            _check_status(os.fstat(descriptor), name, most)  # the file may have been swapped since the first look
            data = opened.read(most + 1)
    except FileNotFoundError:
        if os.path.islink(path):  # noqa: PTH114
            message = "this is a link to nothing. Please put the file itself here"
            raise RefusedError(_of_whole_file("not-a-file", name, message)) from None
        raise
    except OSError as error:
        message = f"this file cannot be opened: {(error.strerror or 'the system refused').lower()}. Please mend that"
        raise RefusedError(_of_whole_file("cannot-read", name, message)) from None
    _check_size(len(data), name, most)
    return data


def decoded(data: bytes, name: str, most: int = LARGEST) -> TextFile:
    """Give the text of some bytes; raises RefusedError unless it is UTF-8 of characters that only print."""
    _check_size(len(data), name, most)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedError(_of_whole_file("not-utf-8", name, "this file is saved as UTF-16. Please save it as UTF-8"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(_not_utf_8(data, name, error.start)) from None
    return checked(text, name)


def checked(text: str, name: str) -> TextFile:
    """Give a text with newlines normalised; raises RefusedError for a character that does more than print."""
    file = _file(name, text)
    found = FORBIDDEN.search(file.text)
    if found:
        raise RefusedError(_forbidden(file, found.start()))
    return file


def _file(name: str, text: str) -> TextFile:
    return TextFile(printable(name), text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def _of_whole_file(code: str, name: str, message: str) -> Mistake:
    return Mistake(code, message, printable(name))


def _check_status(status: os.stat_result, name: str, most: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = next((word for is_kind, word in _KINDS if is_kind(status.st_mode)), "no ordinary file")
        message = f"this is {kind}, and a text file is wanted. Please put the file itself here"
        raise RefusedError(_of_whole_file("not-a-file", name, message))
    _check_size(status.st_size, name, most)


def _check_size(size: int, name: str, most: int) -> None:
    if size > most:
        message = f"this file is larger than {most // 1024} KiB. Please split it, or check what it is"
        raise RefusedError(_of_whole_file("too-large", name, message))


def _not_utf_8(data: bytes, name: str, start: int) -> Mistake:
    before = _file(name, data[:start].decode("utf-8")).text
    message = f"byte {start + 1} of the file (0x{data[start]:02X}) is not UTF-8. Please save the file as UTF-8"
    return _file(name, data.decode("utf-8", "replace")).mistake_at("not-utf-8", message, len(before))


def _forbidden(file: TextFile, offset: int) -> Mistake:
    character = file.text[offset]
    if character == "\0":
        message = "a NUL byte stands here: this is no text, or text saved as UTF-16. Please save it as UTF-8"
        return file.mistake_at("nul-byte", message, offset)
    others = len(FORBIDDEN.findall(file.text)) - 1
    more = f" (and {others} more in this file)" if others else ""
    message = f"an invisible control character (U+{ord(character):04X}) stands here{more}. Please delete it"
    return file.mistake_at("control-character", message, offset)
