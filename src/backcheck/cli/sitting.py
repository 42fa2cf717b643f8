"""One sitting with a person: the questions on their terminal, and the last words however it ends."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from backcheck.cli.askers import asker_for
from backcheck.cli.asking import Asker
from backcheck.cli.conversation import Conversation, Stopped
from backcheck.cli.endings import stop_on_signals, undisturbed
from backcheck.cli.failures import debugging, fault
from backcheck.cli.options import CheckOptions
from backcheck.cli.start import STOPPED, when_to_call
from backcheck.cli.status import ExitCode
from backcheck.cli.streams import Streams

if TYPE_CHECKING:
    from backcheck.protocol import Answers
    from backcheck.report import Report


def sit(conversation: Conversation, region: str, options: CheckOptions, streams: Streams) -> int:
    """Interview a person and give the exit code. However it stops, it never sounds like an all-clear."""
    asker = asker_for(streams)
    with stop_on_signals(asker.leave):
        return sit_with(asker, conversation, region, options, streams)


def sit_with(asker: Asker, conversation: Conversation, region: str, options: CheckOptions, streams: Streams) -> int:
    """Interview a person as ``sit`` does, where signals that end the program are already seen to."""

    def in_words(answers: Answers) -> str:
        from backcheck.cli.delivery import report_today

        return _so_far(report_today(conversation.protocol, answers, region))

    conversation.in_words = in_words
    try:
        ended = _ended(conversation, asker, options, streams)
    except KeyboardInterrupt:  # Ctrl-C, or one more behind a q
        ended = ExitCode.INTERRUPTED, ""
    if ended is not None:
        return _last_words(conversation, region, streams, *ended)
    return _result(conversation, region, options, streams)


def _ended(
    conversation: Conversation, asker: Asker, options: CheckOptions, streams: Streams
) -> tuple[ExitCode, str] | None:
    """Ask all there is to ask; give the exit code and what is to be said of a fault when it ended before, else none."""
    try:
        conversation.run(asker)
    except (Stopped, EOFError):
        return stopped_code(options), ""
    except Exception as problem:
        if debugging(streams):
            raise
        return ExitCode.BROKEN, fault(problem)
    return None


def go_on_with(command: str, options: CheckOptions) -> str:
    """Give a command as the person can type it to go on as they began: plain lines, their region, their protocol."""
    words = ["--plain"] if options.plain else []
    for name, value in (("--region", options.region), ("--protocol", options.protocol)):
        words += [name, value] if value else []
    return shlex.join([*command.split(), *words])


def stopped_code(options: CheckOptions) -> ExitCode:
    """Give the exit code of an interview that the person ended before its end."""
    return ExitCode.INCOMPLETE if options.exit_code else ExitCode.INTERRUPTED


def _result(conversation: Conversation, region: str, options: CheckOptions, streams: Streams) -> int:
    from backcheck.cli.delivery import deliver, report_today

    report = report_today(conversation.protocol, conversation.answers, region, conversation.now.twice)
    if not streams.stdout_is_terminal or options.output:
        _tell(streams, _headline(report))
    try:
        deliver(report, options, streams)
    except BaseException:
        _tell(streams, _headline(report))
        raise
    from backcheck.cli.check import exit_code

    return exit_code(report, options)


def _last_words(conversation: Conversation, region: str, streams: Streams, code: ExitCode, problem: str = "") -> int:
    """Tell an interrupted person the worst that is known so far, and that nothing was ruled out."""
    with undisturbed():
        _tell(streams, _farewell(conversation, region, streams, problem))
    return code


def _farewell(conversation: Conversation, region: str, streams: Streams, problem: str) -> str:
    from backcheck.cli.delivery import report_today

    report = report_today(conversation.protocol, conversation.when_stopped, region, conversation.now.twice)
    problem = f"\n{problem}\n" if problem else ""
    if report.is_emergency:
        from backcheck.render.plain import render

        return f"{problem}\n{render(report, streams.width() - 1)}"
    urgent = report.rung.group == "urgent"
    so_far = f"{_so_far(report)}\n\n" if urgent else ""
    call = when_to_call(report.number, report.protocol.start)
    return f"{problem}\n{STOPPED}\n\n{so_far}{call}\n\n{conversation.how_to_go_on}"


def _so_far(report: Report) -> str:
    return f"What you said so far already means: {_headline(report)}"


def _headline(report: Report) -> str:
    from backcheck.render.sections import headline

    return f"{headline(report)}."


def _tell(streams: Streams, text: str) -> None:
    from backcheck.cli.failures import tell

    tell(text, streams)
