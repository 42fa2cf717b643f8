"""Changes that look harmless to two protocols side by side, and are told all the same."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backcheck.interview import next_question
from backcheck.protocol import Answers, Protocol
from backcheck.reading.lowerings import is_named, read_lines
from backcheck.triage import rung_of
from backcheck.verify.comparison.differences import moved, sent
from backcheck.verify.comparison.floors import loosened
from backcheck.verify.comparison.shared import Both
from backcheck.verify.comparison.words import asked_otherwise, reworded
from tests.property.generated import everyone, protocols
from tests.verify.small import ADVICE, FLOORS, QUESTIONS, RULES, choice, floor, number, rule, small, without, yes_no
from tests.verify.small import NUMB as NUMBNESS
from tests.verify.test_diff import BICYCLE, backcheck

LOWERED_STOP = {
    "stop at: stop_riding": "stop at: workshop_this_week",
    "rungs: [workshop_this_week, next_service": "rungs: [next_service",
}
RENAMED = {
    "      today: Today or yesterday": "      last_day: Today or yesterday",
    "brakes_since is today\n    urgency: stop_riding": "brakes_since is last_day\n    urgency: workshop_this_week",
    "brakes_since is today]": "brakes_since is last_day]",
    "brakes_since is today\n": "brakes_since is last_day\n",
    "brakes_since: today": "brakes_since: last_day",
}


def end(protocol: Protocol, person: Answers) -> str:
    """Give where the engine's own interview with somebody ends."""
    answers: Answers = {}
    while (question := next_question(protocol, answers)) is not None:
        answers = {**answers, **{fact: person[fact] for fact in question.facts}}
    return rung_of(protocol, answers)


def copy(tmp_path: Path, changes: dict[str, str], name: str = "new") -> Path:
    """Give a copy of the bicycle's protocol with some words changed, wherever they stand."""
    folder = tmp_path / name
    shutil.copytree(BICYCLE, folder)
    for path in folder.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for before, after in changes.items():
            text = text.replace(before, after)
        path.write_text(text, encoding="utf-8")
    return folder


def told(old: Path, new: Path) -> tuple[int, dict[str, list[str]]]:
    """Give how the command ends, and what it says as JSON."""
    done = backcheck("diff", str(old), str(new), "--json")
    return done.returncode, json.loads(done.stdout)


@settings(max_examples=15, deadline=None)
@given(protocols(), st.data())
def test_where_interviews_end_is_compared_for_everybody(protocol: Protocol, data: st.DataObject) -> None:
    """Another place to stop, another order, another question asked even then: trying everybody finds the same moves."""
    people = list(everyone(protocol, 1001))
    assume(len(people) <= 1000)
    gated = any(one.ask_if is not None for one in protocol.questions)
    order = list(protocol.questions) if gated else data.draw(st.permutations(protocol.questions))
    questions = tuple(replace(one, even_then=data.draw(st.booleans())) for one in order)
    stop = data.draw(st.sampled_from([rung.id for rung in protocol.ladder[:-1]]))
    new = replace(protocol, questions=questions, stop_at=stop)
    tried = {(end(protocol, one), end(new, one)) for one in people}
    both = Both(protocol, new)
    assert {(one.before, one.after) for one in moved(both.interviewed)} == {
        pair for pair in tried if len(set(pair)) > 1
    }
    assert not list(moved(both.answered))


def test_a_lowered_stop_is_a_lowering(tmp_path: Path) -> None:
    """Whoever is no longer asked what would have stopped the ride is shown, and the changelog has to name it."""
    code, found = told(BICYCLE, copy(tmp_path, LOWERED_STOP))
    assert code == 1
    assert "lowered stop_riding -> workshop_this_week" in found["unnamed"]
    assert "lowered stop at stop_riding -> workshop_this_week" in found["unnamed"]
    assert found["asking"]


def test_what_changed_in_the_asking_is_said() -> None:
    """Where it stops, what is asked even then, and what has another turn."""
    questions = (*QUESTIONS[1:], replace(QUESTIONS[0], even_then=True))
    said = "\n".join(asked_otherwise(small(), replace(small(questions=questions), stop_at="today")))
    assert all(word in said for word in ("today, before at call", "now asked even after that: nerves", "order: nerves"))


