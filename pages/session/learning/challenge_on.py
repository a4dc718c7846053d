"""The challenge that is on: where it begins, the labels flipped since, and its link.

Its goal stands in the moment, so that a link holds it wherever the student has got to. Each change is a function
`Session -> Session`.
"""

from __future__ import annotations

from dataclasses import replace

from logreg_core.descent.experiment import LONGEST
from logreg_core.descent.run import Run
from logreg_core.learning.challenges import Challenge, begun, challenge_of, challenge_text, toggled
from pages.session.link import query_of
from pages.session.moment import Moment
from pages.session.session import Session


def challenge_on(moment: Moment) -> Challenge | None:
    """Return the challenge that is on at a moment, None where none is."""
    return challenge_of(moment.goal) if moment.goal else None


def begin(before: Session, run: Run) -> Session:
    """Have a challenge that has just been opened begin at the step on screen of this run."""
    moment, challenge = before.moment, challenge_on(before.moment)
    if challenge is None or challenge.points or challenge.start:
        return before
    return before.at(replace(moment, goal=challenge_text(begun(challenge, run, moment.t))))


def take_on(before: Session, challenge: Challenge) -> Session:
    """Take a challenge on at the moment on screen."""
    return before.at(_asking(before.moment, challenge))


def leave(before: Session) -> Session:
    """Have no challenge on any more; all else stays."""
    return before.at(replace(before.moment, goal=""))


def challenge_query(moment: Moment, challenge: Challenge) -> str:
    """Return the query of the link that asks for a challenge from a moment."""
    return query_of(_asking(moment, challenge))


def _asking(moment: Moment, challenge: Challenge) -> Moment:
    """The moment with a challenge, no former run, and a run that is long enough for it."""
    experiment = moment.experiment
    long = replace(experiment, steps=min(LONGEST, max(experiment.steps, moment.t + challenge.steps)))
    fresh = replace(challenge, at=0, points="", start="", flipped=())
    return replace(moment, experiment=long, former=None, relabelled=None, goal=challenge_text(fresh))


def with_label_flipped(moment: Moment, example: int) -> Moment:
    """Return a moment whose challenge knows that an example, counted from 0, was put into the other class."""
    challenge = challenge_on(moment)
    return moment if challenge is None else replace(moment, goal=challenge_text(toggled(challenge, example + 1)))
