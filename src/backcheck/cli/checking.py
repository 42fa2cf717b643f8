"""The answers read back in words before a result, and one answer asked once more in other words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from backcheck.interview import again_in_words, in_force
from backcheck.protocol import NO_ANSWER, Answer, Answers, Protocol, Question
from backcheck.words import is_quiet, name_of, said

IS_THIS_RIGHT = "Is this right?"
WHICH_ONE = "Which answer do you want to change?"
RIGHT, CHANGE, SHOW_NO = "right", "change", "show"
CHECKING = (
    ("Yes, show my result", RIGHT),
    ("Change an answer", CHANGE),
    ("Show what I said no to", SHOW_NO),
)
STILL_SO = "Is all of this still so?"
GOING_ON = (("Yes, go on", RIGHT), *CHECKING[1:])
CHANGING = "Changing an answer"
AGAIN_BECAUSE = "This one is asked again, because it can have changed."
ONCE_MORE = "Once more in other words, because much hangs on it"


def read_back(protocol: Protocol, answers: Answers) -> str:
    """Give what the person said, one answer a line; all that was no in one line, counted."""
    lines: list[str] = []
    for question, reply in _answered(protocol, answers):
        if not is_quiet(question, reply):
            lines += _rows(question, reply)
    count = sum(answer == NO_ANSWER for answer in in_force(protocol, answers).values())
    if count:
        lines.append(f"- No to everything{' else' if lines else ''}: {count} sign{'' if count == 1 else 's'}")
    return "\n".join(["", "You said:", *lines])


def said_no(protocol: Protocol, answers: Answers) -> str:
    """Give all that the person said no to, a line for each."""
    counted = in_force(protocol, answers).items()
    return "\n".join(
        ["", "You said no to:", *(f"- {name_of(protocol, fact)}" for fact, a in counted if a == NO_ANSWER)]
    )


def offered(rows: Sequence[tuple[str, str]], protocol: Protocol, answers: Answers) -> Sequence[tuple[str, str]]:
    """Give the rows without the one that shows what was no, where nothing was."""
    some = NO_ANSWER in in_force(protocol, answers).values()
    return rows if some else tuple(row for row in rows if row[1] != SHOW_NO)


def changeable(protocol: Protocol, answers: Answers) -> tuple[tuple[str, str], ...]:
    """Give each question that counts with its answer, for a person to pick one; what was no comes last."""
    answered = list(_answered(protocol, answers))
    answered.sort(key=lambda both: is_quiet(*both))
    return tuple((f"{_short(question)}: {said(question, reply)}", question.id) for question, reply in answered)


def in_other_words(protocol: Protocol, fact: str) -> Question:
    """Give the question that asks one fact once more: a checklist's line becomes a question for yes or no."""
    question = protocol.question_of[fact]
    again = replace(question, ask=again_in_words(protocol, fact), hint="")
    if fact in protocol.line_of:
        again = replace(again, id=fact, kind="yes_no", lines=(), short=name_of(protocol, fact))
    return again


def _answered(protocol: Protocol, answers: Answers) -> Iterator[tuple[Question, dict[str, Answer]]]:
    counted = in_force(protocol, answers)
    for question in protocol.questions:
        reply = {fact: counted[fact] for fact in question.facts if fact in counted}
        if reply:
            yield question, reply


def _rows(question: Question, reply: dict[str, Answer]) -> Iterator[str]:
    """Give a checklist's lines that are not no, each by itself; any other question with its answer."""
    if question.kind != "checklist" or (len(reply) == len(question.lines) and len(set(reply.values())) == 1):
        yield f"- {_short(question)}: {said(question, reply)}"
        return
    for line in question.lines:
        if reply.get(line.id, NO_ANSWER) != NO_ANSWER:
            yield f"- {line.short}: {reply[line.id]}"


def _short(question: Question) -> str:
    return question.short.rstrip("?:. ")
