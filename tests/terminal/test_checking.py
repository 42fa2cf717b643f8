"""The answers are read back before a result, and any of them can be changed."""

from __future__ import annotations

from functools import cache

import pytest

from backcheck.cli.checking import CHANGING, IS_THIS_RIGHT, ONCE_MORE, WHICH_ONE, changeable
from backcheck.findings import Person
from backcheck.interview import again_in_words, next_question, stopped, to_ask_again
from backcheck.protocol import Answers
from backcheck.teach.cases import walk
from backcheck.triage import triage
from tests.shipped import cases, person, protocol
from tests.terminal.driving import choose, drawn_keys, give
from tests.terminal.forked import Sitting


@cache
def finished(rung: str, *, again: bool) -> Answers:
    """Give all answers of somebody whose interview ended at a rung, with or without something to ask again."""
    for case in cases():
        if case.expect == rung and case.others == "no":
            answers = walk(protocol(), person(**case.answers)).answers
            fact = to_ask_again(protocol(), answers, ())
            if (
                bool(fact) is again
                and next_question(protocol(), {**answers, **({fact: "yes"} if fact else {})}) is None
            ):
                return answers
    raise AssertionError(rung)


DONE = finished("self_care", again=False)


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_the_answers_are_read_back_before_the_result(plain: bool) -> None:
    """Below an emergency the person sees what they said and agrees before anything is told."""
    with Sitting(DONE, plain=plain, rows=150) as screen:
        screen.wait_for(IS_THIS_RIGHT)
        assert "You said:" in screen.text
        assert "get help anyway" not in screen.text
        choose(screen, 1, plain=plain)
        assert screen.wait_for_end() == 0
        assert "get help anyway" in " ".join(screen.text.split())


def test_an_emergency_is_told_at_once() -> None:
    """Nothing is read back while help could be on its way."""
    answers = finished("call_now", again=False)
    with Sitting(answers) as screen:
        assert screen.wait_for_end() == 0
        assert IS_THIS_RIGHT not in screen.seen.decode()


def test_enter_alone_agrees_to_nothing() -> None:
    """Reading back has no default either."""
    with Sitting(DONE, rows=100) as screen:
        screen.wait_for(IS_THIS_RIGHT)
        screen.press("\r")
        screen.wait_for("Nothing is chosen yet")


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_a_change_asks_again_only_what_it_opens(plain: bool) -> None:
    """Changing one answer to danger ends in the emergency, with no other question asked again."""
    first = protocol().questions[0]
    place = [question for _, question in changeable(protocol(), DONE)].index(first.id)
    ill = {**DONE, first.facts[0]: "yes"}
    assert stopped(protocol(), triage(Person(protocol(), ill)))
    assert next_question(protocol(), ill) is None
    with Sitting(DONE, plain=plain, rows=150) as screen:
        screen.wait_for(IS_THIS_RIGHT)
        choose(screen, 2, plain=plain)
        screen.wait_for(WHICH_ONE)
        if plain:
            choose(screen, place + 1, plain=True)
        else:
            screen.press("\x1b[B" * (place + 1) + "\r")
        screen.wait_for(CHANGING)
        give(screen, first, ill, plain=plain)
        assert screen.wait_for_end() == 0
        assert "Question 1," not in screen.seen.decode()
        assert " ".join(screen.text.lower().split()).endswith(("now", "now."))


def test_back_from_the_list_of_answers_changes_nothing() -> None:
    """Who thinks better of it is asked whether all is right once more."""
    with Sitting(DONE, rows=150) as screen:
        screen.wait_for(IS_THIS_RIGHT)
        choose(screen, 2, plain=False)
        screen.wait_for(WHICH_ONE)
        screen.press("b")
        screen.wait_for(IS_THIS_RIGHT)
        choose(screen, 1, plain=False)
        assert screen.wait_for_end() == 0


def test_any_number_of_steps_back() -> None:
    """The key b goes back question by question to the very first, whose answer is gone too."""
    someone = DONE
    with Sitting({}, rows=60) as screen:
        answers: dict[str, str | int] = {}
        for number in range(1, 5):
            screen.wait_for(f"Question {number},")
            question = next_question(protocol(), answers)
            assert question is not None
            screen.press(drawn_keys(question, person(**someone)))
            answers |= {fact: someone[fact] for fact in question.facts}
        screen.wait_for("Question 5,")
        for number in range(4, 0, -1):
            screen.press("b")
            screen.wait_for(f"Question {number},")
        screen.press("b")
        screen.wait_for("This is the first question.")


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_an_answer_on_which_all_hangs_is_asked_in_other_words(plain: bool) -> None:
    """Who said no and says yes when asked otherwise ends in the emergency, and the result keeps both."""
    answers = finished("self_care", again=True)
    fact = to_ask_again(protocol(), answers, ())
    with Sitting(answers, plain=plain, rows=150) as screen:
        screen.wait_for(ONCE_MORE[:20])
        screen.wait_for(again_in_words(protocol(), fact)[:25])
        choose(screen, 1, plain=plain)
        assert screen.wait_for_end() == 0
        assert "first no, then yes" in " ".join(screen.text.split())
