"""The claims of safety, one function each; its docstring states it, and running it settles it over all answers."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass

from backcheck.verify.claims.advice import advice
from backcheck.verify.claims.asking import reachable, skipping
from backcheck.verify.claims.course import ending, going_back
from backcheck.verify.claims.danger import floors, self_care
from backcheck.verify.claims.personal import personal
from backcheck.verify.claims.steps import monotony, not_sure
from backcheck.verify.proof import Proof, Settled


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: its number in the list, its name, and the function that settles it."""

    number: int
    id: str
    settle: Callable[[Proof], Settled]

    @property
    def sentence(self) -> str:
        """Give the claim in plain words: the docstring of its function, so that text and proof stand in one place."""
        return " ".join((inspect.getdoc(self.settle) or "").split())


CLAIMS = (
    Claim(1, "reachable", reachable),
    Claim(2, "floors", floors),
    Claim(3, "monotony", monotony),
    Claim(4, "not_sure", not_sure),
    Claim(5, "skipping", skipping),
    Claim(6, "going_back", going_back),
    Claim(7, "ending", ending),
    Claim(8, "advice", advice),
    Claim(9, "self_care", self_care),
    Claim(10, "personal", personal),
)
