"""Asking a SAT solver whether anybody is like that: a person, or the proof that there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from backcheck.errors import MissingExtraError
from backcheck.verify.circuit import FALSE, TRUE, Circuit, Literal

SOLVER = "CaDiCaL 1.5.3"
"""The solver behind ``Cadical153``, for the certificate."""
Model = frozenset[Literal]
"""Every literal that is true for the person found."""


class Search:
    """One solver and what it was told of a circuit so far. It learns from each question for the next."""

    def __init__(self, circuit: Circuit) -> None:
        """Start a solver that knows nothing. Raises MissingExtraError when there is none."""
        self.circuit = circuit
        self._solver = _new_solver()
        self._told: set[Literal] = set()

    def find(self, wanted: Iterable[Literal]) -> Model | None:
        """Give a model in which all the wanted literals are true; None is the proof that there is none."""
        return frozenset(self._solver.get_model() or ()) if self.possible(wanted) else None

    def possible(self, wanted: Iterable[Literal]) -> bool:
        """Say whether anybody is like that, without saying who: reading a person out takes longer than finding one."""
        asked = [one for one in wanted if one != TRUE]
        if FALSE in asked:
            return False
        for clause in self.circuit.clauses_behind(asked, self._told):
            self._solver.add_clause(clause)
        return bool(self._solver.solve(assumptions=asked))

    def close(self) -> None:
        """Give the solver's memory back."""
        self._solver.delete()


def _new_solver() -> Any:  # noqa: ANN401  python-sat has no types
    try:
        from pysat.solvers import Cadical153
    except ImportError:
        raise MissingExtraError("Nothing can be proved without a solver", "python-sat", "verify") from None
    return Cadical153()


def quietest(search: Search, wanted: Sequence[Literal], model: Model, wishes: Iterable[Sequence[Literal]]) -> Model:
    """Give a model like the one found in which as much as possible is as wished: a person with little else to tell.

    Each wish gives, for one fact, the literals to try in turn; the first that can be had is kept.
    """
    kept = list(wanted)
    known: dict[Literal, bool] = {}
    for choices in wishes:
        for wish in choices:
            if not search.circuit.is_true(wish, model, known):
                found = search.find([*kept, wish])
                if found is None:
                    continue
                model, known = found, {}
            kept.append(wish)
            break
    return model
