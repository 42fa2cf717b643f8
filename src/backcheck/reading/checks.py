"""What only the whole protocol can tell: names given twice, things nobody uses, promises that do not meet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from backcheck.protocol import Floor, Lowest, Question, Rule, Rung
from backcheck.reading.entries import scalar_text
from backcheck.reading.fields import Desk
from backcheck.reading.nodes import Items, Node, Pairs
from backcheck.reading.schema import GROUPS


def check_names(desk: Desk) -> None:
    """Every id is given once, whatever it names."""
    for first, second in desk.proof.names.repeats:
        where = f"{first.given.file.name}:{first.given.line}"
        message = f"`{second.id}` is {first.is_a} already, in {where}. Please choose another id"
        desk.proof.mark("duplicate-id", second.given, message)


def check_order(desk: Desk) -> None:
    """Every question has its turn."""
    for name in desk.proof.names.by_id.values():
        if name.kind == "question" and name.question and name.question.turn < 0:
            message = f"`{name.id}` is never asked. Please give it a place in `order` in protocol.yaml"
            desk.proof.mark("not-in-order", name.given, message)


def check_used(desk: Desk, used_by_rules: frozenset[str]) -> None:
    """Every question serves a rule, every finding a rule or a floor."""
    if not desk.proof.use_is_certain:
        return
    for name in desk.proof.names.by_id.values():
        if name.kind == "finding" and name.id not in desk.proof.used:
            desk.proof.mark("unused-finding", name.given, f"nothing uses `{name.id}`. Please use it, or delete it")
        lines = name.question.lines if name.question else ()
        if name.kind == "question" and used_by_rules.isdisjoint((name.id, *lines)):
            message = f"no rule, finding or advice uses `{name.id}`. Please use it, or delete the question"
            desk.proof.mark("unused-question", name.given, message)


def check_ladder(desk: Desk, front: Pairs, ladder: Sequence[Rung], lowest: Lowest) -> None:
    """Groups run from emergency downwards; the lowest rung is the last, and earning it is worth something."""
    for above, rung in pairwise(ladder):
        if GROUPS.index(rung.group) < GROUPS.index(above.group):
            message = f"`{rung.group}` stands below `{above.group}`. Please put the most urgent rung first"
            desk.proof.mark("ladder-order", desk.proof.names.by_id[rung.id].given, message)
    if scalar_text(front.values["stop at"]) == desk.ladder.lowest:
        message = "this is the lowest rung, so nobody would be asked anything. Please name a higher one"
        desk.proof.mark("stop-at-lowest", front.values["stop at"], message)
    place = front.values["lowest"]
    if not isinstance(place, Pairs):
        return
    if lowest.rung != desk.ladder.lowest:
        message = f"the last rung of the ladder is `{desk.ladder.lowest}`. Please name that one"
        desk.proof.mark("lowest-not-last", place.values["rung"], message)
    elif lowest.otherwise == lowest.rung:
        message = f"`{lowest.rung}` would come out earned or not. Please name a higher rung"
        desk.proof.mark("otherwise-at-lowest", place.values["otherwise"], message)


def check_care(desk: Desk, node: Node | None) -> None:
    """Every rung has care, once."""
    if not isinstance(node, Items):
        return
    seen: dict[str, Node] = {}
    for entry in node:
        rung = entry.values.get("rung") if isinstance(entry, Pairs) else None
        if rung and (first := seen.setdefault(scalar_text(rung), rung)) is not rung:
            message = f"care for `{scalar_text(rung)}` stands in line {first.line} already. Please keep one"
            desk.proof.mark("care-repeated", rung, message)
    for rung_id in desk.ladder.rungs:
        if rung_id not in seen:
            message = f"nothing says what people at `{rung_id}` do. Please add an entry with `rung: {rung_id}`"
            desk.proof.mark_file("care-missing", node.file.name, message)


def check_floors(desk: Desk, floors: Sequence[tuple[Floor, Pairs]], questions: Sequence[Question]) -> None:
    """A floor stands on facts that have a worse side."""
    sideless = {q.id for q in questions if q.worse == "neither" and not q.lines}
    sideless |= {line.id for q in questions for line in q.lines if line.worse == "neither"}
    for floor, node in floors:
        for fact in sorted(sideless & desk.conditions.facts(floor.when)):
            message = f"`{fact}` has `worse: neither`, and no floor can stand on that. Please say which side is worse"
            desk.proof.mark("neither-in-floor", node.values["when"], message)


def check_even_then(desk: Desk, questions: Sequence[Question], rules: Sequence[Rule]) -> None:
    """A question marked `even then` can still raise the rung."""
    above, stop_at = desk.ladder.above, desk.ladder.stop_at
    raising = [rule for rule in rules if above(rule.urgency, stop_at) or above(rule.if_unsure, stop_at)]
    reached = frozenset().union(*(desk.conditions.facts(rule.when) for rule in raising))
    for question in questions:
        if question.even_then and reached.isdisjoint(question.facts):
            message = f"no rule above `{stop_at}` uses `{question.id}`. Please delete `even then`, it has no effect"
            desk.proof.mark("even-then-idle", desk.proof.names.by_id[question.id].given, message)


def check_workups(desk: Desk, node: Node | None) -> None:
    """What clinicians may do about a concern stands in one place."""
    seen: dict[str, Node] = {}
    for entry in node if isinstance(node, Items) else ():
        concerns = entry.values.get("concerns") if isinstance(entry, Pairs) else None
        own = {scalar_text(place): place for place in concerns} if isinstance(concerns, Items) else {}
        for concern, place in own.items():
            if (first := seen.setdefault(concern, place)) is not place:
                message = f"`{concern}` stands in line {first.line} already. Please keep one"
                desk.proof.mark("workup-repeated", place, message)
