"""Questions on a terminal that can draw, asked with questionary. The only module that knows it.

Nothing is ever answered by accident: keys typed ahead are dropped before each question, no clinical question has a
default, only ``unsafe_ask`` is used (``ask`` turns Ctrl-C into None), and None is never an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from backcheck.cli.asking import Move, all_lines, number_in, wrapped
from backcheck.cli.keys import CTRL_C, WHY, bind, on
from backcheck.cli.theme import PALETTE
from backcheck.cli.ticking import NONE_OF_THESE, checklist_answers, fits_together, toggle_mark
from backcheck.protocol import NO_ANSWER, NOT_SURE, PREFER_NOT, YES_ANSWER, Answer, Question
from backcheck.words import said

if TYPE_CHECKING:
    import questionary
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.output import Output

NOTHING_CHOSEN = object()
MOST_NUMBERED = 9
NOWHERE = -1
"""Where the arrow stands before anybody moved it: questionary would put it on the first answer."""
KEYS = ("? why", "b back", "n not sure", "q stop")
KEYS_FOR_NUMBERS = (*KEYS[:3], "p rather not say", KEYS[3])
KEYS_TO_CHOOSE = ("b back", "q stop")
MORE_BELOW = "There is more below: use the arrows."
NO_BREAK = "\N{NO-BREAK SPACE}"
ROOM = 2
"""Lines of a screen that are not for the question: the last one, and a message about a key."""


class TerminalAsker:
    """Asks on ``terminal`` (stderr or /dev/tty), never on stdout, which may be a file."""

    def __init__(
        self,
        terminal: TextIO,
        drop_typed: Callable[[], None],
        width: Callable[[], int],
        height: Callable[[], int],
        *,
        colour: bool,
    ) -> None:
        """Take where to draw, how to drop what was typed ahead, and how large the screen is now."""
        self.terminal, self.drop_typed, self.width, self.height = terminal, drop_typed, width, height
        self.colour = colour
        self._io: dict[str, Any] = {}

    def say(self, text: str) -> None:
        """Print a text above the next question."""
        for paragraph in text.splitlines():
            print(wrapped(paragraph, self.width() - 1), file=self.terminal)
        self.terminal.flush()

    def ask(self, question: Question, progress: str) -> Mapping[str, Answer] | Move:
        """Ask until there is an answer or a move; then leave one line that says what was answered."""
        problem = ""
        while True:
            self._clear_typeahead()
            prompt = _PROMPTS[question.kind](self, question, self._heading(question, progress, problem))
            reply = prompt.unsafe_ask()
            if reply is WHY:
                self.say(f"Why we ask: {question.why}")
                problem = ""
            elif reply is NOTHING_CHOSEN:
                problem = "Nothing is chosen yet. Move to an answer first."
            elif isinstance(reply, Move):
                return reply
            elif isinstance(reply, Mapping) and set(reply) == set(question.facts):
                self.say(f"{question.ask} {_sentence(said(question, reply))}")
                return reply
            else:
                raise AssertionError(reply)

    def choose(self, heading: str, rows: Sequence[tuple[str, str]]) -> str | Move:
        """Ask for one of some rows, nothing chosen beforehand."""
        problem = ""
        while True:
            self._clear_typeahead()
            parts = [problem, heading]
            shown = "\n".join(wrapped(part, self.width() - 2, indent=" ") for part in parts if part).removeprefix(" ")
            reply = _select(self, shown, rows, KEYS_TO_CHOOSE, {}).unsafe_ask()
            if reply is NOTHING_CHOSEN:
                problem = "Nothing is chosen yet. Move to an answer first."
            elif isinstance(reply, Move | str):
                return reply
            elif reply is not WHY:
                raise AssertionError(reply)

    def _heading(self, question: Question, progress: str, problem: str) -> str:
        parts = [progress, problem, question.ask, question.hint]
        # questionary puts one space before the message; the other lines get theirs here.
        return "\n".join(wrapped(part, self.width() - 2, indent=" ") for part in parts if part).removeprefix(" ")

    def keys(self, how: str, keys: Sequence[str] = KEYS, *, above: str = "", rows: Sequence[str] = ()) -> str:
        """Give the lines under the question that say which keys do what, and whether rows do not fit on the screen."""
        # A key and what it does stay on one line.
        kept = "  ".join(key.replace(" ", NO_BREAK) for key in keys)
        text = wrapped(f"{how}  {kept}", self.width() - 2, indent=" ").replace(NO_BREAK, " ")
        taken = "\n".join([above, text, *rows]).count("\n") + ROOM + 2
        if rows and taken >= self.height():
            text += "\n" + wrapped(MORE_BELOW, self.width() - 2, indent=" ")
        return f"\n{text}\n"

    def _clear_typeahead(self) -> None:
        from prompt_toolkit.input.typeahead import get_typeahead

        ahead = get_typeahead(self.io()["input"])
        self.drop_typed()
        if any(press.data == CTRL_C for press in ahead):
            raise KeyboardInterrupt

    def use(self, keys: Input, screen: Output) -> None:
        """Take another keyboard and screen than the terminal's own."""
        self._io = {"input": keys, "output": screen, "erase_when_done": True}

    def io(self) -> dict[str, Any]:
        """Give prompt_toolkit's input and output, made once, bound to the terminal and never to stdout."""
        if not self._io:
            from prompt_toolkit.input import create_input
            from prompt_toolkit.output import ColorDepth, create_output

            self._io = {"input": create_input(), "output": create_output(self.terminal), "erase_when_done": True}
            if not self.colour:
                self._io["color_depth"] = ColorDepth.DEPTH_1_BIT
        return self._io

    def drawn(self) -> dict[str, Any]:
        """Give what every questionary prompt here shares: where it draws, its marks and its style."""
        from questionary import Style

        return {**self.io(), "qmark": "", "style": Style(PALETTE)}


