"""How hard a sentence is to read, as a school grade.

The formula is Flesch and Kincaid's (Kincaid and others 1975, Navy Research Branch Report 8-75): 0.39 words per sentence
plus 11.8 syllables per word, less 15.59. On a sentence of four words one long word moves it by three grades, so a short
sentence is judged as if plain words followed it up to ten. Syllables are counted by letters: a library of readability
would bring hyphenation tables, or a dictionary from the network, for the sake of this one number.
"""

from __future__ import annotations

import re

PADDED_TO = 10
PLAIN_SYLLABLES = 1.3
"""Syllables of an ordinary word in plain English."""
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)?")
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\n+")
_SPOKEN = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^aeiouylcsxzgh]es|[^aeioudt]ed|[^aeiouyl]e|[aeiouy]le)$")
_APART = re.compile(r"ia(?!l|n$|ns$|st)|io(?!u|n)|eo(?!p|n)|[aeiouy]ing$|nuous|rious")
# Words that are spoken otherwise than these rules say.
_OTHERWISE = {
    1: "one are age use rules aches",
    2: "tired people something someone sometimes surgeon safety settled muddled lying staying meanwhile beyond "
    "movement likely lately rarely safely widely lifeline somewhere elsewhere housework widespread evening metre "
    "centre aspirin mobiles tb",
    3: "specialist aorta pancreas worrying area areas hiv usual earlier easier calcium anyone",
    4: "diabetes aneurysm dialysis everybody",
}
_COUNTED = {word: count for count, words in _OTHERWISE.items() for word in words.split()}


def sentences_of(text: str) -> list[str]:
    """Give the sentences of a text; a line break, a colon and a semicolon end one too."""
    return [sentence for sentence in _SENTENCE_END.split(text) if words_of(sentence)]


def words_of(sentence: str) -> list[str]:
    """Give the words and numbers of a sentence."""
    return _WORD.findall(sentence)


def syllables(word: str) -> int:
    """Give how many syllables a word is spoken with; a number counts as one."""
    word = word.lower().partition("'")[0]
    if word in _COUNTED or not word.isalpha():
        return _COUNTED.get(word, 1)
    return max(1, len(_SPOKEN.findall(_SILENT.sub("", word))) + len(_APART.findall(word)))


def grade(sentence: str) -> float:
    """Give the school grade at which a sentence can be read."""
    words = words_of(sentence)
    missing = max(0, PADDED_TO - len(words))
    count = len(words) + missing
    total = sum(map(syllables, words)) + PLAIN_SYLLABLES * missing
    return 0.39 * count + 11.8 * total / count - 15.59
