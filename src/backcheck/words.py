"""Answers and conditions in the words of the protocol, for whoever reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from backcheck.condition import AtLeast, Chosen, Compared, Condition, Fact, Named, Not, Unsure, group_word
from backcheck.protocol import NO_ANSWER, NOT_SURE, UNSURE_ANSWERS, YES_ANSWER, Answer, Protocol, Question


def name_of(protocol: Protocol, fact: str) -> str:
    """Give what results call a fact: the short words of its line or question."""
    line = protocol.line_of.get(fact)
    return _mid_sentence(line.short if line else protocol.by_id[fact].short)


def value_in_words(question: Question, answer: Answer) -> str:
    """Give one answer as the person saw it: a choice's words, a number, yes, no or not sure."""
    for choice in question.choices:
        if choice.id == answer:
            return _mid_sentence(choice.short)
    return str(answer)


def question_in_words(protocol: Protocol, fact: str) -> str:
    """Give what a person was asked about one fact: a checklist's question with its line, else the question."""
    line, question = protocol.line_of.get(fact), protocol.question_of[fact]
    return f"{question.ask} {line.say}" if line else question.ask


def said(question: Question, reply: Mapping[str, Answer]) -> str:
    """Give the answers to one question in words, as they are read back to the person; of a checklist maybe a part."""
    if question.kind != "checklist":
        return value_in_words(question, reply[question.id])
    lines = [line for line in question.lines if line.id in reply]
    answers = {reply[line.id] for line in lines}
    if len(lines) == len(question.lines) and len(answers) == 1 and answers != {YES_ANSWER}:
        (answer,) = answers
        return "none of these" if answer == NO_ANSWER else str(answer)
    if answers == {NO_ANSWER}:
        return f"no to {len(lines)} of {len(question.lines)} lines"
    told = (
        f"{line.short}{'' if reply[line.id] == YES_ANSWER else f' ({reply[line.id]})'}"
        for line in lines
        if reply[line.id] != NO_ANSWER
    )
    return "; ".join(told)


def is_quiet(question: Question, reply: Mapping[str, Answer]) -> bool:
    """Say whether a checklist or yes-or-no question was answered with nothing but no."""
    return question.kind in {"checklist", "yes_no"} and set(reply.values()) == {NO_ANSWER}


def _mid_sentence(text: str) -> str:
    """Give words as they stand inside a sentence: small first letter, but for I and for what is written in capitals."""
    first, _, _ = text.partition(" ")
    return text if first == "I" or first[1:] != first[1:].lower() else text[:1].lower() + text[1:]


def answer_in_words(protocol: Protocol, fact: str, answer: Answer) -> str:
    """Give a whole answer as one phrase: ``worst pain: 8``, ``trouble in both legs``, ``a weak leg: not sure``."""
    name = name_of(protocol, fact)
    if answer == YES_ANSWER:
        return name
    if answer == NO_ANSWER or answer in UNSURE_ANSWERS:
        return f"{name}: {answer}"
    return f"{name}: {value_in_words(protocol.question_of[fact], answer)}"


def any_in_words(protocol: Protocol, fact: str, answers: Sequence[Answer]) -> str:
    """Give any one of some answers to a fact as one phrase: ``worst pain: 7 or more``, ``a weak leg: yes or not sure``.

    The answers stand in the author's order; the two ways of being unsure are told as one.
    """
    question = protocol.question_of[fact]
    unsure = [NOT_SURE] if any(answer in UNSURE_ANSWERS for answer in answers) else []
    definite = [answer for answer in answers if answer not in UNSURE_ANSWERS]
    if question.kind == "number":
        values = list(_ranges([int(answer) for answer in definite], question))
    else:
        values = [value_in_words(question, answer) for answer in definite]
        if question.kind == "choice" and len(values) > 1:
            values = [f'"{value}"' for value in values]  # one choice may hold an "or" of its own
    if values == [YES_ANSWER] and not unsure:
        return name_of(protocol, fact)
    return f"{name_of(protocol, fact)}: {' or '.join([*values, *unsure])}"


def _ranges(numbers: Sequence[int], question: Question) -> Iterator[str]:
    """Give whole numbers, smallest first, as ranges: ``3 or less``, ``5``, ``7 to 8``."""
    starts = [place for place, number in enumerate(numbers) if not place or numbers[place - 1] != number - 1]
    for start, end in zip(starts, [*starts[1:], len(numbers)], strict=False):
        first, last = numbers[start], numbers[end - 1]
        if (first, last) == (question.lowest, question.highest):
            yield "any number"
        elif last == question.highest and first != last:
            yield f"{first} or more"
        elif first == question.lowest and first != last:
            yield f"{last} or less"
        else:
            yield str(first) if first == last else f"{first} to {last}"


def in_words(protocol: Protocol, condition: Condition) -> str:
    """Give a condition as one readable phrase, findings by what they mean."""
    match condition:
        case Fact(fact):
            return name_of(protocol, fact)
        case Named(finding):
            return protocol.findings[finding].means
        case Not(part):
            return f"not {in_words(protocol, part)}"
        case Chosen(question, values, negated):
            asked = protocol.by_id[question]
            chosen = " or ".join(value_in_words(asked, value) for value in values)
            return f"{asked.short}: {'not ' if negated else ''}{chosen}"
        case Compared(question, comparison, number):
            return f"{protocol.by_id[question].short}: {_COMPARISONS[comparison].format(number)}"
        case Unsure(name):
            asked_name = protocol.by_id[name].short if name in protocol.by_id else name_of(protocol, name)
            return f"{asked_name}: not sure"
        case AtLeast(wanted, parts, checklist):
            if checklist:
                return f"any of: {protocol.by_id[checklist].short}"
            return f"{group_word(wanted, len(parts))} ({'; '.join(in_words(protocol, part) for part in parts)})"
    raise AssertionError(condition)


_COMPARISONS = {">=": "{} or more", "<=": "{} or less", ">": "more than {}", "<": "less than {}"}
