"""A kept page beside the page that would be written now: its words and its tags, however a browser saved it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import zip_longest
from typing import NamedTuple

from backcheck.replay.words import both_shown, shown

RESULT_TAG = "pre"
"""Holds the result once more as JSON, which is compared by itself."""
PLACES = {"title": "its title", "h1": "the heading", "h2": "the heading of a part", "style": "its style"}
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_SAVED = re.compile(r"!-- saved from url=[^\s>]* ?")
_READER = re.compile(r'<body class="[^"<>]*\b(patient|clinician)\b')


class Words(NamedTuple):
    """Some words of a page, and the tag they follow."""

    tag: str
    text: str


class Tag(NamedTuple):
    """A tag that opens, with all that it says."""

    name: str
    says: frozenset[tuple[str, str]]


def reader_of(page: str) -> str:
    """Give the reader whom a page says it is for, empty where it does not say."""
    found = _READER.search(page)
    return found[1] if found else ""


def page_differs(then: str, now: str) -> Iterator[str]:
    """Give what differs between two pages, in sentences, but for the JSON inside them."""
    if then == now:
        return
    parts, again = list(_parts(then)), list(_parts(now))
    words, words_now = ([one for one in some if isinstance(one, Words)] for some in (parts, again))
    gone, new = _by_place(Counter(words) - Counter(words_now)), _by_place(Counter(words_now) - Counter(words))
    for place in {**gone, **new}:
        for before, after in zip_longest(gone.get(place, ()), new.get(place, ())):
            yield f"On the page, {place}: {_beside(before, after)}."
    if not gone and not new and words != words_now:
        yield "On the page: the order of its words is another one."
    if Counter(one for one in parts if isinstance(one, Tag)) != Counter(one for one in again if isinstance(one, Tag)):
        yield "On the page: its tags are others than backcheck writes, which can hide words or change how they look."


def _by_place(words: Counter[Words]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one, count in words.items():
        found[PLACES.get(one.tag, "a line")] += [one.text] * count
    return found


def _beside(then: str | None, now: str | None) -> str:
    if then is None or now is None:
        before, after = (f'"{shown(one)}"' if one is not None else "not there" for one in (then, now))
    else:
        before, after = both_shown(then, now)
    return f"then {before}; now {after}"


def _parts(page: str) -> Iterator[Words | Tag]:
    """Give the words of a page and its tags that open, but for the JSON; what a browser adds in saving is left out."""
    tag, at = Tag("", frozenset()), 0
    while at < len(page):
        start = page.find("<", at)
        start = len(page) if start < 0 else start
        words = " ".join(unescape(page[at:start]).split())
        if words and tag.name != RESULT_TAG:
            yield Words(tag.name, words)
        closing = "-->" if page.startswith("<!--", start) else ">"
        end = page.find(closing, start)
        inside = page[start + 1 : end if end >= 0 else len(page)]
        at = end + len(closing) if end >= 0 else len(page)
        # Words behind a tag that closes belong to another place than those before it.
        tag = _tag(inside)
        if not tag.name.startswith("/") and not _of_browsers(tag):
            yield tag


def _tag(inside: str) -> Tag:
    if inside.startswith("!"):
        return Tag("!", frozenset({("", inside.lower())}))
    name, *_ = inside.split(maxsplit=1) or [""]
    said: Iterable[tuple[str, str]] = _ATTRIBUTE.findall(inside[len(name) :])
    says = frozenset((one.lower(), unescape(value.strip("\"'"))) for one, value in said)
    return Tag(name.rstrip("/").lower() or "/", says)


def _of_browsers(tag: Tag) -> bool:
    """Say whether a tag is one that browsers write in their own way: what the page is, its encoding, whence it came."""
    names = {name for name, _ in tag.says}
    declares = any(one == "!doctype html" or _SAVED.fullmatch(one) for _, one in tag.says)
    encoding = "charset" in names or ("http-equiv", "Content-Type") in tag.says
    return declares if tag.name == "!" else tag.name == "meta" and encoding
