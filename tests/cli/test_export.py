"""``backcheck export``: a form into a file or a pipe."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from backcheck.forms.questionnaire import render
from backcheck.forms.xlsform import workbook
from tests.cli.typed import typed
from tests.reading.workshop import WORKSHOP, workshop
from tests.screen import Screen
from tests.shipped import protocol


def test_the_questionnaire_goes_to_standard_output() -> None:
    """What is piped on is JSON and nothing else."""
    done = typed("export", "--format", "fhir-questionnaire")
    assert (done.code, done.err) == (0, "")
    assert done.out == render(protocol())
    assert json.loads(done.out)["resourceType"] == "Questionnaire"


def test_the_workbook_can_be_piped() -> None:
    """The bytes of the workbook arrive as they are."""
    done = typed("export", "--format", "xlsform")
    assert (done.code, done.err) == (0, "")
    assert done.raw == workbook(protocol())


@pytest.mark.parametrize("form", ["fhir-questionnaire", "xlsform"])
def test_another_protocol_has_forms_too(form: str, tmp_path: Path) -> None:
    """Whatever loads can be exported, to a file that only its owner can read."""
    target = tmp_path / "form"
    done = typed("export", "--format", form, "--output", str(target), "--protocol", str(WORKSHOP))
    assert done.code == 0
    assert target.read_bytes() == (workbook(workshop()) if form == "xlsform" else render(workshop()).encode())
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_kept(tmp_path: Path) -> None:
    """It is replaced only with --force."""
    target = tmp_path / "form.json"
    target.write_text("mine", encoding="utf-8")
    words = ("export", "--format", "fhir-questionnaire", "--output", str(target))
    refused = typed(*words)
    assert (refused.code, "--force" in refused.err, target.read_text(encoding="utf-8")) == (74, True, "mine")
    assert typed(*words, "--force").code == 0


def test_a_terminal_is_spared_the_workbook() -> None:
    """Bytes that would disturb a screen are not written to one; a sentence says what to do."""
    with Screen("export", "--format", "xlsform", "--plain") as screen:
        assert screen.wait_for_end() == 2
        assert b"--output" in screen.seen
        assert b"PK" not in screen.seen


def test_an_unknown_form_is_told() -> None:
    """The sentence names those there are."""
    done = typed("export", "--format", "pdf")
    assert (done.code, done.out) == (2, "")
    assert "fhir-questionnaire" in done.err
    assert "xlsform" in done.err


def test_a_closed_pipe_gets_a_sentence() -> None:
    """Whoever stops reading gets no traceback."""
    words = [sys.executable, "-m", "backcheck", "export", "--format", "xlsform"]
    read, write = os.pipe()
    os.close(read)
    with io.FileIO(write, "w") as closed:
        done = subprocess.run(words, stdout=closed, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 74
    assert "Traceback" not in done.stderr
