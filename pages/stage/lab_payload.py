"""The stage's payload: a run, seen through one picked example, as figures, words and columns of numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NotRequired, TypedDict

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from logreg_core.descent.run import Run
from logreg_core.descent.safe_rate import Quicker
from logreg_core.learning.expected_curve import Curve, compared
from logreg_core.points.dataset import Dataset
from logreg_core.points.short_text import short_name
from pages.figures import curve as curves
from pages.figures.along_step import no_step_yet
from pages.figures.of_rates.sweep_curve import no_sweep
from pages.figures.on_sigma.sigma_frame import sigma_frame
from pages.figures.plane import MOST_DRAWN, REACH, axis_words, plane, ring, view_of
from pages.figures.surface.map_figure import no_map
from pages.figures.theme import BAND_EDGES, dark_of
from pages.stage.columns import (
    Columns,
    former_boundary,
    held_steps,
    pick_columns,
    run_columns,
    thinning,
)
from pages.stage.controls import Asked, covered_columns
from pages.stage.header import KindHeader, OutcomeHeader, SessionHeader, staged
from pages.stage.learning.blanks_payload import blanks_header, places_of, without_covered
from pages.stage.learning.covered import covered_line, without_what_comes
from pages.stage.learning.expected_curve import Drawn, Sheet, by_name, sheet
from pages.stage.next_step.step_columns import surprises
from pages.stage.packing import Figure, figure_json
from pages.stage.sigma.sigma_view import VIEW as SIGMA
from pages.stage.sigma.sigma_view import SigmaHeader, on_sigma
from pages.stage.step_cache import StepCache
from pages.stage.surface.map_view import PLANES, MapHeader, Mapped
from pages.stage.under_hand.handles import Hand, handles
from pages.words.batch.batch_settings import batch_note
from pages.words.choosing.rule_help import no_promise
from pages.words.choosing.swept import NOT_NOW, WORKING
from pages.words.learning.expected_curve import said
from pages.words.next_step.live_lines import halved_words
from pages.words.strip import FORWARD, data_units, figures, revealed, strip
from pages.words.why import LAST_DIGITS, SHARES, rate_text, why_line, why_safe

Pictures = dict[str, str]  # a figure's name → the figure as JSON
SLIDER_DECADES = 3  # on either side of the safe rate of plain descent, or of the rule's usual one
PER_DECADE = 40


class LabRate(TypedDict):
    """A learning rate: from which step on it holds, as text, and where on the slider it is."""

    start: int
    rate: float
    text: str
    place: int


class LabRates(TypedDict):
    """What the learning-rate controls need."""

    scale: list[float]
    schedule: list[LabRate]
    safe: str
    safe_why: str
    no_promise: str


class CurveSource(TypedDict):
    """Which columns a curve is drawn from; x : the steps;  rows : which of the rows of y."""

    y: str
    x: NotRequired[str]
    rows: NotRequired[str]


class Ring(TypedDict):
    """Where the ring is."""

    xanchor: float
    yanchor: float


class LabHeader(KindHeader):
    """What the Lab's stage is sent of its own."""

    held_out: bool
    why: str
    strip: str
    units: str
    legend: list[str]
    axes: list[str]
    levels: list[str]
    notes: list[str]
    rates: LabRates
    dark: dict[str, str]
    former: str
    former_head: str
    flip: str
    curve_sources: dict[str, CurveSource]
    ring: Ring
    ring_text: str
    sheet: NotRequired[Sheet]
    drawn: NotRequired[Drawn]
    hand: NotRequired[Hand]
    sigma: NotRequired[SigmaHeader]
    steps: NotRequired[int]
    asked: NotRequired[int]
    outcome: NotRequired[OutcomeHeader]
    plane: NotRequired[Figure]  # these are JSON already
    curve: NotRequired[dict[str, Figure]]
    map: NotRequired[MapHeader]


@dataclass(frozen=True)
class Former:
    """The run before the last change, shown pale beside the new one; label says what it had (plain text).

    head : what stands before that; nothing where it is another run beside it.
    """

    run: Run
    label: str
    head: str = "before: "


def frames(dataset: Dataset, run: Run, t: int, step_cache: StepCache | None = None) -> tuple[NDArray[np.intp], Columns]:
    """Return the held steps of a run and their columns that no pick changes; t matters only past 2,000 steps.

    step_cache : what is known already of the run's steps; the rest is added to it.
    """
    held = held_steps(len(run.b) - 1, t)
    return held, run_columns(run.dataset, run, held, view_of(dataset), step_cache)


def pictures(
    dataset: Dataset, run: Run, former: Former | None = None, pick: int | None = None, expected: Curve = ()
) -> Pictures:
    """Return the figures that no step changes; a pick changes them only where not all points are drawn."""
    return {"plane": points_picture(dataset, run, pick), "curve": curve_picture(run, former, expected=expected)}


def points_picture(dataset: Dataset, run: Run, pick: int | None = None) -> str:
    """Return the points, that of example `pick` (from 0) among them, as JSON; of the run it needs who is held out."""
    return figure_json(plane(dataset, view_of(dataset), run.parts.rows_held_out if run.parts else None, pick))


