"""One sitting with a person: the questions on their terminal, and the last words however it ends."""

from __future__ import annotations

from backcheck.cli.asking import Asker
from backcheck.cli.conversation import Conversation, Stopped, stop_on_signals
from backcheck.cli.delivery import deliver
from backcheck.cli.options import CheckOptions
from backcheck.cli.start import when_to_call
from backcheck.cli.status import ExitCode
from backcheck.cli.streams import Streams
from backcheck.protocol import Protocol
from backcheck.report import Report, make_report

STOPPED = "You stopped early. This is not an all-clear."


def sit(protocol: Protocol, region: str, options: CheckOptions, streams: Streams) -> int:
    """Interview a person and give the exit code. However it stops, it never sounds like an all-clear."""
    conversation = Conversation(protocol)
    with stop_on_signals():
        try:
            asker = _asker(streams)
            conversation.run(asker)
        except (Stopped, EOFError):
            code = ExitCode.INCOMPLETE if options.exit_code else ExitCode.INTERRUPTED
            return _last_words(conversation, region, streams, code)
        except KeyboardInterrupt:
            return _last_words(conversation, region, streams, ExitCode.INTERRUPTED)
        except Exception:
            _last_words(conversation, region, streams, ExitCode.BROKEN)
            raise
    report = make_report(protocol, conversation.answers, region)
    if not streams.stdout_is_terminal or options.output:
        _tell(streams, _headline(report))
    deliver(report, options, streams)
    from backcheck.cli.check import exit_code

    return exit_code(report, options)


def _asker(streams: Streams) -> Asker:
    if streams.plain:
        from backcheck.cli.plain_prompts import PlainAsker

        return PlainAsker(streams.stderr, streams.stdin, streams.keyboard.drop_typed, streams.width)
    from backcheck.cli.prompts import TerminalAsker

    return TerminalAsker(streams.stderr, streams.keyboard.drop_typed, streams.width, colour=streams.stderr_colour)


def _last_words(conversation: Conversation, region: str, streams: Streams, code: ExitCode) -> int:
    """Tell an interrupted person the worst that is known so far, and that nothing was ruled out."""
    report = make_report(conversation.protocol, conversation.answers, region)
    if report.is_emergency:
        from backcheck.render.plain import render

        _tell(streams, "\n" + render(report, streams.width()))
        return code
    so_far = f"What you said so far already means: {_headline(report)}\n\n" if report.reasons else ""
    _tell(streams, f"\n{STOPPED}\n\n{so_far}{when_to_call()}\n\nTo start again: backcheck")
    return code


def _headline(report: Report) -> str:
    from backcheck.render.sections import headline

    return f"{headline(report)}."


def _tell(streams: Streams, text: str) -> None:
    from backcheck.cli.failures import tell

    tell(text, streams)
