"""Acts on a moment, and what of a budget they use."""

from __future__ import annotations

import pytest

from logreg_core import Flip, edited
from logreg_core.learning.acts import Spent, after, spent
from logreg_core.learning.start import Start, start_of

HERE = start_of("data=blobs&m=200&noise=0.9&balance=0.5&seed=7&rates=0:0.1&steps=300&t=20")


def gone(*acts: str) -> Start:
    here = HERE
    for act in acts:
        here = after(here, act)
    return here


def test_acts_do_what_the_stage_does() -> None:
    assert gone("step").t == 21
    assert gone("step 400").experiment.steps == 420
    assert gone("back 5").t == 15
    assert gone("rate 5").experiment.learning_rates == ((0, 0.1), (20, 5.0))
    assert gone("rate 5 from the start").experiment.learning_rates == ((0, 5.0),)
    assert (gone("standardise").experiment.scale, gone("standardise").t) == ("standardize", 0)
    assert gone("flip 110").experiment.data == edited(HERE.experiment.data, Flip(109))
    assert gone("pick 3").pick == 2
    assert gone("start -10 -5 0").experiment.w == (-10.0, -5.0)
    assert start_of(gone("flip 110", "step").query).experiment == gone("flip 110", "step").experiment


NO_ACTS = ("", "leap", "step x", "back 21", "rate", "rate -1", "flip 201", "rate 5 from here", "start 1 2")


@pytest.mark.parametrize("act", NO_ACTS)
def test_what_is_no_act_is_refused(act: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        after(HERE, act)


def test_what_is_spent() -> None:
    assert spent(HERE, HERE) == Spent(0, 0, 0)
    assert spent(HERE, gone("step 3", "rate 5", "step")) == Spent(4, 1, 0)
    assert spent(HERE, gone("rate 5 from the start", "step")) == Spent(21, 1, 0)
    assert spent(HERE, gone("flip 27", "flip 83", "flip 27")).of("flip") == 1
