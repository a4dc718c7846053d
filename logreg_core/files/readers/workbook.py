"""A workbook (.xlsx, .xls, .xlsb, .ods) → the Table in one of its sheets, with rows numbered as there.

The library reads them; before it does, each sheet is looked through (`book`), so that it makes no room for what a few
bytes claim.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
import python_calamine

from logreg_core.files.cells import GAPS, as_held, is_number, some
from logreg_core.files.grid import Progress, Remedy, Table, check_size
from logreg_core.files.headers import with_header
from logreg_core.files.readers.book import AGAIN, Found, sheets_of
from logreg_core.files.readers.sheet import MAX_SHEET, Sheet
from logreg_core.points.dataset import DataError
from logreg_core.points.read_as import ReadAs
from logreg_core.points.short_text import quoted

_MOST_OFFERED = 12  # buttons for other sheets
_SHOWN = str(python_calamine.SheetVisibleEnum.Visible)


@contextmanager
def _reading() -> Iterator[None]:
    """Turn what goes wrong inside the reader into DataError."""
    try:
        yield
    except python_calamine.PasswordError:
        raise DataError("The workbook is protected by a password. Save it without one.") from None
    except (python_calamine.CalamineError, ValueError, OverflowError, OSError) as error:
        raise DataError(f"The workbook can't be read ({quoted(error)}). {AGAIN}") from None
    except BaseException as error:
        # A panic of the reader's Rust code is no Exception, and its class can't be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise DataError(f"The workbook is damaged; the reader gave up on it. {AGAIN}") from None


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
        raise DataError(f"The workbook's sheet {quoted(found.name)} is damaged. {AGAIN}")
    for at, row in enumerate(rows, start=top - sheet.top):
        for column, value in zip(columns[left - sheet.left :], row, strict=False):
            column[at] = _shown(value, decimal)
        rows[at - top + sheet.top] = []
    for (at, column_at), text in sheet.text.items():
        columns[column_at - sheet.left][at - sheet.top] = text
    return columns


@dataclass(frozen=True)
class _Read:
    """A sheet that holds a table: its place among the sheets, its columns, and which of their rows are filled."""

    at: int
    columns: list[list[str]]
    filled: list[int]
    top: int

    @property
    def is_table(self) -> bool:
        """Whether it has a header and a row, in two columns or more."""
        return len(self.filled) > 1 and sum(any(map(str.strip, column)) for column in self.columns) > 1

    @cached_property
    def has_two_features(self) -> bool:
        """Whether two columns or more hold numbers, mostly; 50 cells of each are looked at."""
        mostly = 0
        for column in self.columns:
            cells = [cell for cell in islice((column[row] for row in self.filled[1:]), 50) if cell.strip() not in GAPS]
            mostly += 2 * sum(map(is_number, cells)) > len(cells)
        return mostly >= 2


def _opened(found: Found, sheets: list[Found]) -> python_calamine.CalamineWorkbook:
    with _reading():
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(found.packed()))
    names = [sheet.name for sheet in sheets if sheet.name is not None]
    if len(book.sheet_names) != len(sheets) or (names and book.sheet_names != names):
        raise DataError(f"The workbook's list of sheets is damaged. {AGAIN}")
    return book


def _read(book: python_calamine.CalamineWorkbook, at: int, sheet: Sheet, read_as: ReadAs, progress: Progress) -> _Read:
    check_size(sheet.height, sheet.width, f"The sheet {quoted(book.sheet_names[at])}", MAX_SHEET)
    progress(0.5)
    with _reading():
        found = book.get_sheet_by_index(at)
    columns = _cells(found, sheet, read_as.decimal, progress)
    shown = [row for row in range(sheet.height) if row + sheet.top + 1 not in read_as.left_out]
    return _Read(at, columns, [row for row in shown if any(column[row].strip() for column in columns)], sheet.top)


def read_workbook(raw: bytes, read_as: ReadAs, progress: Progress) -> Table:
    """Return the table in a workbook's bytes: in the sheet asked for, or the first with two columns of numbers.

    Where none has, it is the first that holds a table; hidden ones are not looked at. A notice says which one it was
    where there are several. Dates and times are text, as 2024-01-31; errors and formulas that were never computed are
    text too: #DIV/0!, =A1/B1.
    Raises DataError, with row and remedy, where anything can't be read for certain.
    """
    sheets = sheets_of(raw)
    book = _opened(sheets[0], sheets) if sheets else None
    about = book.sheets_metadata if book else []
    shown = [one.name for one in about if str(one.visible) == _SHOWN]
    progress(0.2)
    if read_as.sheet and read_as.sheet not in shown:
        raise DataError(f"The workbook has no sheet {quoted(read_as.sheet)} that is shown.")
    hollow: list[str] = []
    best: _Read | None = None
    for at, found in enumerate(sheets):
        name = about[at].name
        if name not in ([read_as.sheet] if read_as.sheet else shown):
            continue
        sheet = found.look()
        if sheet is None:
            continue
        if not sheet.height:
            hollow.append(name)
            continue
        if found.is_alone and at:
            book = _opened(found, sheets)
        assert book is not None
        read = _read(book, at, sheet, read_as, progress)
        if not read.is_table:
            hollow.append(name)
            continue
        best = best or read
        if read.has_two_features:
            best = read
            break
    if best is not None:
        return _table(best, [one.name for one in about], shown, read_as, progress)
    searched = "it has no sheet that is shown"
    if hollow:
        searched = f"sheets without one: {some(map(quoted, hollow), len(hollow))}"
    raise DataError(
        f"The workbook holds no table ({searched}). It needs a header row with the column names, two columns or more, "
        "and a row per example."
    )


def _table(read: _Read, names: list[str], shown: list[str], read_as: ReadAs, progress: Progress) -> Table:
    notices, remedies = [], []
    if len(names) > 1:
        name, rest = names[read.at], [other for at, other in enumerate(names) if at != read.at]
        which = (
            ""
            if read_as.sheet
            else f", the first that holds {'two columns of numbers' if read.has_two_features else 'a table'}"
        )
        notices.append(f"The sheet {quoted(name)} was read{which}. Not read: {some(map(quoted, rest), len(rest))}.")
        remedies = [
            Remedy(
                notices[0], f"Read the sheet {quoted(other)}", replace(read_as, sheet=other, header=None, left_out=())
            )
            for other in shown
            if other != name
        ]
    columns, rows = read.columns, np.array(read.filled) + read.top + 1
    if len(read.filled) < len(columns[0]):
        columns = [[column[row] for row in read.filled] for column in columns]
    table = with_header(columns, rows, read_as, notices, free=".", progress=lambda done: progress(0.8 + 0.2 * done))
    return replace(table, remedies=(*table.remedies, *remedies[:_MOST_OFFERED]))
