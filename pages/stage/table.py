"""Tables of numbers as the browser draws them: columns by name, written like every other number on screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from logreg_core.dataset import Floats
from pages.stage.packing import pack, with_header

Table = Mapping[str, NDArray[np.generic]]


POWERS = {"∂L/∂ŷ": "log₁₀|∂L/∂ŷ|", "∂ŷ/∂z": "log₁₀ ∂ŷ/∂z"}
_LARGEST_PLAIN = 690.0  # natural logarithm, a little before a double's range ends


def powers(log_abs_dL_dyhat: Floats, log_dyhat_dz: Floats, *, always: bool = False) -> Table:
    """Two more columns, the factors' decimal logarithms, for a table in which a factor leaves a double's range.

    log_abs_dL_dyhat, log_dyhat_dz : natural logarithms, one a row. Nothing where all factors are in range, unless
    always.
    """
    logs = (log_abs_dL_dyhat, log_dyhat_dz)
    if not always and max(float(np.abs(log).max()) for log in logs) <= _LARGEST_PLAIN:
        return {}
    return {title: log / np.log(10) for title, log in zip(POWERS.values(), logs, strict=True)}


def _tone(title: str) -> str:
    if title.startswith(("∂L", "∂J")):
        return "gradient"
    return "loss" if title in ("L", "J", "J held out") else ""


def table_payload(
    table: Table,
    *,
    label: str,
    marked: int,
    picks: str = "",
    follow: bool = False,
    selected: Sequence[int] | None = None,
    words: Mapping[str, tuple[str, ...]] | None = None,
) -> bytes:
    """A table as one blob, packed like the stage's payload.

    table : equally long columns by the title they have on screen;  label : what a screen reader calls it.
    marked : the row that stands out, counted from 0, -1 where none does;  picks : the title of the column, counted
    from 1, whose number a click reports as pick; none if empty.  follow : keep the marked row in sight as it moves.
    selected : rows that are selected, from 0; where it is given, a click with Ctrl or Shift reports a selection.
    words : for a column of whole numbers from 0, by its title, the word that stands for each.
    """
    titles, said = list(table), words or {}
    columns: dict[str, NDArray[np.generic]] = {}
    described = []
    for at, (title, values) in enumerate(table.items()):
        whole = values.dtype.kind in "iu"
        name = f"c{at}"
        columns[name] = values.astype(np.uint32) if whole else values.astype(np.float64)
        described.append(
            dict(
                name=name,
                title=title,
                kind="word" if title in said else "integer" if whole else "exact" if title == "α" else "number",
                words=list(said.get(title, ())),
                tone=_tone(title),
                width=3.4 if whole else 5.5,
                power=f"c{titles.index(POWERS[title])}" if POWERS.get(title) in table else "",
            )
        )
    packed = pack(columns, {})
    rows = len(next(iter(table.values())))
    header = dict(
        columns=described,
        rows=rows,
        label=label,
        marked=marked,
        picks=f"c{titles.index(picks)}" if picks else "",
        follow=follow,
        selected=None if selected is None else list(selected),
        table=packed.table,
    )
    return with_header(header, packed.blob)
