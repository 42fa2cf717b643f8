"""What an answer is, for those who only hand answers on. It depends on nothing."""

from __future__ import annotations

from collections.abc import Mapping

Answer = str | int
"""``yes``, ``no``, a choice's id, a whole number, or one of the two ways of being unsure below."""
Answers = Mapping[str, Answer]

YES_ANSWER, NO_ANSWER = "yes", "no"
NOT_SURE, PREFER_NOT = "not sure", "prefer not to say"
UNSURE_ANSWERS = (NOT_SURE, PREFER_NOT)
