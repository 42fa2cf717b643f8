"""How long a person waits between an answer and the next question, beside an empty questionary prompt, in one run.

Only the processor's own time counts. The protocol is our own, grown to sixty questions where it has fewer.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle

import questionary
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from backcheck.cli.conversation import Conversation, Kept
from backcheck.cli.prompts import TerminalAsker
from backcheck.interview import upcoming
from backcheck.protocol import Answer, Protocol, Question
from backcheck.reading import fill_others, read_shipped

QUESTIONS = 60
TARGET = 16.0


def main() -> int:
    """Measure and print; with ``--check``, 1 when the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 when the target is missed")
    asked = parser.parse_args()
    empty = percentile([once(empty_prompt) for _ in range(50)])
    protocol = grown(read_shipped())
    ours, deciding = (percentile(list(times)) for times in zip(*between_questions(protocol), strict=True))
    print(f"an empty questionary prompt, 95th percentile: {empty:.1f} ms of processor")
    print(f"from an answer to the next question drawn, 95th percentile: {ours:.1f} ms, {ours / empty:.1f} times that")
    print(f"of it to find that question, 95th percentile: {deciding:.1f} ms")
    print(f"{'met' if ours < TARGET else 'MISSED'}: wanted under {TARGET:.0f} ms at {QUESTIONS} questions")
    return 1 if asked.check and ours >= TARGET else 0


def grown(protocol: Protocol) -> Protocol:
    """Give the protocol grown to as many questions as are measured, its rules in the same measure, each once more."""
    copies = cycle(protocol.questions)
    more = [
        replace(
            question,
            id=f"{question.id}_{place}",
            lines=tuple(replace(line, id=f"{line.id}_{place}") for line in question.lines),
        )
        for place, question in zip(range(QUESTIONS - len(protocol.questions)), copies, strict=False)
    ]
    again = tuple(replace(rule, id=f"{rule.id}_again") for rule in protocol.rules)
    share = len(again) * len(more) // len(protocol.questions)
    return replace(protocol, questions=(*protocol.questions, *more), rules=(*protocol.rules, *again[:share]))


def between_questions(protocol: Protocol) -> list[tuple[float, float]]:
    """Give the milliseconds from each answer to the next question drawn, and found, for a person with no complaint."""
    someone = fill_others(protocol, {"age": 40})
    times: list[tuple[float, float]] = []
    answers: dict[str, Answer] = {}
    while True:
        conversation = Conversation(protocol, Kept(answers))
        began = time.process_time()
        question, at_most = upcoming(protocol, answers)
        if question is None:
            return times
        found = time.process_time()
        draw(question, conversation.progress(at_most - 1))
        times.append(((time.process_time() - began) * 1000, (found - began) * 1000))
        answers |= {fact: someone[fact] for fact in question.facts}


def draw(question: Question, progress: str) -> None:
    """Draw one question and leave it again."""
    with create_pipe_input() as keys:
        asker = TerminalAsker(io.StringIO(), lambda: None, lambda: 80, lambda: 40, colour=True)
        asker.use(keys, DummyOutput())
        keys.send_text("q")
        asker.ask(question, progress)


def empty_prompt() -> None:
    """Ask questionary's own question for nothing."""
    with create_pipe_input() as keys:
        keys.send_text("\r")
        questionary.text("?", input=keys, output=DummyOutput()).unsafe_ask()


def once(job: Callable[[], None]) -> float:
    """Give the milliseconds of processor that a job took."""
    began = time.process_time()
    job()
    return (time.process_time() - began) * 1000


def percentile(times: list[float]) -> float:
    """Give the 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
