"""Makes a challenge from the moment on screen: a goal, a budget, and its link, or why it can't be met."""

from __future__ import annotations

import streamlit as st

from logreg_core import DataError
from logreg_core.descent.run import Run
from logreg_core.learning.challenges import Challenge, impossible, suggested
from logreg_core.learning.challenges.challenge import MOST_FLIPS
from logreg_core.points.plain_numbers import NotANumberError, typed_number
from pages.host.lasting_style import lasting_style
from pages.host.mount import mount_copy
from pages.host.streamlit_page import dialog_style
from pages.session import cache, widgets
from pages.session.learning.challenge_on import challenge_query, take_on
from pages.session.moment import needed_file
from pages.session.session import session, update
from pages.words.escape import in_markdown, one_line
from pages.words.learning.challenges import GOALS, needs_file, refusal, task
from pages.words.numbers import exactly

RATES = {0: "any", 1: "one", 2: "two at most", 3: "three at most"}
STEPS = 20  # at first
MOST_STEPS = 10_000


@st.dialog("Make a challenge from this moment")
def challenge_panel() -> None:
    """Show the goals to choose from, and the link that asks for the one that is chosen."""
    lasting_style(dialog_style(st.context.theme.type))
    now = session()
    moment = now.moment
    try:
        work = cache.work_of(moment.experiment, now.files)
    except DataError:
        st.caption("There are no points yet. Make some on the Data page first.")
        return
    run, t = work.run, min(moment.t, work.run.steps)
    st.caption(
        f"It begins at step {t:,}, as it is on screen. Points, start and rule stay as they are; "
        "learning rate and scaling are free."
        if t == 0
        else f"It begins at step {t:,}, as it is on screen. What comes before stays as it is."
    )
    challenge = _chosen(run, t)
    if challenge is None:
        return
    if (found := impossible(challenge, run)) is not None:
        st.markdown(in_markdown(refusal(challenge, found)))
        return
    st.markdown(f"**{in_markdown(task(challenge))}**")
    with st.container(horizontal=True, vertical_alignment="center"):
        mount_copy(widgets.CHALLENGE_COPY, challenge_query(moment, challenge))
        tries = st.button("Try it here", key=widgets.CHALLENGE_TRY, on_click=update, args=(take_on, challenge))
    if file := needed_file(moment):
        st.caption(in_markdown(needs_file(one_line(file.filename))))
    if tries:
        st.rerun()  # which closes the dialog


def _chosen(run: Run, t: int) -> Challenge | None:
    """Show the boxes; return the challenge that they say, None where one of them says what can't be used."""
    left, right = st.columns([3, 2])
    goal = left.selectbox("Goal", list(GOALS), format_func=lambda each: GOALS[each], key=widgets.CHALLENGE_GOAL)
    first = exactly(suggested(goal, run, t))
    text = right.text_input("Number", value=first.replace("−", "-"), key=widgets.challenge_number(goal))
    one, two, three = st.columns(3)
    steps = one.number_input("Steps", 0, MOST_STEPS, STEPS, key=widgets.CHALLENGE_STEPS)
    rates = two.selectbox("Learning rates", list(RATES), format_func=lambda n: RATES[n], key=widgets.CHALLENGE_RATES)
    flips = three.number_input("Labels to flip", 0, MOST_FLIPS, 0, key=widgets.CHALLENGE_FLIPS)
    try:
        number = typed_number(text)
    except NotANumberError as wrong:
        st.markdown(in_markdown(str(wrong)))
        return None
    return Challenge(goal, number, int(steps), int(rates), int(flips), at=t)
