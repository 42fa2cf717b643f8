"""From Enter to the first screen, before anything heavy loads; then the check itself.

The first screen is a notice to read. It is painted at once; the libraries that ask questions load while it is read.
"""

from __future__ import annotations

import os

from backcheck.shipped import questions_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from backcheck.cli.options import CheckOptions
    from backcheck.cli.streams import Streams

WIDEST = 80
LARGEST = 16 * 1024
ANY_NUMBER = "your local emergency number (112, 999 or 911)"
"""What is said where ``places.yaml`` cannot be read."""
MARK = "{number}"
READ_ON = "Press Enter to read on. "
READ_IT = "Press Enter for the first question. "
LINES_OF_QUESTION = 18
"""Lines that a first question may take; with fewer left, it waits until the first screen was read."""
STOPPED = "You stopped early. This is not an all-clear."


def check(options: CheckOptions, streams: Streams) -> int:
    """Run one check and give its exit code. Raises UsageError where questions are wanted and nobody can be asked."""
    streams = streams.with_choices(plain=options.plain, no_color=options.no_color)
    if options.answers:
        from backcheck.cli.check import run

        return run(options, streams)
    if not streams.can_ask:
        from backcheck.cli.status import UsageError

        raise UsageError(
            "There is no terminal to ask questions on. Pass the answers instead: "
            "backcheck check --answers FILE (or - to read them from standard input)."
        )
    try:
        return _interview(options, streams)
    except (KeyboardInterrupt, EOFError):
        from backcheck.cli.failures import tell
        from backcheck.cli.status import ExitCode

        tell(_last_words(options, streams), streams)
        return ExitCode.INTERRUPTED
    finally:
        streams.keyboard.release()


def paint_first_screen(folder: str, streams: Streams, number: str = "") -> list[list[str]]:
    """Write the protocol's own first screen to the terminal, as much as fits; give what of it is to be read later.

    The last page is empty where the first question fits below what was painted, and there is none when all was told.
    """
    width = min(streams.width() - 1, WIDEST)
    lines = [line for given in first_screen(folder, number).splitlines() for line in wrapped(given, width)]
    first, *rest = pages(lines, streams.height() - 2) or [[]]
    _write(first, streams)
    return [*rest, []] if len([first, *rest][-1]) + LINES_OF_QUESTION > streams.height() else rest


def pages(lines: list[str], most: int) -> list[list[str]]:
    """Cut lines into pages of at most ``most`` lines, where there is an empty line if that is possible."""
    cut: list[list[str]] = []
    while len(lines) > most:
        ends = [place for place in range(1, most + 1) if not lines[place]]
        end = ends[-1] if ends else most
        cut.append(lines[:end])
        lines = lines[end:] if lines[end] else lines[end + 1 :]
    return [*cut, lines] if lines else cut


def read_on(rest: list[list[str]], streams: Streams) -> None:
    """Show what is left of the first screen, a page for each Enter, so that no question pushes it away unread.

    Raises EOFError at the end of input and KeyboardInterrupt for q. Keys typed before count for nothing.
    """
    for page in rest:
        streams.keyboard.drop_typed()
        streams.stderr.write(READ_ON if page else READ_IT)
        streams.stderr.flush()
        typed = streams.keyboard.read_line()
        if not typed:
            raise EOFError
        if typed.strip().lower() == "q":
            raise KeyboardInterrupt
        _write(page, streams)


def _write(lines: list[str], streams: Streams) -> None:
    if lines:
        streams.stderr.write("\n".join(lines) + "\n\n")
        streams.stderr.flush()


def first_screen(folder: str, number: str = "") -> str:
    """Give the text of ``start.txt``, the emergency number in it, no control characters; empty if unreadable.

    Without a number it is the one of the folder's own ``places.yaml`` for people of no region.
    """
    try:
        with open(os.path.join(folder, "start.txt"), encoding="utf-8", errors="replace") as opened:  # noqa: PTH118, PTH123
            text = opened.read(LARGEST)
    except OSError:
        return ""
    lines = ("".join(c for c in line if c.isprintable()).rstrip() for line in text.splitlines())
    return "\n".join(lines).replace(MARK, number or number_of(folder, ""))


def when_to_call(number: str = "", start: str | None = None) -> str:
    """Give a first screen's own paragraph on when to call for help, for when nothing else can be said.

    ``start`` is the text of another protocol's first screen, the number still marked; else both are the shipped ones.
    """
    paragraphs = (first_screen(questions_folder(), MARK) if start is None else start).split("\n\n")
    first = next((paragraph for paragraph in paragraphs if MARK in paragraph), "")
    return first.replace(MARK, number or number_of(questions_folder(), ""))


