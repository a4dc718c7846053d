"""Columns of cells → a Table of numbers and text, with names from the header; every reader ends with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from logreg_core.files.cells import GAPS, numbers, some, unmarked
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
