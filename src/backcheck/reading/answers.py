"""Answers from a file or from another program: names and values checked against the protocol's own."""

from __future__ import annotations

from backcheck.condition import facts_of, leaves
from backcheck.errors import AnswersError, MissingFileError, Mistake
from backcheck.protocol import NO_ANSWER, UNSURE_ANSWERS, YES_ANSWER, Answer, Answers, Protocol, Question
from backcheck.reading.answer_files import RESULT_SCHEMA, known_schema, parsed
from backcheck.reading.names import WHOLE_NUMBER, Names
from backcheck.reading.nodes import Items, Node, Pairs, Scalar, described
from backcheck.reading.page import result_inside
from backcheck.reading.proofreader import Proofreader, in_order, quoted, shortened
from backcheck.reading.textfile import RefusedError, checked, decoded, printable, read_bytes
from backcheck.reading.twice import Twice, twice_in_result

OTHERS, UNSTATED = "others", "unstated"
NONE = "none"
_JSON_WORDS = ("true", "false", "null")


def read_answers(protocol: Protocol, text: str | bytes, name: str) -> Answers:
    """Give the answers in a text, YAML or JSON, or in a result of our own, a page too; ``name`` is for messages.

    Raises AnswersError with every mistake: a name nobody asks for, a value that is no answer to it.
    """
    return read_given(protocol, text, name)[0]


def read_given(protocol: Protocol, text: str | bytes, name: str) -> tuple[Answers, Twice]:
    """Give the answers as ``read_answers`` does, and where a result of our own tells it, what was asked twice."""
    mistakes: list[Mistake] = []
    try:
        file = decoded(text, name) if isinstance(text, bytes) else checked(text, name)
        node = parsed(result_inside(file), mistakes.append, "JSON or HTML")
    except RefusedError as refused:
        raise AnswersError([refused.mistake]) from None
    reader = AnswerReader(protocol, Proofreader(Names()))
    schema = known_schema(node, reader.proof, RESULT_SCHEMA)
    inside = node.values.get("answers", node) if schema and isinstance(node, Pairs) else node
    answers = {} if reader.proof.mistakes else reader.read_with_others(inside)
    mistakes += reader.proof.mistakes
    if mistakes:
        raise AnswersError(in_order(mistakes))
    return answers, twice_in_result(protocol, node)


def read_given_file(protocol: Protocol, path: str) -> tuple[Answers, Twice]:
    """Give what ``read_given`` gives, of a file; raises as it does, and MissingFileError where it is not there."""
    try:
        data = read_bytes(path, path)
    except RefusedError as refused:
        raise AnswersError([refused.mistake]) from None
    except (FileNotFoundError, ValueError):
        raise MissingFileError(f"There is no file {printable(path)}. Please check the path.") from None
    return read_given(protocol, data, path)


def fill_others(protocol: Protocol, answers: Answers) -> Answers:
    """Give a case's answers with the rest added: lines and yes-or-no questions no, choices and numbers their usual."""
    filled = fill_no(protocol, answers)
    usual = {question.id: question.usual for question in protocol.questions if question.usual is not None}
    return {**usual, **filled}


def fill_no(protocol: Protocol, answers: Answers) -> dict[str, Answer]:
    """Give answers with no added for lines and yes-or-no questions; a choice or number nobody gave stays missing."""
    yes_or_no = (question for question in protocol.questions if question.kind in ("checklist", "yes_no"))
    return {**{fact: NO_ANSWER for question in yes_or_no for fact in question.facts}, **answers}


