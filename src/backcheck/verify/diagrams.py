"""Literals of a circuit as decision diagrams (Bryant 1986), which count what a solver can only find one of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from backcheck.errors import MissingExtraError
from backcheck.verify.circuit import Circuit, Literal

if TYPE_CHECKING:
    from oxidd.bdd import BDDFunction

Known = dict[Literal, "BDDFunction | bool"]
"""What gates were worked out to be; true or false where they hang on nothing that is open."""
Sizes = Mapping[Literal, int]
"""The answers to one fact, and how many answers each of them stands for."""


class Diagrams:
    """Answers as bits, fact by fact, and diagrams over those bits.

    An answer that stands for several, as a range of numbers does, has a code for each of them: so they are counted.
    Whatever makes a diagram raises MemoryError when it outgrows its room; what was held before is still good.
    """

    def __init__(self, circuit: Circuit, answers: Mapping[str, Sizes], order: Sequence[str], most_nodes: int) -> None:
        """Make room. Raises MissingExtraError where oxidd is not installed."""
        try:
            from oxidd.bdd import BDDManager
        except ImportError:
            raise MissingExtraError("Nothing can be counted without decision diagrams", "oxidd", "verify") from None
        self._circuit = circuit
        self._codes = {
            fact: [literal for literal, size in answers[fact].items() for _ in range(size)] for fact in order
        }
        self._bits_of: dict[str, range] = {}
        self.bits = 0
        for fact, codes in self._codes.items():
            self._bits_of[fact] = range(self.bits, self.bits + max(1, (len(codes) - 1).bit_length()))
            self.bits = self._bits_of[fact].stop
        self.manager = BDDManager(most_nodes, most_nodes // 6, 1)
        self.manager.add_vars(self.bits)
        self._most, self._many = most_nodes * 9 // 10, most_nodes // 2
        self._valid: dict[str, BDDFunction] = {}

    def inputs(self, fact: str, possible: Collection[Literal]) -> Known:
        """Give the diagrams of a fact's answers, of which only some are possible from now on."""
        found = dict.fromkeys(possible, self.manager.false())
        for code, literal in enumerate(self._codes[fact]):
            if literal in found:
                found[literal] = found[literal] | self._cube(fact, code)
        self._valid[fact] = self.manager.false()
        for one in found.values():
            self._valid[fact] = self._valid[fact] | one
        alone = len(found) == 1
        return {literal: alone or found[literal] if literal in found else False for literal in self._codes[fact]}

    def width(self, facts: Iterable[str]) -> int:
        """Give how many bits some facts take."""
        return sum(len(self._bits_of[fact]) for fact in facts)

    def answer(self, fact: str, model: Sequence[bool]) -> dict[Literal, bool]:
        """Give what a model's bits make of each answer to a fact."""
        said = self._codes[fact][self._code(fact, model)]
        return {literal: literal == said for literal in self._codes[fact]}

    def literals_said(self, facts: Iterable[str], model: Sequence[bool]) -> list[Literal]:
        """Give what a model answers to some facts."""
        return [self._codes[fact][self._code(fact, model)] for fact in facts]

    def said(self, facts: Iterable[str], model: Sequence[bool]) -> BDDFunction:
        """Give the diagram that some facts are as in a model."""
        made = self.manager.true()
        for fact in facts:
            made = made & self._cube(fact, self._code(fact, model))
        return made

    def _code(self, fact: str, model: Sequence[bool]) -> int:
        return sum(model[bit] << place for place, bit in enumerate(self._bits_of[fact]))

    def taken(self, asked: BDDFunction, facts: Iterable[str]) -> BDDFunction:
        """Give the diagram that facts have a possible answer where they are asked, and one and the same elsewhere."""
        valid = quiet = self.manager.true()
        for fact in facts:
            valid, quiet = valid & self._valid[fact], quiet & self._cube(fact, 0)
        return (asked & valid) | (~asked & quiet)

    def of(self, literal: Literal, known: Known, *, keep: bool = False) -> BDDFunction:
        """Give the diagram of a literal from the gates ``known``; ``keep`` adds all others on the way to them."""
        found = self._kept(literal, known) if keep else self._worked_out(literal, dict(known))
        if isinstance(found, bool):
            return self.manager.true() if found else self.manager.false()
        return found

    def _cube(self, fact: str, code: int) -> BDDFunction:
        made = self.manager.true()
        for place, bit in enumerate(self._bits_of[fact]):
            one = self.manager.var(bit)
            made = made & (one if code >> place & 1 else ~one)
        return made

    def _kept(self, literal: Literal, known: Known) -> BDDFunction | bool:
        waiting = [abs(literal)]
        while waiting:
            gate = waiting[-1]
            if gate not in known:
                parts = self._circuit.parts_of(gate)
                missing = [abs(part) for part in parts if abs(part) not in known]
                if missing:
                    waiting += missing
                    continue
                known[gate] = self._all_of(parts, known)
            waiting.pop()
        return _signed(literal, known)

    def _worked_out(self, literal: Literal, known: Known) -> BDDFunction | bool:
        order, wanted = self._cone(abs(literal), known)
        for gate in order:
            parts = self._circuit.parts_of(gate)
            known[gate] = self._all_of(parts, known)
            for part in map(abs, parts):
                wanted[part] -= 1
                if not wanted[part]:
                    # Held no longer than needed: what lies between two results is far larger than they are.
                    del known[part]
            self.make_room()
        return _signed(literal, known)

    def _cone(self, gate: Literal, known: Known) -> tuple[list[Literal], Counter[Literal]]:
        """Give the gates that a gate still needs, parts first, and how often each is needed."""
        order: list[Literal] = []
        wanted, seen, waiting = Counter({gate: 1}), set(known), [gate]
        while waiting:
            one = waiting[-1]
            parts = [] if one in seen else [abs(part) for part in self._circuit.parts_of(one)]
            missing = [part for part in parts if part not in seen]
            if missing:
                waiting += missing
                continue
            waiting.pop()
            if one not in seen:
                seen.add(one)
                order.append(one)
                wanted.update(parts)
        return order, wanted

    def _all_of(self, parts: Iterable[Literal], known: Known) -> BDDFunction | bool:
        found: BDDFunction | bool = True
        for part in parts:
            one = _signed(part, known)
            if one is False:
                return False
            if not isinstance(one, bool):
                found = one if isinstance(found, bool) else found & one
        return found

    def make_room(self) -> None:
        """Forget diagrams that nobody holds any more, when there are many."""
        if self.manager.approx_num_inner_nodes() > self._many:
            self.manager.gc()
            # Where nearly all are held, looking again soon would take time and free nothing.
            self._many = min(self._most, max(self._most // 2, 2 * self.manager.num_inner_nodes()))


def _signed(literal: Literal, known: Known) -> BDDFunction | bool:
    found = known[abs(literal)]
    if literal > 0:
        return found
    return not found if isinstance(found, bool) else ~found
