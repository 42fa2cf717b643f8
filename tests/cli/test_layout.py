"""What stands on the screen for a question, on screens of any size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from backcheck.cli.cards import CURSOR, STAY, Card, Number, Rows
from backcheck.cli.layout import MORE, laid_out
from backcheck.cli.prompts import KEYS, card_for
from backcheck.protocol import Question
from tests.shipped import protocol

PROGRESS = "Question 12, at most 18 more"
SIZES = [(20, 24), (20, 16), (40, 24), (40, 12), (80, 24), (120, 24), (200, 60)]
KINDS = {question.kind: question for question in reversed(protocol().questions)}
EVERY = pytest.mark.parametrize("question", protocol().questions, ids=lambda question: question.id)
POINTER = ">"


def card(question: Question) -> Card:
    """Give the card of a question as it is first drawn."""
    return card_for(question, PROGRESS)


def shown(card: Card, size: tuple[int, int]) -> list[str]:
    """Give the lines on a screen of some columns and lines."""
    text = "".join(piece for style, piece in laid_out(card, *size) if (style, piece) != CURSOR)
    return text.split("\n")


def body(lines: list[str]) -> list[str]:
    """Give the lines under the keys, but for the one that tells of more."""
    told = {word for text in MORE.values() for word in [text, *text.split()]}
    below = lines[lines.index("") + 1 :]
    while below and set(below[-1].split()) <= told:
        below.pop()
    return below


def through(card: Card, size: tuple[int, int]) -> Iterator[list[str]]:
    """Give the screen at each row, the pointer moved down from the top to the last."""
    yield shown(card, size)
    for _ in range(len(card.control.choices) if isinstance(card, Rows) else 0):
        assert card.press("down") is STAY
        yield shown(card, size)


@EVERY
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_no_line_is_longer_or_lower_than_the_screen(question: Question, size: tuple[int, int]) -> None:
    """Wherever the pointer stands, everything fits, and a line says when there is more."""
    for lines in through(card(question), size):
        assert max(map(len, lines)) < size[0]
        assert len(lines) < size[1]


@EVERY
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_answer_can_be_reached_and_read(question: Question, size: tuple[int, int]) -> None:
    """With the arrow keys alone each row comes up whole, its words in order, and the pointer is seen at it."""
    one = card(question)
    if not isinstance(one, Rows):
        return
    screens = list(through(one, size))[1:]
    says = [*one.says[1:], one.says[0]] if question.kind == "checklist" else one.says
    for say, lines in zip(says, screens, strict=True):
        pointed = [place for place, line in enumerate(lines) if line.startswith(f" {POINTER} ")]
        assert len(pointed) == 1
        assert "".join(say.split()) in "".join("".join(lines[pointed[0] :]).split())


@EVERY
def test_words_stay_whole(question: Question) -> None:
    """On 20 columns no word is broken that would fit on a line of its own."""
    one = card(question)
    words = {word for lines in through(one, (20, 200)) for line in lines for word in line.split()}
    wanted = {word for say in [question.ask, *getattr(one, "says", [])] for word in say.split() if len(word) <= 12}
    assert wanted <= words


@EVERY
@pytest.mark.parametrize("size", [(20, 24), (40, 24), (80, 24)], ids=str)
def test_question_and_keys_stay_in_sight(question: Question, size: tuple[int, int]) -> None:
    """On 24 lines neither the question nor the keys scroll away, wherever the pointer is."""
    for lines in through(card(question), size):
        text = " ".join(" ".join(lines).split())
        assert question.ask in text
        assert all(key in text for key in KEYS)


def test_what_does_not_fit_is_told() -> None:
    """The first checklist on 40 columns and 24 lines: more below at first, more above at the end."""
    first = protocol().questions[0]
    screens = list(through(card(first), (40, 24)))
    assert screens[0][-1].strip() == MORE[False, True]
    assert screens[-2][-1].strip() == MORE[True, False]
    assert any("None of these" in line for line in screens[-3])


def test_where_all_fits_nothing_is_told_of_more() -> None:
    """On 24 lines of 80 columns the first checklist stands there whole."""
    lines = shown(card(protocol().questions[0]), (80, 24))
    assert "More answers" not in " ".join(lines)
    assert "Prefer not to say" in lines[-1]


def test_a_low_screen_shows_the_question_first() -> None:
    """Where the question leaves no room for answers, it stands there until a key is pressed, then scrolls along."""
    one = card(protocol().questions[0])
    lines = shown(one, (20, 14))
    assert PROGRESS.split(maxsplit=1)[0] in " ".join(body(lines))
    one.press("end")
    assert any(line.startswith(f" {POINTER} ") for line in shown(one, (20, 14)))


def test_a_message_stands_under_the_number_it_is_about() -> None:
    """A number that cannot be is told of on the very next line."""
    number = card(KINDS["number"])
    for key in ("9", "9", "9", "enter"):
        assert number.press(key) is STAY
    lines = shown(number, (40, 24))
    place = next(place for place, line in enumerate(lines) if line.startswith(" > "))
    assert lines[place].strip("> ").startswith("9")
    assert "whole number" in " ".join(lines[place + 1 :])


def test_a_message_goes_with_the_next_key() -> None:
    """What was wrong a moment ago is no longer told once something else is pressed."""
    choice = card(KINDS["choice"])
    choice.press("enter")
    assert "Nothing is chosen yet" in " ".join(shown(choice, (80, 24)))
    choice.press("down")
    assert "Nothing is chosen yet" not in " ".join(shown(choice, (80, 24)))


def test_ticked_unsure_and_neither_look_different_on_any_terminal() -> None:
    """The three signs are plain ASCII: a terminal that lacks rounder ones would show the same ? for all."""
    checklist = card(KINDS["checklist"])
    for key in (" ", "down", "n", "down"):
        checklist.press(key)
    rows = [line.encode("ascii", "replace")[3:6] for line in body(shown(checklist, (80, 60)))[:3]]
    assert rows == [b"[x]", b"[?]", b"[ ]"]


def test_a_row_is_not_both_ticked_and_marked() -> None:
    """The last key counts: a tick takes the mark away and the other way round."""
    checklist = card(KINDS["checklist"])
    for keys, sign in (("n ", "[x]"), ("n", "[?]"), ("n", "[ ]")):
        for key in keys:
            checklist.press(key)
        assert body(shown(checklist, (80, 60)))[0].startswith(f" {POINTER} {sign}")


def test_a_number_has_room_for_nothing_longer_than_itself() -> None:
    """A key that is held down fills no line."""
    number = card(KINDS["number"])
    assert isinstance(number, Number)
    for _ in range(50):
        number.press("1")
    assert len(number.typed) <= len("120/120")


def whole(lines: list[str]) -> str:
    """Give the words on a screen in one line."""
    return " ".join(" ".join(lines).split())


@EVERY
@pytest.mark.parametrize("size", [*SIZES, (20, 14)], ids=str)
def test_why_stands_on_the_screen_with_the_answers(question: Question, size: tuple[int, int]) -> None:
    """? puts the whole reason under the answers, and hides neither the pointer's row nor all others."""
    one = card(question)
    for key in ("down", "down", "?") if isinstance(one, Rows) else ("?",):
        assert one.press(key) is STAY
    lines = shown(one, size)
    assert max(map(len, lines)) < size[0]
    assert len(lines) < size[1]
    assert f"Why we ask: {question.why}" in whole(lines)
    assert any(line.startswith(f" {POINTER} ") for line in lines)
    one.press("down")
    assert "Why we ask" not in whole(shown(one, size))


