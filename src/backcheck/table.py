"""A person's result for many other answers at once: one bit for each.

A table has a column for each change of answers, and a row for each answer to a follow-up, the first row for none. A set
of its cells is a whole number, so that a condition is settled for all cells in a few steps (bits as sets: Knuth, The
Art of Computer Programming, 7.1.3). Of each cell it says what ``Person`` and ``triage`` say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import and_, or_

from backcheck.condition import AtLeast, Condition, Fact, Leaf, Named, Not, Unsure
from backcheck.findings import fits
from backcheck.protocol import UNSURE_ANSWERS, Answer, Answers, Protocol, Question
from backcheck.triage import above

Given = tuple[str, tuple[Answer, ...]]
"""A fact and answers to it of which no condition can tell one from another."""
Column = tuple[Given, ...]
"""A change of answers: several facts at once."""
Cells = tuple[int, int, int]
"""Where a condition is yes, where it is no, and where it is unknown for want of an answer that nobody gave."""


class Table:
    """One person's answers changed as one of ``columns`` says, and one of ``rows`` too but in the first row.

    Where both change one fact, the row's answer counts.
    """

    def __init__(
        self, protocol: Protocol, given: Answers, columns: Sequence[Column], rows: Sequence[Given] = ()
    ) -> None:
        """Take the answers that count and the changes; nothing is worked out before it is asked for."""
        self.protocol, self.given = protocol, given
        width = len(columns)
        self.all = (1 << width * (len(rows) + 1)) - 1
        first_of_each_row = sum(1 << width * row for row in range(len(rows) + 1))
        self._changed: dict[str, dict[Answer, int]] = {}
        for row, (fact, values) in enumerate(rows, 1):
            self._change(fact, values[0], (1 << width) - 1 << width * row)
        by_rows = {fact: reduce(or_, changed.values()) for fact, changed in self._changed.items()}
        for place, column in enumerate(columns):
            for fact, values in column:
                self._change(fact, values[0], first_of_each_row << place & ~by_rows.get(fact, 0))
        self._findings: dict[str, Cells] = {}
        self._applies: dict[str, Cells] = {}

    def _change(self, fact: str, answer: Answer, cells: int) -> None:
        changed = self._changed.setdefault(fact, {})
        changed[answer] = changed.get(answer, 0) | cells

    def rungs(self, now: str) -> Mapping[str, int]:
        """Give, for each rung more urgent than ``now``, the cells where it is the least the result can still become."""
        protocol, lowest, height = self.protocol, self.protocol.lowest, self.protocol.height
        by_rules_alone = height[lowest.otherwise] <= height[now]
        found = dict.fromkeys((rung.id for rung in protocol.ladder), 0)
        left_open = barred = 0
        for rule in protocol.rules:
            if above(protocol, rule, now if by_rules_alone else lowest.rung):
                yes, no, missing = self.truth(rule.when)
                unsure = self.all & ~(yes | no | missing)
                found[rule.urgency] |= yes
                if rule.if_unsure:
                    found[rule.if_unsure] |= unsure
                left_open, barred = left_open | unsure | missing, barred | unsure
        left = self.all
        for rung in found:
            found[rung] &= left
            left &= ~found[rung]
        if not by_rules_alone:
            earned, _, missing = self.truth(lowest.only_when)
            barred |= self.all & ~(earned | missing)
            found[lowest.otherwise] |= left & barred & ~(earned & ~left_open)
        return {rung: cells for rung, cells in found.items() if height[rung] > height[now]}

    def applies(self, question: Question) -> Cells:
        """Give where a question is for the person: also where nothing but "not sure" leaves that open."""
        if question.ask_if is None:
            return self.all, 0, 0
        if question.id not in self._applies:
            _, no, missing = self.truth(question.ask_if)
            self._applies[question.id] = self.all & ~(no | missing), no, missing
        return self._applies[question.id]

    def truth(self, condition: Condition) -> Cells:
        """Give where a condition is yes, no, and open for want of an answer."""
        if isinstance(condition, AtLeast):
            return self._group(condition)
        if isinstance(condition, Not):
            yes, no, missing = self.truth(condition.part)
            return no, yes, missing
        if isinstance(condition, Named):
            if condition.finding not in self._findings:
                self._findings[condition.finding] = self.truth(condition.when)
            return self._findings[condition.finding]
        return self._leaf(condition)

    def _group(self, group: AtLeast) -> Cells:
        parts = [self.truth(part) for part in group.parts]
        yes = _at_least(group.wanted, [part[0] for part in parts], self.all)
        no = _at_least(len(parts) - group.wanted + 1, [part[1] for part in parts], self.all)
        missing = reduce(or_, (part[2] for part in parts), 0)
        return yes, no, missing & ~(yes | no)

    def _leaf(self, leaf: Leaf) -> Cells:
        if isinstance(leaf, Unsure):
            asked = [self._was_unsure(fact) for fact in leaf.facts]
            yes, no = reduce(or_, (one[0] for one in asked), 0), reduce(and_, (one[1] for one in asked), self.all)
            return yes, no, self.all & ~(yes | no)
        fact = leaf.fact if isinstance(leaf, Fact) else leaf.question
        applies, falls_away, _ = self.applies(self.protocol.question_of[fact])
        fitting = unsure = definite = 0
        for answer, cells in self._given_in(fact):
            if answer in UNSURE_ANSWERS:
                unsure |= cells
            else:
                definite |= cells
                fitting |= cells if fits(leaf, answer) else 0
        yes, no = fitting & applies, (definite & ~fitting & applies) | falls_away
        return yes, no, self.all & ~(yes | no | (unsure & applies))

    def _was_unsure(self, fact: str) -> tuple[int, int]:
        applies, falls_away, _ = self.applies(self.protocol.question_of[fact])
        given = list(self._given_in(fact))
        yes = reduce(or_, (cells for answer, cells in given if answer in UNSURE_ANSWERS), 0)
        no = reduce(or_, (cells for answer, cells in given if answer not in UNSURE_ANSWERS), 0)
        return yes & applies, (no & applies) | falls_away

    def _given_in(self, fact: str) -> Iterator[tuple[Answer, int]]:
        """Give each answer to a fact with its cells; where it has none it is missing."""
        changed = self._changed.get(fact, {})
        yield from changed.items()
        if fact in self.given:
            yield self.given[fact], self.all & ~reduce(or_, changed.values(), 0)


def _at_least(wanted: int, sets: Sequence[int], everywhere: int) -> int:
    """Give the cells that stand in at least so many of some sets."""
    if wanted == 1:
        return reduce(or_, sets, 0)
    if wanted == len(sets):
        return reduce(and_, sets, everywhere)
    counted = [everywhere, *[0] * wanted]
    for one in sets:
        for count in range(wanted, 0, -1):
            counted[count] |= counted[count - 1] & one
    return counted[wanted]
