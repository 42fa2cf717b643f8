"""What a result says of urgency, taken out of each form again, so that forms can be compared."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt

from backcheck.render import as_json, fhir, html, markdown, plain, terminal
from backcheck.render.sections import LIMITS, NOT_ENOUGH
from backcheck.report import Report
from tests.forms.fhir import urgency
from tests.shipped import protocol

WHOM = re.compile(r"Whom to see: (.*?)\.(?: |$)")
UNTOLD = ("deadline", "see", "then", "say_when_you_call", "advice", "what_to_expect", "do", "do_not", "check_again")
"""What a result may not tell before it is decided."""


@dataclass(frozen=True)
class Urgency:
    """The rung that an action stands for (empty for none), the deadline, and whom to see."""

    rung: str
    deadline: str
    referral: str


def of_json(report: Report, _reader: str) -> Urgency:
    """Take it out of JSON."""
    return _of_result(report, json.loads(as_json.render(report)))


def _of_result(report: Report, told: dict[str, Any]) -> Urgency:
    """Take it out of a result; its rung must be that of its action, and where there is none nothing else may stand."""
    if told["rung"] is None:
        assert (told["action"], told["group"]) == (NOT_ENOUGH, None)
        assert not [name for name in UNTOLD if told[name]]
    else:
        assert told["rung"] == _rung(report, told["action"])
    names = [one["name"] for one in told["see"]]
    referral = " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    return Urgency(told["rung"] or "", told["deadline"] or "", referral)


def of_plain(report: Report, reader: str) -> Urgency:
    """Take it out of plain text."""
    return _between(report, plain.render(report, 80, reader).partition(": ")[2])


def of_terminal(report: Report, reader: str) -> Urgency:
    """Take it out of a drawn card, whose action stands in capitals."""
    return _between(report, terminal.drawn(report, 80, reader))


def of_markdown(report: Report, reader: str) -> Urgency:
    """Take it out of Markdown as another program reads it."""
    inline = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown.render(report, reader))
    texts = ["".join(child.content for child in token.children or ()) for token in inline if token.type == "inline"]
    return _between(report, "\n".join([texts[0].partition(": ")[2], *texts[1:]]))


def of_html(report: Report, reader: str) -> Urgency:
    """Take it out of the page: its heading and the paragraphs under it; its copy for programs says the same."""
    page = Page(html.render(report, reader))
    told = _between(report, "\n".join([page.texts["h1"][0], *page.texts["p"][1:]]))
    assert told == _of_result(report, json.loads(page.texts["pre"][0]))
    return told


def of_fhir(report: Report, _reader: str) -> Urgency:
    """Take it out of the resources of a FHIR Bundle; its words for people say the same.

    The questionnaire beside them is the same for everybody.
    """
    resources = fhir.about_person(report)
    rung, deadline, names = urgency(resources)
    told = Urgency(rung, deadline, " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))))
    (narrative,) = (one["text"]["div"] for one in resources if "text" in one)
    assert told == _between(report, "\n".join(Page(narrative).flat))
    return told


FOR_READERS: dict[str, Callable[[Report, str], Urgency]] = {
    "terminal": of_terminal,
    "plain": of_plain,
    "markdown": of_markdown,
    "html": of_html,
}
"""The forms that patients and clinicians get in their own words."""
FORMS: dict[str, Callable[[Report, str], Urgency]] = {
    **FOR_READERS,
    "json": of_json,
    "fhir": of_fhir,
}
"""Every form with the function that takes the urgency out of it; a new form adds a line here."""


class Page(HTMLParser):
    """The texts of a page by tag."""

    def __init__(self, page: str) -> None:
        """Read the page."""
        super().__init__()
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.flat: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a text."""
        del attrs
        self.open.append(tag)
        self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Keep what stands in it."""
        self.flat.append(data)
        if self.open:
            self.texts[self.open[-1]][-1] += data


def _between(report: Report, text: str) -> Urgency:
    """Take it out of what stands from the action to the limits."""
    told = " ".join(text.split()).partition(LIMITS)[0]
    rung = _rung(report, told)
    if not rung:
        return Urgency("", "", "")
    whom = WHOM.search(told)
    deadlines = {care.with_number(report.number).deadline for care in protocol().care.values()}
    (deadline,) = [one for one in deadlines if one in told]
    return Urgency(rung, deadline, whom[1] if whom else "")


def _rung(report: Report, told: str) -> str:
    """Give the one rung whose action a text begins with, in any case; empty for none."""
    actions = {rung: care.with_number(report.number).action for rung, care in protocol().care.items()}
    found = [rung for rung, action in actions.items() if told.lower().startswith(action.lower())]
    return found[0] if len(found) == 1 else ""
