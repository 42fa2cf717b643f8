"""``backcheck diff``: who ends otherwise in a new protocol than in an old one, up and down apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backcheck.cli.diff_page import CaseMoved, Found, Page
from backcheck.cli.patience import Progress
from backcheck.cli.people import check_folder, say
from backcheck.cli.streams import Streams
from backcheck.protocol import Answers, Protocol
from backcheck.reading import read_cases, read_protocol, read_shipped, shipped_folder
from backcheck.reading.lowerings import NAME, is_named, read_lines
from backcheck.teach.cases import interviewed, person_of_case
from backcheck.triage import rung_of
from backcheck.verify.comparison.differences import Advised, Moved, Sent, advised, moved, sent
from backcheck.verify.comparison.floors import loosened
from backcheck.verify.comparison.shared import Both
from backcheck.verify.comparison.words import asked_otherwise, reworded

SCHEMA = "backcheck-diff/2"
SHIPPED = "shipped"


def run(streams: Streams, *, old: str, new: str, allow_lower: bool, as_json: bool, output_dir: str) -> int:
    """Compare two protocols; 1 when the new one is less safe for somebody and its changelog does not say so, else 0."""
    folder = output_dir or "."
    if not as_json:
        check_folder(folder)
    before, after = _protocol(old), _protocol(new)
    found = _compared(streams, Both(before, after), _folder(new))
    # A line that the old version had already was not written for this change.
    lines = read_lines(_folder(new), after.version) - read_lines(_folder(old), after.version)
    unnamed = [change for change in _to_be_named(found) if not is_named(change, lines)]
    if as_json:
        streams.stdout.write(json.dumps(_mapping(found, unnamed), indent=2, ensure_ascii=False) + "\n")
    else:
        Page(found, streams, folder).show()
        _verdict(streams, after, unnamed, allow_lower=allow_lower)
    return 1 if unnamed and not allow_lower else 0


def _compared(streams: Streams, both: Both, folder: str) -> Found:
    """Look for everybody who is told otherwise, with everything answered first and then as the interviews go."""
    moves: dict[tuple[str, str], Moved] = {}
    sends: dict[tuple[str, str, bool, bool], Sent] = {}
    items: dict[tuple[str, bool], Advised] = {}
    with Progress(streams) as progress:
        for view in (both.answered, both.interviewed):
            progress.now("Looking for people who end at another rung ...")
            for move in moved(view):
                moves.setdefault((move.before, move.after), move)
            progress.now("Looking for people who are sent somewhere else ...")
            for one in sent(view):
                sends.setdefault((one.rung, one.service, one.now, one.then), one)
            progress.now("Looking for people who get other advice ...")
            for item in advised(view):
                items.setdefault((item.item, item.now), item)
        progress.now("Looking for people whom a floor no longer holds ...")
        floors = tuple(loosened(both))
        progress.now("Trying the cases ...")
        cases = tuple(_cases(both, folder, play=any(one.asked for one in moves.values())))
    return Found(
        both=both,
        moves=tuple(moves.values()),
        sends=tuple(sends.values()),
        items=tuple(items.values()),
        floors=floors,
        cases=cases,
        asking=tuple(asked_otherwise(both.first, both.second)),
        words=tuple(reworded(both.first, both.second)),
    )


def _to_be_named(found: Found) -> list[str]:
    """Give, as the changelog has to call them, the changes that leave somebody less safe or that nobody compared."""
    both = found.both
    lower = sorted((one for one in found.moves if one.lower), key=lambda one: one.asked)
    changes = [f"lowered {one.before} -> {one.after}" for one in lower]
    before, after = both.first.stop_at, both.second.stop_at
    if both.second.height[after] < both.first.height[before]:
        changes.append(f"lowered stop at {before} -> {after}")
    changes += [f"loosened {one.danger}" for one in found.floors]
    changes += [f"not compared {fact}" for fact in both.undecided]
    return list(dict.fromkeys(changes))


def _protocol(name: str) -> Protocol:
    return read_shipped() if name == SHIPPED else read_protocol(name)


def _folder(name: str) -> str:
    return str(shipped_folder()) if name == SHIPPED else name


def _cases(both: Both, folder: str, *, play: bool) -> Iterator[CaseMoved]:
    """Give each case of the new protocol whose interview ends at another rung in the old one, with both rungs.

    The interviews are played only where they were found to end otherwise for somebody, since that takes longer.
    """
    if not (Path(folder) / "cases").is_dir():
        return
    for case in read_cases(both.second, folder):
        person = person_of_case(both.second, case)
        rungs = [_end(one, person, play=play) for one in (both.first, both.second)]
        if rungs[0] != rungs[1]:
            yield case.title, rungs[0], rungs[1]


def _end(protocol: Protocol, person: Answers, *, play: bool) -> str:
    """Give where somebody's interview ends; one that does not stop early ends as with everything answered (claim 5)."""
    known = {fact: answer for fact, answer in person.items() if fact in protocol.question_of}
    rung, height = rung_of(protocol, known), protocol.height
    if not play or max(height[rung], height[protocol.lowest.otherwise]) < height[protocol.stop_at]:
        return rung
    return rung_of(protocol, interviewed(protocol, known)[1])


def _verdict(streams: Streams, new: Protocol, unnamed: list[str], *, allow_lower: bool) -> None:
    if not unnamed:
        return
    say(streams, f"Less safe for somebody, or not compared, and not named in the new {NAME}:")
    # Not wrapped: they are there to be copied.
    streams.stdout.writelines(f"  - {change}: ...\n" for change in unnamed)
    if not allow_lower:
        say(streams, f"Write these lines with their reasons under a heading with {new.version}, or pass --allow-lower.")


def _mapping(found: Found, unnamed: list[str]) -> dict[str, Any]:
    both = found.both
    gone, added = both.only_in_one
    protocols = {
        name: {"id": one.id, "version": one.version, "hash": one.hash}
        for name, one in (("old", both.first), ("new", both.second))
    }
    return {
        "schema": SCHEMA,
        **protocols,
        "facts": {
            "only_old": gone,
            "only_new": added,
            "answers_left_out": both.left_out,
            "not_compared": both.undecided,
        },
        "asking": found.asking,
        "rungs": [_person(one, {"from": one.before, "to": one.after, "lower": one.lower}) for one in found.moves],
        "referral": [
            _person(one, {"rung": one.rung, "service": one.service, "then": one.then, "now": one.now})
            for one in found.sends
        ],
        "advice": [_person(one, {"item": one.item, "now": one.now}) for one in found.items],
        "floors": [
            {"danger": one.danger, "for": one.word, "floor": one.rung, "answers": dict(one.answers)}
            for one in found.floors
        ],
        "words": [{"of": of, "changed": changed} for of, changed in found.words],
        "cases": [{"case": title, "from": before, "to": after} for title, before, after in found.cases],
        "unnamed": unnamed,
    }


def _person(one: Moved | Sent | Advised, told: dict[str, Any]) -> dict[str, Any]:
    """Give a difference with whom it is about; ``only_interviewed``: not with everything answered."""
    return {**told, "only_interviewed": one.asked, "answers": dict(one.answers)}
