"""``backcheck simulate``: a population drawn and interviewed, and what another rule would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backcheck.cli.protocols import load
from backcheck.cli.rules import rule_named
from backcheck.cli.status import UsageError
from backcheck.cli.streams import Streams
from backcheck.cli.tables import charts_of, tell_lines, tell_tables
from backcheck.cli.target import check_target, write_file
from backcheck.protocol import Protocol
from backcheck.reading.populations import Population, population_paths, read_population
from backcheck.shipped import questions_folder
from backcheck.teach.simulate import (
    Comparison,
    Simulation,
    asks_differently,
    drawn,
    simulate,
    with_urgency,
    without_rules,
)

MOST_PEOPLE = 1_000_000
CSV, JSON = "csv", "json"


@dataclass(frozen=True)
class SimulateOptions:
    """What was asked of ``simulate``; empty text means not given."""

    setting: str = ""
    distribution: str = ""
    people: int = 2000
    seed: int = 1
    without: Sequence[str] = ()
    change: Sequence[str] = ()
    compare: str = ""
    form: str = ""
    svg: str = ""
    force: bool = False
    protocol: str = ""


def run(streams: Streams, options: SimulateOptions) -> int:
    """Draw, interview, tell; raises before any work for what the person can mend."""
    if options.svg:
        check_target(options.svg, force=options.force)
    if not 1 <= options.people <= MOST_PEOPLE:
        raise UsageError(f"--people takes a number from 1 to {MOST_PEOPLE}, not {options.people}.")
    chosen = load(options.protocol, streams)
    other, change = _other(chosen, options, streams)
    population = population_for(chosen, options.protocol, options.setting, options.distribution, streams)
    somebody = drawn(chosen, population, options.seed, options.people)
    result = simulate(chosen, population, options.seed, somebody)
    compared = Comparison(result, simulate(other, population, options.seed, somebody), change) if other else None
    _deliver(streams, options, result, compared)
    return 0


def population_for(protocol: Protocol, folder: str, setting: str, distribution: str, streams: Streams) -> Population:
    """Give the population that was named, else the protocol's own, else every answer alike, which is said."""
    if setting and distribution:
        raise UsageError("--setting and --distribution each name a population. Leave one of them out.")
    if distribution:
        return read_population(protocol, distribution)
    paths = population_paths(folder or questions_folder())
    if setting:
        if setting not in paths:
            known = f"It has {', '.join(paths)}." if paths else "It has none: name a file with --distribution."
            raise UsageError(f"This protocol has no population called {setting!r}. {known}")
        return read_population(protocol, paths[setting])
    found = [read_population(protocol, path) for path in paths.values()]
    if not found:
        from backcheck.teach.population import uniform

        streams.stderr.write("This protocol brings no population, so every answer to a question is drawn alike.\n")
        return uniform()
    return next((one for one in found if one.default), found[0])


def _other(protocol: Protocol, options: SimulateOptions, streams: Streams) -> tuple[Protocol | None, str]:
    """Give the protocol to compare with and what differs, none when nothing is compared."""
    if sum(map(bool, (options.without, options.change, options.compare))) > 1:
        raise UsageError("--without, --change and --compare each say what to compare with. Leave all but one out.")
    if options.without:
        left_out = [rule_named(protocol, name).id for name in options.without]
        return without_rules(protocol, left_out), f"without {', '.join(left_out)}"
    if options.change:
        changes = dict(_change(protocol, words) for words in options.change)
        told = ", ".join(f"{rule} asks for {rung}" for rule, rung in changes.items())
        return with_urgency(protocol, changes), told
    if not options.compare:
        return None, ""
    other = load(options.compare, streams)
    question = asks_differently(protocol, other)
    if question:
        raise UsageError(
            f"{options.compare} asks {question!r} otherwise, so the same people cannot answer both. "
            "Compare protocols that differ in rules only."
        )
    if {rung.id for rung in other.ladder} != {rung.id for rung in protocol.ladder}:
        raise UsageError(f"{options.compare} has another ladder, so rungs cannot be compared.")
    return other, f"by {options.compare}"


def _change(protocol: Protocol, words: str) -> tuple[str, str]:
    rule, equals, rung = words.partition("=")
    if not equals or rung not in protocol.rung_of:
        raise UsageError(f"--change takes RULE=RUNG, not {words!r}. The rungs are {', '.join(protocol.rung_of)}.")
    return rule_named(protocol, rule).id, rung


def _deliver(streams: Streams, options: SimulateOptions, result: Simulation, compared: Comparison | None) -> None:
    from backcheck.teach import simulate_tables as told

    comparison = list(told.comparison_tables(compared)) if compared else []
    if options.form == JSON:
        _write_json(streams, told.as_mapping(result, compared))
    elif options.form == CSV:
        streams.stdout.write(told.as_csv(result, compared))
    else:
        tell_lines(streams, told.population_lines(result))
        tell_tables(streams, [*told.simulation_tables(result), *comparison])
    if options.svg:
        from backcheck.render.bars import bars_svg

        title = f"Simulation: {result.population.title}"
        charts = charts_of(told.simulation_tables(result))
        write_file(options.svg, bars_svg(title, list(told.population_lines(result)), charts), force=options.force)
        streams.stderr.write(f"The picture is in {options.svg}.\n")


def _write_json(streams: Streams, told: Mapping[str, object]) -> None:
    import json

    streams.stdout.write(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
