"""Columns of cells → a Table of numbers and text, with names from the header; every reader ends with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from logreg_core.files.cells import GAPS, has_decimal_comma, is_number, numbers, some, unmarked
from logreg_core.points.dataset import DataError, Floats
from logreg_core.points.read_as import ReadAs
from logreg_core.points.short_text import quoted

MAX_COLUMNS = 2000
MAX_CELLS = 10_000_000  # a million rows of ten columns

_EXACT = 2**53  # past it a double skips whole numbers
_WHOLE = re.compile(r"[+-]?[0-9]+")

Sequences = list[list[str]] | list[list[str] | Floats]
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Remedy:
    """Another way to read the file: after which notice it is offered, what its button says, and the way."""

    notice: str
    words: str
    read_as: ReadAs

    @property
    def texts(self) -> tuple[str, str, str]:
        """The same as plain text, which any message can hold."""
        return self.notice, self.words, self.read_as.text

    @classmethod
    def of(cls, texts: Sequence[str]) -> Remedy:
        """Return the remedy that such texts speak of."""
        notice, words, read_as = texts
        return cls(notice, words, ReadAs.of(read_as))


class UnreadableError(DataError):
    """A file can't be read as it is; `remedies` are ways in which it can, offered after the message."""

    def __init__(self, why: str, remedies: tuple[Remedy, ...] = ()) -> None:
        super().__init__(why)
        self.remedies = remedies


@dataclass(frozen=True)
class Table:
    """What a file holds.

    names : one for each column, all different.   rows : (n,) the number of each row as the user sees it.
    columns : each n long, either float64 with nan for gaps, or a list of str, verbatim, with None for gaps.
    decimal : the decimal mark, "." or ",".
    notices : sentences for the user, about everything that was read otherwise than it stands.
    counted : what `rows` counts, "row" (the header being row 1) or "record" (the first example being record 1).
    remedies : other ways to read the file.
    """

    names: tuple[str, ...]
    columns: tuple[Floats | list[str | None], ...]
    rows: NDArray[np.int64]
    decimal: str
    notices: tuple[str, ...]
    counted: str = "row"
    remedies: tuple[Remedy, ...] = ()


def check_size(rows: int, columns: int, what: str = "The table", most: int = MAX_CELLS) -> None:
    """Raise DataError where so many rows and columns are more than `most` entries, or too many columns."""
    if columns > MAX_COLUMNS:
        raise DataError(f"{what} has {columns:,} columns; at most {MAX_COLUMNS:,} are read. Delete some.")
    if rows * columns > most:
        raise DataError(
            f"{what} has {rows:,} rows × {columns:,} columns = {rows * columns:,} entries; at most {most:,} are "
            "read. Delete columns that are not needed, or some rows."
        )


def told_apart(given: Sequence[str], notices: list[str], *, marks: bool = False) -> list[str]:
    """Return the names, made different: verbatim where they are; else "column 3" for none and "x (2)" for a second x.

    notices : gets a sentence for each name that was changed.   marks : whether a ' may mark text (see `cells`).
    """
    own_names = list(map(unmarked, given)) if marks else list(given)
    names: list[str] = []
    taken, used = set(own_names), set[str]()
    for position, (written, own) in enumerate(zip(given, own_names, strict=True), start=1):
        name = own if written.strip() else f"column {position}"
        if name in used or (name != own and name in taken):
            number = 2
            while (numbered := f"{name} ({number})") in taken:
                number += 1
            name = numbered
        taken.add(name)
        used.add(name)
        if name != own:
            was = f"also called {quoted(own)}" if written.strip() else "without a name"
            notices.append(f"Column {position}, {was}, is shown as {quoted(name)}.")
        names.append(name)
    return names


