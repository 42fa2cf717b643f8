"""Kinds of value: each reads one node into one value, or marks what is wrong with it and gives WRONG."""

from __future__ import annotations

import re
from typing import Any

from backcheck.protocol import AREAS, NOTE_SECTIONS
from backcheck.reading.fields import WRONG, Desk, Kind, each
from backcheck.reading.names import ANSWERABLE, WHOLE_NUMBER
from backcheck.reading.nodes import Items, Node, Scalar, described
from backcheck.reading.proofreader import shortened

LONGEST_ID = 60
_ID = re.compile(r"[a-z][a-z0-9_]*")
_PLACEHOLDER = re.compile(r"[{}][^{}]*\}?")
# Words of the language of conditions and answers; a thing of this name could not be told from them.
_PHRASE_WORDS = ("all", "and", "any", "at", "is", "least", "not", "of", "or", "unsure")
_ANSWER_WORDS = ("no", "none", "not_sure", "others", "prefer_not_to_say", "unstated", "yes")
RESERVED = frozenset((*_PHRASE_WORDS, *_ANSWER_WORDS, "everyone", "lowest", "nobody"))


def as_is(_desk: Desk, node: Node) -> Node:
    """Anything, kept for a reader of its own."""
    return node


def text(desk: Desk, node: Node) -> Any:
    """A text for authors, or a code such as an emergency number, as written."""
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    message = (
        f"a single text is wanted here, and this is {described(node)}. "
        "Please put a text that starts with a bracket, or holds a colon and a space, in quotes"
    )
    desk.proof.mark("not-a-text", node, message)
    return WRONG


def spoken(desk: Desk, node: Node) -> Any:
    """A text that a person reads: no frightening words, no placeholder but `{number}`."""
    words = text(desk, node)
    if words is WRONG or not isinstance(node, Scalar):
        return WRONG
    harmful = desk.proof.harmful.search(words) if desk.proof.harmful else None
    if harmful:
        message = f"`{shortened(harmful[0])}` frightens people. Please say it in other words"
        desk.proof.mark("harmful-word", _within(node, harmful[0]), message)
        return WRONG
    stray = _PLACEHOLDER.search(words.replace("{number}", "")) if "{" in words or "}" in words else None
    if stray:
        message = f"`{shortened(stray[0])}` would be shown as it stands; only `{{number}}` is filled in. Please mend it"
        desk.proof.mark("unknown-placeholder", _within(node, stray[0]), message)
        return WRONG
    return words


def _within(node: Scalar, words: str) -> Node:
    start = node.text.find(words)
    return node.part(start, len(words)) if start >= 0 else node


def identifier(desk: Desk, node: Node) -> Any:
    """A name of its own: snake_case, not a word of the language."""
    words = text(desk, node)
    return words if isinstance(node, Scalar) and good_id(desk, node) else WRONG


def good_id(desk: Desk, node: Scalar, *, choice: bool = False) -> bool:
    """Mark an id that is no id; a choice may be called `none`."""
    if not _ID.fullmatch(node.text) or len(node.text) > LONGEST_ID:
        message = (
            f"`{shortened(node.text)}` is no id. Please write at most {LONGEST_ID} small letters, digits and `_`, "
            f"a letter first, such as `{_as_id(node.text)}`"
        )
        desk.proof.mark("bad-id", node, message)
        return False
    if node.text in RESERVED and not (choice and node.text == "none"):
        message = f"`{node.text}` means something else in conditions and answers. Please choose another id"
        desk.proof.mark("reserved-word", node, message)
        return False
    return True


def _as_id(words: str) -> str:
    tidy = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:LONGEST_ID].strip("_")
    return tidy if _ID.fullmatch(tidy) else "weak_legs"


def whole(desk: Desk, node: Node) -> Any:
    """A whole number, plainly written."""
    if isinstance(node, Scalar) and node.plain and WHOLE_NUMBER.fullmatch(node.text):
        return int(node.text)
    shown = described(node)
    if isinstance(node, Scalar):
        shown = f"`{shortened(node.text)}`" if node.plain else f"`{shortened(node.text)}` in quotes"
    message = f"a whole number is wanted here, and this is {shown}. Please write it such as 7 or 10"
    desk.proof.mark("not-a-whole-number", node, message)
    return WRONG


