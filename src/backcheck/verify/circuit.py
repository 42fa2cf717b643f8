"""And/or gates over yes-or-no variables, as clauses for a SAT solver (Tseitin 1968), each different gate built once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Literal = int
"""A variable's number, negative for its opposite."""
TRUE: Literal = 1
FALSE: Literal = -1


class Circuit:
    """Grows variables, gates and the clauses that define them. Gates that are the same are shared."""

    def __init__(self) -> None:
        """Start with the constant ``TRUE`` alone."""
        self.clauses: list[list[Literal]] = [[TRUE]]
        self.variables = 1
        self._gates: dict[tuple[Literal, ...], Literal] = {}

    def variable(self) -> Literal:
        """Give a fresh variable."""
        self.variables += 1
        return self.variables

    def require(self, *any_of: Literal) -> None:
        """Demand that at least one of the literals is true."""
        self.clauses.append(list(any_of))

    def all_of(self, parts: Iterable[Literal]) -> Literal:
        """Give a literal that is true exactly when all parts are."""
        wanted = set(parts)
        wanted.discard(TRUE)
        if FALSE in wanted or any(-one in wanted for one in wanted):
            return FALSE
        if len(wanted) < 2:  # noqa: PLR2004 -- a gate of one input is the input
            return next(iter(wanted), TRUE)
        key = tuple(sorted(wanted))
        gate = self._gates.get(key)
        if gate is None:
            gate = self._gates[key] = self.variable()
            self.clauses.extend([-gate, one] for one in key)
            self.clauses.append([gate, *(-one for one in key)])
        return gate

    def any_of(self, parts: Iterable[Literal]) -> Literal:
        """Give a literal that is true exactly when any part is."""
        return -self.all_of(-one for one in parts)

    def at_least(self, wanted: int, parts: Sequence[Literal]) -> Literal:
        """Give a literal that is true exactly when at least ``wanted`` parts are (a counter, row by row)."""
        if wanted <= 0:
            return TRUE
        if wanted > len(parts):
            return FALSE
        if wanted == 1:
            return self.any_of(parts)
        if wanted == len(parts):
            return self.all_of(parts)
        first, rest = parts[0], parts[1:]
        with_first = self.all_of([first, self.at_least(wanted - 1, rest)])
        return self.any_of([with_first, self.at_least(wanted, rest)])

    def exactly_one(self, parts: Sequence[Literal]) -> None:
        """Demand that one part is true and no other; for few parts."""
        self.require(*parts)
        for place, one in enumerate(parts):
            for other in parts[place + 1 :]:
                self.require(-one, -other)
