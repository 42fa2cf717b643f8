"""The scores of a class as tables: who was right, too late and too early, and what divided the room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from backcheck.teach.class_sheet import ClassScore, Tally, code_of
from backcheck.teach.kappa import LINEAR, QUADRATIC
from backcheck.teach.score import Share
from backcheck.teach.tables import Table, between, in_csv, percent

EXERCISE = "EXERCISE: made-up and published people only. This says nothing about any patient, and is no examination."
MOST_DIVIDED = 10
UNDEFINED = "-"


def class_lines(score: ClassScore) -> Iterator[str]:
    """Tell what was counted and how."""
    whole = score.whole
    yield EXERCISE
    yield (
        f"Case set {score.cases.name}: {_count(len(score.learners), 'learner')}, "
        f"{_count(len(score.by_case), 'case')}, {_count(whole.right.whole, 'decision')}."
    )
    yield (
        "Right: a rung that counts as right for the case (for published patients: a level that both raters accept). "
        "Too late (under-triage) and too early (over-triage) lie outside it; too late is the graver."
    )
    yield (
        "The matrix and kappa count against one reference for each case: what its authors want, or the raters' best "
        "level, the more urgent where they named two."
    )
    yield "Intervals are Wilson's, 95 %, as if each decision stood alone; those of one learner do not quite."
    yield (
        "Weighted kappa (Cohen 1968) is 1 for agreement throughout and 0 for chance. Linear: a disagreement weighs as "
        "many times as it has steps. Quadratic: the square of that."
    )


def class_tables(score: ClassScore) -> Iterator[Table]:
    """Give every table."""
    yield _tallies("Everybody", [score.whole])
    yield _matrix(score)
    yield _agreement(score)
    yield _tallies("Each learner", score.by_learner)
    yield _tallies("Each case", score.by_case, alone=True)
    yield _divided(score)


def class_csv(score: ClassScore) -> str:
    """Give the tally of everybody, each learner and each case as CSV, a row each."""
    head = ("scope", "id", "decisions", "right", "too_late", "too_early", "kappa_linear", "kappa_quadratic", "distance")
    distance = {one.case: one.distance for one in score.divided}
    scopes = [("everybody", score.whole), *(("learner", one) for one in score.by_learner)]
    scopes += [("case", one) for one in score.by_case]
    return in_csv(head, [_row(scope, one, distance) for scope, one in scopes])


def _row(scope: str, one: Tally, distance: Mapping[str, float]) -> tuple[object, ...]:
    counts = (one.right.whole, one.right.part, one.too_late.part, one.too_early.part)
    apart = distance.get(one.name, 0.0) if scope == "case" else None
    return (scope, one.name, *counts, one.linear, one.quadratic, apart)


def _tallies(title: str, tallies: Iterable[Tally], *, alone: bool = False) -> Table:
    head = ("who", "decisions", "right", "95 % interval", "too late", "too early")
    kappas = () if alone else ("kappa, linear", "kappa, quadratic")
    rows = tuple(
        (
            f"{code_of(one.name)} {one.name}" if alone else one.name,
            str(one.right.whole),
            percent(one.right),
            between(one.right),
            _counted(one.too_late),
            _counted(one.too_early),
            *(() if alone else (_number(one.linear), _number(one.quadratic))),
        )
        for one in tallies
    )
    return Table(title, (*head, *kappas), rows)


def _matrix(score: ClassScore) -> Table:
    names = list(score.cases.levels)
    rows = tuple((name, *map(str, row)) for name, row in zip(names, score.matrix, strict=True))
    note = "Each row is a reference, each column what was chosen; the diagonal agrees, to its right is too late."
    return Table("Confusion matrix", ("reference", *names), rows, note)


def _agreement(score: ClassScore) -> Table:
    among = [score.among_learners(power) for power in (LINEAR, QUADRATIC)]
    rows = (
        ("learners and reference", _number(score.whole.linear), _number(score.whole.quadratic)),
        ("any two learners, mean (Light 1971)", *map(_number, among)),
    )
    return Table("Agreement beyond chance", ("between", "kappa, linear", "kappa, quadratic"), rows)


def _divided(score: ClassScore) -> Table:
    rows = tuple(
        (
            f"{code_of(one.case)} {one.case}",
            f"{one.distance:.2f}",
            one.reference,
            "; ".join(f"{name} {n}" for name, n in one.counts.items()),
        )
        for one in score.divided[:MOST_DIVIDED]
    )
    note = "Mean distance in steps between any two learners." if rows else "No case did: on each, all chose alike."
    return Table("What divided the room", ("case", "distance", "reference", "chosen"), rows, note)


def _counted(share: Share) -> str:
    return f"{share.part} ({percent(share)})"


def _number(value: float | None) -> str:
    return UNDEFINED if value is None else f"{value:.2f}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
