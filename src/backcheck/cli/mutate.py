"""``backcheck mutate``: every small change to the rules, and whether anybody would notice."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from backcheck.cli.crew import tried
from backcheck.cli.protocols import load
from backcheck.cli.rules import rules_known_as
from backcheck.cli.status import UsageError
from backcheck.cli.streams import USUAL_WIDTH, Streams
from backcheck.cli.witnesses import witnesses
from backcheck.interview import in_force
from backcheck.protocol import Protocol
from backcheck.reading import shipped_folder
from backcheck.verify.mutation.difference import Difference, End
from backcheck.verify.mutation.mutants import Mutant, about, mutants, sample
from backcheck.verify.mutation.trial import Trial
from backcheck.verify.replay import person_in_words

SCHEMA = "backcheck-mutate/1"
CAUGHT = ("case", "claim")


def run(streams: Streams, *, protocol: str, rule: str, number: int, seed: int, as_json: bool) -> int:
    """Try the changes, all where ``number`` is 0, and give 0 only when all that matter are caught."""
    chosen_protocol = load(protocol, streams)
    everything = tuple(mutants(chosen_protocol))
    some = _named(chosen_protocol, everything, rule) if rule else everything
    chosen = sample(some, number, seed) if number else some
    people = witnesses(chosen_protocol, protocol or str(shipped_folder()))
    trials = []
    with _progress(streams, len(chosen)) as progress:
        for trial in tried(chosen_protocol, people, chosen):
            trials.append(trial)
            progress(trials)
    order = {mutant.id: place for place, mutant in enumerate(chosen)}
    trials.sort(key=lambda one: order[one.id])
    if as_json:
        import json

        streams.stdout.write(json.dumps(_mapping(chosen_protocol, trials), indent=2, ensure_ascii=False) + "\n")
    else:
        part = f"{len(chosen)} of the {len(some)}, by chance with seed {seed}: " if len(chosen) < len(some) else ""
        _Page(chosen_protocol, streams).tell(trials, part)
    return 1 if any(one.verdict == "survived" for one in trials) else 0


def _named(protocol: Protocol, everything: Sequence[Mutant], name: str) -> tuple[Mutant, ...]:
    rules = rules_known_as(protocol, name)
    some = about(everything, rules[0].id if len(rules) == 1 else name)
    if some:
        return some
    near = difflib.get_close_matches(name, dict.fromkeys(one.subject for one in everything), n=3)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise UsageError(f"No rule, finding or question that can be changed is called {name!r}.{hint}")


class _Page:
    """What is told on standard output: what nobody noticed, what changes nothing, and the score."""

    def __init__(self, protocol: Protocol, streams: Streams) -> None:
        self.protocol, self.streams = protocol, streams

    def tell(self, trials: Sequence[Trial], part: str) -> None:
        """Write the whole page."""
        survived = [one for one in trials if one.verdict == "survived"]
        same = [one for one in trials if one.verdict == "same"]
        for one in survived:
            self._say(f"SURVIVED: {one.words} [{one.id}]")
            if one.difference is not None:
                self._difference(one.difference)
            self.streams.stdout.write("\n")
        if same:
            self._say(
                "These change nobody's rung, referral or advice, which is proved over all combinations of answers "
                "(with everything answered; where asking stops, also for the interviews):"
            )
            for one in same:
                self._say(f"- {one.words}")
            self.streams.stdout.write("\n")
        count = {word: sum(one.verdict == word for one in trials) for word in (*CAUGHT, "same", "survived")}
        self._say(
            f"Small changes to {self.protocol.title}, version {self.protocol.version}: {part}{len(trials)} tried."
        )
        self._say(
            f"Caught by a case: {count['case']}. Caught by a claim alone: {count['claim']}. Noticed by nobody: "
            f"{count['survived']}. Changing nothing for anybody: {count['same']}."
        )
        self._say(f"Mutation score: {score(trials)} of the changes that matter were caught.")

    def _difference(self, difference: Difference) -> None:
        person = "; ".join(person_in_words(self.protocol, difference.answers)) or "nothing to report"
        self._say(f"  It matters for: {person}.")
        self._say(f"  Before: {self._end(difference.before, difference.after)}.")
        self._say(f"  After: {self._end(difference.after, difference.before)}.")

    def _end(self, end: End, beside: End) -> str:
        """Give what somebody is told; of advice only what the other end lacks."""
        see = ", ".join(self.protocol.services[one].name if one in self.protocol.services else one for one in end.see)
        told = f"{self.protocol.rung_of[end.rung].name} ({see or 'nobody named'})"
        if (end.rung, end.see) != (beside.rung, beside.see):
            return told
        more = [item for item in end.advice if item not in beside.advice]
        return f"{told}; advice: {', '.join(more) or 'nothing more'}"

    def _say(self, text: str) -> None:
        width = self.streams.width() if self.streams.stdout_is_terminal else USUAL_WIDTH
        indent = " " * (len(text) - len(text.lstrip(" -")))
        lines = textwrap.wrap(text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
        self.streams.stdout.write("\n".join(lines) + "\n")


def score(trials: Sequence[Trial]) -> str:
    """Give how many of the changes that matter were caught, in numbers and in percent; never rounded up to 100."""
    caught = sum(one.verdict in CAUGHT for one in trials)
    matter = sum(one.verdict != "same" for one in trials)
    percent = caught * 1000 // matter / 10 if matter else 100.0
    return f"{caught} of {matter} ({percent:g} %)"


@contextmanager
def _progress(streams: Streams, whole: int) -> Iterator[Any]:
    """Give what to call after each trial: a bar on a terminal, a line for each tenth in plain mode, else nothing."""
    if streams.plain:
        yield lambda trials: _tenth(streams, len(trials), whole, _survivors(trials))
        return
    if not streams.stderr_is_terminal:
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(file=streams.stderr, width=streams.width(), no_color=not streams.stderr_colour)
    columns = TextColumn("{task.description}"), BarColumn(None), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True, expand=True) as bar:
        task = bar.add_task("0 survived", total=whole)
        yield lambda trials: bar.update(task, completed=len(trials), description=f"{_survivors(trials)} survived")


def _tenth(streams: Streams, done: int, whole: int, survived: int) -> None:
    if done * 10 // whole > (done - 1) * 10 // whole:
        streams.stderr.write(f"{done} of {whole} changes tried, {survived} survived.\n")
        streams.stderr.flush()


def _survivors(trials: Sequence[Trial]) -> int:
    return sum(one.verdict == "survived" for one in trials)


def _mapping(protocol: Protocol, trials: Sequence[Trial]) -> dict[str, Any]:
    counts = {word: sum(one.verdict == word for one in trials) for word in (*CAUGHT, "same", "survived")}
    return {
        "schema": SCHEMA,
        "protocol": {"id": protocol.id, "version": protocol.version, "hash": protocol.hash},
        "tried": len(trials),
        "counts": counts,
        "mutants": [
            {
                "id": one.id,
                "subject": one.subject,
                "kind": one.kind,
                "words": one.words,
                "verdict": one.verdict,
                "by": one.by,
                "difference": None if one.difference is None else _apart(protocol, one.difference),
            }
            for one in trials
        ],
    }


def _apart(protocol: Protocol, difference: Difference) -> dict[str, Any]:
    before, after = difference.before, difference.after
    return {
        "person": list(person_in_words(protocol, difference.answers)),
        "answers": dict(in_force(protocol, difference.answers)),
        "before": {"rung": before.rung, "see": list(before.see), "advice": list(before.advice)},
        "after": {"rung": after.rung, "see": list(after.see), "advice": list(after.advice)},
    }
