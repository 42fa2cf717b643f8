"""Markdown says what the protocol and the person say, and nothing of it becomes markup."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from backcheck.render import markdown
from backcheck.render.markdown import escaped
from backcheck.render.parts import clean
from tests.render.test_results import ONE_PER_RUNG, result

READER = MarkdownIt("gfm-like", {"linkify": False})
HOSTILE = st.lists(
    st.sampled_from(
        [*"\\`*_[]()<>&#|~!+-=:.1 \n\ta", "http://x.y", "www.x.y", "</p>", "&amp;", "![a](b)", "```", "---", "1.", "1)"]
    ),
    max_size=12,
).map("".join) | st.text("\\`*_[]()<>a ", max_size=16)


def shown(text: str) -> str:
    """Give the text of some Markdown as a reader shows it; fails where anything but plain text stands in it."""
    inline = [token for token in READER.parse(text) if token.type == "inline"]
    children = [child for token in inline for child in token.children or ()]
    assert {child.type for child in children} <= {"text", "text_special"}, children
    return "".join(child.content for child in children)


@given(HOSTILE)
def test_a_hostile_text_is_shown_as_it_stands(text: str) -> None:
    """As a paragraph or as a point of a list, every sign of a text is shown and none acts."""
    wanted = " ".join(clean(text).split())
    assert shown(escaped(text)) == wanted
    assert shown(f"- {escaped(text)}") == wanted
    assert shown(f"# {escaped(text)} end") == f"{wanted} end".strip()


def test_no_address_becomes_a_link() -> None:
    """GitHub makes links of bare addresses; an escaped one has nothing that it looks for."""
    assert "://" not in escaped("see http://evil.example").replace("\\://", "")
    assert "www." not in escaped("see www.evil.example")


def test_a_result_is_one_document() -> None:
    """The action is the title, each part has a heading, and no HTML stands anywhere."""
    tokens = READER.parse(markdown.render(result(ONE_PER_RUNG["self_care"])))
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings[0] == "h1"
    assert set(headings[1:]) == {"h2"}
    assert not [token for token in tokens if "html" in token.type]