def curve_picture(run: Run, former: Former | None = None, question: Asked | None = None, expected: Curve = ()) -> str:
    """Return the curves over the steps, and the axes of the one over α, as JSON; where something is asked, nothing that
    tells the answer. expected : what somebody drew before the run was seen.
    """
    best = run.best
    before, label, beside = (former.run, former.label, not former.head) if former else (None, "", False)
    other: dict[str, Any] = dict(before=before, before_label=label, beside=beside, expected=expected)
    drawn = {
        "loss": curves.loss_curve(run, best, log=False, **other),
        "log": curves.loss_curve(run, best, log=True, **other),
        "weights": curves.parameter_curves(run),
    }
    if question is not None:
        drawn = {name: curves.as_asked(figure, question.covered) for name, figure in drawn.items()}
    return by_name(drawn | views_to_come(NOT_NOW if question else WORKING))


def views_to_come(says: str = WORKING) -> dict[str, go.Figure]:
    """Return the frames of the views whose content is sent once they are chosen. says : what stands in the sweep's."""
    maps = {view: no_map() for view in PLANES}
    return {"step": no_step_yet(), SIGMA: sigma_frame(), "sweep": no_sweep(says)} | maps


def payload(
    dataset: Dataset,
    run: Run,
    pick: int,
    *,
    held: NDArray[np.intp],
    shared: Columns,
    drawn: Pictures,
    from_session: SessionHeader,
    former: Former | None = None,
    quicker: Quicker | None = None,
    expected: Curve = (),
    last: int | None = None,
    mapped: Mapped | None = None,
    with_sigma: bool = False,
) -> bytes:
    """Return all that the stage needs, as one blob: header length (4 bytes), header (JSON, padded), columns.

    dataset : all examples, those held out among them;  pick : the number there, from 0, of a training example.
    held, shared : what `frames` gave;  drawn : what `pictures` gave.
    quicker : a rate that does better than the safe one, which takes a look to find.
    expected : what somebody drew before the run was seen.
    last : the last step, where `run` is the run up to the step on screen and somebody draws how it goes on.
    mapped : the map of the loss, where that is what the second picture shows;  with_sigma : whether the S-curve is.
    """
    view = view_of(dataset)
    row = run.row_of(pick)
    if row is None:
        raise ValueError(f"example {pick + 1} is not one that descent sees; pick another one")
    places, gate = places_of(run, from_session, "lab"), from_session.predict
    columns = dict(shared) | without_covered(pick_columns(run.dataset, run, held, row), places)
    if gate is not None:
        columns = without_what_comes(columns)
    if former is not None:
        columns["former"] = former_boundary(former.run, held, view)
    question = from_session.question
    covered = frozenset(question.covered) if question else frozenset()
    columns = covered_columns(columns, covered, view)
    curve_sources = _curve_columns(run, held, columns)
    best, around = run.best, ring(dataset, pick)
    x1, x2 = run.X_scaled[row].tolist()
    far = REACH * view.span[0] if "pick" in covered else 0.0
    scaled = run.experiment.scale != "none"
    why = why_line(
        _values(columns, "why"),
        _values(columns, "why_acts"),
        run.experiment.safe_rate(run),
        charged=run.l2 > 0,
        paid="why_paid" in columns,
        mean="m" in run.experiment.rule.keeps,
        batch=run.batches is not None,
        kept=bool(run.experiment.rule.keeps),
    )
    line = strip(
        run.dataset,
        row,
        (x1, x2),
        scaled=scaled,
        rule=run.experiment.rule,
        example=pick,
        weighted=run.weighted,
        places=places,
        batch=run.batches,
        l2=run.l2,
        surprise=surprises(run, shared),
    )
    held_out = run.held_out.m if run.held_out else 0
    steps = run.steps if gate is None or from_session.asked is None else from_session.asked
    steps = steps if last is None else last
    header: LabHeader = {
        "sentence": figures(
            run.dataset,
            steps,
            best if gate is None else None,
            held_out=held_out,
            covered=covered if last is None else covered | {"best"},
            l2=run.l2,
        ),
        "held_out": run.held_out is not None,
        "why": "" if question or gate else why,
        "strip": "" if "strip" in covered else line if gate is None else gate["decided"] or covered_line(line),
        "units": "" if {"line", "strip"} & covered else data_units(scaled, run.weighted),
        "words": {
            "boundary": ["", _no_line(run), "ŷ = 0.5 is outside the picture"],
            "why_share": [*SHARES],
            "halved": halved_words(charged=run.l2 > 0),
        },
        "legend": [class_label(dataset.class_names, label) for label in (0, 1)],
        "axes": [axis_words(dataset.features, which) for which in (0, 1)],
        "levels": [f"ŷ = {level:g}" if level == 0.5 else f"{level:g}" for level in BAND_EDGES],
        "notes": _notes(run) + ([LAST_DIGITS] if "parted" in columns and gate is None and question is None else []),
        "rates": _rates(run, quicker),
        "dark": dark_of(),
        "former": former.label if former else "",
        "former_head": former.head if former else "",
        "flip": "" if "pick" in covered else f"Flip {pick + 1} to class {1 - int(dataset.y[pick])}",
        "curve_sources": curve_sources,
        "ring": Ring(xanchor=around["xanchor"] + far, yanchor=around["yanchor"]),
        "ring_text": "" if far else str(pick + 1),
        "reveal": [""] * revealed() if gate is None else [],
        "forward": FORWARD,
        "blanks": blanks_header(run, row, places, from_session, "lab"),
    }
    if from_session.hand and "line" not in covered:
        moved, undo, guess = from_session.hand
        if (by_hand := handles(run, moved, undo=undo, guess=guess)) is not None:
            header["hand"] = by_hand
    if last is not None:
        header["sheet"] = sheet(run.steps, last)
        header["steps"] = header["asked"] = last
        header["outcome"] = {"text": "", "acts": []}
    elif (comparison := compared(expected, run)) is not None:
        header["drawn"] = Drawn(last=comparison.last, says=said(comparison, charged=run.l2 > 0))
    shifts = {"lines": view.centre, "former": view.centre}
    ready = drawn if mapped is None else {**drawn, "map": mapped.header}
    columns |= mapped.columns if mapped is not None else {}
    if with_sigma and last is None and gate is None:
        sigma = on_sigma(run, held, row, pick)
        ready, columns = {**ready, "sigma": sigma.header}, columns | sigma.columns
    return staged(header, columns, run, held, pick, from_session, kind="lab", shifts=shifts, ready=ready)


