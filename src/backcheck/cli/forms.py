"""The forms in which a result can be written, and which of them an ending of a file's name stands for."""

from __future__ import annotations

import os  # not pathlib, which takes longer to load

from backcheck.cli.options import CheckOptions
from backcheck.cli.status import UsageError

TERMINAL, PLAIN, JSON, MARKDOWN, HTML, FHIR = "terminal", "plain", "json", "markdown", "html", "fhir"
FORM_OF_ENDING = {
    ".json": JSON,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".fhir": FHIR,
    ".fhir.json": FHIR,
    ".txt": PLAIN,
}


def form_of(options: CheckOptions) -> str:
    """Give the form that was asked for, by name or by the ending of the file; empty when neither says.

    Raises UsageError for an ending that stands for no form: a file must not hold another form than its name says.
    """
    if options.format or options.json:
        return options.format or JSON
    name = os.path.basename(options.output).lower()  # noqa: PTH119
    known = [ending for ending in FORM_OF_ENDING if name.endswith(ending)]
    if known:
        return FORM_OF_ENDING[max(known, key=len)]
    ending = os.path.splitext(name)[1].rstrip(".")  # noqa: PTH122
    if ending:
        *most, last = FORM_OF_ENDING
        endings = f"{', '.join(most)} or {last}"
        raise UsageError(f"No result can be written as {ending}. Use {endings}, or name the form with --format.")
    return ""