class AnswerReader:
    """Reads answers for one protocol; mistakes gather in the proofreader."""

    def __init__(self, protocol: Protocol, proof: Proofreader) -> None:
        """Look up what has a name and is not answered."""
        self.protocol, self.proof = protocol, proof
        self.conditions = {rule.id: ("a rule", rule.when) for rule in protocol.rules}
        self.conditions |= {id_: ("a finding", finding.when) for id_, finding in protocol.findings.items()}

    def read_with_others(self, node: Node) -> Answers:
        """Give each fact's answer, and the rest's where `others: no` stands among them."""
        answers = self.read(node, but=OTHERS)
        others = node.values.get(OTHERS) if isinstance(node, Pairs) else None
        if others is None:
            return answers
        if isinstance(others, Scalar) and others.text in (NO_ANSWER, UNSTATED):
            return fill_no(self.protocol, answers) if others.text == NO_ANSWER else answers
        self.proof.mark("bad-others", others, f"`others` is `{NO_ANSWER}` or `{UNSTATED}`. Please write one of them")
        return answers

    def read(self, node: Node, but: str = "") -> dict[str, Answer]:
        """Give each fact's answer; what is wrong is marked and left out."""
        if not isinstance(node, Pairs):
            message = f"answers are `name: answer` pairs, and this is {described(node)}. Please write such as `age: 40`"
            self.proof.mark("not-pairs", node, message)
            return {}
        answers: dict[str, Answer] = {}
        given: dict[str, Scalar] = {}
        for name, child in node.values.items():
            key = node.keys[name]
            for fact, answer in ({} if name == but else self._answers(key, child)).items():
                if fact in answers:
                    message = f"`{fact}` has an answer already, in line {given[fact].line}. Please keep one of them"
                    self.proof.mark("answered-twice", key, message)
                answers[fact], given[fact] = answer, key
        return answers

    def _answers(self, key: Scalar, child: Node) -> dict[str, Answer]:
        name = key.text
        question = self.protocol.by_id.get(name)
        if question is None:
            if name in self.protocol.line_of:
                return self._word(name, child, (YES_ANSWER, NO_ANSWER))
            self._mark_unknown(key)
            return {}
        if question.kind == "checklist":
            return self._checklist(question, child)
        if question.kind == "number":
            return self._number(question, child)
        return self._word(name, child, tuple(choice.id for choice in question.choices) or (YES_ANSWER, NO_ANSWER))

    def _mark_unknown(self, key: Scalar) -> None:
        name = key.text
        if name in self.conditions:
            kind, when = self.conditions[name]
            asked = dict.fromkeys(self.protocol.question_of[f].id for leaf in leaves(when) for f in facts_of(leaf))
            message = f"`{name}` is {kind}, not something one answers. Please answer what it hangs on: {quoted(asked)}"
            self.proof.mark("not-answered", key, message)
            return
        options = [*self.protocol.by_id, *self.protocol.line_of]
        ending = self.proof.did_you_mean(name, options, otherwise=". `backcheck questions` lists every name")
        self.proof.mark("unknown-name", key, f"no question or line is called `{shortened(name)}`{ending}")

    def _word(self, name: str, child: Node, options: tuple[str, ...]) -> dict[str, Answer]:
        options = (*options, *UNSURE_ANSWERS)
        if not isinstance(child, Scalar):
            message = (
                f"one answer to `{name}` is wanted here, and this is {described(child)}. Please write a single word"
            )
            self.proof.mark("not-an-answer", child, message)
            return {}
        said = child.text
        if said in options and not (child.plain and said in _JSON_WORDS):
            return {name: said}
        if said.lower() in _JSON_WORDS[:2] and YES_ANSWER in options:
            word = YES_ANSWER if said.lower() == "true" else NO_ANSWER
            message = f'`{name}` is answered with the word yes or no. Please write "{word}" instead of `{said}`'
        else:
            near = self.proof.did_you_mean(said, options, otherwise=f". Please choose one of: {quoted(options)}")
            message = f"`{shortened(said)}` is no answer to `{name}`{near}"
        self.proof.mark("not-an-answer", child, message)
        return {}

    def _number(self, question: Question, child: Node) -> dict[str, Answer]:
        said = child.text if isinstance(child, Scalar) else ""
        if said in UNSURE_ANSWERS:
            return {question.id: said}
        wanted = f"Please write a whole number from {question.lowest} to {question.highest}, or `not sure`"
        if isinstance(child, Scalar) and child.plain and WHOLE_NUMBER.fullmatch(said):
            if question.lowest <= int(said) <= question.highest:
                return {question.id: int(said)}
            self.proof.mark("out-of-range", child, f"{said} is out of range for `{question.id}`. {wanted}")
            return {}
        shown = f"`{shortened(said)}`" if isinstance(child, Scalar) else described(child)
        quotes = " in quotes" if isinstance(child, Scalar) and not child.plain else ""
        self.proof.mark("not-an-answer", child, f"{shown}{quotes} is no answer to `{question.id}`. {wanted}")
        return {}

    def _checklist(self, question: Question, child: Node) -> dict[str, Answer]:
        lines = question.facts
        if isinstance(child, Scalar) and child.text in (NONE, *UNSURE_ANSWERS):
            return dict.fromkeys(lines, NO_ANSWER if child.text == NONE else child.text)
        if not isinstance(child, Items) or not child.items:
            message = (
                f"`{question.id}` is a checklist. Please write `none`, `not sure`, `prefer not to say`, "
                f"or the list of its lines that are yes, such as `[{lines[0]}]`"
            )
            self.proof.mark("not-an-answer", child, message)
            return {}
        ticked = [item.text for item in child if isinstance(item, Scalar)]
        for item in child:
            said = item.text if isinstance(item, Scalar) else described(item)
            if said not in lines:
                ending = self.proof.did_you_mean(said, lines)
                self.proof.mark("unknown-line", item, f"`{shortened(said)}` is no line of `{question.id}`{ending}")
        return {line: YES_ANSWER if line in ticked else NO_ANSWER for line in lines}