def date(desk: Desk, node: Node) -> Any:
    """A day, written as 2026-11-21."""
    import datetime as dt

    words = text(desk, node)
    if words is WRONG:
        return WRONG
    try:
        return dt.date.fromisoformat(words).isoformat()
    except ValueError:
        message = f"`{shortened(words)}` is no day. Please write year, month and day, such as 2026-11-21"
        desk.proof.mark("not-a-date", node, message)
        return WRONG


def one_of(*options: str, code: str) -> Kind:
    """One word of a fixed few."""

    def read(desk: Desk, node: Node) -> Any:
        words = text(desk, node)
        if words is WRONG or words in options:
            return words
        ending = desk.proof.did_you_mean(words, options)
        desk.proof.mark(code, node, f"`{shortened(words)}` cannot stand here{ending}")
        return WRONG

    return read


area = one_of(*AREAS, code="unknown-area")
note_section = one_of(*NOTE_SECTIONS, code="unknown-note-section")
areas = each(area, least=1)


def yes_no(desk: Desk, node: Node) -> Any:
    """The word yes or the word no, as true or false."""
    word = one_of("yes", "no", code="not-yes-or-no")(desk, node)
    return word if word is WRONG else word == "yes"


def reference(kind: str, code: str, words: str) -> Kind:
    """The id of something given elsewhere."""

    def read(desk: Desk, node: Node) -> Any:
        id_ = text(desk, node)
        if id_ is WRONG:
            return WRONG
        names = desk.proof.names
        if names.get(id_, kind):
            return id_
        desk.proof.mark_unknown(code, node, f"no {words} is called `{shortened(id_)}`", id_, names.of_kind(kind))
        return WRONG

    return read


def concern(desk: Desk, node: Node) -> Any:
    """A concern that some rule has."""
    word = text(desk, node)
    known = desk.proof.names.concerns
    if word is WRONG or word in known:
        return word
    desk.proof.mark_unknown("unknown-concern", node, f"no rule has the concern `{shortened(word)}`", word, known)
    return WRONG


rung = reference("rung", "unknown-rung", "rung of the ladder")
service = reference("service", "unknown-service", "service in places.yaml")
region = reference("region", "unknown-region", "region in places.yaml")
source = reference("source", "unknown-source", "source in sources.yaml")
rule = reference("rule", "unknown-rule", "rule")
advice = reference("advice", "unknown-advice", "item of advice")


def fact(desk: Desk, node: Node) -> Any:
    """A fact that is yes or no: a line, or a question for yes or no."""
    word = text(desk, node)
    if word is WRONG:
        return WRONG
    names = desk.proof.names
    known = [one for one in names.of_kind(*ANSWERABLE) if names.by_id[one].is_yes_or_no]
    if word in known:
        return word
    desk.proof.mark_unknown("unknown-fact", node, f"no fact of yes or no is called `{shortened(word)}`", word, known)
    return WRONG


def rung_or_none(desk: Desk, node: Node) -> Any:
    """A rung, or the word none, which becomes empty."""
    return "" if isinstance(node, Scalar) and node.text == "none" else rung(desk, node)


def cited(desk: Desk, node: Node) -> Any:
    """The sources of a claim, one at least."""
    if isinstance(node, Items) and not node.items:
        desk.proof.mark("no-source", node, "no source is cited here. Please add the id of one from sources.yaml")
        return WRONG
    return each(source)(desk, node)


def condition(desk: Desk, node: Node) -> Any:
    """A phrase or a group."""
    return desk.conditions.read(node) or WRONG


def ask_if(desk: Desk, node: Node) -> Any:
    """A condition over earlier questions."""
    return desk.conditions.read(node, asking=desk.question) or WRONG


def condition_or(word: str) -> Kind:
    """A condition, or one word that stands for no condition at all."""

    def read(desk: Desk, node: Node) -> Any:
        return None if isinstance(node, Scalar) and node.text == word else condition(desk, node)

    return read
