"""All points turned or doubled: by hand, by what it does to descent, and in a link."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import (
    RULES,
    SAMPLES,
    DataError,
    Dataset,
    Edited,
    Experiment,
    Flip,
    Generated,
    Sampled,
    Uploaded,
    edited,
    load_sample,
    optimum,
    run,
)
from logreg_core.points.dataset import NO_FEATURE
from logreg_core.points.reshaping import AS_MADE, MOST_DOUBLED, Reshaping, keeps_names

TRIANGLE = Dataset([[1, 2], [3, 4], [5, 0]], [0, 1, 1])
shapes = st.builds(Reshaping, st.integers(0, 7), st.integers(0, MOST_DOUBLED))


def test_a_turn_is_45_degrees_round_the_mean_against_the_clock():
    turned = Reshaping(1).applied(TRIANGLE)
    s = math.sqrt(0.5)
    by_hand = [[3 + s * (x - 3) - s * (y - 2), 2 + s * (x - 3) + s * (y - 2)] for x, y in TRIANGLE.X.tolist()]
    assert turned.X == pytest.approx(np.array(by_hand), rel=1e-15)
    assert turned.X.mean(axis=0) == pytest.approx([3, 2])
    assert (turned.y == TRIANGLE.y).all()


def test_two_turns_are_90_degrees_without_rounding_and_eight_are_none():
    quarter = Reshaping().turned().turned()
    assert quarter.degrees == 90
    assert quarter.applied(TRIANGLE).X.tolist() == [[3, 0], [1, 2], [5, 4]]
    assert Reshaping(4).applied(TRIANGLE).X.tolist() == [[5, 2], [3, 0], [1, 4]]
    shape = Reshaping()
    for _ in range(8):
        shape = shape.turned()
    assert shape == AS_MADE
    assert shape.applied(TRIANGLE) is TRIANGLE


@given(turns=st.integers(0, 6), seed=st.integers(0, 1000))
def test_one_turn_after_others_is_one_more(turns, seed):
    data = Dataset(np.random.default_rng(seed).normal(size=(9, 2)) * [100, 1] + [50, 3], np.arange(9) % 2)
    once_more = Reshaping(1).applied(Reshaping(turns).applied(data))
    assert once_more.X == pytest.approx(Reshaping(turns + 1).applied(data).X, rel=1e-12, abs=1e-11)


def test_a_turn_leaves_the_least_J_as_it_is_and_turns_the_weights_with_the_points():
    data = Generated(m=80).load()
    turned = Reshaping(1).applied(data)
    assert optimum(turned).J == pytest.approx(optimum(data).J, rel=1e-12)
    s = math.sqrt(0.5)
    w1, w2 = optimum(data).w
    assert optimum(turned).w == pytest.approx([s * w1 - s * w2, s * w1 + s * w2], rel=1e-7)


@pytest.mark.parametrize("word", RULES)
def test_all_twice_changes_neither_J_nor_the_gradient_nor_the_path(word):
    data = Generated(m=60).load()
    twice = Reshaping(0, 1).applied(data)
    assert twice.m == 120
    assert (twice.X[60:] == data.X).all()
    rule = RULES[word]()
    steps, rate = 25, 0.5 * rule.gentle(optimum(data).smoothness)
    one, two = (
        run(each, Experiment(rule=rule, steps=steps, learning_rates=((0, rate),), w=(0.5, -1.0)))
        for each in (data, twice)
    )
    assert two.J == pytest.approx(one.J, rel=1e-9)
    assert two.w == pytest.approx(one.w, rel=1e-7, abs=1e-9)
    assert two.local(3).gradient == pytest.approx(one.local(3).gradient, rel=1e-7, abs=1e-9)
    assert optimum(twice).J == pytest.approx(optimum(data).J, rel=1e-12)


def test_turned_features_say_so_where_they_have_names_of_their_own():
    name = next(name for name in SAMPLES if not load_sample(name).has_one_feature)
    data = load_sample(name)
    turned = Sampled(name, Reshaping(1)).load()
    assert turned.feature_names == tuple(f"{each}, turned" for each in data.feature_names)
    assert not keeps_names(data)
    assert Generated(shape=Reshaping(1)).load().feature_names == ("x1", "x2")
    assert keeps_names(Generated().load())
    assert Sampled(name, Reshaping(0, 2)).load().feature_names == data.feature_names
    assert turned.source.endswith("turned by 45°")
    assert Reshaping(0, 2).applied(TRIANGLE).source == "each 4 times"


def test_one_feature_can_be_doubled_and_not_turned():
    data = Dataset([[1, 0], [2, 0], [3, 0]], [0, 1, 1], ("x1", NO_FEATURE))
    with pytest.raises(DataError, match="one feature only"):
        Reshaping(1).applied(data)
    assert Reshaping(0, 1).applied(data).m == 6
    assert Reshaping(0, 1).applied(data).has_one_feature


@pytest.mark.parametrize("given", [(-1, 0), (8, 0), (0, -1), (0, MOST_DOUBLED + 1)])
def test_what_can_t_be_is_refused(given):
    with pytest.raises(DataError, match="it must be 0 to"):
        Reshaping(*given)
    with pytest.raises(DataError, match="doubled"):
        Reshaping(0, MOST_DOUBLED).twice()


@given(shapes)
def test_a_link_holds_it_exactly_with_edits_too(shape):
    name = next(iter(SAMPLES))
    upload = Uploaded("a.csv", "0" * 64, ("a", "b"), "y", "yes", shape=shape)
    for data in (Generated(m=30, shape=shape), Sampled(name, shape), upload):
        query = Experiment(data=data).to_query()
        assert Experiment.from_query(query) == (Experiment(data=data), ())
        assert ("turned=" in query, "copies=" in query) == (shape.turns > 0, shape.doubled > 0)
    flipped = edited(Generated(m=30, shape=shape), Flip(29))
    assert isinstance(flipped, Edited)
    back, notices = Experiment.from_query(Experiment(data=flipped).to_query())
    assert (back.data, notices) == (flipped, ())
    base = Generated(m=30, shape=shape).load()
    assert (flipped.load().X == base.X).all()
    assert flipped.load().y[29] == 1 - base.y[29]


@pytest.mark.parametrize(
    "more", ["turned=44", "turned=360", "turned=-45", "copies=3", "copies=0", "copies=16", "copies=x"]
)
def test_a_link_that_says_what_can_t_be_opens_the_default_and_says_why(more):
    experiment, (notice,) = Experiment.from_query(f"data=blobs&m=30&{more}")
    assert experiment == Experiment()
    assert "The link's data could not be used" in notice


def test_links_without_it_mean_what_they_meant():
    assert Experiment.from_query("data=blobs&m=30&noise=0.9&balance=0.5&seed=7")[0].data == replace(Generated(), m=30)
    assert "turned" not in Experiment().to_query()
    assert "copies" not in Experiment().to_query()
