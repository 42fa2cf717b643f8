"""Our own protocol without YAML: a JSON form made when the package is built, used only while it is of these very files.

It stands beside the code, so it is as trusted as the code. It carries the text it was made of, and is used only if the
files are that text now, so it is never stale; the shapes of the classes decide too, so no other version reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from backcheck import condition, protocol
from backcheck.condition import Named, findings_in
from backcheck.errors import BackcheckError
from backcheck.protocol import Finding, Protocol
from backcheck.reading.folder import normalised, open_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_FORMAT = 2
_LATER = ("regions", "sources")
"""Fields that most results do not need: decoded when somebody looks into them."""
_CLASSES: dict[str, Any] = {
    made.__name__: made
    for made in (
        *(condition.Fact, condition.Chosen, condition.Compared, condition.Unsure, condition.Not, condition.AtLeast),
        *(protocol.Line, protocol.Choice, protocol.Question, protocol.Finding, protocol.Rule, protocol.Rung),
        *(protocol.Lowest, protocol.Floor, protocol.Care, protocol.Advice, protocol.Service, protocol.Region),
        *(protocol.Source, protocol.Workup, protocol.Protocol),
    )
}


def read_compiled(path: str, folder: str) -> Protocol | None:
    """Give the protocol in a compiled file, if this program made it of the folder's files as they are now."""
    try:
        with open(path, "rb") as opened:  # noqa: PTH123  pathlib would delay the first screen
            files, mistakes = open_folder(folder)
            # Compared, not hashed: that is exact, and loading the library that hashes takes longer than all of this.
            text = b"".join(normalised(files))
            if mistakes or opened.readline() != _header(len(text)) or opened.read(len(text)) != text:
                return None
            return decoded(opened.read().decode())
    except (OSError, ValueError, BackcheckError):
        return None


def compile_protocol(folder: str, target: str) -> None:
    """Write the compiled form of a protocol; raises as ``read_folder`` does."""
    from backcheck.reading.assemble import read_folder

    made = read_folder(folder).protocol
    text = b"".join(normalised(open_folder(folder)[0]))
    with open(target, "wb") as opened:  # noqa: PTH123
        opened.write(_header(len(text)) + text + encoded(made).encode())


def encoded(made: Protocol) -> str:
    """Give a protocol as JSON: each thing as its class's name and its values; findings first, then only their names."""
    ordered: dict[str, Finding] = {}
    for finding in made.findings:
        _inner_first(made, finding, ordered)
    return json.dumps([[_coded(one) for one in ordered.values()], _coded(made)], separators=(",", ":"))


def decoded(text: str) -> Protocol:
    """Give the protocol that ``encoded`` wrote."""
    made: Protocol = json.loads(text, object_hook=_Decoder().thing)[1]
    return made


def _header(size: int) -> bytes:
    shapes = {name: made.__match_args__ for name, made in _CLASSES.items()}
    return json.dumps({"format": _FORMAT, "size": size, "shapes": shapes}, separators=(",", ":")).encode() + b"\n"


def _inner_first(made: Protocol, finding: str, ordered: dict[str, Finding]) -> None:
    if finding not in ordered:
        for named in findings_in(made.findings[finding].when):
            _inner_first(made, named.finding, ordered)
        ordered[finding] = made.findings[finding]


def _coded(value: Any) -> Any:
    if isinstance(value, Named):
        return {"Named": value.finding}
    if is_dataclass(value):
        return {type(value).__name__: [_coded_field(one.name, getattr(value, one.name)) for one in fields(value)]}
    if isinstance(value, Mapping):
        if any(isinstance(one, Finding) for one in value.values()):
            return {"findings": list(value)}
        return {"pairs": [[key, _coded(one)] for key, one in value.items()]}
    return [_coded(one) for one in value] if isinstance(value, tuple) else value


def _coded_field(name: str, value: Any) -> Any:
    coded = _coded(value)
    return (
        {"later": json.dumps(coded["pairs"], separators=(",", ":"))} if name in _LATER and "pairs" in coded else coded
    )


class _Later(Mapping[str, object]):
    """A mapping that is decoded when somebody first looks into it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._things: dict[str, Any] | None = None

    def _now(self) -> dict[str, Any]:
        if self._things is None:
            self._things = _Decoder().thing({"pairs": json.loads(self._text, object_hook=_Decoder().thing)})
        return self._things

    def __getitem__(self, name: str) -> Any:
        return self._now()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._now())

    def __len__(self) -> int:
        return len(self._now())


class _Decoder:
    """Makes things of JSON objects, innermost first, as the JSON reader meets them."""

    def __init__(self) -> None:
        self.findings: dict[str, Finding] = {}

    def thing(self, pairs: dict[str, Any]) -> Any:
        """Make one thing."""
        ((name, values),) = pairs.items()
        if name == "Named":
            return Named(values, self.findings[values].when)
        if name == "findings":
            return {finding: self.findings[finding] for finding in values}
        if name == "pairs":
            return {key: _frozen(value) for key, value in values}
        if name == "later":
            return _Later(values)
        made = _CLASSES[name](*map(_frozen, values))
        if name == "Finding":
            self.findings[made.id] = made
        return made


def _frozen(value: Any) -> Any:
    return tuple(value) if type(value) is list else value
