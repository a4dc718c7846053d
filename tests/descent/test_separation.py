"""Separability against a brute-force solver in exact rational arithmetic, and a table of degenerate cases."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from logreg_core.descent.optimum import optimum
from logreg_core.descent.separation import _sides, separation
from logreg_core.points.dataset import Dataset


def cross(p, q, x):
    return (q[0] - p[0]) * (x[1] - p[1]) - (q[1] - p[1]) * (x[0] - p[0])


def convex_weights_meet(A, B):
    """Whether the closed hulls of two finite sets meet: some triangles (or less) of theirs do, exactly."""
    for a in A:
        if any(in_simplex(a, corners) for k in (1, 2, 3) for corners in combinations(B, k)):
            return True
    for b in B:
        if any(in_simplex(b, corners) for k in (1, 2, 3) for corners in combinations(A, k)):
            return True
    return any(segments_cross(*s, *t) for s in combinations(A, 2) for t in combinations(B, 2))


def in_simplex(x, corners):
    if len(corners) == 1:
        return x == corners[0]
    if len(corners) == 2:
        p, q = corners
        between = min(p, q) <= x <= max(p, q)
        return cross(p, q, x) == 0 and between
    p, q, r = corners
    area = cross(p, q, r)
    if area == 0:
        return False  # its sides are tried on their own
    sign = 1 if area > 0 else -1
    return all(sign * cross(u, v, x) >= 0 for u, v in ((p, q), (q, r), (r, p)))


def segments_cross(p, q, r, s):
    """A proper crossing; all other ways to meet have an end point on the other segment."""
    return cross(p, q, r) * cross(p, q, s) < 0 and cross(r, s, p) * cross(r, s, q) < 0


def weakly_separated(A, B):
    """Whether some line has A on one closed side, B on the other and not all on it, by trying candidates.

    Candidates: the line through each two points; and, where all points lie on one line, any line across it.
    """
    points = sorted({*A, *B})
    if len(points) == 1:
        return False
    if all(cross(points[0], points[-1], x) == 0 for x in points):
        return max(A) <= min(B) or max(B) <= min(A)  # along a line, tuples sort in its order
    for p, q in combinations(points, 2):
        a, b = [cross(p, q, x) for x in A], [cross(p, q, x) for x in B]
        if (min(a) >= 0 >= max(b) or min(b) >= 0 >= max(a)) and (any(a) or any(b)):
            return True
    return False


def exact(x):
    return int(x) if x == int(x) else Fraction(x)  # both without rounding, whole numbers much faster


def brute_force(X, y):
    rows = [(exact(x1), exact(x2)) for x1, x2 in X]
    A = sorted({row for row, label in zip(rows, y, strict=True) if label == 1})
    B = sorted({row for row, label in zip(rows, y, strict=True) if label == 0})
    if not A or not B or not convex_weights_meet(A, B):
        return "complete"
    return "quasi-complete" if weakly_separated(A, B) else "none"


def kind(ones, zeros):
    X = np.array([*ones, *zeros], float)
    return separation(X, np.repeat([1.0, 0.0], [len(ones), len(zeros)])).kind


SQUARE = [(0, 0), (2, 0), (2, 2), (0, 2)]
CASES = {
    "two equal points": ([(1, 1)], [(1, 1)], "none"),
    "two different points": ([(1, 1)], [(1, 2)], "complete"),
    "one class only": ([(1, 1), (2, 5)], [], "complete"),
    "a point amid a segment": ([(1, 1)], [(0, 0), (2, 2)], "none"),
    "a point at a segment's end": ([(2, 2)], [(0, 0), (2, 2)], "quasi-complete"),
    "a point on a segment's line, beyond it": ([(3, 3)], [(0, 0), (2, 2)], "complete"),
    "a point beside a segment": ([(1, 0)], [(0, 0), (2, 2)], "complete"),
    "segments that cross": ([(0, 0), (2, 2)], [(0, 2), (2, 0)], "none"),
    "segments that form a T": ([(0, 0), (2, 0)], [(1, 0), (1, 2)], "quasi-complete"),
    "segments that form an L": ([(0, 0), (2, 0)], [(0, 0), (0, 2)], "quasi-complete"),
    "segments that overlap on a line": ([(0, 0), (2, 1)], [(-2, -1), (1, 0.5)], "none"),
    "segments that touch on a line": ([(0, 0), (2, 1)], [(-2, -1), (0, 0)], "quasi-complete"),
    "segments apart on a line": ([(0, 0), (2, 1)], [(-2, -1), (-4, -2)], "complete"),
    "equal segments": ([(0, 0), (2, 1)], [(0, 0), (2, 1)], "none"),
    "a segment within a segment, from its end": ([(0, 0), (4, 2)], [(0, 0), (2, 1)], "none"),
    "alternating on a line": ([(0, 3), (2, 3)], [(1, 3), (3, 3)], "none"),
    "equal squares": (SQUARE, SQUARE, "none"),
    "a point inside a square": ([(1, 1)], SQUARE, "none"),
    "a point on a square's edge": ([(1, 0)], SQUARE, "quasi-complete"),
    "a point at a square's corner": ([(0, 0)], SQUARE, "quasi-complete"),
    "a segment on a square's edge": ([(0.5, 0), (1.5, 0)], SQUARE, "quasi-complete"),
    "a segment along a square's edge and beyond": ([(-1, 0), (3, 0)], SQUARE, "quasi-complete"),
    "a segment through a square": ([(-1, 1), (3, 1)], SQUARE, "none"),
    "a square's diagonal": ([(0, 0), (2, 2)], SQUARE, "none"),
    "a segment that ends inside a square": ([(1, 1), (5, 5)], SQUARE, "none"),
    "squares edge on edge": ([(2, 0), (4, 0), (4, 2), (2, 2)], SQUARE, "quasi-complete"),
    "squares edge on part of an edge": ([(2, 1), (4, 1), (4, 3), (2, 3)], SQUARE, "quasi-complete"),
    "squares corner on corner": ([(2, 2), (4, 2), (4, 4), (2, 4)], SQUARE, "quasi-complete"),
    "a corner on an edge": ([(2, 1), (4, 0), (4, 2)], SQUARE, "quasi-complete"),
    "squares apart": ([(3, 0), (5, 0), (5, 2), (3, 2)], SQUARE, "complete"),
    "overlapping squares": ([(1, 1), (3, 1), (3, 3), (1, 3)], SQUARE, "none"),
    "exclusive or": ([(0, 0), (1, 1)], [(0, 1), (1, 0)], "none"),
    "duplicates": ([(0, 0), (0, 0), (1, 0)], [(1, 0), (1, 0), (2, 0)], "quasi-complete"),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("scale", [1.0, 1e-200, 1e90, 0.1])
def test_degenerate_cases(case, swapped, scale):
    ones, zeros, expected = CASES[case]
    if swapped:
        ones, zeros = zeros, ones
    if scale == 0.1:  # tenths are not exact: points may leave their line, and only brute force knows the answer
        X = np.array([*ones, *zeros]) * scale
        y = np.repeat([1.0, 0.0], [len(ones), len(zeros)])
        assert separation(X, y).kind == brute_force(X, y)
        return
    assert brute_force([*ones, *zeros], [1] * len(ones) + [0] * len(zeros)) == expected
    scaled = [[(x1 * scale, x2 * scale) for x1, x2 in points] for points in (ones, zeros)]
    assert kind(*scaled) == expected


@pytest.mark.parametrize("grid", [2, 3, 4, 7])
@pytest.mark.parametrize("m", [2, 3, 4, 5, 6, 8])
def test_thousands_of_small_configurations(grid, m):
    rng = np.random.Generator(np.random.PCG64(100 * grid + m))
    seen = set()
    for _ in range(180):
        X, y = rng.integers(0, grid, (m, 2)).astype(float), rng.integers(0, 2, m).astype(float)
        expected = brute_force(X, y)
        seen.add(expected)
        best = optimum(Dataset(X, y))  # it asks `separation` once
        assert best.separation == expected, (X.tolist(), y.tolist())
        assert best.exists == (expected == "none")
    assert len(seen) >= 2


@pytest.mark.parametrize("nudge", [-1, 0, 1])
@pytest.mark.parametrize("where", [0.1, 1.0, 3.0, 1e6 + 0.1, 1e90])
def test_one_unit_in_the_last_place_decides(where, nudge):
    """A point on the segment from (0, 0) to (3a, 3a), or one float beside it."""
    height = where if nudge == 0 else np.nextafter(where, nudge * np.inf)
    X = np.array([[0, 0], [3 * where, 3 * where], [where, height]])
    X_other_side = np.vstack([X, [where * 4, -where]])
    y = np.array([0.0, 0, 1])
    assert separation(X, y).kind == ("none" if nudge == 0 else "complete")
    expected = {-1: "none", 0: "quasi-complete", 1: "complete"}[nudge]
    assert separation(X_other_side, np.append(y, 0.0)).kind == expected
    assert brute_force(X_other_side, np.append(y, 0.0)) == expected


def test_shifted_by_a_large_offset():
    """Orientation in plain floats fails here; the coordinates differ in their last bits alone."""
    base, ulp = 2.0**40, 2.0**-12
    rng = np.random.Generator(np.random.PCG64(5))
    for _ in range(200):
        small = rng.integers(0, 4, (6, 2)).astype(float)
        y = rng.integers(0, 2, 6).astype(float)
        assert separation(base + ulp * small, y).kind == brute_force(small, y)


def test_sides_where_float_arithmetic_gets_them_wrong():
    """Points a few units in the last place off a line, which the plain cross product puts on either side."""
    p, q = (17.3, 12.1), (24.7, -3.9)
    along = np.linspace(-3, 4, 1001)
    X = np.stack([p[j] + along * (q[j] - p[j]) for j in (0, 1)])
    sizes = [cross(*(tuple(map(Fraction, point)) for point in (p, q, x))) for x in X.T.tolist()]
    expected = np.array([(d > 0) - (d < 0) for d in sizes])
    side, plain = _sides(X, p, q)
    assert (side == expected).all()
    assert (np.sign(plain) != expected).any()


def test_face_of_quasi_complete_separation():
    found = separation(np.array([[0, 0], [1, 0], [2, 0], [0, 1], [1, -1.0]]), np.array([1.0, 0, 1, 1, 0]))
    assert found.kind == "quasi-complete"
    assert found.face.tolist() == [True, True, True, False, False]


@pytest.mark.parametrize("gap", [-1e-9, 0.0, 1e-9])
def test_a_hundred_thousand_points_on_circles(gap):
    """Every point is a corner of its hull, and the hulls all but touch."""
    angle = np.linspace(0, 2 * np.pi, 50_001)[:-1]
    circle = np.column_stack([np.cos(angle), np.sin(angle)])
    circle[25_000] = -1, 0
    X = np.vstack([circle, circle + np.array([2 + gap, 0])])
    y = np.repeat([0.0, 1.0], 50_000)
    expected = {-1e-9: "none", 0.0: "quasi-complete", 1e-9: "complete"}[gap]
    assert separation(X, y).kind == expected


def test_a_hundred_thousand_points_on_one_line():
    along = np.arange(100_000.0)
    X = np.column_stack([along, 3 * along + 7])
    found = separation(X, (along >= 50_000).astype(float))
    assert (found.kind, found.collinear) == ("complete", True)
    mixed = separation(X, along % 2)
    assert (mixed.kind, mixed.collinear) == ("none", True)
