"""What is said beside the map of the loss is so."""

from __future__ import annotations

import re

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, load_sample, run
from logreg_core.at_step.above_map import AboveMap, above_map
from logreg_core.descent.surface.ground import ground_of
from logreg_core.descent.surface.least_over_b import least_over_b
from pages.words.numbers import number
from pages.words.surface.map_words import above_words, caption, from_rows, name_of, no_such_plane, squared_caption

BLOBS = Experiment().data.load()


def visible(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


def test_b_is_said_to_be_behind_where_it_could_win_more_than_a_hundredth_of_the_gap():
    found = run(BLOBS, Experiment(w=(0.5, 2.5), learning_rates=((0, 0.1),), steps=60))
    spoken = 0
    for t in range(61):
        here = above_map(found, t)
        P = float(least_over_b(found.X_scaled, BLOBS.y, found.w[t : t + 1]).F[0])
        said = visible(above_words(here, charged=False))
        if here.climbed:
            assert "b caught up by more" in said
        elif found.J[t] - P > 0.01 * (found.J[t] - found.best.J):
            spoken += 1
            assert said == f"J is {number(found.J[t] - P)} higher: b is behind."
        else:
            assert said == ""
    assert spoken > 5


def test_nothing_is_said_where_there_is_no_map_and_f_stands_for_j_with_a_penalty():
    assert above_words(None, charged=False) == ""
    assert (
        visible(above_words(AboveMap(0.5, 0.1, 0.2, climbed=False), charged=True)) == "F is 0.1000 higher: b is behind."
    )
    assert visible(above_words(AboveMap(0.5, 0.1, 0.2, climbed=True), charged=True)).startswith("F fell, though")


@pytest.mark.parametrize(
    ("plane", "said"),
    [
        ("w1 w2", "Height of this map: the smallest J that any b gives at these w."),
        ("w1 b", "Height of this map: the smallest J that any w₂ gives at this w₁ and b."),
        ("w2 b", "Height of this map: the smallest J that any w₁ gives at this w₂ and b."),
    ],
)
def test_the_caption_says_over_what_the_height_is_the_least(plane, said):
    assert visible(caption(ground_of(run(BLOBS, Experiment(steps=1))), plane, scaled=False)) == said


def test_with_a_penalty_and_scaled_features_the_letters_are_theirs():
    ground = ground_of(run(BLOBS, Experiment(steps=1, l2=0.1, scale="standardize")))
    said = visible(caption(ground, "w1 w2", scaled=True))
    assert said == "Height of this map: the smallest F that any b̃ gives at these w̃."
    assert name_of("w2", scaled=True) == "w̃₂"


def test_a_weight_that_grows_without_end_is_named_and_so_is_one_that_there_is_not():
    positive = Dataset([[1.0, 2.0], [-2.0, 1.0], [0.5, -1.0], [2.0, -3.0]], [1, 1, 0, 0])
    ground = ground_of(run(positive, Experiment(steps=1)))
    assert ground.why_not("w1 b") == "runs away"
    assert visible(caption(ground, "w1 b", scaled=False)) == (
        "At any w₁ and b, J falls on and on as w₂ grows: there is no smallest J to draw."
    )
    assert "no such map" in no_such_plane("w2 b", scaled=False)
    one = Dataset(np.column_stack([BLOBS.X[:, 0], np.zeros(BLOBS.m)]), BLOBS.y)
    said = visible(caption(ground_of(run(one, Experiment(steps=1))), "w1 b", scaled=False))
    assert said == "Height of this map: J at this w₁ and b."


def test_squared_error_s_map_is_marked_as_another():
    assert visible(squared_caption("w1 w2", scaled=False)).startswith(
        "Not what descent runs on: the mean of (ŷ − y)²/2 at"
    )
    assert "this step" not in squared_caption("w1 b", scaled=False)


def test_a_sample_is_said_to_be_one():
    assert from_rows(700, 1_000_000) == "from 700 of 1,000,000 rows"
    assert from_rows(100, load_sample("iris").m) == ""
