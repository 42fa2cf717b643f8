"""Which protocol and which region a command works with."""

from __future__ import annotations

from backcheck.cli.remembered import remembered_region
from backcheck.cli.status import UsageError
from backcheck.cli.streams import Streams
from backcheck.protocol import Protocol

LONGEST_CODE = 3
"""Letters of a country's short name: UK, USA."""


def load(folder: str, streams: Streams) -> Protocol:
    """Give the shipped protocol, or another one with a line on standard error that says so."""
    if not folder:
        from backcheck.reading import read_shipped

        return read_shipped()
    from pathlib import Path

    from backcheck.reading import read_protocol

    protocol = read_protocol(Path(folder))
    print(
        f"Not the protocol that comes with backcheck: {protocol.title}, version {protocol.version}, from {folder}.",
        file=streams.stderr,
    )
    return protocol


def region_remembered(protocol: Protocol, streams: Streams) -> str:
    """Give the region that the person had remembered, empty for none and for one that the protocol does not know."""
    name = remembered_region(streams.environment)
    return name if name in protocol.regions else ""


def region_named(protocol: Protocol, name: str, otherwise: str = "") -> str:
    """Give a region's id as the protocol writes it, empty for none.

    Raises UsageError for one it does not know; ``otherwise`` is what else to do there than to leave the option out.
    """
    wanted = name.strip().upper()
    if not wanted or wanted in protocol.regions:
        return wanted
    # An unknown country must not end in somebody else's emergency number.
    near = " or ".join(f"{one} ({protocol.regions[one].name})" for one in _regions_like(protocol, wanted))
    hint = f" Did you mean {near}?" if near else ""
    otherwise = otherwise or f"Leave --region out to get {protocol.fallback_number}."
    raise UsageError(f"No region is called {name!r}.{hint} {otherwise}")


def _regions_like(protocol: Protocol, wanted: str) -> list[str]:
    """Give the ids of regions that could be meant: by the first letters of their name, the whole name, or their id."""
    import difflib

    names = {region.name.upper(): region.id for region in protocol.regions.values()}
    initials = [one for name, one in names.items() if "".join(word[0] for word in name.split()) == wanted]
    if initials:
        return initials
    if len(wanted) > LONGEST_CODE:
        return [names[one] for one in difflib.get_close_matches(wanted, names, n=1)]
    return difflib.get_close_matches(wanted, protocol.regions, n=3)
