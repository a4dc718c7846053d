"""A choice of columns and classes → the rows that it uses, those it can't use and why, and guesses to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from logreg_core.files.cells import shown, some
from logreg_core.files.saved_csv import classes_in
from logreg_core.files.table_columns import (
    codes_of,
    column_of,
    decimal_of,
    feature_columns,
    is_numeric,
    numeric_columns,
    values_of,
)
from logreg_core.points.dataset import DataError, Floats
from logreg_core.points.short_text import quoted

MAX_FLAWS = 1000
MISSING, NOT_A_NUMBER = "missing", "not a finite number"

_ABSENT = -2  # the place of a class that is named but has no rows


@dataclass(frozen=True)
class Selection:
    """What a choice makes of a table of n rows.

    used : (n,) rows of the two classes, and rows without a label.   ones : (n,) those of class 1.
    X : (n, 2), nan where there is no finite number.   flawed : (n, 3) entries of x1, x2 and label that used rows
    lack.   missing : (n, 3) those of them that are gaps.   classes : names of class 0 and class 1.
    absent : places in `classes` of what was named though no row has it.
    """

    used: NDArray[np.bool_]
    ones: NDArray[np.bool_]
    X: Floats
    flawed: NDArray[np.bool_]
    missing: NDArray[np.bool_]
    classes: tuple[str, str]
    absent: tuple[int, ...]


@dataclass(frozen=True)
class Flaw:
    """An entry that a row can't be used for: row, column and entry as the user sees them; reason as said above."""

    row: int
    column: str
    entry: str
    reason: str


@dataclass(frozen=True)
class Unusable:
    """The rows that a choice can't use.

    rows : how many they are, of `of` rows of the two classes (rows without a label included).
    missing, not_numbers : how many of their entries are gaps, and no finite numbers.
    flaws : the first 1,000 of these entries, by rows.
    """

    rows: int
    of: int
    missing: int
    not_numbers: int
    flaws: tuple[Flaw, ...]


@dataclass(frozen=True)
class SavedChoice:
    """How a file that `to_csv` wrote is to be opened: what `to_dataset` needs, under the same names."""

    features: tuple[str, str]
    label: str
    positive: str
    negative: str


def _place(value: object, values: list[str], label: str) -> int:
    """Where `value`, given by itself (1, 1.0, True, "yes") or as shown ("1"), stands among the values."""
    as_number = str(int(value)) if isinstance(value, (bool, np.bool_)) else shown(value)
    for text in (str(value), as_number):
        if text in values:
            return values.index(text)
    there = some(map(quoted, values), len(values))
    raise DataError(f"The label {quoted(label)} has no value {quoted(value)}; it has {there}.")


def _places(values: list[str], label: str, positive: object, negative: object) -> tuple[int, int | None]:
    """Places in `values` of what becomes y = 1 and y = 0; None where y = 0 is all the rest of several."""
    if not values:
        raise DataError(f"The label {quoted(label)} has no values; a boundary needs two. Choose another label.")
    if len(values) == 1:
        return _lone(values[0], label, positive, negative)
    one = None if positive is None else _place(positive, values, label)
    zero = None if negative is None else _place(negative, values, label)
    if one is None:
        if len(values) > 2:
            there = some(map(quoted, values), len(values))
            raise DataError(
                f"The label {quoted(label)} has {len(values):,} values ({there}). "
                "Say which one is class 1, and which is class 0 or that all the rest are."
            )
        one = 1 if zero is None else 1 - zero
    if one == zero:
        raise DataError(f"Class 1 and class 0 are both {quoted(values[one])}. Choose two different values.")
    return one, 1 - one if len(values) == 2 else zero


def _lone(value: str, label: str, positive: object, negative: object) -> tuple[int, int]:
    """The places where all rows are of one class: allowed only where both classes are named and one is it."""
    if positive is None or negative is None:
        raise DataError(
            f"The label {quoted(label)} has the one value {quoted(value)}; a boundary needs two. Choose another label, "
            "or name both classes."
        )
    found = [value in (str(given), shown(given)) for given in (positive, negative)]
    if all(found):
        raise DataError(f"Class 1 and class 0 are both {quoted(value)}. Choose two different values.")
    if not any(found):
        _place(positive, [value], label)
    return (0, _ABSENT) if found[0] else (_ABSENT, 0)


