"""The break-the-protocol lab: which small changes there are, for whom they matter, and what catches them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from math import prod
from multiprocessing import active_children

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backcheck.cli import crew
from backcheck.cli.witnesses import witnesses
from backcheck.condition import AtLeast, Chosen, Fact, Named, Not
from backcheck.protocol import Answers, Finding, Protocol
from backcheck.reading import shipped_folder
from backcheck.verify.claims.asking import asked_of
from backcheck.verify.mutation.difference import Differences, End, asked_otherwise, end_of
from backcheck.verify.mutation.mutants import Mutant, about, mutants, sample
from backcheck.verify.mutation.trial import Lab, Trial
from tests.property.generated import everyone, possible, protocols
from tests.shipped import protocol as shipped
from tests.verify.small import (
    FEVER,
    MUSCLE,
    NUMB,
    RULES,
    SORE,
    WEAK,
    advice,
    all_of,
    any_of,
    more,
    named,
    rule,
    small,
    without,
)

SAMPLE, SEED = 40, 2026


@dataclass(frozen=True)
class Expected:
    """Somebody who must end at a rung."""

    answers: Answers
    rung: str
    name: str = "somebody"
    rules: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()

    def problem(self, protocol: Protocol) -> str:
        """Give where they end, if elsewhere."""
        rung = end_of(protocol, self.answers).rung
        return "" if rung == self.rung else rung


def everything(protocol: Protocol) -> dict[str, Mutant]:
    """Give every small change by its name."""
    found = tuple(mutants(protocol))
    assert len({one.id for one in found}) == len(found)
    return {one.id: one for one in found}


def tried(protocol: Protocol, name: str, *people: Expected) -> Trial:
    """Give what came of one change."""
    return Lab(protocol, people).tried(everything(protocol)[name])


def mutated(mutant: Mutant) -> bool:
    """Say whether anything at all differs."""
    return repr(mutant.protocol) != repr(mutant.original)


QUIET: Answers = {"numb": "no", "weak": "no", "fever": "no", "age": 30, "pain": "muscle", "sore": "no"}


def test_where_asking_stops_is_changed_too() -> None:
    """It matters to whoever is then not asked what would have raised the rung, and a case with that person notices."""
    fever_first = replace(small(), questions=(small().questions[1], *small().questions[:1], *small().questions[2:]))
    person = {**QUIET, "fever": "yes", "numb": "yes"}
    trial = tried(fever_first, "stop_at.earlier")
    assert trial.verdict != "same"
    assert trial.difference is not None
    assert (trial.difference.before.rung, trial.difference.after.rung) == ("call", "today")

    class Interviewed(Expected):
        def problem(self, protocol: Protocol) -> str:
            return "" if end_of(protocol, asked_of(protocol, self.answers)).rung == self.rung else "another"

    assert tried(fever_first, "stop_at.earlier", Interviewed(person, "call")).verdict == "case"


def test_a_question_that_is_no_longer_asked_even_then() -> None:
    """It is one of the changes, and matters where it could raise the rung."""
    questions = tuple(replace(one, even_then=one.id == "nerves") for one in (small().questions[1], *small().questions))
    protocol = replace(small(), questions=(*questions[:2], *questions[3:]), stop_at="today")
    trial = tried(protocol, "question.nerves.even-then")
    assert trial.difference is not None
    assert (trial.difference.before.rung, trial.difference.after.rung) == ("call", "today")


def test_every_kind_of_small_change_is_there() -> None:
    """Dropped, flipped, shifted, lowered, swapped, negated, doubt taken as no: each with a name that says where."""
    found = everything(small())
    for name in (
        "rule.cord.remove",
        "rule.cord.urgency",
        "rule.cord.unsure-none",
        "rule.cord.unsure-lower",
        "rule.cord.when.0.drop",
        "rule.cord.when.0.negate",
        "rule.cord.when.at-least-2",
        "rule.bone.when.at-least-1",
        "rule.bone.when.0.edge",
        "rule.bone.when.0.down",
        "rule.bone.when.0.flip",
        "rule.bone.when.0.mirror",
        "rule.lasting.when.negate",
        "question.nerves.remove",
        "question.nerves.line.weak",
        "question.sore.everybody",
        "question.sore.ask-if.edge",
        "lowest.otherwise",
        "lowest.only-when.negate",
    ):
        assert mutated(found[name])


def test_changes_are_told_in_the_authors_own_words() -> None:
    """The words name the rule and show the phrase before and after."""
    found = everything(small())
    assert found["rule.bone.when.0.edge"].words == "rule bone: `age >= 65` became `age > 65`"
    assert found["rule.cord.when.0.drop"].words == "rule cord: `numb` was dropped from `any of (numb, weak)`"


@pytest.mark.parametrize(
    ("name", "becomes"),
    [
        ("rule.bone.when.0.edge", all_of(replace(more("age", 65), comparison=">"), SORE)),
        ("rule.bone.when.0.down", all_of(more("age", 64), SORE)),
        ("rule.bone.when.0.flip", all_of(replace(more("age", 65), comparison="<"), SORE)),
        ("rule.bone.when.0.mirror", all_of(replace(more("age", 65), comparison="<="), SORE)),
        ("rule.bone.when.1.drop", AtLeast(1, (more("age", 65),))),
        ("rule.cord.when.1.negate", any_of(NUMB, Not(WEAK))),
        ("rule.lasting.when.negate", Chosen("pain", ("constant",), negated=True)),
    ],
)
def test_a_change_does_what_its_words_say(name: str, becomes: object) -> None:
    """One rule's condition differs, and nothing else."""
    mutant = everything(small())[name]
    before, after = mutant.original.rules, mutant.protocol.rules
    [changed] = [new for old, new in zip(before, after, strict=True) if old is not new]
    assert changed.when == becomes
    assert mutant.protocol.questions is mutant.original.questions
    assert mutant.protocol.lowest is mutant.original.lowest


