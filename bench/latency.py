"""How long a person waits between an answer and the next question, beside an empty questionary prompt, in one run.

Only the processor's own time counts. The protocol is our own, grown to sixty questions where it has fewer.
"""

from __future__ import annotations

import argparse
import gc
import io
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle

import questionary
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from backcheck.cli.conversation import Conversation, Kept
from backcheck.cli.prompts import TerminalAsker
from backcheck.interview import upcoming
from backcheck.protocol import Answer, Protocol
from backcheck.reading import fill_others, read_shipped

QUESTIONS = 60
TARGET = 16.0
ROUNDS = 5
SIZE = Size(rows=40, columns=80)


def main() -> int:
    """Measure and print; with ``--check``, 1 when the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 when the target is missed")
    asked = parser.parse_args()
    protocol = grown(read_shipped())
    gc.set_threshold(100_000)  # as the program has it
    with create_pipe_input() as keys:
        empty = percentile([once(lambda: empty_prompt(keys)) for _ in range(100)])
        found, drawn = (
            list(times)
            for times in zip(*(pair for _ in range(ROUNDS) for pair in between_questions(protocol, keys)), strict=True)
        )
    ours = percentile([sum(pair) for pair in zip(found, drawn, strict=True)])
    print(f"an empty questionary prompt, 95th percentile: {empty:.1f} ms of processor")
    print(f"from an answer to the next question drawn, 95th percentile: {ours:.1f} ms, {ours / empty:.2f} times that")
    print(f"of it to find that question: {percentile(found):.1f} ms; to draw it: {percentile(drawn):.1f} ms")
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


def between_questions(protocol: Protocol, keys: PipeInput) -> Iterator[tuple[float, float]]:
    """Give the milliseconds to find and to draw each question of a person with no complaint, left again at once."""
    someone = fill_others(protocol, {"age": 40})
    answers: dict[str, Answer] = {}
    asker = TerminalAsker(io.StringIO(), lambda: None, lambda: SIZE.columns, colour=True)
    asker.use(keys, screen(), lambda: keys.send_text("q"))
    with prepared(asker):
        while True:
            conversation = Conversation(protocol, Kept(answers))
            began = time.process_time()
            question, at_most = upcoming(protocol, answers)
            found = time.process_time()
            if question is None:
                return
            asker.ask(question, conversation.progress(at_most - 1))
            yield (found - began) * 1000, (time.process_time() - found) * 1000
            answers |= {fact: someone[fact] for fact in question.facts}


@contextmanager
def prepared(asker: TerminalAsker) -> Iterator[None]:
    """Have the first question behind us: what is made once for all is not between two questions."""
    asker.choose("?", [("Yes", "yes")])
    yield


def empty_prompt(keys: PipeInput) -> None:
    """Ask questionary's own question for nothing."""
    keys.send_text("\r")
    questionary.text("?", input=keys, output=screen()).unsafe_ask()


def screen() -> Vt100_Output:
    """Give a terminal that nobody looks at, for which all is drawn."""
    return Vt100_Output(io.StringIO(), lambda: SIZE, term="xterm-256color", enable_cpr=False)


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
