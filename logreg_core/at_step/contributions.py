"""Who pulls how hard, and where to: each example's part in the gradient at one parameter vector, and in the next step.

The gradient is a mean, so it is shared out without a rest: ∂J/∂w is the sum of the examples' (1/m)·∂L/∂w (derivation,
sections 6 and 7), and so is what the gradient adds to a step: of plain descent the sum of -(α/m)·∂L/∂w.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from logreg_core.descent.run import Run
from logreg_core.model.blocks import FEW
from logreg_core.model.chain_rule import ChainRule, links
from logreg_core.model.forward import linear
from logreg_core.points.dataset import Floats


@dataclass(frozen=True, eq=False)
class Ranking:
    """The largest of m parts of a sum, and what all others come to.

    rows : (k,) of the largest by absolute value, descending, ties by row;  parts : (k,) theirs, signed.
    others : how many are left;  rest : their sum;  total : the sum of all.
    """

    rows: NDArray[np.intp]
    parts: Floats
    others: int
    rest: float
    total: float


@dataclass(frozen=True, eq=False)
class Path:
    """Contributions in the (w1, w2) plane, laid end to end from w.

    rows : (k,) of the examples that stand singly, in the order in which they are laid.
    corners : (k + 1, 2), or (k + 2, 2) where `others` examples follow together as one last piece: piece n goes from
    corner n to corner n + 1.
    """

    rows: NDArray[np.intp]
    corners: Floats
    others: int


@dataclass(frozen=True)
class Part:
    """What some examples add to the mean gradient.

    count : how many they are;  dJ_dw1, dJ_dw2, dJ_db : their sum of (1/m)·∂L/∂·;
    share : their |∂L/∂w| over the sum of all |∂L/∂w|, 0 where nobody pulls.
    """

    count: int
    dJ_dw1: float
    dJ_dw2: float
    dJ_db: float
    share: float


def pull_sizes(chain: ChainRule) -> Floats:
    """Return |∂L/∂w| (m,), the length of each example's gradient, in the units of L over w."""
    return np.hypot(chain.dL_dw[:, 0], chain.dL_dw[:, 1])


def pull_shares(chain: ChainRule) -> Floats:
    """Return |∂L/∂w| over the sum of all |∂L/∂w|, (m,): they add up to 1, or are all 0 where nobody pulls."""
    sizes = pull_sizes(chain)
    largest = float(sizes.max())
    if largest == 0:
        return sizes
    sizes /= largest  # so that even the smallest doubles divide well
    return sizes / float(np.add.reduce(sizes))


def wanted_moves(dL_dz: ArrayLike, w: ArrayLike, unit: ArrayLike = (1.0, 1.0)) -> Floats | None:
    """Return where each example wants the line to move, (m, 2) in the units of x; None where w = 0: there is no line.

    dL_dz : (m,), ŷ - y;  w : (2,) weights of the line as it is drawn, in the units of x.
    unit : (2,) how long one length is along x1 and x2 in a picture, in the units of x. The moves stand upright on
    the line, and have length |ŷ - y|, when measured in these lengths: as they look there.

    A step with one example's gradient g = ŷ - y alone changes z at its own place x by -α g (|x|² + 1), so where
    y = 1, and g < 0, z rises there. Along n = w/|w|, which points to the side of class 1, z grows by |w| a length;
    so the line of equal z through x moves by α g (|x|² + 1)/|w| along n. Hence the arrow is g·n. An example of
    class 1 pushes the line towards class 0, so that more of the plane, its own place first, is class 1's; one of
    class 0 pushes it the other way. The line comes towards an example on the wrong side of it, and leaves one that
    is on its own side. Scaled features change neither z nor the side on which it grows, only how much.
    """
    w, unit = np.asarray(w, np.float64), np.asarray(unit, np.float64)
    if not w.any():
        return None
    # In the picture's lengths q = x/unit the line is (w·unit)·q + b = 0; the powers of two keep it in range.
    part, power = np.frexp(w)
    unit_part, unit_power = np.frexp(unit)
    power = power.astype(np.int64) + unit_power
    largest = power[w != 0].max()
    normal = np.ldexp(part * unit_part, np.where(w == 0, 0, power - largest))
    normal /= np.hypot(normal[0], normal[1])
    moves: Floats = np.multiply.outer(np.asarray(dL_dz, np.float64), normal) * unit
    return moves


