"""Makes a challenge from the moment on screen: a goal, a budget, and its link, or why it can't be met."""

from __future__ import annotations

import streamlit as st

from logreg_core.descent.run import Run
from logreg_core.learning.challenges import Challenge, impossible, suggested
from logreg_core.learning.challenges.challenge import MOST_FLIPS
from logreg_core.points.plain_numbers import NotANumberError, typed_number
from pages.host.mount import mount_copy
from pages.session import widgets
from pages.session.learning.challenge_on import challenge_query, take_on
from pages.session.moment import Moment, needed_file
from pages.session.session import update
from pages.words.escape import in_markdown, one_line
from pages.words.learning.challenges import GOALS, needs_file, refusal, task
from pages.words.numbers import exactly

RATES = {0: "any", 1: "one", 2: "two at most", 3: "three at most"}
STEPS = 20  # at first
MOST_STEPS = 10_000


def challenge_panel(moment: Moment, run: Run) -> None:
    """Show the goals to choose from, and the link that asks for the one that is chosen.

    moment : at a step that this run has.
    """
    t = moment.t
    st.caption(
        "It begins at step 0, as it is on screen. Points, start and rule stay as they are; learning rate and scaling "
        "are free."
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
        tries = st.button("Try it here", key=widgets.CHALLENGE_TRY, on_click=update, args=(take_on, challenge))
        mount_copy(widgets.CHALLENGE_COPY, challenge_query(moment, challenge))
    if file := needed_file(moment):
        st.caption(in_markdown(needs_file(one_line(file.filename))))
    if tries:
        st.rerun()  # the line above the stage is to say it


def _chosen(run: Run, t: int) -> Challenge | None:
    """Show the boxes; return the challenge that they say, None where one of them says what can't be used."""
    left, right, one, two, three = st.columns([3, 1.2, 1.2, 1.6, 1.2])
    goal = left.selectbox("Goal", list(GOALS), format_func=lambda each: GOALS[each], key=widgets.CHALLENGE_GOAL)
    first = exactly(suggested(goal, run, t))
    text = right.text_input("Number", value=first.replace("−", "-"), key=widgets.challenge_number(goal))
    steps = one.number_input("Steps", 0, MOST_STEPS, STEPS, key=widgets.CHALLENGE_STEPS)
    rates = two.selectbox("Learning rates", list(RATES), format_func=lambda n: RATES[n], key=widgets.CHALLENGE_RATES)
    flips = three.number_input("Labels to flip", 0, MOST_FLIPS, 0, key=widgets.CHALLENGE_FLIPS)
    try:
        number = typed_number(text)
    except NotANumberError as wrong:
        st.markdown(in_markdown(str(wrong)))
        return None
    return Challenge(goal, number, int(steps), int(rates), int(flips), at=t)
