"""The smallest changes of answers that raise or lower a result, found by the rules themselves, without a solver.

A change gives other answers to questions that are for the person now. The ``follow_ups`` are answers to questions that
only then are for them, and do not count towards its size: whoever has a new sign is also asked when it began. What is
not answered, follow-ups included, is what the rules take it for. So

- a change *raises* a result when that is then more urgent whatever else is answered (``Triage.at_least``);
- a change *lowers* it when the rules no longer ask for as much; follow-ups may still raise it again.

The search is exact: each step takes facts of which one must change (``levers``) and tries every answer to each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from backcheck.alternatives import Alternatives, every_answer
from backcheck.levers import NOT_NO, NOT_YES, Goal, Levers
from backcheck.logic import NO, YES
from backcheck.protocol import Answers, Protocol
from backcheck.situation import Changed, Situation
from backcheck.triage import above

MOST_CHANGED = 2
MOST_FOLLOW_UPS = 2


@dataclass(frozen=True, slots=True)
class Change:
    """Other answers, the follow-ups that must go with them, the rung they lead to and the rules that then decide.

    Each fact comes with the answers any of which will do, in every combination. Without ``rules`` the lowest rung is
    no longer earned, or is earned only then.
    """

    answers: Mapping[str, Alternatives]
    follow_ups: Mapping[str, Alternatives]
    rung: str
    rules: tuple[str, ...]

    @property
    def facts(self) -> Mapping[str, Alternatives]:
        """Give the other answers and the follow-ups together."""
        return {**self.answers, **self.follow_ups}

    def applied(self, answers: Answers) -> Answers:
        """Give a person's answers after this change, made with the first answer of each."""
        return {**answers, **{fact: values[0] for fact, values in self.facts.items()}}


def raising(
    protocol: Protocol, answers: Answers, *, most: int = MOST_CHANGED, follow_ups: int = MOST_FOLLOW_UPS
) -> tuple[Change, ...]:
    """Give every smallest change that makes the result more urgent, the most urgent first; none up to ``most`` answers.

    Of each change also those with follow-ups, up to ``follow_ups`` of them, that lead higher still.
    """
    situation = Situation(protocol, answers, every_rule=False)
    for size in range(1, most + 1):
        found = _Reaching(situation, _raising_goals(situation), follow_ups).of_size(size)
        if found:
            return found
    return ()


def lowering(protocol: Protocol, answers: Answers, *, most: int = MOST_CHANGED) -> tuple[Change, ...]:
    """Give every smallest change after which the result can be less urgent, the lowest first; none up to ``most``.

    The rung is the lowest it can then be: with follow-ups open, and where only an unfinished interview holds it up.
    """
    situation = Situation(protocol, answers)
    for size in range(1, most + 1):
        found = _Lowering(situation).of_size(size)
        if found:
            return found
    return ()


def holding(
    protocol: Protocol, answers: Answers, rule: str, *, most: int = MOST_CHANGED, follow_ups: int = MOST_FOLLOW_UPS
) -> tuple[Change, ...]:
    """Give every smallest change after which a rule holds that does not now, and of these those with fewest follow-ups.

    Empty when it holds already, and when no change of up to ``most`` answers and so many ``follow_ups`` does it.
    """
    situation = Situation(protocol, answers)
    goals = [Goal(one.when, "holds") for one in protocol.rules if one.id == rule]
    if not goals or goals[0].met(situation.base):
        return ()
    for size, more in product(range(1, most + 1), range(follow_ups + 1)):
        found = _Reaching(situation, goals, more).of_size(size)
        if found:
            return found
    return ()


class _Found:
    """The changes found so far, each under its answers."""

    def __init__(self, situation: Situation) -> None:
        self.situation, self.protocol = situation, situation.protocol
        self.changes: dict[frozenset[tuple[str, Alternatives]], Change] = {}

    def note(self, changed: Changed, rung: str, rules: tuple[str, ...]) -> None:
        """Keep a change."""
        roots = self.situation.roots
        answers = {fact: values for fact, values in changed.items() if fact in roots}
        follow_ups = {fact: values for fact, values in changed.items() if fact not in roots}
        self.changes[frozenset(changed.items())] = Change(answers, follow_ups, rung, rules)

    def in_order(self, changes: Iterable[Change], sign: int) -> tuple[Change, ...]:
        """Take changes together, and sort them by rung and then as the questions are asked."""
        place = {fact: number for number, fact in enumerate(self.protocol.question_of)}

        def key(one: Change) -> tuple[int, list[int]]:
            return sign * self.protocol.height[one.rung], [place[fact] for fact in one.facts]

        return tuple(sorted(merged(self.protocol, changes), key=key))


def _raising_goals(situation: Situation) -> list[Goal]:
    """Give what can make the result more urgent; one of these is met by any change that does."""
    protocol = situation.protocol
    height, lowest, now = protocol.height, protocol.lowest, protocol.height[situation.now.rung]
    holds = [Goal(rule.when, "holds") for rule in protocol.rules if height[rule.urgency] > now]
    left_open = [Goal(rule.when, "open") for rule in protocol.rules if height[rule.if_unsure] > now]
    if height[lowest.otherwise] > now:
        holds.append(Goal(lowest.only_when, "fails"))
        left_open.append(Goal(lowest.only_when, "open"))
        left_open += [Goal(rule.when, "open") for rule in protocol.rules if above(protocol, rule, lowest.rung)]
    return [*holds, *left_open]


