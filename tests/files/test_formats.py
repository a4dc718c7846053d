"""Workbooks, Parquet, JSON and gzip, read: the numbers, classes and notices given here."""

import datetime
import decimal
import gzip
import json
import subprocess
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from logreg_core import files
from logreg_core.files import read_table
from logreg_core.files.readers import unpacking
from logreg_core.points.dataset import DataError

from .making import (
    CSV,
    GZ,
    HEAD,
    HEAD_XML,
    ONE,
    PLAIN,
    RECORDS,
    TABLE,
    TWO,
    archive,
    book,
    cell,
    dataset,
    error_cell,
    hidden,
    lying,
    parquet,
    record,
    records,
    repacked,
    with_sheet,
    workbook,
    xml,
)
from .test_tables_bad_input import HOSTILE

SHARED = (range(3), range(3, 6), range(6, 9))
AB, XY = ("a", "b"), [[1, 2], [3, 4]]
COLUMNS = {"x": [1, 3], "y": [2.0, 4.0], "l": ["a", "b"]}
READ = {
    # raw, X, y, class names, words of the notices; made when a test asks for them
    "workbook": lambda: (PLAIN, XY, [0, 1], AB, ()),
    "workbook in gzip": lambda: (gzip.compress(PLAIN, mtime=0), XY, [0, 1], AB, ()),
    "a table away from the corner": lambda: (
        book(lambda made, sheet: (sheet.insert_rows(1, 4), sheet.insert_cols(1, 2))), XY, [0, 1], AB, ["left out (4)"],
    ),
    "blank rows in a sheet": lambda: (workbook(HEAD, (), ONE, (None, " "), TWO), XY, [0, 1], AB, ["left out (2)"]),
    "the first sheet that holds a table": lambda: (
        workbook(Notes=[["hello"]], Empty=[], Data=[HEAD, ONE, TWO], More=[HEAD]), XY, [0, 1], AB,
        ["sheet 'Data' was read, the first that holds two columns of numbers. Not read: 'Notes', 'Empty', 'More'."],
    ),
    "a hidden sheet is not read": lambda: (
        book(lambda made, sheet: (hidden(made, sheet), [made["Shown"].append(r) for r in (HEAD, (5, 6, "c"), TWO)])),
        [[5, 6], [3, 4]], [1, 0], ("b", "c"), ["'Shown' was read"],
    ),
    "sheets with names that XML escapes": lambda: (
        workbook(**{"A & B <\"'ö>": [HEAD, ONE, TWO], "C&amp;D": []}), XY, [0, 1], AB, ["was read", "'C&amp;D'"],
    ),
    "a part in UTF-16 that is none of the table's": lambda: (
        repacked(PLAIN, lambda name, old: old.decode().encode("utf-16") if name.startswith("docProps") else old),
        XY, [0, 1], AB, (),
    ),
    "a sheet without a header": lambda: (workbook(ONE, TWO), XY, [0, 1], AB, ["Row 1 holds numbers"]),
    "numbers as text": lambda: (workbook(HEAD, ("1.0", "2e0", "a"), ("3", "4", "b")), XY, [0, 1], AB, ()),
    "booleans as classes": lambda: (workbook(HEAD, (1, 2, False), (3, 4, True)), XY, [0, 1], ("FALSE", "TRUE"), ()),
    "dates as classes": lambda: (
        workbook(HEAD, (1, 2, datetime.date(2024, 1, 31)), (3, 4, datetime.date(2024, 2, 1))), XY, [0, 1],
        ("2024-01-31", "2024-02-01"), (),
    ),
    "errors as classes": lambda: (
        book(lambda made, sheet: (error_cell(made, sheet), sheet.delete_rows(2), sheet.__setitem__("A3", 1))),
        [[3, 4], [1, 5]], [1, 0], AB, (),
    ),
    "all digits in cells": lambda: (
        xml(HEAD_XML + "".join(
            f'<row r="{r}">' + cell(f"A{r}", x) + cell(f"B{r}", y) + cell(f"C{r}", r) + "</row>"
            for r, x, y in ((2, "0.30000000000000004", "5e-324"), (3, "-1E-320", "1e100"))
        )),
        [[0.1 + 0.2, 5e-324], [-1e-320, 1e100]], [0, 1], ("2", "3"), (),
    ),
    "cells without places": lambda: (
        xml("".join("<row>" + "".join(f"<c><v>{v}</v></c>" for v in row) + "</row>" for row in ((1, 2, 0), (3, 4, 1)))),
        XY, [0, 1], ("0", "1"), ["Row 1 holds numbers"],
    ),
    "shared texts": lambda: (
        with_sheet(
            b"".join(b"<row>" + b"".join(b'<c t="s"><v>%d</v></c>' % v for v in r) + b"</row>" for r in SHARED),
            texts=b"x y l 1 2 a 3 4 b".split(),
        ),
        XY, [0, 1], AB, (),
    ),
    "equal names in a sheet": lambda: (workbook(("x", "x", "x"), ONE, TWO), XY, [0, 1], AB, ["'x (2)'", "'x (3)'"]),
    "marks in a sheet": lambda: (
        workbook(HEAD, (1, 2, "'=a"), (3, 4, "b")), XY, [0, 1], ("=a", "b"), ["' that only marks"],
    ),
    "a formula as text in a sheet": lambda: (
        workbook(HEAD, (1, 2, "b"), (3, 4, "'tis")), XY, [1, 0], ("'tis", "b"), (),
    ),
    # Parquet
    "Parquet": lambda: (TABLE, XY, [0, 1], AB, ()),
    "Parquet in gzip": lambda: (gzip.compress(TABLE, mtime=0), XY, [0, 1], AB, ()),
    "Parquet of float32": lambda: (
        parquet(x=pa.array([0.1, 3], pa.float32()), y=pa.array([2, 4], pa.float16()), l=[0, 1]),
        [[float(np.float32(0.1)), 2], [3, 4]], [0, 1], ("0", "1"), (),
    ),
    "Parquet of decimals": lambda: (
        parquet(x=[decimal.Decimal("1.50"), decimal.Decimal("3.00")], y=[2, 4], l=AB),
        [[1.5, 2], [3, 4]], [0, 1], AB, (),
    ),
    "Parquet with numbers as text": lambda: (parquet(x=["1", "3"], y=["2", "4"], l=AB), XY, [0, 1], AB, ()),
    "Parquet of categories": lambda: (
        parquet(x=[1, 3], y=[2, 4], l=pa.array(["no", "yes"]).dictionary_encode()), XY, [0, 1], ("no", "yes"), (),
    ),
    "Parquet of truth": lambda: (parquet(x=[1, 3], y=[2, 4], l=[True, False]), XY, [1, 0], ("false", "true"), ()),
    "whole numbers past 2^53 in Parquet": lambda: (
        parquet(x=[2**53 + 1, 1], y=[2, 4], l=AB), [[2.0**53, 2], [1, 4]], [0, 1], AB,
        ["past 2^53 in column 'x'", "record 1", "'9007199254740993' as 9007199254740992"],
    ),
    "Parquet with text by its differences": lambda: (
        parquet(**COLUMNS, use_dictionary=False, column_encoding={"l": "DELTA_BYTE_ARRAY"}), XY, [0, 1], AB, (),
    ),
    "Parquet with text by its lengths": lambda: (
        parquet(**COLUMNS, use_dictionary=False, column_encoding={"l": "DELTA_LENGTH_BYTE_ARRAY"}), XY, [0, 1], AB, (),
    ),
    "Parquet with text without a type": lambda: (
        parquet(x=[1, 3], y=[2, 4], l=["ö".encode(), b"\xff"]), XY, [1, 0], ("b'\\xff'", "ö"), (),
    ),
    "equal names in Parquet": lambda: (
        parquet(pa.Table.from_arrays([pa.array([1, 3]), pa.array([2, 4]), pa.array(AB)], names=["x", "x", "l"])),
        XY, [0, 1], AB, ["'x (2)'"],
    ),
    "marks in Parquet are text": lambda: (parquet(x=[1, 3], y=[2, 4], l=["'=a", "b"]), XY, [0, 1], ("'=a", "b"), ()),
    # JSON
    "records": lambda: (RECORDS, XY, [0, 1], AB, ()),
    "records in gzip": lambda: (gzip.compress(RECORDS, mtime=0), XY, [0, 1], AB, ()),
    "records with a mark": lambda: (b"\xef\xbb\xbf" + RECORDS, XY, [0, 1], AB, ()),
    "records in UTF-16": lambda: (RECORDS.decode().encode("utf-16"), XY, [0, 1], AB, ["UTF-16"]),
    "one more key in some": lambda: (
        records(record(1), '{"x": 3, "y": 4, "l": "b", "k": 5}'), XY, [0, 1], AB, ["record 1"],
    ),
    "keys in another order": lambda: (records(record(1), '{"l": "b", "y": 4, "x": 3}'), XY, [0, 1], AB, ()),
    "truth as a class": lambda: (
        records(record(1, l="false"), record(3, "4", "true")), XY, [0, 1], ("false", "true"), (),
    ),
    "whole numbers past 2^53 in JSON": lambda: (
        records(record(2**53 + 1), record(3, "4", '"b"')), [[2.0**53, 2], [3, 4]], [0, 1], AB,
        ["past 2^53", "record 1"],
    ),
    "a subnormal in JSON": lambda: (
        records(record("1e-320"), record(3, "4", '"b"')), [[1e-320, 2], [3, 4]], [0, 1], AB, (),
    ),
    "JSON as pandas writes it": lambda: (pd.DataFrame(COLUMNS).to_json().encode(), XY, [0, 1], AB, ()),
    "JSON as pandas writes it, rows with names": lambda: (
        pd.DataFrame(COLUMNS, index=["p", "q"]).to_json().encode(), XY, [0, 1], AB, (),
    ),
    "JSON as pandas writes it, by rows": lambda: (
        pd.DataFrame(COLUMNS).to_json(orient="index").encode(), XY, [0, 1], AB, (),
    ),
    "an object of columns that lack a row": lambda: (
        b'{"x": {"a": 1, "b": 3}, "y": {"b": 4, "a": 2}, "l": {"a": "a", "b": "b"}, "k": {"b": 1}}', XY, [0, 1], AB,
        ["record 1"],
    ),
    "columns of lists": lambda: (json.dumps(COLUMNS).encode(), XY, [0, 1], AB, ()),
    "JSON Lines": lambda: (pd.DataFrame(COLUMNS).to_json(orient="records", lines=True).encode(), XY, [0, 1], AB, ()),
    "JSON Lines with a separator of lines in text": lambda: (
        '{"x":1,"y":2,"l":"a\u2028c"}\r\n\r\n{"x":3,"y":4,"l":"b"}\r\n'.encode(), XY, [0, 1], ("a\u2028c", "b"), (),
    ),
    # gzip
    "gzip": lambda: (GZ, XY, [0, 1], AB, ()),
    "gzip of two parts": lambda: (gzip.compress(CSV[:9], mtime=0) + gzip.compress(CSV[9:]), XY, [0, 1], AB, ()),
    "gzip with zeros behind": lambda: (GZ + b"\0" * 512, XY, [0, 1], AB, ()),
    "gzip of semicolons": lambda: (
        gzip.compress(b"x;y;l\n1,5;2;a\n3;4;b\n", mtime=0), [[1.5, 2], [3, 4]], [0, 1], AB, ["Decimal"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", READ)
def test_read(case):
    raw, X, y, classes, words = READ[case]()
    data = dataset(raw)
    assert data.X.tobytes() == np.array(X, dtype=float).tobytes()
    assert (data.y.tolist(), data.class_names) == (y, classes)
    notices = read_table(raw, "file").attrs["notices"]
    assert [word for word in words if not any(word in notice for notice in notices)] == [], notices
    assert bool(notices) == bool(words)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("make", ["workbook", "parquet", "records"])
def test_hostile_names_are_kept_as_data(make, name):
    raw = {
        "workbook": lambda: workbook((name, "y", "l"), (1, 2, name), TWO),
        "parquet": lambda: parquet(**{name: [1, 3], "y": [2, 4], "l": [name, "b"]}),
        "records": lambda: json.dumps([{name: 1, "y": 2, "l": name}, {name: 3, "y": 4, "l": "b"}]).encode(),
    }[make]()
    data = dataset(raw, name, positive=name)
    assert (data.feature_names, data.class_names) == ((name, "y"), ("b", name))
    assert data.X.tolist() == XY


def test_json_by_its_name():
    with pytest.raises(DataError, match="JSON"):
        read_table(CSV, "data.JSON.gz")


def test_the_rows_of_a_sheet_are_the_sheet_s_and_records_are_counted_from_1():
    frame = read_table(workbook((), (), HEAD, ONE, (), TWO), "a.xlsx")
    assert (frame.index.tolist(), frame.index.name) == ([4, 6], "row")
    for raw in (RECORDS, TABLE):
        frame = read_table(raw, "a")
        assert (frame.index.tolist(), frame.index.name) == ([1, 2], "record")


@pytest.mark.parametrize("raw", [CSV, GZ, PLAIN, TABLE, RECORDS, CSV + b"5,6,a\n" * 300_000])
def test_progress_never_falls_and_ends_at_1(raw):
    reports = []
    read_table(raw, "file", progress=reports.append)
    assert reports == sorted(reports)
    assert all(0 <= report <= 1 for report in reports)
    assert reports[-1] == 1
    assert len(reports) > (5 if len(raw) > 1_000_000 else 1)


def test_a_bomb_that_lies_is_not_unpacked_past_its_claim(monkeypatch):
    taken = []
    read = unpacking.zipfile.ZipExtFile.read
    monkeypatch.setattr(unpacking.zipfile.ZipExtFile, "read", lambda self, n: taken.append(n) or read(self, n))
    with pytest.raises(DataError):
        read_table(lying(archive(xl__workbook_dot_xml=b" " * 50_000_000), "xl/workbook.xml", 99), "file")
    assert max(taken) * len(taken) < 1_000_000


def test_readers_of_rare_files_are_imported_when_they_are_needed():
    code = "import logreg_core, sys; assert not {'pandas', 'pyarrow', 'python_calamine'} & {*sys.modules};"
    code += (
        "from logreg_core.files import to_csv; assert not {'pandas', 'pyarrow', 'python_calamine'} & {*sys.modules};"
    )
    code += (
        "from logreg_core.files import read_table; assert not {'pyarrow.parquet', 'python_calamine'} & {*sys.modules}"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("name", files.__all__)
def test_the_room_offers_what_it_names(name):
    assert getattr(files, name) is not None


def test_the_room_offers_nothing_else():
    with pytest.raises(AttributeError, match="no attribute 'read_tables'"):
        files.read_tables  # noqa: B018
