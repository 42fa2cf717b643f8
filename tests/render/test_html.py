"""The page: one file without scripts or requests, readable by everybody, on a phone, in the dark and on paper."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from backcheck.interview import by_worry
from backcheck.protocol import AREAS
from backcheck.reading import fill_others, read_answers_file, shipped_folder
from backcheck.reading.published import read_published
from backcheck.render import body_map
from backcheck.render.as_json import as_mapping
from backcheck.render.html import LENGTHS, RESULT_ID, letters, render
from backcheck.render.sections import headline, sections
from backcheck.report import Report, make_report, with_worsening
from backcheck.teach.cases import walk
from tests.browser import DESKTOP, PHONE, OpenPage
from tests.render.test_results import ONE_PER_RUNG, result
from tests.shipped import cases, person, protocol

READERS = ("patient", "clinician")
MOST_PAGES = {"patient": 2, "clinician": 1}
PAPERS = ("A4", "Letter")
SMALLEST_LETTERS = 16
SMALLEST_ON_PAPER = 8 * 96 / 72
"""Eight points, in the pixels that browsers count in."""
SIZES = "[...document.querySelectorAll('main *:not(svg *)')].map(e => parseFloat(getComputedStyle(e).fontSize))"
CERTIFICATE = "10 safety claims proved for this exact protocol over 10^75 combinations of answers."
HOSTILE = (
    '</title><script>document.title="taken"</script><img src=http://evil.example/x onerror=alert(1)>"\'&\u202e\x1b'
)


def full(rung: str) -> Report:
    """Give the result of one person at a rung with all that is ever told."""
    report = replace(result(ONE_PER_RUNG[rung]), today="2026-11-21", certificate=CERTIFICATE)
    return with_worsening(report)


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, page: str) -> None:
        """Read the page."""
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("reader", READERS)
def test_nothing_runs_and_nothing_is_fetched(reader: str) -> None:
    """No script, no handler, no address: the page is complete in itself."""
    tags = Tags(render(full("today"), reader)).found
    assert {"script", "link", "iframe", "object", "embed", "img", "form", "a"}.isdisjoint(tag for tag, _ in tags)
    names = {name for _, attributes in tags for name in attributes}
    assert not [name for name in names if name.startswith("on") or name in {"src", "href", "style", "srcdoc"}]


@pytest.mark.parametrize("reader", READERS)
def test_a_hostile_text_is_only_text(open_page: OpenPage, asked_for: list[str], reader: str, tmp_path: Path) -> None:
    """What a protocol says cannot run, fetch, or close the element it stands in."""
    calm = result(ONE_PER_RUNG["routine"])
    rule = replace(calm.reasons[0], title=HOSTILE, because=HOSTILE, answers=(HOSTILE,))
    care = replace(calm.care, action=HOSTILE, deadline=HOSTILE, do=(HOSTILE,), safety_net=(HOSTILE,))
    spoken = replace(protocol(), complaint=HOSTILE, title=HOSTILE)
    hostile = replace(calm, protocol=spoken, reasons=(rule,), care=care, today=HOSTILE)
    file = tmp_path / "hostile.html"
    file.write_text(render(hostile, reader), encoding="utf-8")
    page = open_page(file)
    assert page.title().startswith("</title><script>")
    assert page.locator("script, img").count() == 0
    assert "\x1b" not in page.content()
    assert "\u202e" not in page.locator("main").inner_text()
    assert asked_for == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize(
    ("rung", "reader"), [("call_now", "patient"), ("self_care", "patient"), ("today", "clinician")]
)
def test_axe_finds_nothing(open_page: OpenPage, rung: str, reader: str, width: int, *, dark: bool) -> None:
    """A page passes axe at any width, light and dark; nothing is wider than the screen, and no letter small."""
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(render(full(rung), reader), width=width, dark=dark)
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert min(page.evaluate(SIZES)) >= SMALLEST_LETTERS


def pages(open_page: OpenPage, page: str, paper: str) -> int:
    """Give how many pages of paper a page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", open_page(page).pdf(format=paper)))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("rung", [rung.id for rung in protocol().ladder])
def test_it_prints_on_two_pages_and_the_note_on_one(open_page: OpenPage, rung: str, paper: str) -> None:
    """A card fits on two pages of paper at most, a note for a clinician on one."""
    for reader, most in MOST_PAGES.items():
        assert pages(open_page, render(full(rung), reader), paper) <= most, reader


@pytest.mark.parametrize("rung", [rung.id for rung in protocol().ladder])
def test_no_letter_on_paper_is_too_small_to_read(open_page: OpenPage, rung: str) -> None:
    """Cards and notes print in eight points at least; only who ticks nearly everything gets smaller type."""
    for reader in READERS:
        page = open_page(render(full(rung), reader))
        page.emulate_media(media="print")
        assert min(page.evaluate(SIZES)) >= SMALLEST_ON_PAPER - 0.1, reader


