"""UTF-8 text with commas, semicolons or tabs → a Table; a notice says whatever is read otherwise than it stands.

*Rows* are counted as a spreadsheet shows them: the first is row 1, blank rows count, and a record with a line break
inside quotes is one row. Spaces after a comma or semicolon are no part of the entry. `cells` says what numbers and
gaps are.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from logreg_core.files.grid import MAX_CELLS, Progress, Table, check_size, with_header
from logreg_core.files.readers.decoding import EMPTY
from logreg_core.points.dataset import DataError
from logreg_core.points.read_as import ReadAs
from logreg_core.points.short_text import quoted

_SEPARATORS = {"\t": "tab", ";": "semicolon", ",": "comma"}  # where two fit equally well, the first is taken
_BLOCK = 1 << 12  # rows
_STRIDE = 1 << 16  # rows from one report of progress to the next
_PIECE = 1 << 20  # bytes


# Bytes → records


def _records(text: bytes, separator: str, progress: Progress = lambda _: None) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells) of each row that is not blank. Raises DataError where quotes go wrong."""
    source = io.BytesIO(text)
    lines = io.TextIOWrapper(source, "utf-8", newline="")
    reader = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=separator != "\t")
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):
            if "".join(cells).strip():
                yield row, cells
            if row % _STRIDE == 0:
                progress(source.tell() / len(text))
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
    """Return the separator that cuts the first rows most evenly, outside quotes."""

    def evenness(separator: str) -> tuple[bool, float]:
        widths: list[int] = []
        with suppress(DataError):  # raised again when the file is read with the chosen separator
            widths.extend(len(cells) for _, cells in islice(_records(text, separator), 200))
        width, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
        return width > 1 and widths[0] == width, count / len(widths) if width > 1 else 0.0

    scores = {separator: evenness(separator) for separator in _SEPARATORS}
    best = max(_SEPARATORS, key=scores.__getitem__)
    return best if scores[best][1] else ","


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
    text: bytes, separator: str, read_as: ReadAs, progress: Progress
) -> tuple[list[list[str]], NDArray[np.int64]]:
    """Return each column's cells, with the header's, and the rows' numbers. Raises DataError where lengths differ."""
    columns: list[list[str]] = []
    rows: list[int] = []
    widths: Counter[int] = Counter()
    odd: tuple[int, int] | None = None  # number and width of the first row unlike the header
    block: list[list[str]] = []
    for row, record in _records(text, separator, progress):
        if row in read_as.left_out:
            continue
        if not rows:
            check_size(1, len(record), f"Row {row}")
            columns = [[] for _ in record]
        rows.append(row)
        widths[len(record)] += 1
        if len(record) != len(columns):
            odd = odd or (row, len(record))
            continue
        block.append(record)
        if len(block) == _BLOCK:
            _add(block, columns)
        if len(rows) * len(columns) > MAX_CELLS:
            raise DataError(
                f"Row {row:,} passes {MAX_CELLS:,} entries, which is all that is read. "
                "Delete columns that are not needed, or some rows."
            )
    if not rows:
        raise DataError(EMPTY)
    if odd is None and len(columns) > 1:
        _add(block, columns)
        return columns, np.array(rows)
    if odd is None:
        raise DataError(
            f"The table has one column, {quoted((columns[0] or block[0])[0])}; two features and a label are needed. "
            "Separate the columns by commas, semicolons or tabs."
        )
    raise DataError(_uneven(rows[0], len(columns), odd, widths, separator))


def _add(block: list[list[str]], columns: list[list[str]]) -> None:
    """Move the block's cells to the end of the columns; row by row, they would take twice the memory."""
    for column, cells in zip(columns, zip(*block, strict=True), strict=False):
        column.extend(cells)
    block.clear()


def _uneven(top: int, width: int, odd: tuple[int, int], widths: Counter[int], separator: str) -> str:
    """Return the message for rows that differ in length from the header; `widths` counts the header too."""
    row, count = odd
    rows, below = widths.total() - 1, widths - Counter([width])
    entries = "entry" if count == 1 else "entries"
    message = f"Row {row} has {count:,} {entries}, but row {top}, the header, has {width:,}"
    if (differ := rows - below[width]) > 1:
        message += f"; {differ:,} of {rows:,} rows differ from it"
    if below.most_common(1)[0][0] != width:
        return (
            f"{message}. Delete any lines above the header, give every column a name, and leave no separator at "
            "the end of a line."
        )
    return f"{message}. Mend the row; an entry with a {_SEPARATORS[separator]} in it must stand in double quotes."


def read_delimited(text: bytes, read_as: ReadAs, notices: list[str], progress: Progress) -> Table:
    """Return the table in UTF-8 text with commas, semicolons or tabs. `notices` are those of the text itself.

    read_as : the rows to leave out, and whether the first of the others is the header.

    Without a header the columns are called "column 1", "column 2", ...
    Raises DataError, with row and remedy, where anything can't be read for certain.
    """
    separator = _separator(text)
    _refuse_large(text, separator)
    columns, rows = _columns(text, separator, read_as, lambda done: progress(0.75 * done))
    if len(rows) == 1:
        raise DataError(f"The file has one row only, row {rows[0]}. It needs a header and data.")
    free = "" if separator == "," else ",."
    return with_header(columns, rows, read_as, notices, free=free, progress=lambda done: progress(0.75 + 0.25 * done))
