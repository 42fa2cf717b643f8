"""The score and the coverage as Markdown, plain enough for a terminal; the score as CSV for other people's tools."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from backcheck.protocol import Protocol
from backcheck.teach.coverage import RuleCoverage
from backcheck.teach.score import Agreement, Score, Scored, Share, middle_and_quartiles

COLUMNS = (
    "App_name",
    "Vignette_id",
    "Triage_advice_from_app",
    "Goldstandard_solution",
    "Correct_Triage_Advice_provided_from_app",
)
"""Those of ``symptomcheckRdata`` in the R package symptomcheckR 0.1.3 (doi 10.32614/CRAN.package.symptomcheckR)."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def score_lines(scores: Sequence[Score], agreed: Agreement) -> Iterator[str]:
    """Give the whole score: both ways beside each other, then rungs, exceptions, length, agreement, other checkers."""
    yield from _summary(scores)
    for one in scores:
        yield from _rungs(one)
        yield from _outside(one)
    for one in scores:
        yield from _length(one)
    yield from _agreement(agreed)
    yield from _other_checkers(scores)


def coverage_lines(covered: Sequence[RuleCoverage]) -> Iterator[str]:
    """Give how many rules have their people, and each gap."""
    ours = sum(bool(one.own) for one in covered)
    only_published = [one.rule.id for one in covered if one.published and not one.own]
    edges = sum(one.edge is not None and not one.edge_published for one in covered)
    yield "### People behind the rules\n"
    yield f"- Rules that decide for a person of our own cases: {ours} of {len(covered)}."
    yield f"- Rules that decide for a published patient too: {sum(bool(one.published) for one in covered)}."
    yield f"- Rules that decide for published patients only: {', '.join(only_published) or 'none'}."
    yield f"- Rules with a person of our own just across the edge, one answer away: {edges} of {len(covered)}."
    for one in covered:
        for gap in one.gaps:
            yield f"- GAP: `{one.rule.id}` ({one.rule.urgency}) has {gap}."
    yield ""


def in_csv(scores: Iterable[Score]) -> str:
    """Give the three-tier results of patients whose raters agree on one tier, a row for each way and patient."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for one in scores:
        for patient in one.one_tier:
            gold, advice = one.tier_of(patient.patient.raters[0]), one.tier_of(patient.level)
            right = "TRUE" if gold == advice else "FALSE"
            app = f"backcheck {one.protocol.version}, {way(one)}"
            table.writerow(map(safe_cell, (app, patient.patient.id, advice, gold, right)))
    return text.getvalue()


def safe_cell(text: str) -> str:
    """Give a cell that a spreadsheet never takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def way(score: Score) -> str:
    """Name how the unstated was taken."""
    return f"unstated as {score.unstated}"