def _lacks_header(table: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row is data: above every column of numbers stands a number. 50 cells are looked at."""
    first = []
    for column in table:
        below = [cell for cell in column[1:51] if cell.strip() not in GAPS]
        if below and all(map(is_number, below)):
            first.append(column[0])
    return bool(first) and all(map(is_number, first))


def _check_title(cells: Sequence[Sequence[str]], row: int) -> None:
    """Raise DataError where the header is a lone entry: it is the table's title."""
    header = [column[0] for column in cells if column[0].strip()]
    filled = sum(any(cell.strip() for cell in column[1:]) for column in cells)
    if len(header) == 1 and filled > 2:
        raise DataError(
            f"Row {row}, the header, has the one entry {quoted(header[0])} above {filled} columns. "
            "Delete any lines above the header, and give every column a name."
        )


def with_header(
    cells: list[list[str]],
    rows: NDArray[np.int64],
    read_as: ReadAs,
    notices: list[str],
    *,
    commas: bool,
    progress: Progress,
) -> Table:
    """Return the table of these columns, whose first cells are the header if there is one; `cells` is used up.

    rows : (n,) the number of each row as the user sees it.
    read_as : what a person said of the header; the rows to leave out are out already.
    commas : whether decimal commas may be read.
    """
    left_out = sum(row < rows[-1] for row in read_as.left_out)
    if blank := int(rows[-1]) - len(rows) - left_out:
        notices.append(f"Blank rows were left out ({blank:,}); they still count in row numbers.")
    remedies = []
    if _lacks_header(cells) if read_as.header is None else not read_as.header:
        names = [f"column {position}" for position in range(1, len(cells) + 1)]
        notices.append(f"Row {rows[0]} was read as data, and the columns were numbered.")
        if read_as.header is None:
            notices[-1] = f"Row {rows[0]} holds numbers, so it was read as data and the columns were numbered."
            header = replace(read_as, header=True)
            remedies.append(Remedy(notices[-1], f"Read row {rows[0]} as the columns' names", header))
    else:
        _check_title(cells, int(rows[0]))
        names = told_apart([column[0] for column in cells], notices, marks=True)
        rows = rows[1:]
        for column in cells:
            del column[0]
    decimal = "," if commas and any(map(has_decimal_comma, cells)) else "."
    if decimal == ",":
        notices.append("Decimal commas were read as decimal points: 3,5 as 3.5.")
    table = of_cells(names, cells, rows, notices, decimal=decimal, marks=True, progress=progress)
    return replace(table, remedies=tuple(remedies))


def of_cells(
    names: Sequence[str],
    cells: Sequences,
    rows: NDArray[np.int64],
    notices: list[str],
    *,
    decimal: str = ".",
    marks: bool = False,
    counted: str = "row",
    progress: Progress,
) -> Table:
    """Return the table of these columns, each of text or already float64; `cells` is used up.

    marks : whether a ' may mark text (see `cells`).
    A column of text becomes numbers where every entry is a number or a gap, and not all are gaps.
    """
    columns: list[Floats | list[str | None]] = []
    for at, column in enumerate(cells):
        if isinstance(column, np.ndarray):
            columns.append(column)
            continue
        values = numbers(column, decimal)
        if values is None:
            columns.append(_text(column, names[at], notices, marks=marks))
        else:
            _say_rounded(column, values, rows, f"column {quoted(names[at])}", counted, notices)
            columns.append(values)
        cells[at] = []  # may free a million strings
        progress((at + 1) / len(cells))
    return Table(tuple(names), tuple(columns), rows, decimal, tuple(notices), counted)


def _text(column: list[str], name: str, notices: list[str], *, marks: bool) -> list[str | None]:
    text = [None if cell.strip() in GAPS else cell for cell in column]
    if marks and any(cell.startswith("'") for cell in column):
        off = {at: bare for at, cell in enumerate(column) if (bare := unmarked(cell)) != cell}
        for at, bare in off.items():
            text[at] = bare
        if off:
            first = column[next(iter(off))]
            notices.append(
                f"In column {quoted(name)}, a ' that only marks an entry as text was taken off ({len(off):,}): "
                f"{quoted(first)} was read as {quoted(unmarked(first))}."
            )
    return text


def _say_rounded(
    column: list[str], values: Floats, rows: NDArray[np.int64], where: str, counted: str, notices: list[str]
) -> None:
    """Add a notice where whole numbers that no double holds were read to the nearest one."""
    far = np.flatnonzero(np.abs(values) >= _EXACT).tolist()
    rounded = [at for at in far if _WHOLE.fullmatch(text := column[at].strip()) and _differs(text, values[at])]
    if rounded:
        at = rounded[0]
        notices.append(
            f"Whole numbers past 2^53 in {where} were read to the nearest that a double holds ({len(rounded):,}: "
            f"{counted} {some((rows[i] for i in rounded), len(rounded))}): {quoted(column[at].strip())} as "
            f"{int(values[at])}."
        )


def _differs(whole: str, value: float) -> bool:
    digits = whole.lstrip("+-0")  # int() refuses thousands of leading zeros
    return int(digits) != abs(int(value))
