"""What a reader is told besides the action, and that the rules themselves say so."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest

from backcheck.findings import Person
from backcheck.note import red_flags
from backcheck.protocol import Protocol
from backcheck.render import as_json, fhir, html, markdown, plain, terminal
from backcheck.render.parts import CLINICIAN, PATIENT, Section
from backcheck.render.sections import sections
from backcheck.render.signs import MOST_SIGNS
from backcheck.report import Report, make_report, with_worsening
from backcheck.triage import triage
from backcheck.words import name_of
from backcheck.worsening import HISTORY
from tests.render.test_results import ONE_PER_RUNG, result
from tests.shipped import cases, protocol

BELOW_EMERGENCY = [rung.id for rung in protocol().ladder if rung.group != "emergency"]
EMERGENCY_PARTS = {"", "Why", "You gave two answers", "Say this when you call or arrive", "What to say", "Do", "Do not"}

FOR_READERS: dict[str, Callable[[Report, str], str]] = {
    "plain": lambda report, reader: plain.render(report, 80, reader),
    "terminal": lambda report, reader: terminal.drawn(report, 80, reader),
    "markdown": lambda report, reader: markdown.render(report, reader).replace("\\", ""),
    "html": lambda report, reader: unescape(html.render(report, reader).partition("<pre ")[0]),
}


def part(report: Report, heading: str, reader: str = PATIENT) -> Section | None:
    """Give one section of a result, none where it is not there."""
    return next((one for one in sections(report, reader) if one.heading == heading), None)


def text(report: Report, reader: str = PATIENT) -> str:
    """Give a whole result on one line."""
    return " ".join(plain.render(report, 500, reader).split())


@pytest.mark.parametrize("rung", ["call_now", "emergency_department"])
def test_an_emergency_card_holds_four_things(rung: str) -> None:
    """Action, why, what to say and what not to do; then which protocol it was, and nothing else."""
    report = with_worsening(result(ONE_PER_RUNG[rung]))
    assert {one.heading for one in sections(report)} <= {*EMERGENCY_PARTS, "About this result"}


def test_no_history_is_told_as_something_that_starts() -> None:
    """Cancer in the past does not begin tomorrow, nor does an age."""
    report = with_worsening(result(ONE_PER_RUNG["self_care"]))
    signs = {sign for one in report.worsening for sign in one.signs}
    lines = [line for line in protocol().line_of.values() if line.section in HISTORY]
    assert lines
    assert not [line for line in lines if line.short in signs]


def test_no_comfort_that_goes_is_told_as_a_sign() -> None:
    """A sign is something that comes; "no longer" is no sign that a person watches for."""
    eased = next(case for case in cases() if case.answers.get("easy_position") == "yes" and case.expect == "today")
    report = with_worsening(result(eased))
    assert report.worsening
    assert not [new for one in report.worsening for new in one.signs.values() if "no" in new.answers]


@pytest.mark.parametrize("rung", BELOW_EMERGENCY)
def test_every_way_of_a_sign_raises_the_result_to_its_rung(rung: str) -> None:
    """Programs get each sign as facts: whichever of its answers they take, with what goes with it, it is so urgent."""
    report = with_worsening(result(ONE_PER_RUNG[rung]))
    told = json.loads(as_json.render(report))["what_would_change_this"]
    assert told
    assert [one["rung"] for one in told] == [one.rung for one in report.worsening]
    assert all(protocol().height[one["rung"]] > protocol().height[report.rung.id] for one in told)
    for one in told:
        for sign in (*one["signs"], *one["further"]):
            facts = {sign["fact"]: sign["answers"], **sign["with"]}
            assert all(facts.values())
            for row in itertools.product(*facts.values()):
                after = triage(Person(protocol(), {**report.answers, **dict(zip(facts, row, strict=True))}))
                assert after.at_least == one["rung"], sign


@pytest.mark.parametrize("rung", [rung.id for rung in protocol().ladder])
def test_no_form_leaves_out_what_would_change_it(rung: str) -> None:
    """The signs stand in every form alike; to a patient an emergency tells the action and nothing else.

    Of the rungs that are no emergency text tells some, and how many more there are.
    """
    report = with_worsening(result(ONE_PER_RUNG[rung]))
    assert bool(report.worsening) is (rung != protocol().ladder[0].id)
    forms = {
        "json": as_json.render(report),
        "fhir": fhir.render(report),
        **{
            f"{name} {reader}": told(report, reader)
            for name, told in FOR_READERS.items()
            for reader in (PATIENT, CLINICIAN)
        },
    }
    hidden = {"fhir", *(f"{name} {PATIENT}" for name in FOR_READERS)} if report.is_emergency else set()
    for one in report.worsening:
        emergency = protocol().rung_of[one.rung].group == "emergency"
        for place, sign in enumerate(one.signs):
            assert json.dumps(sign).lower() in forms["json"].lower()
            for name, form in forms.items() if emergency or place < MOST_SIGNS else ():
                here = name in {"json", *hidden} or sign.lower() in " ".join(form.lower().split()).replace('\\"', '"')
                assert here, (name, sign)


def test_the_words_to_say_are_two_sentences_of_the_persons_own_answers() -> None:
    """Whoever picks up the phone has the complaint, the deciding answers, how urgent it is and why."""
    report = result(ONE_PER_RUNG["today"])
    first, second = report.say
    assert first.startswith(protocol().complaint)
    assert all(answer in first for answer in report.reasons[0].said)
    assert report.rung.name in second
    assert report.reasons[0].title in second
    assert part(report, "Say this when you call or arrive") is not None


UNSURE = make_report(protocol(), {"cannot_breathe": "not sure"})


def test_what_doubt_alone_made_count_is_not_told_as_if_it_were_so() -> None:
    """Somebody who was not sure of a sign does not read, nor say on the phone, that they have it."""
    title = UNSURE.reasons[0].title
    why = part(UNSURE, "Why")
    assert why is not None
    assert why.items[0].text == f"Not ruled out: {title}"
    assert not any(line.startswith("You said:") for line in why.items[0].details)
    first, second = UNSURE.say
    assert "and I am not sure about: too breathless to finish a sentence." in first
    assert f'because it cannot rule this out: "{title}"' in second
    assert "not sure: " not in text(UNSURE)
    assert ": not sure" not in text(UNSURE)


def test_nobody_is_made_to_say_what_they_would_rather_not() -> None:
    """The card keeps it apart from doubt, and the words for the phone leave it out."""
    declined = make_report(protocol(), {"cannot_breathe": "prefer not to say", "passed_out": "not sure"})
    assert "You would rather not say: too breathless to finish a sentence." in text(declined)
    assert "breathless" not in declined.say[0]
    assert "passed out" in declined.say[0]


def test_signs_that_did_not_decide_are_said_all_the_same() -> None:
    """A nurse on the phone hears of every danger that was ticked, also of those no deciding rule hangs on."""
    heard = 0
    for case in cases()[::6]:
        report = result(case)
        yes = {name_of(protocol(), fact) for fact, answer in report.answers.items() if answer == "yes"}
        flags = {name_of(protocol(), fact) for fact in red_flags(protocol())}
        told = {answer for one in report.reasons for answer in one.answers}
        assert set(report.also_yes) == (yes & flags) - told
        heard += bool(report.also_yes)
        if report.also_yes and report.reasons and (report.complete or report.is_emergency):
            assert f"Also say: {report.also_yes[0]}" in text(report)
    assert heard


def test_with_many_concerns_each_is_heard_and_the_rest_is_counted() -> None:
    """Nobody can say 18 titles on the phone: the first two, each with an answer of its own, and how many more."""
    signs = ("cannot_breathe", "chest_crushing", "passed_out", "muddled", "cannot_move", "blood")
    report = make_report(protocol(), dict.fromkeys(signs, "yes"))
    first, second = report.say
    assert second.endswith(f"; and {len(report.reasons) - 2} more.")
    assert all(one.said[0] in first for one in report.reasons[:6])


@pytest.mark.parametrize("rung", [rung.id for rung in protocol().ladder])
@pytest.mark.parametrize("reader", [PATIENT, CLINICIAN])
def test_the_number_to_call_stands_wherever_a_call_is_meant(rung: str, reader: str) -> None:
    """Nobody in a fright has to find out what their emergency number is; no placeholder is left over."""
    report = with_worsening(make_report(protocol(), result(ONE_PER_RUNG[rung]).answers, "GB"))
    for form in FOR_READERS.values():
        assert "999" in form(report, reader)
        assert "{number}" not in form(report, reader)
        assert "call your emergency number, or" not in form(report, reader)


def test_what_else_holds_in_the_region_stands_beside_whom_to_see() -> None:
    """Advice of the person's own country to be quicker is not buried below the tips."""
    answers = result(ONE_PER_RUNG["self_care"]).answers
    here, elsewhere = (make_report(protocol(), answers, region) for region in ("GB", "US"))
    assert any("111" in item.text for item in sections(here)[0].items)
    assert "111" not in text(elsewhere)


