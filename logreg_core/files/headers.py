"""Columns of cells with a header, or without one → a Table: which row names the columns, and which rows are no data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from logreg_core.files.cells import GAPS, is_number, some
from logreg_core.files.grid import Progress, Remedy, Table, UnreadableError, of_cells, told_apart
from logreg_core.points.read_as import MOST_LEFT_OUT, ReadAs
from logreg_core.points.short_text import quoted

_LOOK = 51  # rows that tell a header from data
_MOST_HEADERS = 4  # rows: names, types, flags and units
_MISSING = GAPS | {"?", "."}


def without(read_as: ReadAs, rows: Sequence[int]) -> tuple[Remedy, ...]:
    """Return the button that leaves these rows out besides those that are; none where they are too many."""
    left_out = tuple(sorted({*read_as.left_out, *rows}))
    which = f"rows {rows[0]} {'and' if len(rows) == 2 else 'to'} {rows[-1]}" if len(rows) > 1 else f"row {rows[0]}"
    few = len(left_out) <= MOST_LEFT_OUT
    return (Remedy("", f"Leave {which} out", replace(read_as, left_out=left_out)),) if few else ()


def _lacks_header(cells: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row is data: of numbers and gaps alone, or such above every column of numbers."""
    tops = [(column[0], [cell for cell in column[1:_LOOK] if cell.strip() not in _MISSING]) for column in cells]
    for first in ([top for top, _ in tops], [top for top, below in tops if below and all(map(is_number, below))]):
        if any(map(is_number, first)) and all(top.strip() in _MISSING or is_number(top) for top in first):
            return True
    return False


def _check_title(cells: Sequence[Sequence[str]], row: int, read_as: ReadAs) -> None:
    """Raise UnreadableError where the header is a lone entry: it is the table's title."""
    header = [column[0] for column in cells if column[0].strip()]
    filled = sum(any(cell.strip() for cell in column[1:]) for column in cells)
    if len(header) == 1 and filled > 2:
        raise UnreadableError(
            f"Row {row}, the header, has the one entry {quoted(header[0])} above {filled} columns. "
            "Delete any lines above the header, and give every column a name.",
            without(read_as, [row]),
        )


def _check_more_headers(cells: Sequence[Sequence[str]], rows: Sequence[int], read_as: ReadAs) -> None:
    """Raise UnreadableError where rows right below the header are no examples: more names, units or types."""
    below = [[cell.strip() for cell in column[1:_LOOK]] for column in cells]
    numeric = {}  # where the first number of a column stands, if nothing else comes after it
    for at, column in enumerate(below):
        first = next((row for row, cell in enumerate(column) if is_number(cell)), None)
        if first is not None and all(cell in _MISSING or is_number(cell) for cell in column[first:]):
            numeric[at] = first
    most = min(numeric.values(), default=0)
    if len(numeric) < 2 or not 0 < most < _MOST_HEADERS:
        return

    def is_no_example(row: int) -> bool:
        others = [column for at, column in enumerate(below) if at not in numeric]
        once = all(column[row] in _MISSING or column[row] not in column[row + 1 :] for column in others)
        return any(below[at][row] not in _MISSING for at in numeric) or (row > 0 and once)

    extra = [rows[1 + row] for row in takewhile(is_no_example, range(most))]
    if not extra:
        return
    at = next(at for at in numeric if below[at][0] not in _MISSING)
    remedies = without(read_as, extra)
    names = [sum(bool(column[row].strip()) for column in cells) for row in (0, 1)]
    if len(extra) == 1 and names[1] >= names[0]:  # the second row may be the one that names the columns
        above = without(read_as, rows[:1])
        remedies = (*above, *remedies) if names[1] > names[0] else (*remedies, *above)
    where = f"column {quoted(cells[at][0])}" if cells[at][0].strip() else f"column {at + 1}"
    raise UnreadableError(
        f"Row {extra[0]}, {where}: {quoted(below[at][0])} stands above numbers, so this row is no example but a second "
        "header, or holds units or types. Leave out what is not the header.",
        remedies,
    )


def with_header(
    cells: list[list[str]],
    rows: NDArray[np.int64],
    read_as: ReadAs,
    notices: list[str],
    *,
    free: str,
    progress: Progress,
) -> Table:
    """Return the table of these columns, whose first cells are the header if there is one; `cells` is used up.

    rows : (n,) the number of each row as the user sees it.
    read_as : what a person said of the header; the rows to leave out are out already.
    free : "," where decimal commas may be read, and "." where points may group thousands.
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
        _check_title(cells, int(rows[0]), read_as)
        _check_more_headers(cells, rows[:_LOOK].tolist(), read_as)
        first = [column[0] for column in cells]
        names = told_apart(first, notices, marks=True)
        if numbers := [name for name in first if is_number(name)]:
            which = some(map(quoted, numbers), len(numbers))
            notices.append(f"Row {rows[0]} was read as the header, though it has numbers: {which}.")
            remedies.append(Remedy(notices[-1], f"Read row {rows[0]} as data", replace(read_as, header=False)))
        rows = rows[1:]
        for column in cells:
            del column[0]
        empty = [all(cell.strip() in GAPS for cell in column) for column in cells]
        if named := [quoted(name) for name, top, none in zip(names, first, empty, strict=True) if top.strip() and none]:
            where = some(named, len(named))
            notices.append(f"No row has an entry in column {where}. If the header is shifted, mend it in the file.")
    table = of_cells(names, cells, rows, notices, read_as, free=free, marks=True, progress=progress)
    return replace(table, remedies=(*remedies, *table.remedies))
