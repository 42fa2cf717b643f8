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
MARK = "{number}"
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

        tell(f"\n{STOPPED}\n\n{when_to_call()}", streams)
        return ExitCode.INTERRUPTED
    finally:
        streams.keyboard.release()


def paint_first_screen(folder: str, streams: Streams, number: str = ANY_NUMBER) -> None:
    """Write the protocol's own first screen to the terminal; nothing where it has none."""
    text = first_screen(folder, number)
    if text:
        width = min(streams.width() - 1, WIDEST)
        streams.stderr.write("\n".join(line for given in text.splitlines() for line in wrapped(given, width)) + "\n\n")
        streams.stderr.flush()


def first_screen(folder: str, number: str = ANY_NUMBER) -> str:
    """Give the text of ``start.txt``, the emergency number in it, no control characters; empty if unreadable."""
    try:
        with open(os.path.join(folder, "start.txt"), encoding="utf-8", errors="replace") as opened:  # noqa: PTH118, PTH123
            text = opened.read(LARGEST)
    except OSError:
        return ""
    lines = ("".join(c for c in line if c.isprintable()).rstrip() for line in text.splitlines())
    return "\n".join(lines).replace("{number}", number)


def when_to_call(number: str = ANY_NUMBER) -> str:
    """Give the shipped first screen's own paragraph on when to call for help; for when nothing else can be said."""
    paragraphs = first_screen(questions_folder(), MARK).split("\n\n")
    return next((paragraph for paragraph in paragraphs if MARK in paragraph), "").replace(MARK, number)


def number_of(folder: str, region: str) -> str:
    """Give a region's emergency number as ``places.yaml`` writes it, read as lines of text; else the one in words.

    Reading it as YAML would take longer than the first screen may. What is not found or not verified is told in words.
    """
    if not (len(region) == 2 and region.isascii() and region.isalpha()):  # noqa: PLR2004  two letters
        return ANY_NUMBER
    try:
        with open(os.path.join(folder, "places.yaml"), encoding="utf-8", errors="replace") as opened:  # noqa: PTH118, PTH123
            # Quoted where it would be a word of YAML: NO is Norway.
            starts = (f"  {region.upper()}: {{", f'  "{region.upper()}": {{')
            lines = [line for line in opened if line.startswith(starts)]
    except OSError:
        return ANY_NUMBER
    if len(lines) != 1:
        return ANY_NUMBER
    number = lines[0].partition("number:")[2].partition(",")[0].strip(" \"'}\n")
    if not (number.isascii() and number.isdigit()):
        return ANY_NUMBER
    return number if "verified: yes" in lines[0] else f"{number} (or {ANY_NUMBER})"


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


def _interview(options: CheckOptions, streams: Streams) -> int:
    if not options.quiet:
        from backcheck.cli.remembered import remembered_region

        folder = options.protocol or questions_folder()
        region = options.region or remembered_region(streams.environment)
        paint_first_screen(folder, streams, number_of(folder, region))
    import signal

    from backcheck.cli.status import ExitCode

    def leave(_number: int, _frame: object) -> None:
        # Not by an exception: Python can lose one that is raised in the middle of an import.
        try:
            streams.keyboard.release()
            streams.stderr.write(f"\n{STOPPED}\n\n{when_to_call()}\n")
            streams.stderr.flush()
        finally:
            os._exit(ExitCode.INTERRUPTED)

    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    for number in numbers:
        signal.signal(number, leave)
    streams.keyboard.hush()
    run = _load(streams)
    for number in numbers:
        signal.signal(number, signal.default_int_handler)
    return run(options, streams)


def _load(streams: Streams) -> Callable[[CheckOptions, Streams], int]:
    """Load what an interview needs while the person reads."""
    from backcheck.cli.check import run

    if not streams.plain:
        from backcheck.cli.prompts import load

        load()
    return run
