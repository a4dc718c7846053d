"""Bytes of a CSV or TSV file → named columns of numbers or text; no value is ever guessed in silence.

*Rows* are counted as a spreadsheet shows them: the first is row 1, blank rows count, and a record with a line
break inside quotes is one row. Spaces that follow a comma or semicolon are no part of the entry. What numbers
and gaps are is said in `cells`.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from logreg_core.cells import GAPS, Floats, has_decimal_comma, is_number, numbers, short
from logreg_core.dataset import DataError

MAX_COLUMNS = 2000

_SEPARATORS = {"\t": "tab", ";": "semicolon", ",": "comma"}  # where two fit equally well, the first is meant
_EXPORT = "Open it in the program that made it and save the table as CSV (UTF-8)."
_EMPTY = "The file is empty. It needs a header row with the column names and a row per example."
_KINDS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or a spreadsheet such as .xlsx or .ods"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"BZh91AY&SY", "compressed with bzip2"),
    (b"\xfd7zXZ", "compressed with xz"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd"),
    (b"PAR1\x15", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"{\\rtf", "a rich-text document"),
)
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


# Bytes → records


def _line(raw: bytes, at: int) -> str:
    before = raw[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return "Line " + str(before.count(b"\n") + 1)


def _as_utf8(raw: bytes, notices: list[str]) -> bytes:
    """The file's text as UTF-8 bytes without a mark; DataError for anything that is not such text."""
    if not raw.strip():
        raise DataError(_EMPTY)
    for magic, kind in _KINDS:
        if raw.startswith(magic):
            raise DataError(f"The file is not CSV or TSV text: it is {kind}. {_EXPORT}")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                raw = raw.decode(encoding).encode()
            except UnicodeError:
                name = encoding.upper()
                raise DataError(f"The file is marked as {name}, but is not valid {name}. {_EXPORT}") from None
            notices.append(f"The file is {encoding.upper()} text and was read as such.")
            break
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if (at := raw.find(b"\0")) >= 0:
        raise DataError(f"{_line(raw, at)} has a NUL byte, so this is not UTF-8 text (UTF-16 with no mark?). {_EXPORT}")
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        where, byte = _line(raw, error.start), raw[error.start]
        raise DataError(f"{where} has the byte 0x{byte:02X}, not UTF-8 (a letter in Latin-1?). {_EXPORT}") from None
    opening = raw[:200].lstrip().lower()
    if opening.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise DataError(f"The file is a web page or XML, not CSV or TSV text. {_EXPORT}")
    if re.match(rb'(\[\s*)?\{\s*"|\[\s*\[', opening):
        raise DataError(f"The file is JSON, not CSV or TSV text. {_EXPORT}")
    return raw


def _records(text: bytes, separator: str) -> Iterator[tuple[int, list[str]]]:
    """(row number, cells) of each row that is not blank; raises DataError where quotes go wrong."""
    lines = io.TextIOWrapper(io.BytesIO(text), "utf-8", newline="")
    reader = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=separator != "\t")
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):
            if "".join(cells).strip():
                yield row, cells
    except csv.Error as error:
        row += 1
        if "unexpected end" in str(error):
            raise DataError(f"Row {row} opens a double quote that is never closed. Close it or take it out.") from None
        if "field limit" in str(error):
            raise DataError(
                f"Row {row} has an entry of more than {csv.field_size_limit():,} characters. "
                "Shorten it, or close a double quote left open."
            ) from None
        raise DataError(
            f"Row {row} has text after a closing double quote. Put the whole entry in double quotes and "
            'write "" for a quote inside it.'
        ) from None


def _separator(text: bytes) -> str:
    """Comma, semicolon or tab: the one that cuts the first rows most evenly, looking outside quotes."""

    def evenness(separator: str) -> tuple[bool, float]:
        widths: list[int] = []
        with suppress(DataError):  # said when the file is read with the separator that was chosen
            widths.extend(len(cells) for _, cells in islice(_records(text, separator), 200))
        width, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
        return width > 1 and widths[0] == width, count / len(widths) if width > 1 else 0.0

    scores = {separator: evenness(separator) for separator in _SEPARATORS}
    best = max(_SEPARATORS, key=scores.__getitem__)
    return best if scores[best][1] else ","