def number_of(folder: str, region: str) -> str:
    """Give the number to call as ``places.yaml`` writes it, read as lines of text: a region's, else the fallback.

    Reading it as YAML would take longer than the first screen may. One that is not verified comes with the fallback.
    """
    try:
        with open(os.path.join(folder, "places.yaml"), encoding="utf-8", errors="replace") as opened:  # noqa: PTH118, PTH123
            lines = opened.readlines()
    except OSError:
        return ANY_NUMBER
    fallback = _fallback(lines)
    if not (len(region) == 2 and region.isascii() and region.isalpha()):  # noqa: PLR2004  two letters
        return fallback
    # Quoted where it would be a word of YAML: NO is Norway.
    starts = (f"  {region.upper()}: {{", f'  "{region.upper()}": {{')
    named = [line for line in lines if line.startswith(starts)]
    if len(named) != 1:
        return fallback
    number = named[0].partition("number:")[2].partition(",")[0].strip(" \"'}\n")
    if not (number.isascii() and number.isdigit()):
        return fallback
    return number if "verified: yes" in named[0] else f"{number} (or {fallback})"


def _fallback(lines: list[str]) -> str:
    """Give the text of the one line ``fallback: ...``; ANY_NUMBER where it is written in any less simple way."""
    places = [place for place, line in enumerate(lines) if line.startswith("fallback: ")]
    if len(places) != 1:
        return ANY_NUMBER
    value = lines[places[0]].partition(":")[2].partition(" #")[0].strip()
    if value[:1] in {'"', "'"} and value[:1] == value[-1:]:
        value = value[1:-1]
    goes_on = next((line for line in lines[places[0] + 1 :] if line.strip()), "").startswith(" ")
    simple = value.isprintable() and not value.startswith(tuple("|>{[\"'")) and not ({'"', "\\"} & {*value})
    return value if value and simple and not goes_on else ANY_NUMBER


def wrapped(line: str, width: int) -> Iterator[str]:
    """Give one line in pieces of at most ``width`` columns, broken between words; what follows "- " stays indented."""
    if len(line) <= width:
        yield line
        return
    first, *words = line.split()
    indent = line[: len(line) - len(line.lstrip())]
    piece = indent + first
    later = indent + "  " if first == "-" else indent
    for word in words:
        if len(piece) + 1 + len(word) > width:
            yield piece
            piece = later + word
        else:
            piece += " " + word
    yield piece


def _folder(options: CheckOptions) -> str:
    return options.protocol or questions_folder()


def _number(options: CheckOptions, streams: Streams) -> str:
    from backcheck.cli.remembered import remembered_region

    return number_of(_folder(options), options.region or remembered_region(streams.environment))


def _last_words(options: CheckOptions, streams: Streams) -> str:
    """Give what is said to somebody who stops before there is a result."""
    start = first_screen(_folder(options), MARK)
    return f"\n{STOPPED}\n\n{when_to_call(_number(options, streams), start)}"


def _interview(options: CheckOptions, streams: Streams) -> int:
    rest: list[list[str]] = []
    if not options.quiet:
        rest = paint_first_screen(_folder(options), streams, _number(options, streams))
    import signal

    from backcheck.cli.status import ExitCode
    from backcheck.cli.system import ending_signals

    words = _last_words(options, streams) + "\n"

    def leave(_number: int, _frame: object) -> None:
        # Not by an exception: Python can lose one that is raised in the middle of an import.
        try:
            streams.keyboard.release()
            # Past Python's own buffer: the signal may have come in the middle of writing to it.
            os.write(streams.stderr.fileno(), words.encode(streams.stderr.encoding or "utf-8", "replace"))
        finally:
            os._exit(ExitCode.INTERRUPTED)

    for number in ending_signals(signal):
        signal.signal(number, leave)
    streams.keyboard.hush()
    try:
        run = _load(options, streams)
        read_on(rest, streams)
        return run(options, streams)
    finally:
        for number in ending_signals(signal):
            signal.signal(number, signal.default_int_handler)


def _load(options: CheckOptions, streams: Streams) -> Callable[[CheckOptions, Streams], int]:
    """Load what the first question needs while the person reads; the rest too, where it cannot come later."""
    if not streams.plain:
        from backcheck.cli.opening import kept_opening, may_open, open_interview
        from backcheck.cli.prompts import load

        load()
        opening = kept_opening() if may_open(options, streams) else None
        if opening is not None:
            return lambda options, streams: open_interview(opening, options, streams)
    from backcheck.cli.check import run

    return run
