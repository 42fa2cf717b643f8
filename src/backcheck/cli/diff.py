"""``backcheck diff``: who ends otherwise in a new protocol than in an old one, up and down apart."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from backcheck.cli.patience import Progress
from backcheck.cli.people import check_folder, say, write_person
from backcheck.cli.streams import Streams
from backcheck.protocol import Answers, Protocol
from backcheck.reading import read_cases, read_protocol, read_shipped, shipped_folder
from backcheck.reading.lowerings import NAME, read_lowerings
from backcheck.teach.cases import person_of_case
from backcheck.triage import rung_of
from backcheck.verify.comparison.differences import Advised, Moved, Sent, advised, moved, sent
from backcheck.verify.comparison.shared import Both
from backcheck.verify.replay import answers_file, person_in_words

SCHEMA = "backcheck-diff/1"
SHIPPED = "shipped"


def run(streams: Streams, *, old: str, new: str, allow_lower: bool, as_json: bool, output_dir: str) -> int:
    """Compare two protocols; 1 when the new one lowers somebody's rung and its changelog does not say so, else 0."""
    folder = output_dir or "."
    if not as_json:
        check_folder(folder)
    before, after = _protocol(old), _protocol(new)
    both = Both(before, after)
    with Progress(streams) as progress:
        progress.now("Looking for people who end at another rung ...")
        moves = tuple(moved(both))
        progress.now("Looking for people who are sent somewhere else ...")
        sends = tuple(sent(both))
        progress.now("Looking for people who get other advice ...")
        items = tuple(advised(both))
        progress.now("Trying the cases ...")
        cases = tuple(_cases(both, _folder(new)))
    named = read_lowerings(_folder(new), after.version)
    unnamed = [one for one in moves if one.lower and (one.before, one.after) not in named]
    if as_json:
        streams.stdout.write(_as_json(both, moves, sends, items, cases, unnamed))
    else:
        _Page(both, streams, folder).show(moves, sends, items, cases)
        _verdict(streams, after, unnamed, allow_lower=allow_lower)
    return 1 if unnamed and not allow_lower else 0


def _protocol(name: str) -> Protocol:
    return read_shipped() if name == SHIPPED else read_protocol(name)


def _folder(name: str) -> str:
    return str(shipped_folder()) if name == SHIPPED else name


def _cases(both: Both, folder: str) -> Iterator[tuple[str, str, str]]:
    """Give each case of the new protocol that ends at another rung in the old one: its title and both rungs."""
    if not (Path(folder) / "cases").is_dir():
        return
    for case in read_cases(both.second, folder):
        person = person_of_case(both.second, case)
        # Without the interview: it is proved to change no rung below the one where asking stops, and takes longer.
        rungs = [rung_of(one, _known_to(one, person)) for one in (both.first, both.second)]
        if rungs[0] != rungs[1]:
            yield case.title, rungs[0], rungs[1]


def _known_to(protocol: Protocol, answers: Answers) -> Answers:
    return {fact: answer for fact, answer in answers.items() if fact in protocol.question_of}


