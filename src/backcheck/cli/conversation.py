"""The interview with a person: ask, go back, stop; always knowing the worst rung so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from backcheck.cli.asking import Asker, Heard, Move, how_far
from backcheck.cli.checking import (
    AGAIN_BECAUSE,
    CHANGE,
    CHANGING,
    CHECKING,
    GOING_ON,
    IS_THIS_RIGHT,
    ONCE_MORE,
    RIGHT,
    STILL_SO,
    WHICH_ONE,
    changeable,
    in_other_words,
    offered,
    read_back,
    said_no,
)
from backcheck.findings import Person
from backcheck.interview import by_worry, more_worrying, stopped, to_ask_again, upcoming
from backcheck.protocol import Answer, Answers, Protocol, Question
from backcheck.triage import triage

Given = TypeVar("Given")


class Stopped(Exception):  # noqa: N818  not an error: the person ended the interview
    """The person chose to stop before the last question."""


@dataclass(frozen=True)
class Kept:
    """What is known at one moment: the answers that count, and for facts asked twice the first and the second."""

    answers: Answers = field(default_factory=dict)
    twice: Mapping[str, tuple[Answer, Answer]] = field(default_factory=dict)


@dataclass
class Conversation:
    """What was answered so far and the moments before, so that going back is taking up the last one again.

    ``watch`` is called with what is known after each answer and each step back, ``watch_lines`` also while a checklist
    is answered, and ``in_words`` gives what an emergency is that its lines already mean. ``how_to_go_on`` is the last
    thing a person is told who stops. ``said`` is the last answer they gave to each fact, whether it counts now or was
    gone back on. One that is ``taken_up`` begins with what the person said before, and tells why it asks some ``anew``.
    """

    protocol: Protocol
    now: Kept = field(default_factory=Kept)
    before: list[Kept] = field(default_factory=list)
    watch: Callable[[Kept], None] = lambda _kept: None
    watch_lines: Callable[[Kept], None] = lambda _kept: None
    in_words: Callable[[Answers], str] = lambda _answers: ""
    how_to_go_on: str = "To start again: backcheck"
    taken_up: bool = False
    anew: set[str] = field(default_factory=set)
    said: dict[str, Answer] = field(default_factory=dict)
    finished: bool = False
    _lines: Answers = field(default_factory=dict)

    @property
    def answers(self) -> Answers:
        """Give the answers so far."""
        return self.now.answers

    @property
    def when_stopped(self) -> Answers:
        """Give all the person said who stops now: lines of a checklist not finished, and what was gone back on too."""
        return {**self.said, **self.answers, **self._lines}

    def run(self, asker: Asker) -> None:
        """Ask until nothing matters any more and, below an emergency, the person has checked what they said.

        Raises Stopped when the person quits, EOFError at the end of input.
        """
        if self.taken_up and self.answers:
            while not (self._is_emergency() or self._confirmed(asker, STILL_SO, GOING_ON)):
                pass
        while not self.finished:
            question, at_most = upcoming(self.protocol, self.answers)
            if question is not None:
                self._put(asker, question, self.progress(at_most - 1))
                continue
            again = to_ask_again(self.protocol, self.answers, self.now.twice)
            if again:
                self._put_again(asker, again)
            else:
                self.finished = self._is_emergency() or self._confirmed(asker, IS_THIS_RIGHT, CHECKING)

    def _put(self, asker: Asker, question: Question, progress: str) -> None:
        """Ask one question, or take the step back that the person wants instead."""
        if question.id in self.anew:
            progress = f"{progress}. {AGAIN_BECAUSE}"  # beside it: what stands above a question can scroll away
        reply = self._moved(asker, self._asked(asker, question, progress))
        self.anew.discard(question.id)
        if reply is not None:
            self._keep(Kept({**self.answers, **reply}, self.now.twice))

    def _asked(self, asker: Asker, question: Question, progress: str) -> Mapping[str, Answer] | Move:
        """Ask one question, what was said before at hand; what is said of a checklist counts line by line."""
        before = {**self.said, **self.answers}

        def so_far(lines: Answers) -> Heard:
            for fact in self._lines.keys() - lines.keys():
                self.said.pop(fact, None)
            self._lines = dict(lines)
            self.said.update(lines)
            self.watch_lines(Kept({**self.answers, **lines}, self.now.twice))
            return self._heard(question)

        reply = asker.ask(question, progress, {fact: before[fact] for fact in question.facts if fact in before}, so_far)
        if reply is not Move.QUIT:
            self._lines = {}
        if not isinstance(reply, Move):
            self.said.update(reply)
        return reply

    def _heard(self, question: Question) -> Heard:
        """Give what the lines of a checklist said so far mean: enough where no other line can make it more urgent."""
        said = {**self.answers, **self._lines}
        outcome = triage(Person(self.protocol, said))
        if not stopped(self.protocol, outcome):
            return Heard()
        rest = {fact: by_worry(self.protocol, fact)[0] for fact in question.facts if fact not in self._lines}
        is_enough = triage(Person(self.protocol, {**said, **rest})).rung == outcome.rung
        return Heard(is_enough, lambda: self.in_words(said))

    def _put_again(self, asker: Asker, fact: str) -> None:
        """Ask one fact in other words; the more worrying of its two answers counts, both are kept."""
        reply = self._moved(asker, asker.ask(in_other_words(self.protocol, fact), ONCE_MORE))
        if reply is not None:
            first, second = self.answers[fact], reply[fact]
            counts = more_worrying(self.protocol, self.answers, fact, second)
            self._keep(Kept({**self.answers, fact: counts}, {**self.now.twice, fact: (first, second)}))

    def _confirmed(self, asker: Asker, heading: str, rows: Sequence[tuple[str, str]]) -> bool:
        """Read the answers back; say whether the person agreed to them. A change or a step back is no agreement."""
        asker.say(read_back(self.protocol, self.answers))
        rows = offered(rows, self.protocol, self.answers)
        while True:
            wish = self._moved(asker, asker.choose(heading, rows))
            if wish is None or wish == RIGHT:
                return wish == RIGHT
            if wish != CHANGE:
                asker.say(said_no(self.protocol, self.answers))
            elif self._changed(asker):
                return False

    def _changed(self, asker: Asker) -> bool:
        """Ask the one question again that the person picks; no when they thought better of it."""
        picked = asker.choose(WHICH_ONE, changeable(self.protocol, self.answers))
        reply = self._asked(asker, self.protocol.by_id[picked], CHANGING) if isinstance(picked, str) else picked
        if reply is Move.QUIT:
            raise Stopped
        if isinstance(reply, Move):
            return False
        # What was said before in other words was about the answer that is gone.
        twice = {fact: both for fact, both in self.now.twice.items() if fact not in reply}
        self._keep(Kept({**self.answers, **reply}, twice))
        return True

    def _moved(self, asker: Asker, reply: Given | Move) -> Given | None:
        """Give the reply itself; none after a step back. Raises Stopped when the person quits."""
        if reply is Move.QUIT:
            raise Stopped
        if not isinstance(reply, Move):
            return reply
        if self.before:
            self.now = self.before.pop()
            self.watch(self.now)
            asker.say("Back to the question before.")
        else:
            asker.say("This is the first question.")
        return None

    def _keep(self, known: Kept) -> None:
        self.before.append(self.now)
        self.now = known
        self.watch(known)

    def _is_emergency(self) -> bool:
        return stopped(self.protocol, triage(Person(self.protocol, self.answers)))

    def progress(self, more: int) -> str:
        """Tell which question this is, and that at most so many more follow."""
        return how_far(len(self.before) + 1, more)
