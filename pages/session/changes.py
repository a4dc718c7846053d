"""What changes the moment on screen: other data, another run, more steps. Each is a function `Session -> Session`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from logreg_core import Experiment
from logreg_core.descent.race import without_momentum
from pages.session.learning.challenge_on import with_label_flipped
from pages.session.session import Session

EXTENSION = 300  # steps
PARAMETERS = ("w1", "w2", "b")


def change_data(session: Session, experiment: Experiment) -> Session:
    """Show other data: the run starts anew from t = 0, with no pick, nothing to compare with and nothing to say."""
    moment = replace(session.moment, experiment=experiment, t=0, pick=None, former=None, relabelled=None)
    return replace(session, notices=()).at(moment, command=True)


def change_run(session: Session, experiment: Experiment, **others: Any) -> Session:
    """Begin another run, by start, scaling or rate: the run so far stays in sight as the former one.

    others : more fields of the moment.
    """
    old = session.moment
    if experiment != old.experiment:
        others = {"former": former_after(session, experiment), "relabelled": None, **others}
    return session.at(replace(old, experiment=experiment, **others))


def former_after(session: Session, experiment: Experiment) -> Experiment:
    """Return what is pale beside another run: the run so far, or plain descent beside a velocity if that was."""
    old = session.moment
    beside = without_momentum(experiment) if shows_without_momentum(session) else None
    return beside or old.experiment


def shows_without_momentum(session: Session) -> bool:
    """Return whether the former run is plain descent at the rates that the velocity's come to."""
    former = session.moment.former
    return former is not None and former == without_momentum(session.moment.experiment)


def switch_without_momentum(session: Session) -> Session:
    """Show plain descent beside a velocity as the former run, or no longer."""
    if shows_without_momentum(session):
        return drop_former(session)
    return session.at(replace(session.moment, former=without_momentum(session.moment.experiment), relabelled=None))


def change_label(session: Session, experiment: Experiment, example: int) -> Session:
    """Show the same points, one of them in the other class: the step stays, and the run so far is the former one.

    example : which one, from 0.
    """
    former = replace(session.moment.experiment, data=experiment.data)
    moment = with_label_flipped(session.moment, example)
    return session.at(replace(moment, experiment=experiment, former=former, relabelled=example))


def change_steps(session: Session, steps: int) -> Session:
    """Make the run longer or shorter; the step shown stays where it can."""
    old = session.moment
    former = replace(old.former, steps=steps) if old.former else None
    t = min(old.t, steps)
    moment = replace(old, experiment=replace(old.experiment, steps=steps), former=former, t=t)
    return session.at(moment, command=t != old.t)


def extended_steps(session: Session) -> int:
    """Return how many steps the run has once it is extended."""
    steps = session.moment.experiment.steps
    return max(steps, min(steps + EXTENSION, session.most_steps))


def explain(session: Session, factor: str) -> Session:
    """Show the gradient of the parameter that a factor leads to; that of the last one where it leads to all three."""
    return replace(session, parameter=factor) if factor in PARAMETERS else session


def drop_former(session: Session) -> Session:
    """Show no former run any more."""
    return session.at(replace(session.moment, former=None, relabelled=None))
