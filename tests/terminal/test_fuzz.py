"""Random keys: no traceback, no answer that nobody gave, and the program always ends or waits."""

from __future__ import annotations

import io
import os
import random
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain, repeat

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from backcheck.cli.asking import Move
from backcheck.cli.plain_prompts import PlainAsker
from backcheck.cli.prompts import TerminalAsker
from backcheck.interview import by_worry, upcoming
from backcheck.protocol import Answers, Question
from tests.shipped import person, protocol
from tests.terminal.forked import FAILED, Sitting

KINDS = {question.kind: question for question in reversed(protocol().questions)}
ARROWS = ("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F")
KEYS = (
    *ARROWS,
    *"0123456789",
    *"bnpq?aiyx /-.",
    "\t",
    "\x7f",
    "\x01",
    "\x0b",
    "\x17",
    "\x1a",
    "é",
    "漢",
    "\u202e",
)
SURE_END = "\x03"
ROUNDS = 40 * int(os.environ.get("BACKCHECK_FUZZ", "1"))
"""BACKCHECK_FUZZ=10 plays ten times as many."""


def sequences(rounds: int, *keys: str) -> Iterator[str]:
    """Give random keys in bursts of one to twelve, the same ones in every run."""
    chance = random.Random(4)  # noqa: S311  keys to try, not a secret
    for _ in range(rounds):
        yield "".join(chance.choice(keys) for _ in range(chance.randint(1, 12)))


def possible(question: Question, reply: Mapping[str, object]) -> bool:
    """Say whether a reply answers every fact of the question, each with an answer it has."""
    return set(reply) == set(question.facts) and all(a in by_worry(protocol(), fact) for fact, a in reply.items())


@pytest.mark.parametrize("kind", KINDS)
def test_no_key_but_enter_answers_a_drawn_question(kind: str) -> None:
    """Without Enter and the moves, no keys of any kind are an answer, n and p neither."""
    harmless = [key for key in (*KEYS, " ") if key not in "bq"]
    for keys in sequences(ROUNDS * 2, *harmless):
        with pytest.raises(KeyboardInterrupt):
            asked(KINDS[kind], keys)


@pytest.mark.parametrize("kind", KINDS)
def test_random_keys_give_a_possible_answer_a_move_or_none(kind: str) -> None:
    """Whatever is typed, what comes back is whole and allowed, or a wish to move, or nothing came back."""
    answered = 0
    for keys in sequences(ROUNDS * 2, *KEYS, " ", "\r", "\r"):
        try:
            reply = asked(KINDS[kind], keys)
        except KeyboardInterrupt:
            continue
        answered += 1
        assert isinstance(reply, Move) or possible(KINDS[kind], reply)
    assert answered


def asked(question: Question, keys: str) -> Mapping[str, object] | Move:
    """Ask one drawn question with some keys; asked again after ``?``, it gets no more than the sure end."""
    with create_pipe_input() as typed:
        asker = TerminalAsker(io.StringIO(), lambda: None, lambda: 80, colour=True)
        each_time = chain([keys + SURE_END], repeat(SURE_END))
        asker.use(typed, DummyOutput(), lambda: typed.send_text(next(each_time)))
        return asker.ask(question, "")


@pytest.mark.parametrize("kind", KINDS)
def test_random_lines_in_plain_mode(kind: str) -> None:
    """The same for typed lines: an answer, a move, or the end of input."""
    question = KINDS[kind]
    answered = 0
    for keys in sequences(ROUNDS * 25, *[key for key in KEYS if key.isprintable()], "\n", "\n", "1\n", "2\n"):
        asker = PlainAsker(io.StringIO(), io.StringIO(keys).readline, lambda: None, lambda: 40)
        try:
            reply = asker.ask(question, "")
        except EOFError:
            continue
        answered += 1
        assert isinstance(reply, Move) or possible(question, reply)
    assert answered


def press(screen: Sitting, key: str) -> None:
    """Type one key, if anybody is there."""
    with suppress(OSError):
        screen.press(key)


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_random_keys_on_a_real_terminal(plain: bool) -> None:
    """A whole sitting under random keys waits or ends as it can end; killed, it still says its last words."""
    starts: list[Answers] = [{}]
    answers: dict[str, str | int] = {}
    someone = person()
    while (question := upcoming(protocol(), answers)[0]) is not None and question.facts[0] in someone:
        answers |= {fact: someone[fact] for fact in question.facts}
        starts.append(dict(answers))
    for place, keys in enumerate(sequences(ROUNDS * 5 // 2, *KEYS, " ", "\r", "\r")):
        start = starts[place % len(starts)]
        with Sitting(start, plain=plain, rows=30) as screen:
            screen.wait_for("?" if not plain else ">")
            for key in keys:
                press(screen, key)
            press(screen, SURE_END)
            code = screen.wait_for_end()
            assert code in {0, 130}, (keys, code)
            assert code != FAILED
            assert b"Traceback" not in screen.seen
