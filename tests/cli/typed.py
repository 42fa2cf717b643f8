"""Commands typed in this very process, with streams that are kept."""

from __future__ import annotations

import io
from dataclasses import dataclass

from backcheck.cli import app
from backcheck.cli.failures import exit_code_after
from backcheck.cli.streams import Streams


@dataclass(frozen=True)
class Done:
    """What a command gave: its exit code, and all it wrote."""

    code: int
    out: str
    err: str
    raw: bytes


def typed(*words: str, stdin: bytes = b"") -> Done:
    """Give what a command does; a fault of the program is raised, not told."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    world = Streams(io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"), out, err, {"BACKCHECK_DEBUG": "1"})
    try:
        code = app.app([*words], obj=world, prog_name="backcheck", standalone_mode=False)()
    except Exception as problem:  # noqa: BLE001  as the program's own door does
        code = exit_code_after(problem, world)
    raw = _written(out)
    return Done(int(code), raw.decode("utf-8", "replace"), _written(err).decode(), raw)


def _written(stream: io.TextIOWrapper) -> bytes:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue()
