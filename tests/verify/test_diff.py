"""Two protocols side by side: nobody who ends otherwise is missed, and the command says who they are."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backcheck.findings import Person
from backcheck.protocol import Answers, Protocol
from backcheck.reading import read_shipped
from backcheck.triage import triage
from backcheck.verify.comparison.differences import advised, moved, sent
from backcheck.verify.comparison.shared import Both, NoComparisonError
from backcheck.verify.mutation.difference import end_of
from tests.property.generated import everyone, protocols
from tests.verify.small import QUESTIONS, RULES, more, rule, small, yes_no

ROOT = Path(__file__).resolve().parents[2]
BICYCLE = ROOT / "docs" / "examples" / "bicycle"
UNSURE = "    if unsure: none\n"
LOWERED = "seen_and_now_worse"


def backcheck(*words: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder."""
    command = (sys.executable, "-m", "backcheck", *words)
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert "Traceback" not in done.stderr
    return done


def changed(tmp_path: Path, before: str, after: str) -> Path:
    """Give a copy of the bicycle's protocol in which some words of a topic are others."""
    folder = tmp_path / "new"
    shutil.copytree(BICYCLE, folder)
    for topic in (folder / "topics").iterdir():
        text = topic.read_text(encoding="utf-8")
        if before in text:
            topic.write_text(text.replace(before, after, 1), encoding="utf-8")
            return folder
    raise AssertionError(before)


def rungs(protocol: Protocol, answers: Answers) -> str:
    """Give where the engine ends."""
    return triage(Person(protocol, answers)).rung


def test_the_person_shown_says_nothing_that_need_not_be_said() -> None:
    """Taking back any one of their answers takes the difference away, also answers that only advice asks about."""
    shipped = read_shipped()
    lowered = tuple(replace(one, urgency="routine", if_unsure="routine") for one in shipped.rules if one.id == LOWERED)
    both = Both(shipped, replace(shipped, rules=(*(one for one in shipped.rules if one.id != LOWERED), *lowered)))
    found = list(moved(both.answered))
    assert found
    for one in found:
        for fact, answer in one.answers.items():
            quiet = both.options.quiet(fact)[0]
            if answer != quiet:
                ends = [rungs(protocol, {**one.answers, fact: quiet}) for protocol in (both.first, both.second)]
                assert ends != [one.before, one.after]


@settings(max_examples=20, deadline=None)
@given(protocols(), st.data())
def test_the_pairs_are_those_of_everybody(protocol: Protocol, data: st.DataObject) -> None:
    """Trying everybody out finds the same moves between rungs as the solver, after rules went or changed their rung."""
    people = list(everyone(protocol, 3001))
    assume(len(people) <= 3000)
    ladder = [rung.id for rung in protocol.ladder]
    rules = tuple(
        replace(one, urgency=data.draw(st.sampled_from(ladder))) for one in protocol.rules if data.draw(st.booleans())
    )
    new = replace(protocol, rules=rules)
    tried = {(rungs(protocol, one), rungs(new, one)) for one in people}
    both = Both(protocol, new)
    assert {(one.before, one.after) for one in moved(both.answered)} == {pair for pair in tried if pair[0] != pair[1]}
    apart = {
        before.rung
        for one in people
        if (before := end_of(protocol, one)).rung == (after := end_of(new, one)).rung and before.see != after.see
    }
    assert {one.rung for one in sent(both.answered) if not one.then} == apart


def test_the_same_protocol_differs_for_nobody() -> None:
    """Nobody moves, nobody is sent elsewhere, nobody is advised otherwise."""
    both = Both(small(), small())
    assert (list(moved(both.answered)), list(sent(both.answered)), list(advised(both.answered))) == ([], [], [])


def test_a_question_of_one_of_them_counts_only_there() -> None:
    """A new question with a rule of its own moves people up, and the old protocol never hears of it."""
    new = replace(small(), questions=(*QUESTIONS, yes_no("rash")), rules=(*RULES, rule("r", more("age", 50), "call")))
    both = Both(small(), new)
    assert both.only_in_one == ((), ("rash",))
    found = list(moved(both.answered))
    assert found
    assert all(not one.lower for one in found)
    assert all(int(one.answers["age"]) >= 50 for one in found if one.after == "call")


def test_other_rungs_cannot_be_compared() -> None:
    """It is said, with both ladders."""
    with pytest.raises(NoComparisonError, match="different rungs"):
        Both(small(), replace(small(), ladder=small().ladder[1:]))


def test_a_lowered_rung_needs_a_line_in_the_changelog(tmp_path: Path) -> None:
    """Without the line it exits 1 and says which line to write; with it, or when allowed, 0."""
    new = changed(tmp_path, f"urgency: workshop_this_week\n{UNSURE}", f"urgency: next_service\n{UNSURE}")
    words = ("diff", str(BICYCLE), str(new), "--output-dir", str(tmp_path))
    first = backcheck(*words)
    assert first.returncode == 1
    assert "- lowered workshop_this_week -> next_service: ..." in first.stdout
    assert backcheck(*words, "--allow-lower").returncode == 0
    version = json.loads(backcheck(*words[:3], "--json").stdout)["new"]["version"]
    wanted = [line.strip() for line in first.stdout.splitlines() if line.strip().startswith("- lowered ")]
    text = "\n".join([f"## {version}", "", *(line.replace("...", "the workshop says so") for line in wanted)])
    (new / "changelog.md").write_text(text, encoding="utf-8")
    assert backcheck(*words).returncode == 0
    (new / "changelog.md").write_text(text.replace(version, "0.0.0"), encoding="utf-8")
    assert backcheck(*words).returncode == 1


def test_each_person_found_replays_in_both(tmp_path: Path) -> None:
    """The answers files end at the rungs that are told, each in its own protocol."""
    new = changed(tmp_path, f"urgency: workshop_this_week\n{UNSURE}", f"urgency: next_service\n{UNSURE}")
    backcheck("diff", str(BICYCLE), str(new), "--output-dir", str(tmp_path))
    [file, *_] = sorted(tmp_path.glob("difference-1.yaml"))
    ends = [
        json.loads(backcheck("check", "--protocol", str(one), "--answers", str(file), "--json").stdout)["rung"]
        for one in (BICYCLE, new)
    ]
    assert ends[0] != ends[1]


def test_nothing_is_lowered_in_silence_since_the_last_release(tmp_path: Path) -> None:
    """The last released protocol, by its tag, against this one; while there is none, the changelog says so."""
    tags = subprocess.run(
        ["git", "tag", "--list", "v*", "--sort=-v:refname"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    if not tags:
        assert "(unreleased)" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
        return
    archive = subprocess.run(["git", "archive", tags[0], "questions"], cwd=ROOT, capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", str(tmp_path)], input=archive.stdout, check=True)
    done = backcheck("diff", str(tmp_path / "questions"), str(ROOT / "questions"), "--json")
    assert done.returncode == 0, json.loads(done.stdout)["unnamed"]
