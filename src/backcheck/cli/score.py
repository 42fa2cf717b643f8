"""``backcheck score``: a class's sheet of rungs, compared with what counts as right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backcheck.cli.protocols import load
from backcheck.cli.streams import Streams
from backcheck.cli.tables import tell_lines, tell_tables
from backcheck.cli.target import check_target, write_file
from backcheck.errors import AnswersError, MissingFileError
from backcheck.protocol import NO_ANSWER, Protocol
from backcheck.reading import read_cases
from backcheck.reading.published import read_published
from backcheck.reading.textfile import RefusedError, decoded, printable, read_bytes
from backcheck.shipped import questions_folder
from backcheck.teach.class_sheet import PUBLISHED, CaseSet, case_set, published_set, read_sheet, template
from backcheck.teach.class_sheet_html import page, people_page
from backcheck.teach.class_sheet_tables import EXERCISE, class_csv, class_lines, class_tables
from backcheck.teach.quiz import Somebody
from backcheck.words import answer_in_words, name_of

MOST_NO = 20
"""A person of our own cases says no to a hundred things; told one by one they would bury the rest."""
HOW_SOON = "Read each person and write down how soon they must be seen. The rungs, most urgent first: "


@dataclass(frozen=True)
class ScoreOptions:
    """What was asked of ``score``; empty text means not given."""

    sheet: str = ""
    case_set: str = PUBLISHED
    template: bool = False
    csv: str = ""
    html: str = ""
    force: bool = False
    protocol: str = ""


def run(streams: Streams, options: ScoreOptions) -> int:
    """Score a sheet, or write an empty one. Raises CannotWriteError before any work."""
    for name in (options.csv, options.html):
        if name:
            check_target(name, force=options.force)
    protocol = load(options.protocol, streams)
    cases = _cases(protocol, options.protocol or questions_folder(), options.case_set)
    if options.template:
        _hand_out(streams, protocol, cases, options)
        return 0
    score = read_sheet(protocol, cases, _text_of(options.sheet), options.sheet)
    lines, tables = list(class_lines(score)), list(class_tables(score))
    tell_lines(streams, lines)
    tell_tables(streams, tables)
    _write(streams, options.csv, class_csv(score), "The scores are in", options)
    _write(streams, options.html, page(f"Class sheet: {cases.name}", lines, tables), "The page is in", options)
    return 0


def _cases(protocol: Protocol, folder: str, name: str) -> CaseSet:
    if name == PUBLISHED:
        return published_set(protocol, read_published(protocol, folder))
    return case_set(protocol, read_cases(protocol, folder), name)


def _text_of(name: str) -> str:
    try:
        return decoded(read_bytes(name, name), name).text
    except RefusedError as refused:
        raise AnswersError([refused.mistake]) from None
    except (FileNotFoundError, ValueError):
        raise MissingFileError(f"There is no file {printable(name)}. Please check the path.") from None


def _hand_out(streams: Streams, protocol: Protocol, cases: CaseSet, options: ScoreOptions) -> None:
    """Write an empty sheet, and its people in words where a page is wanted."""
    if options.csv:
        _write(streams, options.csv, template(cases), "The sheet is in", options)
    else:
        streams.stdout.write(template(cases))
    ladder = ", ".join(f"{rung.id} ({rung.name})" for rung in protocol.ladder)
    people = [(code, list(_told(protocol, cases.people[id_]))) for code, id_ in sorted(cases.codes.items())]
    title = f"Cases: {cases.name}"
    _write(
        streams,
        options.html,
        people_page(title, [EXERCISE, HOW_SOON + ladder + "."], people),
        "The page is in",
        options,
    )


def _told(protocol: Protocol, somebody: Somebody) -> Iterator[str]:
    """Tell a person in words: what is so, what is not sure, and what they said no to."""
    said_no = [fact for fact, answer in somebody.answers.items() if answer == NO_ANSWER]
    for fact, answer in somebody.answers.items():
        if answer != NO_ANSWER:
            yield answer_in_words(protocol, fact, answer)
    if len(said_no) > MOST_NO:
        yield "No to everything else."
    elif said_no:
        yield f"No to: {'; '.join(name_of(protocol, fact) for fact in said_no)}."


def _write(streams: Streams, name: str, text: str, told: str, options: ScoreOptions) -> None:
    if name:
        write_file(name, text, force=options.force)
        streams.stderr.write(f"{told} {name}.\n")
