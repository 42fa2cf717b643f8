"""Every name a protocol gives, found before anything is read, so that any file may use a name from any other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from backcheck.reading.nodes import Items, Node, Pairs, Scalar

WHOLE_NUMBER = re.compile(r"-?[1-9][0-9]{0,8}|0")
ANSWERABLE = ("question", "line")
KIND_FIELDS = ("any that apply", "choices", "number")
UNCLEAR = "unclear"


@dataclass(slots=True, eq=False)
class Outline:
    """What a condition has to know of a question.

    ``turn`` is its place in ``order``, -1 where it has none. Of a question that is wrong, which is reported where it
    stands, the kind is unclear, or the choices are empty, or the range is None.
    """

    id: str
    kind: str
    lines: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    turn: int = -1
    has_ask_if: bool = False


@dataclass(slots=True, eq=False)
class Name:
    """An id: what it names, where it was given, and of a question, line or finding what conditions need."""

    id: str
    kind: str
    given: Scalar
    question: Outline | None = None
    when: Node | None = None

    @property
    def is_yes_or_no(self) -> bool:
        """Say whether it is a fact that is yes or no."""
        return self.kind == "line" or (
            self.kind == "question" and self.question is not None and self.question.kind == "yes_no"
        )

    @property
    def is_a(self) -> str:
        """Say what it names, with an article."""
        kind = self.question.kind if self.kind == "question" and self.question else self.kind
        return {
            "yes_no": "a question for yes or no",
            UNCLEAR: "a question",
            "line": "a line of a checklist",
            "advice": "an item of advice",
        }.get(kind, f"a {kind}")


@dataclass
class Names:
    """All names by id, repeats set aside, and the concerns of all rules.

    ``incomplete`` tells that some file could not be read in full, so a name nobody gave may stand there.
    """

    by_id: dict[str, Name] = field(default_factory=dict)
    repeats: list[tuple[Name, Name]] = field(default_factory=list)
    concerns: dict[str, None] = field(default_factory=dict)
    incomplete: bool = False

    def add(self, name: Name) -> None:
        """Take a name in; the second giver of one id is set aside with the first."""
        first = self.by_id.setdefault(name.id, name)
        if first is not name:
            self.repeats.append((first, name))

    def get(self, id_: str, *kinds: str) -> Name | None:
        """Give the name when it is of one of these kinds."""
        name = self.by_id.get(id_)
        return name if name and name.kind in kinds else None

    def given_here(self, given: Node | None, kind: str) -> Name | None:
        """Give the name whose id stands at this very place, None for one given elsewhere before."""
        name = self.get(given.text, kind) if isinstance(given, Scalar) else None
        return name if name and name.given is given else None

    def of_kind(self, *kinds: str) -> Iterator[str]:
        """Give every id of these kinds, in the order given."""
        return (name.id for name in self.by_id.values() if name.kind in kinds)


def collect_names(files: Mapping[str, Node], topics: Iterable[Node]) -> Names:
    """Find every id in the files; anything misshapen is passed over here and reported when it is read."""
    names = Names()
    protocol, places = files.get("protocol.yaml"), files.get("places.yaml")
    _add_entries(names, _inside(protocol, "ladder"), "rung")
    for topic in topics:
        for entry in _entries(_inside(topic, "questions")):
            _add_question(names, entry)
        _add_entries(names, _inside(topic, "findings"), "finding")
        _add_entries(names, _inside(topic, "rules"), "rule")
        concerns = (entry.values.get("concern") for entry in _entries(_inside(topic, "rules")))
        names.concerns |= {concern.text: None for concern in concerns if isinstance(concern, Scalar)}
    _add_entries(names, files.get("advice.yaml"), "advice")
    _add_entries(names, files.get("workup.yaml"), "workup")
    _add_keys(names, _inside(places, "services"), "service")
    _add_keys(names, _inside(places, "regions"), "region")
    _add_keys(names, files.get("sources.yaml"), "source")
    _give_turns(names, _inside(protocol, "order"))
    return names


def outlined(id_: str, entry: Pairs) -> Outline:
    """Give a question's outline from its pairs."""
    lines, choices, number = given = [entry.values.get(kind) for kind in KIND_FIELDS]
    if given.count(None) < len(KIND_FIELDS) - 1:
        return Outline(id_, UNCLEAR)
    if lines is not None:
        return Outline(id_, "checklist", lines=tuple(lines.keys) if isinstance(lines, Pairs) else ())
    if choices is not None:
        several = isinstance(choices, Pairs) and len(choices.keys) > 1
        ids = tuple(choices.keys) if isinstance(choices, Pairs) and several else ()
        return Outline(id_, "choice", choices=ids, has_ask_if="ask if" in entry.keys)
    if number is not None:
        lowest, highest = _whole(_inside(number, "from")), _whole(_inside(number, "to"))
        sound = lowest is not None and highest is not None and lowest < highest
        return Outline(id_, "number", lowest=lowest if sound else None, highest=highest if sound else None)
    return Outline(id_, "yes_no")


def _inside(node: Node | None, key: str) -> Node | None:
    return node.values.get(key) if isinstance(node, Pairs) else None


def _entries(node: Node | None) -> Iterator[Pairs]:
    if isinstance(node, Items):
        yield from (entry for entry in node if isinstance(entry, Pairs))


def _add_entries(names: Names, node: Node | None, kind: str) -> None:
    for entry in _entries(node):
        given = entry.values.get("id")
        if isinstance(given, Scalar) and given.text:
            names.add(Name(given.text, kind, given, when=entry.values.get("when")))


def _add_keys(names: Names, node: Node | None, kind: str, question: Outline | None = None) -> None:
    if isinstance(node, Pairs):
        for key in node.keys.values():
            names.add(Name(key.text, kind, key, question))


def _add_question(names: Names, entry: Pairs) -> None:
    given = entry.values.get("id")
    id_ = given.text if isinstance(given, Scalar) else ""
    outline = outlined(id_, entry)
    if id_ and isinstance(given, Scalar):
        names.add(Name(id_, "question", given, outline))
    lines = entry.values.get("any that apply")
    _add_keys(names, lines, "line", outline)
    names.incomplete |= lines is not None and not isinstance(lines, Pairs)


def _whole(node: Node | None) -> int | None:
    if isinstance(node, Scalar) and node.plain and WHOLE_NUMBER.fullmatch(node.text):
        return int(node.text)
    return None


def _give_turns(names: Names, order: Node | None) -> None:
    if isinstance(order, Items):
        for turn, entry in enumerate(order):
            name = names.get(entry.text, "question") if isinstance(entry, Scalar) else None
            if name and name.question and name.question.turn < 0:
                name.question.turn = turn
