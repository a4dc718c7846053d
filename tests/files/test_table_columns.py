"""What columns hold, which rows a choice can't use and why."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import DataError
from logreg_core.files import (
    Column,
    Flaw,
    Unusable,
    describe,
    feature_columns,
    guess_columns,
    numeric_columns,
    read_table,
    to_dataset,
    unusable_rows,
)
from logreg_core.files.column_choice import MAX_FLAWS, MISSING, NOT_A_NUMBER


def table(*lines):
    return read_table("\n".join(lines).encode(), "some.csv")


MIXED = table(
    "size,often,seldom,kind,none",
    "1,1,x,cat,",
    "2.5,2,y,dog,",
    ",n. a.,3,cat,",
    "-4,4,,eel,",
)


def test_describe():
    assert describe(MIXED) == (
        Column("size", "numbers", 3, 1, 0, -4.0, 2.5, 3, ("1", "2.5", "-4")),
        Column("often", "mostly numbers", 4, 0, 1, 1.0, 4.0, 4, ("1", "2", "n. a.")),
        Column("seldom", "text", 3, 1, 2, 3.0, 3.0, 3, ("x", "y", "3")),
        Column("kind", "text", 4, 0, 4, None, None, 3, ("cat", "dog", "eel")),
        Column("none", "text", 0, 4, 0, None, None, 0, ()),
    )
    assert numeric_columns(MIXED) == ("size",)
    assert feature_columns(MIXED) == ("size", "often")


def test_unusable_rows_are_told_with_their_reasons():
    choice = {"features": ("size", "often"), "label": "kind", "positive": "cat"}
    told = unusable_rows(MIXED, **choice)
    flaws = (Flaw(4, "size", "", MISSING), Flaw(4, "often", "n. a.", NOT_A_NUMBER))
    assert told == Unusable(rows=1, of=4, missing=1, not_numbers=1, flaws=flaws)
    with pytest.raises(DataError, match=r"Row 4, column 'often': 'n\. a\.' is not a finite number"):
        to_dataset(MIXED, **choice)
    data = to_dataset(MIXED, **choice, drop_incomplete=True)
    assert data.X.tolist() == [[1, 1], [2.5, 2], [-4, 4]]
    assert data.y.tolist() == [1, 0, 0]


def test_rows_of_other_classes_are_not_counted_but_rows_without_a_label_are():
    frame = table("x,y,l", "1,2,a", "q,2,b", ",2,c", "1,2,", "5,6,b")
    told = unusable_rows(frame, features=("x", "y"), label="l", positive="a", negative="b")
    assert [(flaw.row, flaw.column, flaw.entry, flaw.reason) for flaw in told.flaws] == [
        *((3, "x", "q", NOT_A_NUMBER), (5, "l", "", MISSING)),
    ]
    assert (told.rows, told.of, told.missing, told.not_numbers) == (2, 4, 1, 1)


def test_a_choice_that_makes_no_classes_is_refused_here_too():
    with pytest.raises(DataError, match="3 values"):
        unusable_rows(MIXED, features=("size", "often"), label="kind")


def test_all_flaws_are_counted_and_the_first_are_listed():
    frame = table("x,y,l", "1,2,a", *["q,,b"] * 2000, "3,4,b")
    told = unusable_rows(frame, features=("x", "y"), label="l")
    assert (told.rows, told.missing, told.not_numbers, len(told.flaws)) == (2000, 2000, 2000, MAX_FLAWS)


def test_a_column_with_one_non_number_can_be_guessed_and_used():
    frame = table("x,y,l", "1,2,a", "?,3,b", "5,6,b", "7,1,a")
    assert guess_columns(frame) == (("y", "x"), "l")  # columns of nothing but numbers come first
    data = to_dataset(frame, features=("x", "y"), label="l", drop_incomplete=True)
    assert data.X.tolist() == [[1, 2], [5, 6], [7, 1]]


def test_a_class_may_vanish_with_its_non_numbers():
    frame = table("x,y,l", "1,2,a", "3,4,a", "?,5,b")
    with pytest.raises(DataError, match=r"left out \(1\), none of class 'b' is left"):
        to_dataset(frame, features=("x", "y"), label="l", drop_incomplete=True)
    frame = table("x,y,l", "?,5,b")
    with pytest.raises(DataError, match=r"left out \(1\), none of class"):
        to_dataset(frame, features=("x", "y"), label="l", positive="b", negative="c", drop_incomplete=True)


def test_frames_from_elsewhere_keep_their_words():
    frame = pd.DataFrame({"x": [1.0, np.inf, 3], "y": [1, 2, 3], "l": ["NA", "", None]})
    told = unusable_rows(frame, features=("x", "y"), label="l")
    assert [(flaw.row, flaw.entry, flaw.reason) for flaw in told.flaws] == [(1, "inf", NOT_A_NUMBER), (2, "", MISSING)]
    assert (
        to_dataset(
            frame.iloc[[0, 2]], features=("x", "y"), label="l", positive="NA", negative="", drop_incomplete=True
        ).m
        == 1
    )


ENTRY = st.sampled_from(["", "NA", "1", "-2.5", "1e309", "x", "1,5", "0x1F", "7"])


@given(st.lists(st.tuples(ENTRY, ENTRY, st.sampled_from(["a", "b", "", "c"])), min_size=1, max_size=20))
def test_what_is_told_is_what_is_left_out(rows):
    frame = table("x,y,l", "1,2,a", "3,4,b", *(f'"{x}","{y}",{label}' for x, y, label in rows))
    choice = {"features": ("x", "y"), "label": "l", "positive": "a", "negative": "b"}
    told = unusable_rows(frame, **choice)
    data = to_dataset(frame, **choice, drop_incomplete=True)
    kept = [
        row for row in [("1", "2", "a"), ("3", "4", "b"), *rows] if row[2] in ("a", "b") and all(map(fine, row[:2]))
    ]
    assert data.X.tolist() == [[float(x), float(y)] for x, y, _ in kept]
    assert told.of - told.rows == data.m
    assert told.missing + told.not_numbers == len(told.flaws)
    assert len({flaw.row for flaw in told.flaws}) == told.rows
    for column in describe(frame):
        assert column.entries + column.missing == len(frame)
        assert (column.least is None) == (column.entries == column.not_numbers)


def fine(entry):
    try:
        return math.isfinite(float(entry))
    except ValueError:
        return False
