"""What a person sees, recorded from the program itself: golden screens, a transcript, and the README's pictures."""

from __future__ import annotations

import io
import json
import re

from rich.console import Console

from backcheck.protocol import Answers
from backcheck.report import Report
from tests.shipped import cases, protocol

SHOWN = {"emergency": "call_now", "urgent": "today", "planned": "routine", "self_care": "self_care"}
"""For each group of rungs, the one that is shown."""
WIDTHS = (40, 100)
PEOPLE = ("call_now", "emergency_department", "today", "routine", "self_care")
"""The rungs of the five people whose results stand in ``tests/golden/people`` in every form."""
FORMS = {
    "card.txt": "terminal",
    "plain.txt": "plain",
    "json": "json",
    "fhir.json": "fhir",
    "md": "markdown",
    "html": "html",
}
FOR_PROGRAMS = ("json", "fhir.json")
"""The endings of forms that are one and the same for every reader."""
READERS = ("patient", "clinician")
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def golden(group: str, width: int) -> str:
    """Give the drawn result of one group of rungs as text, on a screen of some width."""
    return _without_hash(_card(group, width).export_text(styles=False))


def picture(group: str) -> str:
    """Give the drawn result of one group of rungs as SVG, with no font to fetch from anywhere."""
    drawn = _card(group, 80, coloured=True).export_svg(title="backcheck")
    return _without_hash(FONT.sub("", drawn)) + "\n"


def told(rung: str, reader: str, ending: str) -> str:
    """Give the result of one of the PEOPLE in one of the FORMS."""
    from backcheck.cli.delivery import in_text

    if FORMS[ending] == "fhir":
        return _fhir(rung)
    return _without_hash(in_text(_report(rung), FORMS[ending], 80, reader))


def questionnaire() -> str:
    """Give the FHIR Questionnaire that stands in everybody's Bundle."""
    from backcheck.forms.questionnaire import render

    return _without_ids(render(protocol()))


def _fhir(rung: str) -> str:
    """Give the Bundle of one of the PEOPLE; the questions, the same in all of them, have a file of their own."""
    from backcheck.render.fhir import bundle

    made = bundle(_report(rung))
    asked = made["entry"][0]["resource"]
    asked["item"] = f"{len(asked['item'])} items: see questionnaire.fhir.json"
    return _without_ids(json.dumps(made, indent=1, ensure_ascii=False) + "\n")


def _without_ids(text: str) -> str:
    """Put running numbers in the place of ids, which are made of the protocol's hash."""
    numbers: dict[str, int] = {}
    return UUID.sub(
        lambda id_: f"00000000-0000-0000-0000-{numbers.setdefault(id_[0], len(numbers)):012}", _without_hash(text)
    )


def transcript() -> str:
    """Give ``docs/plain.md``: one plain interview as it stood on a terminal, from the first line to the result."""
    from tests.screen import Screen
    from tests.terminal.driving import interview

    with Screen("--plain", "--region", "GB", columns=100, rows=300) as screen:
        interview(screen, _short_emergency(), plain=True)
        screen.wait_for_end()
        lines = (line.rstrip() for line in screen.seen.decode().replace("\r\n", "\n").split("\n"))
    return TRANSCRIPT_HEAD + _without_hash("\n".join(lines)).rstrip() + "\n```\n"


TRANSCRIPT_HEAD = """\
# A plain interview

Written by `make docs` from the program itself: `backcheck --plain --region GB` on a terminal. What stands behind `>`
was typed. Nothing is drawn and nothing is taken back, so a screen reader, a braille line or a log gets every word once.

```text
"""


def _without_hash(text: str) -> str:
    """Put noughts in the place of the protocol's hash: a screen is not another one for each word that changes."""
    return text.replace(protocol().hash, "0" * 64).replace(protocol().hash[:12], "0" * 12)


def _card(group: str, width: int, *, coloured: bool = False) -> Console:
    from backcheck.render.terminal import print_card

    console = Console(
        file=io.StringIO(),
        width=width,
        record=True,
        color_system="truecolor" if coloured else None,
        force_terminal=coloured,
        _environ={},
    )
    print_card(_report(SHOWN[group]), console)
    return console


def _report(rung: str) -> Report:
    """Give the result of the first person in the cases who ends at a rung."""
    from backcheck.report import make_report, with_worsening
    from backcheck.teach.cases import person_of_case, walk

    case = next(case for case in cases() if case.expect == rung and case.others == "no")
    answers = walk(protocol(), person_of_case(protocol(), case)).answers
    return with_worsening(make_report(protocol(), answers, "GB"))


def _short_emergency() -> Answers:
    """Give somebody who is told to call now after three to six questions."""
    from backcheck.teach.cases import person_of_case, walk

    for case in cases():
        if case.expect == "call_now" and case.others == "no":
            someone = person_of_case(protocol(), case)
            if len(walk(protocol(), someone).asked) in range(3, 7):
                return someone
    raise AssertionError("no case of the protocol is a short emergency")
