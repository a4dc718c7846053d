"""Editing points by hand: an origin and some edits give another origin; neither is changed.

    edited(origin, Move(3, 1.5, 2.0), Flip(3)) -> Origin

Where there is one feature only, the second stays 0 wherever a point is put.

Points are numbered as a person sees them: i counts, from 0, those of the dataset that the origin loads. The points
that are left of a generator, sample or file come first, in their order; then the added ones, in theirs.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass, replace
from decimal import Decimal

from logreg_core.points.dataset import DataError, Dataset
from logreg_core.points.drawn import LARGEST_LINKED, Points, check_point
from logreg_core.points.link_text import Row
from logreg_core.points.origin_query import origin_query
from logreg_core.points.origins import Base, Edited, Origin, Uploaded

LONGEST_LINK = 30_000  # characters; servers refuse longer addresses
_OTHERS = len("&scale=none&w=0.0,0.0&b=0.0&rates=0:0.1&steps=300")  # the least that a link holds besides


@dataclass(frozen=True)
class Add:
    """One point more, after all others: x1, x2 in the data's units, y 0 or 1."""

    x1: float
    x2: float
    y: int


@dataclass(frozen=True)
class Move:
    """Point i is now at (x1, x2), in the data's units."""

    i: int
    x1: float
    x2: float


@dataclass(frozen=True)
class Flip:
    """Point i is now in the other class."""

    i: int


@dataclass(frozen=True)
class Put:
    """Point i is now (x1, x2, y): a row of a table was typed over."""

    i: int
    x1: float
    x2: float
    y: int


@dataclass(frozen=True)
class Erase:
    """The points with these numbers are gone, all at once: the numbers are those before the first is erased."""

    numbers: tuple[int, ...]


@dataclass(frozen=True)
class ReplaceRows:
    """The points are now `rows`, (x1, x2, y) each: the first in the place of point 0, and so on."""

    rows: tuple[Row, ...]


Edit = Add | Move | Flip | Put | Erase | ReplaceRows


def base_of(origin: Origin) -> Base | Points:
    """Return the origin without its edits; drawn points as they are."""
    return origin.base if isinstance(origin, Edited) else origin


def edited(origin: Origin, *edits: Edit, base: Dataset | None = None) -> Origin:
    """Return the origin after the edits, made one after the other; its base itself where they cancel out.

    base : the dataset of `base_of(origin)`. An uploaded file needs it; without it any other base is loaded.
    Raises DataError where an edit names a point that is not there, or a value that can't be used.
    """
    if isinstance(origin, Points):
        drawn = _Drawn(list(origin.rows), flat=origin.has_one_feature)
        for edit in edits:
            _apply(drawn, edit)
        if len(drawn.rows) > LARGEST_LINKED:
            raise DataError(f"A drawing holds {LARGEST_LINKED} points at most. Erase some first.")
        return replace(origin, rows=tuple(drawn.rows))
    start = origin if isinstance(origin, Edited) else None
    source = base_of(origin)
    if base is None:
        if isinstance(source, Uploaded):
            raise DataError(f"The file {source.filename!r} is not here. Upload it first.")
        base = source.load()
    copy = _Copy(base, start)
    for edit in edits:
        _apply(copy, edit)
    return copy.origin(source)


def fits_link(origin: Origin) -> bool:
    """Tell whether a link can hold the origin: 300 points drawn, flipped, changed or added, and 30,000 characters."""
    count = origin.count if isinstance(origin, Edited) else 0
    return count <= LARGEST_LINKED and len(origin_query(origin)) + _OTHERS <= LONGEST_LINK


def snap(value: float, low: float, high: float) -> float:
    """Return the number nearest to `value` that a drawn point may have on an axis that shows low to high.

    Those are the multiples of the largest 1, 2 or 5 times a power of ten that is at most a thousandth of the range:
    short decimals, between 1,000 and 2,500 of them in sight. Raises ValueError where low and high are equal or one
    of the numbers is not finite.
    """
    thousandth = abs(high - low) / 1000
    if not (math.isfinite(value) and math.isfinite(thousandth) and thousandth > 0):
        raise ValueError(f"{value!r} can't be snapped on an axis from {low!r} to {high!r}; pass finite numbers, apart")
    exact = Decimal(thousandth)
    digit = max(d for d in (1, 2, 5) if Decimal(d).scaleb(exact.adjusted()) <= exact)
    step = Decimal(digit).scaleb(exact.adjusted())
    if abs(value) > 1e15 * float(step):
        return value  # its own digits are coarser than the step
    return float((Decimal(value) / step).to_integral_value() * step) + 0.0  # never -0.0


