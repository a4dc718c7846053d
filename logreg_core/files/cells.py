"""Text of a table's cells → numbers, gaps, and words for messages; a number is read exactly or not at all.

*Numbers* are ASCII digits with an optional sign, decimal point and exponent, read to the nearest double;
spaces around them don't count. Anything else (1,000  0x1F  1_000  inf  1e309  ١٢٣  TRUE) is text, and so is
the whole column it stands in. Where separators are semicolons or tabs, a decimal comma is read when the file
leaves no doubt that it is one, and then no column with decimal points is taken for numbers.

*Gaps* are empty or blank cells and NA, N/A, n/a, #N/A, NaN, nan, NULL, null, None.

*Marks*: a ' before text that a spreadsheet would run as a formula, or that would else read as a number, a gap or
a mark, says that it is text: '=A1 stands for =A1, and 'NA for the word NA. Any other ' is part of the text.
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
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+")


def some(items: Iterable[object], count: int) -> str:
    """The first five of `count` items, for a message."""
    return ", ".join(map(str, islice(items, 5))) + (", …" if count > 5 else "")


def shown(value: object) -> str:
    """A label's entry as the screen shows it: 1, not 1.0."""
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    return str(value)


def numbers(cells: Cells, decimal: str = ".") -> Floats | None:
    """The cells as float64 with nan for gaps; None unless every other cell is a finite number, and one is."""
    stripped = [cell.strip() for cell in cells]
    present = [cell for cell in stripped if cell not in GAPS]
    if decimal == ",":
        if any("." in cell for cell in present):
            return None
        present = [cell.replace(",", ".") for cell in present]
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
    """The one cell's number, as in `numbers`; nan for a gap and for what is no finite number."""
    text = cell.strip()
    if decimal == ",":
        if "." in text:
            return math.nan
        text = text.replace(",", ".")
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    return value if math.isfinite(value) else math.nan


def is_number(cell: str) -> bool:
    """Whether the cell is a number, with a decimal point or a decimal comma."""
    return numbers([cell]) is not None or numbers([cell], ",") is not None


def has_decimal_comma(cells: Cells) -> bool:
    """Whether a comma in this column can only be a decimal mark: 0,5 or 3,14, but not 1,234 alone."""
    doubtless = any("," in cell and not _THOUSANDS.fullmatch(cell.strip()) for cell in cells)
    return doubtless and numbers(cells, ",") is not None


def needs_mark(text: str) -> bool:
    """Whether the text, written as it is, would be run by a spreadsheet or read as something else."""
    return text.startswith(_RUN) or text.strip() in GAPS or is_number(text)


def marked(text: str) -> str:
    """The text as a file holds it: with a ' before it where it needs one."""
    return "'" + text if needs_mark(text) else text


def unmarked(cell: str) -> str:
    """What `marked` was given, for each of its results."""
    return cell[1:] if cell.startswith("'") and needs_mark(cell[1:]) else cell
