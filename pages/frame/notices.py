"""What stands above the stage: what could not be used of a link, and whether there is data to show at all."""

from __future__ import annotations

import streamlit as st

from logreg_core import DataError, Edited, Experiment
from logreg_core.points.dataset import NoPointsError
from logreg_core.points.origins import Origin
from pages.session import cache, state
from pages.session.moment import needed_file
from pages.words.escape import plain


def data_is_here(*, says_that_there_are_none: bool = True) -> bool:
    """Whether the moment's points can be had: no file is missing, and a drawing has begun.

    Where a link's points can't be used, the default ones take their place, and where its edits can't, the points
    without them; a run longer than the machine can
    work through in half a minute or so is shortened. Both are said above the stage.
    """
    moment = state.current()
    try:
        dataset = cache.dataset_of(moment.experiment)
    except NoPointsError as error:
        if says_that_there_are_none:
            state.add_notice(str(error))
        return False
    except DataError as error:
        if needed_file(moment):
            return False
        said, data = state.notices(), moment.experiment.data
        instead: Origin = Experiment().data
        notice = f"The link's data could not be used: {error} The default data is shown."
        if isinstance(data, Edited):
            instead, notice = data.base, f"The link's edits could not be used: {error} The data are shown without them."
        state.change_data(cache.with_data(moment.experiment, instead))
        for each in (*said, notice):
            state.add_notice(each)
        return data_is_here()
    most = cache.most_steps(dataset)
    state.allow_steps(most)
    if moment.experiment.steps > most:
        asked = moment.experiment.steps
        state.change_steps(most)
        state.add_notice(
            f"{asked:,} steps on {dataset.m:,} points would take too long; {most:,} steps are shown. Fewer points "
            "allow more steps."
        )
    return True


def notices() -> None:
    """The list of what there is to say, until it is dismissed."""
    said = state.notices()
    if not said:
        return
    list_, button, _ = st.columns([10, 1.2, 0.3], vertical_alignment="center")  # the last clears the page's menu
    list_.warning("\n".join(f"- {plain(each)}" for each in said))
    button.button("Dismiss", on_click=state.clear_notices)
