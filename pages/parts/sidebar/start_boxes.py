"""The boxes for initial values of one's own, in the sidebar and beside a question that asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from logreg_core.points.plain_numbers import NotANumberError, typed_number
from pages.session import cache, showing, widgets
from pages.session.changes import change_run
from pages.session.session import Session, session, update
from pages.words.escape import in_markdown, one_line
from pages.words.strip import letters, parameters_in

TYPED = ("w1", "w2", "b")


def start_boxes(*, in_columns: bool = True) -> None:
    """Show a box for each initial value, and what was wrong in one, once.

    in_columns : whether Streamlit's columns make the row; within others they would take their widths.
    """
    say = start_letters(session())
    places = st.columns(3, gap="xsmall") if in_columns else [st.container(horizontal=True, gap="xsmall")] * 3
    for place, name in zip(places, parameters_in(say), strict=False):
        place.text_input(say[name], **showing.shows(widgets.start_box(name), _typed_now(name), _typed_start, name))
    if wrong := session().start_error:
        st.error(in_markdown(wrong))
        update(lambda before: replace(before, start_error=""))


def start_letters(now: Session) -> dict[str, str]:
    """Return how the parameters of the session's run are written."""
    experiment = now.moment.experiment
    return letters(experiment.scale != "none", cache.weighted_of(experiment, now.files))


def as_typed(value: float) -> str:
    """Write a number as its box shows it, to the last bit."""
    return repr(value).removesuffix(".0")


def _typed_now(name: str) -> Callable[[Session], str]:
    def now(session: Session) -> str:
        experiment = session.moment.experiment
        return as_typed(dict(zip(TYPED, (*experiment.w, experiment.b), strict=True))[name])

    return now


def _typed_start(before: Session, text: str, name: str) -> Session:
    experiment = before.moment.experiment
    try:
        value = typed_number(text)
    except NotANumberError as wrong:
        kept = dict(zip(TYPED, (*experiment.w, experiment.b), strict=True))[name]
        said = letters(experiment.scale != "none")[name]
        return replace(before, start_error=f"{one_line(str(wrong), 200)} {said} stays at {as_typed(kept)}.")
    w1, w2, b = (value if each == name else old for each, old in zip(TYPED, (*experiment.w, experiment.b), strict=True))
    return change_run(replace(before, start_is_typed=True), replace(experiment, w=(w1, w2), b=b), start_seed=None)
