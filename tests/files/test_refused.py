"""Workbooks, Parquet, JSON and gzip, refused: each file with the words given here."""

import datetime
import gzip
import json
import sys

import numpy as np
import pyarrow as pa
import pytest

from logreg_core.points.dataset import DataError

from .making import (
    GZ,
    HEAD,
    HEAD_XML,
    ONE,
    PLAIN,
    RECORDS,
    TABLE,
    TWO,
    archive,
    bomb,
    book,
    cell,
    dataset,
    error_cell,
    hidden,
    lying,
    ole,
    parquet,
    record,
    records,
    repacked,
    with_sheet,
    workbook,
    xml,
)

COMMA = "line 1, column 10" if sys.version_info >= (3, 13) else "line 2"  # the comma, or where a value was expected
NESTED = pa.table({"x": [1], "p": [{"a": 1}], "q": [[1, 2]]})

REFUSED = {  # made when a test asks for them: some are large
    # workbooks
    "an empty workbook": lambda: (workbook(Sheet=[]), ["holds no table", "'Sheet'", "header row"]),
    "empty sheets": lambda: (workbook(A=[], B=[]), ["holds no table", "'A', 'B'"]),
    "a sheet of a header": lambda: (workbook(HEAD), ["holds no table"]),
    "a sheet of one column": lambda: (workbook(["x"], [1], [2]), ["holds no table", "two columns"]),
    "only a hidden table": lambda: (book(hidden), ["holds no table", "'Shown'"]),
    "a title above the header": lambda: (
        workbook(["Results"], HEAD, ONE, TWO), ["Row 1, the header, has the one entry", "above"],
    ),
    "a gap in a sheet": lambda: (workbook(HEAD, ONE, (None, 5, "b")), ["1 of 2, namely row 3 ('x')"]),
    "a gap far down": lambda: (workbook(HEAD, (), (), ONE, (None, 5, "b")), ["namely row 5 ('x')"]),
    "an error in a cell": lambda: (book(error_cell), ["Row 4, column 'x'", "'#DIV/0!' is not a finite number"]),
    "a formula never computed": lambda: (workbook(HEAD, ONE, TWO, ("=A2+1", 5, "b")), ["Row 4, column 'x'", "'=A2+1'"]),
    "a formula never computed, far down": lambda: (
        workbook(HEAD, ONE, TWO, (), (), (None, None, "b"), ("=1/0",)),
        ["Row 7, column 'x'", "'=1/0'"],
    ),
    "a date as a feature": lambda: (
        workbook(HEAD, ONE, TWO, (datetime.date(2024, 1, 31), 5, "b")), ["Row 4", "'2024-01-31"],
    ),
    "a time as a feature": lambda: (workbook(HEAD, ONE, TWO, (datetime.time(3, 4), 5, "b")), ["Row 4", "'03:04:00'"]),
    "a duration as a feature": lambda: (
        workbook(HEAD, ONE, (datetime.timedelta(hours=30), 5, "b")), ["Row 3", "'1 day"],
    ),
    "a boolean as a feature": lambda: (workbook(HEAD, ONE, TWO, (True, 5, "b")), ["Row 4, column 'x'", "'TRUE'"]),
    "text as a feature": lambda: (workbook(HEAD, ONE, TWO, ("1,5", 5, "b")), ["Row 4, column 'x'", "'1,5'"]),
    "1e300 in a cell": lambda: (workbook(HEAD, ONE, (1e300, 5, "b")), ["Row 3, column 'x'", "larger units"]),
    "one class in a sheet": lambda: (workbook(HEAD, ONE, ONE), ["'l' has the one value 'a'"]),
    "three classes in a sheet": lambda: (workbook(HEAD, ONE, TWO, (1, 2, "c")), ["3 values ('a', 'b', 'c')"]),
    "two equal classes but for the type": lambda: (workbook(HEAD, (1, 2, 1), (1, 2, "1")), ["the one value '1'"]),
    "too many columns in a sheet": lambda: (
        workbook(range(2001), range(2001)), ["'Sheet' has 2,001 columns", "at most 2,000"],
    ),
    "a cell in the last place": lambda: (
        xml(HEAD_XML + '<row r="1048576">' + cell("XFD1048576", 1) + "</row>"),
        ["'Sheet' has 16,384 columns"],
    ),
    "cells in far rows": lambda: (
        xml("".join(f'<row r="{r}">' + cell(f"ABC{r}", 1) + cell(f"A{r}", 1) + "</row>" for r in (1, 1048576))),
        ["1,048,576 rows × 731 columns = 766,509,056 entries", "at most 4,000,000"],
    ),
    "a row past the last": lambda: (xml('<row r="1048577"><c><v>1</v></c></row>'), ["row 1,048,577", "Excel has"]),
    "a column past the last": lambda: (xml('<row r="1">' + cell("XFE1", 1) + "</row>"), ["column 16,385"]),
    "a place that is none": lambda: (xml('<row r="1">' + cell("A", 1) + "</row>"), ["stands at 'A'"]),
    "a row number that is none": lambda: (xml('<row r="٣"><c><v>1</v></c></row>'), ["numbered '٣'"]),
    "a sheet cut short": lambda: (with_sheet(b"<row><c>"), ["damaged"]),
    "entities that multiply": lambda: (
        with_sheet(b"", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'),
        ["DOCTYPE"],
    ),
    "a sheet in UTF-16": lambda: (
        repacked(PLAIN, lambda name, old: old.decode().encode("utf-16") if name.endswith("sheet1.xml") else old),
        ["not UTF-8"],
    ),
    "a sheet in an odd encoding": lambda: (with_sheet(b"", b'<?xml version="1.0" encoding="utf-7"?>'), ["not UTF-8"]),
    "a workbook without its sheet": lambda: (
        repacked(PLAIN, lambda name, old: b"" if name.endswith("sheet1.xml") else old),
        ["holds no table"],
    ),
    "a workbook of broken XML": lambda: (
        repacked(PLAIN, lambda name, old: old[:-9] if name == "xl/workbook.xml" else old),
        ["damaged"],
    ),
    "half a workbook": lambda: (PLAIN[: len(PLAIN) // 2], ["damaged", "again"]),
    "a workbook with a spoilt byte": lambda: (PLAIN[:300] + b"\xff" + PLAIN[301:], ["damaged"]),
    "a zip archive": lambda: (archive(a_dot_csv="x,y"), ["a zip archive without an Excel workbook", "CSV"]),
    "an .ods file": lambda: (archive(content_dot_xml="<x/>"), ["an OpenDocument file"]),
    "a Word document": lambda: (archive(word__document_dot_xml="<x/>"), ["a Word document"]),
    "a zip archive of nothing": lambda: (b"PK\x05\x06" + b"\0" * 18, ["an empty zip archive"]),
    "a zip bomb": lambda: (
        archive(xl__workbook_dot_xml=b" " * 200_000_001), ["unpacks to 200,000,001 bytes", "at most 200,000,000"],
    ),
    "a zip bomb that lies": lambda: (
        lying(archive(xl__workbook_dot_xml=b" " * 50_000_000), "xl/workbook.xml", 99),
        ["damaged"],
    ),
    "a password-protected workbook": lambda: (ole(EncryptedPackage=b"x" * 5000), ["by a password"]),
    "a long text that many cells share": lambda: (
        with_sheet(b'<row><c t="s"><v>0</v></c><c><v>1</v></c></row>' * 201, texts=[b"a" * 1_000_000]),
        ["201,000,000 characters", "at most 200,000,000"],
    ),
    "a shared text not there": lambda: (
        with_sheet(b'<row><c t="s"><v>1</v></c></row>', texts=[b"a"]), ["can't be read"],
    ),
    # Parquet
    "a Parquet bomb": lambda: (
        parquet(use_dictionary=False, x=pa.chunked_array([pa.array(["a" * 1_000_000])] * 201), y=[1] * 201),
        ["unpacks to 201,", "at most 200,000,000"],
    ),
    "nested columns": lambda: (
        parquet(NESTED), ["nested columns", "'p' (struct", "'q' (list", "leave these columns out"],
    ),
    "Parquet cut short": lambda: (TABLE[: len(TABLE) // 2], ["The Parquet file can't be read", "again"]),
    "Parquet without its end": lambda: (TABLE[:-1], ["can't be read"]),
    "Parquet with a spoilt end": lambda: (TABLE[:-30] + b"\xff" * 22 + TABLE[-8:], ["can't be read"]),
    "encrypted Parquet": lambda: (b"PARE\x15\0", ["an encrypted Parquet file"]),
    "Parquet without rows": lambda: (parquet(x=pa.array([], pa.int64()), y=pa.array([], pa.int64())), ["no rows"]),
    "Parquet of many entries": lambda: (
        parquet(**{f"c{i}": pa.array(np.zeros(100_001)) for i in range(100)}),
        ["100,001 rows × 100 columns", "at most 10,000,000"],
    ),
    "Parquet of many columns": lambda: (parquet(**{f"c{i}": [1] for i in range(2001)}), ["2,001 columns"]),
    "Parquet with inf": lambda: (parquet(x=[1, np.inf], y=[1.0, 2.0], l=["a", "b"]), ["Record 2, column 'x'", "'inf'"]),
    "Parquet with a gap": lambda: (
        parquet(x=[1, None], y=[1, 2], l=["a", "b"]), ["Records with a gap", "record 2 ('x')"],
    ),
    "Parquet with nan": lambda: (
        parquet(x=[1.0, np.nan], y=[1, 2], l=["a", "b"]), ["record 2 ('x')", "leave these records"],
    ),
    "Parquet with dates": lambda: (
        parquet(x=[datetime.date(2024, 1, 31)] * 2, y=[1, 2], l=["a", "b"]), ["'2024-01-31'"],
    ),
    "Parquet with truth": lambda: (
        parquet(x=[True, False], y=[1, 2], l=["a", "b"]), ["Record 1, column 'x'", "'true'"],
    ),
    # JSON
    "an object": lambda: (b'{"x": 1, "y": [3, 4]}', ["no list of records", "list of records"]),
    "columns of two lengths": lambda: (b'{"x": [1, 2], "y": [3, 4], "l": ["a"]}', ["'y' has 2 entries, but 'l' has 1"]),
    "a column in columns": lambda: (b'{"x": [1, [2]], "y": [3, 4]}', ["Record 2, key 'x' holds a list"]),
    "a column twice": lambda: (b'{"x": [1, 2], "y": [3, 4], "x": [1, 2]}', ["no list of records"]),
    "a row's name twice": lambda: (b'{"x": {"0": 1, "0": 2}, "y": {"0": 1, "1": 2}}', ["no list of records"]),
    "an object with a key twice": lambda: (b'{"x": 1, "x": 2}', ["no list of records"]),
    "an empty list": lambda: (b"[]", ["empty list"]),
    "a list of nothing": lambda: (b"[{}]", ["no keys"]),
    "a list of lists": lambda: (b"[[1, 2], [3, 4]]", ["Record 1 is a list"]),
    "one number": lambda: (b"5", ["no list of records"]),
    "words": lambda: (b'["a", "b"]', ["Record 1 is 'a'"]),
    "null among records": lambda: (records(record(1), "null"), ["Record 2 is 'None'"]),
    "JSON Lines of one key": lambda: (b'{"x": 1}\n{"x": 2}\n', ["the one key 'x'"]),
    "JSON Lines cut short": lambda: (b'{"x": 1, "y": 2}\n\n{"x": 2, "y"', ["delimiter in line 3, column"]),
    "JSON Lines with two in a line": lambda: (b'{"x": 1, "y": 2}\n{"x": 1}{}', ["Extra data in line 2, column 9"]),
    "JSON Lines with a number": lambda: (b'{"x": 1, "y": 2}\n5', ["Record 2 is '5'"]),
    "JSON Lines with a key twice": lambda: (b'{"x": 1, "y": 2}\n{"x": 1, "x": 2}', ["Record 2 has the key 'x' twice"]),
    "cut JSON": lambda: (RECORDS[:-5], ["can't be read", "line 1"]),
    "single quotes": lambda: (b"[{'x': 1}]", ["can't be read", "line 1, column 3"]),
    "a comma too many": lambda: (b'[{"x": 1},\n]', ["can't be read", COMMA]),
    "deep JSON": lambda: (b"[" * 200_000 + b"]" * 200_000, ["too deep"]),
    "a nested list": lambda: (
        records(record(1), record("[1, 2]")), ["Record 2, key 'x' holds a list", "key of its own"],
    ),
    "a nested object": lambda: (records(record('{"a": 1}')), ["Record 1, key 'x' holds an object"]),
    "a nested object with a key twice": lambda: (records(record('{"a": 1, "a": 2}')), ["key 'x' holds an object"]),
    "a key twice": lambda: (records(record(1), '{"x": 1, "y": 2, "x": 3}'), ["Record 2 has the key 'x' twice"]),
    "a missing key": lambda: (records(record(1), '{"x": 3, "l": "b"}'), ["1 of 2, namely record 2 ('y')"]),
    "a null": lambda: (
        records(record(1), record("null", l='"b"')), ["namely record 2 ('x')", "leave these records out"],
    ),
    "NaN": lambda: (records(record(1), record("NaN", l='"b"')), ["namely record 2 ('x')"]),
    "Infinity": lambda: (records(record(1), record("-Infinity", l='"b"')), ["Record 2, column 'x'", "'-Infinity'"]),
    "1e309 in JSON": lambda: (records(record(1), record("1e309", l='"b"')), ["Record 2, column 'x'", "'1e309'"]),
    "5,000 digits": lambda: (
        records(record(1), record("9" * 5000, l='"b"')), ["Record 2, column 'x'", "not a finite number"],
    ),
    "truth as a feature": lambda: (records(record("true"), record(1, l='"b"')), ["Record 1, column 'x'", "'true'"]),
    "half a surrogate pair": lambda: (records(record(1), record(1, l=r'"\ud83d"')), ["Record 2, key 'l' has half of"]),
    "half a surrogate pair in a key": lambda: (b'[{"x": 1, "\\ud83d": 2, "l": 3}]', ["half of a surrogate"]),
    "a NUL as a class": lambda: (records(record(1), record(1, l=r'"\u0000"')), ["NUL"]),
    "one key": lambda: (b'[{"x": 1}, {"x": 2}]', ["the one key 'x'"]),
    "too many keys": lambda: (json.dumps([{f"k{i}": 1 for i in range(2001)}]).encode(), ["2,001 columns"]),
    "JSON in Latin-1": lambda: ('[{"x": 1, "y": 2, "l": "ö"}]'.encode("latin-1"), ["0xF6", "UTF-8"]),
    # gzip
    "gzip cut short": lambda: (GZ[:-9], ["cut short", "again"]),
    "gzip without its check": lambda: (GZ[:-4], ["cut short"]),
    "gzip spoilt": lambda: (GZ[:15] + b"\xff\xff" + GZ[17:], ["damaged"]),
    "gzip with a wrong check": lambda: (GZ[:-8] + b"\0\0\0\0" + GZ[-4:], ["damaged"]),
    "gzip with something behind": lambda: (GZ + b"abc", ["damaged"]),
    "gzip's head alone": lambda: (GZ[:10], ["cut short"]),
    "gzip of gzip": lambda: (gzip.compress(GZ, mtime=0), ["compressed twice", "Unpack it once"]),
    "gzip of nothing": lambda: (gzip.compress(b"", mtime=0), ["The file is empty"]),
    "gzip of a picture": lambda: (gzip.compress(b"\x89PNG\r\n", mtime=0), ["a PNG picture"]),
    "a gzip bomb": lambda: (bomb(335), ["unpacks to 201,000,006", "at most 200,000,000"]),
    "gzip of too wide rows": lambda: (gzip.compress(b"x,y,l\n1,2,a,\n3,4,b,\n", mtime=0), ["Row 2 has 4 entries"]),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case):
    raw, words = REFUSED[case]()
    name = "file.json" if raw == b"5" or raw.startswith((b'["', b"[{'")) else "file"
    with pytest.raises(DataError) as caught:
        dataset(raw, name)
    message = str(caught.value)
    assert [word for word in words if word not in message] == [], message
    assert message[0].isupper() or message.startswith("class_names")
    assert message.endswith(".")
    assert len(message) < 600
