"""What differs between the four kinds of question: lines, choices, a number, yes or no."""

from __future__ import annotations

from typing import Any

from backcheck.protocol import Choice, Line
from backcheck.reading.fields import WRONG, Desk, Table, each, needed, optional, read_pairs
from backcheck.reading.kinds import areas, fact, good_id, note_section, one_of, spoken, text, whole, yes_no
from backcheck.reading.nodes import Items, Node, Pairs, Scalar, described
from backcheck.reading.proofreader import shortened

FEWEST_CHOICES = 2
WORSE = {"yes_no": ("yes", "no", "neither"), "choice": ("later", "earlier", "neither")}
WORSE_NUMBER = ("more", "less", "neither")

LINE: Table = {
    "say": needed(spoken),
    "short": optional(spoken),
    "worse": optional(one_of(*WORSE["yes_no"], code="bad-worse")),
    "ask again": optional(spoken),
    "to settle": optional(spoken),
    "personal": optional(yes_no),
    "note section": optional(note_section, "section"),
    "marks": optional(areas),
    "comes": optional(yes_no),
    "goes with": optional(fact),
    "note": optional(text),
}
CHOICE: Table = {
    "say": needed(spoken),
    "short": optional(spoken),
    "marks": optional(areas),
}
NUMBER: Table = {
    "from": needed(whole),
    "to": needed(whole),
    "worse": needed(one_of(*WORSE_NUMBER, code="bad-worse")),
}


def lines(desk: Desk, node: Node) -> Any:
    """A checklist's lines: `id: words`, or `id:` with the line's own fields."""
    read = _worded_pairs(desk, node, LINE, "a line")
    return WRONG if read is None else tuple(Line(**values) for values in read)


def choices(desk: Desk, node: Node) -> Any:
    """A question's choices: `id: words`, or `id:` with `say` and `short`."""
    read = _worded_pairs(desk, node, CHOICE, "a choice")
    if read is not None and len(read) < FEWEST_CHOICES:
        message = "one choice is none. Please either add another, or delete `choices` and ask for yes or no"
        desk.proof.mark("one-choice", node, message)
        return WRONG
    return WRONG if read is None else tuple(Choice(**values) for values in read)


def _worded_pairs(desk: Desk, node: Node, table: Table, what: str) -> list[dict[str, Any]] | None:
    if not isinstance(node, Pairs) or not node.keys:
        message = f"`id: words` pairs are wanted here, and this is {described(node)}. Please write an id before each"
        desk.proof.mark("not-pairs", node, message)
        return None
    read: list[dict[str, Any]] = []
    for id_, child in node.values.items():
        key = node.keys[id_]
        good = good_id(desk, key, choice=table is CHOICE)
        values = _words(desk, key, child) if isinstance(child, Scalar) else read_pairs(desk, child, table, what)
        if good and values is not None:
            read.append({"id": id_, "short": values["say"], **values})
    return read if len(read) == len(node.keys) else None


def _words(desk: Desk, key: Scalar, child: Scalar) -> dict[str, Any] | None:
    if not child.text.strip():
        message = f"`{key.text}` has no words. Please write what the person reads"
        desk.proof.mark("empty-field", key, message)
        return None
    words = spoken(desk, child)
    return None if words is WRONG else {"say": words}


def number(desk: Desk, node: Node) -> Any:
    """A number's range and what makes it worse."""
    values = read_pairs(desk, node, NUMBER, "`number`")
    if values is None:
        return WRONG
    if values["from"] >= values["to"]:
        desk.proof.mark("empty-range", node, "`from` is not smaller than `to`. Please mend them")
        return WRONG
    if values["from"] < 0 and isinstance(node, Pairs):
        message = "people can only answer with numbers from 0 up. Please let `from` be 0 or more, or ask by `choices`"
        desk.proof.mark("below-zero", node.values["from"], message)
        return WRONG
    return values


def worse(desk: Desk, node: Node) -> Any:
    """What makes a fact worse; the words depend on the kind of question."""
    kind = desk.question.kind if desk.question else "yes_no"
    if kind not in WORSE:
        message = "a number says what is worse inside `number: {from, to, worse}`. Please move this there"
        if kind == "checklist":
            message = "each line of a checklist says what is worse by itself. Please move this to the lines"
        desk.proof.mark("bad-worse", node, message)
        return WRONG
    return one_of(*WORSE[kind], code="bad-worse")(desk, node)


def comes(desk: Desk, node: Node) -> Any:
    """Whether a fact can newly come: yes, no, or a list of the choices that can."""
    return each(_choice, least=1)(desk, node) if isinstance(node, Items) else yes_no(desk, node)


def when_new(desk: Desk, node: Node) -> Any:
    """The choice that is so of a sign that has only just begun."""
    return _choice(desk, node)


def _choice(desk: Desk, node: Node) -> Any:
    """One choice of the question that is being read."""
    word, question = text(desk, node), desk.question
    if word is WRONG or question is None or word in question.choices:
        return word
    if question.kind == "choice" and not question.choices:
        return WRONG  # the choices themselves are wrong and are reported there
    ending = (
        desk.proof.did_you_mean(word, question.choices) if question.choices else ", which has none. Please delete this"
    )
    name = f"`{question.id}`" if question.id else "this question"
    desk.proof.mark("not-a-choice", node, f"`{shortened(word)}` is no choice of {name}{ending}")
    return WRONG


def usual(desk: Desk, node: Node) -> Any:
    """What a person with nothing to report would answer: a choice, or a number in its range."""
    question = desk.question
    if question is None or question.kind in ("yes_no", "checklist"):
        message = "with `others: no` a line and a question for yes or no are always no. Please delete `usual`"
        desk.proof.mark("bad-usual", node, message)
        return WRONG
    if question.kind == "number":
        return _usual_number(desk, node, question.lowest, question.highest)
    word = text(desk, node)
    if word is WRONG or word in question.choices:
        return word
    if not question.choices:
        return WRONG  # the choices themselves are wrong and are reported there
    ending = desk.proof.did_you_mean(word, question.choices)
    desk.proof.mark("bad-usual", node, f"`{word}` is no choice of `{question.id}`{ending}")
    return WRONG


def _usual_number(desk: Desk, node: Node, lowest: int | None, highest: int | None) -> Any:
    value = whole(desk, node)
    if value is WRONG or lowest is None or highest is None or lowest <= value <= highest:
        return value
    desk.proof.mark("bad-usual", node, f"{value} is outside the range from {lowest} to {highest}. Please mend it")
    return WRONG