def test_choices_lose_one_and_gain_a_neighbour() -> None:
    """What is one of two choices becomes each alone, and takes in the next in the author's order."""
    some = tuple(one.id for one in shipped().by_id["duration"].choices)
    when = Chosen("duration", some[1:3])
    changed = replace(shipped(), rules=(replace(shipped().rules[0], when=when),))
    kinds = {one.kind for one in about(mutants(changed), changed.rules[0].id)}
    assert {f"when.without-{some[1]}", f"when.with-{some[0]}", f"when.with-{some[3]}"} <= kinds
    assert f"when.with-{some[4]}" not in kinds


def test_a_finding_changes_wherever_it_is_used() -> None:
    """Rules, other findings, questions and floors that use it by name all see the change."""
    illness = Finding("ill", "t", "?", any_of(FEVER, NUMB), ())
    used = named("ill", illness.when)
    protocol = replace(small(), findings={"ill": illness}, rules=(rule("one", all_of(used, SORE), "call"), *RULES))
    changed = everything(protocol)["finding.ill.when.0.drop"].protocol
    assert changed.rules[0].when == all_of(Named("ill", AtLeast(1, (NUMB,))), SORE)
    assert changed.rules[1] is RULES[0]


def test_a_line_left_out_is_heard_by_rules_no_more_but_by_floors_still() -> None:
    """A floor speaks of people, so it notices when a rule cannot hear what they say."""
    changed = everything(small())["question.nerves.line.weak"].protocol
    assert Fact("weak") not in [part for one in changed.rules for part in getattr(one.when, "parts", ())]
    assert tried(small(), "question.nerves.line.weak").by == "floors"


def test_samples_are_seeded() -> None:
    """The same seed draws the same changes in their order, another seed others; all where more are wanted."""
    some = tuple(mutants(small()))
    names = [one.id for one in sample(some, 9, 1)]
    assert names == [one.id for one in sample(some, 9, 1)]
    assert names == sorted(names, key=[one.id for one in some].index)
    assert names != [one.id for one in sample(some, 9, 2)]
    assert sample(some, 10_000, 1) == some


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_solver_and_enumeration_agree_on_whom_a_change_matters_for(data: st.DataObject) -> None:
    """Nobody ends otherwise exactly where the solver says so; whom it shows does end otherwise."""
    protocol = data.draw(protocols())
    assume(prod(len(possible(question)) for question in protocol.questions) <= 250)
    some = tuple(mutants(protocol))
    differences = Differences(protocol)
    for mutant in sample(some, 4, data.draw(st.integers(0, 1000))):
        found = differences.find(mutant.protocol)
        ends = partial(_ends, (protocol, mutant.protocol), asked=asked_otherwise(protocol, mutant.protocol))
        apart = [one for one in everyone(protocol) if len(set(ends(one))) > 1]
        assert (found is None) is (apart == [])
        if found is not None:
            assert (found.before, found.after) == ends(found.answers)
            assert found.before != found.after


