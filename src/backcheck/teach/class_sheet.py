"""A sheet of what learners decided: ids and rungs only, about made-up and published people, never about real ones."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import combinations
from statistics import mean

from backcheck.errors import AnswersError, BackcheckError, Mistake
from backcheck.protocol import Case, Protocol
from backcheck.reading.published import Collection
from backcheck.teach.kappa import lights_kappa, weighted_kappa
from backcheck.teach.quiz import Somebody
from backcheck.teach.quiz_people import case_ids, people_of_cases, published_people, stem_of
from backcheck.teach.score import Share

COLUMNS = ("learner", "case", "rung")
PUBLISHED = "published"
_ID = re.compile(r"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9_-]{0,19}")


class UnknownSetError(BackcheckError):
    """A case set that the protocol does not have."""

    exit_code = 66


@dataclass(frozen=True, slots=True)
class CaseSet:
    """The cases of one exercise by id. ``levels`` are the steps compared, most urgent first, each with its rungs.

    ``reference`` is each case's step for the confusion matrix and kappa: where two raters named different ones, the
    more urgent. ``right`` are all steps that count as right; only outside them is a decision too late or too early.
    """

    name: str
    people: Mapping[str, Somebody]
    levels: Mapping[str, tuple[str, ...]]
    reference: Mapping[str, int]
    right: Mapping[str, tuple[int, ...]]

    @property
    def codes(self) -> dict[str, str]:
        """Give each case's id under a code that tells nothing: ids name topics and diagnoses."""
        return {code_of(id_): id_ for id_ in self.people}

    def step(self, rung: str) -> int:
        """Give the step of a rung, 0 for the most urgent."""
        return next(place for place, rungs in enumerate(self.levels.values()) if rung in rungs)


