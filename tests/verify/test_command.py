"""``backcheck verify`` as typed: what it tells, what it writes, and how it ends."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from backcheck.reading import read_answers_file, read_protocol, shipped_folder
from backcheck.verify.claims import CLAIMS


def backcheck(*words: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder."""
    words = (sys.executable, "-m", "backcheck", *words)
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=folder)
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def lowered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the shipped protocol with one floor put higher than its rule goes."""
    folder = tmp_path_factory.mktemp("protocol") / "questions"
    shutil.copytree(shipped_folder(), folder)
    floors = (folder / "floors.yaml").read_text(encoding="utf-8")
    assert "  floor: this_week\n" in floors
    (folder / "floors.yaml").write_text(floors.replace("  floor: this_week\n", "  floor: today\n", 1), encoding="utf-8")
    return folder


def test_all_claims_hold_for_the_shipped_protocol() -> None:
    """It exits 0, and each of the ten claims is told as a sentence with what it covers."""
    done = backcheck("verify")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("holds (") == 10
    for claim in CLAIMS:
        assert f"{claim.number}. {claim.sentence.split()[0]}" in done.stdout
    assert "10 of 10 claims hold" in done.stdout


def test_a_failure_is_one_person_that_check_replays(lowered: Path, tmp_path: Path) -> None:
    """The answers file ends where the claim says it must not, and nothing is overwritten by a second run."""
    words = ("verify", "--protocol", str(lowered), "--claim", "floors")
    first = backcheck(*words, "--output-dir", str(tmp_path))
    assert first.returncode == 1
    [file] = tmp_path.iterdir()
    assert file.name == "counterexample-floors-1.yaml"
    assert str(file) in first.stdout.replace("\n", " ")
    told = json.loads(backcheck(*words, "--json").stdout)
    [example] = told["claims"][0]["against"]
    replayed = backcheck("check", "--protocol", str(lowered), "--answers", str(file), "--json")
    assert json.loads(replayed.stdout)["rung"] in example["words"].split(" ends at ")[1]
    assert dict(read_answers_file(read_protocol(lowered), file)) == example["answers"]
    backcheck(*words, "--output-dir", str(tmp_path))
    assert list(tmp_path.iterdir()) == [file], "the same person again"
    file.write_text("something else\n", encoding="utf-8")
    backcheck(*words, "--output-dir", str(tmp_path))
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "counterexample-floors-1.yaml",
        "counterexample-floors-2.yaml",
    ]


def test_two_people_who_are_compared_are_both_written(tmp_path: Path) -> None:
    """Replaying both files shows what is wrong: the one who is worse off ends lower."""
    folder = tmp_path / "bicycle"
    shutil.copytree(Path(__file__).resolve().parents[2] / "docs" / "examples" / "bicycle", folder)
    brakes = folder / "topics" / "brakes.yaml"
    noisy = "when: {all of: [brakes_squeal, not brakes_weak]}\n    urgency: stop_riding"
    text = brakes.read_text(encoding="utf-8").replace("when: brakes_squeal\n    urgency: next_service", noisy)
    brakes.write_text(text.replace("if unsure: none\n", "if unsure: next_service\n"), encoding="utf-8")
    backcheck("verify", "--protocol", str(folder), "--claim", "monotony", "--output-dir", str(tmp_path))
    ends = [
        json.loads(backcheck("check", "--protocol", str(folder), "--answers", str(one), "--json").stdout)["rung"]
        for one in (tmp_path / f"counterexample-monotony-{side}-1.yaml" for side in ("better", "worse"))
    ]
    assert ends == ["stop_riding", "workshop_this_week"]


def test_a_claim_about_nothing_says_so(tmp_path: Path) -> None:
    """Without personal facts there are no combinations, and no number is made up."""
    folder = tmp_path / "bicycle"
    shutil.copytree(Path(__file__).resolve().parents[2] / "docs" / "examples" / "bicycle", folder)
    for path, old in (
        (folder / "protocol.yaml", "\npersonal:"),
        (folder / "topics" / "brakes.yaml", "    personal: yes\n"),
    ):
        text = path.read_text(encoding="utf-8")
        before, _, after = text.partition(old)
        path.write_text(before + (after.partition("\n\n")[2] if old.startswith("\n") else after), encoding="utf-8")
    done = backcheck("verify", "--protocol", str(folder), "--claim", "personal")
    assert done.returncode == 0
    assert "nothing listed" in done.stdout
    assert "combinations" not in done.stdout


def test_json_gives_everything_and_writes_no_files(tmp_path: Path) -> None:
    """The exact number of combinations comes as text, since it is longer than most programs can count."""
    done = backcheck("verify", "--claim", "2", "--json", folder=tmp_path)
    [claim] = json.loads(done.stdout)["claims"]
    assert (claim["id"], claim["holds"], claim["against"]) == ("floors", True, [])
    assert int(claim["combinations"]) > 10**50
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("certify", [[], ["--certify", "-"]])
def test_a_folder_that_is_missing_is_told_before_anything_is_proved(certify: list[str], tmp_path: Path) -> None:
    """One sentence, nothing on standard output, and the exit code of what cannot be written."""
    done = backcheck("verify", "--output-dir", str(tmp_path / "nowhere"), *certify)
    assert (done.returncode, done.stdout) == (74, "")
    assert "nowhere" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_file_instead_of_a_folder_is_told_too(tmp_path: Path) -> None:
    """The people found need a folder."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = backcheck("verify", "--output-dir", str(tmp_path / "file"))
    assert (done.returncode, done.stdout) == (74, "")
    assert "not a folder" in done.stderr


@pytest.mark.parametrize("words", [["--certify", "--claim", "2"], ["--certify", "--json"], ["own.json"]])
def test_options_that_do_not_go_together_are_a_mistake_in_typing(words: list[str]) -> None:
    """A certificate is about all claims, and a file is written for a certificate only."""
    done = backcheck("verify", *words)
    assert (done.returncode, done.stdout) == (2, "")


def test_a_claim_that_is_not_there_is_a_mistake_in_typing() -> None:
    """The names there are stand in the message."""
    done = backcheck("verify", "--claim", "nonsense")
    assert done.returncode == 2
    assert "floors" in done.stderr


def test_without_a_solver_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    """Python-sat is an extra; without it nothing is proved and nothing else is said."""
    (tmp_path / "pysat").mkdir()
    (tmp_path / "pysat" / "__init__.py").write_text("raise ImportError\n")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); sys.argv = ['backcheck', 'verify']\n"
    code += "from backcheck.__main__ import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'backcheck[verify]'" in done.stderr
    assert done.stderr.count("\n") == 1
