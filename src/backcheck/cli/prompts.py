"""Questions on a terminal that can draw. The only module that knows questionary.

Nothing is ever answered by accident: keys typed before a question stands on the screen are dropped, no clinical
question has a default, and only an answer or a wish to move leaves a question. One application serves all questions in
turn: questionary would build two whole prompt sessions for each, which takes longer than everything else together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from backcheck.answer import NO_ANSWER, NOT_SURE, PREFER_NOT, YES_ANSWER, Answer
from backcheck.cli.asking import NOTHING_BEFORE, Move, SoFar, nobody_listens, wrapped
from backcheck.cli.cards import STAY, UNSURE_ROWS, Asked, Card, Checklist, Number, Rows
from backcheck.cli.keys import bindings
from backcheck.cli.layout import laid_out
from backcheck.cli.system import CTRL_C, interrupt
from backcheck.cli.theme import PALETTE
from backcheck.cli.ticking import NONE_OF_THESE

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.output import Output

    from backcheck.protocol import Question

MOST_NUMBERED = 9
KEYS = ("? why", "b back", "n not sure", "q stop")
KEY_TO_KEEP_IT = "p rather not say"
KEYS_FOR_NUMBERS = (*KEYS[:3], KEY_TO_KEEP_IT, KEYS[3])
UNSURE = {"n": NOT_SURE, "p": PREFER_NOT}
KEYS_TO_CHOOSE = ("b back", "q stop")
MOVES: Mapping[str, object] = {"b": Move.BACK, "q": Move.QUIT}


class TerminalAsker:
    """Asks on ``terminal`` (stderr or /dev/tty), never on stdout, which may be a file."""

    def __init__(
        self, terminal: TextIO, drop_typed: Callable[[], None], width: Callable[[], int], *, colour: bool
    ) -> None:
        """Take where to draw, how to drop what was typed ahead, and how wide the screen is now."""
        self.terminal, self.drop_typed, self.width, self.colour = terminal, drop_typed, width, colour
        self._when_drawing: Callable[[], None] = lambda: None
        self._io: dict[str, Any] = {}
        self._application: Application[object] | None = None
        self._card: Card | None = None
        self._so_far: SoFar = nobody_listens
        self._told: Mapping[str, Answer] = NOTHING_BEFORE
        self._asking = self._drawn = self._ended = False
        self.meanwhile: Callable[[], None] | None = None
        """What is done once, as soon as a question stands on the screen."""

    def say(self, text: str) -> None:
        """Print a text above the next question."""
        for paragraph in text.splitlines():
            print(wrapped(paragraph, self.width() - 1), file=self.terminal)
        self.terminal.flush()

    def ask(
        self,
        question: Question,
        progress: str,
        before: Mapping[str, Answer] = NOTHING_BEFORE,
        so_far: SoFar = nobody_listens,
    ) -> Mapping[str, Answer] | Move:
        """Ask until there is an answer or a move; then leave one line that says what was answered."""
        reply = self._put(card_for(question, progress, before), so_far)
        if isinstance(reply, Move):
            return reply
        if isinstance(reply, Mapping) and set(reply) == set(question.facts):
            from backcheck.words import said

            own = question.kind == "checklist" and question.short != question.ask
            self.say(f"{f'{question.short}:' if own else question.ask} {_sentence(said(question, reply))}")
            return reply
        raise AssertionError(reply)

    def choose(self, heading: str, rows: Sequence[tuple[str, str]]) -> str | Move:
        """Ask for one of some rows, nothing chosen beforehand."""
        numbered = len(rows) <= MOST_NUMBERED
        asked = Asked([heading], _how(numbered=numbered), KEYS_TO_CHOOSE, MOVES)
        reply = self._put(Rows(asked, _list(rows, numbered=numbered)))
        if isinstance(reply, Move | str):
            return reply
        raise AssertionError(reply)

    def leave(self) -> bool:
        """Let the question that is drawn end in order: an exception while it is drawn would garble the screen."""
        if not self._asking:
            return False
        self._ended = True
        if loop := self.application.loop:
            with suppress(RuntimeError):  # it was closed a moment ago
                loop.call_soon_threadsafe(self._end)
        return True

    def _end(self) -> None:
        """Make the question raise KeyboardInterrupt, if it is still there."""
        if self.application.is_running and not self.application.is_done:
            self.application.exit(exception=KeyboardInterrupt)

    def use(self, keys: Input, screen: Output, when_drawing: Callable[[], None]) -> None:
        """Take another keyboard and screen than the terminal's own, and what happens when a question appears."""
        self._io, self._when_drawing = {"input": keys, "output": screen}, when_drawing

    def _put(self, card: Card, so_far: SoFar = nobody_listens) -> object:
        """Put a card on the screen until a key leaves it."""
        self._clear_typeahead()
        self._card, self._drawn = card, False
        self._so_far, self._told = so_far, NOTHING_BEFORE
        self._listen()
        # Not prompt_toolkit's own handling of SIGINT: one that comes between two questions would be lost.
        application = self.application
        self._asking = True
        try:
            reply = application.run(pre_run=self._begin, handle_sigint=False)
        finally:
            self._asking = False
        if self._ended:  # after the question was answered, and before its loop was closed
            raise KeyboardInterrupt
        return reply

    @property
    def application(self) -> Application[object]:
        """Give the application that draws all questions, made when the first is asked."""
        if self._application is None:
            from prompt_toolkit.application import Application
            from prompt_toolkit.filters import Condition
            from prompt_toolkit.layout import FormattedTextControl, Layout, Window
            from prompt_toolkit.styles import Style

            control = FormattedTextControl(self._text)
            self._application = Application(
                layout=Layout(Window(control, always_hide_cursor=Condition(self._points_nowhere))),
                key_bindings=bindings(self._press),
                style=Style(PALETTE),
                include_default_pygments_style=False,
                erase_when_done=True,
                before_render=self._drawing,
                after_render=self._shown,
                **self._terminal_io(),
            )
        return self._application

    def _text(self) -> StyleAndTextTuples:
        size = self.application.output.get_size()
        return [*laid_out(self._card, min(size.columns, self.width()), size.rows)] if self._card else []

    def _points_nowhere(self) -> bool:
        return isinstance(self._card, Rows) and self._card.nowhere

    def _press(self, event: KeyPressEvent, key: str) -> None:
        if self._card is None or event.app.is_done:
            return
        reply = self._card.press(key)
        self._listen()
        if reply is not STAY:
            event.app.exit(result=reply)

    def _listen(self) -> None:
        """Tell at once of a line that was ticked, marked or neither any more: the person may stop before Enter."""
        said = self._card.said() if self._card else NOTHING_BEFORE
        if said != self._told:
            self._told = said
            self._so_far(said)

    def _drawing(self, _application: Application[object]) -> None:
        if not self._drawn:
            self._drawn = True
            self._drop_last_typed()
            self._when_drawing()

    def _shown(self, _application: Application[object]) -> None:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            meanwhile()

    def _drop_last_typed(self) -> None:
        """Drop keys that came since typeahead was cleared, but for Ctrl-C and what the terminal reports."""
        from prompt_toolkit.keys import Keys

        application = self.application
        presses = application.input.read_keys()
        if any(press.data == CTRL_C for press in presses):
            interrupt()
        application.key_processor.feed_multiple([press for press in presses if press.key is Keys.CPRResponse])
        application.key_processor.process_keys()

    def _begin(self) -> None:
        """Let a fault of ours leave the question; prompt_toolkit would show a traceback and wait for Enter."""
        application = self.application
        if self._ended:  # before there was a loop to end it in
            self._end()

        def leave(_loop: object, context: dict[str, Any]) -> None:
            if application.is_running and not application.is_done:
                application.exit(exception=context.get("exception") or RuntimeError(context.get("message")))

        if application.loop:
            application.loop.set_exception_handler(leave)

    def _clear_typeahead(self) -> None:
        from prompt_toolkit.input.typeahead import get_typeahead

        keyboard = self.application.input
        ahead = [*get_typeahead(keyboard), *keyboard.flush_keys()]
        self.drop_typed()
        if parser := getattr(keyboard, "vt100_parser", None):
            parser.reset()  # a paste whose end was dropped would swallow every later key
        if any(press.data == CTRL_C for press in ahead):
            interrupt()

    def _terminal_io(self) -> dict[str, Any]:
        """Give prompt_toolkit's input and output, bound to the terminal and never to stdout."""
        if not self._io:
            from prompt_toolkit.input import create_input
            from prompt_toolkit.output import ColorDepth, create_output

            self._io = {"input": create_input(), "output": create_output(self.terminal)}
            if not self.colour:
                self._io["color_depth"] = ColorDepth.DEPTH_1_BIT
        return self._io


