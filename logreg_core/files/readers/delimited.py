"""UTF-8 text with separators → a Table; a notice says whatever is read otherwise than it stands.

*Rows* are counted as a spreadsheet shows them: the first is row 1, blank rows count, and a record with a line break
inside quotes is one row. Spaces after a separator are no part of the entry, but after a tab. `cells` says what numbers
and gaps are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

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


@dataclass
class _Rows:
    """Which rows there are, and how wide: `top` is the header, if it is one, the others are counted by width."""

    numbers: list[int] = field(default_factory=list)
    top: list[str] = field(default_factory=list)
    widths: Counter[int] = field(default_factory=Counter)
    firsts: dict[int, tuple[int, list[str]]] = field(default_factory=dict)  # where the first of a width stands


def _columns(
    text: bytes, separator: str, read_as: ReadAs, skipped: int, notices: list[str], progress: Progress
) -> tuple[list[list[str]], NDArray[np.int64], ReadAs]:
    """Return each column's cells, with the header's, the rows' numbers, and what is known of the header by now.

    skipped : the row that says what the separator is, or 0.
    Raises DataError where lengths differ: UnreadableError where it helps to leave out the first rows.
    """
    columns: list[list[str]] = []
    block: list[list[str]] = []
    found, width, fits = _Rows(), 0, True
    for row, record in records(text, separator, {skipped, *read_as.left_out}, progress):
        found.numbers.append(row)
        count = len(record)
        if not found.top:
            check_size(1, count, f"Row {row}")
            found.top = record
            continue
        if not width:
            names = names_in(text, found.top, count) if read_as.header is not False else None
            if names:
                notices.append(f"Row {found.numbers[0]} begins with #, so it was read as the columns' names.")
                found.top, read_as = names, replace(read_as, header=True)
            width = len(found.top)
            if count == width + 1 and read_as.header is not False:
                width, found.firsts[count] = count, (1, record)
                check_size(1, width, f"Row {row}")
            columns = [[name] for name in [*found.top, ""][:width]]
        found.widths[count] += 1
        if count != width:
            fits = False
            found.firsts.setdefault(count, (len(found.numbers) - 1, record))
            continue
        block.append(record)
        if len(block) == _BLOCK:
            _add(block, columns)
        if len(found.numbers) * width > MAX_CELLS:
            raise DataError(
                f"Row {row:,} passes {MAX_CELLS:,} entries, which is all that is read. "
                "Delete columns that are not needed, or some rows."
            )
    if not found.top:
        raise DataError(EMPTY)
    if not width:
        columns = [[name] for name in found.top]
    _add(block, columns)
    if width > len(found.top) and any(map(str.strip, columns[-1])):
        fits = fits and _are_row_names(columns[0][1:], separator)
        for column, name in zip(columns, ["", *found.top], strict=True):
            column[0] = name
        notices.append(
            f"Each row has one entry more than row {found.numbers[0]} has names, so the first was read as the row's "
            "name, as R writes it."
        )
    if not fits:
        raise _uneven(found, separator, read_as)
    before = len(columns)
    while len(columns) > 1 and not any(map(str.strip, columns[-1])):
        del columns[-1]
    if len(columns) < before:
        word = SEPARATORS[separator]
        notices.append(f"Every row ends in a {word} with nothing after it; no column was made of that.")
    if len(columns) == 1:
        raise DataError(
            f"The table has one column, {quoted(columns[0][0])}; two features and a label are needed. "
            "Separate the columns by commas, semicolons or tabs."
        )
    return columns, np.array(found.numbers), read_as


def _are_row_names(cells: list[str], separator: str) -> bool:
    """Tell whether these can be names of rows: all different, and words or counted. Commas may also be decimal ones."""
    if not all(map(str.strip, cells)) or len(set(cells)) < len(cells):
        return False
    values = numbers(cells)
    if values is None:
        return not any(map(is_number, cells))
    steps = np.diff(values, prepend=0)
    return bool((steps == 1).all() if separator == "," else ((steps > 0) & (steps % 1 == 0))[1:].all())


def _add(block: list[list[str]], columns: list[list[str]]) -> None:
    """Move the block's cells to the end of the columns; row by row, they would take twice the memory."""
    for column, cells in zip(columns, zip(*block, strict=True), strict=False):
        column.extend(cells)
    block.clear()


def _uneven(found: _Rows, separator: str, read_as: ReadAs) -> DataError:
    """Return the error for rows that differ in length from the header."""
    width, rows = len(found.top), found.numbers
    below = {count: number for count, number in found.widths.items() if count != width}
    at, count = min((found.firsts[count][0], count) for count in below)
    entries = "entry" if count == 1 else "entries"
    message = f"Row {rows[at]} has {count:,} {entries}, but row {rows[0]}, the header, has {width:,}"
    if (differ := sum(below.values())) > 1:
        message += f"; {differ:,} of {len(rows) - 1:,} rows differ from it"
    most = max(below, key=below.__getitem__)
    if below[most] <= found.widths[width]:
        word = SEPARATORS[separator]
        return DataError(f"{message}. Mend the row; an entry with a {word} in it must stand in double quotes.")
    at, names = found.firsts[most]
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
    columns, rows, known = _columns(text, separator, read_as, int(is_said), notices, lambda done: progress(0.75 * done))
    if len(rows) == 1:
        raise DataError(f"The file has one row only, row {rows[0]}. It needs a header and data.")
    return with_header(
        columns,
        rows,
        known,
        notices,
        commas=separator != ",",
        unread=int(is_said and 1 not in read_as.left_out),
        progress=lambda done: progress(0.75 + 0.25 * done),
    )
