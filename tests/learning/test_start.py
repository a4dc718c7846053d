"""A moment as lessons know one: read from a link, refused with a reason."""

from __future__ import annotations

import re

import pytest

from logreg_core import Experiment
from logreg_core.learning.start import start_of


def test_a_link_is_read() -> None:
    start = start_of("http://localhost:8501/?data=blobs&rates=0:60.0&steps=50&t=3&pick=27")
    assert (start.experiment.steps, start.t, start.pick) == (50, 3, 26)
    assert start.experiment.learning_rates == ((0, 60.0),)
    assert start_of("").experiment == Experiment()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("steps=5&t=6", "t is 6, but its run has 5 steps"),
        ("t=-1", "t is '-1'; it must be a whole number from 0"),
        ("pick=0", "pick is '0'; it must be a whole number from 1"),
        ("rates=0:fast", "rates"),
    ],
)
def test_a_link_that_cannot_be_used_is_refused(query: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        start_of(query)
