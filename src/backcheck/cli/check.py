"""``backcheck check``: answers from a person or a file, a result on standard output.

What only the result needs is imported when there is one: a person waits for the first question.
"""

from __future__ import annotations

from backcheck.cli.options import CheckOptions
from backcheck.cli.protocols import load, region_named, region_remembered
from backcheck.cli.status import ExitCode, UsageError, exit_code_of
from backcheck.cli.streams import Streams
from backcheck.protocol import Answers, Protocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from backcheck.doubt import Twice
    from backcheck.report import Report

STANDARD_INPUT = "-"


def run(options: CheckOptions, streams: Streams) -> int:
    """Give one result and its exit code; raises BackcheckError for what the person can mend."""
    protocol = load(options.protocol, streams)
    region = region_named(protocol, options.region)
    if not (region or options.answers):
        region = region_remembered(protocol, streams)
    if options.json and options.format not in {"", "json"}:
        raise UsageError(f"--json and --format {options.format} cannot both be. Leave one of them out.")
    if options.output:
        from backcheck.cli.forms import form_of
        from backcheck.cli.target import check_target

        form_of(options)
        check_target(options.output, force=options.force)
    if not options.answers:
        from backcheck.cli.conversation import Conversation

        if options.save:
            from backcheck.cli.resume import sit_and_save as sit
        else:
            from backcheck.cli.sitting import sit
        from backcheck.cli.sitting import go_on_with

        conversation = Conversation(protocol)
        conversation.how_to_go_on = f"To start again: {go_on_with('backcheck', options)}"
        return sit(conversation, region, options, streams)
    from backcheck.cli.delivery import deliver, report_today

    answers, twice = given_from(options.answers, protocol, streams)
    report = report_today(protocol, answers, region, twice)
    deliver(report, options, streams)
    return exit_code(report, options)


def exit_code(report: Report, options: CheckOptions) -> int:
    """Give 0, or with ``--exit-code`` the code of the rung; an unfinished result below emergency is incomplete."""
    if not options.exit_code:
        return ExitCode.FINISHED
    if not report.complete and not report.is_emergency:
        return ExitCode.INCOMPLETE
    return exit_code_of(report.rung.group)


def answers_from(name: str, protocol: Protocol, streams: Streams) -> Answers:
    """Give the answers in a file, or with ``-`` those on standard input."""
    return given_from(name, protocol, streams)[0]


def given_from(name: str, protocol: Protocol, streams: Streams) -> tuple[Answers, Twice]:
    """Give the answers as ``answers_from`` does, and what a result of ours says was asked twice."""
    from backcheck.reading import read_given, read_given_file

    if name != STANDARD_INPUT:
        return read_given_file(protocol, name)
    if streams.stdin_is_terminal:
        raise UsageError("--answers - reads standard input, which is a terminal here. Pass a file, or pipe one in.")
    # As bytes: what is not UTF-8 is told as a mistake, not replaced.
    return read_given(protocol, streams.stdin.buffer.read(), "standard input")
