"""All that a file tells beside all that it would tell if it were written now: each place that differs, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from backcheck.reading.json_paths import Json
from backcheck.replay.words import both_shown, shown

Path = tuple[str, ...]
NAMING = ("rule", "id", "fact", "linkId", "area", "rung", "url")
"""The members that say what an item of a list is about, so that it is compared with the one about the same thing."""
TITLING = ("title", "name", "say", "text", "words", "display", "contentString")
FILING = {"id", "meta", "identifier", "subject", "source", "author", "encounter", "requester", "sender", "recipient"}
"""What belongs to whoever keeps a FHIR resource: they add the patient, and give it an id of their own."""
QUESTIONNAIRE = "Questionnaire"
PARTS = {QUESTIONNAIRE, "QuestionnaireResponse", "Observation", "GuidanceResponse", "RequestGroup"}
PARTS |= {"CommunicationRequest"}
NOT_THERE, ANOTHER_ORDER = "not there", "the order is another one"


class Difference(NamedTuple):
    """A place, as the names that lead to it, and what stood there then and would now."""

    path: Path
    words: str

    @property
    def sentence(self) -> str:
        """Give it as a sentence."""
        first, *rest = map(shown, self.path)
        place = first.replace("_", " ") + "".join(f" {one}" if one[:1].isdigit() else f", {one}" for one in rest)
        return f"{place[:1].upper()}{place[1:]}: {self.words}."


def result_differs(then: Json, now: Json) -> Iterator[Difference]:
    """Give every place at which two results in JSON differ."""
    yield from _differs(then, now, ())


def resources_differ(then: Sequence[Json], now: Sequence[Json]) -> Iterator[Difference]:
    """Give every place at which the resources of two Bundles differ, but for what belongs to whoever keeps them."""
    written = {_kind(one): one for one in now}
    kept = {kind: [one for one in then if _kind(one) == kind] for kind in PARTS}
    for kind, one in written.items():
        if kept[kind]:
            yield from _differs(_tidied(kept[kind][0], one), _tidied(one, one), (kind,))
        elif kind != QUESTIONNAIRE:
            yield _missing((kind,), NOT_THERE, "there")
    for kind in sorted(PARTS):
        for place, _ in enumerate(kept[kind][1:] if kind in written else kept[kind], start=2 if kind in written else 1):
            yield _missing((kind, str(place)) if place > 1 else (kind,), "there", NOT_THERE)


def _kind(resource: Json) -> str:
    return str(resource.get("resourceType")) if isinstance(resource, dict) else ""


def _tidied(resource: Json, like: Json) -> Json:
    """Take out of a resource what whoever keeps it may have added, and where its references lead."""
    inside = resource if isinstance(resource, dict) else {}
    ours = like if isinstance(like, dict) else {}
    return {
        name: _without_references(value)
        for name, value in inside.items()
        if name != "id" and not (name in FILING and name not in ours)
    }


def _without_references(value: Json) -> Json:
    if isinstance(value, dict):
        return {name: _without_references(inside) for name, inside in value.items() if name != "reference"}
    return [_without_references(one) for one in value] if isinstance(value, list) else value


def _differs(then: Json, now: Json, path: Path) -> Iterator[Difference]:
    if isinstance(then, dict) and isinstance(now, dict):
        for name in {**now, **then}:
            inside = (*path, name)
            if name not in then:
                yield _missing(inside, NOT_THERE, _in_words(now[name]))
            elif name not in now:
                yield _missing(inside, _in_words(then[name]), NOT_THERE)
            else:
                yield from _differs(then[name], now[name], inside)
    elif isinstance(then, list) and isinstance(now, list):
        yield from _lists_differ(then, now, path)
    elif isinstance(then, str) and isinstance(now, str):
        if then.split() != now.split():
            yield _missing(path, *both_shown(then, now))
    elif type(then) is not type(now) or then != now:
        yield _missing(path, _in_words(then), _in_words(now))


def _lists_differ(then: list[Json], now: list[Json], path: Path) -> Iterator[Difference]:
    named, again = _named(then), _named(now)
    if named is not None and again is not None:
        yield from _differs(named, again, path)
        if named.keys() == again.keys() and list(named) != list(again):
            yield Difference(path, ANOTHER_ORDER)
        return
    first = next((place for place, both in enumerate(zip(then, now, strict=False)) if both[0] != both[1]), None)
    start = min(len(then), len(now)) if first is None else first
    last = 0
    while last < min(len(then), len(now)) - start and then[-1 - last] == now[-1 - last]:
        last += 1
    before, after = then[start : len(then) - last], now[start : len(now) - last]
    both = min(len(before), len(after))
    for place in range(both):
        yield from _differs(before[place], after[place], (*path, str(start + place + 1)))
    if len(before) != len(after):
        place, end = start + both + 1, start + max(len(before), len(after))
        numbers = str(place) if place == end else f"{place} to {end}"
        yield _missing((*path, numbers), _all_in_words(before[both:]), _all_in_words(after[both:]))


def _named(items: list[Json]) -> dict[str, Json] | None:
    """Give items by what they are about, None where they do not all say so, or two say the same."""
    named = {_name(item): item for item in items}
    return named if len(named) == len(items) and "" not in named else None


def _name(item: Json) -> str:
    """Give what an item is about: its own name, or the code that FHIR gives it."""
    if not isinstance(item, dict):
        return ""
    said = next((item[name] for name in NAMING if isinstance(item.get(name), str)), "")
    if said:
        return str(said)
    code = item.get("code")
    coding = (code if isinstance(code, dict) else item).get("coding")
    first = coding[0] if isinstance(coding, list) and coding else None
    return str(first.get("code") or "") if isinstance(first, dict) else ""


def _missing(path: Path, then: str, now: str) -> Difference:
    return Difference(path, f"then {then}; now {now}")


def _all_in_words(values: list[Json]) -> str:
    more = f" and {len(values) - 1} more" if len(values) > 1 else ""
    return f"{_in_words(values[0])}{more}" if values else NOT_THERE


def _in_words(value: Json) -> str:
    """Give what stands in a place: a text, or of more than one the text that tells the most of it."""
    if isinstance(value, dict):
        said = next((value[name] for name in TITLING if isinstance(value.get(name), str)), None)
        return f'"{shown(str(said))}"' if said else "something" if value else "nothing"
    if isinstance(value, list):
        return f"a list of {len(value)}" if value else "none"
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "yes", False: "no"}[value]
    return f'"{shown(value)}"' if isinstance(value, str) else str(value)