class _Page:
    """The differences in words, and each person found as an answers file for each of the two protocols."""

    def __init__(self, both: Both, streams: Streams, folder: str) -> None:
        self.both, self.streams, self.folder = both, streams, folder
        self.names = {rung.id: rung.name for rung in both.second.ladder}

    def show(
        self,
        moves: Sequence[Moved],
        sends: Sequence[Sent],
        items: Sequence[Advised],
        cases: Sequence[tuple[str, str, str]],
    ) -> None:
        """Write all of it."""
        self._facts()
        for heading, lower in (("Less urgent than before", True), ("More urgent than before", False)):
            self._part(
                heading, [(self._pair(one.before, one.after), one.answers) for one in moves if one.lower is lower]
            )
        self._part("Sent to somebody else, at the same rung", [(self._sent(one), one.answers) for one in sends])
        self._part("Other advice, at the same rung", [(self._advised(one), one.answers) for one in items])
        say(self.streams, f"Cases that change: {len(cases)}" if cases else "Cases that change: none.")
        for title, before, after in cases:
            say(self.streams, f"- {title}: {self._pair(before, after)}", 2)

    def _facts(self) -> None:
        gone, added = self.both.only_in_one
        for heading, facts in (
            ("Asked only by the old one", gone),
            ("Asked only by the new one", added),
            ("Answers that only one of them knows are left out here", self.both.left_out),
        ):
            if facts:
                say(self.streams, f"{heading}: {', '.join(facts)}.")

    def _part(self, heading: str, found: Sequence[tuple[str, Answers]]) -> None:
        say(self.streams, f"{heading}:" if found else f"{heading}: nobody. That is proved.")
        for words, answers in found:
            person = "; ".join(person_in_words(self.both.second, answers)) or "nothing that an interview would ask"
            say(self.streams, f"- {words}", 2)
            say(self.streams, f"For example: {person}.", 4)
            say(self.streams, f"Answers: {', '.join(self._written(answers, words))}", 4)

    def _written(self, answers: Answers, words: str) -> Iterator[str]:
        texts = [answers_file(one, _known_to(one, answers), words) for one in (self.both.first, self.both.second)]
        for text, name in zip(texts, ("old", "new"), strict=True):
            if texts[0] == texts[1]:
                yield write_person(self.folder, "difference", text)
                return
            yield write_person(self.folder, f"difference-{name}", text)

    def _pair(self, before: str, after: str) -> str:
        return f"{before} -> {after} (from {self.names[before]} to {self.names[after]})"

    def _sent(self, one: Sent) -> str:
        protocol = self.both.second if one.now else self.both.first
        service = protocol.services[one.service].name if one.service in protocol.services else one.service
        return f"{one.rung}: {'newly' if one.now else 'no longer'} sent to {service}"

    def _advised(self, one: Advised) -> str:
        protocol = self.both.second if one.now else self.both.first
        title = next((item.title for item in protocol.advice if item.id == one.item), one.item)
        return f"{'newly' if one.now else 'no longer'} shown: {title} ({one.item})"


def _verdict(streams: Streams, new: Protocol, unnamed: Sequence[Moved], *, allow_lower: bool) -> None:
    if not unnamed:
        return
    say(streams, f"Lowered for somebody, and not named in the new {NAME}:")
    for one in unnamed:
        say(streams, f"- lowered {one.before} -> {one.after}: ...", 2)
    if not allow_lower:
        say(streams, f"Write these lines with their reasons under a heading with {new.version}, or pass --allow-lower.")


def _as_json(
    both: Both,
    moves: Sequence[Moved],
    sends: Sequence[Sent],
    items: Sequence[Advised],
    cases: Sequence[tuple[str, str, str]],
    unnamed: Sequence[Moved],
) -> str:
    gone, added = both.only_in_one
    protocols = {
        name: {"id": one.id, "version": one.version, "hash": one.hash}
        for name, one in (("old", both.first), ("new", both.second))
    }
    mapping: dict[str, Any] = {
        "schema": SCHEMA,
        **protocols,
        "facts": {"only_old": gone, "only_new": added, "answers_left_out": both.left_out},
        "rungs": [
            {"from": one.before, "to": one.after, "lower": one.lower, "answers": dict(one.answers)} for one in moves
        ],
        "referral": [
            {"rung": one.rung, "service": one.service, "now": one.now, "answers": dict(one.answers)} for one in sends
        ],
        "advice": [{"item": one.item, "now": one.now, "answers": dict(one.answers)} for one in items],
        "cases": [{"case": title, "from": before, "to": after} for title, before, after in cases],
        "lowered_unnamed": [[one.before, one.after] for one in unnamed],
    }
    return json.dumps(mapping, indent=2, ensure_ascii=False) + "\n"
