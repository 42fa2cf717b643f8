"""Why a result is what it is, rule by rule; one rule in sentences; and what would make it hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from backcheck.changes import Change, holding
from backcheck.condition import Condition, facts_of, leaves
from backcheck.findings import Person
from backcheck.interview import next_question
from backcheck.logic import NO, UNKNOWN, YES
from backcheck.protocol import Answers, Protocol, Rule
from backcheck.teach.explain_tree import decided, phrases, tree, tree_lines
from backcheck.teach.lines import PHRASE_WORDS, RULE_WORDS, Line, blank, counted, deeper, heading, listed
from backcheck.teach.whatif import change_in_words
from backcheck.triage import Standing, Triage, each_once, triage

MOST_CHANGED = 6
MOST_FOLLOW_UPS = 6
MOST_WAYS = 12
MOST_OPEN = 5
UNFINISHED = "Some questions are not answered yet. This is not an all-clear."
NEVER_CHECKED = "Something this rule says was never checked against its source."
MARKS = {"V": "seen", "S": "second hand", "M": "from memory", "D": "our decision"}


def explain_result(protocol: Protocol, answers: Answers, who: str) -> Iterator[Line]:
    """Tell every rule for one person: holds, open or ruled out, each down to the phrases that decided it."""
    person = Person(protocol, answers)
    outcome = triage(person)
    yield from _summary(person, outcome, who)
    deciding = [one for one in outcome.standings if one.asks_for and one.asks_for == outcome.rung]
    others = [one for one in outcome.standings if one.truth is YES and one not in deciding]
    unsure = [one for one in outcome.standings if one.truth is UNKNOWN and one not in deciding]
    for title, standings in (("Rules that decided it", deciding), ("Other rules that hold", others)):
        yield from _titled(title, standings)
        for one in standings:
            yield _rule_line(protocol, one)
            yield from tree_lines(decided(tree(protocol, one.rule.when, person)), 1)
    if not outcome.fired:
        yield from _lowest(person)
    ruled_out = [one for one in outcome.standings if one.truth is NO]
    for title, standings in (("Left open", unsure), ("Ruled out", ruled_out)):
        yield from _titled(title, standings)
        for one in standings:
            yield _rule_line(protocol, one)
            yield from deeper(_phrases(person, one.rule.when))


def explain_rule(protocol: Protocol, rule: Rule, answers: Answers | None = None) -> Iterator[Line]:
    """Tell one rule in sentences, with sources and strength; for somebody, also with the truth of its every part."""
    person = None if answers is None else Person(protocol, answers)
    yield heading(f"{rule.title} (rule {rule.id}{f', {rule.ref}' if rule.ref else ''})")
    if person is None:
        yield Line("It holds when this is so:")
    else:
        standing = next(one for one in triage(person).standings if one.rule is rule)
        yield _rule_line(protocol, standing)
    yield from tree_lines(tree(protocol, rule.when, person), 1)
    yield blank()
    yield from (Line(sentence) for sentence in _sentences(protocol, rule))
    yield blank()
    yield heading("Sources")
    for source in (protocol.sources[name] for name in rule.sources if name in protocol.sources):
        link = f"doi:{source.doi}" if source.doi else source.url
        yield Line(f"{source.cite} {link}".strip(), 1)
        yield Line(f"How we know it: {MARKS.get(source.mark, source.mark)}. {source.note}".strip(), 2, kind="aside")


def explain_not(protocol: Protocol, rule: Rule, answers: Answers | None = None, who: str = "") -> Iterator[Line]:
    """Tell what would have to be true for a rule to hold: the smallest changes; without a person, the shortest ways."""
    person = None if answers is None else Person(protocol, answers)
    if person is not None and person.truth(rule.when) is YES:
        yield Line(f"{rule.title} (rule {rule.id}) holds already for {who}.")
        yield from tree_lines(decided(tree(protocol, rule.when, person)), 1)
        return
    yield heading(f"For {rule.title} (rule {rule.id}) to hold")
    if person is None:
        yield Line("all that the rule asks for has to be true:")
        yield from tree_lines(tree(protocol, rule.when), 1)
    else:
        verdict = person.truth(rule.when)
        yield Line(f"For {who} it is {RULE_WORDS[verdict].lower()} now, because of this:")
        yield from tree_lines(decided(tree(protocol, rule.when, person)), 1)
    ways = holding(protocol, answers or {}, rule.id, most=MOST_CHANGED, follow_ups=MOST_FOLLOW_UPS)
    yield blank()
    yield from _ways(protocol, ways, answers)


def _summary(person: Person, outcome: Triage, who: str) -> Iterator[Line]:
    protocol = person.protocol
    names = protocol.rung_of
    yield heading(f"{who}: {names[outcome.rung].name}")
    if next_question(protocol, person.answers) is not None:
        yield Line(UNFINISHED, kind="alert")
    if outcome.at_most != outcome.at_least:
        low, high = names[outcome.at_least].name, names[outcome.at_most].name
        yield Line(f"With every open point known it could end from {low} to {high}.")
    each = {truth: sum(one.truth is truth for one in outcome.standings) for truth in (YES, UNKNOWN, NO)}
    told = f"hold {each[YES]}, open {each[UNKNOWN]}, ruled out {each[NO]}"
    yield Line(f"{counted(len(outcome.standings), 'rule').capitalize()}: {told}.")


def _rule_line(protocol: Protocol, one: Standing) -> Line:
    rung = protocol.rung_of[one.asks_for or one.rule.urgency].name
    word = "Counts, as it cannot be ruled out" if one.truth is UNKNOWN and one.asks_for else RULE_WORDS[one.truth]
    return Line(f"{one.rule.title} ({one.rule.id}): {rung}", 0, one.truth, word, "rule")


def _lowest(person: Person) -> Iterator[Line]:
    """Tell what earns the lowest rung, which decides where no rule does."""
    protocol = person.protocol
    lowest, names = protocol.lowest, protocol.rung_of
    verdict = person.truth(lowest.only_when)
    yield blank()
    yield heading("No rule decides, so this does")
    words = f"{names[lowest.rung].name} has to be earned; else it is {names[lowest.otherwise].name}"
    yield Line(words, 0, verdict, {YES: "Earned", NO: "Not earned", UNKNOWN: "Open"}[verdict], "rule")
    yield from tree_lines(decided(tree(protocol, lowest.only_when, person)), 1)


def _titled(title: str, standings: Sequence[Standing]) -> Iterator[Line]:
    if standings:
        yield blank()
        yield heading(f"{title} ({len(standings)})")


def _phrases(person: Person, when: Condition) -> Iterator[Line]:
    """Give the phrases that settled a condition, each once; of what is open, the first few that keep it open."""
    top = decided(tree(person.protocol, when, person))
    found = list(dict.fromkeys(line for node in phrases(top) for line in tree_lines(node)))
    shown = found[:MOST_OPEN] if top.truth is UNKNOWN else found
    yield from shown
    if len(shown) < len(found):
        yield Line(f"and {len(found) - len(shown)} more", 0, UNKNOWN, PHRASE_WORDS[UNKNOWN])


def _sentences(protocol: Protocol, rule: Rule) -> Iterator[str]:
    names = protocol.rung_of
    yield f"When it holds, it asks for: {names[rule.urgency].name}."
    if rule.if_unsure:
        yield f"When only answers of not sure leave it open, it asks for: {names[rule.if_unsure].name}."
    else:
        yield "When only answers of not sure leave it open, it asks for nothing."
    if rule.see:
        then = f" Then perhaps: {_services(protocol, rule.then)}." if rule.then else ""
        yield f"Who sees the person: {_services(protocol, rule.see)}.{then}"
    yield f"Why: {rule.because}"
    yield f"Strength: {rule.strength}."
    if not rule.checked:
        yield NEVER_CHECKED
    same = [one for one in protocol.rules if one.concern == rule.concern and one is not rule]
    if same:
        others = "; ".join(f"{one.id} ({names[one.urgency].name})" for one in same)
        yield f"Other rules about the same danger, of which a result tells the most urgent: {others}."
    asked = each_once(protocol.question_of[fact].id for leaf in leaves(rule.when) for fact in facts_of(leaf))
    yield f"It hangs on {counted(len(asked), 'question')}: {', '.join(asked)}."
    for floor in protocol.floors:
        if rule.id in floor.except_for:
            yield f"It is the named exception to this floor: {floor.danger}, {names[floor.floor].name}."
    if rule.note:
        yield f"Note: {rule.note}"


def _services(protocol: Protocol, ids: Iterable[str]) -> str:
    return listed(protocol.services[name].name if name in protocol.services else name for name in ids)


def _ways(protocol: Protocol, ways: tuple[Change, ...], answers: Answers | None) -> Iterator[Line]:
    if not ways:
        yield Line(f"No change of up to {MOST_CHANGED} answers makes it hold. All of them were tried.")
        return
    size = len(ways[0].answers)
    told = f"{size} {'answer is' if size == 1 else 'answers are'}"
    if answers is None:
        yield Line(f"At least {told} needed, follow-up questions not counted. The shortest ways ({len(ways)}):")
    else:
        other = "one other answer does it" if size == 1 else f"{size} other answers together do it, and no fewer"
        yield Line(f"The smallest change: {other}, follow-up questions not counted. The ways ({len(ways)}):")
    for way in ways[:MOST_WAYS]:
        yield Line(f"- {change_in_words(protocol, way)}", 1)
    if len(ways) > MOST_WAYS:
        yield Line(f"- and {len(ways) - MOST_WAYS} more.", 1)
