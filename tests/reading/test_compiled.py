"""The compiled form: the same protocol, never stale, never another program's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given

from backcheck.protocol import Protocol
from backcheck.reading import compile_protocol, read_protocol
from backcheck.reading.compiled import decoded, encoded, read_compiled
from tests.property.generated import protocols
from tests.reading.workshop import copied, workshop
from tests.shipped import protocol as shipped


@pytest.fixture
def compiled(tmp_path: Path) -> tuple[Path, Path]:
    """Give a compiled file and the folder it was made of."""
    place, target = copied(tmp_path), tmp_path / "compiled.json"
    compile_protocol(place, target)
    return target, place


@pytest.mark.parametrize("read", [workshop, shipped], ids=["workshop", "shipped"])
def test_what_is_compiled_is_what_is_read(read: object) -> None:
    """Not a word differs, and things stand in the same order."""
    assert callable(read)
    protocol = read()
    again = decoded(encoded(protocol))
    assert encoded(again) == encoded(protocol)
    assert [list(getattr(again, name)) for name in _MAPPINGS] == [list(getattr(protocol, name)) for name in _MAPPINGS]


@given(protocols())
def test_every_protocol_survives_the_way_out_and_in(protocol: Protocol) -> None:
    """Whatever its conditions are."""
    assert encoded(decoded(encoded(protocol))) == encoded(protocol)


def test_a_fresh_compiled_file_is_used(compiled: tuple[Path, Path]) -> None:
    """It gives what reading gives."""
    target, place = compiled
    given = read_compiled(str(target), str(place))
    assert given is not None
    assert encoded(given) == encoded(read_protocol(place))


@pytest.mark.parametrize("path", ["protocol.yaml", "start.txt", "topics/brakes.yaml", "care.yaml", "sources.yaml"])
def test_a_changed_file_makes_it_stale(path: str, compiled: tuple[Path, Path]) -> None:
    """One added line in any file of the protocol, and it is not used."""
    target, place = compiled
    with (place / path).open("a", encoding="utf-8") as opened:
        opened.write("# a remark\n")
    assert read_compiled(str(target), str(place)) is None


def test_an_added_or_removed_file_makes_it_stale(compiled: tuple[Path, Path]) -> None:
    """A new topic counts even where nothing else changed."""
    target, place = compiled
    (place / "topics" / "chain.yaml").write_text("topic: Chain", encoding="utf-8")
    assert read_compiled(str(target), str(place)) is None
    (place / "topics" / "chain.yaml").unlink()
    (place / "floors.yaml").unlink()
    assert read_compiled(str(target), str(place)) is None


@pytest.mark.parametrize(
    ("before", "after"), [(b'"format":', b'"form":'), (b'"size":', b'"size":1'), (b'"shapes"', b'"shape"')]
)
def test_another_programs_file_is_not_used(before: bytes, after: bytes, compiled: tuple[Path, Path]) -> None:
    """Its first line must be exactly ours."""
    target, place = compiled
    target.write_bytes(target.read_bytes().replace(before, after, 1))
    assert read_compiled(str(target), str(place)) is None


@pytest.mark.parametrize("size", [0, 10, 2_000, -1])
def test_a_broken_file_is_not_used(size: int, compiled: tuple[Path, Path]) -> None:
    """A half-written one is as if it were not there."""
    target, place = compiled
    target.write_bytes(target.read_bytes()[:size])
    assert read_compiled(str(target), str(place)) is None


def test_a_missing_file_is_not_used(tmp_path: Path) -> None:
    """A checkout has none."""
    assert read_compiled(str(tmp_path / "none.json"), str(copied(tmp_path))) is None


def test_it_is_read_without_yaml(compiled: tuple[Path, Path]) -> None:
    """That is what it is for."""
    code = (
        "import sys; from backcheck.reading.compiled import read_compiled\n"
        "print(read_compiled(*sys.argv[1:]).id)\n"
        "print(*(name in sys.modules for name in ('yaml', 'difflib', 'pathlib', 'hashlib')))"
    )
    done = subprocess.run([sys.executable, "-c", code, *map(str, compiled)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["bicycle_check", "False", "False", "False", "False"]


_MAPPINGS = ("findings", "care", "services", "regions", "sources", "personal")
