"""What the Lab's stage is told of the step on screen alone, once it is at rest: too much to send for every step."""

from __future__ import annotations

from typing import NotRequired, TypedDict

import numpy as np

from logreg_core.at_step.above_map import above_map
from logreg_core.at_step.at_step import at
from logreg_core.descent.run import Run
from pages.figures.along_step import step_curve
from pages.figures.plane import MOST_DRAWN
from pages.stage.header import run_id
from pages.stage.next_step.sweep_payload import SweepShown
from pages.stage.packing import Figure, as_json, figure_json
from pages.words.batch.batch_settings import MOST_RINGED as MOST_RINGED_PLAYING
from pages.words.strip import odds
from pages.words.surface.map_words import above_words
from pages.words.why import WRONG

MOST_RINGED = 500


class Rest(TypedDict):
    """What is told of step t of a run.

    odds : what one unit more of each feature does, as HTML.   wrong : the examples, from 1, that make up nearly all
    of J, where the why line says so.
    members : those of the step's batch, where that is too large for columns.
    along : J along the step from t, where that is what the second picture shows.   sweep : the same of many rates.
    above : what is said, as HTML, of how far J is above the map of the loss, where it shows that.
    squared : squared error's map at this step's b, where it shows that.
    """

    run: str
    t: int
    odds: str
    wrong: list[int]
    members: NotRequired[list[int]]
    along: NotRequired[Figure]
    above: NotRequired[str]
    sweep: NotRequired[SweepShown]
    squared: NotRequired[Figure]


def at_rest(run: Run, t: int, why: int, *, along: bool, above: bool = False, sweep: str = "", squared: str = "") -> str:
    """Return, as JSON, what is told of step t.

    why : what the column of that name says of it;  others : see Rest, the last two as JSON already.
    """
    told = Rest(run=run_id(run), t=t, odds=odds(run, t), wrong=_wrong(run, t) if why & WRONG else [])
    if run.batches and MOST_RINGED_PLAYING < len(members := run.members(t)) <= MOST_DRAWN:
        told["members"] = np.unique(run.rows_training[members] + 1).tolist()
    if above:
        told["above"] = above_words(above_map(run, t), charged=run.l2 > 0)
    text = as_json(told)[:-1]
    if along:
        text += f',"along":{figure_json(step_curve(run, t))}'
    if sweep:
        text += f',"sweep":{sweep}'
    if squared:
        text += f',"squared":{squared}'
    return text + "}"


def nothing_at_rest() -> str:
    """Return what tells the stage of no step, as JSON: where something is asked, that might be the answer."""
    return as_json(Rest(run="", t=-1, odds="", wrong=[]))


def _wrong(run: Run, t: int) -> list[int]:
    """Return the examples that are wrong, from 1, by their number in the whole dataset: those of the largest loss."""
    here = at(run, t)
    wrong = np.flatnonzero(~here.is_correct)
    worst = wrong[np.argsort(-here.forward.L[wrong], kind="stable")[:MOST_RINGED]]
    rows = worst if run.parts is None else run.rows_training[worst]
    return sorted((rows + 1).tolist())
