"""UTF-8 text with separators → a Table; a notice says whatever is read otherwise than it stands.

*Rows* are counted as a spreadsheet shows them: the first is row 1, blank rows count, and a record with a line break
inside quotes is one row. Spaces after a separator are no part of the entry, but after a tab. `cells` says what numbers
and gaps are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from logreg_core.files.cells import is_number, numbers
from logreg_core.files.grid import MAX_CELLS, Progress, Table, UnreadableError, check_size
from logreg_core.files.headers import with_header, without
from logreg_core.files.readers.cutting import SEPARATORS, names_in, records, separator_of
from logreg_core.files.readers.decoding import EMPTY
from logreg_core.points.dataset import DataError
from logreg_core.points.read_as import ReadAs
from logreg_core.points.short_text import quoted

_BLOCK = 1 << 12  # rows
_PIECE = 1 << 20  # bytes

Firsts = dict[int, tuple[int, list[str]]]  # where the first row of another width than the header's stands, and it


def _refuse_large(text: bytes, separator: str) -> None:
    """Raise DataError where there are surely too many entries; that is known long before all of them are read.

    Counted are separators and line ends right after an entry, outside of quotes.
    """
    entries, odd, last = 0, 0, b"\n"
    for at in range(0, len(text), _PIECE):
        letters = np.frombuffer(last + text[at : at + _PIECE], np.uint8)
        quotes = np.cumsum(letters[1:] == ord('"'), dtype=np.uint8) + np.uint8(odd)  # modulo 256 odd stays odd
        is_end = (letters == ord(separator)) | (letters == ord("\n"))
        is_empty = is_end[:-1] | (letters[:-1] <= ord(" "))
        entries += int(np.count_nonzero(is_end[1:] & ~is_empty & (quotes % 2 == 0)))
        odd, last = int(quotes[-1]) % 2, text[at : at + _PIECE][-1:]
        if entries > MAX_CELLS:
            part = min(1.0, (at + _PIECE) / len(text))
            raise DataError(
                f"The file has more than {MAX_CELLS:,} entries, in its first {100 * part:.0f} % alone, and no more are "
                "read. Delete columns that are not needed, or some rows."
            )


def _columns(
    text: bytes, separator: str, read_as: ReadAs, notices: list[str], progress: Progress
) -> tuple[list[list[str]], NDArray[np.int64], ReadAs]:
    """Return each column's cells, with the header's, the rows' numbers, and what is known of the header by now.

    Raises DataError where lengths differ: UnreadableError where it helps to leave out the first rows.
    """
    columns: list[list[str]] = []
    top: list[str] = []
    rows: list[int] = []
    widths: Counter[int] = Counter()  # of the rows below the first
    firsts: Firsts = {}
    block: list[list[str]] = []
    width, fits = 0, True
    for row, record in records(text, separator, read_as.left_out, progress):
        rows.append(row)
        count = len(record)
        if not top:
            check_size(1, count, f"Row {row}")
            top = record
            continue
        if not width:
            names = names_in(text, top, count) if read_as.header is not False else None
            if names:
                notices.append(f"Row {rows[0]} begins with #, so it was read as the columns' names.")
                top, read_as = names, replace(read_as, header=True)
            width = len(top)
            if count == width + 1 and read_as.header is not False:
                width, firsts[count] = count, (1, record)
                check_size(1, width, f"Row {row}")
            columns = [[name] for name in [*top, ""][:width]]
        widths[count] += 1
        if count != width:
            fits = False
            firsts.setdefault(count, (len(rows) - 1, record))
            continue
        block.append(record)
        if len(block) == _BLOCK:
            _add(block, columns)
        if len(rows) * width > MAX_CELLS:
            raise DataError(
                f"Row {row:,} passes {MAX_CELLS:,} entries, which is all that is read. "
                "Delete columns that are not needed, or some rows."
            )
    if not top:
        raise DataError(EMPTY)
    if not width:
        columns = [[name] for name in top]
    _add(block, columns)
    if width > len(top) and any(map(str.strip, columns[-1])):
        sure = separator == "\t" or text.count(b'\n"') > len(rows) - 2
        fits = fits and not any(map(is_number, top)) and _are_row_names(columns[0][1:], sure)
        for column, name in zip(columns, ["", *top], strict=True):
            column[0] = name
        notices.append(f"Row {rows[0]} has no name above the first column: it holds the rows' names, as R writes them.")
    if not fits:
        raise _uneven(rows, len(top), widths, firsts, SEPARATORS[separator], read_as)
    if not any(map(str.strip, columns[-1])):
        notices.append(f"A {SEPARATORS[separator]} too many at the end of every row was left out.")
    while not any(map(str.strip, columns[-1])):
        del columns[-1]
    if len(columns) == 1:
        raise DataError(
            f"The table has one column, {quoted(columns[0][0])}; two features and a label are needed. "
            "Separate the columns by commas, semicolons or tabs."
        )
    return columns, np.array(rows), read_as


def _are_row_names(cells: list[str], sure: bool) -> bool:
    """Tell whether these can be names of rows: counted ones, or `sure` to be whole entries, ascending or words."""
    values = numbers(cells)
    if values is None:
        return sure and "" not in cells and len(set(cells)) == len(cells) and not any(map(is_number, cells))
    steps = np.diff(values)
    counted = values[0] in (0, 1) and (steps == 1).all()
    return bool(counted or (sure and (steps > 0).all() and (values % 1 == 0).all()))


def _add(block: list[list[str]], columns: list[list[str]]) -> None:
    """Move the block's cells to the end of the columns; row by row, they would take twice the memory."""
    for column, cells in zip(columns, zip(*block, strict=True), strict=False):
        column.extend(cells)
    block.clear()


