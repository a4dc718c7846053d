"""Maps of the loss, each worked out once a session: a map hangs on data, units and λ, and on no step, rate or rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import streamlit as st

from logreg_core import Experiment
from logreg_core.descent.run import Run
from logreg_core.descent.surface.ground import Ground, ground_of
from logreg_core.descent.surface.height_map import Box, HeightMap, box_of, height_map
from pages.stage.surface.map_view import PLANES, SQUARED, Mapped, box_for, mapped, path_of, plane_of, squared_json

WIDE = 1.35  # how much farther than what is to be in view a map reaches in a picture that is wider than high


def map_of(view: str, run: Run, former: Run | None = None, *, bare: bool = False) -> Mapped | None:
    """Return the map that a view shows of a run, None for a view that shows none.

    former : the run whose path is pale beside it.  bare : whether somebody is asked what comes.
    """
    if view not in PLANES:
        return None
    query = _ground_query(run.experiment)
    ground = _ground(query, run)
    plane = plane_of(view, ground)
    box = box_for(run, ground, plane)
    drawn = None
    if view != SQUARED and plane in ground.planes and not ground.why_not(plane):
        drawn = _map(query, plane, box, ground)
    return mapped(view, run, ground, box, drawn, former=former, bare=bare)


def squared_of(run: Run, t: int) -> str:
    """Return squared error's map at the b of step t, as JSON."""
    return squared_json(run, t, _ground(_ground_query(run.experiment), run))


def map_of_paths(run: Run, others: Sequence[Run]) -> tuple[Ground, Box, HeightMap | None]:
    """Return the map over the weights that there are, with the paths of other runs on the same data in view.

    run : the one whose F the map is of. None where `Ground.why_not` says why there is no map.
    """
    query = _ground_query(run.experiment)
    ground = _ground(query, run)
    plane = ground.planes[0]
    box = box_of(ground, plane, np.concatenate([path_of(each, plane) for each in others]))
    wide = Box(box.centre, WIDE * box.half)
    return ground, box, None if ground.why_not(plane) else _map(query, plane, wide, ground)


def _ground_query(now: Experiment) -> str:
    """All that a map hangs on, but the part of the plane that is in view."""
    of_data = Experiment(data=now.data, scale=now.scale, l2=now.l2)
    return replace(of_data, holdout=now.holdout, holdout_seed=now.holdout_seed).to_query()


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _ground(query: str, _run: Run) -> Ground:
    return ground_of(_run)


@st.cache_resource(scope="session", max_entries=12, show_spinner=False)
def _map(query: str, plane: str, box: Box, _ground: Ground) -> HeightMap:
    return height_map(_ground, plane, box)
