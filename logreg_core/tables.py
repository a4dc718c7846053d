"""The border to pandas: bytes → table → Dataset, each row and column named as the user sees it.

What rows are is said in `delimited`, which does the reading; what numbers and gaps are, in `cells`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from logreg_core.cells import GAPS, Floats, numbers, short, some
from logreg_core.dataset import DataError, Dataset
from logreg_core.delimited import read_delimited

MAX_LABEL_VALUES = 100
LARGEST = 1e100  # what a Dataset takes


def read_table(raw: bytes, filename: str) -> pd.DataFrame:
    """The table in a CSV or TSV file's bytes (commas, semicolons or tabs; UTF-8, or UTF-16 with its mark).

    A column whose every entry is a number is float64 (gaps: nan); any other holds str, verbatim (gaps: None).
    The index is the row's number as the user sees it, the header being row 1. attrs["filename"] is the name
    given; attrs["notices"] a tuple of plain sentences about whatever was read otherwise than it stands, to be
    shown; attrs["decimal"] the decimal mark that the file uses.
    Raises DataError, with row and remedy, for whatever can't be read whole and without doubt.
    """
    table = read_delimited(bytes(raw))
    rows = pd.Index(table.rows, name="row")
    frame = pd.DataFrame(
        {
            name: pd.Series(column, rows, dtype=object if isinstance(column, list) else np.float64)
            for name, column in zip(table.names, table.columns, strict=True)
        }
    )
    frame.attrs = {"filename": filename, "notices": table.notices, "decimal": table.decimal}
    return frame


def _is_numeric(column: pd.Series[Any]) -> bool:
    is_a = pd.api.types
    neither = is_a.is_bool_dtype(column) or is_a.is_complex_dtype(column)
    return is_a.is_numeric_dtype(column) and not neither


def _column(frame: pd.DataFrame, name: str) -> pd.Series[Any]:
    found = [at for at, column in enumerate(frame.columns) if column == name]
    if len(found) != 1:
        there = f"; there are {some(map(short, frame.columns), len(frame.columns))}" if not found else ""
        raise DataError(f"The table has {len(found) or 'no'} columns called {short(name)}{there}.")
    return frame.iloc[:, found[0]]


def _texts(column: pd.Series[Any]) -> list[str]:
    """Each entry of a column that is not numeric as text, "" for a gap."""
    entries = ["" if gap else str(entry) for entry, gap in zip(column, column.isna(), strict=True)]
    return ["" if entry.strip() in GAPS else entry for entry in entries]


def _shown(value: object) -> str:
    """A label's entry as the screen shows it: 1, not 1.0."""
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    return str(value)


def _labels(column: pd.Series[Any]) -> tuple[NDArray[np.intp], list[str]]:
    """Each row's place in the sorted list of the column's values (-1 for a gap), and that list as text."""
    entries: Any = column
    if not _is_numeric(column):
        entries = np.array([text or None for text in _texts(column)], dtype=object)
    codes, values = pd.factorize(entries, sort=True)
    return codes, [_shown(value) for value in values]


def _place(value: object, values: list[str], label: str) -> int:
    """Where `value`, given by itself (1, 1.0, True, "yes") or as shown ("1"), stands among the values."""
    as_number = str(int(value)) if isinstance(value, (bool, np.bool_)) else _shown(value)
    for text in (str(value), as_number):
        if text in values:
            return values.index(text)
    there = some(map(short, values), len(values))
    raise DataError(f"The label {short(label)} has no value {short(value)}; it has {there}.")


def _classes(values: list[str], label: str, positive: object, negative: object) -> tuple[int, int | None]:
    """Places in `values` of what becomes y = 1 and y = 0; None where y = 0 is all the rest of several."""
    if len(values) < 2:
        found = f"the one value {short(values[0])}" if values else "no values"
        raise DataError(f"The label {short(label)} has {found}; a boundary needs two. Choose another label.")
    one = None if positive is None else _place(positive, values, label)
    zero = None if negative is None else _place(negative, values, label)
    if one is None:
        if len(values) > 2:
            there = some(map(short, values), len(values))
            raise DataError(
                f"The label {short(label)} has {len(values):,} values ({there}). "
                "Say which one is class 1, and which is class 0 or that all the rest are."
            )
        one = 1 if zero is None else 1 - zero
    if one == zero:
        raise DataError(f"Class 1 and class 0 are both {short(values[one])}. Choose two different values.")
    return one, 1 - one if len(values) == 2 else zero


def _feature(column: pd.Series[Any], used: NDArray[np.bool_], name: str, decimal: str) -> Floats:
    """The column as float64, nan for gaps; DataError where a used entry is no finite number, or too large."""
    if _is_numeric(column):
        values = column.to_numpy(dtype=np.float64, na_value=np.nan)
        wrong = np.isinf(values)
    else:
        texts = _texts(column)
        each = (numbers([text], decimal) for text in texts)
        values = np.array([np.nan if number is None else number[0] for number in each])
        wrong = np.isnan(values) & np.array([text != "" for text in texts], dtype=bool)
    large = f"is past {LARGEST:g} and overflows when squared. Express the feature in larger units."
    no_number = (
        f"is not a finite number. Write numbers like -1234{decimal}5, without thousands separators or units, "
        "leave a missing one empty, or choose another column."
    )
    for bad, reason in ((wrong, no_number), (np.abs(values) > LARGEST, large)):
        at = np.flatnonzero(bad & used).tolist()
        if at:
            also = some((f"row {row}" for row in column.index[at[1:6]]), len(at) - 1)
            raise DataError(
                f"Row {column.index[at[0]]}, column {short(name)}{f' (also {also})' if also else ''}: "
                f"{short(column.iloc[at[0]])} {reason}"
            )
    return values


