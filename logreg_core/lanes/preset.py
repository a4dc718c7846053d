"""Comparisons to begin with: data, steps and rates are pinned, so that one sentence about each is true for good.

The sentences are in `pages/words/comparing/preset_words.py`; each number in them is worked out again in its test.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from logreg_core.descent.experiment import Experiment
from logreg_core.descent.rules.adaptive import AdaGrad, RMSProp
from logreg_core.descent.rules.linear_rules import GradientDescent, HeavyBall
from logreg_core.lanes.lane import Lane, Lanes
from logreg_core.points.dataset import Floats
from logreg_core.points.generators import generate
from logreg_core.points.origins import Origin, Points, Sampled

VALLEY_POINTS = 40
OFF_CENTRE = 3  # standard deviations


@dataclass(frozen=True)
class Preset:
    """A comparison whose outcome is known.

    word : its name, in a request.   lanes : what it shows.
    beside : the same two, at their best rates there, on the data that its sentence compares these with; None for none.
    """

    word: str
    lanes: Lanes
    beside: Lanes | None = None


@cache
def presets() -> tuple[Preset, ...]:
    """Return all of them, as they are listed; all but the last have each lane at its best rate."""
    standardised = Experiment(scale="standardize", steps=50)
    cars, iris = (Experiment(data=Sampled(name), steps=300) for name in ("mtcars", "iris"))
    valley = _with_adagrad(_valley(), descent=0.00122, adagrad=0.316)
    rms = Experiment(rule=RMSProp(), learning_rates=((0, 0.5),), steps=300)
    return (
        Preset("tuned descent", _with_momentum(standardised, descent=18.1, momentum=1.02)),
        Preset("narrow valley", _with_momentum(iris, descent=0.5, momentum=1.6)),
        Preset("cars", _with_momentum(cars, descent=0.000117, momentum=0.000209)),
        Preset("off centre", _with_adagrad(_off_centre(), descent=6.84e-05, adagrad=0.0562), valley),
        Preset("turned", _with_adagrad(_turned(), descent=0.00122, adagrad=0.0562), valley),
        Preset("twice", _with_adagrad(_twice(), descent=0.00122, adagrad=0.316), valley),
        Preset("never settles", Lanes.of(rms).copied(learning_rates=((0, 0.5), (100, 0.01)))),
    )


def preset_of(lanes: Lanes) -> Preset | None:
    """Return the preset that these lanes are, in all that they run; None where they are none, or not any more."""
    return next((each for each in presets() if each.lanes == lanes), None)


def _with_momentum(base: Experiment, *, descent: float, momentum: float) -> Lanes:
    return _two(base, HeavyBall(), descent, momentum)


def _with_adagrad(data: Origin, *, descent: float, adagrad: float) -> Lanes:
    return _two(Experiment(data=data, steps=50), AdaGrad(), descent, adagrad)


def _two(base: Experiment, rule: HeavyBall | AdaGrad, of_descent: float, of_rule: float) -> Lanes:
    descent = replace(base, rule=GradientDescent(), learning_rates=((0, of_descent),))
    other = replace(base, rule=rule, learning_rates=((0, of_rule),))
    return Lanes.of(descent, (Lane(descent), Lane(other)))


def _rows() -> tuple[Floats, Floats]:
    """A long narrow valley along an axis: centred features, the second a hundred times as large as the first."""
    dataset = generate("blobs", m=VALLEY_POINTS, noise=0.9, seed=3)
    X = np.array(dataset.X)
    return np.round((X - X.mean(axis=0)) * [1.0, 100.0], 2), np.array(dataset.y)


def _points(X: Floats, y: Floats, source: str) -> Points:
    rows = tuple((float(x1), float(x2), int(label)) for (x1, x2), label in zip(X, y, strict=True))
    return Points(rows, source=source)


def _valley() -> Points:
    return _points(*_rows(), "a narrow valley")


def _off_centre() -> Points:
    X, y = _rows()
    shift = round(OFF_CENTRE * float(X[:, 1].std()), 2)
    return _points(np.round(X + np.array([0.0, shift]), 2), y, "a narrow valley, off-centre")


def _turned() -> Points:
    X, y = _rows()
    turn = np.array([[1.0, 1.0], [-1.0, 1.0]]) / np.sqrt(2)
    return _points(np.round(X @ turn, 2), y, "a narrow valley, turned by 45°")


def _twice() -> Points:
    X, y = _rows()
    return _points(np.vstack([X, X]), np.append(y, y), "a narrow valley, all points twice")
