"""``backcheck graph``: the protocol as a picture or in words; whole, one topic or one rule; the path of one person."""

from __future__ import annotations

from pathlib import PurePath

from backcheck.cli.asking import wrapped
from backcheck.cli.protocols import load
from backcheck.cli.rules import rule_named
from backcheck.cli.somebody import somebody
from backcheck.cli.status import ExitCode, UsageError
from backcheck.cli.streams import Streams
from backcheck.cli.target import check_target, write_file
from backcheck.protocol import Protocol
from backcheck.teach.graph import FORMATS, Graph, Path, of_rule, of_topic, path_of, whole
from backcheck.teach.graph.svg import MANY, SMALLER
from backcheck.teach.graph.views import LOWEST_NAME

OUTLINE = "outline"
ENDINGS = {".svg": "svg", ".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".mermaid": "mermaid", ".txt": OUTLINE}


def run(  # noqa: PLR0913  one parameter for each option
    streams: Streams,
    *,
    protocol: str,
    topic: str,
    rule: str,
    form: str,
    case: str,
    answers: str,
    output: str,
    force: bool,
) -> int:
    """Write one graph, to a file or standard output, and give the exit code."""
    form = form_of(form, output)
    if topic and rule:
        raise UsageError("--topic and --rule each name a part. Leave one out.")
    if output:
        check_target(output, force=force)
    chosen = load(protocol, streams)
    person = somebody(chosen, protocol, streams, case=case, answers=answers)
    path = path_of(chosen, person[1], person[0]) if person else None
    graph = _graph(chosen, topic, rule, path)
    text = FORMATS[form](graph)
    if not output:
        if form == OUTLINE and streams.stdout_is_terminal:
            text = "".join(f"{_wrapped(line, streams.width())}\n" for line in text.splitlines())
        streams.stdout.write(text)
        return ExitCode.FINISHED
    write_file(output, text, force=force)
    print(f"The graph is in {output}.", file=streams.stderr)
    if len(graph.edges) > MANY:
        print(SMALLER, file=streams.stderr)
    return ExitCode.FINISHED


def form_of(form: str, output: str) -> str:
    """Give the format: as named, else as the file's ending says, else the outline. Raises UsageError."""
    if not form:
        return ENDINGS.get(PurePath(output).suffix.lower(), OUTLINE)
    if form not in FORMATS:
        raise UsageError(f"--format cannot be {form!r}; it is {', '.join(FORMATS)}. See backcheck graph --help.")
    return form


def _wrapped(line: str, width: int) -> str:
    """Wrap a line of an outline; what follows stands a little deeper than its beginning."""
    indent = " " * min(len(line) - len(line.lstrip()), width // 3)
    return wrapped(line.strip(), width, indent=f"{indent}  ", first=indent)


def _graph(protocol: Protocol, topic: str, rule: str, path: Path | None) -> Graph:
    if rule:
        return of_rule(protocol, rule if rule == LOWEST_NAME else rule_named(protocol, rule).id, path)
    if topic:
        return of_topic(protocol, topic_named(protocol, topic), path)
    return whole(protocol, path)


def topic_named(protocol: Protocol, name: str) -> str:
    """Give the one topic with this title, or with this in its title. Raises UsageError."""
    titles = [*(question.topic for question in protocol.questions), *(rule.topic for rule in protocol.rules)]
    topics = list(dict.fromkeys(titles))
    wanted = name.casefold()
    found = [topic for topic in topics if topic.casefold() == wanted]
    found = found or [topic for topic in topics if wanted in topic.casefold()]
    if len(found) == 1:
        return found[0]
    raise UsageError(f"{len(found) or 'No'} topics have {name!r} in their title. The topics are: {'; '.join(topics)}.")
