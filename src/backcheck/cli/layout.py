"""How a question is laid out on a screen of any size: no word cut off, the keys in sight, every answer in reach."""

from __future__ import annotations

from itertools import chain

from backcheck.cli.asking import wrapped
from backcheck.cli.cards import Card, Fragments

MORE = {
    (True, True): "More answers above and below.",
    (True, False): "More answers above.",
    (False, True): "More answers below.",
}
FEWEST = 4
"""Lines that answers need at least; where the question leaves them fewer, it scrolls along with them."""
NO_BREAK = "\N{NO-BREAK SPACE}"


def laid_out(card: Card, columns: int, lines: int) -> Fragments:
    """Give all that stands on the screen for a card, on at most ``lines`` lines of less than ``columns`` columns.

    What does not fit scrolls with the pointer, and a line says that there is more.
    """
    width = columns - 1
    heading = [line for part in card.asked.heading if part for line in _styled("class:question", part, width)]
    message = _styled("class:message", card.message, width - 1)
    body, seen = card.body(width)
    for spare in (card.asked.spare, ""):
        above = [*heading, *_instructions(card, spare, width), []]
        room = lines - 1 - len(above) - len(message)
        if len(body) <= room:
            return _joined([*above, *body, *message])
    room -= len(_styled("", MORE[True, True], width))
    if room < max(FEWEST, len(seen)):
        room, body = room + len(heading), [*heading, *body]
        seen = range(len(heading) + seen.start, len(heading) + seen.stop) if card.touched else range(1)
        above = above[len(heading) :]
    if room < FEWEST and message:  # the instructions are back with the next key
        room, above = room + len(above), []
        message = message[: len(message) + min(0, room - 1)]
    room = max(room, 1)
    card.top = _scrolled(card.top, len(body), room, seen)
    rest = card.top > 0, card.top + room < len(body)
    more = _styled("class:instruction", MORE.get(rest, ""), width)
    return _joined([*above, *body[card.top : card.top + room], *more, *message])


def _instructions(card: Card, spare: str, width: int) -> list[Fragments]:
    """Give how to answer, and the keys: each on one line with what it does."""
    keys = "  ".join(key.replace(" ", NO_BREAK) for key in (*card.asked.keys, spare) if key)
    return [line for text in (card.asked.how, keys) for line in _styled("class:instruction", text, width)]


def _scrolled(top: int, count: int, room: int, seen: range) -> int:
    """Give the first line in sight, moved no further than needed; of what has to be seen, the start goes first."""
    return max(0, min(max(top, seen.stop - room), seen.start, count - room))


def _styled(style: str, text: str, width: int) -> list[Fragments]:
    if not text:
        return []
    lines = wrapped(text, width, indent=" ", whole=False).split("\n")
    return [[(style, line.replace(NO_BREAK, " "))] for line in lines]


def _joined(lines: list[Fragments]) -> Fragments:
    return list(chain.from_iterable([*line, ("", "\n")] for line in lines))[:-1]
