"""The interview that skips questions, for everybody at once: who is asked what, and what is known at the end.

Questions are taken in the protocol's order, each once. That is how the engine asks: answers only ever close what stands
open, and a question waits for earlier ones only, so whoever was passed over is never wanted again (docs/proof.md).
"""

from __future__ import annotations

from functools import cached_property

from backcheck.condition import AtLeast, Condition, Leaf, Named, Not, facts_of
from backcheck.protocol import Question, Rule
from backcheck.verify.circuit import FALSE, TRUE, Literal
from backcheck.verify.encoding import Given, People, when


class Moment:
    """What stands open when some answers are in: ``interview.next_question`` as literals."""

    def __init__(self, known: People) -> None:
        """Take what is known at this moment."""
        self.known, self.protocol, self.circuit = known, known.protocol, known.circuit
        self._seen: dict[tuple[str, int], Literal] = {}
        self._now: dict[int, Literal] = {}

    @property
    def stopped(self) -> Literal:
        """Give the literal that the rung where asking stops has been reached."""
        return self.known.ends_at(self.protocol.height[self.protocol.stop_at])

    def askable(self, question: Question) -> Literal:
        """Give the literal that the question applies and something that matters hangs on it, whether or not stopped."""
        applies = self.known.applies(question).yes
        hanging = []
        for rule in self.protocol.rules:
            hangs = self._hangs(rule.when, question)
            if hangs != FALSE:
                hanging.append(self.circuit.all_of([hangs, self._matters(rule)]))
        lowest = self._hangs(self.protocol.lowest.only_when, question)
        if lowest != FALSE:
            hanging.append(self.circuit.all_of([lowest, self._lowest_in_reach()]))
        return self.circuit.all_of([applies, self.circuit.any_of(hanging)])

    def seen(self, service: str, height: int) -> Literal:
        """Give the literal that a rule which asks for exactly this height names the service."""
        if (service, height) not in self._seen:
            rung = self.protocol.ladder[-1 - height].id
            naming = (rule for rule in self.protocol.rules if service in self.protocol.seen_for(rule, rung))
            asking = (asked for rule in naming for asked in self.known.asks(rule))
            literals = [literal for reached, literal in asking if reached == height]
            self._seen[service, height] = self.circuit.any_of(literals)
        return self._seen[service, height]

    def _hangs(self, condition: Condition, question: Question) -> Literal:
        """Give the literal that the condition is open and lacks an answer to the question (``Person.missing``)."""
        if self.known.hangs.facts(condition).isdisjoint(question.facts):
            return FALSE
        if isinstance(condition, AtLeast):
            parts = self.circuit.any_of([self._hangs(part, question) for part in condition.parts])
            return self.circuit.all_of([self.known.unknown(condition), parts]) if parts != FALSE else FALSE
        if isinstance(condition, Not):
            return self._hangs(condition.part, question)
        if isinstance(condition, Named):
            return self._hangs(condition.when, question)
        return self._leaf_hangs(condition, question)

    def _leaf_hangs(self, leaf: Leaf, question: Question) -> Literal:
        circuit, found = self.circuit, []
        for fact in facts_of(leaf):
            asked = self.protocol.question_of[fact]
            _, no, waits = self.known.applies(asked)
            if asked is question:
                found.append(circuit.all_of([-no, circuit.any_of([waits, self.known.given[fact].missing])]))
            elif asked.ask_if is not None and waits != FALSE:
                found.append(circuit.all_of([waits, self._hangs(asked.ask_if, question)]))
        return circuit.all_of([self.known.unknown(leaf), circuit.any_of(found)])

    def _matters(self, rule: Rule) -> Literal:
        height = self.protocol.height
        highest = max(height[rule.urgency], height[rule.if_unsure])
        adds = self.circuit.any_of([-self.seen(service, highest) for service in self.protocol.seen_at_most(rule)])
        at_it = self.circuit.all_of([self._now_at(highest), -self._now_at(highest + 1), adds])
        return self.circuit.any_of([-self._now_at(highest), at_it])

    def _now_at(self, height: int) -> Literal:
        """Give the literal that the rung reached for certain (``fired or at_least``) is at least this high."""
        if height not in self._now:
            lowest, circuit = self.protocol.lowest, self.circuit
            low, otherwise = self.protocol.height[lowest.rung], self.protocol.height[lowest.otherwise]
            fires = self.known.fires(height)
            certain = TRUE if height <= min(low, otherwise) else FALSE
            if min(low, otherwise) < height <= max(low, otherwise):
                certain = self.lowest_is_barred if height <= otherwise else -self.lowest_is_barred
            self._now[height] = circuit.any_of([fires, circuit.all_of([-self.known.fires(0), certain])])
        return self._now[height]

    def _lowest_in_reach(self) -> Literal:
        lowest = self.protocol.lowest
        reachable = TRUE if lowest.rung == lowest.otherwise else -self.lowest_is_barred
        return self.circuit.all_of([-self.known.fires(0), reachable])

    @cached_property
    def lowest_is_barred(self) -> Literal:
        """Give the literal that no further answer can earn the lowest rung any more."""
        earned = self.protocol.lowest.only_when
        doubts = [self.known.unsure(rule.when) for rule in self.known.above_lowest()]
        return self.circuit.any_of([self.known.rails(earned).no, self.known.unsure(earned), *doubts])


class Interview:
    """Every interview there can be. ``asked`` gives, for each question, the literal that it is asked.

    ``before`` gives what is known when its turn comes.
    """

    def __init__(self, people: People) -> None:
        """Play it, question by question."""
        self.people, self.protocol, self.circuit = people, people.protocol, people.circuit
        self.asked: dict[str, Literal] = {}
        self.before: dict[str, People] = {}
        known = people.but({fact: _nothing(given) for fact, given in people.given.items()})
        for question in self.protocol.questions:
            self.before[question.id] = known
            asked = self._turn(known, question)
            self.asked[question.id] = asked
            known = known.but({fact: when(self.circuit, asked, people.given[fact]) for fact in question.facts})
        self.end = Moment(known)

    def _turn(self, known: People, question: Question) -> Literal:
        moment = Moment(known)
        going = -moment.stopped
        if question.even_then:
            going = self.circuit.any_of([going, -self._asked_after_stop()])
        return self.circuit.all_of([moment.askable(question), going])

    def _asked_after_stop(self) -> Literal:
        """Give the literal that a question marked ``even then`` was asked when what came before would have stopped."""
        found = (
            self.circuit.all_of([self.asked[question.id], Moment(self.before[question.id]).stopped])
            for question in self.protocol.questions
            if question.even_then and self.asked.get(question.id, FALSE) != FALSE
        )
        return self.circuit.any_of(found)

    def still_asking(self) -> Literal:
        """Give the literal that somebody would be asked one more question when all have had their turn."""
        left = []
        for question in self.protocol.questions:
            going = -self.end.stopped
            if question.even_then:
                going = self.circuit.any_of([going, -self._asked_after_stop()])
            left.append(self.circuit.all_of([-self.asked[question.id], self.end.askable(question), going]))
        return self.circuit.any_of(left)


def _nothing(given: Given) -> Given:
    return Given(dict.fromkeys(given.values, FALSE), TRUE)
