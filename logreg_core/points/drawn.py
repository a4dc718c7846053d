"""Points that a link holds whole: drawn by hand, or a small table."""

from __future__ import annotations

import base64
import binascii
import json
import math
import zlib
from dataclasses import dataclass

import numpy as np

from logreg_core.points import link_text
from logreg_core.points.dataset import NO_FEATURE, DataError, Dataset, NoPointsError, checked_names
from logreg_core.points.link_numbers import real_number, whole_number
from logreg_core.points.link_text import Row

LARGEST_LINKED = 300  # points that travel inside a link
LARGEST_COORDINATE = 1e100
_LONGEST_UNPACKED = 200_000  # characters; a link can't unpack to more (a small text can hide a huge one)
_DEFAULT_NAMES = ["x1", "x2", "0", "1", ""]


@dataclass(frozen=True)
class Points:
    """Up to 300 points that travel in the link itself; none before anything is drawn.

    rows : one (x1, x2, y) per point;  names as in Dataset;  source : where they come from, in words.
    """

    rows: tuple[Row, ...]
    feature_names: tuple[str, str] = ("x1", "x2")
    class_names: tuple[str, str] = ("0", "1")
    source: str = ""

    def __post_init__(self) -> None:
        if len(self.rows) > LARGEST_LINKED:
            raise ValueError(f"a link holds up to {LARGEST_LINKED} points, and this has {len(self.rows)}")
        for i, (x1, x2, y) in enumerate(self.rows, 1):
            if not (math.isfinite(x1) and math.isfinite(x2) and y in (0, 1)):
                raise ValueError(f"point {i} is ({x1}, {x2}, {y}); it must be two finite numbers and 0 or 1")
        checked_names(self.feature_names, "feature_names")
        checked_names(self.class_names, "class_names")

    @classmethod
    def of(cls, dataset: Dataset) -> Points:
        """Return the points of a dataset of at most 300 examples, bit for bit. Raises ValueError where it has more."""
        return cls(rows_of(dataset), dataset.feature_names, dataset.class_names, dataset.source)

    @property
    def has_one_feature(self) -> bool:
        """Whether there is one feature only, as Dataset has it; so also where there is no point yet."""
        return self.feature_names[1] == NO_FEATURE and not any(x2 for _, x2, _ in self.rows)

    def load(self) -> Dataset:
        """Return the points as a dataset, bit for bit. Raises NoPointsError where there is no point yet."""
        if not self.rows:
            raise NoPointsError("There are no points yet. Draw at least one.")
        X = np.array([row[:2] for row in self.rows])
        y = np.array([row[2] for row in self.rows], dtype=np.float64)
        return Dataset(X, y, self.feature_names, self.class_names, self.source)

    def pack(self) -> str:
        """Return the points as short text of letters, digits, - and _."""
        names = [*self.feature_names, *self.class_names, self.source]
        text = "" if names == _DEFAULT_NAMES else json.dumps(names, separators=(",", ":"))
        return link_text.seal("p", link_text.blob(text.encode()) + link_text.rows(self.rows))

    @classmethod
    def unpack(cls, text: str) -> Points:
        """Return the points that `pack` wrote, or its first version did. Raises DataError where the text is damaged."""
        try:
            return _from_first_version(text) if text[:1] == "e" else _points_from(text)
        except (binascii.Error, zlib.error, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise DataError(f"the points in the link can't be read ({error}); ask for the link again") from None


def _points_from(text: str) -> Points:
    reader = link_text.unseal("p", text)
    names = reader.blob(_LONGEST_UNPACKED)
    x1, x2, zero, one, source = _checked_names(json.loads(names) if names else _DEFAULT_NAMES)
    points = Points(reader.rows(LARGEST_LINKED), (x1, x2), (zero, one), source)
    reader.done()
    return points


def _from_first_version(text: str) -> Points:
    """Return the points of a link of the first version: compressed JSON, which always begins with "e"."""
    squeezed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    unpacker = zlib.decompressobj()
    unpacked = unpacker.decompress(squeezed, _LONGEST_UNPACKED)
    if not unpacker.eof:
        raise ValueError("it is cut short or too long")
    numbers, features, classes, source = json.loads(unpacked)
    cells = numbers.split(" ")
    points = zip(cells[::3], cells[1::3], cells[2::3], strict=True)
    rows = tuple((real_number(x1), real_number(x2), whole_number(y)) for x1, x2, y in points)
    if len(features) != 2 or len(classes) != 2:
        raise ValueError("its names are damaged")
    x1, x2, zero, one, source = _checked_names([*features, *classes, source])
    return Points(rows, (x1, x2), (zero, one), source)


def _checked_names(names: list[str]) -> list[str]:
    if len(names) != 5 or not all(isinstance(name, str) for name in names):
        raise ValueError("its names are damaged")
    return names


def rows_of(dataset: Dataset) -> tuple[Row, ...]:
    """Return a dataset's points as tuples (x1, x2, y)."""
    return tuple((x1, x2, int(y)) for (x1, x2), y in zip(dataset.X.tolist(), dataset.y.tolist(), strict=True))


def check_point(row: Row, what: str) -> None:
    """Raise DataError, in which `what` names the point, unless a Dataset can hold it."""
    x1, x2, y = row
    for name, x in (("x1", x1), ("x2", x2)):
        if not abs(x) <= LARGEST_COORDINATE:
            raise DataError(f"{name} of {what} is {x!r}; it must be a finite number, at most 1e100 in size")
    if y not in (0, 1):
        raise DataError(f"y of {what} is {y!r}; it must be 0 or 1")
