"""The certificate: it counts for exactly one protocol, says what was proved, and a stale one is noticed."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import grimp
import jsonschema
import pytest

from backcheck import certificate as carried
from backcheck.certificate import NAME, RULES_NOT_MEDICINE, certificate_for, line_for
from backcheck.verify import certify
from backcheck.verify.certify import SETTLES, certificate, engine_modules, is_fresh
from backcheck.verify.claims import CLAIMS
from backcheck.verify.verdict import verify
from tests.project.test_house import ROOT
from tests.shipped import protocol as shipped
from tests.verify.running import BICYCLE, backcheck, with_a_floor_too_high
from tests.verify.small import small

WRITTEN = json.loads((ROOT / "questions" / NAME).read_text(encoding="utf-8"))
SCHEMA = json.loads((ROOT / "schemas" / "certificate.schema.json").read_text(encoding="utf-8"))


def test_the_shipped_protocol_has_a_fresh_certificate() -> None:
    """It is of the protocol, the claims and the engine as they are now; `make certify` writes it anew."""
    assert is_fresh(WRITTEN, shipped()), f"questions/{NAME} is stale: run make certify"
    jsonschema.validate(WRITTEN, SCHEMA)


@pytest.mark.parametrize("field", ["schema", "protocol", "meaning", "engine", "versions", "claims"])
def test_a_change_anywhere_makes_it_stale(field: str) -> None:
    """Another protocol, another reading of it, another engine, version or claim: it has to be proved again."""
    made = certificate(shipped(), [])
    fresh = {**WRITTEN, **{name: made[name] for name in ("protocol", "meaning", "engine", "versions")}}
    written: dict[str, Any] = deepcopy(fresh)
    written[field] = {
        "schema": "backcheck-certificate/0",
        "protocol": {**WRITTEN["protocol"], "hash": "0" * 64},
        "meaning": "0" * 64,
        "engine": "0" * 64,
        "versions": {**WRITTEN["versions"], "backcheck": "0"},
        "claims": WRITTEN["claims"][1:],
    }[field]
    assert is_fresh(fresh, shipped())
    assert not is_fresh(written, shipped())
    del written[field]
    assert not is_fresh(written, shipped())


def test_what_the_engine_is_is_what_a_proof_imports() -> None:
    """The modules whose text is certified are those that the claims rest on, none forgotten."""
    graph = grimp.build_graph("backcheck", cache_dir=None)
    assert engine_modules().keys() == graph.find_upstream_modules(SETTLES) | {SETTLES}


def test_a_changed_engine_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One changed word in one module is enough."""
    before = certify.engine()
    turns = tmp_path / "turns.py"
    turns.write_text(engine_modules()["backcheck.verify.turns"].read_text(encoding="utf-8") + "#", encoding="utf-8")
    changed = engine_modules() | {"backcheck.verify.turns": turns}
    monkeypatch.setattr(certify, "engine_modules", lambda: changed)
    assert certify.engine() != before


def test_it_says_what_is_proved_and_what_is_not() -> None:
    """The number of claims, over how many combinations at least, and beside it that this is not the medicine."""
    line = line_for(shipped())
    assert f"{len(CLAIMS)} safety claims proved for this exact protocol over 10^" in line
    assert RULES_NOT_MEDICINE in line
    least = min(int(claim["combinations"]) for claim in WRITTEN["claims"])
    assert f"10^{len(str(least)) - 1} " in line


def test_it_counts_for_no_other_protocol(monkeypatch: pytest.MonkeyPatch) -> None:
    """One letter in one file, no hash at all, or another version of the program: nothing is certified."""
    assert line_for(replace(shipped(), hash="0" * 64)) == line_for(small()) == ""
    monkeypatch.setattr(carried, "__version__", "0")
    assert line_for(shipped()) == ""


@pytest.mark.parametrize("text", [None, "", "{}", "[]", "{", '{"schema": "backcheck-certificate/1"}', "\udcff"])
def test_without_a_certificate_nothing_is_said(
    text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is missing or damaged is no certificate, and no reason to fail."""
    if text is not None:
        (tmp_path / NAME).write_bytes(text.encode("utf-8", "surrogateescape"))
    monkeypatch.setattr(carried, "questions_folder", lambda: str(tmp_path))
    assert certificate_for(shipped()) is None


def test_it_holds_every_claim_with_what_it_covers() -> None:
    """What verifying says now of a small protocol is what its certificate holds."""
    verdicts = list(verify(small()))
    made = certificate(small(), verdicts)
    assert [claim["combinations"] for claim in made["claims"]] == [str(one.settled.combinations) for one in verdicts]
    assert made["versions"].keys() == {"backcheck", "python-sat", "solver", "python"}


def test_certify_writes_a_certificate_and_no_second_one_over_it(tmp_path: Path) -> None:
    """By default it is certificate.json here; it is replaced only with --force."""
    words = ("verify", "--certify", "--protocol", str(BICYCLE))
    first = backcheck(*words, folder=tmp_path)
    assert (first.returncode, "claims hold" in first.stdout) == (0, True)
    jsonschema.validate(json.loads((tmp_path / NAME).read_text(encoding="utf-8")), SCHEMA)
    again = backcheck(*words, folder=tmp_path)
    assert (again.returncode, again.stdout) == (74, "")
    assert backcheck(*words, NAME, "--force", folder=tmp_path).returncode == 0


def test_certify_to_standard_output_is_the_certificate_alone(tmp_path: Path) -> None:
    """Another program can read it."""
    done = backcheck("verify", "-", "--certify", "--protocol", str(BICYCLE), folder=tmp_path)
    jsonschema.validate(json.loads(done.stdout), SCHEMA)
    assert list(tmp_path.iterdir()) == []


def test_what_does_not_hold_is_not_certified(tmp_path: Path) -> None:
    """It exits 1, names the claim that fails, and writes no certificate."""
    protocol = with_a_floor_too_high(tmp_path)
    for target in ("own.json", "-"):
        done = backcheck("verify", target, "--certify", "--protocol", str(protocol), folder=tmp_path)
        assert done.returncode == 1
        assert "floors" in done.stdout + done.stderr
    assert not (tmp_path / "own.json").exists()


def test_about_tells_of_the_certificate() -> None:
    """With what it does not prove beside it."""
    told = " ".join(backcheck("about").stdout.split())
    assert "safety claims proved for this exact protocol" in told
    assert RULES_NOT_MEDICINE in told
