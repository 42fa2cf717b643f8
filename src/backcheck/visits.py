"""What a person asked to have kept on this computer: an unfinished interview, readable by its owner only."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from backcheck.errors import AnswersError, CannotWriteError, Mistake
from backcheck.findings import Person
from backcheck.interview import by_worry, stopped
from backcheck.protocol import Answer, Answers, Protocol
from backcheck.reading import read_answers
from backcheck.triage import triage

SCHEMA = "backcheck-draft/1"
OWNER_ONLY, OWNER_ONLY_FOLDER = 0o600, 0o700
BEFORE_WHOLE = ".backcheck-"
"""How the names of files begin that are not whole yet."""
LONGEST_HOURS = 24
"""A draft is not taken up after so long: questions that say "in the last 24 hours" would mean another day."""


@dataclass(frozen=True)
class Draft:
    """An unfinished interview: its answers, the facts asked twice, when it was saved (seconds of the clock), where."""

    answers: Answers = field(default_factory=dict)
    twice: Mapping[str, tuple[Answer, Answer]] = field(default_factory=dict)
    saved: int = 0
    region: str = ""


def save_draft(path: Path, protocol: Protocol, draft: Draft) -> None:
    """Write a draft whole or not at all. Raises CannotWriteError; what was saved before is then still there."""
    told = {
        "schema": SCHEMA,
        "protocol": protocol.hash,
        "saved": draft.saved,
        "region": draft.region,
        "answers": dict(draft.answers),
        "twice": {fact: list(both) for fact, both in draft.twice.items()},
    }
    try:
        path.parent.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
    except OSError as problem:
        raise CannotWriteError(f"{path.parent} could not be made: {problem.strerror}.") from problem
    write_whole(path, json.dumps(told, indent=2) + "\n")


def read_draft(path: Path, protocol: Protocol) -> Draft | None:
    """Give the draft, none when there is none. Raises AnswersError for one that does not fit this protocol."""
    try:
        told = json.loads(path.read_bytes())
        kept, saved, region, twice = told["protocol"], int(told["saved"]), str(told["region"]), told["twice"]
        answers = json.dumps(told["answers"]).encode()
        both = {str(fact): (first, second) for fact, (first, second) in twice.items()}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise _unusable(path, "it cannot be read") from problem
    if kept != protocol.hash:
        raise _unusable(path, "it was made with other questions")
    return Draft(read_answers(protocol, answers, str(path)), both, saved, region)


def forget_draft(path: Path) -> bool:
    """Remove the draft and the rests of writes cut off; say whether there was one. Raises CannotWriteError."""
    try:
        for rest in path.parent.glob(f"{BEFORE_WHOLE}*"):
            rest.unlink()
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as problem:
        raise CannotWriteError(f"{path} could not be removed: {problem.strerror}.") from problem
    return True


def still_good(protocol: Protocol, answers: Answers) -> Answers:
    """Give the answers without those to be asked anew: questions for everybody of which one answer is an emergency."""
    anew = {
        fact
        for question in protocol.questions
        if question.ask_if is None and any(_alone_an_emergency(protocol, fact) for fact in question.facts)
        for fact in question.facts
    }
    return {fact: answer for fact, answer in answers.items() if fact not in anew}


def write_whole(path: Path, text: str | bytes) -> None:
    """Write a file whole or not at all, readable by its owner only. Raises CannotWriteError."""
    draft = ""
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=BEFORE_WHOLE)
        with os.fdopen(handle, "wb") as opened:
            opened.write(text.encode() if isinstance(text, str) else text)
            opened.flush()
            os.fsync(opened.fileno())
        Path(draft).chmod(OWNER_ONLY)
        Path(draft).replace(path)
    except OSError as problem:
        if draft:
            with suppress(OSError):
                Path(draft).unlink()
        raise CannotWriteError(f"{path} could not be written: {problem.strerror}.") from problem


def _alone_an_emergency(protocol: Protocol, fact: str) -> bool:
    return stopped(protocol, triage(Person(protocol, {fact: by_worry(protocol, fact)[0]})))


def _unusable(path: Path, why: str) -> AnswersError:
    message = f"the interview kept there cannot be taken up: {why}. Please start again with `backcheck`"
    return AnswersError([Mistake("unusable-draft", message, str(path))])
