"""The door: files in, a frozen protocol out, or every mistake at once. Nothing else in the program reads YAML.

Each function loads what it needs when it is first called, so that importing this costs next to nothing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from backcheck.shipped import questions_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from backcheck.condition import Compared
    from backcheck.errors import Mistake
    from backcheck.protocol import Answers, Case, Protocol
    from backcheck.reading.assemble import Reading
    from backcheck.reading.nodes import Node
    from backcheck.reading.records import Record
    from backcheck.reading.twice import Twice

COMPILED_NAME = "questions.compiled.json"
"""What the compiled form of our own protocol is called; it stands in the package, beside the code."""


def shipped_folder() -> Path:
    """Give the folder of our own protocol: inside an installed package, or `questions/` of a checkout."""
    from pathlib import Path

    return Path(questions_folder())


def read_shipped() -> Protocol:
    """Give our own protocol: from its compiled form where that is of exactly these files, else from the files.

    Raises as ``read_protocol`` does.
    """
    from backcheck.reading.compiled import read_compiled

    folder = questions_folder()
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    return read_compiled(f"{package}/{COMPILED_NAME}", folder) or read_protocol(folder)


def compile_protocol(folder: str | os.PathLike[str], target: str | os.PathLike[str]) -> None:
    """Write the compiled form of a protocol, for the package; raises as ``read_protocol`` does."""
    from backcheck.reading.compiled import compile_protocol

    compile_protocol(os.fspath(folder), os.fspath(target))


def read_protocol(folder: str | os.PathLike[str]) -> Protocol:
    """Read a protocol's folder.

    Raises ProtocolError with every mistake of every file, MissingFileError where there is none.
    """
    return read_folder(folder).protocol


def read_folder(folder: str | os.PathLike[str]) -> Reading:
    """Read a protocol's folder as ``read_protocol`` does; gives also where each number is compared with."""
    from backcheck.reading.assemble import read_folder

    return read_folder(os.fspath(folder))


def read_cases(protocol: Protocol, folder: str | os.PathLike[str]) -> tuple[Case, ...]:
    """Read every case of a protocol's folder; raises ProtocolError with every mistake of every file."""
    from backcheck.reading.cases import read_cases

    return read_cases(protocol, os.fspath(folder))


def threshold_gaps(
    protocol: Protocol, cases: Sequence[Case], compared: Mapping[Compared, Node] | None = None
) -> tuple[Mistake, ...]:
    """Give one mistake for every number compared with that lacks a case right at it, on either side.

    ``compared`` is ``read_folder(folder).compared``; with it each mistake underlines the comparison.
    """
    from backcheck.reading.cases import threshold_gaps

    return threshold_gaps(protocol, cases, compared)


def read_answers(protocol: Protocol, text: str | bytes, name: str) -> Answers:
    """Give the answers in a text, YAML or JSON, or in a result of our own; ``name`` is for messages.

    Raises AnswersError with every mistake: a name nobody asks for, a value that is no answer to it.
    """
    from backcheck.reading.answers import read_answers

    return read_answers(protocol, text, name)


def read_given(protocol: Protocol, text: str | bytes, name: str) -> tuple[Answers, Twice]:
    """Give the answers as ``read_answers`` does, and where a result of our own tells it, what was asked twice."""
    from backcheck.reading.answers import read_given

    return read_given(protocol, text, name)


def read_given_file(protocol: Protocol, path: str | os.PathLike[str]) -> tuple[Answers, Twice]:
    """Give what ``read_given`` gives, of a file; raises as it does, and MissingFileError where it is not there."""
    from backcheck.reading.answers import read_given_file

    return read_given_file(protocol, os.fspath(path))


def read_answers_file(protocol: Protocol, path: str | os.PathLike[str]) -> Answers:
    """Give the answers in a file; raises as ``read_answers`` does, and MissingFileError where it is not there."""
    return read_given_file(protocol, path)[0]


def fill_others(protocol: Protocol, answers: Answers) -> Answers:
    """Give the answers with the rest added: lines and yes-or-no questions no, choices and numbers their usual."""
    from backcheck.reading.answers import fill_others

    return fill_others(protocol, answers)


def read_record(protocol: Protocol, path: str | os.PathLike[str]) -> Record:
    """Give the answers, and the result as far as it is told, in any file of ours or a FHIR response.

    Raises AnswersError with every mistake and its place, MissingFileError where there is no such file.
    """
    from backcheck.reading.records import read_record

    return read_record(protocol, os.fspath(path))


def record_in(protocol: Protocol, data: bytes, name: str) -> Record:
    """Give what ``read_record`` gives, of the bytes of a file; ``name`` is for messages."""
    from backcheck.reading.records import record_in

    return record_in(protocol, data, name)