def test_a_renamed_choice_hides_nothing(tmp_path: Path) -> None:
    """People who give it cannot be compared, so nothing is called proved, and it has to be named."""
    new = copy(tmp_path, RENAMED)
    code, found = told(BICYCLE, new)
    assert (code, found["unnamed"]) == (1, ["not compared brakes_since"])
    page = backcheck("diff", str(BICYCLE), str(new), "--output-dir", str(tmp_path)).stdout
    assert "nobody among those compared" in page
    assert "That is proved" not in page


def test_a_floor_that_holds_fewer_people_has_to_be_named() -> None:
    """Gone, lower, narrower or with a new exception; a new name alone is nothing, nor is one that another covers."""
    numb = FLOORS[0]
    for changed in (
        (),
        (replace(numb, floor="today"),),
        (replace(numb, if_unsure="today"),),
        (replace(numb, except_for=("infection",)),),
    ):
        found = list(loosened(Both(small(), small(floors=(*changed, *FLOORS[1:])))))
        assert {one.danger for one in found} == {numb.danger}
    renamed = (floor("no feeling", NUMBNESS, "call", "call"), *FLOORS[1:])
    assert not list(loosened(Both(small(), small(floors=renamed))))


def test_who_usually_follows_is_compared() -> None:
    """Whoever is no longer told of somebody who usually follows is found."""
    new = small(rules=without("infection", replace(rule("infection", RULES[1].when, "today", "today"), then=("ward",))))
    found = [one for one in sent(Both(small(), new).answered) if one.then]
    assert {(one.rung, one.service, one.now) for one in found} == {("today", "ward", True)}


def test_words_that_changed_are_named() -> None:
    """Of advice, of rules and of questions; what did not change is not."""
    new = small(
        items=(replace(ADVICE[0], say="walk less"),),
        rules=without("infection", replace(RULES[1], because="it spreads")),
        questions=(replace(QUESTIONS[0], lines=(replace(QUESTIONS[0].lines[0], say="no feeling"),)), *QUESTIONS[1:]),
    )
    changed = dict(reworded(small(), new))
    assert changed == {
        "advice walk": "say",
        "rule infection": "because",
        "line numb": "say",
        "line weak": "gone",
    }
    assert not list(reworded(small(), small()))


def test_numbers_that_share_nothing_can_be_read() -> None:
    """Only those who are not sure are compared, and it is said that the others are not."""
    old, new = (
        small(questions=(*QUESTIONS[:2], replace(number("age", high), lowest=low), *QUESTIONS[3:]))
        for low, high in ((0, 99), (100, 199))
    )
    both = Both(old, new)
    assert both.undecided == ("age",)
    assert not list(moved(both.answered))


def test_a_line_that_becomes_a_question_of_its_own_is_the_same_fact() -> None:
    """Both are answered with yes or no; a choice of the same name is refused."""
    new = small(questions=(*QUESTIONS[:1], *QUESTIONS[2:], replace(QUESTIONS[0], id="more", lines=()), yes_no("fever")))
    assert Both(small(), new).only_in_one == ((), ("more",))
    with pytest.raises(Exception, match="fever is asked as"):
        Both(small(), small(questions=(QUESTIONS[0], choice("fever", "a", "b"), *QUESTIONS[2:])))


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("- lowered today -> routine: a stripe can wait", True),
        ("* lowered  today -> routine: a stripe can wait", True),
        ("- lowered today -> routine: ...", False),
        ("- lowered today -> routine: ", False),
        ("- lowered today -> home: it can wait", False),
    ],
)
def test_a_reason_needs_words(line: str, named: bool, tmp_path: Path) -> None:
    """The dots that the command itself shows are none."""
    (tmp_path / "changelog.md").write_text(f"## 2\n\n{line}\n", encoding="utf-8")
    assert is_named("lowered today -> routine", read_lines(str(tmp_path), "2")) is named
    assert not is_named("lowered today -> routine", read_lines(str(tmp_path), "1"))


def test_a_line_that_the_old_version_had_is_for_its_own_change(tmp_path: Path) -> None:
    """It cannot excuse the next lowering."""
    old, new = copy(tmp_path, {}, "old"), copy(tmp_path, LOWERED_STOP)
    unnamed = told(old, new)[1]["unnamed"]
    lines = "\n".join(f"- {one}: the workshop says so" for one in unnamed)
    for folder, code in ((new, 0), (old, 1)):
        (folder / "changelog.md").write_text(f"## 1.0.0\n\n{lines}\n", encoding="utf-8")
        assert told(old, new)[0] == code
