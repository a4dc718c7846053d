"""How a file is read, and the text of it that travels in a link."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import DataError, Experiment, Uploaded
from logreg_core.points.read_as import ReadAs

ways = st.builds(
    ReadAs,
    header=st.sampled_from([None, True, False]),
    left_out=st.sets(st.integers(1, 10_000), max_size=5).map(lambda rows: tuple(sorted(rows))),
    decimal=st.sampled_from(["", ".", ","]),
    sheet=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
    cases_apart=st.booleans(),
    gaps_are_words=st.booleans(),
)


@given(ways)
def test_what_was_said_comes_back_from_its_text_and_from_a_link(read_as: ReadAs) -> None:
    assert ReadAs.of(read_as.text) == read_as
    experiment = Experiment(Uploaded("a.csv", "0" * 64, ("a", "b"), "c", "1", read_as=read_as))
    assert Experiment.from_query(experiment.to_query()) == (experiment, ())


def test_nothing_said_leaves_no_trace_in_a_link() -> None:
    assert ReadAs().text == ""
    assert "read=" not in Experiment(Uploaded("a.csv", "0" * 64, ("a", "b"), "c", "1")).to_query()


@pytest.mark.parametrize(
    "text",
    [
        "header:perhaps",
        "rows:0",
        "rows:3,2",
        "rows:x",
        "decimal:;",
        "rows:1;header:no",
        "colour:red",
        "header:no;",
    ],
)
def test_text_that_says_nothing_of_the_kind_is_refused(text: str) -> None:
    with pytest.raises(DataError):
        ReadAs.of(text)


def test_no_file_has_a_decimal_mark_of_another_kind() -> None:
    with pytest.raises(DataError, match="decimal mark is ';'"):
        ReadAs(decimal=";")
