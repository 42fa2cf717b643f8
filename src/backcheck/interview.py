"""Which question comes next: a pure function of the protocol and the answers so far.

Going back, resuming, replaying and proving are all this one function, called with other answers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from backcheck.condition import Condition
from backcheck.findings import Person
from backcheck.logic import UNKNOWN, YES
from backcheck.protocol import NO_ANSWER, UNSURE_ANSWERS, YES_ANSWER, Answer, Answers, Protocol, Question
from backcheck.triage import Standing, Triage, triage


def next_question(protocol: Protocol, answers: Answers) -> Question | None:
    """Give the first question that applies, is unanswered and can still matter; none when the interview is over."""
    return upcoming(protocol, answers)[0]


def at_most_more(protocol: Protocol, answers: Answers) -> int:
    """Give how many more questions there can be, never too low: every unanswered one that something may hang on."""
    return upcoming(protocol, answers)[1]


def upcoming(protocol: Protocol, answers: Answers) -> tuple[Question | None, int]:
    """Give the next question and how many more there can be, worked out together."""
    person = Person(protocol, answers)
    return upcoming_for(person, triage(person))


def upcoming_for(person: Person, outcome: Triage) -> tuple[Question | None, int]:
    """Give the same as ``upcoming`` for somebody whose outcome is known already."""
    protocol = person.protocol
    wanted = wanted_questions(person, outcome)
    over = stopped(protocol, outcome)
    if over:
        if _asked_after_stop(protocol, person.answers):
            return None, 0
        wanted = {question_id: question for question_id, question in wanted.items() if question.even_then}
    for question in protocol.questions:
        if question.id in wanted and person.applies(question) is YES:
            return question, 1 if over else len(wanted)
    return None, 0 if over else len(wanted)


def stopped(protocol: Protocol, outcome: Triage) -> bool:
    """Say whether the rung where asking stops has been reached."""
    return protocol.height[outcome.rung] >= protocol.height[protocol.stop_at]


def wanted_questions(person: Person, outcome: Triage) -> Mapping[str, Question]:
    """Give the unanswered questions on which something that matters still hangs, waiting ones included, by id."""
    question_of = person.protocol.question_of
    found: dict[str, Question] = {}
    unfolded: set[str] = set()
    for condition in _open_conditions(person, outcome):
        for fact in person.missing(condition, unfolded):
            question = question_of[fact]
            found[question.id] = question
    return found


def mattering(person: Person, outcome: Triage) -> Iterator[Standing]:
    """Give the open rules that can still change the rung or add someone to see."""
    now = person.protocol.height[outcome.fired or outcome.at_least]
    seen = set(outcome.see)
    for one in outcome.standings:
        if one.truth is UNKNOWN and _can_matter(person.protocol, one, now, seen):
            yield one


def without(answers: Answers, question: Question) -> Answers:
    """Give the answers as they were before a question: going back is dropping its keys."""
    gone = set(question.facts)
    return {fact: answer for fact, answer in answers.items() if fact not in gone}


def to_ask_again(protocol: Protocol, answers: Answers, asked_again: Collection[str]) -> str:
    """Give the first fact to ask once more in other words when nothing else is left to ask; empty when there is none.

    It has such words, was not asked again yet, and alone holds the rung up or keeps it from being an emergency. At the
    most urgent rung nothing is asked again: every second counts, and no answer could take the rung back.
    """
    outcome = triage(Person(protocol, answers))
    if outcome.rung == protocol.ladder[0].id:
        return ""
    for fact, answer in in_force(protocol, answers).items():
        if fact in asked_again or not again_in_words(protocol, fact):
            continue
        worst, *_, best = by_worry(protocol, fact)
        if answer != best and _rung_with(protocol, answers, fact, best) < protocol.height[outcome.rung]:
            return fact
        if answer != worst and not stopped(protocol, outcome):
            worse = triage(Person(protocol, {**answers, fact: worst}))
            if stopped(protocol, worse):
                return fact
    return ""


def more_worrying(protocol: Protocol, answers: Answers, fact: str, second: Answer) -> Answer:
    """Give the one of a fact's two answers that ends higher, or is the worse one where both end alike."""
    order = by_worry(protocol, fact)

    def worry(answer: Answer) -> tuple[int, int]:
        return _rung_with(protocol, answers, fact, answer), -order.index(answer)

    return max(answers[fact], second, key=worry)


def again_in_words(protocol: Protocol, fact: str) -> str:
    """Give the other words in which a fact is asked again, empty when it has none."""
    line = protocol.line_of.get(fact)
    return line.ask_again if line else protocol.by_id[fact].ask_again


def by_worry(protocol: Protocol, fact: str) -> tuple[Answer, ...]:
    """Give every answer to a fact, the most worrying first and the unsure ones in the middle, as ``worse`` says."""
    line, question = protocol.line_of.get(fact), protocol.question_of[fact]
    worse = line.worse if line else question.worse
    definite: tuple[Answer, ...] = (YES_ANSWER, NO_ANSWER)
    if question.kind == "choice":
        definite = tuple(choice.id for choice in question.choices)
    elif question.kind == "number":
        definite = tuple(range(question.lowest, question.highest + 1))
    if worse in {"later", "more", "no"}:
        definite = definite[::-1]
    return (*definite[:-1], *UNSURE_ANSWERS, definite[-1])


def in_force(protocol: Protocol, answers: Answers) -> Answers:
    """Give the answers that count, in asking order: those of branches not taken are left out."""
    person = Person(protocol, answers)
    counted = ((fact, person.given(fact)) for question in protocol.questions for fact in question.facts)
    return {fact: answer for fact, answer in counted if answer is not None}


def _rung_with(protocol: Protocol, answers: Answers, fact: str, answer: Answer) -> int:
    """Give how high the rung is when one answer is another, all others as they are."""
    return protocol.height[triage(Person(protocol, {**answers, fact: answer})).rung]


def _open_conditions(person: Person, outcome: Triage) -> Iterator[Condition]:
    """Give the conditions of open rules that can still change the rung or add someone to see; then of ``lowest``."""
    yield from (one.rule.when for one in mattering(person, outcome))
    lowest = person.protocol.lowest
    if not outcome.fired and outcome.at_least == lowest.rung:
        yield lowest.only_when


def _can_matter(protocol: Protocol, one: Standing, now: int, seen: set[str]) -> bool:
    highest = max(protocol.height[one.rule.urgency], protocol.height[one.rule.if_unsure])
    return highest > now or (highest == now and not seen.issuperset(protocol.seen_at_most(one.rule)))


def _asked_after_stop(protocol: Protocol, answers: Answers) -> bool:
    """Say whether a question marked ``even then`` was asked when what came before it would have stopped the asking."""
    earlier: dict[str, Answer] = {}
    for question in protocol.questions:
        given = {fact: answers[fact] for fact in question.facts if fact in answers}
        if question.even_then and given and stopped(protocol, triage(Person(protocol, dict(earlier)))):
            return True
        earlier |= given
    return False
