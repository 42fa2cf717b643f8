"""Which keys of a drawn prompt do what, in place of questionary's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from backcheck.cli.asking import Move

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyPressEvent

WHY = object()
CTRL_C = "\x03"
MOVES = {"b": Move.BACK, "q": Move.QUIT, "?": WHY}


def bind(prompt: Any, answers: Mapping[str, object]) -> None:  # noqa: ANN401  questionary stays in prompts.py
    """Let single keys leave the prompt with a move or an answer."""

    def leave_with(result: object) -> Callable[[KeyPressEvent], None]:
        return lambda event: event.app.exit(result=result)

    def end_of_input(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError)

    on(prompt, {key: leave_with(result) for key, result in {**MOVES, **answers}.items()})
    on(prompt, {"c-d": end_of_input})


def on(prompt: Any, handlers: Mapping[str, Callable[[KeyPressEvent], None]], *, eager: bool = True) -> None:  # noqa: ANN401
    """Add key bindings that win over questionary's own."""
    from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings

    bindings = KeyBindings()
    for key, handler in handlers.items():
        bindings.add(key, eager=eager)(handler)
    own = prompt.application.key_bindings
    prompt.application.key_bindings = merge_key_bindings([*([own] if own else []), bindings])
