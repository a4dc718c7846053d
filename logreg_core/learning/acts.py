"""Acts on a moment, as a student does them on the stage: "step", "rate 5", "flip 110".

step, step N         N steps on (one without N); the run grows where it must
back, back N         N steps back
rate A               the learning rate from this step on;  rate A from the start
standardise          standardised features, from step 0
pick I, flip I       pick an example; put it into the other class
start W1 W2 B        other initial values, from step 0
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from logreg_core.descent.experiment import Experiment
from logreg_core.learning.facts import moment
from logreg_core.learning.start import Start
from logreg_core.points.edits import Flip, edited
from logreg_core.points.link_numbers import real_number, whole_number
from logreg_core.points.origins import Edited
from logreg_core.points.short_text import quoted

COUNTED = ("step", "rate", "flip", "drag")
"""The acts that a budget can count."""


def after(start: Start, act: str) -> Start:
    """Return the moment that an act leads to. Raises ValueError where the act is unknown or can't be done there."""
    verb, *given = act.split()
    experiment, t, pick = start.experiment, start.t, start.pick
    match verb, given:
        case "step", _ if len(given) < 2:
            t += whole_number(given[0]) if given else 1
            experiment = replace(experiment, steps=max(experiment.steps, t))
        case "back", _ if len(given) < 2:
            t -= whole_number(given[0]) if given else 1
            if t < 0:
                raise ValueError(f"{act!r} would lead to step {t}; the first step is 0")
        case "rate", [rate]:
            experiment = experiment.with_rate(real_number(rate), t)
        case "rate", [rate, "from", "the", "start"]:
            experiment = experiment.with_rate(real_number(rate), 0)
        case "standardise", []:
            experiment, t = replace(experiment, scale="standardize"), 0
        case "pick", [example]:
            pick = whole_number(example) - 1
        case "flip", [example]:
            pick = whole_number(example) - 1
            experiment = replace(experiment, data=edited(experiment.data, Flip(pick)))
        case "start", [w1, w2, b]:
            experiment = replace(experiment, w=(real_number(w1), real_number(w2)), b=real_number(b))
            t = 0
        case _:
            raise ValueError(f"{quoted(act, 40)} is no act; it may be {_KNOWN}")
    return moment(experiment, t, pick)


_KNOWN = "step, step 5, back, rate 5, rate 5 from the start, standardise, pick 27, flip 27 or start 0 0 0"


@dataclass(frozen=True)
class Spent:
    """What of a budget has been used.

    step : steps taken;  rate : rates chosen;  flip : labels flipped;  drag : how often a hand moved the start.
    """

    step: int
    rate: int
    flip: int
    drag: int = 0

    def of(self, act: str) -> int:
        """Return how many of an act, one of COUNTED."""
        return {"step": self.step, "rate": self.rate, "flip": self.flip, "drag": self.drag}[act]


def spent(start: Start, here: Start) -> Spent:
    """Return how many steps, rates, flips and drags of the start lead from one moment to another, at least."""
    before, now = start.experiment, here.experiment
    restarted = (before.w, before.b, before.scale, before.rule) != (now.w, now.b, now.scale, now.rule)
    begins = 0 if restarted or before.learning_rates[0] != now.learning_rates[0] or before.data != now.data else start.t
    rates = len(set(now.learning_rates) - set(before.learning_rates))
    dragged = int((before.w, before.b) != (now.w, now.b))
    return Spent(max(0, here.t - begins), rates, len(_flipped(before) ^ _flipped(now)), dragged)


def _flipped(experiment: Experiment) -> set[int]:
    return set(experiment.data.flipped) if isinstance(experiment.data, Edited) else set()
