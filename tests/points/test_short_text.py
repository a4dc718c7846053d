"""A text is cut in one way wherever it is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.points.short_text import cut, quoted, short_name


@given(st.text(max_size=20), st.integers(1, 20))
def test_a_cut_text_is_a_beginning_and_an_ellipsis(text: str, longest: int) -> None:
    short = cut(text, longest)
    assert len(short) <= longest
    assert short == text or (short[-1] == "…" and text.startswith(short[:-1]) and len(short) == longest)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a\nb", r"'a\nb'"),
        (1.5, "'1.5'"),
        ("x" * 60, "'" + "x" * 60 + "'"),
        ("x" * 61, "'" + "x" * 59 + "…'"),
    ],
)
def test_a_quoted_value(value: object, shown: str) -> None:
    assert quoted(value) == shown


@pytest.mark.parametrize(
    ("text", "shown"), [(" a\n b ", "a b"), ("", "(no name)"), (" \t", "(no name)"), ("abcdefghi", "abcdefg…")]
)
def test_a_name_on_one_line(text: str, shown: str) -> None:
    assert short_name(text, max(8, len(shown))) == shown


def test_what_stands_for_no_name() -> None:
    assert short_name(" ", 18, "no name") == "no name"