def load() -> None:
    """Load the libraries now: a signal that comes in the middle of an import can get lost."""
    import questionary.prompts.common  # noqa: F401


def card_for(question: Question, progress: str, before: Mapping[str, Answer] = NOTHING_BEFORE) -> Card:
    """Give what is drawn for a question; ``progress`` tells how far the person is, ``before`` what they said of it."""
    heading = [progress, question.ask, question.hint]
    if before and not (question.kind == "checklist" and set(before.values()) - {NO_ANSWER}):
        from backcheck.words import said

        heading.append(f"Before: {said(question, before)}.")
    return _CARDS[question.kind](question, heading, before)


def _ask_one(question: Question, heading: Sequence[str], _before: Mapping[str, Answer]) -> Card:
    rows: list[tuple[str, object]] = [(choice.say, {question.id: choice.id}) for choice in question.choices]
    if question.kind == "yes_no":
        rows = [("Yes", {question.id: YES_ANSWER}), ("No", {question.id: NO_ANSWER})]
    rows += [(say, {question.id: answer}) for say, answer in UNSURE_ROWS]
    numbered = len(rows) <= MOST_NUMBERED
    asked = Asked(heading, _how(numbered=numbered), KEYS, MOVES, question.why, KEY_TO_KEEP_IT, UNSURE)
    return Rows(asked, _list(rows, numbered=numbered))


