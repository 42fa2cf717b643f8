"""What differs between two protocols in plain sight: how they ask, and the words that people read. No solver needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from backcheck.protocol import Protocol

READ = {
    "question": ("ask", "why", "hint", "short", "ask_again", "to_settle"),
    "line": ("say", "short", "ask_again", "to_settle"),
    "choice": ("say", "short"),
    "rule": ("title", "because", "strength", "sources"),
    "care": ("action", "deadline", "do", "do_not", "say_there", "safety_net", "check_again"),
    "advice": ("title", "say", "dose", "stop_if", "regions", "population", "figures"),
    "workup": ("concerns", "examination", "imaging", "tests", "treatment"),
    "service": ("name", "expect"),
    "region": ("name", "number", "also", "crisis"),
    "rung": ("name",),
}
"""Of each kind of thing, the fields that somebody reads and that no proof compares."""


def asked_otherwise(first: Protocol, second: Protocol) -> Iterator[str]:
    """Give in words what changed of where asking stops, what is asked even then, and the order of asking."""
    if first.stop_at != second.stop_at:
        yield f"asking stops at {second.stop_at}, before at {first.stop_at}"
    then = [{question.id for question in one.questions if question.even_then} for one in (first, second)]
    for words, found in (("no longer", then[0] - then[1]), ("now", then[1] - then[0])):
        if found:
            yield f"{words} asked even after that: {', '.join(sorted(found))}"
    both = first.by_id.keys() & second.by_id.keys()
    orders = [[question.id for question in one.questions if question.id in both] for one in (first, second)]
    kept = SequenceMatcher(None, orders[0], orders[1], autojunk=False).get_matching_blocks()
    staying = {name for block in kept for name in orders[0][block.a : block.a + block.size]}
    moved = [name for name in orders[1] if name not in staying]
    if moved:
        yield f"asked at another place in the order: {', '.join(moved)}"


def reworded(first: Protocol, second: Protocol) -> Iterator[tuple[str, str]]:
    """Give each thing of both whose words differ, and in which fields; things that only one of them has are named."""
    for kind, names in READ.items():
        old, new = _of(first, kind), _of(second, kind)
        for name in dict.fromkeys((*new, *old)):
            if name not in old or name not in new:
                yield f"{kind} {name}", "new" if name in new else "gone"
                continue
            changed = [one for one in names if getattr(old[name], one) != getattr(new[name], one)]
            if changed:
                yield f"{kind} {name}", ", ".join(one.replace("_", " ") for one in changed)
    if first.lowest.because != second.lowest.because:
        yield "lowest", "because"
    if first.start != second.start:
        yield "the first screen", "its text"


def _of(protocol: Protocol, kind: str) -> Mapping[str, object]:
    questions = protocol.questions
    return {
        "question": {one.id: one for one in questions},
        "line": protocol.line_of,
        "choice": {f"{one.id}.{choice.id}": choice for one in questions for choice in one.choices},
        "rule": {one.id: one for one in protocol.rules},
        "care": protocol.care,
        "advice": {one.id: one for one in protocol.advice},
        "workup": {one.id: one for one in protocol.workups},
        "service": protocol.services,
        "region": protocol.regions,
        "rung": protocol.rung_of,
    }[kind]
