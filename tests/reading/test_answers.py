"""Answers from files and other programs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from backcheck.errors import AnswersError, MissingFileError
from backcheck.protocol import Answers
from backcheck.reading import fill_others, read_answers, read_answers_file
from tests.reading.workshop import WORKSHOP, workshop

SIGNS = ("brakes_weak", "brakes_gone", "wheel_wobbles")
GIVEN: dict[str, dict[str, str | int]] = {
    "pressure: 7": {"pressure": 7},
    "pressure: 0": {"pressure": 0},
    "pressure: not sure": {"pressure": "not sure"},
    "noise_when: last_week": {"noise_when": "last_week"},
    "smell_of_rubber: yes": {"smell_of_rubber": "yes"},
    "brakes_weak: prefer not to say": {"brakes_weak": "prefer not to say"},
    "signs: none": dict.fromkeys(SIGNS, "no"),
    "signs: not sure": dict.fromkeys(SIGNS, "not sure"),
    "signs: [brakes_gone]": {"brakes_weak": "no", "brakes_gone": "yes", "wheel_wobbles": "no"},
    '{"pressure": 7, "signs": ["wheel_wobbles"]}': {
        "pressure": 7, "brakes_weak": "no", "brakes_gone": "no", "wheel_wobbles": "yes",
    },
    '{"noise_when": "not sure"}': {"noise_when": "not sure"},
    "{}": {},
    "{pressure: 7}": {"pressure": 7},
    "others: unstated\npressure: 7": {"pressure": 7},
    '{"schema": "backcheck-result/1", "rung": "today", "answers": {"pressure": 7}}': {"pressure": 7},
    "schema: backcheck-result/1\nanswers: {pressure: 7}": {"pressure": 7},
}  # fmt: skip
WRONG = {
    "pressure: 11": "out-of-range",
    "pressure: -1": "out-of-range",
    "pressure: 07": "not-an-answer",
    "pressure: 7.0": "not-an-answer",
    "pressure: yes": "not-an-answer",
    "pressure: '7'": "not-an-answer",
    "pressure:": "not-an-answer",
    '{"pressure": "7"}': "not-an-answer",
    '{"pressure": 7.0}': "not-an-answer",
    '{"pressure": 1e1}': "not-an-answer",
    '{"pressure": null}': "not-an-answer",
    '{"pressure": true}': "not-an-answer",
    '{"pressure": 999999999999999999999999}': "not-an-answer",
    '{"smell_of_rubber": true}': "not-an-answer",
    '{"smell_of_rubber": null}': "not-an-answer",
    "smell_of_rubber: 1": "not-an-answer",
    "smell_of_rubber: Yes": "not-an-answer",
    "noise_when: Today": "not-an-answer",
    "noise_when: unsure": "not-an-answer",
    "noise_when: {today: yes}": "not-an-answer",
    "signs: yes": "not-an-answer",
    "signs: []": "not-an-answer",
    "signs: {brakes_weak: yes}": "not-an-answer",
    "signs: [brakes]": "unknown-line",
    "signs: [[brakes_weak]]": "unknown-line",
    "wobbles: yes": "unknown-name",
    "no_brakes: yes": "not-answered",
    "fresh_sign: yes": "not-answered",
    "pump_it_up: yes": "unknown-name",
    "signs: none\nbrakes_weak: yes": "answered-twice",
    "pressure: 7\npressure: 7": "repeated-name",
    '{"pressure": 7, "pressure": 7}': "repeated-name",
    "others: maybe": "bad-others",
    "others: [no]": "bad-others",
    "- pressure": "not-pairs",
    "seven": "not-pairs",
    "": "empty-file",
    "\ufeff": "empty-file",
    "pressure: *seven": "yaml-alias",
    '{"pressure": 7': "not-json",
    '{"pressure": 7,}': "not-json",
    '{"pressure" 7}': "not-json",
    '{"pressure": 7} {}': "not-json",
    '{"pressure": 07}': "not-json",
    '{"pressure": NaN}': "not-json",
    '{"pressure": "7}': "not-json",
    '{"noise_when": "to\nday"}': "not-json",
    '{"noise_when": "\\q"}': "not-json",
    '{"noise_when": "\\ud800"}': "control-character",
    '{"noise_when": "\\u202e"}': "control-character",
    '{"a": ' + "[" * 50_000: "too-deep",
    '{"a":' * 50_000: "too-deep",
    "a: " + "[" * 50_000: "too-deep",
    "x" * 300_000: "too-large",
}


def _read(text: str | bytes) -> Answers:
    return read_answers(workshop(), text, "answers")


@pytest.mark.parametrize(("text", "meant"), GIVEN.items(), ids=[repr(text[:30]) for text in GIVEN])
def test_answers_are_read(text: str, meant: dict[str, str | int]) -> None:
    """By the names of the protocol: facts, choices, numbers, whole checklists, and results of our own."""
    assert _read(text) == meant


@pytest.mark.parametrize(("text", "code"), WRONG.items(), ids=[repr(text[:30]) for text in WRONG])
def test_wrong_answers_never_pass(text: str, code: str) -> None:
    """Each is told by its code, and the exit code is 65."""
    with pytest.raises(AnswersError) as told:
        _read(text.encode() if len(text) > 200_000 else text)
    assert [mistake.code for mistake in told.value.mistakes][:1] == [code]
    assert told.value.exit_code == 65


def test_all_mistakes_come_at_once() -> None:
    """With the place of each."""
    with pytest.raises(AnswersError) as told:
        _read('{"presure": 7,\n "noise_when": "now",\n "signs": ["brakes_weak", "x"]}')
    assert [(mistake.line, mistake.column) for mistake in told.value.mistakes] == [(1, 2), (2, 16), (3, 27)]


def test_the_rest_is_no_when_asked() -> None:
    """With `others: no`, lines and questions for yes or no are no; nobody makes up a choice or a number."""
    assert _read("brakes_gone: yes\nothers: no") == {
        "brakes_gone": "yes",
        "brakes_weak": "no",
        "wheel_wobbles": "no",
        "smell_of_rubber": "no",
        "rider_is_child": "no",
    }


def test_a_case_takes_what_is_usual() -> None:
    """A person in a case is otherwise ordinary: choices and numbers nobody gave are as usual."""
    filled = fill_others(workshop(), {"brakes_gone": "yes"})
    assert (filled["noise_when"], filled["pressure"], filled["brakes_weak"]) == ("older", 4, "no")
    assert fill_others(workshop(), {"pressure": 9})["pressure"] == 9


def test_an_answer_that_is_unsure_is_not_overwritten() -> None:
    """Not sure is an answer."""
    assert _read("signs: not sure\npressure: not sure\nothers: no")["pressure"] == "not sure"


def test_bytes_from_a_pipe_are_decoded_with_the_same_suspicion() -> None:
    """A wrong encoding is told, not guessed."""
    with pytest.raises(AnswersError) as told:
        _read(b"pressure: \xff")
    assert told.value.mistakes[0].code == "not-utf-8"


@pytest.mark.parametrize(("name", "code"), [("a folder", "not-a-file"), ("a link", "not-a-file")])
def test_what_is_no_answers_file_is_told(name: str, code: str, tmp_path: Path) -> None:
    """A folder or a dangling link is told as such."""
    (tmp_path / "a folder").mkdir()
    (tmp_path / "a link").symlink_to("nowhere")
    with pytest.raises(AnswersError) as told:
        read_answers_file(workshop(), tmp_path / name)
    assert told.value.mistakes[0].code == code


@pytest.mark.parametrize("name", ["nothing.yaml", "a\0b", "x" * 300])
def test_a_missing_answers_file_is_told(name: str, tmp_path: Path) -> None:
    """With exit code 66, or 65 where the name itself is refused."""
    with pytest.raises((MissingFileError, AnswersError)) as told:
        read_answers_file(workshop(), str(tmp_path / name))
    assert "\0" not in str(told.value)


def test_json_is_read_without_yaml() -> None:
    """A program that hands over JSON need not wait for the YAML reader."""
    code = (
        "import sys; from backcheck.reading import compile_protocol, read_answers\n"
        "from backcheck.reading.compiled import decoded; protocol = decoded(sys.stdin.read())\n"
        "print(read_answers(protocol, '{\"pressure\": 7}', 'x'), 'yaml' in sys.modules, 'difflib' in sys.modules)"
    )
    from backcheck.reading.compiled import encoded

    command = [sys.executable, "-c", code]
    done = subprocess.run(command, input=encoded(workshop()), capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "{'pressure': 7} False False"


def test_what_is_given_out_as_json_is_taken_back() -> None:
    """Every kind of answer survives the way out and in."""
    answers = {"pressure": 7, "noise_when": "today", "brakes_weak": "not sure", "smell_of_rubber": "no"}
    assert _read(json.dumps({"schema": "backcheck-result/1", "answers": answers})) == answers


def test_the_workshop_stands_where_the_tests_think() -> None:
    """A moved folder would make every test here vacuous."""
    assert (WORKSHOP / "protocol.yaml").is_file()
