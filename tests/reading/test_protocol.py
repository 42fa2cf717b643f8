"""What a sound folder becomes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from backcheck.condition import AtLeast, Chosen, Compared, Condition, Fact, Named, Not, Unsure, phrase
from backcheck.errors import MissingFileError
from backcheck.protocol import Choice, Line
from backcheck.reading import read_folder, read_protocol, shipped_folder
from tests.reading.workshop import WORKSHOP, changed, codes, copied, workshop


def test_questions_stand_in_asking_order() -> None:
    """The order of asking is `order`, whatever file a question stands in."""
    asked = [question.id for question in workshop().questions]
    assert asked == ["signs", "noise_when", "smell_of_rubber", "pressure", "rider_is_child"]


def test_a_question_knows_its_kind() -> None:
    """The kind follows from the fields; without any of them it is a question for yes or no."""
    kinds = {question.id: question.kind for question in workshop().questions}
    assert kinds == {
        "signs": "checklist",
        "noise_when": "choice",
        "smell_of_rubber": "yes_no",
        "pressure": "number",
        "rider_is_child": "yes_no",
    }


def test_a_line_may_be_words_or_fields() -> None:
    """A line's short words are its own, else those of `say`."""
    lines = workshop().line_of
    assert lines["brakes_weak"] == Line("brakes_weak", "The brakes hardly hold", "The brakes hardly hold")
    assert (lines["brakes_gone"].short, lines["brakes_gone"].to_settle[:10]) == ("no brakes", "Pull both ")


def test_choices_keep_their_order_and_words() -> None:
    """A choice may be words or fields too."""
    assert workshop().by_id["noise_when"].choices == (
        Choice("today", "Today", "Today"),
        Choice("last_week", "In the last 7 days", "In the last 7 days"),
        Choice("older", "Longer ago than that", "longer ago"),
    )


def test_a_number_has_its_range_and_its_usual_answer() -> None:
    """Numbers are numbers."""
    pressure = workshop().by_id["pressure"]
    assert (pressure.lowest, pressure.highest, pressure.worse, pressure.usual) == (0, 10, "less", 4)


def test_an_emergency_number_stays_text() -> None:
    """The Australian 000 is three zeros, not nothing."""
    assert workshop().regions["AU"].number == "000"


def test_a_finding_carries_its_own_condition() -> None:
    """A rule that names a finding holds the finding's own condition, the very same."""
    rule = next(rule for rule in workshop().rules if rule.id == "no_brakes")
    assert isinstance(rule.when, AtLeast)
    named = rule.when.parts[1]
    assert isinstance(named, Named)
    assert named.when is workshop().findings["fresh_sign"].when


def test_no_rung_is_empty() -> None:
    """Doubt that counts for nothing is the empty rung, written `none` or left out."""
    doubts = {rule.id: rule.if_unsure for rule in workshop().rules}
    assert doubts == {
        "tyre_about_to_burst": "do_not_ride",
        "no_brakes": "this_week",
        "child_with_weak_brakes": "",
        "flat_tyre": "",
    }


def test_everyone_and_nobody_are_no_condition(tmp_path: Path) -> None:
    """Advice for everyone has no condition."""
    place = changed(
        tmp_path, "advice.yaml", "suits: soft_tyre\n  not for: wheel_wobbles", "suits: everyone\n  not for: nobody"
    )
    assert [(item.suits, item.not_for) for item in read_protocol(place).advice] == [(None, None)]


def test_some_files_may_be_missing(tmp_path: Path) -> None:
    """A protocol needs neither floors, advice, a first screen nor regions; only the number to call, in words."""
    place = copied(tmp_path)
    for name in ("floors.yaml", "advice.yaml", "start.txt"):
        (place / name).unlink()
    text = "services:\n  mechanic: {name: a mechanic}\n  dealer: {name: a dealer}\nfallback: 000\n"
    (place / "places.yaml").write_text(text, encoding="utf-8")
    protocol = read_protocol(place)
    assert (protocol.floors, protocol.advice, protocol.start, protocol.regions) == ((), (), "", {})
    assert protocol.fallback_number == "000"


def test_only_a_protocols_own_words_are_harmful(tmp_path: Path) -> None:
    """What may not be said of backs may be said of wheels; ours holds such a list, and refuses it."""
    worn = changed(tmp_path / "wheels", "topics/brakes.yaml", "Nobody can stop without brakes.", "Wear and tear.")
    assert codes(worn) == []
    ours = Path(shutil.copytree(shipped_folder(), tmp_path / "backs"))
    care = (ours / "care.yaml").read_text(encoding="utf-8")
    (ours / "care.yaml").write_text(re.sub(r"action: .*", "action: Rest it from wear and tear", care), encoding="utf-8")
    assert set(codes(ours)) == {"harmful-word"}


def test_a_checklist_that_is_personal_has_personal_lines(tmp_path: Path) -> None:
    """What is said of the whole list is said of each line."""
    place = changed(tmp_path, "topics/brakes.yaml", "    any that apply:", "    personal: yes\n    any that apply:")
    assert codes(place) == ["personal-unlisted"] * 3