def _uneven(
    rows: list[int], width: int, widths: Counter[int], firsts: Firsts, separator: str, read_as: ReadAs
) -> DataError:
    """Return the error for rows that differ in length from the header, the first of `rows`, which has `width`."""
    below = widths - Counter({width: widths[width]})
    at, count = min((firsts[count][0], count) for count in below)
    entries = "entry" if count == 1 else "entries"
    message = f"Row {rows[at]} has {count:,} {entries}, but row {rows[0]}, the header, has {width:,}"
    if (differ := below.total()) > 1:
        message += f"; {differ:,} of {len(rows) - 1:,} rows differ from it"
    [(most, _)] = below.most_common(1)
    if below[most] <= widths[width]:
        return DataError(f"{message}. Mend the row; an entry with a {separator} in it must stand in double quotes.")
    at, names = firsts[most]
    starts_there = below[most] == len(rows) - at and not any(map(is_number, names))
    return UnreadableError(
        f"{message}. Delete any lines above the header, give every column a name, and leave no separator at the end "
        "of a line.",
        without(read_as, rows[:at]) if starts_there else (),
    )


def read_delimited(text: bytes, read_as: ReadAs, notices: list[str], progress: Progress) -> Table:
    """Return the table in UTF-8 text with a separator of `cutting`. `notices` are those of the text itself.

    read_as : the rows to leave out, and whether the first of the others is the header.

    Without a header the columns are called "column 1", "column 2", ...
    Raises DataError, with row and remedy, where anything can't be read for certain.
    """
    separator, is_said = separator_of(text, read_as.left_out)
    _refuse_large(text, separator)
    if is_said:
        read_as = replace(read_as, left_out=tuple(sorted({1, *read_as.left_out})))
    columns, rows, read_as = _columns(text, separator, read_as, notices, lambda done: progress(0.75 * done))
    if len(rows) == 1:
        raise DataError(f"The file has one row only, row {rows[0]}. It needs a header and data.")
    free = "" if separator == "," else ",."
    return with_header(columns, rows, read_as, notices, free=free, progress=lambda done: progress(0.75 + 0.25 * done))
