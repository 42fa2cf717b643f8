"""``backcheck quiz``: a person to ask, a rung and red flags to commit to, and then what the rules say."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from backcheck.cli.askers import asker_for
from backcheck.cli.asking import Asker, Move
from backcheck.cli.conversation import Stopped
from backcheck.cli.endings import stop_on_signals
from backcheck.cli.protocols import load
from backcheck.cli.quiz_telling import (
    EXERCISE,
    answer_told,
    concordance_lines,
    concordance_mapping,
    introduction,
    marking_lines,
    marking_mapping,
    signed,
    what_is_known,
)
from backcheck.cli.simulate import population_for
from backcheck.cli.status import ExitCode, UsageError
from backcheck.cli.streams import Streams
from backcheck.cli.tables import tell_lines
from backcheck.cli.target import check_target, write_file
from backcheck.protocol import YES_ANSWER, Line, Protocol, Question
from backcheck.reading import read_cases
from backcheck.reading.populations import population_paths
from backcheck.reading.published import read_published
from backcheck.shipped import questions_folder
from backcheck.teach.concordance import SCALE, Item, items
from backcheck.teach.population import quiet
from backcheck.teach.quiz import Decision, Somebody, first_words, mark, may_ask, notable, told_by
from backcheck.teach.quiz_people import CASES, PUBLISHED, chosen, people_of_cases, published_people, random_person
from backcheck.words import answer_in_words

DECIDE = "decide"
LARGEST_SEED = 10_000
NEXT = "What do you want to know? The first row ends asking."
ENOUGH = "I have heard enough: decide now"
HOW_SOON = "How soon must this person be seen?"
WHICH_FLAGS = "Which of these answers are red flags?"
WHY_FLAGS = "A red flag is an answer that alone or with others means that help is needed sooner."
NO_WAY_BACK = "What was heard or decided stays so. q stops."
NOTHING_OPEN = "What this person says at first leaves no danger open, so there is nothing to weigh."


@dataclass(frozen=True)
class QuizOptions:
    """What was asked of ``quiz``; empty text means not given."""

    source: str = PUBLISHED
    name: str = ""
    seed: int | None = None
    concordance: bool = False
    output: str = ""
    force: bool = False
    protocol: str = ""


def run(streams: Streams, options: QuizOptions) -> int:
    """Hold one exercise. Stopping it is no failure, and keeps nothing."""
    if not streams.can_ask:
        raise UsageError("There is no terminal to ask on. Run backcheck quiz in a terminal.")
    if options.output:
        check_target(options.output, force=options.force)
    protocol = load(options.protocol, streams)
    seed = random.SystemRandom().randrange(LARGEST_SEED) if options.seed is None else options.seed
    chance = random.Random(f"quiz:{seed}")  # noqa: S311  no secret hangs on it
    somebody = _somebody(protocol, options, seed, chance, streams)
    asker = asker_for(streams)
    exercise = _Exercise(asker, protocol, somebody, seed, chance, streams)
    with stop_on_signals(asker.leave):
        try:
            told = exercise.concordance() if options.concordance else exercise.decision()
        except Stopped:
            streams.stderr.write("Stopped. Nothing was kept.\n")
            return ExitCode.FINISHED
        except EOFError:
            raise KeyboardInterrupt from None
    if options.output:
        import json

        write_file(options.output, json.dumps(told, indent=2, ensure_ascii=False) + "\n", force=options.force)
        streams.stderr.write(f"The result is in {options.output}.\n")
    return ExitCode.FINISHED


def _somebody(protocol: Protocol, options: QuizOptions, seed: int, chance: random.Random, streams: Streams) -> Somebody:
    folder = options.protocol or questions_folder()
    if options.source == PUBLISHED:
        found = published_people(protocol, read_published(protocol, folder))
        counted = [one for one in found if one.scored] or list(found)
        return chosen(found if options.name else counted, options.name, chance)
    if options.source == CASES:
        return chosen(people_of_cases(read_cases(protocol, folder), protocol), options.name, chance)
    if options.name:
        raise UsageError("A random person has no name. Leave --name out, or repeat a draw with --seed.")
    brought = population_paths(folder)
    population = population_for(protocol, options.protocol, "", "", streams) if brought else quiet(protocol)
    return random_person(protocol, population, seed)


class _Exercise:
    """One person and one learner."""

    def __init__(
        self, asker: Asker, protocol: Protocol, somebody: Somebody, seed: int, chance: random.Random, streams: Streams
    ) -> None:
        self.asker, self.protocol, self.somebody, self.seed = asker, protocol, somebody, seed
        self.chance, self.streams = chance, streams
        self.known = {fact: somebody.answers[fact] for fact in first_words(protocol, somebody, chance)}

    def decision(self) -> dict[str, object]:
        """Let the learner ask, decide and name red flags; tell how that fares, and give it as JSON values."""
        self.asker.say("\n".join(introduction(self.protocol, self.somebody, self.known, self.seed)))
        asked = self._ask_around()
        rung = _choose(self.asker, HOW_SOON, [(one.name, one.id) for one in self.protocol.ladder])
        decision = Decision(asked, rung, self._flags())
        marking = mark(self.protocol, self.somebody, decision, self.known)
        tell_lines(self.streams, marking_lines(self.protocol, marking))
        return marking_mapping(self.protocol, marking, self.seed)

    def concordance(self) -> dict[str, object]:
        """Let the learner weigh new findings; tell the keys, and give all as JSON values."""
        self.asker.say("\n".join(introduction(self.protocol, self.somebody, self.known, self.seed)))
        found = items(self.protocol, self.known, self.chance)
        given: list[tuple[Item, int]] = []
        for place, item in enumerate(found, start=1):
            self.asker.say(f"\n{EXERCISE} {place} of {len(found)}. {what_is_known(self.protocol, self.known)}")
            finding = answer_in_words(self.protocol, item.fact, item.answer)
            heading = f"You think of: {item.danger}. Then you learn: {finding}. That danger becomes:"
            rows = [(f"{signed(key)}  {words}", str(key)) for key, words in SCALE.items()]
            given.append((item, int(_choose(self.asker, heading, rows))))
        tell_lines(self.streams, concordance_lines(self.protocol, given) if found else [NOTHING_OPEN])
        return concordance_mapping(self.protocol, self.somebody, given, self.seed)

    def _ask_around(self) -> tuple[str, ...]:
        """Let the learner ask as long as they want; what is known grows by what they hear."""
        asked: list[str] = []
        while questions := may_ask(self.protocol, self.known, asked):
            rows = [(ENOUGH, DECIDE), *((f"{one.id.replace('_', ' ')}: {one.ask}", one.id) for one in questions)]
            wish = _choose(self.asker, NEXT, rows)
            if wish == DECIDE:
                break
            question = self.protocol.by_id[wish]
            told = told_by(self.somebody, question)
            self.asker.say(f"\n{question.ask}\n{answer_told(self.protocol, question, told)}")
            self.known.update(told)
            asked.append(wish)
        return tuple(asked)

    def _flags(self) -> tuple[str, ...]:
        """Let the learner say which of the answers they heard are red flags."""
        heard = notable(self.protocol, self.known)
        if not heard:
            self.asker.say("You heard nothing that could be a red flag.")
            return ()
        words = {fact: answer_in_words(self.protocol, fact, self.known[fact]) for fact in heard}
        lines = tuple(Line(fact, say, say) for fact, say in words.items())
        question = Question("red_flags", "", WHICH_FLAGS, WHY_FLAGS, "checklist", "red flags", lines=lines)
        while True:
            reply = self.asker.ask(question, EXERCISE)
            if reply is Move.QUIT:
                raise Stopped
            if not isinstance(reply, Move):
                return tuple(fact for fact in heard if reply[fact] == YES_ANSWER)
            self.asker.say(NO_WAY_BACK)


def _choose(asker: Asker, heading: str, rows: Sequence[tuple[str, str]]) -> str:
    """Give the row that was chosen; there is no way back in an exercise. Raises Stopped when the person quits."""
    while True:
        reply = asker.choose(heading, rows)
        if reply is Move.QUIT:
            raise Stopped
        if isinstance(reply, str):
            return reply
        asker.say(NO_WAY_BACK)
