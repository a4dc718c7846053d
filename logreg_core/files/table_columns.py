"""What the columns of a DataFrame hold: numbers, gaps, other entries and values, named as the user sees them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from logreg_core.files.cells import number, readings, shown, some, taken_off, trimmed
from logreg_core.points.dataset import DataError, Floats
from logreg_core.points.short_text import quoted

MAX_LABEL_VALUES = 100
MAX_LOOKED_AT = 1000  # rows in which another unit is looked for
MOSTLY = 0.5  # a column with more numbers than this share of its entries can be a feature


@dataclass(frozen=True)
class Column:
    """What one column holds.

    name : as in the table.   kind : "numbers", "mostly numbers" (can be a feature too) or "text".
    entries : how many there are besides gaps.   missing : how many gaps there are.
    not_numbers : how many of the entries are no number.
    least, most : of the numbers, in the column's units; None where there is none.
    values : how many different entries there are.   first_values : three of them, as the screen shows them.
    """

    name: str
    kind: str
    entries: int
    missing: int
    not_numbers: int
    least: float | None
    most: float | None
    values: int
    first_values: tuple[str, ...]


def is_numeric(column: pd.Series[Any]) -> bool:
    """Tell whether the column's type is one of numbers."""
    is_a = pd.api.types
    neither = is_a.is_bool_dtype(column) or is_a.is_complex_dtype(column)
    return is_a.is_numeric_dtype(column) and not neither


def column_of(frame: pd.DataFrame, name: str) -> pd.Series[Any]:
    """Return the one column called `name`, blanks around it aside. Raises DataError where there is none, or several."""
    found = [at for at, column in enumerate(frame.columns) if column == name]
    found = found or [at for at, column in enumerate(frame.columns) if column == trimmed(name)]
    if len(found) != 1:
        there = f"; there are {some(map(quoted, frame.columns), len(frame.columns))}" if not found else ""
        raise DataError(f"The table has {len(found) or 'no'} columns called {quoted(name)}{there}.")
    return frame.iloc[:, found[0]]


def codes_of(column: pd.Series[Any]) -> tuple[NDArray[np.intp], list[str]]:
    """Return each row's index in the sorted list of the column's values (-1 for a gap), and that list as text."""
    codes, values = _factors(column)
    return codes, [shown(value) for value in values]


def _factors(column: pd.Series[Any], most: int | None = None) -> tuple[NDArray[np.intp], list[Any]]:
    """Return each row's index in the sorted list of the column's values (-1 for a gap), and the first `most` of it."""
    if arrow := _arrow(column):
        codes, entries = arrow.sorted_entries(column)
        return codes, entries.slice(0, most).to_pylist()
    codes, values = pd.factorize(column if is_numeric(column) else _texts(column), sort=True)
    return codes, list(values[:most])


def _arrow(column: pd.Series[Any]) -> ModuleType | None:
    """Return what works on the column, where it is text that pyarrow keeps: others need no pyarrow."""
    if not isinstance(column.dtype, pd.ArrowDtype):
        return None
    from logreg_core.files import arrow_text

    return arrow_text if arrow_text.is_arrow_text(column) else None


def _texts(column: pd.Series[Any]) -> NDArray[np.object_]:
    """Return the column's entries as text, None for gaps."""
    entries = column.to_numpy(dtype=object)
    if pd.api.types.infer_dtype(entries, skipna=True) in ("string", "empty"):
        return entries  # as read_table gives them
    texts = np.empty(len(entries), dtype=object)
    texts[:] = [None if gap else str(entry) for entry, gap in zip(entries, column.isna(), strict=True)]
    return texts


def values_of(column: pd.Series[Any], decimal: str) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the column's numbers (n,), nan elsewhere, and (n,) where there is an entry but no finite number."""
    missing = column.isna().to_numpy(dtype=bool)
    if is_numeric(column):
        values = column.to_numpy(dtype=np.float64, na_value=np.nan)
        values = np.where(np.isfinite(values), values, np.nan)
    elif arrow := _arrow(column):
        values = arrow.numbers_of(column, decimal)
    else:
        texts = _texts(column)
        read = {text: number(text, decimal) for text in set(texts[~missing])}  # a million words may be only two
        values = np.array([read.get(text, np.nan) for text in texts])
    return values.astype(np.float64), np.isnan(values) & ~missing


