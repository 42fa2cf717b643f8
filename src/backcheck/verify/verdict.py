"""Settling claims one after the other, with the time each took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from backcheck.protocol import Protocol
from backcheck.verify.claims import CLAIMS, Claim
from backcheck.verify.proof import Proof, Settled


@dataclass(frozen=True, slots=True)
class Verdict:
    """One claim, what it came to, and how long that took."""

    claim: Claim
    settled: Settled
    seconds: float

    @property
    def holds(self) -> bool:
        """Say whether nothing speaks against it."""
        return not self.settled.against


def verify(
    protocol: Protocol, claims: Iterable[Claim] = CLAIMS, before_each: Callable[[Claim], None] = lambda _: None
) -> Iterator[Verdict]:
    """Settle claims over all answers to a protocol. Raises MissingExtraError where no solver is installed."""
    proof = Proof(protocol)
    for claim in claims:
        before_each(claim)
        start = time.perf_counter()
        proof.next_claim()
        settled = claim.settle(proof)
        yield Verdict(claim, settled, time.perf_counter() - start)


def claims_named(name: str) -> tuple[Claim, ...]:
    """Give the claim with this number or name, all for an empty one, none for one that is not there."""
    return tuple(claim for claim in CLAIMS if name in {"", claim.id, str(claim.number)})
