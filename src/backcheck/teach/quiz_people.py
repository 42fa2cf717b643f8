"""Where the people of an exercise come from: the literature, the protocol's own cases, or a seeded draw."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import islice
from pathlib import PurePath

from backcheck.errors import BackcheckError
from backcheck.findings import Person
from backcheck.protocol import NO_ANSWER, Answers, Case, Protocol
from backcheck.reading import fill_others
from backcheck.reading.populations import Population
from backcheck.reading.published import Collection, Patient
from backcheck.teach.population import people
from backcheck.teach.quiz import Somebody
from backcheck.teach.score import AS_NO, person_of
from backcheck.triage import triage

SOURCES = PUBLISHED, CASES, RANDOM = "published", "cases", "random"
"""Where somebody can come from, as ``--from`` names it."""
MOST_TRIES = 400


class NobodyError(BackcheckError):
    """An exercise for which there is nobody."""

    exit_code = 66


def published_people(protocol: Protocol, collection: Collection) -> tuple[Somebody, ...]:
    """Give every published patient."""
    return tuple(_published(protocol, collection, patient) for patient in collection.patients)


def people_of_cases(cases: Sequence[Case], protocol: Protocol) -> tuple[Somebody, ...]:
    """Give the people of the protocol's own cases."""
    return tuple(_of_case(protocol, case, id_) for id_, case in case_ids(cases).items())


def case_ids(cases: Sequence[Case]) -> dict[str, Case]:
    """Give each case under a short id: its file's name and its place in it, such as ``aorta-03``."""
    counted: dict[str, int] = {}
    found = {}
    for case in cases:
        stem = stem_of(case)
        counted[stem] = counted.get(stem, 0) + 1
        found[f"{stem}-{counted[stem]:02}"] = case
    return found


def stem_of(case: Case) -> str:
    """Give the name of a case's file without its ending."""
    return PurePath(case.place.rpartition(":")[0]).stem


def chosen(found: Sequence[Somebody], name: str, chance: random.Random) -> Somebody:
    """Give the one person of a name, else one by chance. Raises NobodyError."""
    wanted = [one for one in found if name.lower() in one.id.lower()] if name else list(found)
    exact = [one for one in wanted if one.id.lower() == name.lower()]
    if not wanted:
        raise NobodyError(f"Nobody is called {name!r} here." if name else "There is nobody to draw.")
    if name and len(wanted) > 1 and not exact:
        some = ", ".join(one.id for one in wanted[:5])
        raise NobodyError(f"{len(wanted)} people are called so, among them {some}. Please name one of them.")
    return (exact or wanted)[0] if name else wanted[int(chance.random() * len(wanted))]


def random_person(protocol: Protocol, population: Population, seed: int) -> Somebody:
    """Give somebody drawn from a population, at a rung drawn first: most of a population would be routine."""
    chance = random.Random(f"rung:{seed}")  # noqa: S311  no secret hangs on it
    rung = protocol.ladder[int(chance.random() * len(protocol.ladder))].id
    last: Answers = {}
    for answers in islice(people(protocol, population, seed), MOST_TRIES):
        last = answers
        if triage(Person(protocol, answers)).rung == rung:
            break
    return drawn_person(protocol, last, seed, population.title)


def drawn_person(protocol: Protocol, answers: Answers, seed: int, title: str) -> Somebody:
    """Give the person of a draw; the rules alone say what is right for them."""
    rung = triage(Person(protocol, answers)).rung
    verdict = f"By the rules of this protocol: {protocol.rung_of[rung].name}. Nobody else has judged this person."
    return Somebody(
        f"random-{seed}",
        "drawn by chance",
        f"drawn by chance, {title}, seed {seed}",
        answers,
        answers,
        (rung,),
        verdict,
    )


def _published(protocol: Protocol, collection: Collection, patient: Patient) -> Somebody:
    counted = person_of(protocol, patient.answers, AS_NO)
    right = tuple(rung for level in patient.agreed_acceptable for rung in collection.levels[level])
    verdict = (
        f"Two raters, working apart, named as best: {' and '.join(patient.raters)}. "
        f"Both accept: {' or '.join(patient.agreed_acceptable)}."
    )
    citation = f"{patient.source.citation} {patient.source.url}".strip()
    origin = "a published patient; what the text does not mention counts as no"
    return Somebody(
        patient.id,
        "from the literature",
        origin,
        patient.answers,
        counted,
        right,
        verdict,
        patient.diagnosis,
        citation,
        patient.scored,
    )


def _of_case(protocol: Protocol, case: Case, id_: str) -> Somebody:
    answers = fill_others(protocol, case.answers) if case.others == NO_ANSWER else case.answers
    verdict = f"The authors of the protocol want: {protocol.rung_of[case.expect].name}."
    outcome = f"{case.title}. {case.note}".strip()
    return Somebody(
        id_,
        "from the cases of this protocol",
        "made up by the authors of the protocol",
        answers,
        answers,
        (case.expect,),
        verdict,
        outcome,
    )
