"""Every sentence a patient sees can be read at grade 6, is short, or is listed with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.content.readability import grade, sentences_of, syllables, words_of
from tests.shipped import protocol

MOST_WORDS = 20
GRADE = 6
EXCEPTIONS = Path(__file__).with_name("hard_sentences.yaml")


@cache
def exceptions() -> dict[str, str]:
    """Give each listed sentence and why it stays."""
    return {
        entry["sentence"]: entry["reason"] for entry in yaml.safe_load(EXCEPTIONS.read_text(encoding="utf-8")) or []
    }


def shown() -> Iterator[tuple[str, str]]:
    """Give every text a patient sees, with the place it comes from."""
    yield "start.txt", protocol().start
    yield "complaint", protocol().complaint
    yield from _questions()
    for rule in protocol().rules:
        yield from ((f"{rule.id}.{name}", getattr(rule, name)) for name in ("title", "because"))
    for care in protocol().care.values():
        listed = (*care.do, *care.do_not, *care.safety_net)
        single = (care.action, care.deadline, care.say_there, care.check_again)
        yield from ((f"care {care.rung}", text) for text in (*single, *listed))
    for item in protocol().advice:
        yield from ((item.id, text) for text in (item.title, item.say, item.dose, item.stop_if, item.population))
    for service in protocol().services.values():
        yield from ((service.id, text) for text in (service.name, service.expect))


def _questions() -> Iterator[tuple[str, str]]:
    for question in protocol().questions:
        texts = (question.ask, question.hint, question.why, question.ask_again, question.to_settle)
        yield from ((question.id, text) for text in texts)
        for line in question.lines:
            yield from ((f"{question.id}.{line.id}", text) for text in (line.say, line.ask_again, line.to_settle))
        yield from ((f"{question.id}.{choice.id}", choice.say) for choice in question.choices)


def hard_ones() -> Iterator[tuple[str, str, str]]:
    """Give place, fault and sentence of everything too long or too hard."""
    for place, text in shown():
        for sentence in sentences_of(text):
            if len(words_of(sentence)) > MOST_WORDS:
                yield place, f"{len(words_of(sentence))} words", sentence
            elif grade(sentence) >= GRADE + 1:
                yield place, f"grade {grade(sentence):.1f}", sentence


def test_sentences_are_short_and_easy() -> None:
    """No sentence is over 20 words or harder than grade 6, but for those listed with a reason."""
    assert [one for one in hard_ones() if one[2] not in exceptions()] == []


def test_no_exception_outlives_its_sentence() -> None:
    """Whoever mends a hard sentence takes it off the list too."""
    assert set(exceptions()) - {sentence for _, _, sentence in hard_ones()} == set()


@pytest.mark.parametrize(
    ("word", "count"), [("back", 1), ("doctor", 2), ("movement", 2), ("emergency", 4), ("tingling", 2), ("diabetes", 4)]
)
def test_syllables_are_counted_as_spoken(word: str, count: int) -> None:
    """Silent letters do not count, and spoken ones do."""
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("sentence", "hard"),
    [
        ("Rest when you need to, and move a little each hour.", False),
        ("One leg or one arm is weak.", False),
        ("Deteriorating neurological symptoms necessitate immediate evaluation.", True),
    ],
)
def test_the_grade_tells_plain_from_learned(sentence: str, hard: bool) -> None:
    """The check lets plain words through and stops a clinician's."""
    assert (grade(sentence) >= GRADE + 1) is hard
