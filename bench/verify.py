"""How long proving takes as a protocol grows: copies of the shipped one side by side, to 200 questions and more.

Each copy asks its own questions under names of its own, so that facts, rules, floors and advice grow alike. Seconds are
of the processor, since others may be at work on the machine; the proof uses one processor.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from backcheck.condition import AtLeast, Chosen, Compared, Condition, Fact, Named, Not, Unsure
from backcheck.protocol import Advice, Finding, Floor, Protocol, Question, Rule
from backcheck.reading import read_shipped
from backcheck.verify.verdict import verify

BAR = 50
MOST_SECONDS, MOST_TIMES, MOST_MEGABYTES = 5.0, 3.0, 500


@dataclass(frozen=True)
class Size:
    """One size of the protocol, and what proving all claims of it took."""

    questions: int
    facts: int
    rules: int
    seconds: float
    megabytes: int
    slowest: str


def main() -> int:
    """Print one line for each size and a curve; with ``--check``, 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=200, help="how far to grow, at least")
    parser.add_argument("--svg", type=Path, help="write the curve as a picture, too")
    parser.add_argument("--check", action="store_true", help="exit 1 when a target is missed")
    asked = parser.parse_args()
    sizes = list[Size]()
    whole = with_start()
    print(f"backcheck verify, its start included: {whole:.1f} seconds (target {MOST_SECONDS:.0f})")
    print("questions  facts  rules  seconds   MB  slowest claim")
    # Each size in a process of its own: what one left behind is not the next one's memory.
    with get_context("spawn").Pool(1, maxtasksperchild=1) as processes:
        while not sizes or sizes[-1].questions < asked.questions:
            sizes.append(one := processes.apply(measured, (len(sizes) + 1,)))
            row = (
                f"{one.questions:9}  {one.facts:5}  {one.rules:5}  {one.seconds:7.1f}  {one.megabytes:3}  {one.slowest}"
            )
            print(row, flush=True)
    memory = max(one.megabytes for one in sizes)
    times = sizes[1].seconds / sizes[0].seconds if len(sizes) > 1 else 0.0
    print(f"\nTwice as large: {times:.2f} times as long (target {MOST_TIMES:.0f}).")
    print(f"Most memory at any size: {memory} MB (target {MOST_MEGABYTES}).\n")
    print(curve(sizes))
    if asked.svg:
        asked.svg.write_text(picture(sizes), encoding="utf-8")
    missed = whole > MOST_SECONDS or times > MOST_TIMES or memory > MOST_MEGABYTES
    return int(asked.check and missed)


def with_start() -> float:
    """Give how many seconds of the processor ``backcheck verify`` takes from start to end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "backcheck", "verify"], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured(copies: int) -> Size:
    """Prove all claims of so many copies of the shipped protocol and give what it took."""
    protocol = grow(read_shipped(), copies)
    start = time.process_time()
    verdicts = list(verify(protocol))
    seconds = time.process_time() - start
    slowest = max(verdicts, key=lambda one: one.seconds).claim.id
    failed = "" if all(one.holds for one in verdicts) else " (a claim FAILS)"
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    facts, rules = len(protocol.question_of), len(protocol.rules)
    return Size(len(protocol.questions), facts, rules, seconds, megabytes, slowest + failed)


def curve(sizes: Sequence[Size]) -> str:
    """Give the curve as text: a bar for each size, the longest over the whole width."""
    longest = max(one.seconds for one in sizes)
    bars = ("#" * max(1, round(BAR * one.seconds / longest)) for one in sizes)
    return "\n".join(f"{one.questions:4} {bar} {one.seconds:.1f} s" for one, bar in zip(sizes, bars, strict=True))


def picture(sizes: Sequence[Size]) -> str:
    """Give the curve as SVG: questions to the right, seconds upwards."""
    most, longest = max(one.questions for one in sizes), max(one.seconds for one in sizes)
    points = [(60 + 500 * one.questions / most, 280 - 240 * one.seconds / longest) for one in sizes]
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4"/>' for x, y in points)
    names = "".join(
        f'<text x="{x:.0f}" y="300" text-anchor="middle">{one.questions}</text>'
        f'<text x="{x - 8:.0f}" y="{y - 8:.0f}" text-anchor="end">{one.seconds:.1f} s</text>'
        for (x, y), one in zip(points, sizes, strict=True)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 330" font-family="sans-serif" font-size="13">'
        "<title>Seconds to prove all claims, by the number of questions</title>"
        '<rect width="620" height="330" fill="#fff"/>'
        f'<path d="M60 20V280H590" fill="none" stroke="#000"/><polyline points="{line}" fill="none" stroke="#005eb8"/>'
        f'<g fill="#005eb8">{dots}</g>{names}<text x="325" y="322" text-anchor="middle">questions</text></svg>\n'
    )


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
