"""The man page and the shells' completions, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import typer

from backcheck.cli.app import EXAMPLES, app


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
            lines += [f".TP\n\\fB{_roff(' '.join(_names(option)))}\\fR", _roff(getattr(option, "help", "") or "")]
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
    names = " ".join(name for name, _ in _commands())
    bare = " ".join([*_options(dict(_commands())["check"]), "--version"])
    return f"""\
# Made by make docs. For bash: source this file. For zsh: autoload -U bashcompinit; bashcompinit; source this file.
_backcheck() {{
  local words
  case "${{COMP_WORDS[1]}}" in
{cases}    *) words='{names} {bare}' ;;
  esac
  [ "$COMP_CWORD" -eq 1 ] && words='{names} {bare}'
  case "${{COMP_WORDS[COMP_CWORD-1]}}" in
    --answers|--output|--csv) COMPREPLY=($(compgen -f -- "${{COMP_WORDS[COMP_CWORD]}}")) ;;
    --protocol|--output-dir) COMPREPLY=($(compgen -d -- "${{COMP_WORDS[COMP_CWORD]}}")) ;;
    --for) COMPREPLY=($(compgen -W 'patient clinician' -- "${{COMP_WORDS[COMP_CWORD]}}")) ;;
    *) COMPREPLY=($(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}")) ;;
  esac
}}
complete -F _backcheck backcheck
"""


def fish() -> str:
    """Give ``docs/shell/backcheck.fish``."""
    lines = ["# Made by make docs. Put it into ~/.config/fish/completions/.", "complete -c backcheck -f"]
    for name, command in _commands():
        told = _quoted(command.get_short_help_str(80))
        lines.append(f"complete -c backcheck -n __fish_use_subcommand -a {name} -d {told}")
        for option in command.params:
            for word in _names(option):
                if word.startswith("--"):
                    seen = f"complete -c backcheck -n '__fish_seen_subcommand_from {name}' -l {word[2:]}"
                    lines.append(f"{seen} -d {_quoted(getattr(option, 'help', '') or '')}")
    return "\n".join(lines) + "\n"


def _commands() -> Iterator[tuple[str, Any]]:
    yield from cast(Any, typer.main.get_command(app)).commands.items()


def _names(option: Any) -> list[str]:  # noqa: ANN401  typer keeps the type to itself
    return list(option.opts) if option.param_type_name == "option" else [option.metavar or option.name]


def _options(command: Any) -> list[str]:  # noqa: ANN401
    return [name for option in command.params for name in _names(option) if name.startswith("--")]


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _roff(text: str) -> str:
    return text.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ").lstrip(".'")