@pytest.mark.parametrize("kind", ["choice", "checklist", "number"])
@pytest.mark.parametrize(("key", "answer"), [("n", "not sure"), ("p", "prefer not to say")])
def test_a_letter_answers_only_with_enter_behind_it(kind: str, key: str, answer: str) -> None:
    """N and p show what Enter will say; another key in between takes it back."""
    if (kind, key) == ("checklist", "n"):
        return
    for keys in ([key, "enter"], [key, "?", "down" if kind != "number" else "7", key, "enter"]):
        one = card(KINDS[kind])
        *before, last = (one.press(pressed) for pressed in keys)
        assert all(reply is STAY for reply in before)
        assert last == dict.fromkeys(KINDS[kind].facts, answer)


@pytest.mark.parametrize("between", ["?", "up", "end", "x"])
def test_a_wish_to_say_nothing_of_all_lines_goes_with_the_next_key(between: str) -> None:
    """Behind p on a checklist, Enter counts only at once; later it asks for a tick."""
    one = card(KINDS["checklist"])
    for pressed in ("p", between, "enter"):
        assert one.press(pressed) is STAY
    assert "Tick a line" in one.message


def test_p_keeps_what_was_ticked() -> None:
    """What was ticked stays yes, all else is kept to oneself."""
    one = card(KINDS["checklist"])
    for pressed in (" ", "p"):
        assert one.press(pressed) is STAY
    reply = one.press("enter")
    assert isinstance(reply, dict)
    assert list(reply.values()) == ["yes", *["prefer not to say"] * (len(reply) - 1)]


def test_the_key_p_is_told_where_there_is_room() -> None:
    """On a large screen it stands with the other keys; on a small one it gives way to the answers."""
    one = card(protocol().questions[0])
    assert "p rather not say" in whole(shown(one, (120, 24)))
    assert "p rather not say" not in whole(shown(one, (40, 24)))


@EVERY
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_what_was_said_before_fits_too(question: Question, size: tuple[int, int]) -> None:
    """Asked again with its longest answer from before, no line is longer or lower than the screen."""
    longest = max((choice.id for choice in question.choices), key=len, default=question.highest or "yes")
    before = dict.fromkeys(question.facts, "no" if question.kind == "checklist" else longest)
    for lines in through(card_for(question, PROGRESS, before), size):
        assert max(map(len, lines)) < size[0]
        assert len(lines) < size[1]