def _how(*, numbered: bool) -> str:
    return "Arrows or a number, then Enter." if numbered else "Arrows, then Enter."


def _ask_checklist(question: Question, heading: Sequence[str], before: Mapping[str, Answer]) -> Card:
    rows: list[tuple[str, object]] = [(line.say, line.id) for line in question.lines]
    rows += [("None of these", NONE_OF_THESE), *UNSURE_ROWS]
    how = "Arrows, Space to tick, then Enter."
    asked = Asked(heading, how, KEYS, MOVES, question.why, KEY_TO_KEEP_IT, UNSURE)
    return Checklist(asked, _list(rows, numbered=False), question, before)


def _ask_number(question: Question, heading: Sequence[str], _before: Mapping[str, Answer]) -> Card:
    how = f"Type a whole number from {question.lowest} to {question.highest}, then Enter."
    return Number(Asked(heading, how, KEYS_FOR_NUMBERS, MOVES, question.why, unsure=UNSURE), question)


_CARDS = {"choice": _ask_one, "yes_no": _ask_one, "checklist": _ask_checklist, "number": _ask_number}


def _list(rows: Sequence[tuple[str, object]], *, numbered: bool) -> Any:  # noqa: ANN401  questionary does not export it
    """Give questionary's list of some rows, its marks in characters that any terminal has."""
    from questionary import Choice
    from questionary.prompts.common import InquirerControl

    choices = [Choice(say, value, shortcut_key=str(place)) for place, (say, value) in enumerate(rows, start=1)]
    if not numbered:
        choices = [Choice(say, value, shortcut_key=None) for say, value in rows]
    return InquirerControl(choices, pointer=">", use_indicator=False, use_shortcuts=numbered)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
