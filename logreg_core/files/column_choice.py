"""A choice of columns and classes → the rows that it uses, and those that it can't use and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from logreg_core.files.cells import shown, some
from logreg_core.files.label_words import likely_positive
from logreg_core.files.saved_csv import classes_in
from logreg_core.files.table_columns import (
    codes_of,
    column_of,
    decimal_of,
    numeric_columns,
    values_of,
)
from logreg_core.points.dataset import DataError, Floats
from logreg_core.points.short_text import quoted

MAX_FLAWS = 1000
MISSING, NOT_A_NUMBER = "missing", "not a finite number"

_ABSENT = -2  # the code of a class that is named but has no rows


@dataclass(frozen=True)
class Selection:
    """What a choice makes of a table of n rows.

    used : (n,) whether a row is of one of the two classes, or has no label.   ones : (n,) whether it is of class 1.
    X : (n, k) for one or two features, nan where there is no finite number.
    flawed : (n, k + 1) whether a used row's feature or label can't be used.   missing : the same, whether it is a gap.
    classes : names of class 0 and class 1.   absent : which of these, 0 or 1, were named though no row has them.
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
    """An entry for which a row can't be used: row, column and entry as the user sees them; MISSING or NOT_A_NUMBER."""

    row: int
    column: str
    entry: str
    reason: str


@dataclass(frozen=True)
class Unusable:
    """The rows that a choice can't use.

    rows : how many they are, out of `of` rows of the two classes (rows without a label included).
    missing : how many of their entries are gaps.   not_numbers : how many are no finite numbers.
    flaws : the first 1,000 of these entries, row by row.
    """

    rows: int
    of: int
    missing: int
    not_numbers: int
    flaws: tuple[Flaw, ...]


@dataclass(frozen=True)
class SavedChoice:
    """The columns and classes of a file that `to_csv` wrote, named as the arguments of `to_dataset`."""

    features: tuple[str, ...]
    label: str
    positive: str
    negative: str


def _index(value: object, values: list[str], label: str) -> int:
    """Return the index among `values` of a value, given by itself (1, 1.0, True, "yes") or as shown ("1")."""
    as_number = str(int(value)) if isinstance(value, (bool, np.bool_)) else shown(value)
    for text in (str(value), as_number):
        if text in values:
            return values.index(text)
    there = some(map(quoted, values), len(values))
    raise DataError(f"The label {quoted(label)} has no value {quoted(value)}; it has {there}.")


def _class_codes(values: list[str], label: str, positive: object, negative: object) -> tuple[int, int | None]:
    """Return the indexes in `values` of what becomes y = 1 and y = 0; None where y = 0 is all the others."""
    if not values:
        raise DataError(f"The label {quoted(label)} has no values; a boundary needs two. Choose another label.")
    if len(values) == 1:
        return _lone(values[0], label, positive, negative)
    one = None if positive is None else _index(positive, values, label)
    zero = None if negative is None else _index(negative, values, label)
    if one is None:
        if len(values) > 2:
            there = some(map(quoted, values), len(values))
            raise DataError(
                f"The label {quoted(label)} has {len(values):,} values ({there}). "
                "Say which one is class 1, and which is class 0 or that all the rest are."
            )
        one = values.index(likely_positive(values)) if zero is None else 1 - zero
    if one == zero:
        raise DataError(f"Class 1 and class 0 are both {quoted(values[one])}. Choose two different values.")
    return one, 1 - one if len(values) == 2 else zero


def _lone(value: str, label: str, positive: object, negative: object) -> tuple[int, int]:
    """Return the same where all rows have one value: both classes must be named, and one of them be this value."""
    if positive is None or negative is None:
        raise DataError(
            f"The label {quoted(label)} has the one value {quoted(value)}; a boundary needs two. Choose another label, "
            "or name both classes."
        )
    found = [value in (str(given), shown(given)) for given in (positive, negative)]
    if all(found):
        raise DataError(f"Class 1 and class 0 are both {quoted(value)}. Choose two different values.")
    if not any(found):
        _index(positive, [value], label)
    return (0, _ABSENT) if found[0] else (_ABSENT, 0)


def select(frame: pd.DataFrame, features: tuple[str, ...], label: str, positive: object, negative: object) -> Selection:
    """Return what the choice makes of the frame; the arguments are those of `to_dataset`. Raises DataError."""
    if len(features) not in (1, 2) or len({*features, label}) != len(features) + 1:
        chosen = ", ".join(map(quoted, (*features, label)))
        how = {1: "A feature and a label must be two", 2: "Two features and a label must be three"}
        must = how.get(len(features), "One or two features and a label must be")
        raise DataError(f"{must} different columns; chosen are {chosen}.")
    columns = [column_of(frame, name) for name in features]
    labels = column_of(frame, label)
    codes, values = codes_of(labels)
    became = frame.attrs.get("spellings", {}).get(labels.name, {})
    positive, negative = (given if given in values else became.get(given, given) for given in (positive, negative))
    one, zero = _class_codes(values, label, positive, negative)
    used = (codes == one) | (codes == -1) | ((codes == zero) if zero is not None else (codes >= 0))
    read = [values_of(column, decimal_of(frame, str(column.name))) for column in columns]
    X = np.column_stack([numbers for numbers, _ in read])
    unlabelled = codes == -1
    flawed = np.column_stack([*np.isnan(X).T, unlabelled]) & used[:, None]
    missing = flawed & ~np.column_stack([*(wrong for _, wrong in read), np.zeros(len(X), dtype=bool)])
    name_one = shown(positive) if one == _ABSENT else values[one]
    name_zero = f"not {name_one}" if zero is None else shown(negative) if zero == _ABSENT else values[zero]
    absent = tuple(y for y, code in enumerate((zero, one)) if code == _ABSENT)
    return Selection(used, codes == one, X, flawed, missing, (name_zero, name_one), absent)


def _entry(frame: pd.DataFrame, name: str, at: int) -> str:
    value: Any = column_of(frame, name).iloc[at]
    return "" if pd.isna(value) else shown(value)


def unusable_rows(
    frame: pd.DataFrame,
    *,
    features: tuple[str, ...],
    label: str,
    positive: object = None,
    negative: object = None,
) -> Unusable:
    """Return the rows that `to_dataset` leaves out by `drop_incomplete`: a chosen column has no finite number there.

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
    """Return the columns and classes of a file that `to_csv` wrote, by its last header; None for other files."""
    *features, label = frame.columns
    if len(features) not in (1, 2) or len(numeric_columns(frame[features])) != len(features):
        return None
    classes = classes_in(label, codes_of(frame.iloc[:, -1])[1])
    return None if classes is None else SavedChoice(tuple(features), label, *classes)