def load() -> None:
    """Load the library now: a signal that comes in the middle of an import can get lost."""
    import questionary  # noqa: F401


def _ask_choice(asker: TerminalAsker, question: Question, heading: str) -> questionary.Question:
    rows: list[tuple[str, object]] = [(choice.say, {question.id: choice.id}) for choice in question.choices]
    if question.kind == "yes_no":
        rows = [("Yes", {question.id: YES_ANSWER}), ("No", {question.id: NO_ANSWER})]
    unsure = {"n": {question.id: NOT_SURE}, "p": {question.id: PREFER_NOT}}
    rows += [("Not sure", unsure["n"]), ("Prefer not to say", unsure["p"])]
    return _select(asker, heading, rows, KEYS, unsure)


def _select(
    asker: TerminalAsker,
    heading: str,
    rows: Sequence[tuple[str, object]],
    keys: Sequence[str],
    more: Mapping[str, object],
) -> questionary.Question:
    """Give a prompt for one of some rows; the arrow stands nowhere until somebody moves it."""
    import questionary

    numbered = len(rows) <= MOST_NUMBERED
    titles = [_row(asker, say, 6) for say, _ in rows]
    places = [str(place) for place in range(1, 10)] if numbered else []
    choices = [
        questionary.Choice(title, value, shortcut_key=place)
        for title, (_, value), place in zip(titles, rows, [*places, *[None] * len(rows)], strict=False)
    ]
    how = "Arrows or a number, then Enter." if numbered else "Arrows, then Enter."
    prompt = questionary.select(
        heading,
        choices,
        instruction=asker.keys(how, keys, above=heading, rows=titles),
        use_shortcuts=numbered,
        use_jk_keys=False,
        **asker.drawn(),
    )
    control = _control(prompt)
    control.pointed_at = NOWHERE

    def finish(event: KeyPressEvent) -> None:
        event.app.exit(result=NOTHING_CHOSEN if control.pointed_at == NOWHERE else control.get_pointed_at().value)

    def up(_event: KeyPressEvent) -> None:
        control.pointed_at = (max(control.pointed_at, 0) - 1) % control.choice_count

    bind(prompt, more)
    on(prompt, {"enter": finish, "up": up})
    return prompt


def _ask_checklist(asker: TerminalAsker, question: Question, heading: str) -> questionary.Question:
    import questionary

    marked: set[str] = set()
    rows = [questionary.Choice(_row(asker, line.say, 5), line.id) for line in question.lines]
    ends = {"None of these": NONE_OF_THESE, "Not sure": NOT_SURE, "Prefer not to say": PREFER_NOT}
    rows += [questionary.Choice(say, value) for say, value in ends.items()]
    titles = [str(row.title) for row in rows]
    prompt = questionary.checkbox(
        heading,
        rows,
        validate=lambda chosen: fits_together(chosen, marked),
        instruction=asker.keys("Arrows, Space to tick, then Enter.", above=heading, rows=titles),
        use_jk_keys=False,
        **asker.drawn(),
    )
    control = _control(prompt)

    def finish(event: KeyPressEvent) -> None:
        chosen = [choice.value for choice in control.get_selected_values()]
        control.submission_attempted = True
        verdict = fits_together(chosen, marked)
        if verdict is True:
            event.app.exit(result=checklist_answers(question, chosen, marked))
        else:
            control.error_message = [("class:validation-toolbar", f" {verdict} ")]

    def mark_unsure(_event: KeyPressEvent) -> None:
        choice = control.get_pointed_at()
        if choice.value in {line.id for line in question.lines}:
            toggle_mark(choice, marked, control.selected_options)

    bind(prompt, {"p": all_lines(question, PREFER_NOT)})
    on(prompt, {"n": mark_unsure, "enter": finish, "a": lambda _event: None, "i": lambda _event: None})
    return prompt


def _ask_number(asker: TerminalAsker, question: Question, heading: str) -> questionary.Question:
    import questionary

    wants = f"Type a whole number from {question.lowest} to {question.highest}, then Enter."
    prompt = questionary.text(
        heading,
        instruction=asker.keys(wants, KEYS_FOR_NUMBERS) + " > ",
        validate=lambda text: number_in(text, question) is not None or wants,
        validate_while_typing=False,
        **asker.drawn(),
    )

    def finish(event: KeyPressEvent) -> None:
        number = number_in(event.current_buffer.text, question)
        if number is None:
            event.current_buffer.validate()
        else:
            event.app.exit(result={question.id: number})

    def only_digits(event: KeyPressEvent) -> None:
        typed = event.data
        if typed.isascii() and (typed.isdigit() or typed == "/"):
            event.current_buffer.insert_text(typed)

    bind(prompt, {"n": {question.id: NOT_SURE}, "p": {question.id: PREFER_NOT}})
    on(prompt, {"enter": finish, "<bracketed-paste>": lambda _event: None})
    # Not eager: it stands in for typing a letter, not for Ctrl-C or what the terminal reports.
    on(prompt, {"<any>": only_digits}, eager=False)
    return prompt


_PROMPTS = {"choice": _ask_choice, "yes_no": _ask_choice, "checklist": _ask_checklist, "number": _ask_number}


def _control(prompt: questionary.Question) -> Any:  # noqa: ANN401  questionary does not export its type
    """Give questionary's list of choices, to change how one line is shown."""
    return next(control for control in prompt.application.layout.find_all_controls() if hasattr(control, "pointed_at"))


def _row(asker: TerminalAsker, text: str, margin: int) -> str:
    return wrapped(text, asker.width() - 1, indent=" " * margin, first=" " * margin).lstrip()


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
