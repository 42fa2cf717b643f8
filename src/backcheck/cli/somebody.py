"""The person whom a command is to show: one case of the protocol by its name, or answers from a file."""

from __future__ import annotations

from pathlib import Path

from backcheck.cli.check import answers_from
from backcheck.cli.status import UsageError
from backcheck.cli.streams import Streams
from backcheck.errors import MissingFileError
from backcheck.protocol import Answers, Case, Protocol
from backcheck.reading import read_cases, shipped_folder
from backcheck.teach.cases import person_of_case

MOST_NAMED = 5


def somebody(
    protocol: Protocol, folder: str, streams: Streams, *, case: str, answers: str
) -> tuple[str, Answers] | None:
    """Give a person's name and all their answers; none when neither a case nor answers are named."""
    if case and answers:
        raise UsageError("--case and --answers each name a person. Leave one out.")
    if case:
        found = the_case(protocol, folder, case)
        return found.title, person_of_case(protocol, found)
    if answers:
        given = answers_from(answers, protocol, streams)
        return "these answers" if answers == "-" else Path(answers).name, given
    return None


def the_case(protocol: Protocol, folder: str, name: str) -> Case:
    """Give the one case with this name, or with this in its name.

    Raises MissingFileError where there is none, UsageError where there are several.
    """
    cases = read_cases(protocol, folder or shipped_folder())
    wanted = name.casefold()
    found = [case for case in cases if case.title.casefold() == wanted]
    found = found or [case for case in cases if wanted in case.title.casefold()]
    if not found:
        raise MissingFileError(f"No case has {name!r} in its name. The command backcheck cases --help tells of cases.")
    if len(found) > 1:
        some = "; ".join(case.title for case in found[:MOST_NAMED])
        more = f"; and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
        raise UsageError(f"{len(found)} cases have {name!r} in their name: {some}{more}. Type more of one name.")
    return found[0]
