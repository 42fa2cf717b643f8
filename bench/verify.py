"""How long proving takes as a protocol grows: copies of the shipped one side by side, to 200 questions and more.

Each copy asks its own questions under names of its own, so that facts, rules, floors and advice grow alike.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Mapping
from dataclasses import replace

from backcheck.condition import AtLeast, Chosen, Compared, Condition, Fact, Named, Not, Unsure
from backcheck.protocol import Advice, Finding, Floor, Protocol, Question, Rule
from backcheck.reading import read_shipped
from backcheck.verify.verdict import verify

BAR, LONGEST = 50, 60.0
MOST_TIMES = 3.0


def main() -> int:
    """Print one line for each size; with ``--check``, 1 when twice the questions take more than three times as long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=200, help="how far to grow")
    parser.add_argument("--check", action="store_true", help="exit 1 when a target is missed")
    asked = parser.parse_args()
    shipped, times = read_shipped(), []
    print("questions  facts  rules  seconds  slowest claim")
    copies = 1
    while copies == 1 or copies * len(shipped.questions) <= asked.questions:
        grown = grow(shipped, copies)
        start = time.perf_counter()
        verdicts = list(verify(grown))
        times.append(time.perf_counter() - start)
        slowest = max(verdicts, key=lambda one: one.seconds)
        bar = "#" * max(1, round(BAR * min(times[-1], LONGEST) / LONGEST))
        size = f"{len(grown.questions):9}  {len(grown.question_of):5}  {len(grown.rules):5}"
        failed = "" if all(one.holds for one in verdicts) else "  (a claim FAILS)"
        print(f"{size}  {times[-1]:7.1f}  {slowest.claim.id} {slowest.seconds:.1f}  {bar}{failed}", flush=True)
        copies += 1
    print(f"Most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return int(asked.check and len(times) > 1 and times[1] > MOST_TIMES * times[0])


def grow(protocol: Protocol, copies: int) -> Protocol:
    """Give a protocol so many times as large; what earns the lowest rung has to be earned in every copy."""
    if copies == 1:
        return protocol
    made = [_Copy(protocol, number) for number in range(copies)]
    earned = tuple(one.condition(protocol.lowest.only_when) for one in made)
    return replace(
        protocol,
        questions=tuple(one.question(question) for one in made for question in protocol.questions),
        findings={one.name(name): one.finding(found) for one in made for name, found in protocol.findings.items()},
        rules=tuple(one.rule(rule) for one in made for rule in protocol.rules),
        floors=tuple(one.floor(floor) for one in made for floor in protocol.floors),
        advice=tuple(one.item(item) for one in made for item in protocol.advice),
        lowest=replace(protocol.lowest, only_when=AtLeast(copies, earned)),
        personal={one.name(fact): one.names(rules) for one in made for fact, rules in protocol.personal.items()},
    )


class _Copy:
    """One copy of everything, under names of its own."""

    def __init__(self, protocol: Protocol, number: int) -> None:
        self._number = number
        self._findings: Mapping[str, Condition] = {}
        self._findings = {name: self.condition(found.when) for name, found in protocol.findings.items()}

    def name(self, name: str) -> str:
        return f"{name}_{self._number}"

    def names(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one if one == "lowest" else self.name(one) for one in names)

    def question(self, one: Question) -> Question:
        lines = tuple(replace(line, id=self.name(line.id)) for line in one.lines)
        ask_if = None if one.ask_if is None else self.condition(one.ask_if)
        return replace(one, id=self.name(one.id), lines=lines, ask_if=ask_if)

    def finding(self, one: Finding) -> Finding:
        return replace(one, id=self.name(one.id), when=self._findings[one.id])

    def rule(self, one: Rule) -> Rule:
        return replace(one, id=self.name(one.id), concern=self.name(one.concern), when=self.condition(one.when))

    def floor(self, one: Floor) -> Floor:
        when = self.condition(one.when)
        return replace(one, danger=self.name(one.danger), when=when, except_for=self.names(one.except_for))

    def item(self, one: Advice) -> Advice:
        suits = None if one.suits is None else self.condition(one.suits)
        not_for = None if one.not_for is None else self.condition(one.not_for)
        return replace(one, id=self.name(one.id), suits=suits, not_for=not_for)

    def condition(self, one: Condition) -> Condition:
        match one:
            case AtLeast(wanted, parts, listed):
                return AtLeast(wanted, tuple(self.condition(part) for part in parts), listed and self.name(listed))
            case Not(part):
                inner = self.condition(part)
                return Not(inner) if isinstance(inner, Fact | Named) else inner
            case Named(finding, when):
                known = self._findings.get(finding)
                return Named(self.name(finding), self.condition(when) if known is None else known)
            case Fact(fact):
                return Fact(self.name(fact))
            case Chosen(question, values, negated):
                return Chosen(self.name(question), values, negated)
            case Compared(question, comparison, number):
                return Compared(self.name(question), comparison, number)
            case Unsure(name, facts):
                return Unsure(self.name(name), tuple(self.name(fact) for fact in facts))
        raise AssertionError(one)


if __name__ == "__main__":
    sys.exit(main())
