"""A Dataset is m labelled points in the plane, checked once and never changed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

LONGEST_NAME = 100_000  # characters; no file can hold much longer ones
NO_FEATURE = ""  # the name of the second feature where there is only one; no column that a file has is called so


class DataError(ValueError):
    """Data can't be used; the message says what was found, where, and what to do."""


class NoPointsError(DataError):
    """There are no points: nothing is drawn yet, or all has been erased. Drawing one point helps."""


def _checked_features(X: ArrayLike) -> Floats:
    try:
        features = np.array(X, dtype=np.float64, order="C")
    except (TypeError, ValueError) as error:
        raise DataError(f"X must hold numbers in two columns ({error}). Pass an array of shape (m, 2).") from None
    if features.ndim != 2 or features.shape[1] != 2:
        raise DataError(f"X has shape {features.shape}; pass one row per example and two columns, (m, 2).")
    if len(features) == 0:
        raise DataError("X has no rows; pass at least one example.")
    bad = np.argwhere(~np.isfinite(features))
    if len(bad):
        row, column = bad[0]
        raise DataError(
            f"x{column + 1} of example {row + 1} is {features[row, column]}; every feature must be a finite "
            "number. Leave the row out or fill it in."
        )
    largest = np.abs(features).max()
    if largest > 1e100:
        raise DataError(
            f"the largest feature value is {largest:g}; values past 1e100 overflow when squared. "
            "Express the feature in larger units."
        )
    return features


def _checked_labels(y: ArrayLike, m: int) -> Floats:
    try:
        labels = np.array(y, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise DataError(f"y must hold 0 and 1 ({error}).") from None
    if labels.shape != (m,):
        raise DataError(f"y has shape {labels.shape}; X has {m} rows, so y must have shape ({m},).")
    bad = np.flatnonzero((labels != 0) & (labels != 1))
    if len(bad):
        raise DataError(f"y of example {bad[0] + 1} is {labels[bad[0]]:g}; every label must be 0 or 1.")
    return labels


def checked_names(names: object, what: str) -> tuple[str, str]:
    """Return the names as a pair. Raises DataError, about `what`, where no file can hold them or tell them apart."""
    pair = tuple(names) if isinstance(names, (tuple, list)) else (names,)
    if len(pair) != 2 or not all(isinstance(name, str) for name in pair):
        raise DataError(f"{what} is {names!r}; pass two strings.")
    if pair[0] == pair[1]:
        raise DataError(f"{what} are both {pair[0]!r:.60}; pass two different names.")
    for name in pair:
        if re.search("[\0\ud800-\udfff]", name):
            raise DataError(
                f"{what} hold {name!r:.60}, with a NUL or half of a surrogate pair, which no text file can hold. "
                "Choose another name."
            )
        if len(name) > LONGEST_NAME:
            raise DataError(
                f"{what} hold a name of {len(name):,} characters; at most {LONGEST_NAME:,} are taken. Shorten it."
            )
    return pair


@dataclass(frozen=True, eq=False)
class Dataset:
    """m labelled points in the plane.

    X : (m, 2) float64, finite, in the data's own units; a read-only copy of what was passed.
    y : (m,) float64 of 0 and 1; read-only.
    feature_names : names of the two columns of X; two different ones. Where there is one feature only, the second
        column is 0 and called NO_FEATURE.
    class_names : what y = 0 and y = 1 stand for, in this order; two different names.
    source : where the data comes from, in words.

    Two datasets are equal when all five agree bit for bit.
    Raises DataError on wrong shapes, values that are not finite, labels other than 0 and 1, or names that no
    file can tell apart or hold (NUL, half of a surrogate pair, more than 100,000 characters).
    """

    X: Floats
    y: Floats
    feature_names: tuple[str, str] = ("x1", "x2")
    class_names: tuple[str, str] = ("0", "1")
    source: str = ""
    _facts: dict[str, object] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        X = _checked_features(self.X)
        y = _checked_labels(self.y, len(X))
        X.flags.writeable = y.flags.writeable = False
        object.__setattr__(self, "X", X)
        object.__setattr__(self, "y", y)
        object.__setattr__(self, "feature_names", checked_names(self.feature_names, "feature_names"))
        object.__setattr__(self, "class_names", checked_names(self.class_names, "class_names"))

    @property
    def m(self) -> int:
        """Number of examples."""
        return len(self.y)

    @cached_property
    def has_one_feature(self) -> bool:
        """Whether there is one feature only: the second is called NO_FEATURE and is 0, not -0, for all examples."""
        second = self.X[:, 1]
        return self.feature_names[1] == NO_FEATURE and not (second.any() or np.signbit(second).any())

    @property
    def features(self) -> tuple[str, ...]:
        """The names of the features that there are: two or one."""
        return self.feature_names[:1] if self.has_one_feature else self.feature_names

    @cached_property
    def extent(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The least and the greatest value of each feature, in the data's units."""
        x1, x2 = self.X.T
        return (float(x1.min()), float(x2.min())), (float(x1.max()), float(x2.max()))

    @cached_property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, of everything that tells two datasets apart."""
        sha = hashlib.sha256(self.X.tobytes() + self.y.astype(np.uint8).tobytes())
        sha.update(repr((self.feature_names, self.class_names, self.source)).encode())
        return sha.hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dataset) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)
