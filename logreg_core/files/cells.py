"""Text of a table's cells → numbers, gaps, and words for messages; a number is read exactly or not at all.

*Numbers* are ASCII digits with an optional sign, decimal point and exponent, read to the nearest double;
spaces around them don't count. Anything else (1,000  0x1F  1_000  inf  1e309  ١٢٣  TRUE) is text, and then its whole
column is. In a file with semicolons or tabs between columns, commas are read as decimal commas where some of them
can be nothing else (`has_decimal_comma` looks at one column, `headers.with_header` decides for the whole file, and
`delimited.read_delimited` says in which files it may); a column with decimal points is then text.

*Gaps* are empty or blank cells and NA, N/A, n/a, #N/A, NaN, nan, NULL, null, None.

*Marks*: a ' says that what follows is text. It stands before text that a spreadsheet would run as a formula, or that
would otherwise be read as a number, a gap or a mark: '=A1 is the text =A1, and 'NA the word NA. Any other ' is part
of the text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import islice

import numpy as np

from logreg_core.points.dataset import Floats

Cells = Sequence[str]

GAPS = frozenset(["", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "None"])

_NOT_A_NUMBER = re.compile(r"[^0-9+\-.eE\n]")  # in this alphabet, float() takes exactly the numbers
_RUN = ("=", "+", "-", "@", "\t", "\r", "'")  # what spreadsheets take for a formula, and the mark itself
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+")


def some(items: Iterable[object], count: int) -> str:
    """Return the first five of `count` items, for a message."""
    return ", ".join(map(str, islice(items, 5))) + (", …" if count > 5 else "")


def shown(value: object) -> str:
    """Return a label's entry as the screen shows it: 1, not 1.0."""
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    return str(value)


def numbers(cells: Cells, decimal: str = ".") -> Floats | None:
    """Return the cells as float64 (n,), nan for gaps; None where another cell is no finite number, or all are gaps."""
    stripped = [cell.strip() for cell in cells]
    present = [cell for cell in stripped if cell not in GAPS]
    if decimal == ",":
        present = list(map(_with_point, present))
    text = "\n".join(present)
    if not text or _NOT_A_NUMBER.search(text):
        return None
    try:
        values = np.array(list(map(float, present)))
    except ValueError:
        return None
    if not np.isfinite(values).all():
        return None
    if len(values) == len(cells):
        return values
    column = np.full(len(cells), np.nan)
    column[[cell not in GAPS for cell in stripped]] = values
    return column


def number(cell: str, decimal: str = ".") -> float:
    """Return one cell's number, as in `numbers`; nan for a gap and for what is no finite number."""
    text = _with_point(cell.strip()) if decimal == "," else cell.strip()
    value = float(text) if NUMBER.fullmatch(text) else math.nan
    return value if math.isfinite(value) else math.nan


def _with_point(cell: str) -> str:
    """Write a decimal comma as a point. What has a point already is no number then, and becomes what is none."""
    return "?" if "." in cell else cell.replace(",", ".")


def is_number(cell: str) -> bool:
    """Tell whether the cell is a number, with a decimal point or a decimal comma."""
    return numbers([cell]) is not None or numbers([cell], ",") is not None


def has_decimal_comma(cells: Cells) -> bool:
    """Tell whether a comma in this column can only be a decimal mark: 0,5 or 3,14, but not 1,234 alone."""
    doubtless = any("," in cell and not _THOUSANDS.fullmatch(cell.strip()) for cell in cells)
    return doubtless and numbers(cells, ",") is not None


def needs_mark(text: str) -> bool:
    """Tell whether a spreadsheet would run the text, or a reader take it for something else, without a ' before it."""
    return text.startswith(_RUN) or text.strip() in GAPS or is_number(text)


def marked(text: str) -> str:
    """Return the text as a file holds it: with a ' before it where it needs one."""
    return "'" + text if needs_mark(text) else text


def unmarked(cell: str) -> str:
    """Return the text without the ' that `marked` put before it, if it did."""
    return cell[1:] if cell.startswith("'") and needs_mark(cell[1:]) else cell
