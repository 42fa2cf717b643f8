"""``backcheck export``: the questionnaire as a form for other programs."""

from __future__ import annotations

from backcheck.cli.protocols import load
from backcheck.cli.status import ExitCode, UsageError
from backcheck.cli.streams import Streams
from backcheck.protocol import Protocol

FHIR, XLSFORM = "fhir-questionnaire", "xlsform"
NOTE = (
    "This form asks what applies and decides nothing: backcheck replay gives the result for a filled-in FHIR form. "
    "What such forms cannot say stands in docs/interoperability.md."
)


def run(streams: Streams, *, form: str, output: str, force: bool, protocol: str) -> int:
    """Write one form, to a file or standard output, and give the exit code."""
    if form not in {FHIR, XLSFORM}:
        raise UsageError(f"--format cannot be {form!r}; it is {FHIR} or {XLSFORM}. See backcheck export --help.")
    if form == XLSFORM and not output and streams.stdout_is_terminal:
        raise UsageError("An XLSForm is a workbook, which a terminal cannot show. Name a file with --output form.xlsx.")
    if output:
        from backcheck.cli.target import check_target

        check_target(output, force=force)
    content = _content(load(protocol, streams), form)
    if output:
        from backcheck.cli.target import write_file

        write_file(output, content, force=force)
        print(f"The form is in {output}. {NOTE}", file=streams.stderr)
    else:
        _to_stdout(content, streams)
    return ExitCode.FINISHED


def _content(protocol: Protocol, form: str) -> str | bytes:
    if form == XLSFORM:
        from backcheck.forms.xlsform import workbook

        return workbook(protocol)
    from backcheck.forms.questionnaire import render

    return render(protocol)


def _to_stdout(content: str | bytes, streams: Streams) -> None:
    if isinstance(content, str):
        streams.stdout.write(content)
        return
    streams.stdout.flush()
    streams.stdout.buffer.write(content)
    streams.stdout.buffer.flush()
