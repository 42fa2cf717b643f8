"""One person's answers seen through the protocol: each finding and rule holds, does not, or is not ruled out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from backcheck.condition import Chosen, Compared, Condition, Fact, Leaf, Named, Unsure, facts_of, open_leaves, truth
from backcheck.logic import NO, UNKNOWN, YES, Truth, at_least, known
from backcheck.protocol import UNSURE_ANSWERS, YES_ANSWER, Advice, Answer, Answers, Protocol, Question, Rule


class Person:
    """A protocol and one person's answers. Answers of branches not taken are kept but do not count.

    It remembers what it worked out, so it is made anew for every new mapping of answers.
    """

    def __init__(self, protocol: Protocol, answers: Answers) -> None:
        """Take the answers as they are; nothing is worked out before it is asked for."""
        self.protocol = protocol
        self.answers = answers
        self._any_unsure = any(answer in UNSURE_ANSWERS for answer in answers.values())
        self._findings: dict[str, Truth] = {}
        self._applies: dict[str, Truth] = {}
        self._waiting: dict[str, tuple[str, ...]] = {}

    def truth(self, condition: Condition) -> Truth:
        """Give the truth of a condition for this person."""
        return truth(condition, self.look)

    def applies(self, question: Question) -> Truth:
        """Say whether a question is for this person; unknown means that it waits for an earlier answer."""
        if question.ask_if is None:
            return YES
        if question.id not in self._applies:
            verdict = truth(question.ask_if, self.look)
            # When nothing but "not sure" leaves it open, waiting longer would not settle it: ask.
            if verdict is UNKNOWN and self.only_unsure(question.ask_if):
                verdict = YES
            self._applies[question.id] = verdict
        return self._applies[question.id]

    def given(self, fact: str) -> Answer | None:
        """Give the answer that counts for a fact: none when it is missing, or its question waits or does not apply."""
        return self.answers.get(fact) if self.applies(self.protocol.question_of[fact]) is YES else None

    def look(self, leaf: Leaf | Named) -> Truth:
        """Give the truth of one phrase or finding."""
        if isinstance(leaf, Named):
            if leaf.finding not in self._findings:
                self._findings[leaf.finding] = truth(leaf.when, self.look)
            return self._findings[leaf.finding]
        if isinstance(leaf, Unsure):
            return at_least(1, (self._was_unsure(fact) for fact in leaf.facts))
        fact = leaf.fact if isinstance(leaf, Fact) else leaf.question
        applies = self.applies(self.protocol.question_of[fact])
        if applies is not YES:
            return applies
        answer = self.answers.get(fact)
        if answer is None or answer in UNSURE_ANSWERS:
            return UNKNOWN
        return known(fits(leaf, answer))

    def only_unsure(self, condition: Condition) -> bool:
        """Say whether a condition is unknown and every answer it still hangs on was given as unsure."""
        if not self._any_unsure:
            return False
        open_facts = (fact for leaf in open_leaves(condition, self.look) for fact in facts_of(leaf))
        first = next(open_facts, None)
        # Lazily: early in an interview nearly every condition has a missing answer among its first leaves.
        return first is not None and all(self.given(fact) in UNSURE_ANSWERS for fact in chain((first,), open_facts))

    def missing(self, condition: Condition, unfolded: set[str] | None = None) -> Iterator[str]:
        """Give the unanswered facts that a condition hangs on, what a waiting question waits for included.

        Of findings in ``unfolded`` they are not told again.
        """
        for leaf in open_leaves(condition, self.look, unfolded):
            for fact in facts_of(leaf):
                question = self.protocol.question_of[fact]
                applies = self.applies(question)
                if applies is UNKNOWN:
                    yield from self._waits_for(question)
                if applies is not NO and self.given(fact) is None:
                    yield fact

    def _waits_for(self, question: Question) -> tuple[str, ...]:
        """Give the unanswered facts that decide whether a waiting question applies; worked out once per question."""
        if question.id not in self._waiting:
            self._waiting[question.id] = tuple(self.missing(question.ask_if)) if question.ask_if else ()
        return self._waiting[question.id]

    def _was_unsure(self, fact: str) -> Truth:
        applies = self.applies(self.protocol.question_of[fact])
        if applies is not YES:
            return applies
        answer = self.answers.get(fact)
        return UNKNOWN if answer is None else known(answer in UNSURE_ANSWERS)


def suits(person: Person, item: Advice) -> bool:
    """Say whether an item of advice is known to suit somebody, and known not to be against their interest."""
    fits = item.suits is None or person.truth(item.suits) is YES
    return fits and (item.not_for is None or person.truth(item.not_for) is NO)


def standing(person: Person, rule: Rule) -> tuple[Truth, str]:
    """Give a rule's truth and the rung it asks for now: its urgency, its ``if unsure``, or empty."""
    verdict = person.truth(rule.when)
    if verdict is YES:
        return verdict, rule.urgency
    if verdict is UNKNOWN and rule.if_unsure and person.only_unsure(rule.when):
        return verdict, rule.if_unsure
    return verdict, ""


def fits(leaf: Fact | Chosen | Compared, answer: Answer) -> bool:
    """Say whether a given answer makes a phrase true."""
    if isinstance(leaf, Fact):
        return answer == YES_ANSWER
    if isinstance(leaf, Chosen):
        return (answer in leaf.values) is not leaf.negated
    number = int(answer)
    return {
        ">=": number >= leaf.number,
        "<=": number <= leaf.number,
        ">": number > leaf.number,
        "<": number < leaf.number,
    }[leaf.comparison]