def select(frame: pd.DataFrame, features: tuple[str, str], label: str, positive: object, negative: object) -> Selection:
    """What the choice makes of the frame; the arguments are those of `to_dataset`. Raises DataError."""
    if len(features) != 2 or len({*features, label}) != 3:
        chosen = ", ".join(map(quoted, (*features, label)))
        raise DataError(f"Two features and a label must be three different columns; chosen are {chosen}.")
    columns = [column_of(frame, name) for name in features]
    codes, values = codes_of(column_of(frame, label))
    one, zero = _places(values, label, positive, negative)
    used = (codes == one) | (codes == -1) | ((codes == zero) if zero is not None else (codes >= 0))
    read = [values_of(column, decimal_of(frame)) for column in columns]
    X = np.column_stack([numbers for numbers, _ in read])
    unlabelled = codes == -1
    flawed = np.column_stack([*np.isnan(X).T, unlabelled]) & used[:, None]
    missing = flawed & ~np.column_stack([*(wrong for _, wrong in read), np.zeros(len(X), dtype=bool)])
    name_one = shown(positive) if one == _ABSENT else values[one]
    name_zero = f"not {name_one}" if zero is None else shown(negative) if zero == _ABSENT else values[zero]
    absent = tuple(place for place, code in enumerate((zero, one)) if code == _ABSENT)
    return Selection(used, codes == one, X, flawed, missing, (name_zero, name_one), absent)


def _entry(frame: pd.DataFrame, name: str, at: int) -> str:
    value: Any = column_of(frame, name).iloc[at]
    return "" if pd.isna(value) else shown(value)


def unusable_rows(
    frame: pd.DataFrame,
    *,
    features: tuple[str, str],
    label: str,
    positive: object = None,
    negative: object = None,
) -> Unusable:
    """The rows that `to_dataset` leaves out when told to: those with a gap or a non-number in a chosen column.

    The arguments are those of `to_dataset`. Raises DataError where the choice itself makes no two classes.
    """
    chosen = select(frame, features, label, positive, negative)
    at_row, at_column = np.nonzero(chosen.flawed)
    names = (*features, label)
    flaws = tuple(
        Flaw(
            frame.index[row],
            names[column],
            _entry(frame, names[column], row),
            MISSING if chosen.missing[row, column] else NOT_A_NUMBER,
        )
        for row, column in zip(at_row[:MAX_FLAWS].tolist(), at_column[:MAX_FLAWS].tolist(), strict=True)
    )
    missing = int(chosen.missing.sum())
    rows, of = int(chosen.flawed.any(axis=1).sum()), int(chosen.used.sum())
    return Unusable(rows, of, missing, len(at_row) - missing, flaws)


def saved_choice(frame: pd.DataFrame) -> SavedChoice | None:
    """The columns and classes of a file that `to_csv` wrote, by its last column's header; None for other files."""
    names = list(frame.columns)
    if len(names) != 3 or len(numeric_columns(frame[names[:2]])) != 2:
        return None
    classes = classes_in(names[2], codes_of(frame.iloc[:, 2])[1])
    return None if classes is None else SavedChoice((names[0], names[1]), names[2], *classes)


def guess_columns(frame: pd.DataFrame) -> tuple[tuple[str, str], str] | None:
    """A proposal for (features, label), or None where the table has none.

    For a file saved by `to_csv` it is right. Else the label is the last column with two values, or the last with up
    to ten. The features are the first two columns of numbers beside it; those that are but mostly numbers, that
    have few values, or that only count the rows, come last.
    """
    if saved := saved_choice(frame):
        return saved.features, saved.label
    values = {name: int(column_of(frame, name).nunique()) for name in frame.columns}
    few = [name for name, count in values.items() if count == 2]
    few = few or [name for name, count in values.items() if 2 < count <= 10]
    can_be = feature_columns(frame)

    def poor(name: str) -> int:
        if not is_numeric(frame[name]):
            return 2
        return int(values[name] <= 10 or bool((np.diff(frame[name].to_numpy()) == 1).all()))

    for label in reversed(few):
        numeric = sorted((name for name in can_be if name != label), key=poor)
        if len(numeric) >= 2:
            return (numeric[0], numeric[1]), label
    return None
