"""The options of ``check``, declared once: the fast path reads them here, Typer's parameters are made from them.

Nothing is imported, so that the first screen can be painted before anything heavy loads.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Option:
    """One option: ``name`` as typed, ``field`` of CheckOptions, ``metavar`` of its value (none for a flag)."""

    __slots__ = ("choices", "field", "help", "metavar", "name")

    def __init__(self, name: str, help: str, metavar: str = "", field: str = "") -> None:  # noqa: A002  Typer's own word
        """Keep it; a metavar with bars in it lists the only values allowed."""
        self.name, self.help, self.metavar = name, help, metavar
        self.field = field or name[2:].replace("-", "_")
        self.choices = tuple(metavar.split("|")) if "|" in metavar else ()


PLAIN = Option("--plain", "Plain lines, for screen readers, logs and very narrow windows.")
NO_COLOR = Option("--no-color", "No colour.")
PROTOCOL = Option("--protocol", "Use another protocol than the shipped one.", "DIR")

CHECK_OPTIONS = (
    Option("--answers", "Ask nothing; take the answers from a YAML or JSON file, or - for standard input.", "FILE"),
    Option("--format", "Give the result in this form.", "terminal|plain|json|markdown|html|fhir"),
    Option("--json", "Give the result as JSON, as --format json does."),
    Option("--output", "Write the result to a file; its ending (.json .fhir .md .html .txt) tells the form.", "FILE"),
    Option("--force", "Let --output replace a file that is already there."),
    Option("--exit-code", "Exit 10, 11, 12 or 13 by urgency (13 is an emergency), 20 when incomplete; else 0."),
    Option(
        "--for",
        "Words and depth for this reader, the patient unless said; the facts stay the same.",
        "patient|clinician",
        "reader",
    ),
    Option("--region", "Where you are, as two letters (GB, US, ...), for emergency numbers.", "CC"),
    Option("--save", "Keep unfinished answers on this computer, for backcheck resume; nothing is kept otherwise."),
    Option("--quiet", "Do not show the first screen."),
    PLAIN,
    NO_COLOR,
    PROTOCOL,
)


class CheckOptions:
    """What was asked of ``check``; empty text means not given.

    No dataclass: importing them takes longer than all that comes before the first screen.
    """

    answers: str = ""
    format: str = ""
    json: bool = False
    output: str = ""
    force: bool = False
    exit_code: bool = False
    reader: str = "patient"
    region: str = ""
    save: bool = False
    quiet: bool = False
    plain: bool = False
    no_color: bool = False
    protocol: str = ""

    def __init__(self, **given: str | bool) -> None:
        """Take fields by name; those not given keep their default."""
        self.__dict__.update(given)


def read_quickly(words: Sequence[str]) -> CheckOptions | None:
    """Read what follows ``check``; None for anything but known options with good values, which Typer then explains."""
    known = {option.name: option for option in CHECK_OPTIONS}
    given: dict[str, str | bool] = {}
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        option = known.get(name)
        if option is None or (equals and not option.metavar):
            return None
        if not option.metavar:
            given[option.field] = True
            continue
        value = value if equals else next(rest, "")
        if not allowed(option, value):
            return None
        given[option.field] = value
    return CheckOptions(**given)


def allowed(option: Option, value: str) -> bool:
    """Say whether an option can have this value: one of its choices, or anything but nothing and another option."""
    if option.choices:
        return value in option.choices
    return value == "-" or (bool(value) and not value.startswith("-"))
