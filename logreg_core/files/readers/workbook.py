"""An Excel workbook (.xlsx) → the Table in the first sheet that holds one, with rows numbered as there."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree

import numpy as np
import python_calamine

from logreg_core.files.cells import as_held, some
from logreg_core.files.grid import Progress, Table, check_size, with_header
from logreg_core.files.readers.sheet import Sheet, look_through, text_lengths
from logreg_core.files.readers.unpacking import unzip, zipped
from logreg_core.points.dataset import DataError
from logreg_core.points.read_as import ReadAs
from logreg_core.points.short_text import quoted

MAX_SHEET = 4_000_000  # cells; they take three times the memory of a text file's

_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_TEXTS = "xl/sharedStrings.xml"
_FRAME = ("[Content_Types].xml", "_rels/.rels")  # what else the reader may look at
_OTHERS = (
    ("xl/workbook.bin", "an .xlsb workbook"),
    ("content.xml", "an OpenDocument file such as .ods"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
)
_ENCODING = re.compile(rb"""^[^>]*\bencoding\s*=\s*["']([^"']*)""")
_KNOWN = (b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252")
_AGAIN = "Save or download it again, or save the table as CSV (UTF-8)."


@contextmanager
def _reading() -> Iterator[None]:
    """Turn what goes wrong inside the reader into DataError."""
    try:
        yield
    except python_calamine.PasswordError:
        raise DataError("The workbook is protected by a password. Save it without one.") from None
    except (python_calamine.CalamineError, ValueError, OverflowError, OSError) as error:
        raise DataError(f"The workbook can't be read ({quoted(error)}). {_AGAIN}") from None
    except BaseException as error:
        # A panic of the reader's Rust code is no Exception, and its class can't be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise DataError(f"The workbook is damaged; the reader gave up on it. {_AGAIN}") from None


def _members(raw: bytes) -> dict[str, bytes]:
    members = unzip(raw)
    if _BOOK not in members:
        kind = next(
            (kind for name, kind in _OTHERS if name in members), "a zip archive without an Excel workbook in it"
        )
        raise DataError(f"The file is {kind}. Open it and save the table as .xlsx or CSV (UTF-8).")
    members = {name: xml for name, xml in members.items() if name.startswith("xl/") or name in _FRAME}
    for name, xml in members.items():
        encoding = _ENCODING.match(xml[:200])
        if b"\0" in xml or (encoding and encoding[1].lower() not in _KNOWN):
            raise DataError(f"The workbook's part {quoted(name)} is not UTF-8 text. {_AGAIN}")
        if b"<!DOCTYPE" in xml:
            raise DataError(f"The workbook's part {quoted(name)} declares a DOCTYPE, which no workbook does. {_AGAIN}")
    return members


def _sheets(members: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return (name, member) of each sheet, as the workbook lists them."""
    try:
        book = ElementTree.fromstring(members[_BOOK])
        links = ElementTree.fromstring(members.get(_LINKS, b"<none/>"))
    except ElementTree.ParseError as error:
        raise DataError(f"The workbook's list of sheets is damaged ({error}). {_AGAIN}") from None
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    sheets = []
    for element in book.iter():
        if element.tag.rpartition("}")[2] == "sheet":
            key = next((value for name, value in element.items() if name.endswith("}id")), None)
            target = targets.get(key, "").removeprefix("/")
            sheets.append((element.get("name", ""), target if target.startswith("xl/") else f"xl/{target}"))
    return sheets


def _shown(value: Any, decimal: str) -> str:
    """Return a cell's value as text, numbers to the last digit with this decimal mark, dates as 2024-01-31."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return as_held(repr(value).removesuffix(".0"), decimal)
    return str(value)


def _cells(found: python_calamine.CalamineSheet, sheet: Sheet, decimal: str, progress: Progress) -> list[list[str]]:
    """Return the sheet's columns, each as tall as the sheet reaches."""
    columns = [[""] * sheet.height for _ in range(sheet.width)]
    top, left = found.start or (sheet.top, sheet.left)
    with _reading():
        rows: list[list[Any]] = found.to_python()
    progress(0.7)
    if top < sheet.top or left < sheet.left or top + len(rows) > sheet.bottom + 1:
        raise DataError(f"The workbook's sheet {quoted(found.name)} is damaged. {_AGAIN}")
    for at, row in enumerate(rows, start=top - sheet.top):
        for column, value in zip(columns[left - sheet.left :], row, strict=False):
            column[at] = _shown(value, decimal)
        rows[at - top + sheet.top] = []
    for (at, column_at), text in sheet.text.items():
        columns[column_at - sheet.left][at - sheet.top] = text
    return columns


def _refuse_large(xml: bytes, name: str) -> None:
    """Raise DataError where a sheet surely has too many cells; that is known long before it is looked through."""
    cells = xml.count(b"<c ") + xml.count(b"<c>")
    if cells > MAX_SHEET:
        raise DataError(
            f"The sheet {quoted(name)} has {cells:,} cells; at most {MAX_SHEET:,} are read. Delete columns that are "
            "not needed, or some rows, or save the table as CSV (UTF-8)."
        )


def read_workbook(raw: bytes, read_as: ReadAs, progress: Progress) -> Table:
    """Return the table in an .xlsx file's bytes: of its sheets that are not hidden, the first that holds one.

    Dates and times are text, as 2024-01-31; errors and formulas that were never computed are text too: #DIV/0!,
    =A1/B1. A notice says which sheet was read where there are several.
    Raises DataError, with row and remedy, where anything can't be read for certain.
    """
    members = _members(raw)
    sheets = _sheets(members)
    progress(0.2)
    others = {name: xml for name, xml in members.items() if b"sheetData" not in xml}
    lengths = text_lengths(members[_TEXTS]) if _TEXTS in members else []
    hollow = []
    for at, (name, member) in enumerate(sheets):
        # The reader gets this sheet alone, so that it can't open one that was not looked through.
        packed = zipped(others | {member: members.get(member, b"")})
        with _reading():
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(packed))
            about = book.sheets_metadata
        if [one.name for one in about] != [name for name, _ in sheets]:
            raise DataError(f"The workbook's list of sheets is damaged. {_AGAIN}")
        if str(about[at].visible) != str(python_calamine.SheetVisibleEnum.Visible) or member not in members:
            continue
        if b"sheetData" not in members[member]:
            continue  # a chart
        _refuse_large(members[member], name)
        sheet = look_through(members[member], lengths)
        if not sheet.height:
            hollow.append(name)
            continue
        check_size(sheet.height, sheet.width, f"The sheet {quoted(name)}", MAX_SHEET)
        progress(0.5)
        with _reading():
            found = book.get_sheet_by_index(at)
        columns = _cells(found, sheet, read_as.decimal, progress)
        shown = [row for row in range(sheet.height) if row + sheet.top + 1 not in read_as.left_out]
        filled = [row for row in shown if any(column[row].strip() for column in columns)]
        if len(filled) < 2 or sum(any(map(str.strip, column)) for column in columns) < 2:
            hollow.append(name)
            continue
        notices = []
        if len(sheets) > 1:
            rest = [other for i, (other, _) in enumerate(sheets) if i != at]
            notices.append(
                f"The sheet {quoted(name)} was read, the first that holds a table. "
                f"Not read: {some(map(quoted, rest), len(rest))}."
            )
        rows = np.array(filled) + sheet.top + 1
        columns = [[column[row] for row in filled] for column in columns] if len(filled) < sheet.height else columns
        return with_header(columns, rows, read_as, notices, free=".", progress=lambda done: progress(0.8 + 0.2 * done))
    searched = "it has no sheet that is shown"
    if hollow:
        searched = f"sheets without one: {some(map(quoted, hollow), len(hollow))}"
    raise DataError(
        f"The workbook holds no table ({searched}). It needs a header row with the column names, two columns or more, "
        "and a row per example."
    )
