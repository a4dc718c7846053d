"""What is to be done in a beat: whether the student's own moment has got there, and what it has taken."""

from __future__ import annotations

from logreg_core.learning.acts import spent
from logreg_core.learning.claim import ClaimError, holds
from logreg_core.learning.lesson import Beat, Lesson
from logreg_core.learning.start import Start
from pages.session.moment import Moment


def start_of_moment(moment: Moment) -> Start:
    """Return a moment as the core knows one."""
    return Start(moment.experiment, moment.t, moment.pick, "")


def is_done(beat: Beat, lesson: Lesson, moment: Moment, drags: int) -> bool:
    """Return whether a beat's goal is met at a moment, within its budget. drags : how often a hand moved the start."""
    if over(beat, moment, drags):
        return False
    try:
        return holds(beat.goal, start_of_moment(moment), lesson.moments)
    except ClaimError:
        return False  # as where the goal speaks of a step that this run does not have: then it is not met


def used(beat: Beat, moment: Moment, drags: int) -> dict[str, int]:
    """Return how many of each act that a beat counts a moment has taken; of drags, which it can't tell, those made."""
    so_far = spent(beat.start, start_of_moment(moment))
    return {act: max(so_far.of(act), drags if act == "drag" else 0) for act in beat.budget}


def over(beat: Beat, moment: Moment, drags: int) -> bool:
    """Return whether a moment has taken more than a beat allows."""
    return any(used(beat, moment, drags)[act] > most for act, most in beat.budget.items())
