"""Hostile names as plain words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.words.escape import JOINER, in_markdown, one_line, told_apart

any_text = st.text(st.characters(exclude_categories=["Cs"]))


def bare(text: str) -> str:
    """What is left of Markdown that holds nothing but words: its escapes undone, as a reader of it does."""
    return re.sub(r"\\([!-/:-@[-`{-~])", r"\1", text).replace(JOINER, "")


@given(any_text)
def test_it_reads_as_it_was(text: str) -> None:
    assert bare(in_markdown(text)) == one_line(text, 1000).replace(JOINER, "")


@given(any_text)
def test_all_that_markdown_marks_up_with_is_escaped(text: str) -> None:
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_{}\[\]<>#|~$&]", in_markdown(text))
    assert "\n" not in in_markdown(text)


# What Streamlit looks for once escapes are undone: emoji, icons, addresses, arrows.
AFTERWARDS = r":[\w+-][\w+-]*:|:material/\w+:|https?://|www\.|[\w.]+@[\w-]+\.\w|(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)"


@given(any_text)
def test_nothing_is_left_that_is_looked_for_afterwards(text: str) -> None:
    undone = re.sub(r"\\([!-/:-@[-`{-~])", r"\1", in_markdown(text))
    assert not re.search(AFTERWARDS, undone)


@pytest.mark.parametrize(
    "text",
    [
        ":smile:", ":+1:", ":material/home:", ":streamlit:", ":red[x]", ":blue-background[x]", "a:b:c:d:",
        "http://example.com/a", "HTTPS://EXAMPLE.COM", "www.example.com", "me@example.com", "a -> b", "<->", "a >= b",
        "-- x", "x ~= y", "<- z", "::smile::",
    ],
)  # fmt: skip
def test_streamlit_s_own_extras(text: str) -> None:
    assert not re.search(AFTERWARDS, re.sub(r"\\([!-/:-@[-`{-~])", r"\1", in_markdown(text)))
    assert bare(in_markdown(text)) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", "(no name)"),
        (" \n\t ", "(no name)"),
        ("a\nb\r\n c", "a b c"),
        ("a\x00b\x1b[31m", "a\ufffdb\ufffd[31m"),
        ("abc\u202ecba", "abc\ufffdcba"),  # it would turn what follows around
        ("می\u200cخواهم 👩\u200d🔬", "می\u200cخواهم 👩\u200d🔬"),
    ],
)
def test_what_can_t_be_seen(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_long_names_are_cut() -> None:
    assert one_line("x" * 1000, 60) == "x" * 59 + "…"
    assert len(bare(in_markdown("*" * 5000, 100))) == 100


@given(st.lists(st.text("ab \n", max_size=6), unique=True))
def test_names_in_a_list_are_told_apart(names: list[str]) -> None:
    lines = told_apart(tuple(names), 4)
    assert list(lines) == names
    assert len(set(lines.values())) == len(names)
