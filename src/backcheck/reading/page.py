"""The result that stands inside an HTML page of ours."""

from __future__ import annotations

import re

from backcheck.errors import Mistake
from backcheck.reading.textfile import RefusedError, TextFile, checked

# Not by an HTML parser: those of Python take minutes over a page made to keep them busy. A browser that saves a page
# writes ``hidden=""``, and never a < in a text.
_RESULT = re.compile(r'<pre id="?backcheck-result"?[^<>]{0,99}>([^<]*)</pre>')


def result_inside(file: TextFile) -> TextFile:
    """Give the result inside a page of ours, any other file as it is; raises RefusedError for other pages."""
    if not file.text.lstrip().lower().startswith(("<!doctype html", "<html")):
        return file
    found = _RESULT.search(file.text)
    if found is None:
        message = "no result of backcheck stands in this page. Please use the file as `backcheck check` wrote it"
        raise RefusedError(Mistake("no-result", message, file.name))
    from html import unescape

    return checked(unescape(found[1]), f"{file.name} (the result inside it)")
