"""What ``backcheck diff`` tells on standard output; each person found becomes an answers file for either protocol."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backcheck.cli.people import say, write_person
from backcheck.cli.streams import Streams
from backcheck.protocol import Answers
from backcheck.render.parts import clean
from backcheck.verify.comparison.differences import Advised, Moved, Sent
from backcheck.verify.comparison.floors import Loosened
from backcheck.verify.comparison.shared import Both
from backcheck.verify.replay import answers_file, person_in_words

CaseMoved = tuple[str, str, str]
"""The title of a case, and where it ends in the old and in the new protocol."""
COMPARED = "Everybody is compared twice: with everything answered, and where the interview with them ends."
PROVED = "nobody. That is proved."
AMONG_THOSE = "nobody among those compared."


@dataclass(frozen=True, slots=True)
class Found:
    """All that two protocols were found to differ in."""

    both: Both
    moves: Sequence[Moved]
    sends: Sequence[Sent]
    items: Sequence[Advised]
    floors: Sequence[Loosened]
    cases: Sequence[CaseMoved]
    asking: Sequence[str]
    words: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Shown:
    """One difference in words, somebody for whom it is so, and whether only what they are asked makes it so."""

    words: str
    answers: Answers
    asked: bool = False


class Page:
    """The differences in words."""

    def __init__(self, found: Found, streams: Streams, folder: str) -> None:
        """Take what was found; files of answers go to the folder."""
        self.found, self.both, self.streams, self.folder = found, found.both, streams, folder
        self.names = {rung.id: rung.name for rung in found.both.second.ladder}
        self.nobody = AMONG_THOSE if self.both.undecided else PROVED

    def show(self) -> None:
        """Write all of it."""
        found = self.found
        say(self.streams, COMPARED)
        self._facts()
        self._list("Asked otherwise", found.asking)
        for heading, lower in (("Less urgent than before", True), ("More urgent than before", False)):
            moves = [one for one in found.moves if one.lower is lower]
            self._part(heading, [_Shown(self._pair(one.before, one.after), one.answers, one.asked) for one in moves])
        sends = [_Shown(self._sent(one), one.answers, one.asked) for one in found.sends]
        self._part("Sent to somebody else, at the same rung", sends)
        items = [_Shown(self._advised(one), one.answers, one.asked) for one in found.items]
        self._part("Other advice, at the same rung", items)
        floors = [_Shown(f"{one.danger} ({one.word}): {one.rung}", one.answers) for one in found.floors]
        self._part("No longer held by a floor", floors)
        self._list("Words that changed", [f"{of}: {changed}" for of, changed in found.words])
        cases = [f"{title}: {self._pair(before, after)}" for title, before, after in found.cases]
        self._list("Cases that change", cases)

    def _facts(self) -> None:
        gone, added = self.both.only_in_one
        for heading, facts in (
            ("Asked only by the old one", gone),
            ("Asked only by the new one", added),
            ("People who give an answer that only one of them knows are not compared", self.both.left_out),
        ):
            if facts:
                say(self.streams, f"{heading}: {', '.join(facts)}.")
        if self.both.undecided:
            hanging = ", ".join(self.both.undecided)
            say(self.streams, f"Rules hang on these, so of such people nothing is proved: {hanging}.")

    def _list(self, heading: str, lines: Sequence[str]) -> None:
        say(self.streams, f"{heading}: {len(lines)}" if lines else f"{heading}: none.")
        for line in lines:
            say(self.streams, clean(f"- {line}"), 2)

    def _part(self, heading: str, found: Sequence[_Shown]) -> None:
        say(self.streams, f"{heading}:" if found else f"{heading}: {self.nobody}")
        for one in found:
            told = self._told(one)
            person = "; ".join(person_in_words(self.both.second, self._known_to_new(told))) or "nothing to report"
            only = " (only where the interview ends)" if one.asked else ""
            say(self.streams, clean(f"- {one.words}{only}"), 2)
            say(self.streams, clean(f"For example: {person}."), 4)
            say(self.streams, f"Answers: {', '.join(self._written(told, one.words))}", 4)

    def _told(self, one: _Shown) -> tuple[Answers, Answers]:
        view = self.both.interviewed if one.asked else self.both.answered
        return view.told(one.answers)

    def _known_to_new(self, told: tuple[Answers, Answers]) -> Answers:
        """Give all that somebody said to either, as far as the new protocol knows it."""
        known = self.both.second.question_of
        return {fact: answer for fact, answer in {**told[0], **told[1]}.items() if fact in known}

    def _written(self, told: tuple[Answers, Answers], words: str) -> Iterator[str]:
        pairs = zip((self.both.first, self.both.second), told, strict=True)
        texts = [answers_file(protocol, answers, words) for protocol, answers in pairs]
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
        how = "told of as who usually follows" if one.then else "sent to"
        return f"{one.rung}: {'newly' if one.now else 'no longer'} {how}: {service}"

    def _advised(self, one: Advised) -> str:
        protocol = self.both.second if one.now else self.both.first
        title = next((item.title for item in protocol.advice if item.id == one.item), one.item)
        return f"{'newly' if one.now else 'no longer'} shown: {title} ({one.item})"
