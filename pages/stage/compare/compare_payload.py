"""The payload of the Compare page's stage: all lanes as two pictures, a table, and columns of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from logreg_core.descent.surface.ground import Ground
from logreg_core.descent.surface.height_map import Box, HeightMap
from logreg_core.lanes.comparison import Comparison
from logreg_core.lanes.lane import Lane
from logreg_core.lanes.preset import preset_of
from pages.figures.compare.boundaries import boundaries
from pages.figures.compare.lane_curves import Drawn, lane_curves
from pages.figures.compare.lane_marks import MARKS, Mark
from pages.figures.compare.paths import paths
from pages.figures.plane import view_of
from pages.figures.theme import dark_of
from pages.stage.compare.lane_columns import RUNS, lane_columns
from pages.stage.header import BlanksHeader, KindHeader, OutcomeHeader, SessionHeader, staged
from pages.stage.lab_payload import class_label
from pages.stage.packing import Figure, figure_json
from pages.stage.step_cache import StepCache
from pages.stage.surface.map_view import best_of_all, path_of
from pages.words.choosing.rule_help import as_typed
from pages.words.comparing.lane_names import lane_names
from pages.words.comparing.lane_pictures import Choice, lefts, overs, rights
from pages.words.comparing.lane_table import LaneRow, lane_table
from pages.words.glossary import explained
from pages.words.numbers import number
from pages.words.strip import value
from pages.words.surface.map_words import caption, name_of


class RateHeader(TypedDict):
    """From which step of the comparison on a learning rate holds, as it is typed."""

    start: int
    text: str


class LaneHeader(TypedDict):
    """One lane: how it is told apart, its name, and its learning rates."""

    ink: str
    dash: str
    path: str
    name: str
    rates: list[RateHeader]


class ChoiceHeader(TypedDict):
    """A picture to choose: its name, its word on a button, and as HTML its title and what is said under it."""

    value: str
    words: str
    title: str
    says: str


class CompareHeader(KindHeader):
    """What the Compare page's stage is sent of its own."""

    heading: str
    lane_table: str
    lanes: list[LaneHeader]
    left: list[ChoiceHeader]
    right: list[ChoiceHeader]
    over: list[ChoiceHeader]
    pictures: list[str]
    legend: list[str]
    dark: dict[str, str]
    steps: NotRequired[int]
    asked: NotRequired[int]
    outcome: NotRequired[OutcomeHeader]
    figures: NotRequired[dict[str, Figure]]  # which is JSON already


@dataclass(frozen=True, eq=False)
class Surface:
    """The map that the paths are drawn over: what it is of, its part in view, and itself, None where there is none."""

    ground: Ground
    box: Box
    drawn: HeightMap | None


_NO_BLANKS = BlanksHeader(asked=0, most=0, levels=[], list="", t=-1, last="", tried={})


def compare_payload(
    comparison: Comparison,
    rows: Sequence[LaneRow],
    *,
    heading: str,
    surface: Surface,
    held: NDArray[np.intp],
    so_far: int,
    known: Sequence[StepCache],
    from_session: SessionHeader,
    pictures: tuple[str, ...] = (),
) -> bytes:
    """Return all that the stage needs, as one blob.

    rows : one a lane, in their order;  held : which steps of the comparison are sent, from 0, up to `so_far`, the last
    one that all lanes have been worked out to, unless they end before.
    heading : what is said above the pictures, as HTML.  surface : what the paths are drawn over.
    known : what is known already of each lane's steps.  pictures : which ones are shown, as a moment has them.
    """
    names, preset = lane_names(comparison.lanes.all), preset_of(comparison.lanes)
    first, view = comparison.runs[0], view_of(comparison.runs[0].whole)
    columns = lane_columns(comparison, held, view, known)
    letter = "F" if any(run.l2 for run in comparison.runs) else "J"
    with_gap = any(best.exists for best in comparison.bests)
    plane, scaled = surface.ground.planes[0], first.experiment.scale != "none"
    parameters, said = plane_names(plane, scaled=scaled), caption(surface.ground, plane, scaled=scaled)
    drawn: dict[str, go.Figure] = {
        "map": _paths(comparison, rows, held, surface, parameters),
        "plane": boundaries(first.whole, first.parts.rows_held_out if first.parts else None),
    }
    for what in rights(letter, with_gap=with_gap):
        for over in overs():
            drawn[f"{what.value} {over.value}"] = _curves(rows, columns, held, what, over)
    taken: dict[str, NDArray[np.generic]] = {}

    def take(column: NDArray[np.generic]) -> str:
        name = f"figure{len(taken)}"
        taken[name] = column
        return name

    figures = ",".join(f'"{name}":{figure_json(figure, take)}' for name, figure in drawn.items())
    last = comparison.steps
    header: CompareHeader = {
        "sentence": _figures(comparison, letter),
        "heading": heading,
        "lane_table": lane_table(rows, letter, fixed=from_session.present, preset=preset.word if preset else ""),
        "lanes": [_lane(*each) for each in zip(MARKS, rows, comparison.lanes.all, strict=False)],
        "left": _choices(lefts(parameters, said, with_map=surface.drawn is not None)),
        "right": _choices(rights(letter, with_gap=with_gap)),
        "over": _choices(overs()),
        "pictures": [*pictures],
        "legend": [class_label(first.whole.class_names, label) for label in (0, 1)],
        "dark": dark_of(),
        "words": {name: ["", *names] for name in ("nearest", "second")},
        "reveal": [],
        "blanks": _NO_BLANKS,
        "steps": so_far,
        "asked": last if from_session.asked is None else from_session.asked,
        "outcome": OutcomeHeader(text="", acts=[]),
    }
    shifts = {f"line{k}": view.centre for k in range(len(rows))}
    return staged(
        header, columns | taken, first, held, 0, from_session, kind="compare", shifts=shifts,
        ready={"figures": f"{{{figures}}}"},
    )  # fmt: skip


