"""The line above the Lab's stage that says which challenge is on, and how it stands at the step on screen."""

from __future__ import annotations

import streamlit as st

from logreg_core.descent.run import Run
from logreg_core.learning.challenges import impossible, judged
from pages.host.streamlit_page import CHALLENGE, CHALLENGE_LONG
from pages.session import widgets
from pages.session.learning.challenge_on import challenge_on, leave
from pages.session.moment import Moment
from pages.session.session import update
from pages.words.escape import in_markdown
from pages.words.learning.challenges import SHORT, asked, standing, why_not


def challenge_line(moment: Moment, run: Run) -> None:
    """Show how the moment's challenge stands, if one is on: judged anew whenever the step has come to rest."""
    challenge = challenge_on(moment)
    if challenge is None:
        return
    verdict = judged(challenge, run, moment.t)
    if not verdict.apart and (found := impossible(challenge, run)) is not None:
        says = f"Challenge: **{in_markdown(asked(challenge))}** · {in_markdown(why_not(challenge, found))}"
    else:
        stands = standing(challenge, verdict, run.dataset.m)
        first, then = (stands.says, stands.asks) if stands.done else (stands.asks, stands.says)
        says = f"{'Done' if stands.done else 'Challenge'}: **{in_markdown(first)}** · {in_markdown(then)}"
    long = len(asked(challenge)) > SHORT  # and so it stays, whatever is said of it
    with st.container(key=CHALLENGE_LONG if long else None), st.container(key=CHALLENGE, horizontal=True):
        st.markdown(says)
        if not moment.present:
            st.button("End it", type="tertiary", key=widgets.END_CHALLENGE, on_click=update, args=(leave,))
