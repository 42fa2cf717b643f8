"""The protocols that every exercise is tried on: ours, the workshop's, the example's."""

from __future__ import annotations

import random
from functools import cache
from itertools import islice
from pathlib import Path

from backcheck.protocol import Answers, Protocol
from backcheck.reading import read_protocol, shipped_folder
from backcheck.reading.populations import Population, population_paths, read_population
from backcheck.teach.population import people
from tests.reading.workshop import WORKSHOP
from tests.shipped import protocol

BICYCLE = Path(__file__).parents[2] / "docs" / "examples" / "bicycle"
OTHERS = (WORKSHOP, BICYCLE)


@cache
def other(folder: Path) -> Protocol:
    """Give a protocol that is not ours."""
    return read_protocol(folder)


@cache
def setting(name: str) -> Population:
    """Give a shipped population."""
    return read_population(protocol(), population_paths(shipped_folder())[name])


@cache
def some_people(name: str, count: int) -> tuple[Answers, ...]:
    """Give the first people of a shipped population."""
    return tuple(islice(people(protocol(), setting(name), 7), count))


def chance(seed: object) -> random.Random:
    """Give the draws of a seed."""
    return random.Random(f"{seed}")  # noqa: S311  no secret hangs on it
