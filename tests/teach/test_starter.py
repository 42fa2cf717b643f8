"""What ``new`` writes: sound for any words, and every word where its author put it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backcheck.protocol import Protocol
from backcheck.reading import read_cases, read_protocol, threshold_gaps
from backcheck.teach.cases import run_cases
from backcheck.teach.starter import LONGEST, MOST_RUNGS, Plan, files_of, problem_with
from backcheck.verify.verdict import verify

DAY = "2027-11-21"
HOSTILE = ["yes", 'it\'s "so" \\ # : -', "- [a] & *b !c", "$title $$x %s", "水", "nothing found", "1", "<b>|`x`"]
CHARACTERS = st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="{}")
WORDS = st.text(CHARACTERS, min_size=1, max_size=30).filter(lambda words: not problem_with(words)) | st.sampled_from(
    HOSTILE
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Give any plan that the wizard lets through."""
    rungs = draw(st.lists(WORDS, min_size=3, max_size=MOST_RUNGS, unique_by=lambda one: one.strip().casefold()))
    count = len(rungs) - 1
    signs = draw(st.lists(WORDS, min_size=count, max_size=count, unique_by=lambda one: one.strip().casefold()))
    return Plan(draw(WORDS), tuple(rungs), draw(WORDS), tuple(signs))


def written(plan: Plan, folder: Path) -> Path:
    """Write a plan's files."""
    for name, text in files_of(plan, DAY).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def once(words: str) -> str:
    """Give words as a reader of the format gives them: one space between two."""
    return " ".join(words.split())


@given(plans())
@settings(max_examples=40)
def test_any_words_make_a_protocol_that_loads_and_whose_cases_come_out_right(plan: Plan) -> None:
    """Quotes, brackets, other scripts and words of the language itself are only words."""
    with tempfile.TemporaryDirectory() as place:
        folder = written(plan, Path(place))
        protocol = read_protocol(folder)
        cases = read_cases(protocol, folder)
        assert list(threshold_gaps(protocol, cases)) == []
        assert [one.problems for one in run_cases(protocol, cases) if one.problems] == []
        assert len(cases) == 2 * len(plan.signs) + 2
        _says_what_was_given(protocol, plan)


def _says_what_was_given(protocol: Protocol, plan: Plan) -> None:
    assert protocol.title == once(plan.title)
    assert [rung.name for rung in protocol.ladder] == [once(rung) for rung in plan.rungs]
    assert [line.say for line in protocol.questions[0].lines] == [once(sign) for sign in plan.signs]
    assert [rule.urgency for rule in protocol.rules] == [rung.id for rung in protocol.ladder[:-1]]


@pytest.mark.parametrize("count", range(3, MOST_RUNGS + 1))
def test_all_claims_hold_whatever_the_ladder(count: int, tmp_path: Path) -> None:
    """A protocol that was only just begun is a safe one."""
    rungs = tuple(f"Rung {place}" for place in range(count))
    folder = written(Plan("Any title", rungs, "Any topic", tuple(f"Sign {one}" for one in rungs[:-1])), tmp_path)
    assert [one.claim.id for one in verify(read_protocol(folder)) if not one.holds] == []


@pytest.mark.parametrize("words", ["", "  ", "a{b}", "a\tb", "\x1b[2J", "x" * (LONGEST + 1), "\udcff", "a\nb\u2028"])
def test_words_that_could_not_stand_in_a_protocol_are_refused(words: str) -> None:
    """Each gets a sentence that says why."""
    assert problem_with(words).endswith(".")


def test_two_rungs_of_one_name_are_refused() -> None:
    """Whether they are written large or small."""
    assert problem_with("wait ", ("Eat", "WAIT"))
    assert not problem_with("Wait", ("Eat",))
