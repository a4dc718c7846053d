"""The Examples page's table: every training example at one step, to be sorted, sifted, picked and selected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.run import Run
from pages.host.mount import mount_table
from pages.parts.examples.examples_shown import ExamplesShown, examples_shown
from pages.parts.lab import lab_tables
from pages.session import widgets
from pages.session.inbox import acknowledgements
from pages.session.moment import Moment
from pages.session.session import session, update
from pages.stage.table_payload import POWERS, WORDS, Filters, Selecting, Table, table_payload
from pages.words.escape import one_line

MOST_ROWS = 20_000  # on screen
MOST_LIVE = 2_000  # while the run plays; a larger table waits for its next rest
CORRECT = "correct"


def mount_examples_table(moment: Moment, now: ExamplesShown, on_report: Callable[[], None]) -> None:
    """Show the table of the training examples at the moment's step, with its file; now : what that step shows.

    on_report : runs when the table has a request, {pick: i} or {select: [i, ...]}, the whole new selection; both count
    examples from 0 in the whole dataset.
    """
    then = _at_rest(moment, now)
    rows = then.here.order[:MOST_ROWS]
    lab_tables.save_button(widgets.ROWS, f"all examples at step {then.t}.csv", lambda: examples_page_csv(then))
    acknowledged = acknowledgements(session().inbox).get(widgets.ROWS, "")
    mount_table(widgets.ROWS, payload_of_rows(then, rows, acknowledged=acknowledged), on_report=on_report)


def payload_of_rows(now: ExamplesShown, rows: NDArray[np.intp], *, acknowledged: str) -> bytes:
    """Return what the browser is sent of the table of these training examples, by their rows, hardest first.

    acknowledged : the last report of the table that was taken in.
    """
    run, table = now.run, examples_page_table(now, rows)
    marked = np.flatnonzero(rows == now.row)
    return table_payload(
        table,
        label=f"{'Examples' if len(rows) == run.dataset.m else 'Examples that pull hardest on w'} at t = {now.t}",
        says=_words(now, whole=len(rows) == run.dataset.m),
        marked=int(marked[0]) if len(marked) else -1,
        picks="i",
        key=widgets.ROWS,
        selecting=Selecting((now.numbers(now.selected) - 1).tolist(), acknowledged),
        filters=Filters(~table[CORRECT].astype(bool), table["y"], np.arange(len(rows)), _names(run)),
    )


def _words(now: ExamplesShown, *, whole: bool) -> str:
    """What the table holds and how its rows are picked; whole : whether it has a row for every example."""
    m = now.run.dataset.m
    held = f"All {m:,} {now.which}" if whole else f"The {MOST_ROWS:,} that pull hardest on w of {m:,} {now.which}"
    return (
        f"{held} at t = {now.t:,}, largest |∂L/∂w| first; share is that over the sum of all {m:,}. Click a row to pick "
        f"it, Ctrl or ⌘ and click to select several, Shift and click for all between."
        + ("" if whole else " The file holds all.")
        + (" So many rows stay at their step while the run plays." if m > MOST_LIVE else "")
    )


def _at_rest(moment: Moment, now: ExamplesShown) -> ExamplesShown:
    """What the table shows: the moment's step, but of many rows that at which they were shown last while it plays.

    Megabytes twice a second would take frames from the picture; bytes that are the same are not sent again.
    """
    run, of_data = now.run, moment.experiment.to_query()
    shown, t = session().table_step
    if session().playing and run.dataset.m > MOST_LIVE and shown == of_data and t <= run.steps:
        return now if t == now.t else examples_shown(replace(moment, t=t), run)
    update(lambda before: replace(before, table_step=(of_data, moment.t)))
    return now


def _names(run: Run) -> tuple[str, str]:
    zero, one = (
        f"class {label}" if name == str(label) else one_line(name, 30)
        for label, name in enumerate(run.dataset.class_names)
    )
    return zero, one


def examples_page_table(now: ExamplesShown, rows: NDArray[np.intp], *, extreme: bool = False) -> Table:
    """Return the Lab's columns of these training examples, by their rows, with two more before them.

    share : |∂L/∂w| over the sum of all training examples';  correct : whether (ŷ ≥ 0.5) = y, a truth value.
    extreme : as in `lab_tables.examples_table`.
    """
    scaled = now.run.experiment.scale != "none"
    table = dict(lab_tables.examples_table(now.run, now.t, rows, scaled=scaled, extreme=extreme))
    number = {"i": table.pop("i")}
    return {**number, "share": now.shares[rows], CORRECT: now.here.is_correct[rows], **table}


def examples_page_csv(now: ExamplesShown) -> bytes:
    """Write all training examples as CSV, by descending |∂L/∂w|, correct as yes or no."""
    order = now.here.order
    parts = [order[start : start + lab_tables.CSV_ROWS] for start in range(0, len(order), lab_tables.CSV_ROWS)]
    extreme = any(set(POWERS.values()) & examples_page_table(now, rows).keys() for rows in parts)

    def written() -> Iterator[Table]:
        for rows in parts:
            table = examples_page_table(now, rows, extreme=extreme)
            yield {**table, CORRECT: np.array(WORDS)[table[CORRECT].astype(np.intp)]}

    return lab_tables.as_csv(written())
