"""The certificate: what was proved, over how many combinations, of which protocol, by which program and solver."""

from __future__ import annotations

import ast
import hashlib
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from backcheck import __version__
from backcheck.certificate import RULES_NOT_MEDICINE, SCHEMA
from backcheck.protocol import Protocol
from backcheck.reading.compiled import encoded
from backcheck.verify.claims import CLAIMS
from backcheck.verify.counting import power_of_ten
from backcheck.verify.solver import SOLVER
from backcheck.verify.verdict import Verdict

PACKAGE = Path(__file__).resolve().parent.parent
SETTLES = "backcheck.verify.verdict"
"""The module that settles claims; a proof rests on it and on all of ours that it imports."""


def certificate(protocol: Protocol, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Give the certificate of a protocol for which all these claims hold."""
    return {
        "schema": SCHEMA,
        "protocol": {"id": protocol.id, "version": protocol.version, "hash": protocol.hash},
        "meaning": meaning(protocol),
        "engine": engine(),
        "versions": {
            "backcheck": __version__,
            "python-sat": _version_of("python-sat"),
            "solver": SOLVER,
            "python": platform.python_version(),
        },
        "claims": [
            {
                "number": verdict.claim.number,
                "id": verdict.claim.id,
                "sentence": verdict.claim.sentence,
                "combinations": str(verdict.settled.combinations),
                "power": power_of_ten(verdict.settled.combinations),
            }
            for verdict in verdicts
        ],
        "says": RULES_NOT_MEDICINE,
    }


def is_fresh(written: Mapping[str, Any], protocol: Protocol) -> bool:
    """Say whether a certificate is of this protocol as it now reads, and of claims and engine as they now are."""
    try:
        there = (
            written["schema"],
            written["protocol"],
            written["meaning"],
            written["engine"],
            written["versions"]["backcheck"],
            [(claim["number"], claim["id"], claim["sentence"]) for claim in written["claims"]],
        )
    except (KeyError, TypeError):
        return False
    return there == (
        SCHEMA,
        {"id": protocol.id, "version": protocol.version, "hash": protocol.hash},
        meaning(protocol),
        engine(),
        __version__,
        [(claim.number, claim.id, claim.sentence) for claim in CLAIMS],
    )


def meaning(protocol: Protocol) -> str:
    """Give the sha256 of the protocol as the engine has it: it changes when the same files are read otherwise."""
    return hashlib.sha256(encoded(protocol).encode()).hexdigest()


def engine() -> str:
    """Give the sha256 of the text of every module that a proof rests on, newlines normalised."""
    digest = hashlib.sha256()
    for name, path in sorted(engine_modules().items()):
        text = path.read_text(encoding="utf-8")
        digest.update(f"{name}\n{len(text)}\n{text}".encode())
    return digest.hexdigest()


def engine_modules() -> dict[str, Path]:
    """Give the modules that a proof rests on and their files: what evaluates a person, what asks the solver."""
    found: dict[str, Path] = {}
    waiting = [SETTLES]
    while waiting:
        name = waiting.pop()
        path = _file_of(name)
        if path is None or name in found:
            continue
        found[name] = path
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("backcheck."):
                waiting += [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
    return found


def _file_of(module: str) -> Path | None:
    """Give the file of one of our modules; None for a name that is none."""
    place = PACKAGE.joinpath(*module.split(".")[1:])
    return next((path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()), None)


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # a solver that was put on the path by hand
        return "unknown"
