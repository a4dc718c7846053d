"""What is done to all points at once: they are turned round their mean, or stand there several times."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from logreg_core.points.dataset import DataError, Dataset, Floats

ANGLE = 45  # degrees of one turn
TURNS = 360 // ANGLE
MOST_DOUBLED = 3  # times: each point is there eight times then
MOST_ROWS = 1_000_000  # that doubling leads to
_X1_X2 = ("x1", "x2")


@dataclass(frozen=True)
class Reshaping:
    """What was done to all points since they were made or read.

    turns : how many times 45° they are turned round their mean, against the clock, 0 to 7.
    doubled : how many times all of them were put there once more, 0 to 3.
    Raises DataError outside these ranges.
    """

    turns: int = 0
    doubled: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.turns < TURNS:
            raise DataError(f"the points are turned {self.turns} times by {ANGLE}°; it must be 0 to {TURNS - 1} times")
        if not 0 <= self.doubled <= MOST_DOUBLED:
            raise DataError(f"the points are doubled {self.doubled} times; it must be 0 to {MOST_DOUBLED} times")

    @property
    def degrees(self) -> int:
        """By how much the points are turned."""
        return ANGLE * self.turns

    @property
    def copies(self) -> int:
        """How many times each point is there."""
        return 1 << self.doubled

    def turned(self) -> Reshaping:
        """Return the same with one turn more; after eight all is as it was."""
        return replace(self, turns=(self.turns + 1) % TURNS)

    def twice(self) -> Reshaping:
        """Return the same with every point there twice as often. Raises DataError where that is too often."""
        return replace(self, doubled=self.doubled + 1)

    def applied(self, dataset: Dataset) -> Dataset:
        """Return the points so reshaped, the dataset itself where nothing is done.

        Copies come after all points, in their order. Names of features that are turned say so, but x1 and x2.
        Raises DataError where there is one feature only, which can't be turned.
        """
        if self == AS_MADE:
            return dataset
        X, names, source = dataset.X, dataset.feature_names, [dataset.source]
        if self.turns:
            if dataset.has_one_feature:
                raise DataError("There is one feature only, and a line can't be turned. Leave the points as they are.")
            X, names = _turned(X, self.turns), _names_of(names)
            source.append(f"turned by {self.degrees}°")
        if self.doubled:
            source.append(f"each {self.copies} times")
        words = ", ".join(part for part in source if part)
        return Dataset(np.tile(X, (self.copies, 1)), np.tile(dataset.y, self.copies), names, dataset.class_names, words)


AS_MADE = Reshaping()


def _turned(X: Floats, turns: int) -> Floats:
    """Return the points turned round their mean; by quarters without a rounded sine."""
    cosine, sine = [(1.0, 0.0), (math.sqrt(0.5),) * 2, (0.0, 1.0), (-math.sqrt(0.5), math.sqrt(0.5))][turns % 4]
    sign = 1.0 if turns < 4 else -1.0
    mean = np.add.reduce(X, axis=0) / len(X)
    x1, x2 = (X - mean).T
    turned: Floats = mean + sign * np.column_stack([cosine * x1 - sine * x2, sine * x1 + cosine * x2])
    return turned


def _names_of(names: tuple[str, str]) -> tuple[str, str]:
    return names if names == _X1_X2 else (f"{names[0]}, turned", f"{names[1]}, turned")


def keeps_names(dataset: Dataset) -> bool:
    """Return whether the features of turned points are called as before."""
    return _names_of(dataset.feature_names) == dataset.feature_names
