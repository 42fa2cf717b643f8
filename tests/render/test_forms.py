"""No form says more or less than another about how urgent it is, and each can be read again."""

from __future__ import annotations

import random

import pytest

from backcheck.protocol import UNSURE_ANSWERS, Answer, Answers, Question
from backcheck.report import Report, make_report
from tests.render.forms import FOR_READERS, FORMS, Urgency
from tests.shipped import cases, person, protocol

PEOPLE, PARTS = 1000, 4
READERS = ("patient", "clinician")
REGIONS = ("", "GB", "AU", "IN")
COMPLETE = tuple(case for case in cases() if case.others == "no")


def possible(question: Question) -> tuple[Answer, ...]:
    """Give the answers that one fact of a question can have."""
    if question.kind == "choice":
        return (*(choice.id for choice in question.choices), *UNSURE_ANSWERS)
    if question.kind == "number":
        return (*range(question.lowest, question.highest + 1), *UNSURE_ANSWERS)
    return ("yes", "no", *UNSURE_ANSWERS)


def anybody(chance: random.Random) -> Answers:
    """Give one of the people of the cases, with some answers changed to any others, and of some people a part only."""
    answers = dict(person(**chance.choice(COMPLETE).answers))
    share = chance.choice((0, 0, 0.01, 0.1, 0.5))
    for question in protocol().questions:
        for fact in question.facts:
            if chance.random() < share:
                answers[fact] = chance.choice(possible(question))
    kept = chance.choice((1, 1, 1, 0.5))
    return {fact: answer for fact, answer in answers.items() if chance.random() < kept}


def expected(report: Report) -> Urgency:
    """Give what a report means: an unfinished one decides nothing unless it is urgent already."""
    if not report.complete and report.rung.group not in {"emergency", "urgent"}:
        return Urgency("", "", "")
    names = [place.name for place in report.see]
    referral = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    return Urgency(report.rung.id, report.care.deadline, referral)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_form_says_the_same_of_urgency(part: int) -> None:
    """Rung, deadline and referral, taken out of any form again for any reader, are those of the report.

    A thousand people, in parts that machines can share; each reaches every rung, with and without all answers.
    """
    chance = random.Random(1927 + part)  # noqa: S311  people, not passwords
    seen = set()
    for _ in range(PEOPLE // PARTS):
        report = make_report(protocol(), anybody(chance), chance.choice(REGIONS))
        seen.add((report.rung.id, report.complete))
        for reader in READERS:
            forms = FORMS if reader == READERS[0] else FOR_READERS
            said = {form: read_again(report, reader) for form, read_again in forms.items()}
            assert said == dict.fromkeys(forms, expected(report)), (reader, report.answers)
    assert {rung for rung, complete in seen if complete} == {rung.id for rung in protocol().ladder}
    assert {complete for _, complete in seen} == {True, False}
