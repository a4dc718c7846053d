"""The same small table as a file of each kind that is in tests/data, where a script wrote them."""

import struct
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from logreg_core.files import is_large, read_table, read_table_apart, to_dataset
from logreg_core.points.dataset import DataError
from logreg_core.points.read_as import ReadAs
from tests.data.make_samples import SHEETS, ods, record, xlsb

from .making import repacked

END, FAR = struct.pack("<IHBHI", 0, 300, 0, 0, 0), struct.pack("<I", 9_999_999)  # of a row's record: its number
DATA = Path(__file__).parents[1] / "data"
BOOKS = ["sample.xls", "sample.xlsb", "sample.ods"]
SAMPLES = [
    *BOOKS,
    "sample.jsonl",
    "sample_pandas.json",
    "sample_columns.json",
    "sample_delta.parquet",
    "sample_untyped.parquet",
]


def test_all_samples_are_there():
    assert sorted(SAMPLES) == sorted(path.name for path in DATA.glob("sample*"))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_table(name):
    for called in (name, "file", "file.csv"):  # its bytes say what it is
        frame = read_table((DATA / name).read_bytes(), called)
        assert list(frame.columns) == ["x", "y", "l"]
        np.testing.assert_array_equal(frame["x"], [1.5, 3, np.nan, 7.25])
        assert frame["y"].tolist() == [-2, 40, 6, 8]
        assert frame["l"].tolist() == ["a", "b", "ä", "b"]
        assert frame.index.tolist() == ([2, 3, 4, 5] if name in BOOKS else [1, 2, 3, 4])
    choice = {"features": ("x", "y"), "label": "l", "positive": "b"}
    with pytest.raises(DataError, match="with a gap"):
        to_dataset(frame, **choice)
    assert to_dataset(frame, **choice, drop_incomplete=True).y.tolist() == [0, 1, 1]


@pytest.mark.parametrize("name", BOOKS)
def test_the_first_sheet_with_two_columns_of_numbers_is_proposed_and_another_can_be_chosen(name):
    raw = (DATA / name).read_bytes()
    frame = read_table(raw, name)
    said = "The sheet 'Data' was read, the first that holds two columns of numbers. Not read: 'Notes', 'More'."
    assert frame.attrs["notices"] == (said,)
    assert [one[1:] for one in frame.attrs["remedies"]] == [
        ("Read the sheet 'Notes'", "sheet:Notes"),
        ("Read the sheet 'More'", "sheet:More"),
    ]
    frame = read_table(raw, name, read_as=ReadAs.of(frame.attrs["remedies"][1][2]))
    assert frame.attrs["notices"][0] == "The sheet 'More' was read. Not read: 'Notes', 'Data'."
    assert frame["x"].tolist() == ["1", "3", "#DIV/0!"]
    assert frame["y"].tolist() == [2, 4, 5]
    assert frame["l"].tolist() == ["TRUE", "FALSE", "c"]
    with pytest.raises(DataError, match="no sheet 'Nowhere' that is shown"):
        read_table(raw, name, read_as=ReadAs(sheet="Nowhere"))


def test_what_a_few_bytes_claim_is_refused_before_the_reader_makes_room_for_it():
    far = ods({"Data": [("x", "y"), (1, 2)]})

    def repeated(name, old):
        rows = b'<table:table-row table:number-rows-repeated="9999999"><table:table-cell office:value-type="float"'
        return old.replace(b'<table:table-row><table:table-cell office:value-type="float"', rows)

    with pytest.raises(DataError, match=r"row 10,000,000, column 1; Excel has 1,048,576"):
        read_table(repacked(far, repeated), "file")
    with pytest.raises(DataError, match="2,001 columns"):
        read_table(ods({"Data": [("x",) * 2001] * 2}), "file")
    wide = xlsb({"Data": [("x", "y"), (1, 2)]})
    moved = repacked(wide, lambda name, old: old.replace(record(0, bytes(4) + END), record(0, FAR + END)))
    with pytest.raises(DataError, match=r"1,048,576 rows × 2 columns|Excel has"):
        read_table(moved, "file")
    raw = (DATA / "sample.xls").read_bytes()
    size = raw.index(struct.pack("<2H", 0x200, 14))
    for claim in (struct.pack("<2I2H", 0, 65536, 0, 256), struct.pack("<2I2H", 9, 1, 0, 3)):
        with pytest.raises(DataError, match=r"entries; at most 4,000,000|ends before it begins"):
            read_table(raw[: size + 4] + claim + raw[size + 16 :], "file")


def test_an_old_workbook_is_read_in_a_process_of_its_own_that_a_damaged_one_may_end():
    raw = (DATA / "sample.xls").read_bytes()
    assert is_large(raw)
    frame = read_table_apart(raw, "file", progress=lambda part: None)
    assert frame["y"].tolist() == [-2, 40, 6, 8]


@pytest.mark.parametrize("make", [ods, xlsb])
def test_without_two_columns_of_numbers_the_first_sheet_with_a_table_is_read(make):
    words = dict.fromkeys(("First", "Second"), SHEETS["Notes"])
    frame = read_table(make(words), "file")
    assert "The sheet 'First' was read, the first that holds a table." in frame.attrs["notices"][0]
    assert isinstance(frame, pd.DataFrame)
    assert frame["hello"].tolist() == ["more"]