@dataclass(frozen=True, slots=True)
class Decided:
    """One learner's rung for one case."""

    learner: str
    case: str
    rung: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How often decisions were right, too late and too early, with the agreement beyond chance."""

    name: str
    right: Share
    too_late: Share
    too_early: Share
    linear: float | None
    quadratic: float | None


@dataclass(frozen=True, slots=True)
class Divided:
    """How far the learners differ on one case: the mean distance in steps between any two of them."""

    case: str
    distance: float
    counts: Mapping[str, int]
    reference: str


@dataclass(frozen=True)
class ClassScore:
    """All decisions of a class on one case set."""

    cases: CaseSet
    decisions: tuple[Decided, ...]

    @cached_property
    def learners(self) -> tuple[str, ...]:
        """Give the learners in the order of the sheet."""
        return tuple(dict.fromkeys(one.learner for one in self.decisions))

    @cached_property
    def matrix(self) -> tuple[tuple[int, ...], ...]:
        """Give the confusion matrix: a row for each reference step, a column for each step that was chosen."""
        counted = Counter(self._pairs(self.decisions))
        size = range(len(self.cases.levels))
        return tuple(tuple(counted[row, column] for column in size) for row in size)

    @cached_property
    def whole(self) -> Tally:
        """Give the tally of everybody."""
        return self._tally("everybody", self.decisions)

    @cached_property
    def by_learner(self) -> tuple[Tally, ...]:
        """Give the tally of each learner."""
        return tuple(self._tally(name, [d for d in self.decisions if d.learner == name]) for name in self.learners)

    @cached_property
    def by_case(self) -> tuple[Tally, ...]:
        """Give the tally of each case that anybody decided; kappa says nothing about a single case."""
        named = dict.fromkeys(one.case for one in self.decisions)
        return tuple(self._tally(name, [d for d in self.decisions if d.case == name], alone=True) for name in named)

    def among_learners(self, power: int) -> float | None:
        """Give the mean weighted kappa of every two learners."""
        ratings = [
            {d.case: self.cases.step(d.rung) for d in self.decisions if d.learner == name} for name in self.learners
        ]
        return lights_kappa(ratings, power)

    @cached_property
    def divided(self) -> tuple[Divided, ...]:
        """Give the cases on which learners differ, those that divided the room most first."""
        found = [self._divided(case) for case in dict.fromkeys(one.case for one in self.decisions)]
        return tuple(sorted((one for one in found if one.distance), key=lambda one: -one.distance))

    def _divided(self, case: str) -> Divided:
        steps = [self.cases.step(one.rung) for one in self.decisions if one.case == case]
        apart = [abs(one - other) for one, other in combinations(steps, 2)]
        names = list(self.cases.levels)
        counts = {name: steps.count(place) for place, name in enumerate(names) if place in steps}
        return Divided(case, float(mean(apart)) if apart else 0.0, counts, names[self.cases.reference[case]])

    def _tally(self, name: str, some: Sequence[Decided], *, alone: bool = False) -> Tally:
        off = [self._off(one) for one in some]
        pairs = [] if alone else self._pairs(some)
        return Tally(
            name,
            Share(off.count(0), len(off)),
            Share(sum(one > 0 for one in off), len(off)),
            Share(sum(one < 0 for one in off), len(off)),
            weighted_kappa(pairs, 1),
            weighted_kappa(pairs, 2),
        )

    def _off(self, one: Decided) -> int:
        """Give by how many steps a decision is too late, below 0 too early."""
        step, right = self.cases.step(one.rung), self.cases.right[one.case]
        return max(0, step - max(right)) or min(0, step - min(right))

    def _pairs(self, some: Iterable[Decided]) -> list[tuple[int, int]]:
        return [(self.cases.reference[one.case], self.cases.step(one.rung)) for one in some]


def code_of(id_: str) -> str:
    """Give a code for a case, always the same, that tells a learner nothing of it."""
    return f"P-{sha256(id_.encode()).hexdigest()[:6]}"


def published_set(protocol: Protocol, collection: Collection) -> CaseSet:
    """Give the published patients whose labels are sure enough, on the levels of their raters."""
    order = list(collection.levels)
    people = {one.id: one for one in published_people(protocol, collection) if one.scored}
    patients = {one.id: one for one in collection.patients if one.id in people}
    reference = {id_: min(map(order.index, one.raters)) for id_, one in patients.items()}
    right = {id_: tuple(map(order.index, one.agreed_acceptable)) for id_, one in patients.items()}
    return CaseSet(PUBLISHED, people, collection.levels, reference, right)


def case_set(protocol: Protocol, cases: Sequence[Case], name: str) -> CaseSet:
    """Give the cases of one file, on the rungs of the ladder. Raises UnknownSetError where there is no such file."""
    ids = {id_: case for id_, case in case_ids(cases).items() if stem_of(case) == name}
    if not ids:
        known = ", ".join(dict.fromkeys(map(stem_of, cases))) or "none"
        raise UnknownSetError(
            f"There is no case set {name!r}. This protocol has: {known}; and {PUBLISHED} where it has any."
        )
    people = {one.id: one for one in people_of_cases(cases, protocol) if one.id in ids}
    levels = {rung.id: (rung.id,) for rung in protocol.ladder}
    reference = {id_: list(levels).index(case.expect) for id_, case in ids.items()}
    return CaseSet(name, people, levels, reference, {id_: (step,) for id_, step in reference.items()})


def template(cases: CaseSet) -> str:
    """Give an empty sheet: a row for each case, for one learner to fill in the rung."""
    rows = sorted(("L01", code, "") for code in cases.codes)
    return "".join(f"{','.join(row)}\n" for row in (COLUMNS, *rows))


def read_sheet(protocol: Protocol, cases: CaseSet, text: str, name: str) -> ClassScore:
    """Give the scores of a sheet; a row without a rung is passed over.

    Raises AnswersError with every mistake: another column than ours, a learner who is no id, an unknown case or rung,
    a case decided twice.
    """
    mistakes: list[Mistake] = []
    found: dict[tuple[str, str], Decided] = {}
    for line, cells in _rows(text, name):
        mistake = _wrong_row(protocol, cases, cells, name, line)
        if mistake is None and cells[2]:
            learner, case = cells[0], cases.codes.get(cells[1], cells[1])
            if (learner, case) in found:
                message = f"{learner} decided {case} already. Please keep one of the two rows"
                mistake = Mistake("decided-twice", message, name, line, 1, 1, ",".join(cells))
            found[learner, case] = Decided(learner, case, cells[2])
        mistakes += [mistake] if mistake else []
    if not found and not mistakes:
        mistakes.append(Mistake("nothing-decided", "no row has a rung. Please fill in the third column", name))
    if mistakes:
        raise AnswersError(mistakes)
    return ClassScore(cases, tuple(found.values()))


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Give each row that is not empty with its number. Raises AnswersError for what is no sheet of ours."""
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error as problem:
        raise AnswersError([Mistake("not-csv", f"this is no CSV: {problem}. Please save it as one", name)]) from None
    head = tuple(cell.strip().lower() for cell in rows[0]) if rows else ()
    if head != COLUMNS:
        raise AnswersError([_wrong_head(name, head)])
    for line, row in enumerate(rows[1:], start=2):
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield line, cells


def _wrong_head(name: str, head: Sequence[str]) -> Mistake:
    message = (
        f"the first line is to be `{','.join(COLUMNS)}` and nothing else. A sheet holds ids and rungs only: no names, "
        "no notes, no answers of a real person. Please take out every other column, or start from --template"
    )
    return Mistake("wrong-columns", message, name, 1, 1, 1, ",".join(head))


def _wrong_row(protocol: Protocol, cases: CaseSet, cells: Sequence[str], name: str, line: int) -> Mistake | None:
    """Give what is wrong with one row, none for a sound one."""
    shown = ",".join(cells)

    def mistake(code: str, column: int, message: str) -> Mistake:
        start = 1 + sum(len(cell) + 1 for cell in cells[:column])
        return Mistake(code, message, name, line, start, max(1, len(cells[column]) if cells[column:] else 1), shown)

    if len(cells) != len(COLUMNS):
        return mistake("wrong-columns", 0, f"a row has {len(COLUMNS)} cells, and this one {len(cells)}. Please mend it")
    learner, case, rung = cells
    if not _ID.fullmatch(learner):
        message = (
            "a learner is an id with a digit, of at most 20 letters, digits, `-` and `_`, and no name. Please write L07"
        )
        return mistake("no-learner-id", 0, message)
    if case not in cases.people and case not in cases.codes:
        return mistake("unknown-case", 1, f"`{case}` is no case of {cases.name}. Please take one from --template")
    if rung and rung not in protocol.rung_of:
        options = ", ".join(f"`{one}`" for one in protocol.rung_of)
        return mistake("unknown-rung", 2, f"`{rung}` is no rung. Please choose one of: {options}")
    return None
