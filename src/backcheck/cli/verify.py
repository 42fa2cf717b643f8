"""``backcheck verify``: every claim of safety settled over all answers, and each failure as one person."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from backcheck.certificate import NAME
from backcheck.cli.patience import Progress
from backcheck.cli.people import check_folder, say, write_person
from backcheck.cli.protocols import load
from backcheck.cli.status import UsageError
from backcheck.cli.streams import Streams
from backcheck.cli.target import check_target, write_file
from backcheck.protocol import Protocol
from backcheck.render.parts import clean
from backcheck.verify.claims import CLAIMS, Claim
from backcheck.verify.counting import power_of_ten
from backcheck.verify.proof import Counterexample
from backcheck.verify.replay import answers_file, changes_in_words, person_in_words
from backcheck.verify.verdict import Verdict, claims_named, verify

SCHEMA = "backcheck-verify/1"
UNLISTED = "nothing listed that it is about"
PAIRS = {"monotony": ("worse", "better"), "not_sure": ("unsure", "sure"), "personal": ("one", "other")}
"""Claims that compare two people, and what their files are called."""
SHOWN = 3
"""How many counterexamples a claim shows when all claims are asked for; alone, or as JSON, it shows them all."""


def run(streams: Streams, *, protocol: str, claim: str, as_json: bool, output_dir: str) -> int:
    """Settle the claims and give 0 only when all hold."""
    claims = claims_named(claim)
    if not claims:
        names = ", ".join(one.id for one in CLAIMS)
        raise UsageError(f"No claim is called {claim!r}. The claims are: {names}, or their numbers.")
    folder = output_dir or "."
    if output_dir:
        check_folder(folder)
    chosen = load(protocol, streams)
    if as_json:
        verdicts = _settle(chosen, claims, streams, None)
        streams.stdout.write(json.dumps(_mapping(chosen, verdicts), indent=2, ensure_ascii=False) + "\n")
    else:
        page = _Page(chosen, streams, folder, SHOWN if len(claims) > 1 else len(chosen.question_of) + len(chosen.rules))
        verdicts = _settle(chosen, claims, streams, page)
        page.end(verdicts)
    return 0 if all(verdict.holds for verdict in verdicts) else 1


def certify(streams: Streams, *, protocol: str, target: str, force: bool, output_dir: str) -> int:
    """Settle all claims and write the certificate, ``-`` to standard output; only where all hold, else give 1."""
    from backcheck.verify.certify import certificate

    name, folder = target or NAME, output_dir or "."
    check_folder(folder)
    if name != "-":
        check_target(name, force=force)
    chosen = load(protocol, streams)
    page = _Page(chosen, streams, folder, SHOWN)
    verdicts = _settle(chosen, CLAIMS, streams, None if name == "-" else page)
    failing = [verdict for verdict in verdicts if not verdict.holds]
    if failing:
        if name == "-":
            names = ", ".join(verdict.claim.id for verdict in failing)
            streams.stderr.write(
                f"No certificate is written, since these claims fail: {names}. See them with verify.\n"
            )
        else:
            page.end(verdicts)
            say(streams, "No certificate is written: it needs all claims to hold.")
        return 1
    text = json.dumps(certificate(chosen, verdicts), indent=2, ensure_ascii=False) + "\n"
    if name == "-":
        streams.stdout.write(text)
    else:
        page.end(verdicts)
        write_file(name, text, force=force)
        say(streams, f"Certificate: {name}")
    return 0


def _settle(protocol: Protocol, claims: Sequence[Claim], streams: Streams, page: _Page | None) -> list[Verdict]:
    verdicts = []
    with Progress(streams) as progress:
        begun = lambda one: progress.now(f"Checking claim {one.number} ({one.id}) ...")  # noqa: E731
        for verdict in verify(protocol, claims, begun):
            progress.clear()
            verdicts.append(verdict)
            if page:
                page.tell(verdict)
    return verdicts


class _Page:
    """What is told of each claim, on standard output; files of answers go to a folder."""

    def __init__(self, protocol: Protocol, streams: Streams, folder: str, shown: int) -> None:
        self.protocol, self.streams, self.folder, self.shown = protocol, streams, folder, shown

    def tell(self, verdict: Verdict) -> None:
        """Write one claim, and each shown failure as a person."""
        claim, settled = verdict.claim, verdict.settled
        word = "holds" if verdict.holds else "FAILS"
        self._say(f"{claim.number}. {claim.sentence}")
        covered = f"{power_of_ten(settled.combinations)} combinations of answers" if settled.combinations else UNLISTED
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
        self._say(f"Answers: {', '.join(self._written(claim, example))}", 5)

    def _written(self, claim: Claim, example: Counterexample) -> Iterator[str]:
        """Write the person, and where two are compared the other one too: each replays to their side of it."""
        heading = f"{claim.number}. {claim.sentence}\n{example.words}"
        names = PAIRS.get(claim.id, ("", ""))
        for name, answers in zip(names, (example.answers, example.beside), strict=True):
            if answers is not None and (name or answers is example.answers):
                text = answers_file(self.protocol, answers, heading)
                yield write_person(self.folder, f"counterexample-{claim.id}{name and f'-{name}'}", text)

    def _say(self, text: str, indent: int = 0) -> None:
        say(self.streams, clean(text), indent)


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
