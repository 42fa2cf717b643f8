"""``backcheck verify --count``: how many different interviews there are, in all and for each rung."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from backcheck.cli.patience import Progress
from backcheck.cli.people import say
from backcheck.cli.protocols import load
from backcheck.cli.streams import Streams
from backcheck.protocol import Protocol
from backcheck.verify.interviews import Interviews, Number, count_ending_at, in_all
from backcheck.verify.proof import Proof

SCHEMA = "backcheck-interviews/1"


def run(streams: Streams, *, protocol: str, as_json: bool) -> int:
    """Count rung by rung, the least urgent first, and give the exit code."""
    chosen = load(protocol, streams)
    proof, found = Proof(chosen), dict[str, Number]()
    with Progress(streams) as progress:
        for rung in reversed(chosen.ladder):
            tell = partial(_tell, progress, rung.id)
            tell("beginning")
            found[rung.id] = count_ending_at(proof, rung.id, tell=tell)
            progress.clear()
            if not as_json:
                say(streams, f"{rung.id}: {found[rung.id].in_words}.")
                streams.stdout.flush()
    counted = in_all({rung.id: found[rung.id] for rung in chosen.ladder})
    if as_json:
        streams.stdout.write(json.dumps(_mapping(chosen, counted), indent=2) + "\n")
        return 0
    say(streams, f"In all: {counted.total.in_words}.")
    say(streams, "An interview is its questions and their answers, not sure among them. Each number counts for itself.")
    if counted.total.error is not None:
        say(streams, "Exact where diagrams fit; elsewhere estimated from beginnings drawn by chance.")
    return 0


def _tell(progress: Progress, rung: str, how_far: str) -> None:
    progress.now(f"Counting {rung}: {how_far}")


def _mapping(protocol: Protocol, counted: Interviews) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "protocol": {"id": protocol.id, "version": protocol.version, "hash": protocol.hash},
        "total": _number(counted.total),
        "rungs": {rung: _number(number) for rung, number in counted.by_rung.items()},
    }


def _number(number: Number) -> dict[str, Any]:
    """Give a number; it comes as text, since it is longer than most programs can count."""
    told: dict[str, Any] = {"exact": number.error is None, "interviews": str(number.value)}
    if number.error is not None:
        told |= {"standard_error": str(round(number.error)), "may_be_far_too_low": number.uneven or not number.value}
    return told