def _lane(mark: Mark, row: LaneRow, lane: Lane) -> LaneHeader:
    rates = [
        RateHeader(start=lane.begins + start, text=as_typed(rate)) for start, rate in lane.experiment.learning_rates
    ]
    return LaneHeader(ink=mark.ink, dash=mark.dash, path=mark.path, name=row.name, rates=rates)


def mark_html(k: int) -> str:
    """Return lane k's line and symbol, as they stand in the table."""
    mark = MARKS[k]
    dashes = "" if mark.dash == "solid" else f' stroke-dasharray="{mark.dash.replace("px", "").replace(",", " ")}"'
    return (
        f'<svg class="mark" style="--lane: var(--{mark.ink})" viewBox="-20 -8 40 16" width="40" height="16" role="img" '
        f'aria-label="{mark.word}"><path class="line" d="M-20,0H20"{dashes} />'
        f'<path class="marker" d="{mark.path}" /></svg>'
    )


def _figures(comparison: Comparison, letter: str) -> str:
    """Return the large figure, the step, and the least value that there is, where it is one for all lanes."""
    step = f'<span class="figure">step {value("t", "integer")} of {comparison.steps:,}</span>'
    best = comparison.bests[0]
    if not best.exists or not comparison.same_best:
        return step
    words = "lowest F any line can reach" if letter == "F" else "lowest any line can reach"
    least = explained(words, "lowest any line can reach")
    return f'{step}<span class="rest"><i>{letter}</i>* = {number(best.F)}, the {least}</span>'


def _choices(choices: Sequence[Choice]) -> list[ChoiceHeader]:
    return [ChoiceHeader(value=c.value, words=c.words, title=c.title, says=c.says) for c in choices]


def plane_names(plane: str, *, scaled: bool) -> tuple[str, str]:
    """Return how a plane's two parameters are written."""
    first, second = (name_of(name, scaled=scaled) for name in plane.split())
    return first, second


def _paths(
    comparison: Comparison, rows: Sequence[LaneRow], held: NDArray[np.intp], surface: Surface, names: tuple[str, str]
) -> go.Figure:
    plane, lanes = surface.ground.planes[0], []
    for lane, run, row in zip(comparison.lanes.all, comparison.runs, rows, strict=True):
        own = held - lane.begins
        there = (own >= 0) & (own <= run.steps)
        at = path_of(run, plane)[np.clip(own, 0, run.steps)]
        x, y = np.where(there[:, None], at, np.nan).T
        lanes.append(Drawn(row.name, x, y))
    first = comparison.runs[0]
    best = best_of_all(first, plane) if surface.ground.is_sample else None
    return paths(lanes, surface.drawn, surface.box, names, "F" if first.l2 else "J", best)


def _curves(
    rows: Sequence[LaneRow], columns: dict[str, NDArray[np.generic]], held: NDArray[np.intp], what: Choice, over: Choice
) -> go.Figure:
    name = {"gap": "gap", "value": "F", "slope": "slope"}[what.value]
    drawn = []
    for k, row in enumerate(rows):
        x = columns[f"touched{k}"] if over.value == "examples" else held
        y = columns.get(f"{name}{k}", np.full(len(held), np.nan))
        there = columns[f"there{k}"] == RUNS
        drawn.append(Drawn(row.name, np.asarray(x), np.where(there, y, np.nan)))
    log = what.value != "value"
    return lane_curves(drawn, what.letter, log=log, over=over.letter, near=what.value == "gap")
