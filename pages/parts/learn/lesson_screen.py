"""A lesson: its column beside the live stage, with what has to be said first above both."""

from __future__ import annotations

import streamlit as st

from pages.frame import notices, stage_panel
from pages.parts.learn.file_panel import ask_for_lesson
from pages.parts.learn.lesson_panel import lesson_panel
from pages.session.learning import study
from pages.session.moment import Moment
from pages.session.session import Session, session, update
from pages.session.work import Work


def lesson_screen() -> None:
    """Show the lesson at the session's place, or ask for the file that it is in."""
    place = session().moment.place
    if study.where(session()) is None and place is not None:
        if place.file and place.file not in dict(session().lesson_texts):
            ask_for_lesson(place.file)
            return
        update(_without_place)
        st.rerun()
    above = st.container()
    if notices.data_is_here():
        stage_panel.stage_panel("lab", _nothing, beside=lesson_panel)
    with above:
        notices.notices()


def _nothing(moment: Moment, work: Work) -> None:
    """Show nothing under the stage: the lesson says what there is to see."""


def _without_place(before: Session) -> Session:
    place = before.moment.place
    number = place.beat if place else 0
    return study.leave(before).saying(f"The lesson of that file has no question {number}; choose one from the list.")
