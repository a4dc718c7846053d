"""Which lane is nearest along a comparison."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from logreg_core import Adam, Dataset, Experiment, HeavyBall, Nesterov, Newton, run
from logreg_core.lanes import Comparison, Lane, Lanes, compared, forked
from logreg_core.lanes.nearest import nearest_along
from tests.rules.rows import overlapping

DATA = overlapping(m=30)
BASE = Experiment(w=(0.5, -0.3), b=0.1, learning_rates=((0, 0.2),), steps=40)
APART = Dataset(np.array([[-1.0, 0.3], [-2.0, 0.0], [1.0, 0.1], [2.0, -0.4]]), np.array([0.0, 0.0, 1.0, 1.0]))


def comparisons() -> dict[str, Comparison]:
    many = Lanes.of(BASE).copied(rule=HeavyBall()).copied(rule=Nesterov()).copied(rule=Adam()).copied(rule=Newton())
    fork = forked(Lane(BASE), run(DATA, BASE), 20, rule=HeavyBall())
    return {
        "many": compared(DATA, many),
        "a fork": compared(DATA, Lanes.of(BASE).with_more(fork)),
        "own best": compared(DATA, Lanes.of(BASE).copied(l2=0.3).copied(batch=5)),
        "no best": compared(APART, Lanes.of(BASE).copied(rate=2.0)),
        "no order": compared(APART, Lanes.of(BASE).copied(l2=0.3)),
        "too large": compared(DATA, Lanes.of(replace(BASE, l2=1.0)).copied(rate=1e20)),
        "alone": compared(DATA, Lanes.of(BASE)),
    }


@pytest.mark.parametrize("name", list(comparisons()))
def test_it_is_what_the_comparison_says_of_each_step(name: str) -> None:
    found = comparisons()[name]
    along = nearest_along(found, np.arange(41))
    for t in range(41):
        nearest, placed = found.nearest(t), found.placed(t)
        if len(nearest) != 1 or len(found.runs) == 1:
            assert (along.first[t], along.second[t]) == (-1, -1)
            assert np.isnan(along.times[t])
            continue
        assert along.first[t] == nearest[0]
        if len(placed) == 1:
            assert along.second[t] == -1
            continue
        assert along.second[t] == placed[1][0]
        assert along.times[t] == (placed[1][1] / placed[0][1] if placed[0][1] else np.inf)
