"""What was proved about the protocol that comes with this program: a file that counts for exactly that protocol.

``backcheck verify --certify`` writes it, tests refuse a stale one (docs/proof.md). Reading it needs no solver.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from backcheck import __version__
from backcheck.protocol import Protocol
from backcheck.shipped import questions_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SCHEMA = "backcheck-certificate/1"
NAME = "certificate.json"
RULES_NOT_MEDICINE = "This proves the rules, not the medicine."


@dataclass(frozen=True, slots=True)
class Certificate:
    """How many claims were proved, and over how many combinations of answers each of them at least, as ``10^N``."""

    claims: int
    power: str

    @property
    def line(self) -> str:
        """Give what results say of it; what it does not prove stands beside it, in the same line."""
        claims = "1 safety claim" if self.claims == 1 else f"{self.claims} safety claims"
        proved = f"{claims} proved for this exact protocol over {self.power} combinations of answers."
        return f"{proved} {RULES_NOT_MEDICINE}"


def certificate_for(protocol: Protocol) -> Certificate | None:
    """Give the certificate of exactly this protocol by exactly this version of the program; None without one."""
    try:
        with open(f"{questions_folder()}/{NAME}", encoding="utf-8") as opened:  # noqa: PTH123  pathlib is slower
            written = json.load(opened)
        return _read(written) if _is_of(written, protocol) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def line_for(protocol: Protocol) -> str:
    """Give one line on what is proved for exactly this protocol; empty when nothing is."""
    found = certificate_for(protocol)
    return found.line if found else ""


def _is_of(written: Any, protocol: Protocol) -> bool:  # noqa: ANN401  whatever stands in the file
    named = (written["schema"], written["protocol"]["hash"], written["versions"]["backcheck"])
    return bool(protocol.hash) and named == (SCHEMA, protocol.hash, __version__)


def _read(written: Any) -> Certificate | None:  # noqa: ANN401
    claims = written["claims"]
    if not claims:
        return None
    # Claims cover different numbers of combinations; the least is true of all but those about what is not listed.
    about_some = [claim for claim in claims if claim["combinations"] != "0"] or claims
    least = min(about_some, key=lambda claim: len(claim["combinations"]))
    return Certificate(len(claims), str(least["power"]))
