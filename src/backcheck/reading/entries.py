"""Lists of entries and entries under ids; care, advice, floors, places and sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from backcheck.protocol import Advice, Care, Floor, Region, Service, Source, Workup
from backcheck.reading import schema
from backcheck.reading.fields import Desk, Table, mark_no_pairs, read_pairs
from backcheck.reading.kinds import good_id
from backcheck.reading.nodes import Items, Node, Pairs, Scalar, described
from backcheck.reading.proofreader import quoted, shortened

T = TypeVar("T")
Values = dict[str, Any]
OUTLOOK = "outlook"


def listed(desk: Desk, node: Node | None, what: str, read: Callable[[Desk, Pairs], T | None]) -> list[T]:
    """Read every entry of a list; those with mistakes are left out."""
    if node is None:
        return []
    if not isinstance(node, Items):
        message = f"a list is wanted here, and this is {described(node)}. Please start {what} with `- `"
        desk.proof.mark("not-a-list", node, message)
        desk.proof.use_is_certain = False
        return []
    good = []
    for entry in node:
        if not isinstance(entry, Pairs):
            mark_no_pairs(desk, entry, what)
        elif (made := read(desk, entry)) is not None:
            good.append(made)
    return good


def keyed(desk: Desk, node: Node | None, table: Table, what: str, make: Callable[..., T]) -> dict[str, T]:
    """Read entries that stand under their ids; those with mistakes are left out."""
    if node is None:
        return {}
    if not isinstance(node, Pairs):
        message = f"`id:` pairs are wanted here, and this is {described(node)}. Please write an id before each {what}"
        desk.proof.mark("not-pairs", node, message)
        return {}
    good = {}
    for id_, child in node.values.items():
        well_named = _is_country(id_) if make is Region else False
        well_named = well_named or good_id(desk, node.keys[id_])
        values = read_pairs(desk, child, table, f"{what} `{shortened(id_)}`")
        if well_named and values is not None:
            good[id_] = make(id=id_, **values)
    return good


def _is_country(id_: str) -> bool:
    return len(id_) == len("GB") and id_.isascii() and id_.isalpha() and id_.isupper()


def doubt_is_sound(desk: Desk, node: Pairs, values: Values, urgency: str) -> bool:
    """Mark an `if unsure` that is none, or above its rung, and has no note to say why."""
    place, doubt = node.values["if unsure"], values["if_unsure"]
    if values.get("note"):
        return True
    if not doubt:
        message = "with `none`, doubt counts for nothing. Please either name a rung, or add a `note` that says why"
        desk.proof.mark("none-needs-note", place, message)
        return False
    if desk.ladder.above(doubt, urgency):
        message = (
            f"doubt is more urgent here than yes (`{urgency}`). Please either swap them, or add a `note` that says why"
        )
        desk.proof.mark("if-unsure-above", place, message)
        return False
    return True


def read_floor(desk: Desk, node: Pairs) -> Floor | None:
    """Read a floor; it stands above the lowest rung, on facts that have a worse side."""
    values = read_pairs(desk, node, schema.FLOOR, "a floor")
    if values is None or not doubt_is_sound(desk, node, values, values["floor"]):
        return None
    if values["floor"] == desk.ladder.lowest:
        message = f"`{values['floor']}` is the lowest rung, so this floor holds nothing up. Please name a higher one"
        desk.proof.mark("floor-at-lowest", node.values["floor"], message)
        return None
    return Floor(**({"except_for": ()} | values))


def read_care(desk: Desk, node: Pairs) -> Care | None:
    """Read what people at one rung are told; below an emergency it has a safety net."""
    values = read_pairs(desk, node, schema.CARE, "care")
    if values is None:
        return None
    if "safety_net" not in values and desk.ladder.stop_at and not desk.ladder.stops(values["rung"]):
        message = (
            f"care for `{values['rung']}` has no safety net. "
            "Please add `safety net: [...]`, what to look out for and what to do then"
        )
        desk.proof.mark("no-safety-net", node.values["rung"], message)
        return None
    blank: Values = {"do": (), "do_not": (), "say_there": "", "safety_net": (), "check_again": "", "see": ()}
    return Care(**(blank | values))


def read_advice(desk: Desk, node: Pairs) -> Advice | None:
    """Read an item of advice; none is shown in an emergency."""
    values = read_pairs(desk, node, schema.ADVICE, "advice")
    if values is None:
        return None
    urgent = next((rung for rung in values["rungs"] if desk.ladder.stops(rung)), None)
    if urgent:
        message = f"an emergency card (`{urgent}`) shows nothing but what to do now. Please leave that rung out"
        desk.proof.mark("advice-in-emergency", node.values["rungs"], message)
        return None
    if values["kind"] == OUTLOOK and "population" not in values:
        message = "what to expect is known of some people only. Please add `population`, whom the studies looked at"
        desk.proof.mark("no-population", node.values["kind"], message)
        return None
    return Advice(**({"dose": "", "stop_if": ""} | values))


def read_workup(desk: Desk, node: Pairs) -> Workup | None:
    """Read what clinicians may do about some concerns."""
    values = read_pairs(desk, node, schema.WORKUP, "a workup")
    if values is None:
        return None
    blank = dict.fromkeys(("examination", "imaging", "tests", "treatment"), "")
    if not blank.keys() & values.keys():
        message = f"nothing is said of what is done. Please add one of {quoted(blank)}"
        desk.proof.mark("empty-workup", node.values["id"], message)
        return None
    return Workup(**(blank | values))


def read_services(desk: Desk, node: Node | None) -> dict[str, Service]:
    """Read who sees people."""
    return keyed(desk, node, schema.SERVICE, "service", Service)


def read_regions(desk: Desk, node: Node | None) -> dict[str, Region]:
    """Read countries and their emergency numbers; a verified one says by whom and when."""
    regions = keyed(desk, node, schema.REGION, "region", Region)
    for id_, region in regions.items():
        if region.verified and not (region.source and region.checked_on) and isinstance(node, Pairs):
            message = f"`{id_}` is verified, but by whom and when? Please add `source` and `checked_on`"
            desk.proof.mark("no-source", node.keys[id_], message)
    return regions


def read_sources(desk: Desk, node: Node | None) -> dict[str, Source]:
    """Read the bibliography."""
    return keyed(desk, node, schema.SOURCE, "source", Source)


def scalar_text(node: Node | None) -> str:
    """Give a single text's words, empty for anything else."""
    return node.text if isinstance(node, Scalar) else ""
