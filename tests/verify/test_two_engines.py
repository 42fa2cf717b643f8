"""The solver and plain enumeration with the engine itself find the same faults in small random protocols."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import prod

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backcheck.findings import Person
from backcheck.interview import next_question
from backcheck.logic import UNKNOWN, YES
from backcheck.protocol import NOT_SURE, Answer, Answers, Floor, Protocol, Question
from backcheck.triage import triage
from backcheck.verify.claims.asking import asked_of
from backcheck.verify.options import Options
from backcheck.verify.verdict import claims_named, verify
from tests.property.generated import conditions, everyone, possible, protocols

RUNGS = ("top", "high", "middle", "low")
DIRECTIONS = {"choice": ("earlier", "later", "neither"), "number": ("more", "less", "neither")}


@st.composite
def judged(draw: st.DrawFn) -> Protocol:
    """Give a random protocol with floors and with facts of which something is worse."""
    protocol = draw(protocols())
    assume(prod(len(possible(question)) for question in protocol.questions) <= 250)
    questions = []
    for question in protocol.questions:
        worse = DIRECTIONS.get(question.kind, ("yes", "no", "neither"))
        lines = tuple(replace(line, worse=draw(st.sampled_from(worse))) for line in question.lines)
        questions.append(replace(question, lines=lines, worse=draw(st.sampled_from(worse))))
    floors = []
    for place in range(draw(st.integers(1, 2))):
        when = draw(conditions(tuple(questions), tuple(protocol.findings.values()), 1))
        but = tuple(draw(st.lists(st.sampled_from([rule.id for rule in protocol.rules]), max_size=1)))
        rungs = st.sampled_from(RUNGS)
        floors.append(Floor(f"d{place}", when, draw(rungs), draw(rungs | st.just("")), but, ()))
    return replace(protocol, questions=tuple(questions), floors=tuple(floors))


def by_solver(protocol: Protocol, claim: str) -> set[str]:
    """Give what the proof says is wrong."""
    [verdict] = verify(protocol, claims_named(claim))
    return {example.subject for example in verdict.settled.against}


def height(protocol: Protocol, answers: Answers) -> int:
    """Give how high the engine itself puts somebody."""
    return protocol.height[triage(Person(protocol, answers)).rung]


def holds(protocol: Protocol, answers: Answers, names: set[str]) -> bool:
    """Say whether one of these rules holds for somebody."""
    person = Person(protocol, answers)
    return any(person.truth(rule.when) is YES for rule in protocol.rules if rule.id in names)


def below_floor(protocol: Protocol) -> Iterator[str]:
    """Give the dangers that end below their floor, person by person."""
    for answers in everyone(protocol):
        got = height(protocol, answers)
        for floor, rung in held_at(protocol, answers):
            if got < protocol.height[rung]:
                yield floor.danger


def unheld(protocol: Protocol) -> Iterator[str]:
    """Give the emergency rules that lower somebody when they ask for less, while no floor is broken by it."""
    groups = {rung.id: rung.group for rung in protocol.ladder}
    milder = next(rung.id for rung in protocol.ladder if rung.group != "emergency")
    people = list(everyone(protocol))
    for rule in protocol.rules:
        if groups[rule.urgency] != "emergency":
            continue
        rules = tuple(replace(one, urgency=milder) if one is rule else one for one in protocol.rules)
        lowered_rule = replace(protocol, rules=rules)
        drops = []
        for answers in people:
            if Person(protocol, answers).truth(rule.when) is YES:
                before, after = height(protocol, answers), height(lowered_rule, answers)
                held = [protocol.height[rung] for _, rung in held_at(protocol, answers)] if after < before else []
                drops += [any(after < one for one in held)] if after < before else []
        if drops and not any(drops):
            yield rule.id


def held_at(protocol: Protocol, answers: Answers) -> Iterator[tuple[Floor, str]]:
    """Give the floors that hold somebody, each with the rung it holds them to."""
    person = Person(protocol, answers)
    for floor in protocol.floors:
        truth = person.truth(floor.when)
        rung = floor.floor if truth is YES else floor.if_unsure if truth is UNKNOWN else ""
        if rung and not holds(protocol, answers, set(floor.except_for)):
            yield floor, rung


def worsened(protocol: Protocol, person: Answers, fact: str, answer: Answer) -> Iterator[Answers]:
    """Give the same person with one other answer; questions that only then apply are answered in every way."""
    before = Person(protocol, person)
    closed = [one for one in protocol.questions if before.applies(one) is not YES]
    yield from answered(protocol, closed, {**person, fact: answer})


def answered(protocol: Protocol, closed: list[Question], answers: Answers) -> Iterator[Answers]:
    """Give every way to answer those questions that apply now; an earlier one may open or close a later one."""
    if not closed:
        yield answers
        return
    ways: list[dict[str, Answer]] = [{}]
    if Person(protocol, answers).applies(closed[0]) is YES:
        ways = possible(closed[0])
    for way in ways:
        yield from answered(protocol, closed[1:], {**answers, **way})


def one_step(options: Options, fact: str, answer: Answer) -> Answer | None:
    """Give the answer one step worse, for a number one more or less."""
    question = options.protocol.question_of[fact]
    line = options.protocol.line_of.get(fact)
    worse = line.worse if line else question.worse
    if answer == NOT_SURE or worse == "neither":
        return None
    if question.kind == "number":
        number = int(answer) + (1 if worse == "more" else -1)
        return number if question.lowest <= number <= question.highest else None
    order = [choice.id for choice in question.choices] or ["no", "yes"]
    if worse in {"earlier", "no"}:
        order.reverse()
    place = order.index(str(answer)) + 1
    return order[place] if place < len(order) else None


def lowered(protocol: Protocol) -> Iterator[str]:
    """Give the facts of which one step worse lowers the rung of somebody."""
    options = Options(protocol)
    excepted = {name for floor in protocol.floors for name in floor.except_for}
    for person in everyone(protocol):
        before = height(protocol, person)
        for fact in protocol.question_of:
            answer = one_step(options, fact, person[fact])
            if answer is None:
                continue
            for other in worsened(protocol, person, fact, answer):
                if height(protocol, other) < before and not holds(protocol, other, excepted):
                    yield fact
                    break


@given(judged())
@settings(max_examples=150, deadline=None)
def test_floors_fail_for_the_same_dangers(protocol: Protocol) -> None:
    """No danger is missed and none is made up."""
    names = {rule.id for rule in protocol.rules}
    assert by_solver(protocol, "floors") - names == set(below_floor(protocol))


@given(judged())
@settings(max_examples=60, deadline=None)
def test_emergencies_without_a_floor_are_the_same(protocol: Protocol) -> None:
    """Each rule is lowered and everybody tried; those that hang on what has no worse side are remarks."""
    [verdict] = verify(protocol, claims_named("floors"))
    told = {rule.id for rule in protocol.rules if any(note.endswith(f": {rule.id}") for note in verdict.settled.notes)}
    named = by_solver(protocol, "floors") & {rule.id for rule in protocol.rules}
    assert named | told == set(unheld(protocol))
    assert named.isdisjoint(told)


@given(judged())
@settings(max_examples=150, deadline=None)
def test_one_step_worse_lowers_for_the_same_facts(protocol: Protocol) -> None:
    """Follow-ups that open are answered in every way by both."""
    assert by_solver(protocol, "monotony") == set(lowered(protocol))


@given(judged())
@settings(max_examples=150, deadline=None)
def test_not_sure_ends_lower_for_the_same_facts(protocol: Protocol) -> None:
    """The most reassuring answer is the declared one; where none is, doubt is compared with every answer."""
    options, found = Options(protocol), set()
    for person in everyone(protocol):
        for fact in protocol.question_of:
            if person[fact] == NOT_SURE:
                continue
            if not options.steps(fact):
                answers = [{**person, fact: one} for one in options.of[fact][:-1]]
                least = min(height(protocol, one) for one in answers)
                unsure: list[Answers] = [{**person, fact: NOT_SURE}]
            elif person[fact] == options.most_reassuring(fact)[0]:
                least, unsure = height(protocol, person), list(worsened(protocol, person, fact, NOT_SURE))
            else:
                continue
            if any(height(protocol, one) < least for one in unsure):
                found.add(fact)
    assert by_solver(protocol, "not_sure") == found


@given(protocols())
@settings(max_examples=60, deadline=None)
def test_least_and_most_questions_are_those_of_everybody(protocol: Protocol) -> None:
    """Also the questions that nobody is asked whom they are certainly for are the same."""
    asked: list[set[str]] = []
    never = {question.id for question in protocol.questions}
    assume(prod(len(possible(question)) for question in protocol.questions) <= 700)
    for person in everyone(protocol):
        answers: Answers = {}
        turns = set()
        while (question := next_question(protocol, answers)) is not None:
            turns.add(question.id)
            answers = {**answers, **{fact: person[fact] for fact in question.facts}}
        asked.append(turns)
        whole = Person(protocol, person)
        never -= {one for one in turns if protocol.by_id[one].ask_if is None}
        never -= {one for one in turns if (gate := protocol.by_id[one].ask_if) and whole.truth(gate) is YES}
    [ending] = verify(protocol, claims_named("ending"))
    assert ending.holds
    assert ending.settled.numbers is not None
    assert ending.settled.numbers["least"] == min(map(len, asked))
    assert ending.settled.numbers["most"] == max(map(len, asked))
    assert never == by_solver(protocol, "reachable") & {question.id for question in protocol.questions}


@given(protocols())
@settings(max_examples=100, deadline=None)
def test_skipping_and_self_care_hold_for_any_protocol(protocol: Protocol) -> None:
    """What holds by the way the engine works holds for every protocol whose earning does not ask for doubt."""
    for claim in ("skipping", "going_back"):
        assert not by_solver(protocol, claim)


@given(protocols(), st.sampled_from(RUNGS))
@settings(max_examples=40, deadline=None)
def test_up_to_the_stop_an_interview_ends_where_everything_answered_does(protocol: Protocol, stop: str) -> None:
    """So dangers, worse answers and doubt are held in it as claims 2 to 4 say, up to where asking stops.

    Not where nobody is asked anything, since silence already reaches the stop.
    """
    protocol = replace(protocol, stop_at=stop)
    assume(
        protocol.height[stop] > max(protocol.height[one] for one in (protocol.lowest.rung, protocol.lowest.otherwise))
    )
    assume(prod(len(possible(question)) for question in protocol.questions) <= 250)
    most = protocol.height[stop]
    for person in everyone(protocol):
        asked = asked_of(protocol, person)
        assert min(height(protocol, asked), most) == min(height(protocol, person), most)
    assert not by_solver(protocol, "skipping")
