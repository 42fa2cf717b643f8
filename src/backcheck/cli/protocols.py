"""Which protocol and which region a command works with."""

from __future__ import annotations

from backcheck.cli.remembered import remembered_region
from backcheck.cli.status import UsageError
from backcheck.cli.streams import Streams
from backcheck.protocol import Protocol


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


def region_named(protocol: Protocol, name: str) -> str:
    """Give a region's id as the protocol writes it, empty for none. Raises UsageError for one it does not know."""
    wanted = name.upper()
    if not wanted or wanted in protocol.regions:
        return wanted
    import difflib

    near = difflib.get_close_matches(wanted, protocol.regions, n=3)
    # An unknown country must not end in somebody else's emergency number.
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise UsageError(f"No region is called {name!r}.{hint} Leave --region out to get {protocol.fallback_number}.")
