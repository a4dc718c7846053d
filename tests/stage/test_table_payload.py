"""A table's payload: columns with their kinds, what is selected, and what its rows can be sifted by."""

from __future__ import annotations

import numpy as np
import pytest

from pages.stage.table_payload import Filters, Selecting, table_payload

from .blob import read

TABLE = {
    "i": np.array([3, 1, 2]),
    "L": np.array([0.1, 1e-300, 7.0]),
    "share": np.array([0.5, 0.25, 0.25]),
    "correct": np.array([True, False, True]),
}
FILTERS = Filters(
    np.array([False, True, False]), np.array([1.0, 0.0, 0.0]), np.array([0, 2, 1]), ("<b>ash</b>", "oak & elm")
)


def made(**more):
    return read(table_payload(TABLE, label="A table", says="What it holds.", marked=1, **more))


def test_truth_values_are_words_and_numbers_keep_their_digits():
    got = made(picks="i")
    kinds = [column["kind"] for column in got.header["columns"]]
    assert kinds == ["integer", "number", "number", "word"]
    assert got.header["columns"][3]["words"] == ["no", "yes"]
    assert got.columns["c3"].tolist() == [1, 0, 1]
    assert got.columns["c1"].tolist() == TABLE["L"].tolist()
    assert [column["tone"] for column in got.header["columns"]] == ["", "loss", "gradient", ""]


def test_a_table_neither_selects_nor_sifts_unless_told():
    header = made(picks="i").header
    assert (header["key"], header["picks"], header["marked"], header["rows"]) == ("examples", "c0", 1, 3)
    assert not header.keys() & {"selects", "filters", "acknowledged"}
    assert made(picks="i").columns.keys() == {"c0", "c1", "c2", "c3"}


@pytest.mark.parametrize("selected", [(), (2,), (0, 2, 99)])  # 99 has no row here
def test_the_selected_are_sent_by_their_numbers(selected):
    got = made(picks="i", key="rows", selecting=Selecting(selected, "abc-7"))
    assert got.header["selects"] is True
    assert (got.header["key"], got.header["acknowledged"], got.header["marked"]) == ("rows", "abc-7", 1)
    assert got.columns["selected"].tolist() == list(selected)
    assert got.columns["selected"].dtype == np.uint32


def test_filters_are_columns_that_need_no_mathematics():
    got = made(picks="i", filters=FILTERS)
    assert got.columns["wrong"].tolist() == [0, 1, 0]
    assert got.columns["label"].tolist() == [1, 0, 0]
    assert got.columns["rank"].tolist() == [0, 2, 1]
    assert got.header["filters"] == {"classes": ["<b>ash</b>", "oak & elm"]}  # the browser sets them as text


@pytest.mark.parametrize("more", [dict(selecting=Selecting()), dict(filters=FILTERS)])
def test_rows_that_cannot_be_named_cannot_be_selected_or_sifted(more):
    with pytest.raises(ValueError, match=r"'A table' .* give picks too"):
        made(**more)


def test_columns_that_say_the_same_are_sent_once():
    x = np.linspace(0, 1, 1000)
    once = len(table_payload({"x₁": x}, label="", says="", marked=-1))
    twice = len(table_payload({"x₁": x, "∂z/∂w₁": x.copy()}, label="", says="", marked=-1))
    assert twice - once < 300  # bytes: a name in the header