def _ends(two: tuple[Protocol, Protocol], answers: Answers, *, asked: bool) -> tuple[End, ...]:
    """Give where somebody ends in both: with everything answered, or where their interviews end."""
    return tuple(end_of(one, asked_of(one, answers) if asked else answers) for one in two)


def test_a_case_catches_first_and_is_named() -> None:
    """Who is expected somewhere and ends elsewhere catches the change."""
    somebody = Expected({**QUIET, "age": 65, "sore": "yes"}, "today", "Ann, exactly 65")
    trial = tried(small(), "rule.bone.when.0.edge", somebody)
    assert (trial.verdict, trial.by) == ("case", "Ann, exactly 65")


def test_a_claim_catches_what_no_case_does() -> None:
    """The floor for a sore bone from 65 on notices that 65 itself was lost, and the person is shown."""
    trial = tried(small(), "rule.bone.when.0.edge", Expected({**QUIET, "age": 70, "sore": "yes"}, "today"))
    assert (trial.verdict, trial.by) == ("claim", "floors")
    assert trial.difference is not None
    assert trial.difference.answers["age"] == 65


def test_what_nobody_notices_survives_with_a_person() -> None:
    """Without its floor the rule from 65 on has no watch, and one person shows what was lost."""
    protocol = small(floors=(), rules=without("bone", rule("bone", all_of(more("age", 65), SORE), "today", "routine")))
    trial = tried(protocol, "rule.bone.when.0.edge")
    assert trial.verdict == "survived"
    assert trial.difference is not None
    assert (trial.difference.before.rung, trial.difference.after.rung) == ("today", "home")


def test_other_advice_matters_too() -> None:
    """A finding on which only advice hangs is watched: who is lost to it is shown with the advice they lose or get."""
    illness = Finding("ill", "t", "?", any_of(FEVER, SORE), ())
    items = (advice("walk", ("routine", "home"), MUSCLE, named("ill", illness.when)),)
    protocol = replace(small(items=items, floors=()), findings={"ill": illness})
    trial = tried(protocol, "finding.ill.when.at-least-2")
    assert trial.difference is not None
    assert (trial.difference.before.advice, trial.difference.after.advice) == ((), ("walk",))
    assert trial.difference.before.rung == trial.difference.after.rung


def test_what_changes_nothing_for_anybody_is_proved_so() -> None:
    """A rule that only repeats another can go, and no case could ever catch that."""
    protocol = small(rules=(*RULES, rule("again", NUMB, "call", "call")))
    assert tried(protocol, "rule.again.remove").verdict == "same"


def test_whoever_fails_without_any_change_catches_nothing() -> None:
    """A case that is wrong already would call every change caught."""
    wrong = Expected({**QUIET, "fever": "yes"}, "call")
    protocol = small(floors=())
    assert tried(protocol, "rule.infection.urgency", wrong).verdict == "survived"


def test_a_claim_that_fails_without_any_change_catches_nothing() -> None:
    """A floor that is broken already would call every change caught."""
    rules = without("bone", rule("bone", all_of(more("age", 66), SORE), "today", "routine"))
    trial = tried(small(rules=rules), "rule.bone.when.0.edge")
    assert trial.by != "floors"


def test_helpers_give_the_same_as_one_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shared out over processes, each change has the verdict it has here, and no process is left over."""
    chosen = sample(tuple(mutants(small())), 12, 3)
    alone = list(crew.tried(small(), (), chosen))
    monkeypatch.setattr(crew, "FEW", 0)
    monkeypatch.setattr(crew, "processors", lambda: 2)
    together = sorted(crew.tried(small(), (), chosen), key=lambda one: [mutant.id for mutant in chosen].index(one.id))
    assert [(one.id, one.verdict) for one in together] == [(one.id, one.verdict) for one in alone]
    assert not active_children()


@cache
def shipped_trials() -> Sequence[Trial]:
    """Try a sample of the changes to the shipped protocol."""
    lab = Lab(shipped(), witnesses(shipped(), str(shipped_folder())))
    return [lab.tried(one) for one in sample(tuple(mutants(shipped())), SAMPLE, SEED)]


def test_nothing_that_matters_survives_in_the_shipped_protocol() -> None:
    """Each of a sample of small changes is noticed, or changes nothing for anybody; make mutate tries them all."""
    assert [one.id for one in shipped_trials() if one.verdict == "survived"] == []


def test_the_sample_is_worth_its_time() -> None:
    """Most of what is drawn matters and is caught by a case."""
    assert sum(one.verdict == "case" for one in shipped_trials()) > SAMPLE // 2
