"""What files with answers have in common: JSON or YAML, of a kind that this version of the program knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from backcheck.errors import Mistake
from backcheck.reading.json_paths import word
from backcheck.reading.json_subset import looks_like_json, read_json
from backcheck.reading.nodes import Node, Pairs
from backcheck.reading.proofreader import Proofreader, quoted, shortened
from backcheck.reading.textfile import RefusedError, TextFile

RESULT_SCHEMA, DRAFT_SCHEMA = "backcheck-result/1", "backcheck-draft/1"
OURS = "backcheck-"
IN_EVERY_RESULT = "It cannot tell you the cause."
"""A sentence that stands in a result in words, whatever its form and its protocol."""


def parsed(file: TextFile, note: Callable[[Mistake], None], forms: str) -> Node:
    """Give the nodes of a file; ``forms`` are the forms of a result that can be read back, for messages.

    Raises RefusedError for what is neither JSON nor our YAML.
    """
    if looks_like_json(file.text):
        return read_json(file, note)
    from backcheck.reading.yaml_subset import read_yaml

    try:
        node = read_yaml(file, note)
    except RefusedError as refused:
        _refuse_words(file, forms)
        if refused.mistake.code == "too-deep":
            message = refused.mistake.message.partition(".")[0]
            flat = replace(refused.mistake, message=f"{message}. Please write one answer after the other")
            raise RefusedError(flat) from None
        raise
    if not isinstance(node, Pairs):
        _refuse_words(file, forms)
    return node


def known_schema(node: Node, proof: Proofreader, *known: str) -> str:
    """Give the schema of a file of ours, empty for any other file; one that is not known is marked."""
    schema = word(node, "schema")
    if not schema.startswith(OURS) or schema in known:
        return schema if schema in known else ""
    message = f"`{shortened(schema)}` was made by another backcheck, or changed; this one reads {quoted(known)}"
    proof.mark("other-schema", _place(node), f"{message}. Please use the version that made it")
    return schema


def _place(node: Node) -> Node:
    return node.values["schema"] if isinstance(node, Pairs) else node


def _refuse_words(file: TextFile, forms: str) -> None:
    """Say of a result in words, which no YAML is, that it is one."""
    markdown = file.name.lower().endswith((".md", ".markdown"))
    if not markdown and IN_EVERY_RESULT not in " ".join(file.text.split()):
        return
    kind = "Markdown" if markdown else "a result in words (plain text or Markdown)"
    message = f"this is {kind}, which cannot be read back. Please give the {forms} form of the result"
    raise RefusedError(Mistake("told-in-words", message, file.name))
