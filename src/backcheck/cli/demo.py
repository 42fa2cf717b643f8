"""``backcheck demo``: an interview with the reasoning beside it, of a case, of answers, or of whoever sits here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backcheck.cli.askers import asker_for
from backcheck.cli.asking import NOTHING_BEFORE, Asker, Move, SoFar, nobody_listens
from backcheck.cli.conversation import Conversation, Kept, Stopped
from backcheck.cli.demo_view import View
from backcheck.cli.endings import stop_on_signals
from backcheck.cli.protocols import load
from backcheck.cli.somebody import somebody
from backcheck.cli.status import ExitCode, UsageError
from backcheck.cli.streams import Streams
from backcheck.protocol import Answer, Answers, Protocol, Question
from backcheck.teach.demo import asking, settled
from backcheck.teach.demo_lines import NOT_YOURS

NO_TERMINAL = "There is no terminal to ask on. Show somebody else with --case NAME or --answers FILE."
NO_STEPS = "--step waits for Enter, and there is no terminal to press it on. Leave it out to get all steps at once."
STOPPED = f"{NOT_YOURS}. It was stopped. This is not an all-clear. For a result of your own, run backcheck."


def run(streams: Streams, *, protocol: str, case: str, answers: str, step: bool, big: bool) -> int:
    """Hold one demonstration and give the exit code."""
    if step and not streams.can_ask:
        raise UsageError(NO_STEPS)
    if not (case or answers or streams.can_ask):
        raise UsageError(NO_TERMINAL)
    chosen = load(protocol, streams)
    person = somebody(chosen, protocol, streams, case=case, answers=answers)
    view = View(streams, chosen, step=step, big=big)
    try:
        if person is None:
            _with_somebody_here(view, chosen, streams)
        else:
            _of_somebody_else(view, chosen, *person)
    except Stopped:
        print(f"\n{STOPPED}", file=streams.stderr)
    except (KeyboardInterrupt, EOFError):
        print(f"\n{STOPPED}", file=streams.stderr)
        return ExitCode.INTERRUPTED
    return ExitCode.FINISHED


def _of_somebody_else(view: View, protocol: Protocol, who: str, person: Answers) -> None:
    """Replay the interview of somebody whose answers are known, as far as they are."""
    view.begin(f"The interview of {who}.")
    given: dict[str, Answer] = {}
    number = 0
    while (one := asking(protocol, given)) is not None:
        reply = {fact: person[fact] for fact in one.question.facts if fact in person}
        if len(reply) < len(one.question.facts):
            given = {**person}
            break
        number += 1
        before, given = given, {**given, **reply}
        view.step(number, one, reply, settled(protocol, before, given))
    view.end(given)


def _with_somebody_here(view: View, protocol: Protocol, streams: Streams) -> None:
    """Ask whoever sits here, and tell the reasoning between the questions."""
    view.begin("You answer, for somebody you make up. Nothing is kept.")
    conversation = Conversation(protocol)
    asker = _Marked(asker_for(streams), conversation, view)
    conversation.watch = asker.watch
    with stop_on_signals(asker.leave):
        conversation.run(asker)
    view.end(conversation.answers)


class _Marked:
    """Asks like another asker, marks all it asks as a demonstration, and tells why it asks."""

    def __init__(self, asker: Asker, conversation: Conversation, view: View) -> None:
        self.asker, self.conversation, self.view = asker, conversation, view
        self.before: Answers = {}

    def ask(
        self,
        question: Question,
        progress: str,
        before: Mapping[str, Answer] = NOTHING_BEFORE,
        so_far: SoFar = nobody_listens,
    ) -> Mapping[str, Answer] | Move:
        """Tell why this question comes next, and ask it."""
        one = asking(self.conversation.protocol, self.conversation.answers)
        if one is not None and one.question.id == question.id:
            self.view.before_question(one)
        return self.asker.ask(question, f"{NOT_YOURS}. {progress}", before, so_far)

    def choose(self, heading: str, rows: Sequence[tuple[str, str]]) -> str | Move:
        """Ask for one of some rows."""
        return self.asker.choose(f"{NOT_YOURS}. {heading}", rows)

    def say(self, text: str) -> None:
        """Say it."""
        self.asker.say(text)

    def leave(self) -> bool:
        """Leave the question."""
        return self.asker.leave()

    def watch(self, kept: Kept) -> None:
        """Tell what an answer settled, or where a step back leads."""
        if set(self.before) - set(kept.answers):
            self.view.back(kept.answers)
        else:
            self.view.after_answer(settled(self.conversation.protocol, self.before, kept.answers))
        self.before = kept.answers
