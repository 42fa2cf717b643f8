"""What would change a result, in words: what it hangs on, what alone or together raises it, and what lowers it."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given, settings

from backcheck.changes import lowering, raising
from backcheck.findings import Person
from backcheck.interview import in_force
from backcheck.protocol import Answers, Protocol
from backcheck.teach.cases import person_of_case, walk
from backcheck.teach.lines import Line
from backcheck.teach.whatif import MOST_CHANGED, change_in_words, hanging_facts, what_if
from backcheck.triage import triage
from backcheck.words import any_in_words, name_of
from tests import shipped
from tests.property.test_changes import protocol_and_answers
from tests.reading.workshop import workshop


def text(lines: Iterable[Line]) -> str:
    """Give all that was told."""
    return "\n".join(line.text for line in lines)


def told_of(begins: str) -> str:
    """Give what is told of one case of ours."""
    case = next(case for case in shipped.cases() if case.title.startswith(begins))
    answers = walk(shipped.protocol(), person_of_case(shipped.protocol(), case)).answers
    return text(what_if(shipped.protocol(), answers, case.title, show_all=True))


def test_a_result_on_one_answer_says_which() -> None:
    """Margaret has two signs of the cord, so only when they began can lower it."""
    told = told_of("Margaret, 71, both legs weak")
    assert "hangs on one answer: newest nerve sign: it began in the last 2 days" in told


def test_a_result_that_stands_says_so() -> None:
    """Somebody with two dangers of one rung is no less urgent if one of them was a mistake."""
    protocol = workshop()
    answers = {"brakes_gone": "yes", "noise_when": "today", "smell_of_rubber": "yes"}
    told = text(what_if(protocol, answers, "somebody"))
    stands = not lowering(protocol, answers, most=1)
    assert ("stands even if any one answer is wrong" in told) is stands


@given(protocol_and_answers())
@settings(max_examples=40, deadline=None)
def test_the_words_say_what_was_found(both: tuple[Protocol, Answers]) -> None:
    """On any protocol: the number of ways up and down, what it hangs on or that it stands, and that it is exact."""
    protocol, answers = both
    outcome = triage(Person(protocol, answers))
    told = text(what_if(protocol, answers, "somebody", show_all=True))
    up, down = (find(protocol, answers, most=MOST_CHANGED) for find in (raising, lowering))
    ways = [line for line in told.splitlines() if line.startswith("- ")]
    assert len(ways) == len(up) + len(down)
    assert "This is exact" in told
    if outcome.at_least == protocol.lowest.rung:
        return
    assert ("hangs on" in told) is bool(hanging_facts(down))
    assert ("stands even if" in told) is not bool(hanging_facts(down))
    for changes in (up, down):
        if changes and len(changes[0].answers) > 1:
            assert "together do" in told


def test_long_lists_say_how_much_they_leave_out() -> None:
    """Without --all a few of each are told, and how many more there are."""
    answers = in_force(shipped.protocol(), shipped.person(age=30))
    short, whole = (text(what_if(shipped.protocol(), answers, "a", show_all=wish)) for wish in (False, True))
    assert len(short) < len(whole)
    assert "--all shows them" in short
    assert "--all shows them" not in whole


def test_several_answers_are_told_as_one_phrase() -> None:
    """Numbers as ranges up to the ends of the scale, choices in quotes, the two ways of being unsure as one."""
    protocol = shipped.protocol()
    name = name_of(protocol, "worst_pain")
    assert any_in_words(protocol, "worst_pain", (7, 8, 9, 10)) == f"{name}: 7 or more"
    assert any_in_words(protocol, "worst_pain", (0, 1, 4, 6, 7, "not sure", "prefer not to say")) == (
        f"{name}: 1 or less or 4 or 6 to 7 or not sure"
    )
    assert any_in_words(protocol, "worst_pain", ("not sure", "prefer not to say")) == f"{name}: not sure"
    assert any_in_words(protocol, "fever", ("yes",)) == name_of(protocol, "fever")


def test_a_follow_up_is_told_behind_what_opens_it() -> None:
    """Numbness between the legs raises a quiet result only with the answer to when it began."""
    protocol = shipped.protocol()
    answers = {fact: one for fact, one in shipped.person(age=30).items() if fact != "nerve_when"}
    found = [change for change in raising(protocol, answers, most=1) if "numb_saddle" in change.answers]
    emergencies = [change for change in found if change.rung == "emergency_department"]
    assert any("and then asked: newest nerve sign" in change_in_words(protocol, change) for change in emergencies)
