"""The man page and the shells' completions, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import typer

from backcheck.cli.app import EXAMPLES, app
from backcheck.cli.commands import PANELS


def man() -> str:
    """Give ``docs/shell/backcheck.1``, in the man macros of groff."""
    lines = [
        ".TH BACKCHECK 1",
        ".SH NAME",
        "backcheck \\- ask about upper or middle back pain and tell how soon to be seen",
        ".SH SYNOPSIS",
        ".B backcheck\n[\\fICOMMAND\\fR] [\\fIOPTIONS\\fR]",
        ".SH DESCRIPTION",
        "Without a command, \\fBcheck\\fR is meant. Nothing leaves the computer, and nothing is kept unless asked.",
        ".SH EXAMPLES",
        *(f".TP\n\\fB{_roff(typed)}\\fR\n{_roff(told)}" for typed, told in EXAMPLES),
        ".SH COMMANDS",
    ]
    for name, command in _commands():
        lines += [f".SS {name}", _roff(command.help or "")]
        for option in command.params:
            lines += [
                f".TP\n\\fB{_roff(' '.join([*_names(option), *_value(option)]))}\\fR",
                _roff(getattr(option, "help", "") or ""),
            ]
    lines += [
        ".SH EXIT STATUS",
        (
            "0 finished, whatever the urgency; 1 internal; 2 usage; 65 bad protocol or answers; 66 missing file; "
            "74 cannot write; 130 stopped early, which is never an all\\-clear. With \\-\\-exit\\-code: "
            "10 self\\-care, 11 planned, 12 urgent, 13 emergency, 20 incomplete."
        ),
    ]
    return "\n".join(line for line in lines if line) + "\n"


def bash() -> str:
    """Give ``docs/shell/backcheck.bash``: commands first, then the options of the one that was typed."""
    cases = "".join(f"    {name}) words='{' '.join(_options(command))}' ;;\n" for name, command in _commands())
    word = '-- "${COMP_WORDS[COMP_CWORD]}"'
    values = "".join(
        f"    {'|'.join(typed)}) COMPREPLY=($(compgen {_BASH.get(kind) or f'-W {_quoted(kind)}'} {word})); return ;;\n"
        for kind, typed in _by_value().items()
    )
    return f"""\
# Made by make docs. Source this file, or put it where bash looks for completions.
_backcheck() {{
  local words
  case "${{COMP_WORDS[1]}}:${{COMP_WORDS[COMP_CWORD-1]}}" in
{values}  esac
  case "${{COMP_WORDS[1]}}" in
{cases}    *) words='{_bare()}' ;;
  esac
  [ "$COMP_CWORD" -eq 1 ] && words='{" ".join(name for name, _ in _commands())} {_bare()}'
  COMPREPLY=($(compgen -W "$words" {word}))
}}
complete -o default -F _backcheck backcheck
"""


def zsh() -> str:
    """Give ``docs/shell/_backcheck``, for a folder of zsh's ``fpath``."""
    told = "\n".join(f"    {_quoted(f'{name}:{_first_sentence(command)}')}" for name, command in _commands())
    cases = "".join(f"    {name}) options=({' '.join(_options(command))}) ;;\n" for name, command in _commands())
    values = "".join(
        f"    {'|'.join(typed)}) {_ZSH.get(kind) or f'compadd -- {kind}'}; return ;;\n"
        for kind, typed in _by_value().items()
    )
    return f"""\
#compdef backcheck
# Made by make docs.
_backcheck() {{
  local -a commands options
  commands=(
{told}
  )
  case "$words[2]:$words[CURRENT-1]" in
{values}  esac
  case "$words[2]" in
{cases}    *) options=({_bare()}) ;;
  esac
  (( CURRENT == 2 )) && _describe command commands
  compadd -- $options
  _files
}}
_backcheck "$@"
"""


_BASH = {"FILE": "-f", "DIR": "-d"}
_ZSH = {"FILE": "_files", "DIR": "_files -/"}
_FISH = {"FILE": " -r -F", "DIR": " -x -a '(__fish_complete_directories)'"}
"""What each shell offers for an option's value; for the rest, ``_kind`` gives the words to choose from."""


def fish() -> str:
    """Give ``docs/shell/backcheck.fish``."""
    lines = ["# Made by make docs. Put it into ~/.config/fish/completions/.", "complete -c backcheck -f"]
    for name, command in _commands():
        told = _quoted(_first_sentence(command))
        lines.append(f"complete -c backcheck -n __fish_use_subcommand -a {name} -d {told}")
        for option in command.params:
            for word in _names(option):
                if word.startswith("--"):
                    seen = f"complete -c backcheck -n '__fish_seen_subcommand_from {name}' -l {word[2:]}"
                    lines.append(f"{seen}{_fish_value(option)} -d {_quoted(getattr(option, 'help', '') or '')}")
    return "\n".join(lines) + "\n"


def _commands() -> Iterator[tuple[str, Any]]:
    """Give each command by its name, in the order of ``--help``."""
    commands = cast(Any, typer.main.get_command(app)).commands
    yield from sorted(commands.items(), key=lambda one: PANELS.index(one[1].rich_help_panel))


def _by_value() -> dict[str, list[str]]:
    """Give, for each kind of value, the options that take it, as ``command:--option``."""
    found: dict[str, list[str]] = {}
    for name, command in _commands():
        for option in command.params:
            for word in _names(option):
                if word.startswith("--") and _kind(option):
                    # Without a command, an option is one of check's.
                    found.setdefault(_kind(option), []).extend([f"{name}:{word}", *[f"-*:{word}"] * (name == "check")])
    return found


def _kind(option: Any) -> str:  # noqa: ANN401
    """Give FILE, DIR, the words that a value can be, or nothing."""
    named = option.metavar or ""
    return " ".join(named.split("|")) if "|" in named else named if named in {"FILE", "DIR"} else ""


def _fish_value(option: Any) -> str:  # noqa: ANN401
    kind = _kind(option)
    return _FISH.get(kind) or (f" -x -a {_quoted(kind)}" if kind else " -x" if option.metavar else "")


def _value(option: Any) -> list[str]:  # noqa: ANN401
    return [option.metavar] if option.param_type_name == "option" and option.metavar else []


def _bare() -> str:
    return " ".join([*_options(dict(_commands())["check"]), "--version", "--help"])


def _first_sentence(command: Any) -> str:  # noqa: ANN401
    return str(command.help or "").split("\n", maxsplit=1)[0].split(". ", maxsplit=1)[0].rstrip(".")


def _names(option: Any) -> list[str]:  # noqa: ANN401  typer keeps the type to itself
    return list(option.opts) if option.param_type_name == "option" else [option.metavar or option.name]


def _options(command: Any) -> list[str]:  # noqa: ANN401
    return [name for option in command.params for name in _names(option) if name.startswith("--")]


def _quoted(text: str) -> str:
    """Quote for any of the shells; an apostrophe becomes a typographic one, which needs no quoting in any."""
    return "'" + text.replace("\\", "/").replace("'", "\N{RIGHT SINGLE QUOTATION MARK}") + "'"


def _roff(text: str) -> str:
    return text.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ").lstrip(".'")
