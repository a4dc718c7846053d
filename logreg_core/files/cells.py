"""Text of a table's cells → numbers, gaps, and words for messages; a number is read exactly or not at all.

*Numbers* are ASCII digits with an optional sign, decimal point and exponent, read to the nearest double;
spaces around them don't count. Anything else (1,000  0x1F  1_000  inf  1e309  ١٢٣  TRUE) is text, and then its whole
column is. In a file with semicolons or tabs between columns, commas are read as decimal commas where some of them
can be nothing else (`has_decimal_comma` looks at one column, `grid.of_cells` decides for the whole file, and
`delimited.read_delimited` says in which files it may); a column with decimal points is then text. What stands around
every number of a column (45%  $1,200  12 kg  −5) is taken off by `taken_off`. Where a mark may also group thousands
(1,234, and 1.200 beside 950), `doubt` says so.

`decimal` is the decimal mark, and after it the one that groups thousands, if that is known; "" where neither is.

*Gaps* are empty or blank cells and NA, N/A, n/a, #N/A, NaN, nan, NULL, null, None.

*Marks*: a ' says that what follows is text. It stands before text that a spreadsheet would run as a formula, or that
would otherwise be read as a number, a gap or a mark: '=A1 is the text =A1, and 'NA the word NA. Any other ' is part
of the text, and so is one with a partner at the end. Where every cell of a column or header stands in single quotes,
what is inside is the text, blanks and all.
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
GROUPED = {
    decimal: re.compile(rf"[+-]?[1-9][0-9]{{0,2}}(\{decimal[1]}[0-9]{{3}})+(\{decimal[0]}[0-9]*)?")
    for decimal in (".,", ",.")
}
_WHITE = "".join(letter for letter in map(chr, range(0x3001)) if letter.isspace()) + "\ufeff"

_SIGNS = "$€£¥₹₩₽₺₴₪₫฿¢"
_GROUPING = ("$", "US$", "£", "¥", "₹")  # these stand before a number whose commas group thousands
_MONEY = f"US[$]|[{_SIGNS}]|USD|EUR|GBP|CHF|JPY|CNY|INR|RUB|CAD|AUD|SEK|NOK|DKK|PLN"
_FORM = re.compile(
    rf"([+-]?)({_MONEY})?\s*([+-]?[0-9.,]*[0-9][.,]?(?:[eE][+-]?[0-9]+)?)\s*"
    rf"((?:[^\W\d_]|[%‰°′″'\"{_SIGNS}])(?:[^\W\d_]|[%‰°′″'\"{_SIGNS}²³/·^*.]){{0,15}})?"
)
_MINUS = "\u2212"


class Sure(str):
    """Text of a number that a file holds as a number: its point is a decimal one."""

    __slots__ = ()


def as_held(text: str, decimal: str) -> str:
    """Return the text of a number that a file holds as such, so that it is read as it is with this decimal mark."""
    if decimal == ",":
        return text.replace(".", ",")
    return Sure(text) if len(text) < 9 and _is_grouped(text) else text


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
    if decimal != ".":
        present = [_with_point(cell, decimal) for cell in present]
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
    text = cell.strip()
    text = text if decimal == "." else _with_point(text, decimal)
    value = float(text) if NUMBER.fullmatch(text) else math.nan
    return value if math.isfinite(value) else math.nan


def _with_point(cell: str, decimal: str) -> str:
    """Write the decimal mark as a point, and no other. What has a mark that is none becomes "?"."""
    if decimal in GROUPED and GROUPED[decimal].fullmatch(cell):
        cell = cell.replace(decimal[1], "")
    if decimal[:1] == ".":
        return cell
    return "?" if "." in cell or ("," in cell and not decimal) else cell.replace(",", ".")


def is_number(cell: str) -> bool:
    """Tell whether the cell is a number, with a decimal point or a decimal comma."""
    return numbers([cell]) is not None or numbers([cell], ",") is not None


def trimmed(cell: str) -> str:
    """Return the cell without outer white space, of which a byte-order mark is."""
    return cell.strip(_WHITE)


def taken_off(cells: Cells, decimal: str = ".") -> tuple[list[str], str, str] | None:
    """Return the numbers alone, what stands around each of them, and their marks; None where cells differ in form.

    cells : without outer white space.   decimal : the marks, where what stands around does not say which they are.
    """
    around, bare, minus = None, [], False
    for cell in cells:
        found = _FORM.fullmatch(cell.replace(_MINUS, "-"))
        if found is None or (found[1] and found[3][0] in "+-"):
            return None
        before, after = found[2] or "", (found[4] or "").strip()
        if around not in (None, (before, after)) or any(c.isnumeric() and c not in "²³" for c in after):
            return None
        around, minus = (before, after), minus or _MINUS in cell
        bare.append(found[1] + found[3])
    if around is None or not (any(around) or minus):
        return None
    return bare, " … ".join(filter(None, around)) or _MINUS, ".," if around[0] in _GROUPING else decimal


def doubt(cells: Cells, decimal: str, *, are_numbers: bool, points: bool) -> str:
    """Return an entry, of a column that is numbers but for commas or points, whose mark is in doubt; "" for none.

    are_numbers : whether they are numbers already.
    points : whether a point may group thousands where it can also be a decimal one, as in 1.200 beside 950.
    """
    first = next((cell for cell in cells if "." in cell or (not are_numbers and "," in cell)), "")
    if not first or len(decimal) != 1 or (are_numbers and not (points and decimal == "." and _is_grouped(first))):
        return ""
    marked = [cell for cell in cells if "." in cell or "," in cell]
    if are_numbers:
        whole = any("." not in cell and cell.strip() not in GAPS for cell in cells)
        doubtful = whole and all(map(_is_grouped, marked)) and any(type(cell) is not Sure for cell in marked)
    else:
        doubtful = any(
            number(first, both) == number(first, both) and numbers(cells, both) is not None for both in GROUPED
        )
    return min(map(str.strip, marked), key=len) if doubtful else ""


def _is_grouped(cell: str) -> bool:
    return GROUPED[",."].fullmatch(cell.strip()) is not None


def readings(entry: str) -> dict[str, str]:
    """Return what a doubtful entry is as a number, by the decimal mark."""
    read = {both[0]: number(entry, both) for both in GROUPED}
    return {mark: shown(value) for mark, value in read.items() if not math.isnan(value)}


def has_decimal_comma(cells: Cells) -> bool:
    """Tell whether a comma in this column can only be a decimal mark: 0,5 or 3,14, but not 1,234 alone."""
    if not any("," in cell for cell in cells):
        return False
    off = taken_off([cell for cell in map(trimmed, cells) if cell not in GAPS], ",")
    bare, _, known = off or (cells, "", ",")
    doubtless = any("," in cell and not GROUPED[".,"].fullmatch(cell.strip()) for cell in bare)
    return doubtless and known == "," and numbers(bare, known) is not None


def in_quotes(cell: str) -> bool:
    """Tell whether the cell stands in single quotes."""
    return len(cell) > 1 and cell[0] == cell[-1] == "'"


def needs_mark(text: str) -> bool:
    """Tell whether a spreadsheet would run the text, or a reader take it for something else, without a ' before it."""
    bare = trimmed(text)
    return text.startswith(_RUN) or bare in GAPS or is_number(bare) or taken_off([bare]) is not None


def marked(text: str) -> str:
    """Return the text as a file holds it: with a ' before it where it needs one."""
    return "'" + text if needs_mark(text) else text


def unmarked(cell: str) -> str:
    """Return the text without the ' that `marked` put before it, if it did."""
    return cell[1:] if cell.startswith("'") and needs_mark(cell[1:]) else cell
