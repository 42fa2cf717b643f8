"""Text of a protocol or a person made harmless for the formats in which it travels."""

from __future__ import annotations

import re
import unicodedata

from backcheck.protocol import Protocol

ONLY_ASKS = "This form only collects answers. It does not tell you what to do."
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&])")


def clean(text: str) -> str:
    """Give text on one line, without characters that control a screen or turn the reading direction round."""
    if text.isprintable():
        return " ".join(text.split())
    kept = "".join(c if unicodedata.category(c) not in {"Cc", "Cf", "Zl", "Zp", "Cs"} else " " for c in text)
    return " ".join(kept.split())


def first_words(protocol: Protocol) -> str:
    """Give what a form says first: that it decides nothing, and when not to fill it in but to call for help."""
    calls = (paragraph for paragraph in protocol.start.split("\n\n") if "{number}" in paragraph)
    when, *signs = next(calls, "").replace("{number}", protocol.fallback_number).split("\n- ")
    return clean(f"{ONLY_ASKS} {when} {'; '.join(signs)}{'.' if signs else ''}")


def markdown(text: str) -> str:
    """Give text for a field that is markdown: nothing in it is a link, a heading or HTML."""
    return _SPECIAL.sub(r"\\\1", clean(text))
