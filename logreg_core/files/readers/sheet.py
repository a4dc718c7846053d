"""The XML of one sheet of a workbook, looked through before it is read: how far it reaches, what has no value.

A few bytes can claim the last of a sheet's 17 billion cells, and the reader would make room for all of them. Where a
cell is an error, or a formula that was never computed, the reader gives an empty one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from logreg_core.points.dataset import DataError
from logreg_core.points.short_text import quoted

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # Excel's own limits

MAX_SHEET = 4_000_000  # cells; they take three times the memory of a text file's
MAX_TEXT = 200_000_000  # characters; cells may share one long text a million times

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


@dataclass
class Sheet:
    """The rows and columns that a sheet fills, counted from 0; the last ones are included, and -1 where there are none.

    text : what stands in cells without a value, by (row, column): "#DIV/0!", "=A1/B1".
    """

    top: int = LAST_ROW
    left: int = LAST_COLUMN
    bottom: int = -1
    right: int = -1
    text: dict[tuple[int, int], str] = field(default_factory=dict)

    def add(self, row: int, column: int) -> None:
        """Have it reach to a cell that is filled. Raises DataError where no sheet has such a cell."""
        _within(row + 1, column + 1)
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column)

    @property
    def height(self) -> int:
        """Rows from the first that holds something to the last."""
        return max(0, self.bottom - self.top + 1)

    @property
    def width(self) -> int:
        """Columns from the first that holds something to the last."""
        return max(0, self.right - self.left + 1)


def _position(reference: str) -> tuple[int, int]:
    """Return (row, column), from 0, of a reference like B7."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise DataError(f"A cell of the workbook stands at {quoted(reference)}, which is no place. Save it again.")
    column = 0
    for letter in found[1].upper():
        column = 26 * column + ord(letter) - ord("A") + 1
    return _within(int(found[2]), column)


def _within(row: int, column: int) -> tuple[int, int]:
    if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
        raise DataError(
            f"A cell of the workbook stands in row {row:,}, column {column:,}; Excel has {LAST_ROW:,} rows and "
            f"{LAST_COLUMN:,} columns. Save it again."
        )
    return row - 1, column - 1


def text_lengths(xml: bytes) -> list[int]:
    """Return the lengths of the texts that cells share, in their order. Raises DataError where the list is damaged."""
    lengths: list[int] = []
    parser = expat.ParserCreate()

    def start(name: str, _: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "si":
            lengths.append(0)

    def add(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    parser.StartElementHandler, parser.CharacterDataHandler = start, add
    _parse(parser, xml)
    return lengths


def _parse(parser: expat.XMLParserType, xml: bytes) -> None:
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise DataError(f"A sheet of the workbook is damaged ({error}). Save or download it again.") from None


def look_through(xml: bytes, lengths: Sequence[int] = ()) -> Sheet:
    """Return how far the sheet's filled cells reach; `lengths` are those of the shared texts.

    Raises DataError where the sheet is damaged, or its cells repeat shared texts to more characters than are read.
    """
    sheet, repeated = Sheet(), 0
    row = column = 0  # of the last cell, from 1
    position, kind = (0, 0), ""
    parts: dict[str, list[str]] = {}  # of the present cell: "f", "v", "is"
    parser = expat.ParserCreate()

    def close_cell() -> None:
        nonlocal repeated
        if not parts:
            return
        value = "".join(parts.get("v", ()))
        if kind == "s" and value.isascii() and value.isdigit() and len(value) < 9 and int(value) < len(lengths):
            repeated += lengths[int(value)]
        if kind == "e":
            sheet.text[position] = value or "#ERROR"
        elif "f" in parts and not value and "is" not in parts and kind != "str":
            sheet.text[position] = "=" + "".join(parts["f"])
        sheet.add(*position)
        parts.clear()

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, position, kind
        parser.CharacterDataHandler = None
        name = name.rpartition(":")[2]
        if name in ("v", "f", "is"):
            kept = parts.setdefault(name, [])
            if name == "f" or kind in ("e", "s") or "f" in parts:
                parser.CharacterDataHandler = kept.append
        elif name == "c":
            close_cell()
            position = _position(attributes["r"]) if "r" in attributes else _within(max(row, 1), column + 1)
            row, column, kind = position[0] + 1, position[1] + 1, attributes.get("t", "")
        elif name == "row":
            close_cell()
            given = attributes.get("r", str(row + 1))
            if not (given.isascii() and given.isdigit() and len(given) <= 7):
                raise DataError(
                    f"A row of the workbook is numbered {quoted(given)}, which is no number. Save it again."
                )
            row, column = _within(int(given), 1)[0] + 1, 0

    parser.StartElementHandler = start
    _parse(parser, xml)
    close_cell()
    check_repeated(repeated)
    return sheet


def check_repeated(letters: int) -> None:
    """Raise DataError where a sheet's cells hold more characters of text than are read."""
    if letters > MAX_TEXT:
        raise DataError(
            f"A sheet of the workbook has {letters:,} characters of text; at most {MAX_TEXT:,} are read. "
            "Delete columns that are not needed."
        )


def ods_sheets(xml: bytes) -> dict[str, Sheet]:
    """Return how far the cells of each sheet of an .ods file reach. Raises DataError where the file is damaged."""
    sheets: dict[str, Sheet] = {}
    sheet, row, column = Sheet(), 0, 0
    inside = letters = 0  # tables that are open; characters of text, as often as they stand in the sheet
    rows = columns = 1  # how often this row and this cell stand there
    is_filled, words = True, 0  # white space between cells is not asked about
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal sheet, row, column, inside, letters, rows, columns, is_filled, words
        if name == "table:table":
            inside += 1
            key = attributes.get("table:name", "")
            if inside > 1 or key in sheets:
                raise DataError(f"The workbook has a table in a table, or two sheets called {quoted(key)}.")
            sheet = sheets[key] = Sheet()
            row = letters = 0
        elif name == "table:table-row":
            column, rows = 0, _times(attributes, "table:number-rows-repeated")
        elif name in ("table:table-cell", "table:covered-table-cell"):
            columns = _times(attributes, "table:number-columns-repeated")
            is_filled, words = "office:value-type" in attributes, 0
        elif name == "office:annotation":  # a note beside the cell
            parser.CharacterDataHandler = None

    def add(text: str) -> None:
        nonlocal words
        words += len(text)

    def end(name: str) -> None:
        nonlocal row, column, inside, letters
        if name == "table:table":
            inside -= 1
            check_repeated(letters)
        elif name == "table:table-row":
            row += rows
        elif name == "office:annotation":
            parser.CharacterDataHandler = add
        elif name in ("table:table-cell", "table:covered-table-cell"):
            if words and not is_filled:
                raise DataError(f"A cell of the workbook, in row {row + 1:,}, has text and no type. Save it again.")
            if is_filled:
                sheet.add(row, column)
                sheet.add(row + rows - 1, column + columns - 1)
                letters += rows * columns * words
            column += columns

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, add
    _parse(parser, xml)
    return sheets


def _times(attributes: dict[str, str], name: str) -> int:
    given = attributes.get(name, "1")
    if not (given.isascii() and given.isdigit() and len(given) <= 7 and int(given)):
        raise DataError(f"A cell of the workbook stands there {quoted(given)} times. Save it again.")
    return int(given)
