"""``backcheck new``: what it asks, what it refuses, and that what it writes works at once."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from backcheck.reading import read_protocol
from tests.screen import BACKCHECK, Screen, environment

SOUP: dict[str, str | list[str]] = {
    "--title": "Is the soup ready?",
    "--topic": "Taste",
    "--rung": ["Eat", "Stir", "Wait"],
    "--sign": ["Burnt", "Boils"],
}


def words_of(**more: str | list[str]) -> list[str]:
    """Give the options for a soup, some of them changed; an empty one is left out."""
    options = SOUP | {f"--{name}": value for name, value in more.items()}
    several = {name: value if isinstance(value, list) else [value] for name, value in options.items()}
    return [word for name, values in several.items() for value in values if value for word in (name, value)]


def new(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run it without a terminal."""
    command = [*BACKCHECK, "new", str(folder), *words]
    done = subprocess.run(command, env=environment(), input="", capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done


def test_what_it_writes_is_sound_at_once(tmp_path: Path) -> None:
    """No mistake is found, all claims hold and the cases come out right; a README tells of the files."""
    folder = tmp_path / "soup"
    done = new(folder, *words_of())
    assert (done.returncode, done.stderr) == (0, "")
    assert f"backcheck lint --watch {folder}" in done.stdout
    linted = subprocess.run([*BACKCHECK, "lint", str(folder)], capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout
    assert "10 of 10 claims" in linted.stdout
    assert (folder / "README.md").read_text(encoding="utf-8").startswith("# Is the soup ready?")


@pytest.mark.parametrize("plain", [True, False], ids=["plain", "drawn"])
def test_the_wizard_asks_and_goes_back(plain: bool, tmp_path: Path) -> None:
    """Nothing empty and nothing twice is taken, b asks the line before anew, an empty line ends the ladder."""
    folder = tmp_path / "soup"
    typed = [
        ("Title", "  "),
        ("empty", "Soup"),
        ("Rung 1", "Drink"),
        ("Rung 2", "b"),
        ("Rung 1", "Eat"),
        ("Rung 2", "eat"),
    ]
    typed += [("already", "Stir"), ("Rung 3", "Wait"), ("Rung 4", ""), ("topic", "Taste")]
    typed += [('for "Eat"', "Burnt"), ('for "Stir"', "Boils")]
    with Screen("new", str(folder), *(["--plain"] if plain else []), rows=100) as screen:
        for asked, answer in typed:
            screen.wait_for(asked)
            screen.wait_for_prompt()
            screen.press(f"{answer}\r")
            screen.wait_for(f"> {answer}".rstrip())
        assert screen.wait_for_end() == 0
        assert b"\x1b" not in screen.seen
    protocol = read_protocol(folder)
    assert [rung.name for rung in protocol.ladder] == ["Eat", "Stir", "Wait"]
    assert protocol.title == "Soup"


@pytest.mark.parametrize("keys", ["q\r", "\x03", "\x04"], ids=["q", "Ctrl-C", "end of input"])
def test_stopping_writes_nothing(keys: str, tmp_path: Path) -> None:
    """Whichever way a person stops, no folder is made and the code is 130."""
    with Screen("new", str(tmp_path / "soup")) as screen:
        screen.wait_for_prompt()
        screen.press("Soup\r")
        screen.wait_for("Rung 1")
        screen.wait_for_prompt()
        screen.press(keys)
        assert screen.wait_for_end() == 130
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    """Nothing in it changes; an empty one is taken."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = new(tmp_path, *words_of())
    assert done.returncode == 74
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert new(empty, *words_of()).returncode == 0
    assert read_protocol(empty).title == "Is the soup ready?"
    assert not [path for path in empty.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("place", ["file", "link", "nowhere/soup", "closed/soup", "file/soup"])
def test_a_place_that_cannot_be_is_one_sentence(place: str, tmp_path: Path) -> None:
    """A file, a link, a folder in no folder or in a closed one: 74, and nothing is left behind."""
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path)
    (tmp_path / "closed").mkdir(mode=0o500)
    if place.startswith("closed") and _may_write(tmp_path / "closed"):
        pytest.skip("this person may write everywhere")
    before = sorted(tmp_path.rglob("*"))
    done = new(tmp_path / place, *words_of())
    assert done.returncode == 74
    assert len(done.stderr.splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


def _may_write(folder: Path) -> bool:
    try:
        (folder / "try").touch()
    except OSError:
        return False
    (folder / "try").unlink()
    return True


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"title": ""}, "no terminal"),
        ({"title": "a{b"}, "--title"),
        ({"rung": ["Eat", "Wait"]}, "3 to 7"),
        ({"rung": ["Eat", "eat", "Wait"]}, "--rung"),
        ({"sign": ["Burnt"]}, "one --sign for each rung but the last"),
        ({"rung": []}, "without --rung"),
    ],
)
def test_words_that_will_not_do_are_a_usage_mistake(
    more: dict[str, str | list[str]], said: str, tmp_path: Path
) -> None:
    """Exit 2, one sentence that names the option, nothing written."""
    done = new(tmp_path / "soup", *words_of(**more))
    assert done.returncode == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []
