"""Which question comes next: a pure function of the protocol and the answers so far.

Going back, resuming, replaying and proving are all this one function, called with other answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backcheck.condition import Condition
from backcheck.findings import Person
from backcheck.logic import UNKNOWN, YES
from backcheck.protocol import Answers, Protocol, Question
from backcheck.triage import Standing, Triage, triage


def next_question(protocol: Protocol, answers: Answers) -> Question | None:
    """Give the first question that applies, is unanswered and can still matter; none when the interview is over."""
    person = Person(protocol, answers)
    outcome = triage(person)
    wanted = wanted_questions(person, outcome)
    if stopped(protocol, outcome):
        if _asked_after_stop(protocol, answers):
            return None
        wanted = {question_id: question for question_id, question in wanted.items() if question.even_then}
    for question in protocol.questions:
        if question.id in wanted and person.applies(question) is YES:
            return question
    return None


def stopped(protocol: Protocol, outcome: Triage) -> bool:
    """Say whether the rung where asking stops has been reached."""
    return protocol.height[outcome.rung] >= protocol.height[protocol.stop_at]


def wanted_questions(person: Person, outcome: Triage) -> Mapping[str, Question]:
    """Give the unanswered questions on which something that matters still hangs, waiting ones included, by id."""
    question_of = person.protocol.question_of
    found: dict[str, Question] = {}
    for condition in _open_conditions(person, outcome):
        for fact in person.missing(condition):
            question = question_of[fact]
            found[question.id] = question
    return found


def at_most_more(protocol: Protocol, answers: Answers) -> int:
    """Give how many more questions there can be, never too low: every unanswered one that something may hang on."""
    person = Person(protocol, answers)
    outcome = triage(person)
    if stopped(protocol, outcome):
        return 0 if next_question(protocol, answers) is None else 1
    return len(wanted_questions(person, outcome))


def without(answers: Answers, question: Question) -> Answers:
    """Give the answers as they were before a question: going back is dropping its keys."""
    gone = set(question.facts)
    return {fact: answer for fact, answer in answers.items() if fact not in gone}


def in_force(protocol: Protocol, answers: Answers) -> Answers:
    """Give the answers that count, in asking order: those of branches not taken are left out."""
    person = Person(protocol, answers)
    counted = ((fact, person.given(fact)) for question in protocol.questions for fact in question.facts)
    return {fact: answer for fact, answer in counted if answer is not None}


def _open_conditions(person: Person, outcome: Triage) -> Iterator[Condition]:
    """Give the conditions of open rules that can still change the rung or add someone to see; then of ``lowest``."""
    protocol = person.protocol
    now = protocol.height[outcome.fired or outcome.at_least]
    seen = set(outcome.see)
    for one in outcome.standings:
        if one.truth is UNKNOWN and _can_matter(protocol, one, now, seen):
            yield one.rule.when
    if not outcome.fired and outcome.at_least == protocol.lowest.rung:
        yield protocol.lowest.only_when


def _can_matter(protocol: Protocol, one: Standing, now: int, seen: set[str]) -> bool:
    highest = max(protocol.height[one.rule.urgency], protocol.height[one.rule.if_unsure])
    return highest > now or (highest == now and not seen.issuperset(one.rule.see))


def _asked_after_stop(protocol: Protocol, answers: Answers) -> bool:
    """Say whether a question marked ``even then`` was already asked on top of a result that would have stopped."""
    for question in protocol.questions:
        if question.even_then and any(fact in answers for fact in question.facts):
            before = triage(Person(protocol, without(answers, question)))
            if stopped(protocol, before):
                return True
    return False
