"""The payload of the table to type in: the points, in full."""

from __future__ import annotations

from typing import TypedDict

import numpy as np

from logreg_core.points.dataset import Dataset
from pages.stage.packing import Entry, pack, with_header


class GridHeader(TypedDict):
    """What the table to type in is sent."""

    data: str
    titles: list[str]
    classes: list[str]
    most: int
    largest: float
    acknowledged: str
    session: str
    table: list[Entry]


def grid_payload(
    dataset: Dataset | None,
    titles: list[str],
    classes: tuple[str, str],
    *,
    data: str,
    most: int,
    largest: float,
    acknowledged: str = "",
    session: str = "",
) -> bytes:
    """Return all that the table needs, as one blob.

    dataset : the points, None where there are none;  titles : the features', as they are shown, one where
    there is one only (then x2 is 0 in every row);  classes : their names.
    data : whose points these are but for edits;  most : rows that it holds;  largest : how large x1 and x2 may be.
    acknowledged : the number of the last report whose requests are in these points;  session : which one it speaks to.
    """
    X, y = (np.zeros((0, 2)), np.zeros(0)) if dataset is None else (dataset.X, dataset.y)
    x1, x2 = (np.ascontiguousarray(X[:, j]) for j in (0, 1))
    packed = pack({"x1": x1, "x2": x2, "y": y.astype(np.uint8)}, {})
    header: GridHeader = {
        "data": data,
        "titles": titles,
        "classes": list(classes),
        "most": most,
        "largest": largest,
        "acknowledged": acknowledged,
        "session": session,
        "table": packed.table,
    }
    return with_header(header, packed.blob)
