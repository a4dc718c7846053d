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


def is_done(beat: Beat, lesson: Lesson, moment: Moment) -> bool:
    """Return whether a beat's goal is met at a moment, within its budget."""
    if over(beat, moment):
        return False
    try:
        return holds(beat.goal, start_of_moment(moment), lesson.moments)
    except ClaimError:
        return False  # as where the goal speaks of a step that this run does not have: then it is not met


def used(beat: Beat, moment: Moment) -> dict[str, int]:
    """Return how many of each act that a beat counts a moment has taken."""
    so_far = spent(beat.start, start_of_moment(moment))
    return {act: so_far.of(act) for act in beat.budget}


def over(beat: Beat, moment: Moment) -> bool:
    """Return whether a moment has taken more than a beat allows."""
    return any(used(beat, moment)[act] > most for act, most in beat.budget.items())
