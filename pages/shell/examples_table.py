"""The Examples page's table: every training example at one step, to be sorted, sifted, picked and selected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from logreg_core import forward
from logreg_core.dataset import Floats
from logreg_core.runs import Run
from logreg_core.snapshot import hardest, pull_shares
from pages.shell import lab_tables, state
from pages.shell.moment import Moment
from pages.shell.plain import one_line
from pages.shell.working import Work
from pages.stage.mount import mount_table
from pages.stage.table import POWERS, WORDS, Filters, Selecting, Table, table_payload

MOST_ROWS = 20_000  # on screen
MOST_LIVE = 2_000  # while the run plays; a larger table waits for its next rest
KEY = "rows"
CORRECT = "correct"
_SHOWN = "step of all examples"


def mount_examples_table(moment: Moment, work: Work, selected: Sequence[int], on_report: Callable[[], None]) -> None:
    """The table of the training examples at the moment's step, with its file.

    selected : which examples are, by their numbers from 0 in the whole dataset.  on_report : runs when the component
    called KEY has a wish, {pick: i} or {select: [i, ...]}, the whole new selection; both count as `selected` does.
    """
    run, t = work.run, _step(moment, work.run)
    m, scaled = run.dataset.m, run.experiment.scale != "none"
    rows = hardest(run, t, MOST_ROWS)
    whole = len(rows) == m
    which = "training examples" if run.held_out else "examples"
    all_of_them = f"All {m:,} {which}" if whole else f"The {len(rows):,} that pull hardest of {m:,} {which}"
    lab_tables.caption(
        f"{all_of_them} at t = {t:,}, largest |∂L/∂w| first; share is that over the sum of all {m:,}. Click a row to "
        f"pick it, Ctrl or ⌘ and click to select several, Shift and click for all between."
        + ("" if whole else " The file holds all.")
        + ("" if t == moment.t else " So many rows stay at their step while the run plays."),
        f"all examples at step {t}.csv",
        lambda: examples_page_csv(run, t, scaled=scaled),
    )
    table = examples_page_table(run, t, rows, scaled=scaled)
    place = run.place_of(moment.pick or 0)
    marked = np.flatnonzero(rows == (-1 if place is None else place))
    payload = payload_of_rows(
        *(run, t, rows, table),
        marked=int(marked[0]) if len(marked) else -1,
        selected=selected,
        heard=state.heard().get(KEY, ""),
    )
    mount_table(KEY, payload, on_report=on_report)


def payload_of_rows(
    run: Run, t: int, rows: NDArray[np.intp], table: Table, *, marked: int, selected: Sequence[int], heard: str
) -> bytes:
    """What the browser is sent of the rows' table at step t.

    rows : (n,) training examples, hardest first, of which `table` is;  marked : the picked one's row, -1 if none is.
    """
    return table_payload(
        table,
        label=f"{'Every example' if len(rows) == run.dataset.m else 'Examples that pull hardest'} at t = {t}",
        marked=marked,
        picks="i",
        key=KEY,
        selecting=Selecting(selected, heard),
        filters=Filters(~table[CORRECT].astype(bool), table["y"], np.arange(len(rows)), _names(run)),
    )


def _step(moment: Moment, run: Run) -> int:
    """The step that the table shows: the moment's, but of many rows that at which they were shown last while it plays.

    Megabytes twice a second would take frames from the picture; bytes that are the same are not sent again.
    """
    of_data = moment.experiment.to_query()
    shown, t = state.shown(_SHOWN, ("", 0))
    if state.playing() and run.dataset.m > MOST_LIVE and shown == of_data and t <= run.steps:
        return int(t)
    state.show(_SHOWN, (of_data, moment.t))
    return moment.t


def _names(run: Run) -> tuple[str, str]:
    zero, one = (
        f"class {label}" if name == str(label) else one_line(name, 30)
        for label, name in enumerate(run.dataset.class_names)
    )
    return zero, one


def examples_page_table(
    run: Run, t: int, rows: NDArray[np.intp], *, scaled: bool, extreme: bool = False, shares: Floats | None = None
) -> Table:
    """The Lab's columns of some training examples at step t, with two more.

    share : |∂L/∂w| over the sum of all training examples';  correct : whether (ŷ ≥ 0.5) = y, a truth value.
    rows, scaled, extreme : as in `lab_tables.examples_table`;  shares : (m,) from `pull_shares`, if known.
    """
    if shares is None:
        shares = pull_shares(run, t)
    table = dict(lab_tables.examples_table(run, t, rows, scaled=scaled, extreme=extreme))
    beyond = {title: table.pop(title) for title in POWERS.values() if title in table}
    y_hat = forward(run.X_scaled[rows], run.dataset.y[rows], run.w[t], float(run.b[t])).y_hat
    right = (y_hat >= 0.5) == (run.dataset.y[rows] == 1)
    return {**table, "share": shares[rows], CORRECT: right, **beyond}


def examples_page_csv(run: Run, t: int, *, scaled: bool) -> bytes:
    """All training examples at step t as CSV, by descending |∂L/∂w|, correct as yes or no."""
    order, shares = hardest(run, t, run.dataset.m), pull_shares(run, t)
    parts = [order[start : start + lab_tables.CSV_ROWS] for start in range(0, len(order), lab_tables.CSV_ROWS)]
    extreme = any(
        set(POWERS.values()) & lab_tables.examples_table(run, t, rows, scaled=scaled).keys() for rows in parts
    )

    def written() -> Iterator[Table]:
        for rows in parts:
            table = examples_page_table(run, t, rows, scaled=scaled, extreme=extreme, shares=shares)
            yield {**table, CORRECT: np.array(WORDS)[table[CORRECT].astype(np.intp)]}

    return lab_tables.as_csv(written())
