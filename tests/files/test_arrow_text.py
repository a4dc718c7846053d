"""Columns of text as pyarrow keeps them say the same as columns of Python's strings."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.files import describe, feature_columns, guess_columns, label_values, to_dataset, unusable_rows
from logreg_core.files.cells import number
from logreg_core.files.table_columns import codes_of, values_of
from logreg_core.points.dataset import DataError

NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.from_regex(r"[+\-]?[0-9]{0,3}[.,]?[0-9]{0,3}([eE][+\-]?[0-9]{1,3})?", fullmatch=True),
)
SPACES = st.sampled_from(["", " ", "\t", "\u00a0", "\u2003", "\x1c", "\x85", "\u200b"])
ENTRIES = st.one_of(
    st.none(),
    st.builds("{}{}{}".format, SPACES, NUMBERS, SPACES),
    st.from_regex(r"[+\-]?[0-9]{1,3}([.,][0-9]{3}){0,2}([.,][0-9]{0,2})?", fullmatch=True),
    st.sampled_from(
        ["", "yes", "Yes", "1_000", "١٢", "inf", "nan", "0x1F", "1e309", "-1e400", "1.", ".5", "+1", "++1", "1\n"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
)


def arrow(entries: list[str | None]) -> pd.Series:
    return pd.Series(pd.arrays.ArrowExtensionArray(pa.array(entries, pa.large_string())))


def objects(entries: list[str | None]) -> pd.Series:
    return pd.Series(entries, dtype=object)


@given(st.lists(ENTRIES, min_size=1, max_size=12), st.sampled_from(["", ".", ",", ".,", ",."]))
def test_numbers_and_what_is_none(entries, decimal):
    values, wrong = values_of(arrow(entries), decimal)
    here, here_wrong = values_of(objects(entries), decimal)
    np.testing.assert_array_equal(values, here)
    np.testing.assert_array_equal(wrong, here_wrong)
    expected = [np.nan if entry is None else number(entry, decimal) for entry in entries]
    np.testing.assert_array_equal(values, expected)


@given(st.lists(ENTRIES, min_size=1, max_size=12))
def test_different_entries_in_order(entries):
    codes, values = codes_of(arrow(entries))
    here, here_values = codes_of(objects(entries))
    assert values == here_values == sorted({entry for entry in entries if entry is not None})
    assert codes.tolist() == list(here)


@pytest.mark.parametrize(
    "text", ["0.1", "1e23", "9007199254740993", "2.2250738585072011e-308", "5e-324", "179769313486231580e291"]
)
def test_the_nearest_double(text):
    assert values_of(arrow([text, "x"]), ".")[0][0] == float(text)


def frame_of(columns, series) -> pd.DataFrame:
    frame = pd.DataFrame({name: series(list(entries)) for name, entries in columns.items()})
    frame.attrs = {"filename": "a.csv", "notices": (), "decimal": "."}
    return frame


COLUMNS = {
    "x": ["1", "2", "?", "4", "5", "6.5", None, "8"],
    "y": ["0", "1", "1", "x", "2", "3", "5", "8"],
    "name": ["ann", "bob", "cy", "dee", "eve", "fay", "gus", "hal"],
    "class": ["b", "a", "b", "a", None, "b", "a", "b"],
}


def test_all_that_is_asked_of_a_table():
    here, there = frame_of(COLUMNS, objects), frame_of(COLUMNS, arrow)
    for ask in (describe, feature_columns, guess_columns, lambda frame: label_values(frame, "class")):
        assert ask(there) == ask(here)
    choice = dict(features=("x", "y"), label="class", positive="b")
    assert unusable_rows(there, **choice) == unusable_rows(here, **choice)
    used, expected = (to_dataset(frame, drop_incomplete=True, **choice) for frame in (there, here))
    assert used.digest == expected.digest
    assert (used.class_names, used.source) == (expected.class_names, expected.source)
    said = []
    for frame in (there, here):
        with pytest.raises(DataError) as refused:
            to_dataset(frame, **choice)
        said.append(str(refused.value))
    assert said[0] == said[1]