def test_important_noes_are_dangers_that_would_be_an_emergency() -> None:
    """A person can check that the worst was asked: yes to any of them, newly, would have meant an emergency."""
    report = result(ONE_PER_RUNG["routine"])
    names = {protocol().line_of[fact].short.lower(): fact for fact in protocol().line_of}
    assert report.said_no
    for name in report.said_no:
        new = {names[name.lower()]: "yes", "nerve_when": "last_2_days", "chest_when": "last_day"}
        assert make_report(protocol(), {**report.answers, **new}).is_emergency
    assert "numb between the legs" in report.said_no


def test_a_result_with_an_unchecked_workup_says_so() -> None:
    """What clinicians may do is told too: nobody having checked it is enough."""
    report = result(ONE_PER_RUNG["call_now"])
    checked = tuple(replace(one, checked=True) for one in report.protocol.workups)
    all_checked = replace(report, protocol=replace(report.protocol, workups=checked))
    assert all(one.checked for one in (*report.reasons, *report.also))
    assert not all_checked.unchecked
    assert report.unchecked
    assert "not checked against their source" in text(report, CLINICIAN)


def test_what_to_expect_names_the_people_it_is_known_of() -> None:
    """A number about other people never stands alone, and nobody outside the studied group is told it."""
    new, old = ({**ONE_PER_RUNG["self_care"].answers, "duration": long} for long in ("days_3_7", "over_12_weeks"))
    told = {one.id for one in make_report(protocol(), new).advice}
    assert "how_it_usually_goes" in told or not make_report(protocol(), new).complete
    assert "how_it_usually_goes" not in {one.id for one in make_report(protocol(), old).advice}
    shown = part(result(ONE_PER_RUNG["self_care"]), "What to expect")
    assert shown is not None
    assert all("Known from studies of" in item.details[0] for item in shown.items)


@pytest.mark.parametrize("rung", [rung.id for rung in protocol().ladder])
def test_a_protocol_past_its_review_warns(rung: str) -> None:
    """From the day after, every card says that it may be out of date; before, none does."""
    report = replace(result(ONE_PER_RUNG[rung]), today=protocol().review_by)
    assert "may be out of date" not in text(report)
    assert "may be out of date" in text(replace(report, today="2999-01-01"))


def test_the_certificate_stands_below_an_emergency_only() -> None:
    """What is proved is told where there is time to read it."""
    calm, urgent = (replace(result(ONE_PER_RUNG[rung]), certificate="Proved.") for rung in ("routine", "call_now"))
    assert "Proved." in text(calm)
    assert "Proved." not in text(urgent)
    assert "Proved." in text(urgent, CLINICIAN)


def test_a_protocol_without_the_new_words_still_tells() -> None:
    """No complaint, no workup, no areas: the words to say name the protocol instead."""
    bare: Protocol = replace(protocol(), complaint="", workups=(), marks=())
    report = make_report(bare, {"numb_saddle": "yes", "nerve_when": "last_2_days"})
    assert protocol().title in report.say[0]
    assert report.workups == ()
    assert not set(protocol().marks) & set(report.marks)