def laid_end_to_end(parts: Floats, start: ArrayLike, most: int) -> Path:
    """Return the `most` longest of the parts (m, 2), one after the other from `start` (2,), and the rest as one piece.

    They are laid by their angle from the direction in which all together lead, from half a turn left of it to half a
    turn right; ties by row. So each bends a little more to the right than the one before: a slim bow where all
    pull alike, and the fuller the more they pull against each other. Where a single example would be the rest, it
    stands singly too.
    """
    m = len(parts)
    order = np.argsort(-np.hypot(parts[:, 0], parts[:, 1]), kind="stable")
    k = m if m <= most + 1 else most
    rows, others = np.sort(order[:k]), order[k:]
    rows = rows[np.argsort(-_angles(parts[rows], np.add.reduce(parts)), kind="stable")]
    pieces = parts[rows]
    if len(others):
        pieces = np.concatenate([pieces, np.add.reduce(np.sort(parts[others], axis=0), axis=0)[None]])
    corners = np.concatenate([np.zeros((1, 2)), np.cumsum(pieces, axis=0)]) + np.asarray(start, np.float64)
    return Path(rows, corners, m - k)


def _angles(parts: Floats, ahead: Floats) -> Floats:
    """(k,): the angle of each part from the direction `ahead`, left of it positive; from -π to π."""
    largest = max(float(np.abs(parts).max(initial=0)), float(np.abs(ahead).max()))
    if largest == 0:
        return np.zeros(len(parts))
    (x, y), (u, v) = (parts / largest).T, ahead / np.abs(ahead).max() if ahead.any() else (1.0, 0.0)
    angles: Floats = np.arctan2(u * y - v * x, u * x + v * y)
    return angles


def ranking(parts: Floats, most: int) -> Ranking:
    """Return the `most` largest, by absolute value, of the parts (m,) of a sum; one left alone comes too."""
    m = len(parts)
    order = np.argsort(-np.abs(parts), kind="stable")
    k = m if m <= most + 1 else most
    rows = order[:k]
    rest = float(np.add.reduce(parts[order[k:]])) if k < m else 0.0
    return Ranking(rows, parts[rows], m - k, rest, float(np.add.reduce(parts)))


def part_of(chain: ChainRule, rows: NDArray[np.intp]) -> Part:
    """Return what the examples in these rows, each named once, add to ∂J/∂w and ∂J/∂b."""
    m = len(chain.dL_dz)
    w1, w2 = (float(np.add.reduce(chain.dL_dw[rows, j])) / m for j in (0, 1))
    share = min(1.0, float(np.add.reduce(pull_shares(chain)[rows])))
    return Part(len(rows), w1, w2, float(np.add.reduce(chain.dL_dz[rows])) / m, share)


def pull_order(chain: ChainRule) -> NDArray[np.intp]:
    """Return the examples (m,) by descending |∂L/∂w|: the one that pulls hardest comes first; ties by number."""
    return _by_pull(np.hypot(chain.dL_dw[:, 0], chain.dL_dw[:, 1]), len(chain.dL_dz))


def hardest(run: Run, t: int, most: int) -> NDArray[np.intp]:
    """Return the first `most` of the training examples by descending |∂L/∂w| at step t, in the order of `pull_order`.

    For the whole order pass run.dataset.m; few of many are found without sorting the rest.
    """
    w, b = run.w[t], float(run.b[t])
    X, sign = run.X_scaled, 1 - 2 * run.dataset.y
    pull = np.empty(len(X))
    with np.errstate(all="ignore"):
        for start in range(0, len(X), FEW):
            part = slice(start, start + FEW)
            dL_dz = links(sign[part] * linear(X[part, 0], X[part, 1], w[0], w[1], b), sign[part])[2]
            pull[part] = np.hypot(dL_dz * X[part, 0], dL_dz * X[part, 1])
    return _by_pull(pull, most)


def _by_pull(pull: Floats, most: int) -> NDArray[np.intp]:
    pull = np.nan_to_num(pull, copy=False, nan=-1.0, posinf=np.inf)
    if most >= len(pull):
        return np.argsort(-pull, kind="stable")
    least = np.partition(pull, len(pull) - most)[len(pull) - most]
    rows = np.flatnonzero(pull >= least)  # as many, and those that pull as hard as the last
    return np.asarray(rows[np.argsort(-pull[rows], kind="stable")][:most])
