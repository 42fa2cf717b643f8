"""The people whose outcome is known beforehand, as those who would notice a change: our cases, and the published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backcheck.errors import MissingFileError
from backcheck.protocol import Answers, Case, Protocol
from backcheck.reading import read_cases
from backcheck.reading.published import Collection, read_published
from backcheck.teach.cases import person_of_case, run_cases
from backcheck.teach.score import AS_NO, AS_NOT_SURE, person_of, score


@dataclass(frozen=True)
class ByCase:
    """The person of one case."""

    case: Case
    answers: Answers

    @property
    def name(self) -> str:
        """Give where the case stands and what it is called."""
        return f"{self.case.place}: {self.case.title}"

    @property
    def rules(self) -> tuple[str, ...]:
        """Give the rules that the case expects to decide."""
        return self.case.because

    @property
    def advice(self) -> tuple[str, ...]:
        """Give the items that the case expects or refuses."""
        return (*self.case.advice, *self.case.not_advice)

    def problem(self, protocol: Protocol) -> str:
        """Give what came out other than expected."""
        return "; ".join(problem for one in run_cases(protocol, [self.case]) for problem in one.problems)


@dataclass(frozen=True)
class Published:
    """One published patient, what the text does not mention taken as no or as not sure."""

    collection: Collection
    unstated: str
    answers: Answers
    rules: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Give the patient and how the unstated was taken."""
        return f"published patient {self.collection.patients[0].id} (unstated: {self.unstated})"

    def problem(self, protocol: Protocol) -> str:
        """Give a result that both raters would refuse; with doubt everywhere, only one that comes too late."""
        scored = score(protocol, self.collection, self.unstated).everybody[0]
        wrong = scored.off < 0 if self.unstated == AS_NOT_SURE else scored.off
        return f"came out as {scored.walk.report.rung.id}" if wrong else ""


def witnesses(protocol: Protocol, folder: str) -> tuple[ByCase | Published, ...]:
    """Give everybody whose outcome is expected; of a folder without published patients, the cases alone."""
    cases = [ByCase(case, dict(person_of_case(protocol, case))) for case in read_cases(protocol, folder)]
    return (*cases, *_published(protocol, folder))


def _published(protocol: Protocol, folder: str) -> Iterator[Published]:
    try:
        collection = read_published(protocol, folder)
    except MissingFileError:
        return
    for patient in collection.patients:
        alone = Collection((patient,), collection.levels, collection.tiers, (), ())
        for unstated in (AS_NO, AS_NOT_SURE):
            yield Published(alone, unstated, dict(person_of(protocol, patient.answers, unstated)))