PHRASES: dict[str, Condition] = {
    "brakes_weak": Fact("brakes_weak"),
    "not brakes_weak": Not(Fact("brakes_weak")),
    "smell_of_rubber": Fact("smell_of_rubber"),
    "noise_when is today": Chosen("noise_when", ("today",)),
    "noise_when is today or older": Chosen("noise_when", ("today", "older")),
    "noise_when is not today": Chosen("noise_when", ("today",), negated=True),
    "noise_when is not older or today": Chosen("noise_when", ("older", "today"), negated=True),
    "pressure >= 7": Compared("pressure", ">=", 7),
    "pressure<=7": Compared("pressure", "<=", 7),
    "pressure > 0": Compared("pressure", ">", 0),
    "pressure < 10": Compared("pressure", "<", 10),
    "brakes_weak is unsure": Unsure("brakes_weak", ("brakes_weak",)),
    "pressure is unsure": Unsure("pressure", ("pressure",)),
    "noise_when is unsure": Unsure("noise_when", ("noise_when",)),
    "signs is unsure": Unsure("signs", ("brakes_weak", "brakes_gone", "wheel_wobbles")),
    "any signs": AtLeast(1, (Fact("brakes_weak"), Fact("brakes_gone"), Fact("wheel_wobbles")), "signs"),
    "{any of: [brakes_weak, brakes_gone]}": AtLeast(1, (Fact("brakes_weak"), Fact("brakes_gone"))),
    "{all of: [brakes_weak, brakes_gone]}": AtLeast(2, (Fact("brakes_weak"), Fact("brakes_gone"))),
    "{at least 1 of: [brakes_weak, brakes_gone]}": AtLeast(1, (Fact("brakes_weak"), Fact("brakes_gone"))),
    "'brakes_weak'": Fact("brakes_weak"),
}


@pytest.mark.parametrize(("written", "meant"), PHRASES.items(), ids=list(PHRASES))
def test_a_phrase_means_one_thing(written: str, meant: Condition, tmp_path: Path) -> None:
    """Every phrase and group of the format, with the condition it stands for."""
    more = f"  - id: extra\n    means: extra\n    when: {written}\n    sources: [handbook]\n\nrules:"
    place = changed(tmp_path, "topics/tyres.yaml", "\nrules:", more)
    text = (place / "floors.yaml").read_text(encoding="utf-8")
    (place / "floors.yaml").write_text(text.replace("when: brakes_gone", "when: extra"), encoding="utf-8")
    assert read_protocol(place).findings["extra"].when == meant


def test_a_finding_in_a_phrase_may_be_negated(tmp_path: Path) -> None:
    """`not` takes findings as well as facts."""
    place = changed(tmp_path, "advice.yaml", "not for: wheel_wobbles", "not for: not fresh_sign")
    not_for = read_protocol(place).advice[0].not_for
    assert isinstance(not_for, Not)
    assert phrase(not_for) == "not fresh_sign"


def test_where_numbers_are_compared_is_kept() -> None:
    """The first place of each comparison is known by file and line."""
    places = read_folder(WORKSHOP).compared
    found = {phrase(leaf): (Path(node.file.name).name, node.line) for leaf, node in places.items()}
    assert found == {"pressure < 5": ("tyres.yaml", 15), "pressure <= 1": ("tyres.yaml", 22)}


def test_the_hash_is_of_the_text(tmp_path: Path) -> None:
    """Windows line ends, cases and the README change nothing; a single letter does."""
    place = copied(tmp_path)
    for path in place.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (place / "README.md").write_text("How to read these files.", encoding="utf-8")
    (place / "cases" / "brakes.yaml").unlink()
    assert read_protocol(place).hash == workshop().hash
    (place / "start.txt").write_text("Is it safe?", encoding="utf-8")
    assert read_protocol(place).hash != workshop().hash


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    """Some editors begin every file with one."""
    place = copied(tmp_path)
    sources = place / "sources.yaml"
    sources.write_bytes(b"\xef\xbb\xbf" + sources.read_bytes())
    assert codes(place) == []


@pytest.mark.parametrize("name", ["", "nowhere", "protocol.yaml", "cases", "a\0b", "x" * 5000])
def test_a_folder_that_is_none_is_one_sentence(name: str) -> None:
    """A wrong path, a file instead of a folder, a folder of something else: exit code 66 and one line."""
    with pytest.raises(MissingFileError) as told:
        read_protocol(WORKSHOP / name if name else "")
    assert told.value.exit_code == 66
    assert "\n" not in str(told.value)
    assert "\0" not in str(told.value)


def test_an_unreadable_file_hides_no_names(tmp_path: Path) -> None:
    """While one file cannot be read, nothing that may stand in it is called unknown or unused."""
    place = copied(tmp_path)
    (place / "topics" / "brakes.yaml").write_text("topic: [", encoding="utf-8")
    assert codes(place) == ["never-closed"]


def test_a_misspelt_list_hides_no_names(tmp_path: Path) -> None:
    """One misspelt `questions:` is one mistake, not one for every use of its facts."""
    place = changed(tmp_path, "topics/brakes.yaml", "questions:", "question:")
    assert codes(place) == ["unknown-field"]