def _values(columns: Columns, name: str) -> list[int]:
    """Which values a column of small whole numbers has; none where it is not sent."""
    return [int(value) for value in np.unique(columns[name])] if name in columns else []


def class_label(class_names: tuple[str, str], label: int) -> str:
    """Return a class's short name, or "class 0" where it has none of its own."""
    name = class_names[label]
    return f"class {label}" if name == str(label) else _name(name)


def _no_line(run: Run) -> str:
    """What is said where the boundary is nowhere."""
    weights = [f"w{'₁₂'[k]}" for k in run.weighted]
    return f"no line: {' = '.join([*weights, '0'])}" if weights else "no line: no feature has a weight"


def _name(text: str) -> str:
    return short_name(text, 18, empty="no name")


def _notes(run: Run) -> list[str]:
    notes, steps, dataset = [], len(run.b) - 1, run.whole
    if run.held_out is not None:
        notes.append(f"{run.held_out.m:,} of {dataset.m:,} points are held out for testing (open symbols).")
    if dataset.m > MOST_DRAWN:
        notes.append(f"{MOST_DRAWN:,} of {dataset.m:,} points are drawn; all of them count.")
    if run.batches:
        notes.append(batch_note(run.experiment, run.dataset.m))
    if thinning(steps) > 1:
        notes.append(f"A long run: playing shows one step in {thinning(steps)}; Step, Back and a typed t are exact.")
    return notes


def _rates(run: Run, quicker: Quicker | None) -> LabRates:
    """What the learning-rate controls need: the slider's rates, and where each rate of the schedule is."""
    middle = run.experiment.rule.usual_rate or 2 / run.smoothness
    exponents = np.arange(-SLIDER_DECADES * PER_DECADE, SLIDER_DECADES * PER_DECADE + 1) / PER_DECADE
    scale = [float(f"{middle * 10.0**exponent:.3g}") for exponent in exponents]
    schedule = [
        LabRate(
            start=start,
            rate=rate,
            text=repr(rate).removesuffix(".0"),
            place=int(np.argmin(np.abs(np.log(scale) - math.log(rate)))),
        )
        for start, rate in run.experiment.learning_rates
    ]
    safe = run.experiment.safe_rate(run)
    if safe is None:
        return LabRates(
            scale=scale,
            schedule=schedule,
            safe="",
            safe_why="",
            no_promise=no_promise(run.experiment.rule, in_batches=run.batches is not None),
        )
    why = why_safe(safe, run.smoothness, quicker, charged=run.l2 > 0)
    return LabRates(scale=scale, schedule=schedule, safe=rate_text(safe), safe_why=why, no_promise="")


def _curve_columns(run: Run, held: NDArray[np.intp], columns: Columns) -> dict[str, CurveSource]:
    """Which columns each curve is drawn from: the run's own where all are held, else at most 1,000 vertices."""
    steps = len(run.b) - 1
    norm = np.hypot(*run.w_of_weighted.T)
    weights = {f"w{k + 1}": run.w[:, k] for k in run.weighted}
    whole = {"J": run.F, **weights, "b": run.b, "norm": norm}
    sources: dict[str, CurveSource] = {}
    for name, series in whole.items():
        column = "F" if name == "J" and run.l2 else name
        if steps < curves.MOST_VERTICES:
            sources[name] = {"y": column}
            continue
        kept = curves.vertices(series)
        columns[f"{name}_at"] = kept.astype(np.uint32)
        if len(held) > steps:
            sources[name] = {"y": column, "rows": f"{name}_at"}
        else:
            columns[f"{name}_drawn"] = series[kept]
            sources[name] = {"y": f"{name}_drawn", "x": f"{name}_at"}
    return sources