def share(one: Share) -> str:
    """Give a share in words: ``49 of 55, 89 % (78 to 95)``; nobody of nobody has no percentage."""
    if not one.whole:
        return "0 of 0"
    low, high = one.interval
    return f"{one.part} of {one.whole}, {100 * one.part / one.whole:.0f} % ({100 * low:.0f} to {100 * high:.0f})"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Give a Markdown table whose columns also line up as plain text, and an empty line."""
    everything = [list(head), *map(list, rows)]
    widths = [max(len(row[place]) for row in everything) for place in range(len(head))]
    everything.insert(1, ["-" * width for width in widths])
    for row in everything:
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
    yield ""


def _summary(scores: Sequence[Score]) -> Iterator[str]:
    first = scores[0]
    uncounted = len(first.everybody) - len(first.counted)
    yield f"{len(first.counted)} patients count; {uncounted} more are too unsure, or test the scope, and do not.\n"
    rows = [
        ["within the set both raters accept", *(share(one.within) for one in scores)],
        ["exactly the level both name as best", *(share(one.exact) for one in scores)],
        ["under-triage: below the set", *(share(one.under) for one in scores)],
        ["over-triage: above the set", *(share(one.over) for one in scores)],
        ["sure emergencies that end as one", *(share(one.emergencies) for one in scores)],
        ["right of three tiers", *(share(one.tiers_right()) for one in scores)],
        *([f"- {tier}", *(share(one.tiers_right(tier)) for one in scores)] for tier in first.collection.tiers),
    ]
    yield from table(["counts, percent (95 % interval)", *map(way, scores)], rows)


def _rungs(score: Score) -> Iterator[str]:
    yield f"### By rung, {way(score)}\n"
    rows = []
    for rung in score.protocol.ladder:
        here = score.ending_at([rung.id])
        tallies = (sum(not one.off for one in here), sum(one.off < 0 for one in here), sum(one.off > 0 for one in here))
        rows.append([rung.id, str(len(here)), *(share(Share(tally, len(here))) for tally in tallies)])
    yield from table(["ends at", "patients", "within their set", "too late", "too early"], rows)


def _outside(score: Score) -> Iterator[str]:
    yield f"### Outside their set, {way(score)}\n"
    rows = [
        [one.patient.id, _set(one), one.walk.report.rung.id, _direction(one), _reasons(one)] for one in score.outside
    ]
    yield from table(["patient", "accepted", "came out as", "direction", "decided by"], rows)


def _set(one: Scored) -> str:
    return " or ".join(one.patient.agreed_acceptable)


def _direction(one: Scored) -> str:
    levels = "1 level" if abs(one.off) == 1 else f"{abs(one.off)} levels"
    return f"{levels} too {'late' if one.off < 0 else 'early'}"


def _reasons(one: Scored) -> str:
    reasons = one.walk.report.reasons
    return ", ".join(f"{reason.rule}{'' if reason.certain else ' (unsure)'}" for reason in reasons) or "no rule"


def _length(score: Score) -> Iterator[str]:
    yield f"### Length, {way(score)}: median (quartiles), most\n"
    ladder = [rung.id for rung in score.protocol.ladder]
    early = [rung for rung in ladder if score.protocol.height[rung] >= _stop(score.protocol)]
    rows = [_length_row(rung, score.ending_at([rung])) for rung in ladder]
    rows.append(_length_row("all where asking stops early", score.ending_at(early)))
    rows.append(_length_row("all others", score.ending_at(set(ladder).difference(early))))
    yield from table(["ends at", "patients", "screens", "lines read"], rows)


def _stop(protocol: Protocol) -> int:
    return protocol.height[protocol.stop_at]


def _length_row(name: str, some: Sequence[Scored]) -> list[str]:
    return [name, str(len(some)), _spread([one.screens for one in some]), _spread([one.lines for one in some])]


def _spread(numbers: Sequence[int]) -> str:
    if not numbers:
        return "-"
    low, middle, high = middle_and_quartiles(numbers)
    return f"{middle:g} ({low:g} to {high:g}), {max(numbers)}"


def _agreement(agreed: Agreement) -> Iterator[str]:
    yield f"### Agreement of two readers on {agreed.patients} patients\n"
    rows = [
        ["same answer, of those that either gave", share(agreed.of_either)],
        ["same answer, of those that both gave", share(agreed.of_both)],
        *([f"same rung, unstated as {unstated}", share(same)] for unstated, same in agreed.rungs.items()),
    ]
    yield from table(["", "counts, percent (95 % interval)"], rows)


def _other_checkers(scores: Sequence[Score]) -> Iterator[str]:
    yield "### Three tiers, beside published figures of other checkers\n"
    first = scores[0]
    rows = [
        [f"backcheck, {way(one)}", share(one.tiers_right()), f"{len(one.one_tier)} of these patients"] for one in scores
    ]
    sources = first.protocol.sources
    rows += [
        [sources[one.source].cite.split(",")[0] + f" ({one.source})", one.right, one.patients]
        for one in first.collection.compared_with
    ]
    yield from table(["checker", "right", "patients"], rows)
    yield "Other patients, raters and rules of counting: the figures stand side by side, they do not compete.\n"
