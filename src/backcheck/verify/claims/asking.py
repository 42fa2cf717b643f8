"""Claims about the interview: what can be asked, where it ends, and that skipping loses nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

from backcheck.interview import next_question
from backcheck.protocol import Answer, Answers, Protocol, Question, Rule
from backcheck.triage import above
from backcheck.verify.circuit import TRUE, Literal
from backcheck.verify.encoding import People
from backcheck.verify.held import holds_of
from backcheck.verify.proof import Counterexample, Proof, Settled, confirmed
from backcheck.verify.turns import Moment

NAMED = 3
"""How many dangers that asking stops short of are named; as JSON, all are."""
REDUNDANT = "ends at another rung, sees somebody else or is told of another concern (its own words are not compared)"


def reachable(proof: Proof) -> Settled:
    """Every question can be asked of somebody it is for, and every rule can hold.

    A rule that changes nobody's rung, whom they see or what concern they are told of is named.
    """
    protocol = proof.protocol
    never = [(one.id, words) for one in protocol.questions if (words := _never_asked(proof, one))]
    # Each of these three hangs on much that the others do not need, so each has a solver of its own.
    proof.next_claim()
    idle = [rule.id for rule in protocol.rules if not proof.search.possible([proof.people.rails(rule.when).yes])]
    proof.next_claim()
    deciding = _Deciding(proof.people)
    live = [rule for rule in protocol.rules if rule.id not in idle]
    redundant = [rule.id for rule in live if not proof.search.possible([deciding.literal(rule)])]
    against = [Counterexample(name, f"the question {name} {words}") for name, words in never]
    against += [Counterexample(name, f"the rule {name} can never hold") for name in idle]
    notes = tuple(f"redundant: without the rule {name} nobody {REDUNDANT}" for name in redundant)
    return Settled(proof.options.combinations(), tuple(against), notes)


def _never_asked(proof: Proof, question: Question) -> str:
    """Give what is wrong with who is asked a question, empty for nothing."""
    asked = proof.interview.asked[question.id]
    if not proof.search.possible([asked]):
        return "is never asked, whatever anybody answers"
    if question.ask_if is None or proof.search.possible([asked, proof.people.rails(question.ask_if).yes]):
        return ""
    return "is only asked of people who were not sure whether it is for them: nobody is asked whose `ask if` is yes"


class _Deciding:
    """For each rule, that without it the rung, whom to see, or a concern that is told would be another."""

    def __init__(self, people: People) -> None:
        self.people, self.circuit = people, people.circuit
        self._holding: dict[str, list[tuple[Rule, Literal]]] = defaultdict(list)
        self._asking: dict[tuple[int, str], list[tuple[Rule, Literal]]] = defaultdict(list)
        for rule in people.protocol.rules:
            self._holding[rule.concern].append((rule, people.rails(rule.when).yes))
            for height, asks in people.asks(rule):
                for name in self._named(rule, height):
                    self._asking[height, name].append((rule, asks))
        self._barring = people.above_lowest()
        open_rules = [-people.unknown(rule.when) for rule in self._barring]
        self._none_before = list(accumulate(open_rules, self._both, initial=TRUE))
        self._none_after = list(accumulate(reversed(open_rules), self._both, initial=TRUE))[::-1]

    def literal(self, rule: Rule) -> Literal:
        """Give the literal that leaving the rule out would change something."""
        people, circuit, protocol = self.people, self.circuit, self.people.protocol
        found = [circuit.all_of([people.rails(rule.when).yes, self._no_other(rule, self._holding[rule.concern])])]
        if not rule.if_unsure and above(protocol, rule, protocol.lowest.rung):
            place = self._barring.index(rule)
            alone = [self._none_before[place], self._none_after[place + 1]]
            earned = people.rails(protocol.lowest.only_when).yes
            found.append(circuit.all_of([people.unknown(rule.when), earned, -people.fires(0), *alone]))
        for height, asks in people.asks(rule):
            new = [self._no_other(rule, self._asking[height, name]) for name in self._named(rule, height)]
            found.append(circuit.all_of([asks, -people.fires(height + 1), circuit.any_of(new)]))
        return circuit.any_of(found)

    def _named(self, rule: Rule, height: int) -> tuple[str, ...]:
        protocol = self.people.protocol
        places = protocol.seen_for(rule, protocol.ladder[-1 - height].id)
        return (f"concern {rule.concern}", *(f"see {service}" for service in places))

    def _no_other(self, rule: Rule, asking: list[tuple[Rule, Literal]]) -> Literal:
        return self.circuit.all_of([-literal for one, literal in asking if one is not rule])

    def _both(self, one: Literal, other: Literal) -> Literal:
        return self.circuit.all_of([one, other])


def skipping(proof: Proof) -> Settled:
    """The interview that skips questions ends with the rung and referral of one that asks everything that applies.

    Where the stop rung ended it, both are at or above the stop rung: so claims 2, 3 and 4 hold in it up to that rung.
    """
    against: list[Counterexample] = []
    for difference in _differences(proof):
        found = proof.find([difference], proof.people)
        if found:
            against.append(_ends_apart(proof, found[0]))
            break
    names = tuple(_held_above_stop(proof))
    stop = proof.protocol.stop_at
    notes = [f"asking stops at {stop}: {_some(names)} may end there, though a floor asks for more"] if names else []
    return Settled(proof.options.combinations(), tuple(against), tuple(notes), {"ended_by_stop": "; ".join(names)})


def _held_above_stop(proof: Proof) -> Iterator[str]:
    """Give the dangers with a floor above the stop rung whose interview can end below the floor: asking stopped."""
    height = proof.protocol.height
    end = proof.interview.end.known
    for floor in proof.protocol.floors:
        above = [one for one in holds_of(proof.people, floor) if height[one.rung] > height[proof.protocol.stop_at]]
        if any(proof.search.possible([one.held, -end.ends_at(height[one.rung])]) for one in above):
            yield floor.danger


def _some(dangers: Sequence[str]) -> str:
    """Give how many dangers, and the first of them by name."""
    named = "; ".join(dangers[:NAMED])
    left = len(dangers) - NAMED
    word = "danger" if len(dangers) == 1 else "dangers"
    return f"{len(dangers)} {word} ({named}{f'; and {left} more' if left > 0 else ''})"


def _differences(proof: Proof) -> Iterator[Literal]:
    people, end, circuit, protocol = proof.people, proof.interview.end, proof.circuit, proof.protocol
    stop = protocol.height[protocol.stop_at]
    full = Moment(people)
    # Up to the stop rung both are the same, stopped or not: what claims 2 to 4 say of people passes over to interviews.
    for height in range(1, stop + 1):
        here, there = end.known.ends_at(height), people.ends_at(height)
        yield circuit.all_of([here, -there])
        yield circuit.all_of([-here, there])
    for height in range(stop):
        at_it = [people.ends_at(height), -people.ends_at(height + 1), -end.stopped]
        apart = []
        for service in protocol.services_named:
            here, there = end.seen(service, height), full.seen(service, height)
            apart += [circuit.all_of([here, -there]), circuit.all_of([-here, there])]
        yield circuit.all_of([*at_it, circuit.any_of(apart)])


def _ends_apart(proof: Proof, person: Answers) -> Counterexample:
    told = asked_of(proof.protocol, person)
    here, there = proof.outcome(told), proof.outcome(person)
    ends = [f"{one.rung} ({', '.join(one.see)})" for one in (here, there)]
    words = f"skipping ends at {ends[0]}, asking everything at {ends[1]}"
    apart = (here.rung, set(here.see)) != (there.rung, set(there.see))
    return confirmed(Counterexample("the interview", words, told, person), really=apart)


def asked_of(protocol: Protocol, person: Answers) -> Answers:
    """Give the answers that the engine's own interview takes from a person."""
    answers: dict[str, Answer] = {}
    while (question := next_question(protocol, answers)) is not None:
        answers |= {fact: person[fact] for fact in question.facts}
    return answers
