"""Can a straight line separate the two classes? Decided exactly, for the numbers as they are.

J has a minimum exactly when the relative interiors of the two classes' convex hulls meet, and these do not
exactly when some line has class 1 on one closed side, class 0 on the other, and not all examples on it.

Seen from the differences a - b (a of class 1, b of class 0), such a line exists exactly when all differences
lie in one closed half-plane; its direction can then be chosen along an outermost difference, so that it runs
through one example of each class. Only few examples matter: the search starts with those that are extreme in
some direction, and takes in whichever example lies farthest on the wrong side, until none does.

Which side of a line an example is on is read off floats where their rounding error cannot change the answer,
and from whole numbers elsewhere (every float is a whole number over a power of two).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from logreg_core.points.dataset import Floats

Point = tuple[float, float]
Whole = tuple[int, int]
_ANGLES = np.arange(8) * np.pi / 8 + 0.1


@dataclass(frozen=True, eq=False)
class Separation:
    """What the two classes' convex hulls are to each other.

    kind : "none" (relative interiors meet), "quasi-complete" (the hulls only touch) or "complete" (disjoint).
    collinear : whether all examples lie on one line (or are one point).
    face : (m,) bool; for quasi-complete, the examples that every separating line of this direction leaves
        undecided: those on it. All False otherwise.
    """

    kind: str
    collinear: bool
    face: NDArray[np.bool_]


def separation(X: Floats, y: Floats) -> Separation:
    """Return how the hulls of the two classes meet, exact for X : (m, 2), in any units, and y : (m,) of 0 and 1."""
    X = np.ascontiguousarray(X.T)  # (2, m)
    ones, zeros = y == 1, y == 0
    nobody = np.zeros(len(y), bool)
    low, high = _ends(X)
    away = _sides(X, low, high)[0]
    collinear = not away.any()
    if not ones.any() or not zeros.any():
        return Separation("complete", collinear, nobody)
    if collinear:
        return _on_a_line(X, ones, zeros)
    line = _separating_line(X, ones, zeros, [low, high, _point(X, int(np.flatnonzero(away)[0]))])
    if line is None:
        return Separation("none", False, nobody)
    # The hulls can only meet on the line itself, where each is the span of its own examples.
    face = _sides(X, *line)[0] == 0
    if _gap(_ends(X[:, face & ones]), _ends(X[:, face & zeros])):
        return Separation("complete", False, nobody)
    return Separation("quasi-complete", False, face)


def _point(X: Floats, i: int) -> Point:
    return float(X[0, i]), float(X[1, i])


def _ends(X: Floats) -> tuple[Point, Point]:
    """The first and the last point of X : (2, n) by x1, then x2; along a line this is the line's order."""
    if X.shape[1] == 0:
        return (np.inf, np.inf), (-np.inf, -np.inf)
    first, last = X[:, X[0] == X[0].min()], X[:, X[0] == X[0].max()]
    return (float(first[0, 0]), float(first[1].min())), (float(last[0, 0]), float(last[1].max()))


def _gap(ends: tuple[Point, Point], others: tuple[Point, Point]) -> bool:
    """Whether two spans on one line are disjoint; an empty span is disjoint from all."""
    return ends[1] < others[0] or others[1] < ends[0]


def _on_a_line(X: Floats, ones: NDArray[np.bool_], zeros: NDArray[np.bool_]) -> Separation:
    nobody = np.zeros(X.shape[1], bool)
    a, b = _ends(X[:, ones]), _ends(X[:, zeros])
    if _gap(a, b):
        return Separation("complete", True, nobody)
    touching = a[1] if a[1] == b[0] else b[1] if b[1] == a[0] else None
    if touching is None or a == b:  # they overlap, or all examples are one point
        return Separation("none", True, nobody)
    return Separation("quasi-complete", True, (X[0] == touching[0]) & (X[1] == touching[1]))


def _separating_line(
    X: Floats, ones: NDArray[np.bool_], zeros: NDArray[np.bool_], witnesses: list[Point]
) -> tuple[Point, Point] | None:
    """Two points of a line with class 1 on its closed left and class 0 on its closed right, or None.

    The examples must not all lie on one line, which the three `witnesses` show.
    """
    A, B = X[:, ones], X[:, zeros]
    few_a, few_b = _extreme(A), _extreme(B)
    for point in witnesses:
        (few_a if (A.T == point).all(axis=1).any() else few_b).add(point)
    while True:
        line = _wedge(few_a, few_b)
        if line is None:
            return None
        more_a, more_b = _farthest_wrong(A, *line, -1), _farthest_wrong(B, *line, 1)
        if not more_a and not more_b:
            return line
        few_a |= more_a
        few_b |= more_b


