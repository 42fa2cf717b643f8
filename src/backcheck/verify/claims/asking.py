"""Claims about the interview: what can be asked, where it ends, and that skipping loses nothing."""

from __future__ import annotations

from collections.abc import Iterator

from backcheck.interview import next_question
from backcheck.protocol import Answer, Answers, Protocol, Rule
from backcheck.triage import above
from backcheck.verify.circuit import Literal
from backcheck.verify.proof import Counterexample, Proof, Settled, confirmed
from backcheck.verify.turns import Moment


def reachable(proof: Proof) -> Settled:
    """Every question can be asked and every rule can hold; a rule that changes nothing for anybody is named."""
    asked, people, protocol = proof.interview.asked, proof.people, proof.protocol
    never = [one.id for one in protocol.questions if proof.search.find([asked[one.id]]) is None]
    idle = [rule.id for rule in protocol.rules if proof.search.find([people.rails(rule.when).yes]) is None]
    redundant = [
        rule.id for rule in protocol.rules if rule.id not in idle and proof.search.find([_decides(proof, rule)]) is None
    ]
    against = [Counterexample(name, f"the question {name} is never asked, whatever anybody answers") for name in never]
    against += [Counterexample(name, f"the rule {name} can never hold") for name in idle]
    notes = tuple(f"redundant: without the rule {name} nobody is told anything else" for name in redundant)
    return Settled(proof.options.combinations(), tuple(against), notes)


def _decides(proof: Proof, rule: Rule) -> Literal:
    """Give the literal that without the rule the rung, whom to see, or a concern that is told would be another."""
    people, circuit, protocol = proof.people, proof.circuit, proof.protocol
    others = [one for one in protocol.rules if one is not rule]
    partners = {one.id for one in others if one.concern == rule.concern}
    found = [
        circuit.all_of(
            [people.rails(rule.when).yes, *(-people.rails(one.when).yes for one in others if one.id in partners)]
        )
    ]
    if not rule.if_unsure and above(protocol, rule, protocol.lowest.rung):
        open_others = [people.unknown(one.when) for one in people.above_lowest() if one is not rule]
        earned = people.rails(protocol.lowest.only_when).yes
        found.append(
            circuit.all_of([people.unknown(rule.when), earned, -people.fires(0), *(-one for one in open_others)])
        )
    for height, asks in people.asks(rule):
        at_it = [(one, literal) for one in others for reached, literal in people.asks(one) if reached == height]
        new = [circuit.all_of([-literal for one, literal in at_it if one.id in partners])]
        new += [circuit.all_of([-literal for one, literal in at_it if service in one.see]) for service in rule.see]
        found.append(circuit.all_of([asks, -people.fires(height + 1), circuit.any_of(new)]))
    return circuit.any_of(found)


def skipping(proof: Proof) -> Settled:
    """The interview that skips questions ends with the rung and referral of one that asks everything that applies.

    Where the stop rung ended it, both are at or above the stop rung.
    """
    against: list[Counterexample] = []
    for difference in _differences(proof):
        found = proof.find([difference], proof.people)
        if found:
            against.append(_ends_apart(proof, found[0]))
            break
    return Settled(proof.options.combinations(), tuple(against))


def _differences(proof: Proof) -> Iterator[Literal]:
    people, end, circuit, protocol = proof.people, proof.interview.end, proof.circuit, proof.protocol
    stop = protocol.height[protocol.stop_at]
    full = Moment(people)
    yield circuit.all_of([end.stopped, -full.stopped])
    for height in range(1, stop + 1):
        here, there = end.known.ends_at(height), people.ends_at(height)
        yield circuit.all_of([-end.stopped, here, -there])
        yield circuit.all_of([-end.stopped, -here, there])
    for height in range(stop):
        at_it = [people.ends_at(height), -people.ends_at(height + 1), -end.stopped]
        apart = []
        for service in dict.fromkeys(service for rule in protocol.rules for service in rule.see):
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
