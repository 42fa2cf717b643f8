"""Facts listed as personal (sex, age, pregnancy) and the rules that may let them change the outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backcheck.condition import Condition
from backcheck.protocol import Lowest, Question, Rule
from backcheck.reading.fields import WRONG, Desk, each
from backcheck.reading.kinds import rule
from backcheck.reading.names import ANSWERABLE
from backcheck.reading.nodes import Node, Pairs, Scalar, described
from backcheck.reading.proofreader import quoted, shortened

LOWEST = "lowest"
Personal = Mapping[str, tuple[str, ...]]


def read_personal(desk: Desk, node: Node | None) -> Personal:
    """Read which rules may use which personal fact; `lowest` stands for what earns the lowest rung."""
    if node is None:
        return {}
    if not isinstance(node, Pairs):
        desk.proof.mark("not-pairs", node, f"`fact: [rules]` is wanted here for each, and this is {described(node)}")
        return {}
    read = {}
    for fact, child in node.values.items():
        rules = each(_rule_or_lowest)(desk, child)
        if _is_fact(desk, node.keys[fact]) and rules is not WRONG:
            read[fact] = rules
    return read


def _rule_or_lowest(desk: Desk, node: Node) -> object:
    return LOWEST if isinstance(node, Scalar) and node.text == LOWEST else rule(desk, node)


def _is_fact(desk: Desk, key: Scalar) -> bool:
    names = desk.proof.names
    name = names.get(key.text, *ANSWERABLE)
    if name is None:
        sentence = f"no fact is called `{shortened(key.text)}`"
        desk.proof.mark_unknown("unknown-fact", key, sentence, key.text, names.of_kind(*ANSWERABLE))
        return False
    if name.kind == "question" and name.question and name.question.kind == "checklist":
        message = f"`{key.text}` is a checklist, and each of its lines is a fact. Please name the lines"
        desk.proof.mark("checklist-as-fact", key, message)
        return False
    return True


def check_personal(
    desk: Desk, node: Node | None, listed: Personal, questions: Sequence[Question], users: Sequence[Rule | Lowest]
) -> None:
    """A personal fact is marked so in both places, and used exactly by the rules that may."""
    keys = node.keys if isinstance(node, Pairs) else {}
    facts = {q.id: q.personal for q in questions if not q.lines}
    facts |= {line.id: line.personal for q in questions for line in q.lines}
    for fact, is_personal in facts.items():
        if is_personal and fact not in keys:
            message = (
                f"`{fact}` is personal. Please list it under `personal` in protocol.yaml, with rules that may use it"
            )
            desk.proof.mark("personal-unlisted", desk.proof.names.by_id[fact].given, message)
        elif fact in listed and not is_personal:
            message = (
                f"`{fact}` is not `personal: yes` where it is asked. Please either mark it there, or delete it here"
            )
            desk.proof.mark("personal-unmarked", keys[fact], message)
    for fact, allowed in listed.items():
        _check_users(desk, keys[fact], allowed, users)


def _check_users(desk: Desk, key: Scalar, allowed: tuple[str, ...], users: Sequence[Rule | Lowest]) -> None:
    using = {
        LOWEST if isinstance(user, Lowest) else user.id: key.text in desk.conditions.facts(_condition(user))
        for user in users
    }
    uninvited = [user for user, uses in using.items() if uses and user not in allowed]
    if uninvited:
        message = f"`{key.text}` is used by {quoted(uninvited)}. Please list here what may use it, or take it out there"
        desk.proof.mark("personal-not-allowed", key, message)
    idle = [user for user in allowed if not using.get(user, True)]
    if idle:
        message = f"`{key.text}` is not used by {quoted(idle)}. Please take that out of this list"
        desk.proof.mark("personal-unused", key, message)


def _condition(user: Rule | Lowest) -> Condition:
    return user.only_when if isinstance(user, Lowest) else user.when
