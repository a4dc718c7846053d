"""Columns of cells → a Table of numbers and text, with names from the header; every reader ends with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from logreg_core.files.cells import Cells, has_decimal_comma, readings, some, trimmed
from logreg_core.files.entries import Entries, entries, names_of
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
    columns : each n long, either float64 with nan for gaps, or a list of str with None for gaps.
    decimal : the decimal mark, "." or ",", and after it the one that groups thousands, where a person said so.
    notices : sentences for the user, about everything that was read otherwise than it stands.
    counted : what `rows` counts, "row" (the header being row 1) or "record" (the first example being record 1).
    remedies : other ways to read the file.
    doubtful : columns whose numbers were not read, for it is not certain which mark is the decimal one.
    spellings : by column, what became of words that are read otherwise than they stand.
    """

    names: tuple[str, ...]
    columns: tuple[Floats | list[str | None], ...]
    rows: NDArray[np.int64]
    decimal: str
    notices: tuple[str, ...]
    counted: str = "row"
    remedies: tuple[Remedy, ...] = ()
    doubtful: tuple[str, ...] = ()
    spellings: dict[str, dict[str, str]] = field(default_factory=dict)


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
    """Return the names, made different, without outer white space: "column 3" for none and "x (2)" for a second x.

    notices : gets a sentence for each name that was changed.   marks : whether a ' may mark text (see `cells`).
    """
    own_names = names_of(given, marks=marks)
    if blank := [name for name, own in zip(given, own_names, strict=True) if own and own == trimmed(name) != name]:
        notices.append(f"Blanks around columns' names were left out: {some(map(quoted, blank), len(blank))}.")
    names: list[str] = []
    taken, used = set(own_names), set[str]()
    for position, (written, own) in enumerate(zip(given, own_names, strict=True), start=1):
        name = own if trimmed(written) else f"column {position}"
        if name in used or (name != own and name in taken):
            number = 2
            while (numbered := f"{name} ({number})") in taken:
                number += 1
            name = numbered
        taken.add(name)
        used.add(name)
        if name != own:
            was = f"also called {quoted(own)}" if trimmed(written) else "without a name"
            notices.append(f"Column {position}, {was}, is shown as {quoted(name)}.")
        names.append(name)
    return names


def of_cells(
    names: Sequence[str],
    cells: Sequences,
    rows: NDArray[np.int64],
    notices: list[str],
    read_as: ReadAs,
    *,
    free: str = "",
    marks: bool = False,
    counted: str = "row",
    progress: Progress,
) -> Table:
    """Return the table of these columns, each of text or already float64; `cells` is used up.

    marks : whether a ' may mark text (see `cells`).
    free : "," where decimal commas may be read, and "." where points may group thousands.
    """
    decimal = {".": ".,", ",": ",."}.get(read_as.decimal, ".")
    if len(decimal) > 1:
        notices.append(f"{quoted(decimal[0])} was read as the decimal mark, and {quoted(decimal[1])} groups thousands.")
    elif "," in free and any(has_decimal_comma(column) for column in cells if isinstance(column, list)):
        decimal = ","
        notices.append("Decimal commas were read as decimal points: 3,5 as 3.5.")
    columns: list[Floats | list[str | None]] = []
    read: dict[str, Entries] = {}
    for at, (name, column) in enumerate(zip(names, cells, strict=True)):
        if isinstance(column, np.ndarray):
            columns.append(column)
            continue
        found = entries(column, decimal, read_as, marks=marks, points="." in free)
        if isinstance(found.values, np.ndarray):
            _say_rounded(found.cells, found.values, rows, f"column {quoted(name)}", counted, notices)
        columns.append(found.values)
        read[name] = replace(found, values=[], cells=())
        cells[at] = []  # may free a million strings
        progress((at + 1) / len(cells))
    remedies = _say(read, read_as, notices)
    doubtful = tuple(name for name, found in read.items() if found.doubtful)
    spellings = {name: found.spellings for name, found in read.items() if found.spellings}
    return Table(tuple(names), tuple(columns), rows, decimal, tuple(notices), counted, remedies, doubtful, spellings)


_SAID = {
    "marks": "A ' that only marks an entry as text was taken off",
    "blanks": "Blanks around entries are no part of them and were left out",
    "off": "What stands around every entry was taken off",
    "cases": "Words that differ by case alone were read as one",
    "gaps": "These count as gaps, as missing entries do",
    "doubt": "It is not certain whether a mark is the decimal one or groups thousands, so these columns are no numbers",
}


def _say(read: dict[str, Entries], read_as: ReadAs, notices: list[str]) -> tuple[Remedy, ...]:
    """Add a notice for each kind of thing read otherwise than it stands; return other ways to read the file."""
    remedies: list[Remedy] = []
    for kind, sentence in _SAID.items():
        about = {name: found.said[kind] for name, found in read.items() if kind in found.said}
        if not about:
            continue
        pieces = (f"in column {quoted(name)} {piece}" for name, piece in about.items())
        notices.append(f"{sentence}: {some(pieces, len(about))}.")
        entry = max((found.doubtful for found in read.values()), key=lambda doubtful: len(readings(doubtful)))
        ways = {
            "cases": {"Keep them apart": replace(read_as, cases_apart=True)},
            "gaps": {"Make them a class": replace(read_as, gaps_are_words=True)},
            "doubt": {f"Read as {value}": replace(read_as, decimal=mark) for mark, value in readings(entry).items()},
        }
        remedies += [Remedy(notices[-1], words, way) for words, way in ways.get(kind, {}).items()]
    return tuple(remedies)


def _say_rounded(
    column: Cells, values: Floats, rows: NDArray[np.int64], where: str, counted: str, notices: list[str]
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