def test_the_longest_notes_of_all_people_we_know_fit_on_a_page(open_page: OpenPage) -> None:
    """Of the cases and published patients who say yes most often, the longest notes and cards keep to their pages."""
    published = read_published(protocol(), shipped_folder()).patients
    known = [person(**case.answers) for case in cases() if case.others == "no"]
    known += [fill_others(protocol(), one.answers) for one in published]
    known.sort(key=lambda answers: sum(answer == "no" for answer in answers.values()))
    unsure = dict.fromkeys(protocol().question_of, "not sure")
    known = [*known[:40], *({**unsure, **one.answers} for one in published[::10])]
    told = [walk(protocol(), answers).report for answers in known]
    for reader, most in MOST_PAGES.items():
        for report in sorted(told, key=lambda one: -letters(sections(one, reader)))[:3]:
            page = render(with_worsening(replace(report, today="2026-11-21", certificate=CERTIFICATE)), reader)
            assert [paper for paper in PAPERS if pages(open_page, page, paper) > most] == [], report.answers
    notes = [letters(sections(one, "clinician")) for one in told]
    _, long, *_ = LENGTHS["clinician"]
    assert sum(note >= long for note in notes) <= len(notes) / 10


def ticking(most: int) -> Report:
    """Give somebody who ticks everything that is no emergency, until a note is nearly so many letters long."""
    answers, found = dict(person()), make_report(protocol(), person())
    for question in protocol().questions:
        for fact in question.facts:
            tried = {**answers, fact: by_worry(protocol(), fact)[0]}
            report = make_report(protocol(), tried)
            if report.is_emergency or not report.complete:
                continue
            report = with_worsening(replace(report, today="2026-11-21", certificate=CERTIFICATE))
            if letters(sections(report, "clinician")) < most:
                answers, found = tried, report
    return found


def test_somebody_who_ticks_very_much_still_has_a_note_of_one_page(open_page: OpenPage) -> None:
    """A note longer than any we know is set in smaller type; the longest goes on over a second page and says so."""
    _, long, longest, _ = LENGTHS["clinician"]
    for report, expected in ((ticking(longest), 1), (ticking(10 * longest), 2)):
        told = letters(sections(report, "clinician"))
        assert (long < told < longest) is (expected == 1)
        assert [pages(open_page, render(report, "clinician"), paper) for paper in PAPERS] == [expected] * len(PAPERS)
    rules = "[...document.styleSheets[0].cssRules].map(rule => rule.cssText).join(' ')"
    assert 'Continued: page " counter(page)' in open_page(render(report, "clinician")).evaluate(rules)


def test_the_browser_keeps_the_policy(open_page: OpenPage, asked_for: list[str]) -> None:
    """The page's own style counts; a script or a picture put into it does not."""
    page = open_page(render(full("today")))
    background = page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor")
    assert background == "rgb(255, 221, 0)"
    page.evaluate(
        """() => { const s = document.createElement('script'); s.textContent = 'document.title = "taken"';
        const i = document.createElement('img'); i.src = 'http://evil.example/'; document.body.append(s, i); }"""
    )
    page.wait_for_timeout(50)
    assert page.title() == headline(full("today"))
    assert asked_for == []


@pytest.mark.parametrize("rung", ["emergency_department", "two_weeks"])
def test_a_page_is_an_answers_file_too(rung: str, tmp_path: Path) -> None:
    """The page can be passed to --answers again and gives the same answers; it holds the whole JSON."""
    report = full(rung)
    file = tmp_path / "result.html"
    file.write_text(render(report), encoding="utf-8")
    assert read_answers_file(protocol(), file) == report.answers
    inside = re.search(rf'<pre id="{RESULT_ID}" hidden>(.*?)</pre>', file.read_text(encoding="utf-8"))
    assert inside is not None
    assert json.loads(inside[1].replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")) == as_mapping(
        report
    )


def test_the_map_marks_what_answers_say() -> None:
    """The complaint marks its own areas, an answer marks its own beside them, and each stands in words too."""
    report = make_report(protocol(), {**ONE_PER_RUNG["routine"].answers, "band": "yes"})
    assert set(report.marks) == {*protocol().marks, "round_body"}
    drawn = body_map.figure(report.marks)
    assert drawn.count("<title") == drawn.count("<desc") == 1
    assert all(body_map.AREAS[area][0] in drawn for area in report.marks)
    assert "a band of pain" in drawn


def test_the_map_marks_no_more_than_was_asked() -> None:
    """Upper and middle back are one zone, since nobody asks which; tummy pain may be low, so all of it is marked."""
    report = make_report(protocol(), {**ONE_PER_RUNG["routine"].answers, "tummy_pain": "yes"})
    assert set(report.marks) == {*protocol().marks, "tummy_or_low_chest"}
    assert len(protocol().marks) == 1
    assert body_map.figure(report.marks).count("(not asked wh") == 2 * len(report.marks)


def test_a_protocol_without_areas_has_no_map() -> None:
    """Where nothing is marked, no body is drawn."""
    bare = make_report(replace(protocol(), marks=()), ONE_PER_RUNG["routine"].answers)
    assert "<svg" not in render(bare)
    assert body_map.figure({"chest": ("<b>",)}).count("<b>") == 0


def test_every_area_an_author_may_name_can_be_drawn() -> None:
    """The words of the format and the shapes of the map are the same."""
    assert set(body_map.AREAS) == set(AREAS)
