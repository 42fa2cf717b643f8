"""Which keys of the keyboard a drawn question is told of, and by what name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from backcheck.cli.system import interrupt

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

NAMED = ("up", "down", "home", "end", "enter", "backspace")


def bindings(press: Callable[[KeyPressEvent, str], None]) -> KeyBindings:
    """Give bindings that hand each key on; Ctrl-C is SIGINT as everywhere, Ctrl-D leaves with EOFError."""
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    def named(name: str) -> Callable[[KeyPressEvent], None]:
        return lambda event: press(event, name)

    for name in NAMED:
        keys.add(name, eager=True)(named(name))

    @keys.add("c-c", eager=True)
    def _interrupt(_event: KeyPressEvent) -> None:
        interrupt()

    @keys.add("c-d", eager=True)
    def _end_of_input(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError)

    # Not eager: they stand in for what nothing else is bound to, not for what the terminal reports.
    @keys.add("<any>")
    def _typed(event: KeyPressEvent) -> None:
        if len(event.data) == 1 and event.data.isprintable():
            press(event, event.data)

    @keys.add("<bracketed-paste>")
    def _pasted(_event: KeyPressEvent) -> None:
        """Drop a pasted text: nobody read the question it would answer."""

    return keys
