"""UTF-8 text → rows of cells, cut at the separator that fits; `delimited` makes columns of them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Container, Iterator
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from logreg_core.files.cells import NUMBER
from logreg_core.points.dataset import DataError

SEPARATORS = {"\t": "tab", ";": "semicolon", ",": "comma", "|": "|", " ": "blank"}
_BLANK = " "  # runs of blanks and tabs
_SAID = re.compile(rb'"?sep=([\t;,| ])"?[\t;,| ]*[\r\n]', re.IGNORECASE)  # how Excel is told of the separator
_QUOTED_OR_TAB = re.compile(r'(?<![^ \t])"(?:[^"]|"")*"|\t')
_STRIDE = 1 << 16  # rows from one report of progress to the next
_SAMPLE, _FEW = 200, 20  # rows
_LINE = 1000  # bytes


def records(
    text: bytes, separator: str, left_out: Container[int], progress: Callable[[float], None] = lambda _: None
) -> Iterator[tuple[int, list[str]]]:
    """Return an iterator over (row number, cells) of each row that is neither blank nor left out.

    Raises DataError, as it goes on, where quotes go wrong.
    """
    source = io.BytesIO(text)
    lines: Iterator[str] = io.TextIOWrapper(source, "utf-8", newline="")
    if separator == _BLANK:
        lines = (_spaced(line.strip("\t\n\r ")) for line in lines)
    reader = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=separator != "\t")
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):
            if separator == _BLANK and reader.line_num != row:
                raise DataError(f"Row {row} has a line break inside double quotes. Separate the columns by commas.")
            if row not in left_out and "".join(cells).strip():
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


def _spaced(line: str) -> str:
    """Return the line with spaces for the tabs outside quotes; csv takes a run of spaces for one."""
    return _QUOTED_OR_TAB.sub(lambda found: " " if found[0] == "\t" else found[0], line) if "\t" in line else line


def names_in(text: bytes, top: list[str], width: int) -> list[str] | None:
    """Return the names in a first row that begins with #, which only marks it; None for any other row.

    top : that row's cells.   width : how many each row below has. A # may also be the name of the first column.
    """
    if not text[:_LINE].lstrip().startswith(b"#"):
        return None
    names = [bare, *top[1:]] if (bare := top[0].lstrip("# \t")) else top[1:]
    return names if len(names) == width else None


class _Fit(NamedTuple):
    """How well a separator cuts the first rows; of two the greater one is better."""

    starts: bool = False  # whether the first row agrees with the most
    even: float = 0.0  # the share of rows of the same width
    numbers: int = 0
    width: int = 1  # of most rows
    values: int = 0  # in the second column


def _fit(text: bytes, separator: str, left_out: Container[int]) -> _Fit:
    found: list[list[str]] = []
    with suppress(DataError):  # raised again when the file is read with the chosen separator
        found.extend(cells for _, cells in islice(records(text, separator, left_out), _SAMPLE))
    below = Counter(map(len, found[1:] or found))
    width, count = below.most_common(1)[0] if found else (1, 0)
    if width < 2:
        return _Fit()
    short = width - (width > 2 and count == len(found) - 1)  # as R writes a header, or each row ends in a separator
    starts = len(names_in(text, found[0], width) or found[0]) in (width, short)
    cells = [cell for row in found[:_FEW] for cell in row]
    numbers = sum(NUMBER.fullmatch(cell.strip().replace(",", ".", 1)) is not None for cell in cells)
    values = len({row[1] for row in found[1:] if len(row) > 1})
    even = (count + starts) / len(found) if len(found) > 1 else 1.0
    return _Fit(starts, even, numbers, width, values)


def separator_of(text: bytes, left_out: Container[int]) -> tuple[str, bool]:
    """Return the separator that cuts the first rows most evenly, outside quotes, and whether a line sep=; names it.

    Of two that fit equally well, the one that gives more numbers is taken, then the one that gives more columns.
    Blanks are taken where they cut every row alike and no other separator does, or one that leaves no number apart.
    """
    if said := _SAID.match(text):
        return said[1].decode(), True
    fits = {separator: _fit(text, separator, left_out) for separator in SEPARATORS}
    blanks = fits.pop(_BLANK)
    best = max(fits, key=fits.__getitem__)
    no_other = not fits[best].starts or (fits[best].width == 2 and not fits[best].numbers)
    if no_other and blanks.starts and blanks.even == 1 and blanks.numbers and (blanks.width > 2 or blanks.values == 2):
        return _BLANK, False
    return best if fits[best].even else ",", False
