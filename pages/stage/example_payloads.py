"""The payloads of the stages that show one example: its computational graph, or its chain-rule strip alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.run import Run
from pages.figures.graph import FORWARD, Words, graph
from pages.stage.columns import Columns, pick_columns
from pages.stage.header import KindHeader, SessionHeader, staged
from pages.stage.learning.blanks_payload import blanks_header, places_of, without_covered
from pages.stage.next_step.step_columns import surprises
from pages.words.graph import graph_sentence, reveals
from pages.words.next_step.live_lines import halved_words
from pages.words.numbers import number
from pages.words.strip import FORWARD as FORWARD_OF_STRIP
from pages.words.strip import figures, letters_of, revealed, strip


class GraphHeader(KindHeader):
    """What the Chain rule page's stage is sent of its own."""

    graph: str
    factor: str


class StripHeader(KindHeader):
    """What a stage with nothing but the strip is sent of its own."""

    strip: str


# What only the Lab shows.
_NOT_SHOWN = ("lines", "former", "change", "slope", "curvature", "J_before", "members", "J_batch")
_OF_THE_LAST_STEP = ("why", "change")


def graph_payload(
    run: Run, pick: int, *, held: NDArray[np.intp], shared: Columns, from_session: SessionHeader, factor: str
) -> bytes:
    """Return the computational graph of example `pick`, from 0 among all, at each held step.

    held, shared : what `frames` gave;  factor : which edge is explained, one of pages.figures.graph.FACTORS.
    """
    row = _row(run, pick)
    places = places_of(run, from_session, "graph")
    columns = without_covered(_columns(run, pick, held, shared), places)
    x = _features(run, row)
    with np.errstate(over="ignore"):
        columns["product_w1"] = _finite(columns["w1"].astype(np.float64) * x[0])
        columns["product_w2"] = _finite(columns["w2"].astype(np.float64) * x[1])
    scaled, y = run.experiment.scale != "none", int(run.dataset.y[row])
    first = x[run.weighted[0]] if run.weighted else 0.0
    words = Words(letters_of(run), (number(x[0]), number(x[1])), y, run.dataset.m - 1, places)
    header: GraphHeader = {
        "sentence": graph_sentence(
            run.dataset, row, pick, first, scaled=scaled, weighted=run.weighted, places=places, l2=run.l2
        ),
        "graph": graph(words),
        "reveal": reveals(y, x, scaled=scaled, weighted=run.weighted, places=places),
        "forward": FORWARD,
        "factor": factor,
        "words": {},
        "blanks": blanks_header(run, row, places, from_session, "graph"),
    }
    return staged(header, columns, run, held, pick, from_session, kind="graph")


def strip_payload(
    run: Run, pick: int, *, held: NDArray[np.intp], shared: Columns, from_session: SessionHeader
) -> bytes:
    """Return the chain-rule strip of example `pick`, from 0 among all; arguments as in `graph_payload`."""
    row, places = _row(run, pick), places_of(run, from_session, "strip")
    scaled = run.experiment.scale != "none"
    header: StripHeader = {
        "sentence": figures(
            run.dataset, run.steps, run.best, held_out=run.held_out.m if run.held_out else 0, l2=run.l2
        ),
        "strip": strip(
            run.dataset,
            row,
            _features(run, row),
            scaled=scaled,
            rule=run.experiment.rule,
            example=pick,
            weighted=run.weighted,
            places=places,
            batch=run.batches,
            l2=run.l2,
            surprise=surprises(run, shared),
        ),
        "reveal": [""] * revealed(),
        "forward": FORWARD_OF_STRIP,
        "words": {"halved": halved_words(charged=run.l2 > 0)},
        "blanks": blanks_header(run, row, places, from_session, "strip"),
    }
    columns = without_covered(_columns(run, pick, held, shared), places) | {
        name: shared[name] for name in _OF_THE_LAST_STEP
    }
    return staged(header, columns, run, held, pick, from_session, kind="strip")


def _row(run: Run, pick: int) -> int:
    row = run.row_of(pick)
    if row is None:
        raise ValueError(f"example {pick + 1} is not one that descent sees; pick another one")
    return row


def _columns(run: Run, pick: int, held: NDArray[np.intp], shared: Columns) -> Columns:
    columns = {
        name: values for name, values in shared.items() if name not in _NOT_SHOWN and not name.startswith("why_")
    }
    return columns | pick_columns(run.dataset, run, held, _row(run, pick))


def _features(run: Run, row: int) -> tuple[float, float]:
    x1, x2 = run.X_scaled[row].tolist()
    return x1, x2


def _finite(values: NDArray[np.generic]) -> NDArray[np.float64]:
    largest = np.finfo(np.float64).max
    return np.clip(np.nan_to_num(values.astype(np.float64), posinf=largest, neginf=-largest), -largest, largest)
