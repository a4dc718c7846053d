"""Which rows of a long table are sent: those in sight with some to spare, and those around the row that stands out.

A short table is sent whole and sorted in the browser. Of a long one the browser asks for what it lacks, and Python
sorts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from logreg_core.points.dataset import Floats

MOST_WHOLE = 200  # rows
SPARE = 40  # rows beyond those in sight on either side; the browser asks for more before half of them are used up
AROUND = 30  # rows on either side of the one that stands out
MOST_IN_SIGHT = 100  # rows that one look may ask for

Range = tuple[int, int]  # a first row, and the one after the last


@dataclass(frozen=True)
class Sight:
    """Which rows are in sight, and by which column they are sorted.

    first, last : places in the order on screen, from 0;  title : the column's, in its own order if empty.
    """

    first: int = 0
    last: int = 0
    title: str = ""
    down: bool = True


def ranges(sight: Sight, marked: int, rows: int) -> list[Range]:
    """Return which rows are sent, ascending and apart. marked : the place of the row that stands out, -1 if none."""
    top = max(0, min(sight.first, rows - 1))
    wanted = [(top - SPARE, min(max(sight.last, top), top + MOST_IN_SIGHT) + 1 + SPARE)]
    if marked >= 0:
        wanted.append((marked - AROUND, marked + AROUND + 1))
    found: list[Range] = []
    for first, end in sorted((max(0, first), min(end, rows)) for first, end in wanted):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((first, end))
    return found


def order_by(values: NDArray[np.generic], powers: Floats | None, *, down: bool) -> NDArray[np.intp]:
    """Return rows by a column, equal ones in their own order, as the browser sorts a short table.

    powers : decimal logarithms of the values' sizes. They tell two apart that are infinite or 0 both.
    """
    numbers = values.astype(np.float64)
    further = np.zeros(len(numbers)) if powers is None else np.where(numbers < 0, -powers, powers)
    return np.lexsort((-further, -numbers) if down else (further, numbers))
