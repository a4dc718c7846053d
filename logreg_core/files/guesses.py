"""A table → the two features and the label that a teacher would take, as a first proposal."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from logreg_core.files.column_choice import saved_choice
from logreg_core.files.label_words import TRAITS, WHEN, is_id, is_row_number, label_rank, words_in
from logreg_core.files.table_columns import column_of, feature_columns, is_numeric, values_of

FEW = 10  # a label has at most so many values, and a feature more of them if it can be helped
_FAR = 1000  # whole numbers all different are an ID from here on


def guess_columns(frame: pd.DataFrame) -> tuple[tuple[str, ...], str] | None:
    """Propose (features, label); one feature where the table has just one to offer, None where it has none.

    For a file saved by `to_csv` the proposal is right. Else the label is one of the columns with two to ten values:
    one with the name of a label ("survived", "target"), the likeliest name first; else one with two values, at the
    table's right end (or the left one, where the right one's neighbour has two values too), or the rightmost. The
    features are the first two columns of numbers besides it, those with more than ten values before the others,
    before those with two or that say when ("year"), and before those that are only mostly numbers, or always
    the same. A column that numbers or names the rows is no part of a proposal.
    """
    if saved := saved_choice(frame):
        return saved.features, saved.label
    counts = {name: int(column_of(frame, name).nunique()) for name in frame.columns}
    names = [name for at, name in enumerate(frame.columns) if not _names_rows(frame[name], name, at, counts[name])]
    can_be = [name for name in feature_columns(frame) if name in names]

    def poor(name: str) -> int:
        if counts[name] < 2 or not is_numeric(frame[name]):
            return 3
        if counts[name] == 2 or not WHEN.isdisjoint(words_in(name)):
            return 2
        return int(counts[name] <= FEW)

    def is_count(label: str) -> bool:
        return counts[label] == len(frame) and is_numeric(frame[label]) and label_rank(label) is None

    for label in _labels(names, counts):
        features = sorted((name for name in can_be if name != label), key=poor)[:2]
        if len(features) > is_count(label):
            return tuple(features), label
    return None


def _labels(names: list[str], counts: dict[str, int]) -> list[str]:
    """Return the columns that can be the label, the likeliest first."""
    ends = [*names[:1], *names[-1:]]
    if [counts[name] == 2 for name in (*names[1:2], *names[-2:-1])] == [False, True]:
        ends.reverse()  # at the right end stands one of several columns of two values

    def likely(name: str) -> tuple[float, ...]:
        rank = None if name.casefold() == "y" and "x" in map(str.casefold, names) else label_rank(name)
        named = -math.inf if rank is None else -rank
        trait = not TRAITS.isdisjoint(words_in(name))
        return named, counts[name] == 2, not trait, ends.index(name) + 1 if name in ends else 0, names.index(name)

    return sorted((name for name in names if 2 <= counts[name] <= FEW), key=likely, reverse=True)


def _names_rows(column: pd.Series[Any], name: str, at: int, different: int) -> bool:
    """Tell whether the column numbers the rows, or names them: by its own name, or by what it holds."""
    if is_id(name):
        return True
    if different < max(2, len(column)) or not is_numeric(column):
        return False
    values, _ = values_of(column, ".")
    if (values % 1 != 0).any():
        return False
    counting = len(values) > FEW and values[0] in (0, 1) and bool((np.diff(values) == 1).all())
    far = at == 0 and values.min() >= _FAR and bool((values % 10 != 0).any())
    return is_row_number(name) or counting or far
