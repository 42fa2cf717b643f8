"""``backcheck verify``: every claim of safety settled over all answers, and each failure as one person."""

from __future__ import annotations

import os
import textwrap
import threading
import time
from collections.abc import Iterator
from typing import Any, Self

from backcheck.cli.protocols import load
from backcheck.cli.status import UsageError
from backcheck.cli.streams import USUAL_WIDTH, Streams
from backcheck.cli.target import write_file
from backcheck.protocol import Protocol
from backcheck.verify.claims import CLAIMS, Claim
from backcheck.verify.counting import power_of_ten
from backcheck.verify.proof import Counterexample
from backcheck.verify.replay import answers_file, changes_in_words, person_in_words
from backcheck.verify.verdict import Verdict, claims_named, verify

SCHEMA = "backcheck-verify/1"
SHOWN = 3
"""How many counterexamples a claim shows when all claims are asked for; alone, or as JSON, it shows them all."""
PATIENCE = 2.0


def run(streams: Streams, *, protocol: str, claim: str, as_json: bool, output_dir: str) -> int:
    """Settle the claims and give 0 only when all hold."""
    claims = claims_named(claim)
    if not claims:
        names = ", ".join(one.id for one in CLAIMS)
        raise UsageError(f"No claim is called {claim!r}. The claims are: {names}, or their numbers.")
    chosen = load(protocol, streams)
    shown = SHOWN if len(claims) > 1 else len(chosen.question_of) + len(chosen.rules)
    page = _Page(chosen, streams, output_dir or ".", shown)
    verdicts = []
    with _Progress(streams) as progress:
        for verdict in verify(chosen, claims, progress.now):
            progress.clear()
            verdicts.append(verdict)
            if not as_json:
                page.tell(verdict)
    if as_json:
        import json

        streams.stdout.write(json.dumps(_mapping(chosen, verdicts), indent=2, ensure_ascii=False) + "\n")
    else:
        page.end(verdicts)
    return 0 if all(verdict.holds for verdict in verdicts) else 1


class _Page:
    """What is told of each claim, on standard output; files of answers go to a folder."""

    def __init__(self, protocol: Protocol, streams: Streams, folder: str, shown: int) -> None:
        self.protocol, self.streams, self.folder, self.shown = protocol, streams, folder, shown

    def tell(self, verdict: Verdict) -> None:
        """Write one claim, and each shown failure as a person."""
        claim, settled = verdict.claim, verdict.settled
        word = "holds" if verdict.holds else "FAILS"
        self._say(f"{claim.number}. {claim.sentence}")
        covered = f"{power_of_ten(settled.combinations)} combinations of answers"
        self._say(f"{word} ({claim.id}): {covered}, {verdict.seconds:.1f} seconds.", 3)
        for note in settled.notes:
            self._say(note, 3)
        for example in settled.against[: self.shown]:
            self._example(claim, example)
        left = len(settled.against) - self.shown
        if left > 0:
            self._say(f"{left} more of these: backcheck verify --claim {claim.id} shows them all.", 3)
        self.streams.stdout.write("\n")
        self.streams.stdout.flush()

    def end(self, verdicts: list[Verdict]) -> None:
        """Write how many hold, and what that means."""
        good = sum(verdict.holds for verdict in verdicts)
        self._say(f"{good} of {len(verdicts)} claims hold for {self.protocol.title}, version {self.protocol.version}.")
        self._say("This is about the rules, not about the medicine: rules that are wrong can be proved to be followed.")

    def _example(self, claim: Claim, example: Counterexample) -> None:
        self._say(f"- {example.words}", 3)
        if example.answers is None:
            return
        self._say(f"Person: {'; '.join(person_in_words(self.protocol, example.answers)) or 'nothing to report'}.", 5)
        if example.beside is not None:
            changes = "; ".join(changes_in_words(self.protocol, example.answers, example.beside))
            self._say(f"Compared with: {changes or 'the same answers'}.", 5)
        heading = f"{claim.number}. {claim.sentence}\n{example.words}"
        name = _free_name(self.folder, claim.id)
        write_file(name, answers_file(self.protocol, example.answers, heading), force=False)
        self._say(f"Answers: {name}", 5)

    def _say(self, text: str, indent: int = 0) -> None:
        width = self.streams.width() if self.streams.stdout_is_terminal else USUAL_WIDTH
        lead = " " * indent
        lines = textwrap.wrap(
            text, width, initial_indent=lead, subsequent_indent=lead, break_long_words=False, break_on_hyphens=False
        )
        self.streams.stdout.write("\n".join(lines) + "\n")


def _free_name(folder: str, claim: str) -> str:
    """Give a name that no file has yet."""
    number = 1
    while os.path.lexists(name := os.path.join(folder, f"counterexample-{claim}-{number}.yaml")):  # noqa: PTH118
        number += 1
    return name


class _Progress:
    """One line on a terminal that says which claim is at work, from two seconds on; nothing in plain mode."""

    def __init__(self, streams: Streams) -> None:
        self._stream = streams.stderr
        self._wanted = streams.stderr_is_terminal and not streams.plain
        self._claim: Claim | None = None
        self._start = time.monotonic()
        self._timer = threading.Timer(PATIENCE, self._show)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        if self._wanted:
            self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._claim = None
        self.clear()

    def now(self, claim: Claim) -> None:
        """Say which claim is at work now."""
        self._claim = claim
        if time.monotonic() - self._start > PATIENCE:
            self._show()

    def clear(self) -> None:
        """Take the line away."""
        if self._wanted:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _show(self) -> None:
        if self._wanted and self._claim is not None:
            self._stream.write(f"\r\x1b[KChecking claim {self._claim.number} ({self._claim.id}) ...")
            self._stream.flush()


def _mapping(protocol: Protocol, verdicts: list[Verdict]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "protocol": {"id": protocol.id, "version": protocol.version, "hash": protocol.hash},
        "holds": all(verdict.holds for verdict in verdicts),
        "claims": [
            {
                "number": verdict.claim.number,
                "id": verdict.claim.id,
                "sentence": verdict.claim.sentence,
                "holds": verdict.holds,
                "combinations": str(verdict.settled.combinations),
                "power": power_of_ten(verdict.settled.combinations),
                "seconds": round(verdict.seconds, 3),
                "numbers": dict(verdict.settled.numbers or {}),
                "notes": list(verdict.settled.notes),
                "against": list(_examples(protocol, verdict)),
            }
            for verdict in verdicts
        ],
    }


def _examples(protocol: Protocol, verdict: Verdict) -> Iterator[dict[str, Any]]:
    from backcheck.interview import in_force

    for example in verdict.settled.against:
        answers, beside = example.answers, example.beside
        yield {
            "subject": example.subject,
            "words": example.words,
            "person": [] if answers is None else list(person_in_words(protocol, answers)),
            "answers": None if answers is None else dict(in_force(protocol, answers)),
            "beside": None if beside is None else dict(in_force(protocol, beside)),
        }
