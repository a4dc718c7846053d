"""What stands above the stage: what could not be used of a link, and whether there is data to show at all."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from logreg_core import DataError, Edited, Experiment
from logreg_core.points.dataset import NoPointsError
from logreg_core.points.origins import Origin
from pages.session import cache, fitting_rate
from pages.session.changes import change_data, change_steps, drop_former
from pages.session.moment import needed_file
from pages.session.session import Session, session, update
from pages.words.escape import in_markdown


def data_is_here(*, says_that_there_are_none: bool = True) -> bool:
    """Return whether the moment's points can be had: no file is missing, and a drawing has begun.

    Where a link's points can't be used, the default ones take their place, and where its edits can't, the points
    without them; a run longer than the machine can work through in half a minute or so is shortened. Each is said above
    the stage.
    """
    moment = session().moment
    try:
        dataset = cache.dataset_of(moment.experiment, session().files)
    except NoPointsError as error:
        if says_that_there_are_none:
            update(Session.saying, str(error))
        return False
    except DataError as error:
        if needed_file(moment):
            return False
        data = moment.experiment.data
        instead: Origin = Experiment().data
        notice = f"The link's data could not be used: {error} The default data is shown."
        if isinstance(data, Edited):
            instead, notice = data.base, f"The link's edits could not be used: {error} The data are shown without them."
        update(_with_other_data, instead, notice)
        return data_is_here()
    update(_without_unknown_flip, dataset.m)
    most = cache.most_steps(dataset)
    update(_within, most, dataset.m)
    return True


def _with_other_data(before: Session, data: Origin, notice: str) -> Session:
    """Show other data, and say why beside all that was said."""
    experiment = fitting_rate.with_data(before.moment.experiment, data, before.files)
    return change_data(before, experiment).saying(*before.notices, notice)


def _without_unknown_flip(before: Session, m: int) -> Session:
    """Show no former run with the label of a point, of m, that is not there, and say why."""
    example = before.moment.relabelled
    if example is None or example < m:
        return before
    return drop_former(before).saying(
        f"The link's flip could not be used: there is no point {example + 1:,}; there are {m:,}."
    )


def _within(before: Session, most: int, m: int) -> Session:
    """Allow a run on m points so many steps; a longer one is shortened, and that is said."""
    allowed, asked = replace(before, most_steps=most), before.moment.experiment.steps
    if asked <= most:
        return allowed
    return change_steps(allowed, most).saying(
        f"{asked:,} steps on {m:,} points would take too long; {most:,} steps are shown. Fewer points allow more steps."
    )


def notices() -> None:
    """Show the list of what there is to say, until it is dismissed."""
    said = session().notices
    if not said:
        return
    list_, button, _ = st.columns([10, 1.2, 0.3], vertical_alignment="center")  # the last clears the page's menu
    list_.warning("\n".join(f"- {in_markdown(each)}" for each in said))
    button.button("Dismiss", on_click=update, args=(_dismiss,))


def _dismiss(before: Session) -> Session:
    return replace(before, notices=())
