"""A small working protocol to begin with, made of a title, a ladder and one topic in somebody's own words.

Pure: words in, texts of files out. The texts stand in ``files/``, what repeats in them in ``pieces/``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from backcheck.reading.kinds import RESERVED
from backcheck.reading.textfile import FORBIDDEN

FEWEST_RUNGS, MOST_RUNGS = 3, 7
"""With two, whoever did not earn the lowest would stand at the highest before anything is asked."""
LONGEST = 200
"""Characters of one text; a longer one is no title, no rung and no sign."""
LONGEST_ID = 40
_HERE = Path(__file__).parent
_TAKEN = ("nothing_found", "look_again", "helper", "own_decision", "since_when", "today", "longer")
"""Ids that the texts in ``files/`` give."""
_LEADING = {"a", "an", "the", "my", "your"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody wants: a title, rungs most urgent first, a topic, and for each rung but the last one sign."""

    title: str
    rungs: tuple[str, ...]
    topic: str
    signs: tuple[str, ...]


def problem_with(words: str, others: tuple[str, ...] = ()) -> str:
    """Say in a sentence why words cannot stand in a protocol, or beside the others; empty when they can."""
    try:
        words.encode()
    except UnicodeEncodeError:
        return "This holds something that is no character. Please type it again."
    if not words.strip():
        return "This is empty. Please type some words."
    if len(words) > LONGEST:
        return f"This is longer than {LONGEST} characters. Please say it shorter."
    if FORBIDDEN.search(words) or "\t" in words:
        return "This holds an invisible character. Please type it again."
    if "{" in words or "}" in words:
        return "Curly brackets mean something else in a protocol. Please leave them out."
    if words.strip().casefold() in {other.strip().casefold() for other in others}:
        return "This was given already. Please give another one."
    return ""


def files_of(plan: Plan, review_by: str) -> Mapping[str, str]:
    """Give the text of every file by its path; ``review_by`` is a day such as 2027-11-21."""
    made = _Making(plan, review_by)
    topic = made.ids.made(plan.topic, "topic")
    return {
        "README.md": _filled("files/README.md", {"heading": _markdown(plan.title)}),
        "protocol.yaml": made.text("protocol.yaml"),
        f"topics/{topic}.yaml": made.text("topic.yaml"),
        **{name: made.text(name) for name in ("care.yaml", "floors.yaml", "advice.yaml", "places.yaml")},
        "sources.yaml": made.text("sources.yaml"),
        "start.txt": _filled("files/start.txt", {"title": " ".join(plan.title.split())}),
        f"cases/{topic}.yaml": made.text("cases.yaml"),
    }


@dataclass(slots=True)
class _Ids:
    """Ids made of words, each given once."""

    taken: set[str] = field(default_factory=lambda: {*RESERVED, *_TAKEN})

    def made(self, words: str, otherwise: str) -> str:
        """Give a new id that reminds of the words; of words in other scripts, ``otherwise`` with a number."""
        plain = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
        parts = re.findall(r"[a-z0-9]+", plain)
        while len(parts) > 1 and parts[0] in _LEADING:
            parts = parts[1:]
        name = ""
        for part in parts:
            if name and len(name) + 1 + len(part) > LONGEST_ID:
                break
            name = f"{name}_{part}".strip("_")[:LONGEST_ID]
        wish = name if name[:1].isalpha() else f"{otherwise}_{name}".rstrip("_")
        found, number = wish, 1
        while found in self.taken:
            number += 1
            found = f"{wish}_{number}"
        self.taken.add(found)
        return found


class _Making:
    """The ids of one plan and everything that the texts of its files need."""

    def __init__(self, plan: Plan, review_by: str) -> None:
        self.plan, self.ids = plan, _Ids()
        self.rungs = [self.ids.made(rung, "rung") for rung in plan.rungs]
        self.facts = [self.ids.made(sign, "sign") for sign in plan.signs]
        self.rules = [self.ids.made(f"{fact}_rule", "rule") for fact in self.facts]
        self.groups = _groups(len(plan.rungs))
        self.values = {
            "id": self.ids.made(plan.title, "protocol"),
            "title": _quoted(plan.title),
            "topic": _quoted(plan.topic),
            "checklist": self.ids.made(f"{plan.topic} signs", "signs"),
            "review_by": review_by,
            "first": self.rungs[0],
            "last": self.rungs[-1],
            "otherwise": self.rungs[-2],
            "calm": ", ".join(
                rung for rung, group in zip(self.rungs, self.groups, strict=True) if group != "emergency"
            ),
            "sign": _quoted(plan.signs[0]),
            "fact": self.facts[0],
        }

    def text(self, name: str) -> str:
        """Give the text of one file."""
        more = {
            "ladder": self._ladder,
            "lines": self._lines,
            "nothing": self._nothing,
            "rules": self._rules,
            "care": self._care,
            "cases": self._cases,
        }
        return _filled(f"files/{name}", self.values | {key: "\n".join(make()) for key, make in more.items()})

    def _ladder(self) -> Iterator[str]:
        for rung, name, group in zip(self.rungs, self.plan.rungs, self.groups, strict=True):
            yield f"  - {{id: {rung}, name: {_quoted(name)}, group: {group}}}"

    def _lines(self) -> Iterator[str]:
        for fact, sign in zip(self.facts, self.plan.signs, strict=True):
            yield f"      {fact}: {_quoted(sign)}"

    def _nothing(self) -> Iterator[str]:
        return (f"        - not {fact}" for fact in self.facts)

    def _rules(self) -> Iterator[str]:
        signs = zip(self.rules, self.facts, self.plan.signs, self.rungs[:-1], strict=True)
        for rule, fact, sign, rung in signs:
            yield _filled(
                "pieces/rule.yaml", {"rule": rule, "fact": fact, "sign": _quoted(sign), "rung": rung}
            ).rstrip()

    def _care(self) -> Iterator[str]:
        for rung, name, group in zip(self.rungs, self.plan.rungs, self.groups, strict=True):
            piece = "pieces/care-emergency.yaml" if group == "emergency" else "pieces/care.yaml"
            yield _filled(piece, {"rung": rung, "name": _quoted(name)})

    def _cases(self) -> Iterator[str]:
        people = zip(self.plan.signs, self.facts, self.rungs[:-1], self.rules, strict=True)
        for sign, fact, rung, rule in people:
            for answer in ("yes", "not sure"):
                person = _quoted(f"Somebody, {answer}: {sign}")
                values = {"person": person, "fact": fact, "answer": answer, "rung": rung, "rule": rule}
                yield _filled("pieces/case.yaml", values).rstrip()


def _groups(count: int) -> list[str]:
    """Give the groups of a ladder: emergencies at its top, self-care at its end, half of the rest urgent."""
    between = count - len(("first", "last"))
    urgent = (between + 1) // 2
    return ["emergency", *["urgent"] * urgent, *["planned"] * (between - urgent), "self_care"]


def _quoted(words: str) -> str:
    """Write words as our YAML: in single quotes, in which nothing but the quote itself means anything."""
    return "'" + " ".join(words.split()).replace("'", "''") + "'"


def _markdown(words: str) -> str:
    return re.sub(r"([\\`*_{}\[\]()#+\-.!<>|&~])", r"\\\1", " ".join(words.split()))


def _filled(name: str, values: Mapping[str, str]) -> str:
    # Filled in once, so that a $ in somebody's words stays what it is.
    return Template((_HERE / name).read_text(encoding="utf-8")).substitute(values)
