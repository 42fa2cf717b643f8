"""The outside world as the program sees it."""

from __future__ import annotations

import io

import pytest

from backcheck.cli.streams import Streams


class Terminal(io.StringIO):
    """A stream with a terminal behind it."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


def world(*, plain: bool = False, no_color: bool = False, terminal: bool = True, **environment: str) -> Streams:
    """Give a world of terminals, or of files."""
    kind = Terminal if terminal else io.StringIO
    return Streams(kind(), kind(), kind(), environment, plain=plain, no_color=no_color)


@pytest.mark.parametrize(
    ("here", "wanted"),
    [
        (world(), True),
        (world(terminal=False), False),
        (world(NO_COLOR="1"), False),
        (world(NO_COLOR=""), True),
        (world(TERM="dumb"), False),
        (world(no_color=True), False),
        (world(plain=True), False),
        (world(FORCE_COLOR="0", terminal=False), False),
        (world(FORCE_COLOR="1", terminal=False), True),
        (world(FORCE_COLOR="1", NO_COLOR="1"), False),
    ],
)
def test_colour_is_wanted_only_where_it_can_be_seen(here: Streams, wanted: bool) -> None:
    """NO_COLOR, --no-color, TERM=dumb and plain mode refuse colour; FORCE_COLOR=0 asks for none."""
    assert (here.stdout_colour, here.stderr_colour) == (wanted, wanted)


def test_each_stream_is_judged_apart() -> None:
    """A result sent to a file has no colour while the questions on the terminal keep theirs."""
    here = Streams(Terminal(), io.StringIO(), Terminal(), {})
    assert (here.stdout_colour, here.stderr_colour, here.can_ask) == (False, True, True)


@pytest.mark.parametrize(
    ("here", "plain"),
    [
        (world(), False),
        (world(plain=True), True),
        (world(ACCESSIBLE="1"), True),
        (world(ACCESSIBLE="0"), False),
        (world(TERM="dumb"), True),
        (world(NO_COLOR="1"), False),
    ],
)
def test_plain_mode_is_chosen_by_option_or_environment(here: Streams, plain: bool) -> None:
    """--plain, ACCESSIBLE=1 and TERM=dumb choose plain mode; NO_COLOR alone does not."""
    assert here.plain is plain


@pytest.mark.parametrize(("columns", "width"), [("100", 100), ("5", 20), ("", 80), ("wide", 80), ("0", 80), ("²", 80)])
def test_the_width_is_at_least_twenty_columns(columns: str, width: int) -> None:
    """COLUMNS counts where it is a number; else, without a terminal, a line is 80 columns."""
    assert world(COLUMNS=columns).width() == width


def test_a_closed_stream_is_no_terminal() -> None:
    """A stream that was closed is not asked for what is behind it."""
    closed = io.StringIO()
    closed.close()
    assert not Streams(closed, io.StringIO(), io.StringIO(), {}).stdin_is_terminal
