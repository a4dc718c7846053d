"""Damaged files of every kind give what a strict reader of its own gives, or a DataError; nothing else escapes."""

import csv
import datetime
import gzip
import io
import json
import math
import re
import zlib
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.files import describe, guess_columns, label_values, read_table, to_dataset, unusable_rows
from logreg_core.files.cells import GAPS
from logreg_core.files.readers.workbook import _reading as workbook_reading
from logreg_core.points.dataset import DataError, Dataset
from tests.data.make_samples import SHEETS, ods, xlsb

from .making import parquet, repacked, workbook

STRICT = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
MARK = re.compile(r"'(?=[=+\-@\t\r'])|'(?=\s*(NA|N/A|n/a|#N/A|NaN|nan|NULL|null|None)?\s*\Z)")

TEXT = b'x,y,"l"\r\n1.5,-2,\'=a\n3,4e1,"b\nc"\n,6,\'tis\n7,8,b\n'
DAY = datetime.date(2024, 1, 2)
FILES = {
    "csv": TEXT,
    "tsv": TEXT.replace(b",", b"\t"),
    "gz": gzip.compress(TEXT, mtime=0),
    "json": b'[{"x": 1.5, "y": null, "l": "a"}, {"x": 3e5, "y": true, "l": "\\u00e9"}, {"x": 9007199254740993}]',
    "parquet": parquet(x=[1.5, None, 3.0] * 9, y=[1, 2, 3] * 9, l=["a", "b", None] * 9, d=[DAY] * 27),
    "xls": (Path(__file__).parents[1] / "data" / "sample.xls").read_bytes(),
    "xlsb": xlsb(SHEETS),
    "ods": ods(SHEETS),
    "xlsx": workbook(("x", "y", "l"), (1, 2.5, "a"), (DAY, True, "b"), (None, "=1+1", "a")),
}  # fmt: skip


@st.composite
def mutations(draw):
    """Edits as (place, how much goes, what comes), the place a part of the length."""
    pieces = st.binary(max_size=4) | st.sampled_from([b'"', b",", b"\n", b"'", b"9", b"{", b"]", b"<", b"\0", b"e9"])
    return draw(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30) | st.just(1), pieces), min_size=1, max_size=4))


def mutated(raw, edits):
    raw = bytearray(raw)
    for place, gone, come in edits:
        at = int(place * len(raw))
        raw[at : at + gone] = come
    return bytes(raw)


def read(raw, name="file"):
    """The frame, once everything that is asked of frames has been asked; None for a DataError in words."""
    try:
        frame = read_table(raw, name)
    except DataError as error:
        said = str(error)
    else:
        said = ""
    if said:
        assert said.endswith(".")
        assert len(said) < 700
        return None
    assert len(frame) >= 1
    assert frame.columns.is_unique
    assert frame.index.is_monotonic_increasing
    assert [column.name for column in describe(frame)] == list(frame.columns)
    guess = guess_columns(frame)
    if guess is not None:
        features, label = guess
        choice = {"features": features, "label": label, "positive": label_values(frame, label)[0]}
        bad = unusable_rows(frame, **choice)
        try:
            data = to_dataset(frame, **choice, drop_incomplete=True)
        except DataError:
            return frame
        assert isinstance(data, Dataset)
        assert data.m == bad.of - bad.rows
    return frame


def check_by_csv(frame, text):
    """Each entry is the one that the csv module cuts out."""
    separator = "\t" if "\t" in text and "," not in text else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=separator == ","))
    if {len(row) for row in rows if "".join(row).strip()} != {frame.shape[1]}:
        assert any(mark in text for mark in ";\t")  # it was cut at another separator
        return
    for row, cells in frame.iterrows():
        for name, cell, entry in zip(frame.columns, cells, rows[row - 1], strict=True):
            if entry.strip() in GAPS:
                assert pd.isna(cell)
            elif frame[name].dtype == np.float64:
                assert STRICT.fullmatch(entry.strip())
                assert cell == float(entry)
            else:
                assert cell == entry or (entry[:1] == "'" and cell == entry[1:])
                assert cell == entry or MARK.match(entry) or STRICT.fullmatch(entry[1:].strip().replace(",", "."))


@given(st.sampled_from(["csv", "tsv"]), mutations())
def test_text(kind, edits):
    raw = mutated(FILES[kind], edits)
    frame = read(raw)
    if frame is not None and not raw.startswith((b"\xff\xfe", b"\xfe\xff")) and frame.attrs["decimal"] == ".":
        check_by_csv(frame, raw.decode("utf-8-sig"))


@given(mutations(), mutations())
def test_gzip(inside, outside):
    raw = mutated(TEXT, inside)
    whole, damaged = read(raw), mutated(gzip.compress(raw, mtime=0), outside)
    packed = read(gzip.compress(raw, mtime=0))
    assert (packed is None) == (whole is None)
    if whole is not None:
        pd.testing.assert_frame_equal(packed, whole)
    frame = read(damaged)
    if frame is not None and damaged.startswith(b"\x1f\x8b"):
        pd.testing.assert_frame_equal(frame, read(gzip.decompress(damaged)))


