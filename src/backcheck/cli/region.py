"""``backcheck region``: the country whose emergency number is shown, remembered only when asked."""

from __future__ import annotations

from pathlib import Path

from backcheck.cli.asking import wrapped
from backcheck.cli.protocols import load, region_named
from backcheck.cli.remembered import NAME, remembered_region, settings_folder
from backcheck.cli.streams import Streams
from backcheck.errors import CannotWriteError
from backcheck.report import emergency_number
from backcheck.visits import OWNER_ONLY_FOLDER, forget_draft, write_whole

TWO_LETTERS = "Give the two letters of your country, such as GB."
ALL_OF_THEM = f"{TWO_LETTERS} backcheck region lists them all."


def run(streams: Streams, *, name: str, forget: bool) -> int:
    """Remember a region, forget it, or tell which one is remembered; give the exit code."""
    path = Path(settings_folder(streams.environment), NAME)
    if forget:
        _tell(streams, "Forgotten." if forget_draft(path) else "No region was remembered.")
        return 0
    protocol = load("", streams)
    remembered = remembered_region(streams.environment)
    chosen = region_named(protocol, name or remembered, TWO_LETTERS if remembered else ALL_OF_THEM)
    if not chosen:
        for region in sorted(protocol.regions.values(), key=lambda region: region.name):
            _tell(streams, f"  {region.id}  {region.name}: {region.number}")
        _tell(streams, f"No region is remembered, so results say: {protocol.fallback_number}.")
        _tell(streams, "To remember one, type the two letters before your country, such as: backcheck region GB")
        return 0
    if name:
        try:
            path.parent.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        except OSError as problem:
            raise CannotWriteError(f"{path.parent} could not be made: {problem.strerror}.") from problem
        write_whole(path, f"{chosen}\n")
    region = protocol.regions[chosen]
    _tell(streams, f"{region.name}. The emergency number is {emergency_number(protocol, region)}.")
    _tell(streams, f"It is kept in {path}. To remove it: backcheck region --forget")
    return 0


def _tell(streams: Streams, line: str) -> None:
    streams.stdout.write(wrapped(line.lstrip(), streams.width(), indent="  " if line.startswith(" ") else "") + "\n")