class _Reaching:
    """The search for changes that meet one of some goals, and lead higher with each follow-up that they have."""

    def __init__(self, situation: Situation, goals: Sequence[Goal], follow_ups: int) -> None:
        self.situation, self.goals, self.follow_ups = situation, goals, follow_ups
        self.found = _Found(situation)
        self.seen: set[tuple[frozenset[tuple[str, Alternatives]], int]] = set()

    def of_size(self, size: int) -> tuple[Change, ...]:
        """Give the changes of exactly this size that meet a goal; smaller ones must have been looked for before."""
        self._look({}, self.goals, size, self.follow_ups)
        kept = (one for one in self.found.changes.values() if not self._does_with_less(one))
        return self.found.in_order(kept, -1)

    def _look(self, changed: Changed, goals: Sequence[Goal], left: int, follow_ups: int) -> None:
        key = frozenset(changed.items())
        fresh = [goal for goal in goals if (key, id(goal)) not in self.seen]
        self.seen.update((key, id(goal)) for goal in fresh)
        person = self.situation.after(changed)
        unmet = [goal for goal in fresh if not goal.met(person)]
        if len(unmet) < len(fresh):
            self.found.note(changed, *self.situation.outcome(person, changed))
        if not (left or follow_ups):
            return
        levers = self.situation.levers(person, changed, left, follow_ups)
        goals_of: dict[str, list[Goal]] = defaultdict(list)
        for goal in unmet:
            for fact in goal.hangs_on(levers):
                goals_of[fact].append(goal)
        for fact, its in goals_of.items():
            root = fact in self.situation.roots
            for values in self.situation.others[fact]:
                self._look({**changed, fact: values}, its, left - root, follow_ups - (not root))

    def _does_with_less(self, one: Change) -> bool:
        """Say whether fewer follow-ups of the same answers lead at least as high."""
        height, asked = self.situation.protocol.height, list(one.follow_ups.items())
        for fewer in (some for size in range(len(asked)) for some in combinations(asked, size)):
            less = self.found.changes.get(frozenset([*one.answers.items(), *fewer]))
            if less is not None and height[less.rung] >= height[one.rung]:
                return True
        return False


class _Lowering:
    """The search for changes that make a result less urgent."""

    def __init__(self, situation: Situation) -> None:
        self.situation, self.protocol = situation, situation.protocol
        self.height = self.protocol.height[situation.now.at_least]
        self.found = _Found(situation)
        self.seen: set[frozenset[tuple[str, Alternatives]]] = set()

    def of_size(self, size: int) -> tuple[Change, ...]:
        """Give the changes of exactly this size that lower; smaller ones must have been looked for before."""
        if self.height > 0:
            self._look({}, size)
        return self.found.in_order(self.found.changes.values(), 1)

    def _look(self, changed: Changed, left: int) -> None:
        key = frozenset(changed.items())
        if key in self.seen:
            return
        self.seen.add(key)
        person = self.situation.after(changed)
        rung, asking = self.situation.outcome(person, changed)
        if self.protocol.height[rung] < self.height:
            self.found.note(changed, rung, asking)
        elif left:
            for fact in self._holding_up(self.situation.levers(person, changed, left, 0), asking):
                for values in self.situation.others[fact]:
                    self._look({**changed, fact: values}, left - 1)

    def _holding_up(self, levers: Levers, asking: Sequence[str]) -> tuple[str, ...]:
        """Give the facts of which one must change before the result can be less urgent."""
        found: list[tuple[str, ...]] = []
        for rule in (rule for rule in self.protocol.rules if rule.id in asking):
            certain = levers.person.truth(rule.when) is YES
            found.append(levers.of(rule.when, NOT_YES) if certain else levers.behind(rule.when))
        return min(found or self._barring(levers), key=len)

    def _barring(self, levers: Levers) -> list[tuple[str, ...]]:
        """Give, for each thing that keeps the lowest rung from being earned, the facts of which one must change."""
        person, lowest = levers.person, self.protocol.lowest
        found = []
        if person.truth(lowest.only_when) is NO:
            found.append(levers.of(lowest.only_when, NOT_NO))
        open_now = [rule.when for rule in self.protocol.rules if above(self.protocol, rule, lowest.rung)]
        found += [levers.behind(when) for when in (lowest.only_when, *open_now) if person.only_unsure(when)]
        return found


def merged(protocol: Protocol, changes: Iterable[Change]) -> list[Change]:
    """Give the same changes with those taken together that differ in nothing but the answers to one fact."""
    left = list(changes)
    for fact in {fact: None for one in left for fact in one.facts}:
        order = every_answer(protocol.question_of[fact])
        kept: dict[object, Change] = {}
        for one in left:
            facts = one.facts
            own = facts.get(fact, ())
            key: object = id(one)
            if own:
                key = (frozenset(pair for pair in facts.items() if pair[0] != fact), one.rung, one.rules)
            twin = kept.get(key)
            if twin is None:
                kept[key] = one
            else:
                kept[key] = _joined(twin, fact, tuple(sorted({*twin.facts[fact], *own}, key=order.index)))
        left = list(kept.values())
    return left


def _joined(one: Change, fact: str, values: Alternatives) -> Change:
    if fact in one.answers:
        return replace(one, answers={**one.answers, fact: values})
    return replace(one, follow_ups={**one.follow_ups, fact: values})