@given(mutations())
def test_json(edits):
    raw = mutated(FILES["json"], edits)
    frame = read(raw, "file.json")
    if frame is None:
        return
    records = json.loads(raw.decode("utf-8-sig"))
    assert len(frame) == len(records)
    keys = list(dict.fromkeys(key for record in records for key in record))
    assert frame.shape[1] == len(keys)
    for row, cells in zip(records, frame.itertuples(index=False, name=None), strict=True):
        for key, cell in zip(keys, cells, strict=True):
            value = row.get(key)
            if value is None or str(value).strip() in GAPS:
                assert pd.isna(cell)
            elif isinstance(cell, float):
                assert math.isclose(cell, float(value), rel_tol=0)
            elif isinstance(value, bool):
                assert cell == str(value).lower()
            elif isinstance(value, str):
                assert cell == value
            else:
                assert float(cell) == float(value)


LINES = '{"x": 1.5, "y": null, "l": "a"}\n{"x": 3e5, "y": true, "l": "é"}\n\n{"x": 9007199254740993}\n'.encode()
COLUMNS = '{"x": [1.5, 3e5], "y": [null, true], "l": ["a", "é"]}'.encode()
BY_ROW = '{"x": {"0": 1.5, "1": 3e5}, "y": {"0": null, "1": true}, "l": {"1": "é", "0": "a"}}'.encode()


def strictly(text):
    """The records of JSON Lines, of a list of records, of columns as lists or by rows' names; parsed by json alone."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        return [json.loads(line) for line in re.split("\r?\n", text) if line.strip()]
    if isinstance(value, list):
        return value
    if all(isinstance(column, list) for column in value.values()):
        return [{name: column[at] for name, column in value.items()} for at in range(len(value["x"]))]
    rows = list({row: None for column in value.values() for row in column})
    return [{name: column[row] for name, column in value.items() if row in column} for row in rows]


@given(st.sampled_from([LINES, COLUMNS, BY_ROW]), mutations())
def test_lines_and_columns_of_json(raw, edits):
    raw = mutated(raw, edits)
    frame = read(raw, "file.jsonl")
    if frame is None:
        return
    records = strictly(raw.decode("utf-8-sig"))
    keys = list(dict.fromkeys(key for record in records for key in record))
    assert frame.shape == (len(records), len(keys))
    for record, cells in zip(records, frame.itertuples(index=False, name=None), strict=True):
        for key, cell in zip(keys, cells, strict=True):
            value = record.get(key)
            if value is None or str(value).strip() in GAPS:
                assert pd.isna(cell)
            elif isinstance(value, bool):
                assert cell == str(value).lower()
            elif isinstance(value, str) and isinstance(cell, str):
                assert cell == value
            else:
                assert float(cell) == float(value)


@given(st.sampled_from(["parquet", "xlsx", "xls", "xlsb", "ods"]), mutations())
def test_parquet_and_workbooks(kind, edits):
    read(mutated(FILES[kind], edits))


@given(st.sampled_from(["workbook.bin", "sheet2.bin", "sharedStrings.bin", "workbook.bin.rels"]), mutations())
def test_the_parts_of_an_xlsb(member, edits):
    read(repacked(FILES["xlsb"], lambda name, old: mutated(old, edits) if name.endswith(member) else old))


@given(mutations())
def test_the_xml_in_an_ods(edits):
    read(repacked(FILES["ods"], lambda name, old: mutated(old, edits) if name == "content.xml" else old))


def test_parquet_that_points_outside_its_words():
    table, file = pa.table({"l": ["a", "b", "c"] * 5, "x": range(15)}), io.BytesIO()
    pq.write_table(table, file, compression="NONE", store_schema=False)
    raw = file.getvalue()
    for at in range(4, 200):  # where the pages stand
        for byte in (0x03, 0x07, 0xFF):
            frame = read(raw[:at] + bytes([byte]) + raw[at + 1 :])
            assert frame is None or len(frame) == 15


@given(
    st.sampled_from(["sheet1.xml", "workbook.xml", "workbook.xml.rels", "styles.xml", "sharedStrings.xml"]), mutations()
)
def test_the_xml_in_a_workbook(member, edits):
    read(repacked(FILES["xlsx"], lambda name, old: mutated(old, edits) if name.endswith(member) else old))


@given(
    st.sampled_from([b"PAR1\x15", b"PK\x03\x04", b"\x1f\x8b\x08\0", b"[{", b"\xff\xfe", b"\xef\xbb\xbf", b""]),
    st.binary(),
)
def test_any_bytes_behind_any_opening(opening, rest):
    read(opening + rest)
    read(gzip.compress(opening + rest, mtime=0))


@given(st.binary(max_size=200))
def test_any_bytes_well_packed(rest):
    packer = zlib.compressobj(wbits=31)
    read(packer.compress(rest) + packer.flush())
    read(rest, "file.json")


class PanicException(BaseException):
    """What Rust's panics look like from Python."""


def test_a_panic_of_the_workbook_s_reader_is_a_damaged_workbook():
    with pytest.raises(DataError, match="the reader gave up on it"), workbook_reading():
        raise PanicException
    with pytest.raises(KeyboardInterrupt), workbook_reading():
        raise KeyboardInterrupt