class _Drawn:
    """Points drawn by hand, while edits are applied to them."""

    def __init__(self, rows: list[Row], *, flat: bool) -> None:
        self.rows, self.flat = rows, flat

    def __len__(self) -> int:
        return len(self.rows)

    def at(self, i: int) -> Row:
        return self.rows[i]

    def put(self, i: int, row: Row) -> None:
        self.rows[i] = row

    def add(self, row: Row) -> None:
        self.rows.append(row)

    def erase(self, numbers: set[int]) -> None:
        self.rows = [row for i, row in enumerate(self.rows) if i not in numbers]


class _Copy:
    """A base's points while edits are applied to them; points that no edit touches are not copied."""

    def __init__(self, base: Dataset, start: Edited | None) -> None:
        self.base, self.flat = base, base.has_one_feature
        self.removed: list[int] = []
        self.changed: dict[int, Row] = {}
        self.added: list[Row] = []
        if start is not None:
            start.check(base)
            self.removed += start.removed
            self.added += start.added
            for i in start.flipped:
                x1, x2, y = self._original(i)
                self.changed[i] = (x1, x2, 1 - y)
            self.changed |= {i: (x1, x2, y) for i, x1, x2, y in start.changed}

    def __len__(self) -> int:
        return self._left + len(self.added)

    @property
    def _left(self) -> int:
        return self.base.m - len(self.removed)

    def _original(self, i: int) -> Row:
        (x1, x2), y = self.base.X[i].tolist(), int(self.base.y[i])
        return x1, x2, y

    def _number(self, i: int) -> int:
        """Return the number in the base of the i-th point that is left."""
        # The k-th removed number, less k, counts the points before it that are left.
        return i + bisect_left(range(len(self.removed)), True, key=lambda k: self.removed[k] - k > i)

    def at(self, i: int) -> Row:
        if i >= self._left:
            return self.added[i - self._left]
        number = self._number(i)
        return self.changed.get(number) or self._original(number)

    def put(self, i: int, row: Row) -> None:
        if i >= self._left:
            self.added[i - self._left] = row
        else:
            self.changed[self._number(i)] = row

    def add(self, row: Row) -> None:
        self.added.append(row)

    def erase(self, numbers: set[int]) -> None:
        left = self._left
        gone = {self._number(i) for i in numbers if i < left}
        self.added = [row for i, row in enumerate(self.added, left) if i not in numbers]
        self.changed = {i: row for i, row in self.changed.items() if i not in gone}
        self.removed = sorted(gone.union(self.removed))

    def origin(self, source: Base | Points) -> Origin:
        assert not isinstance(source, Points), "drawn points have no base"
        flipped, changed = [], []
        for i, row in sorted(self.changed.items()):
            before = self._original(i)
            if _bits(row[:2]) != _bits(before[:2]):
                changed.append((i, *row))
            elif row[2] != before[2]:
                flipped.append(i)
        if not (flipped or changed or self.removed or self.added):
            return source
        return Edited(source, tuple(flipped), tuple(changed), tuple(self.removed), tuple(self.added))


def _bits(pair: tuple[float, ...]) -> list[str]:
    return [x.hex() for x in pair]  # in which -0.0 is not 0.0


def _apply(points: _Drawn | _Copy, edit: Edit) -> None:
    match edit:
        case Add(x1, x2, y):
            points.add(_row(points, x1, x2, y, len(points)))
        case Move(i, x1, x2):
            points.put(i, _row(points, x1, x2, _at(points, i)[2], i))
        case Flip(i):
            x1, x2, y = _at(points, i)
            points.put(i, (x1, x2, 1 - y))
        case Put(i, x1, x2, y):
            _at(points, i)
            points.put(i, _row(points, x1, x2, y, i))
        case Erase(numbers):
            for i in numbers:
                _at(points, i)
            points.erase(set(numbers))
        case ReplaceRows(rows):
            for i, row in enumerate(rows):
                checked = _row(points, *row, i)
                if i < len(points):
                    points.put(i, checked)
                else:
                    points.add(checked)
            points.erase(set(range(len(rows), len(points))))


def _at(points: _Drawn | _Copy, i: int) -> Row:
    if not 0 <= i < len(points):
        raise DataError(f"There is no point {i + 1:,}; there are {len(points):,}. Choose one that is there.")
    return points.at(i)


def _row(points: _Drawn | _Copy, x1: float, x2: float, y: int, i: int) -> Row:
    check_point((x1, x2, y), f"point {i + 1}")
    return float(x1), 0.0 if points.flat else float(x2), int(y)
