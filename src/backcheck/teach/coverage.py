"""Which people stand behind each rule: somebody for whom it decides, and somebody just across its edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from backcheck.condition import Compared, Condition, Leaf, Unsure, facts_of, leaves
from backcheck.findings import Person
from backcheck.logic import NO, YES
from backcheck.protocol import NO_ANSWER, NOT_SURE, YES_ANSWER, Answer, Answers, Protocol, Rule
from backcheck.teach.cases import Outcome, Walk, person_of_case
from backcheck.teach.score import AS_NO, Scored, person_of


@dataclass(frozen=True, slots=True)
class Edge:
    """Somebody for whom a rule does not hold, and the one answer with which it would."""

    title: str
    fact: str
    instead_of: Answer
    answer: Answer


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """The people behind one rule: how many of ours and of the published it decides for, and who is across its edge."""

    rule: Rule
    own: int
    published: int
    edge: Edge | None
    edge_published: bool

    @property
    def gaps(self) -> tuple[str, ...]:
        """Give what is missing, in words; nothing when the rule is covered."""
        some = []
        if not self.own + self.published:
            some.append("nobody for whom it decides")
        if self.edge is None:
            some.append("nobody just across its edge")
        return tuple(some)


@dataclass(frozen=True, slots=True)
class _Somebody:
    title: str
    answers: Answers
    decided_by: frozenset[str]


def coverage(protocol: Protocol, outcomes: Iterable[Outcome], published: Iterable[Scored]) -> tuple[RuleCoverage, ...]:
    """Give the coverage of every rule, by our own cases and by published patients scored with unstated as no."""
    ours = [_somebody(one.case.title, person_of_case(protocol, one.case), one.walk) for one in outcomes]
    others = [_somebody(one.patient.id, person_of(protocol, one.patient.answers, AS_NO), one.walk) for one in published]
    return tuple(_of_rule(protocol, rule, ours, others) for rule in protocol.rules)


def _somebody(title: str, answers: Answers, walked: Walk) -> _Somebody:
    return _Somebody(title, answers, frozenset(reason.rule for reason in walked.report.reasons))


def _of_rule(protocol: Protocol, rule: Rule, ours: Sequence[_Somebody], published: Sequence[_Somebody]) -> RuleCoverage:
    changes = dict(_changes(protocol, rule.when))
    edge = _first_edge(protocol, rule, ours, changes)
    return RuleCoverage(
        rule,
        sum(rule.id in one.decided_by for one in ours),
        sum(rule.id in one.decided_by for one in published),
        edge or _first_edge(protocol, rule, published, changes),
        edge is None,
    )


def _first_edge(
    protocol: Protocol, rule: Rule, people: Sequence[_Somebody], changes: Mapping[str, tuple[Answer, ...]]
) -> Edge | None:
    for one in people:
        if Person(protocol, one.answers).truth(rule.when) is NO:
            for fact, answers in changes.items():
                for answer in answers:
                    if fact in one.answers and _holds(protocol, rule, {**one.answers, fact: answer}):
                        return Edge(one.title, fact, one.answers[fact], answer)
    return None


def _holds(protocol: Protocol, rule: Rule, answers: Answers) -> bool:
    return Person(protocol, answers).truth(rule.when) is YES


def _changes(protocol: Protocol, condition: Condition) -> Iterator[tuple[str, tuple[Answer, ...]]]:
    """Give every fact a rule hangs on, by its phrases or by what leads to its questions, with the answers to try."""
    tried: dict[str, dict[Answer, None]] = {}
    for leaf in _all_leaves(protocol, condition, set()):
        for fact in facts_of(leaf):
            tried.setdefault(fact, {}).update(dict.fromkeys(_answers_around(protocol, leaf, fact)))
    return ((fact, tuple(answers)) for fact, answers in tried.items())


def _answers_around(protocol: Protocol, leaf: Leaf, fact: str) -> tuple[Answer, ...]:
    if isinstance(leaf, Unsure):
        return (NOT_SURE,)
    if isinstance(leaf, Compared):
        return leaf.number - 1, leaf.number, leaf.number + 1
    return tuple(choice.id for choice in protocol.question_of[fact].choices) or (YES_ANSWER, NO_ANSWER)


def _all_leaves(protocol: Protocol, condition: Condition, seen: set[str]) -> Iterator[Leaf]:
    for leaf in leaves(condition):
        yield leaf
        for fact in facts_of(leaf):
            question = protocol.question_of[fact]
            if question.ask_if is not None and question.id not in seen:
                seen.add(question.id)
                yield from _all_leaves(protocol, question.ask_if, seen)