def _check_widths(rows: list[tuple[int, list[str]]], separator: str) -> None:
    (top, header), width = rows[0], len(rows[0][1])
    if width > MAX_COLUMNS:
        raise DataError(f"Row {top} has {width:,} columns; at most {MAX_COLUMNS:,} are read. Delete some.")
    odd = [(row, len(cells)) for row, cells in rows[1:] if len(cells) != width]
    if not odd and width == 1:
        raise DataError(
            f"The table has one column, {short(header[0])}; two features and a label are needed. "
            "Separate the columns by commas, semicolons or tabs."
        )
    if not odd:
        return
    row, count = odd[0]
    most, _ = Counter(len(cells) for _, cells in rows[1:]).most_common(1)[0]
    entries = "entry" if count == 1 else "entries"
    said = f"Row {row} has {count:,} {entries}, but row {top}, the header, has {width:,}"
    if len(odd) > 1:
        said += f"; {len(odd):,} of {len(rows) - 1:,} rows differ from it"
    if most != width:
        raise DataError(
            f"{said}. Delete any lines above the header, give every column a name, and leave no separator at "
            "the end of a line."
        )
    raise DataError(
        f"{said}. Mend the row; an entry with a {_SEPARATORS[separator]} in it must stand in double quotes."
    )


# Records → table


def _names(header: Sequence[str], notices: list[str]) -> list[str]:
    """The header's names, verbatim where they are there and differ; otherwise "column 3" and "x (2)"."""
    names: list[str] = []
    taken = set(header)
    for position, given in enumerate(header, start=1):
        name = given if given.strip() else f"column {position}"
        if name in names or (name != given and name in taken):
            number = 2
            while (numbered := f"{name} ({number})") in taken:
                number += 1
            name = numbered
        taken.add(name)
        if name != given:
            was = f"also called {short(given)}" if given.strip() else "without a name"
            notices.append(f"Column {position}, {was}, is shown as {short(name)}.")
        names.append(name)
    return names


def _lacks_header(table: Sequence[Sequence[str]]) -> bool:
    """Whether the first cell of every column whose next 50 cells are numbers is a number too."""
    first = []
    for column in table:
        below = [cell for cell in column[1:51] if cell.strip() not in GAPS]
        if below and all(map(is_number, below)):
            first.append(column[0])
    return bool(first) and all(map(is_number, first))


@dataclass(frozen=True)
class Table:
    """What a file holds.

    names : one for each column, all different.   rows : (n,) the number of each row as the user sees it.
    columns : each n long, either float64 with nan for gaps, or a list of str, verbatim, with None for gaps.
    decimal : "." or ",", what numbers were read with.
    notices : plain sentences about everything that was read otherwise than it stands, for the user.
    """

    names: tuple[str, ...]
    columns: tuple[Floats | list[str | None], ...]
    rows: NDArray[np.int64]
    decimal: str
    notices: tuple[str, ...]


def read_delimited(raw: bytes) -> Table:
    """The table in the bytes: separated by commas, semicolons or tabs, in UTF-8, or UTF-16 with its mark.

    A column is numeric when its every entry is a number or a gap, and one is a number. Without a header the
    columns are called "column 1", "column 2", ...
    Raises DataError, with row and remedy, for whatever can't be read whole and without doubt.
    """
    notices: list[str] = []
    text = _as_utf8(raw, notices)
    separator = _separator(text)
    records = list(_records(text, separator))
    if not records:
        raise DataError(_EMPTY)
    _check_widths(records, separator)
    if len(records) == 1:
        raise DataError(f"The file has one row only, row {records[0][0]}. It needs a header and data.")
    rows = np.array([row for row, _ in records])
    cells = [[record[at] for _, record in records] for at in range(len(records[0][1]))]
    del records, text

    if blank := int(rows[-1]) - len(rows):
        notices.append(f"Blank rows were left out ({blank:,}); they still count in row numbers.")
    if _lacks_header(cells):
        names = [f"column {position}" for position in range(1, len(cells) + 1)]
        notices.append(
            f"Row {rows[0]} holds numbers, so it was read as data and the columns were numbered. "
            "If it is a header, give the columns names that are not numbers."
        )
    else:
        names = _names([column[0] for column in cells], notices)
        cells, rows = [column[1:] for column in cells], rows[1:]
    decimal = "," if separator != "," and any(map(has_decimal_comma, cells)) else "."
    if decimal == ",":
        notices.append("Decimal commas were read as decimal points: 3,5 as 3.5.")

    columns: list[Floats | list[str | None]] = []
    for at, column in enumerate(cells):
        values = numbers(column, decimal)
        if values is None:
            columns.append([None if cell.strip() in GAPS else cell for cell in column])
        else:
            columns.append(values)
        cells[at] = []  # a million strings less
    return Table(tuple(names), tuple(columns), rows, decimal, tuple(notices))
