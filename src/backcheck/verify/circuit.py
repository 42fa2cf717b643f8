"""And/or gates over yes-or-no variables, each different gate built once; a solver is told of those it is asked about.

Gates become clauses as Tseitin (1968) wrote them. Leaving out whatever a question does not hang on keeps it small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

Literal = int
"""A variable's number, negative for its opposite."""
TRUE: Literal = 1
FALSE: Literal = -1


class Circuit:
    """Grows variables and gates. Gates that are the same are shared."""

    def __init__(self) -> None:
        """Start with the constant ``TRUE`` alone."""
        self.variables = 1
        self._gates: dict[tuple[Literal, ...], Literal] = {}
        self._parts: dict[Literal, tuple[Literal, ...]] = {}
        self._siblings: dict[Literal, tuple[Literal, ...]] = {}

    def variable(self) -> Literal:
        """Give a fresh variable."""
        self.variables += 1
        return self.variables

    def exactly_one_of(self, how_many: int) -> tuple[Literal, ...]:
        """Give fresh variables of which one is true and no other; for few."""
        group = tuple(self.variable() for _ in range(how_many))
        self._siblings |= dict.fromkeys(group, group)
        return group

    def all_of(self, parts: Iterable[Literal]) -> Literal:
        """Give a literal that is true exactly when all parts are."""
        wanted = set(parts)
        wanted.discard(TRUE)
        if FALSE in wanted or any(-one in wanted for one in wanted):
            return FALSE
        if len(wanted) < 2:  # noqa: PLR2004  a gate of one input is the input
            return next(iter(wanted), TRUE)
        key = tuple(sorted(wanted))
        gate = self._gates.get(key)
        if gate is None:
            gate = self._gates[key] = self.variable()
            self._parts[gate] = key
        return gate

    def any_of(self, parts: Iterable[Literal]) -> Literal:
        """Give a literal that is true exactly when any part is."""
        return -self.all_of([-one for one in parts])

    def at_least(self, wanted: int, parts: Sequence[Literal]) -> Literal:
        """Give a literal that is true exactly when at least ``wanted`` parts are (a counter, row by row)."""
        if wanted <= 0:
            return TRUE
        if wanted == 1:
            return self.any_of(parts)
        if wanted == len(parts):
            return self.all_of(parts)
        return self.counts(parts, wanted)[wanted]

    def counts(self, parts: Sequence[Literal], most: int) -> list[Literal]:
        """Give, for each number up to ``most``, the literal that at least so many parts are true."""
        reached = [TRUE] + [FALSE] * most
        for part in parts:
            for number in range(most, 0, -1):
                reached[number] = self.any_of([reached[number], self.all_of([part, reached[number - 1]])])
        return reached

    def worked_out(
        self, inputs: Mapping[Literal, int], everybody: int, wanted: Iterable[Literal] | None = None
    ) -> dict[Literal, int]:
        """Give gates for many people at once: one bit a person; ``everybody`` has all bits set.

        Variables that are not among the inputs are false. With ``wanted``, only what those hang on is worked out.
        """
        bits = {TRUE: everybody, **inputs}
        # A gate is made after its parts, so the order of making is an order of working out.
        for gate in self._parts if wanted is None else sorted(self._behind(wanted)):
            found = everybody
            for part in self._parts[gate]:
                found &= bits.get(part, 0) if part > 0 else ~bits.get(-part, 0)
            bits[gate] = found
        return bits

    def parts_of(self, gate: Literal) -> tuple[Literal, ...]:
        """Give the literals that a gate is the *and* of."""
        return self._parts[gate]

    def _behind(self, literals: Iterable[Literal]) -> set[Literal]:
        """Give every gate that some literals hang on, their own included."""
        found: set[Literal] = set()
        waiting = [abs(one) for one in literals]
        while waiting:
            gate = waiting.pop()
            if gate not in found and gate in self._parts:
                found.add(gate)
                waiting += map(abs, self._parts[gate])
        return found

    def is_true(self, literal: Literal, model: AbstractSet[Literal], known: dict[Literal, bool]) -> bool:
        """Say whether a literal is true when the variables that are no gates are as in the model."""
        gate = abs(literal)
        if gate not in known:
            parts = self._parts.get(gate)
            if parts is None:
                known[gate] = gate == TRUE or gate in model
            else:
                known[gate] = all(self.is_true(part, model, known) for part in parts)
        return known[gate] if literal > 0 else not known[gate]

    def clauses_behind(self, literals: Iterable[Literal], told: set[Literal]) -> Iterator[list[Literal]]:
        """Give the clauses that let literals be true only where their gates say so, but for those already ``told``.

        A gate needed true implies its parts, one needed false that a part fails (Plaisted and Greenbaum 1986). In a
        model, then, only variables that are no gates can be relied on: see ``is_true``.
        """
        waiting = list(literals)
        while waiting:
            literal = waiting.pop()
            if literal in told:
                continue
            told.add(literal)
            gate = abs(literal)
            parts = self._parts.get(gate)
            if parts is None:
                yield from self._behind_variable(gate, told)
            elif literal > 0:
                waiting.extend(parts)
                yield from ([-gate, part] for part in parts)
            else:
                waiting.extend([-part for part in parts])
                yield [gate, *(-part for part in parts)]

    def _behind_variable(self, variable: Literal, told: set[Literal]) -> Iterator[list[Literal]]:
        if variable == TRUE:
            yield [TRUE]
        group = self._siblings.get(variable, ())
        if group and not (group[0] in told and -group[0] in told):
            told.update(group, (-one for one in group))
            yield list(group)
            yield from ([-one, -other] for place, one in enumerate(group) for other in group[place + 1 :])
