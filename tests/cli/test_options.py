"""What is typed after ``backcheck`` means the same on the fast path and through Typer."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from functools import partial
from itertools import chain

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from backcheck.cli import app
from backcheck.cli.options import CHECK_OPTIONS, CheckOptions, Option, read_quickly
from backcheck.cli.status import UsageError
from backcheck.cli.streams import Streams

WORDS = [
    *(option.name for option in CHECK_OPTIONS),
    *("--answers=me.yaml", "--for=clinician", "--json=yes", "--output="),
    *("-", "me.yaml", "patient", "clinician", "GB", "", "-x", "--", "--ans", "--unknown", "--answers=-", "stray"),
]


def written(option: Option) -> st.SearchStrategy[list[str]]:
    """Give ways to write one option, with a good value where it takes one."""
    if not option.metavar:
        return st.just([option.name])
    values = st.sampled_from(option.choices or ("-", "me.yaml", "GB"))
    return values.flatmap(lambda value: st.sampled_from([[option.name, value], [f"{option.name}={value}"]]))


def through_typer(words: Sequence[str]) -> CheckOptions | None:
    """Give what Typer makes of the words after ``check``, none where it refuses them."""
    world = Streams(io.StringIO(), io.StringIO(), io.StringIO(), {})
    try:
        job = app.app(["check", *words], obj=world, prog_name="backcheck", standalone_mode=False)
    except (UsageError, typer.TyperException):
        return None
    assert isinstance(job, partial)
    options = job.args[0]
    assert isinstance(options, CheckOptions)
    return options


def fields(options: CheckOptions) -> dict[str, object]:
    """Give every field, given or not."""
    return {option.field: getattr(options, option.field) for option in CHECK_OPTIONS}


def agree(words: Sequence[str]) -> None:
    """Assert that the fast path, where it does not decline, reads what Typer reads."""
    quick = read_quickly(words)
    if quick is not None:
        slow = through_typer(words)
        assert slow is not None
        assert fields(quick) == fields(slow)


@given(
    st.one_of(
        st.lists(st.sampled_from(WORDS), max_size=6),
        st.lists(st.sampled_from(CHECK_OPTIONS).flatmap(written), max_size=6).map(lambda parts: [*chain(*parts)]),
    )
)
def test_both_paths_agree(words: list[str]) -> None:
    """Whatever the fast path accepts, Typer accepts and reads alike."""
    agree(words)


@pytest.mark.parametrize("option", CHECK_OPTIONS, ids=lambda option: option.name)
def test_the_fast_path_knows_every_option(option: object) -> None:
    """Every declared option is read by the fast path, and by Typer alike."""
    name, metavar = getattr(option, "name", ""), getattr(option, "metavar", "")
    words = [name, *([metavar.split("|")[-1]] if metavar else [])]
    quick = read_quickly(words)
    assert quick is not None
    assert fields(quick) != fields(CheckOptions())
    agree(words)


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["--ans", "x"],
        ["--answers"],
        ["--answers", "--json"],
        ["--answers="],
        ["--for", "me"],
        ["x"],
        ["--json=1"],
    ],
    ids=" ".join,
)
def test_the_fast_path_declines_what_needs_words(words: list[str]) -> None:
    """Help and every mistake are left to Typer, which explains them."""
    assert read_quickly(words) is None


def test_every_option_has_a_field_of_its_kind() -> None:
    """A flag's field is a yes or no, a value's a text."""
    for option in CHECK_OPTIONS:
        assert isinstance(getattr(CheckOptions, option.field), str if option.metavar else bool)


def test_a_question_in_a_mistake_ends_as_one() -> None:
    """Typer's own sentence ends with a question mark or gets a full stop, never both."""
    for word, end in (("chekc", "Did you mean 'check'? See"), ("nothing-like-it", "'nothing-like-it'. See")):
        with pytest.raises(UsageError, match=re.escape(end)):
            app.run([word], Streams.of_process())