def to_dataset(
    frame: pd.DataFrame,
    *,
    features: tuple[str, str],
    label: str,
    positive: object = None,
    negative: object = None,
    drop_incomplete: bool = False,
) -> Dataset:
    """Two numeric columns and a label column of `frame` as a Dataset, in its order; `frame` is not changed.

    features : names of two different columns; X (m, 2) is in their units.   label : name of a third column.
    positive : the label's value that becomes y = 1, by itself or as the screen shows it ("1" for 1.0). None:
        where there are two values, the later one in sorted order (1 against 0, "yes" against "no").
    negative : the value that becomes y = 0, rows with others being left out. None: all the rest.
    drop_incomplete : leave out the rows with a gap in a chosen column; otherwise they raise DataError.
    Raises DataError, with rows, columns and remedy, for what does not make two classes of points.
    """
    if len(features) != 2 or len({*features, label}) != 3:
        chosen = ", ".join(map(short, (*features, label)))
        raise DataError(f"Two features and a label must be three different columns; chosen are {chosen}.")
    columns = [_column(frame, name) for name in features]
    codes, values = _labels(_column(frame, label))
    one, zero = _classes(values, label, positive, negative)
    used = (codes == one) | (codes == -1) | ((codes == zero) if zero is not None else (codes >= 0))
    decimal = frame.attrs.get("decimal", ".")
    X = np.column_stack([_feature(column, used, name, decimal) for column, name in zip(columns, features, strict=True)])
    incomplete = used & (np.isnan(X).any(axis=1) | (codes == -1))
    left_out = int(incomplete.sum())
    if left_out and not drop_incomplete:
        places = gaps(frame.loc[incomplete].head(5), (*features, label))
        where = some((f"row {row} ({short(column)})" for row, column in places), max(len(places), left_out))
        raise DataError(
            f"Rows with a gap in a chosen column: {left_out:,} of {int(used.sum()):,}, namely {where}. "
            "Fill the gaps, or choose to leave these rows out."
        )
    used &= ~incomplete
    y = codes[used] == one
    classes = (values[zero] if zero is not None else f"not {values[one]}", values[one])
    for empty, name in ((y.all(), classes[0]), (not y.any(), classes[1])):
        if empty:
            raise DataError(
                f"Once rows with gaps are left out ({left_out:,}), none of class {short(name)} is left; a "
                "boundary needs two classes. Fill some gaps, or choose other columns."
            )
    file, name, zero_name, one_name = (
        short(text)[1:-1] for text in (frame.attrs.get("filename") or "a table", label, *classes)
    )
    source = f"{file}: {name} {one_name} against {zero_name}"
    if left_out:
        source += f", incomplete rows left out: {left_out:,}"
    return Dataset(X[used], y.astype(np.float64), (features[0], features[1]), classes, source)


def label_values(frame: pd.DataFrame, label: str) -> tuple[str, ...]:
    """The values in column `label` as the screen shows them, sorted (numbers by size); at most 100."""
    return tuple(_labels(_column(frame, label))[1][:MAX_LABEL_VALUES])


def numeric_columns(frame: pd.DataFrame) -> tuple[str, ...]:
    """The columns that can be features: every entry a number or a gap."""
    return tuple(name for at, name in enumerate(frame.columns) if _is_numeric(frame.iloc[:, at]))


def gaps(frame: pd.DataFrame, columns: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """(row number, column) of every gap in these columns, by rows."""
    missing = []
    for name in columns:
        column = _column(frame, name)
        missing.append(column.isna() if _is_numeric(column) else [text == "" for text in _texts(column)])
    at_row, at_column = np.nonzero(np.array(missing, dtype=bool).T)
    rows = frame.index[at_row].tolist()
    return tuple((row, columns[at]) for row, at in zip(rows, at_column, strict=True))


def guess_columns(frame: pd.DataFrame) -> tuple[tuple[str, str], str] | None:
    """A proposal for (features, label), or None where the table has none.

    The label is the last column with two values, else the last with up to ten. The features are the first two
    numeric columns beside it; those with few values, or that only count the rows, come last.
    """
    values = {name: len(_labels(_column(frame, name))[1]) for name in frame.columns}
    few = [name for name, count in values.items() if count == 2]
    few = few or [name for name, count in values.items() if 2 < count <= 10]

    def poor(name: str) -> bool:
        return values[name] <= 10 or bool((np.diff(frame[name].to_numpy()) == 1).all())

    for label in reversed(few):
        numeric = sorted((name for name in numeric_columns(frame) if name != label), key=poor)
        if len(numeric) >= 2:
            return (numeric[0], numeric[1]), label
    return None