def _extreme(X: Floats) -> set[Point]:
    """The points of X : (2, n) that go farthest in sixteen directions."""
    found = set()
    for angle in _ANGLES:
        along = np.cos(angle) * X[0] + np.sin(angle) * X[1]
        found |= {_point(X, int(along.argmin())), _point(X, int(along.argmax()))}
    return found


def _wedge(few_a: set[Point], few_b: set[Point]) -> tuple[Point, Point] | None:
    """A line with all of few_a on its closed left and all of few_b on its closed right, or None; exact.

    Gathers the differences a - b one by one into the narrowest wedge that holds them, from its right arm
    `low` to its left arm `high`, counterclockwise; none is left once they reach around more than a half turn.
    """
    whole = _whole([*few_a, *few_b])
    arms = [(whole[a][0] - whole[b][0], whole[a][1] - whole[b][1], b, a) for a in few_a for b in few_b]
    arms = [arm for arm in arms if arm[:2] != (0, 0)]
    low = arms[0]
    high = next(arm for arm in arms if _cross(low, arm))
    if _cross(low, high) < 0:
        low, high = high, low
    for arm in arms:
        beyond_low, beyond_high = _cross(low, arm) < 0, _cross(high, arm) > 0
        if beyond_low and beyond_high:
            return None
        if beyond_low:
            low = arm
        elif beyond_high:
            high = arm
    return low[2], low[3]


def _cross(u: tuple[int, int, Point, Point], v: tuple[int, int, Point, Point]) -> int:
    return u[0] * v[1] - u[1] * v[0]


def _whole(points: Iterable[Point]) -> dict[Point, Whole]:
    """Each point as whole numbers, all over one common power of two."""
    ratios = {point: [value.as_integer_ratio() for value in point] for point in points}
    common = max(bottom for pair in ratios.values() for _, bottom in pair)
    return {
        point: (pair[0][0] * (common // pair[0][1]), pair[1][0] * (common // pair[1][1]))
        for point, pair in ratios.items()
    }


def _sides(X: Floats, p: Point, q: Point) -> tuple[NDArray[np.int8], Floats]:
    """On which side of the line from p to q each point of X : (2, n) is, and roughly how far.

    Returns (n,): 1 left, -1 right, 0 exactly on it; and (n,): the cross product (q - p) × (x - p) in floats.
    """
    ahead, across = (q[0] - p[0]) * (X[1] - p[1]), (q[1] - p[1]) * (X[0] - p[0])
    value = ahead - across
    side = np.sign(value).astype(np.int8)
    # Each difference, product and the last subtraction round by half an eps at most: 4 eps is ample.
    error = 1e-15 * (np.abs(ahead) + np.abs(across)) + 1e-290
    nothing = ((q[0] == p[0]) | (X[1] == p[1])) & ((q[1] == p[1]) | (X[0] == p[0]))
    doubtful = np.flatnonzero((np.abs(value) <= error) & ~nothing)
    if len(doubtful):
        points, which = np.unique(X[:, doubtful].T, axis=0, return_inverse=True)
        whole = _whole([p, q, *map(tuple, points.tolist())])
        (p1, p2), (q1, q2) = whole[p], whole[q]
        exact = [
            (q1 - p1) * (x2 - p2) - (q2 - p2) * (x1 - p1)
            for x1, x2 in (whole[point] for point in map(tuple, points.tolist()))
        ]
        side[doubtful] = np.array([(d > 0) - (d < 0) for d in exact], np.int8)[which.ravel()]
    return side, value


def _farthest_wrong(X: Floats, p: Point, q: Point, wrong: int) -> set[Point]:
    """The point of X : (2, n) farthest out on the `wrong` side (1 left, -1 right), if any is."""
    side, value = _sides(X, p, q)
    if not (side == wrong).any():
        return set()
    return {_point(X, int(np.where(side == wrong, wrong * value, -np.inf).argmax()))}