def decimal_of(frame: pd.DataFrame, name: str) -> str:
    """Return the marks of a column's numbers, as `cells` has them, in the file that the frame was read from."""
    return "" if name in frame.attrs.get("doubtful", ()) else str(frame.attrs.get("decimal", "."))


def _described(column: pd.Series[Any], name: str, decimal: str) -> Column:
    values, wrong = values_of(column, decimal)
    there = values[~np.isnan(values)]
    different = column.dropna().unique()
    kind = "numbers" if len(there) and not wrong.any() else "text"
    if wrong.any() and len(there) > MOSTLY * (len(there) + wrong.sum()):
        kind = "mostly numbers"
    return Column(
        name,
        kind,
        entries=len(there) + int(wrong.sum()),
        missing=int(column.isna().sum()),
        not_numbers=int(wrong.sum()),
        least=float(there.min()) if len(there) else None,
        most=float(there.max()) if len(there) else None,
        values=len(different),
        first_values=tuple(map(shown, islice(different, 3))),
    )


def describe(frame: pd.DataFrame) -> tuple[Column, ...]:
    """Describe each column of the frame, in the frame's order."""
    return tuple(_described(frame.iloc[:, at], name, decimal_of(frame, name)) for at, name in enumerate(frame.columns))


def _can_be_feature(column: pd.Series[Any], decimal: str) -> bool:
    if is_numeric(column):
        return True
    values, wrong = values_of(column, decimal)
    count = int((~np.isnan(values)).sum())
    return count > MOSTLY * (count + int(wrong.sum()))


def feature_columns(frame: pd.DataFrame) -> tuple[str, ...]:
    """Return the columns that can be features: all of their entries are numbers, or more than half of them."""
    return _those(frame, lambda column: _can_be_feature(column, decimal_of(frame, str(column.name))))


def no_numbers(frame: pd.DataFrame) -> str:
    """Return why columns can't be features: each one's first entry that is no number, with its row."""
    fit = feature_columns(frame)
    those = [name for name in frame.columns if name not in fit]
    return some((_no_number(frame, name) for name in those), len(those))


def _no_number(frame: pd.DataFrame, name: str) -> str:
    column = column_of(frame, name).dropna()
    wrong = column[values_of(column, decimal_of(frame, name))[1]].head(1).astype(str)
    if wrong.empty:
        return f"{quoted(name)} has no entry"
    row_word, row, entry = frame.index.name or "row", wrong.index[0], wrong.iloc[0]
    has, there = f"{quoted(name)} has", f"in {row_word} {row}"
    if name in frame.attrs.get("doubtful", ()):
        return f"{has} {entry} {there}, which is {' or '.join(readings(entry).values())}"
    for other_row, other in column.head(MAX_LOOKED_AT).items() if taken_off([entry]) else ():
        if (taken_off([other]) or number(other) == number(other)) and not taken_off([entry, other]):
            return f"{has} {entry} {there} and {other} in {row_word} {other_row}"
    return f"{has} {quoted(entry, 30)} {there}, which is no number"


def numeric_columns(frame: pd.DataFrame) -> tuple[str, ...]:
    """Return the columns in which every entry is a number or a gap, by their type."""
    return _those(frame, is_numeric)


def _those(frame: pd.DataFrame, fits: Callable[[pd.Series[Any]], bool]) -> tuple[str, ...]:
    return tuple(name for at, name in enumerate(frame.columns) if fits(frame.iloc[:, at]))


def label_values(frame: pd.DataFrame, label: str) -> tuple[str, ...]:
    """Return the values in column `label` as the screen shows them, sorted (numbers by size); at most 100."""
    return tuple(map(shown, _factors(column_of(frame, label), MAX_LABEL_VALUES)[1]))


def gaps(frame: pd.DataFrame, columns: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Return (row number, column) of every gap in these columns, row by row."""
    missing = [column_of(frame, name).isna() for name in columns]
    at_row, at_column = np.nonzero(np.array(missing, dtype=bool).T)
    rows = frame.index[at_row].tolist()
    return tuple((row, columns[at]) for row, at in zip(rows, at_column, strict=True))
