"""A map of the loss: its part in view, heights on a grid, the levels of its lines, and where its lowest point is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from logreg_core.descent.surface.ground import Ground, axes_of
from logreg_core.points.dataset import Floats

SIDE = 61  # places along each side of the grid
BEYOND = 1.4  # how much farther than the box the grid reaches, as a picture is seldom a square
STEP = 1.5  # by which factor the box grows until it holds the path
MOST_STEPS = 16
CALM_STEPS = 4  # as many hold all of the path; more are made for nine tenths of it
_MOST_LEVELS = 14
_LABELLED = 4
_FAR = 64.0  # boxes away: there the lowest place of a circle tells the direction in which F falls without end


@dataclass(frozen=True)
class Box:
    """A square of a plane of two parameters, by its centre and half its side."""

    centre: tuple[float, float]
    half: float


@dataclass(frozen=True)
class Label:
    """A level, and where the line of that height is labelled."""

    x: float
    y: float
    height: float


@dataclass(frozen=True, eq=False)
class HeightMap:
    """A map over two parameters, in the units that descent moves in.

    plane : the two, as "w1 w2".  box : what is to be in view; the grid reaches BEYOND it.
    x, y : (SIDE,) each, ascending.  heights : (SIDE, SIDE), no unit, a row for each y.
    floor : what the levels grow from, F* where it is attained, else 0.  levels : ascending.  labels : of some.
    lowest : where the lowest point is; None where F falls without end, and then `toward` is in which direction.
    along : in which direction from there all points are as low, None where it is the only one.
    rows, m : how many examples are mapped, and how many there are.
    """

    plane: str
    box: Box
    x: Floats
    y: Floats
    heights: Floats
    floor: float
    levels: tuple[float, ...]
    labels: tuple[Label, ...]
    lowest: tuple[float, float] | None
    along: tuple[float, float] | None
    toward: tuple[float, float] | None
    rows: int
    m: int


def box_of(ground: Ground, plane: str, path: Floats) -> Box:
    """Return what of a plane is to be in view: the lowest point, 0 and the path (n, 2), or its start and most of it.

    The box grows by STEP from one that hangs on the ground alone, so that one map serves many runs.
    """
    which = axes_of(plane)
    reach = np.append(np.sqrt(np.mean((ground.X - ground.X.mean(axis=0)) ** 2, axis=0)), 1.0)[list(which)]
    unit = 1.0 / max(float(np.sqrt(np.mean(reach**2))), 1e-300)
    centre, half = np.zeros(2), 4 * unit
    if ground.attained:
        lowest = ground.theta[list(which)]
        centre, half = lowest / 2, max(0.8 * float(np.abs(lowest).max()), unit / 4)
    away = np.abs(path - centre).max(axis=1)
    start, away = float(away[0]), away[np.isfinite(away)]
    needed = _steps(float(away.max(initial=0.0)), half)
    if needed > CALM_STEPS:
        needed = max(CALM_STEPS, _steps(float(np.quantile(away, 0.9)), half), _steps(start, half))
    return Box((float(centre[0]), float(centre[1])), half * STEP ** min(needed, MOST_STEPS))


def _steps(away: float, half: float) -> int:
    return max(0, int(np.ceil(np.log(max(away / (0.92 * half), 1e-9)) / np.log(STEP))))


def height_map(ground: Ground, plane: str, box: Box) -> HeightMap:
    """Return the map of a plane in a box and a little beyond. Raises ValueError where `ground.why_not` says why not."""
    reach = BEYOND * box.half * np.linspace(-1, 1, SIDE)
    x, y = box.centre[0] + reach, box.centre[1] + reach
    places = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    heights = ground.heights(plane, places).reshape(SIDE, SIDE)
    which = list(axes_of(plane))
    lowest = along = toward = None
    if ground.attained:
        at = ground.theta[which]
        lowest = (float(at[0]), float(at[1]))
        along = _direction(ground.along[which])
    else:
        toward = _fall(ground, plane, box)
    floor = ground.least if ground.attained else 0.0
    levels = _levels(heights, floor)
    labels = _labels(ground, plane, box, levels, lowest, toward)
    return HeightMap(plane, box, x, y, heights, floor, levels, labels, lowest, along, toward, len(ground.y), ground.m)


def _direction(vector: Floats) -> tuple[float, float] | None:
    length = float(np.hypot(*vector))
    return (float(vector[0] / length), float(vector[1] / length)) if length > 0 else None


def _fall(ground: Ground, plane: str, box: Box) -> tuple[float, float]:
    """Return the direction in which F falls without end: that of the lowest place on a wide circle."""
    middle, spread = 0.0, np.pi
    for _ in range(6):
        angles = middle + spread * np.linspace(-1, 1, 49)
        around = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
        middle = float(angles[np.argmin(ground.heights(plane, _FAR * box.half * around))])
        spread /= 12
    return float(np.cos(middle)), float(np.sin(middle))


def _levels(heights: Floats, floor: float) -> tuple[float, ...]:
    """Return heights above the floor that double from one line to the next, or grow faster where they would be many."""
    gaps = np.sort(heights, axis=None) - floor
    lowest = gaps[12]  # a smaller line would have too few places of the grid to be round
    if not gaps[-1] > max(lowest, 0.0):
        return ()
    lowest = max(lowest, gaps[-1] * 1e-12)
    first, last = int(np.ceil(np.log2(lowest))), int(np.floor(np.log2(gaps[-1])))
    every = max(1, -(-(last - first + 1) // _MOST_LEVELS))
    return tuple(floor + 2.0**power for power in range(first, last + 1, every))


def _labels(
    ground: Ground,
    plane: str,
    box: Box,
    levels: tuple[float, ...],
    lowest: tuple[float, float] | None,
    toward: tuple[float, float] | None,
) -> tuple[Label, ...]:
    """Return where lines are labelled: along a ray on which heights ascend, and that is not where a path comes from."""
    if lowest is None:
        assert toward is not None, "F falls in some direction without end"
        fall, aside = np.array(toward), 0.5 * box.half * np.array([toward[1], -toward[0]])
        start = np.array(box.centre) + aside
        start, ray = start + fall * _room(start, fall, box), -fall
    else:
        start, back = np.array(lowest), np.arctan2(-lowest[1], -lowest[0])
        angles = back + np.linspace(0.25, 1.75, 19) * np.pi
        rays = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
        ray = max(rays, key=lambda each: _room(start, each, box))
    distances = _room(start, ray, box) * np.linspace(0, 1, 201)[1:]
    heights = ground.heights(plane, start + distances[:, None] * ray)
    found: list[Label] = []
    last = 0.0  # none lies on the lowest point
    for level in levels:
        beyond = np.flatnonzero(heights >= level)
        if not len(beyond) or beyond[0] == 0:
            continue
        j = int(beyond[0])
        part = (level - heights[j - 1]) / (heights[j] - heights[j - 1])
        distance = float(distances[j - 1] + part * (distances[j] - distances[j - 1]))
        if distance - last >= 0.22 * box.half:
            x, y = start + distance * ray
            found.append(Label(float(x), float(y), level))
            last = distance
    every = -(-len(found) // _LABELLED)
    return tuple(found[::-1][:: max(every, 1)][:_LABELLED][::-1])


def _room(start: Floats, ray: Floats, box: Box) -> float:
    """Return how far a ray goes from a start until it leaves the box."""
    with np.errstate(divide="ignore", invalid="ignore"):
        sides = (np.array(box.centre) + np.sign(ray) * 0.94 * box.half - start) / ray
    return float(np.min(sides[ray != 0]))
