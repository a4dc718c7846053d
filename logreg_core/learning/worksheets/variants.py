"""Points for a worksheet of one's own, made from a seed: the first step from 0 needs no calculator.

From w = 0, b = 0 each ŷ is 0.5 and each ŷ - y is a half, so ∂J/∂w is half of the mean of the features, each with the
sign of its class. The seed chooses that sum first, of a list in which no two are alike; then it draws the points that
have it. So seeds next to each other have other answers, whatever the points are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import cast

import numpy as np

from logreg_core.descent.local import Gradient
from logreg_core.descent.rules.linear_rules import GradientDescent
from logreg_core.points.dataset import Floats
from logreg_core.points.link_text import Row

REACH = 3  # coordinates are whole numbers up to this size; twice as large where there is one feature alone
_TRIES = 4000  # of drawing points; about one in ten fits


def variant_rows(name: str, seed: int, count: int, rate: float, axes: tuple[int, ...]) -> Iterator[tuple[Row, ...]]:
    """Return the points that a seed may stand for, one set after the other: no two in one place, and both classes.

    name : what else the points hang on, of which another one gives other points;  count : how many;
    rate : of the first step, which has few digits with these points wherever that can be;
    axes : which features there are, of 0 and 1; any other is 0.
    """
    number, dice = Fraction(repr(rate)), _dice(f"{name} {seed}")
    shares = [k for k in range(1, count) if abs(2 * k - count) <= 2]
    ones = [k for k in shares if _is_short(Fraction(count - 2 * k, 2 * count), number)] or [count // 2]
    sums = [s for s in range(-2 * REACH, 2 * REACH + 1) if s]
    short = [s for s in sums if _is_short(Fraction(s, 2 * count), number)] or sums
    targets = sorted(product(short, repeat=len(axes)), key=lambda each: _digest(f"{name} {each}"))
    target = targets[seed % len(targets)]
    for _ in range(_TRIES):
        k = ones[next(dice) % len(ones)]
        labels = _shuffled([0] * (count - k) + [1] * k, dice)
        columns = {axis: _column(labels, target[at], dice, len(axes)) for at, axis in enumerate(axes)}
        zeros = [0] * count
        rows = tuple(zip(columns.get(0, zeros), columns.get(1, zeros), labels, strict=True))
        places = {row[:2] for row in rows}
        if len(places) == count and (0, 0) not in places and max(map(_largest, rows)) <= _reach(len(axes)):
            yield tuple((float(x1), float(x2), y) for x1, x2, y in rows)


def is_short(value: Fraction) -> bool:
    """Return whether a number is written whole with four significant digits."""
    return Fraction(f"{float(value):.4g}") == value


def _is_short(slope: Fraction, rate: Fraction) -> bool:
    """Whether a mean slope is short, and so is the step that it makes."""
    nothing = cast(Floats, np.array([0], object))  # fractions stay fractions there, so that nothing is rounded
    (after,) = GradientDescent().update(
        Gradient(cast(Floats, np.array([slope], object))), nothing, nothing, cast(float, rate), 0
    )[0]
    return is_short(slope) and is_short(after)


def _column(labels: list[int], target: int, dice: Iterator[int], axes: int) -> list[int]:
    """Return one feature: all but the last by chance, the last such that the sum with signs is the target.

    The sign is that of ŷ - y at the start: minus for class 1.
    """
    reach = _reach(axes)
    drawn = [next(dice) % (2 * reach + 1) - reach for _ in labels[1:]]
    signs = [-1 if y else 1 for y in labels]
    rest = target - sum(sign * x for sign, x in zip(signs, drawn, strict=False))
    return [*drawn, signs[-1] * rest]


def _reach(axes: int) -> int:
    return REACH if axes == 2 else 2 * REACH


def _largest(row: tuple[int, int, int]) -> int:
    return max(abs(row[0]), abs(row[1]))


def _shuffled(labels: list[int], dice: Iterator[int]) -> list[int]:
    keyed = [(next(dice), place) for place in range(len(labels))]
    return [labels[place] for _, place in sorted(keyed)]


def _dice(name: str) -> Iterator[int]:
    """Return whole numbers without end, by a hash, so that a printed key is right with any version of anything."""
    for block in range(10**9):
        digest = _digest(f"{name} {block}")
        yield from (int.from_bytes(digest[at : at + 4], "little") for at in range(0, len(digest), 4))


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
