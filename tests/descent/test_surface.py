"""The map of the loss: P(w1, w2) = min over b of F, its other planes, and what of it is drawn."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import Dataset, Experiment, forward, generate, load_sample, optimum, run
from logreg_core.at_step.above_map import above_map
from logreg_core.descent.surface.ground import MOST_ROWS, axes_of, ground_of
from logreg_core.descent.surface.height_map import BEYOND, box_of, height_map
from logreg_core.descent.surface.least_over_b import gradient_of_least, least_over_b
from logreg_core.descent.surface.least_over_weight import least_over_weight, weight_runs_away
from logreg_core.descent.surface.squared_slice import squared_slice
from logreg_core.model.losses import squared_error

RNG = np.random.default_rng(5)
OFF_CENTRE = RNG.normal(size=(40, 2)) * [1.0, 30.0] + [3.0, -200.0]
LABELS = (RNG.random(40) < 0.3).astype(float)
IRIS = load_sample("iris")
CIRCLE = np.stack([np.cos(np.arange(12) * np.pi / 6), np.sin(np.arange(12) * np.pi / 6)], axis=1)


def exact(X, y, w, l2=0.0):
    """P at one w, in arithmetic of 400 digits: b by bisection of the sum of ŷ, then the mean of L by its definition."""
    with mpmath.workdps(400):
        along = [mpmath.mpf(w[0]) * mpmath.mpf(a) + mpmath.mpf(w[1]) * mpmath.mpf(c) for a, c in X.tolist()]
        low, high = -max(along) - 50, -min(along) + 50
        for _ in range(200):
            middle = (low + high) / 2
            missing = sum(1 / (1 + mpmath.exp(-(s + middle))) for s in along) - int(y.sum())
            low, high = (middle, high) if missing < 0 else (low, middle)
        J = sum(mpmath.log(1 + mpmath.exp((s + low) * (-1 if one else 1))) for s, one in zip(along, y, strict=True))
        return float(J / len(y) + mpmath.mpf(l2) / 2 * (mpmath.mpf(w[0]) ** 2 + mpmath.mpf(w[1]) ** 2))


@pytest.mark.parametrize("size", [0.0, 1e-3, 1.0, 30.0, 300.0])
@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_p_is_that_of_many_digits(size, l2):
    for X, y in ((OFF_CENTRE[:12], LABELS[:12]), (IRIS.X[40:60], IRIS.y[40:60])):
        w = size * CIRCLE[[0, 4, 8, 11]]
        found = least_over_b(X, y, w, l2).F
        wanted = np.array([exact(X, y, each, l2) for each in w.tolist()])
        assert (np.abs(found - wanted) <= 1e-10 * np.maximum(1, wanted)).all()


@pytest.mark.parametrize("reach", [3.0, 30.0, 300.0])
def test_all_over_a_grid_the_errors_add_up_to_nothing(reach):
    side = np.linspace(-reach, reach, 31)
    w = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    for X, y in ((OFF_CENTRE, LABELS), (IRIS.X, IRIS.y), (generate("xor", m=60).X, generate("xor", m=60).y)):
        found = least_over_b(X, y, w)
        ahead = [forward(X, y, each, b) for each, b in zip(w, found.b.tolist(), strict=True)]
        residuals = np.array([each.y_hat.mean() for each in ahead]) - y.mean()
        assert np.abs(residuals).max() <= 1e-12 + 1e-15 * reach * np.abs(X).max()  # beyond, z itself is rounded
        np.testing.assert_allclose(found.F, [each.J for each in ahead], rtol=1e-10, atol=1e-10)


@given(
    st.lists(st.floats(-300, 300), min_size=4, max_size=4),
    st.floats(0, 1),
    st.sampled_from([0.0, 0.1]),
    st.integers(0, 2**32 - 1),
)
def test_p_is_convex(ends, part, l2, seed):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(15, 2)) * 3, np.arange(15) % 3 // 2.0
    one, other = np.array(ends[:2]), np.array(ends[2:])
    a, b, between = least_over_b(X, y, np.array([one, other, part * one + (1 - part) * other]), l2).F
    chord = part * a + (1 - part) * b
    assert between <= chord + 1e-10 * max(1, chord)


@pytest.mark.parametrize("l2", [0.0, 0.2])
def test_its_gradient_is_that_of_f_at_the_best_b(l2):
    w, h = np.array([[0.3, -0.1], [2.0, 1.0], [-4.0, 3.0]]), 1e-5
    found = least_over_b(IRIS.X, IRIS.y, w, l2)
    gradient = gradient_of_least(IRIS.X, IRIS.y, w, found.b, l2)
    for k in (0, 1):
        step = h * np.eye(2)[k]
        ahead, behind = (least_over_b(IRIS.X, IRIS.y, w + sign * step, l2).F for sign in (1, -1))
        np.testing.assert_allclose(gradient[:, k], (ahead - behind) / (2 * h), rtol=1e-6, atol=1e-9)


def test_a_run_is_never_under_the_map_and_ends_at_its_lowest_point():
    for query in ("", "rates=0:60", "l2=0.1&rule=heavy-ball:0.9", "scale=standardize&rates=0:1&rule=adam"):
        experiment, notices = Experiment.from_query(query)
        assert not notices
        found = run(experiment.data.load(), experiment)
        ground = ground_of(found)
        P = ground.heights("w1 w2", found.w)
        assert (P <= found.F * (1 + 1e-12)).all()
        assert (P >= ground.least - 1e-12).all()
        np.testing.assert_allclose(ground.heights("w1 w2", ground.theta[None, :2]), ground.least, rtol=1e-12)


def test_with_one_class_there_is_no_best_b():
    with pytest.raises(ValueError, match="all 3 examples are of class 1, and then no b attains the least F"):
        least_over_b(np.eye(3, 2), np.ones(3), np.zeros((1, 2)))
    one_class = Dataset(IRIS.X, np.ones(IRIS.m))
    found = run(one_class, Experiment(steps=2))
    assert ground_of(found).why_not("w1 w2") == "one class"
    assert above_map(found, 1) is None


@pytest.mark.parametrize("k", [0, 1])
@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_the_other_planes_are_the_least_over_the_weight_that_is_not_in_them(k, l2):
    X, y = OFF_CENTRE - [3.0, -200.0], LABELS
    others = np.array([[0.0, 0.0], [1.0, -2.0], [-20.0, 5.0], [3.0, 300.0]])
    found = least_over_weight(X, y, k, others, l2)

    def F(v, w, b):
        both = np.array([v, w] if k == 0 else [w, v])
        return forward(X, y, both, b).J + l2 / 2 * float(both @ both)

    for (w, b), F_found in zip(others.tolist(), found.tolist(), strict=True):
        low, high = -1e4, 1e4
        for _ in range(200):  # by thirds, as F is convex
            one, other = low + (high - low) / 3, high - (high - low) / 3
            low, high = (low, other) if F(one, w, b) < F(other, w, b) else (one, high)
        assert F_found == pytest.approx(F((low + high) / 2, w, b), rel=1e-10, abs=1e-10)


def test_a_weight_may_grow_without_end():
    x = np.array([1.0, 2.0, -1.0, 0.0])
    assert weight_runs_away(x, np.array([1.0, 1.0, 0.0, 1.0]))
    assert weight_runs_away(x, np.array([0.0, 0.0, 1.0, 1.0]))
    assert not weight_runs_away(x, np.array([1.0, 0.0, 0.0, 1.0]))
    assert not weight_runs_away(x, np.array([1.0, 1.0, 0.0, 1.0]), l2=0.1)
    with pytest.raises(ValueError, match="no weight of feature 1 gives the least F"):
        least_over_weight(np.column_stack([x, x]), np.array([1.0, 1.0, 0.0, 1.0]), 0, np.zeros((1, 2)))


def made(query="", dataset=None, plane=None):
    experiment, notices = Experiment.from_query(query)
    assert not notices
    found = run(experiment.data.load() if dataset is None else dataset, experiment)
    ground = ground_of(found)
    plane = plane or ground.planes[0]
    path = np.column_stack([found.w, found.b])[:, list(axes_of(plane))]
    return found, ground, path, height_map(ground, plane, box_of(ground, plane, path))


def test_a_map_holds_the_path_and_the_lowest_point_and_doubles_from_line_to_line():
    for query in ("", "rates=0:60", "l2=0.1", "w=-20,30"):
        found, ground, path, drawn = made(query)
        assert (np.abs(path - drawn.box.centre).max(axis=1) <= drawn.box.half).mean() >= 0.9
        assert np.abs(path[0] - drawn.box.centre).max() < drawn.box.half
        assert drawn.lowest == tuple(ground.theta[:2])
        assert np.abs(np.subtract(drawn.lowest, drawn.box.centre)).max() < drawn.box.half
        assert drawn.floor == pytest.approx(found.best.F, rel=1e-12)
        gaps = np.array(drawn.levels) - drawn.floor
        assert len(gaps) >= 6
        np.testing.assert_allclose(gaps[1:] / gaps[:-1], gaps[1] / gaps[0], rtol=1e-9)
        assert 2 <= len(drawn.labels) <= 4
        on_them = ground.heights("w1 w2", np.array([[label.x, label.y] for label in drawn.labels]))
        np.testing.assert_allclose(on_them, [label.height for label in drawn.labels], rtol=0.02)
        assert (drawn.x[-1] - drawn.x[0]) == pytest.approx(2 * BEYOND * drawn.box.half)


def test_where_a_line_separates_all_there_is_a_direction_and_no_lowest_point():
    found, ground, _, drawn = made("data=separable")
    assert not found.best.exists
    assert (drawn.lowest, drawn.floor) == (None, 0)
    far = 1e3 * np.array(drawn.toward)
    turned = [far @ [[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]] for a in (-0.03, 0.03)]
    heights = ground.heights("w1 w2", np.array([far, *turned]))
    assert heights[0] < heights[1:].min()
    assert drawn.labels


def test_where_many_are_as_low_the_map_knows_their_line():
    X = np.array([[0.0, 1.0], [1.0, 2.0], [2.0, 3.0], [3.0, 4.0]])
    _, ground, _, drawn = made(dataset=Dataset(X, np.array([0.0, 1.0, 0.0, 1.0])))
    others = np.array(drawn.lowest) + np.outer([-2.0, 1.0, 5.0], drawn.along)
    np.testing.assert_allclose(ground.heights("w1 w2", others), ground.least, rtol=1e-12)


def test_with_one_feature_it_is_f_itself():
    dataset = generate("blobs", m=40)
    one = Dataset(np.column_stack([dataset.X[:, 0], np.zeros(40)]), dataset.y)
    found, ground, path, drawn = made(dataset=one)
    assert ground.planes == ("w1 b",)
    np.testing.assert_allclose(ground.heights("w1 b", path), found.F, rtol=1e-12)
    assert drawn.plane == "w1 b"


def test_of_many_examples_a_sample_is_mapped_with_its_own_lowest_point():
    rng = np.random.default_rng(1)
    X = rng.normal(size=(5_000, 2))
    y = (rng.random(5_000) < 1 / (1 + np.exp(-X @ [1.0, -2.0]))).astype(float)
    found, ground, _, drawn = made(dataset=Dataset(X, y))
    again = ground_of(found)
    assert (len(ground.y), ground.m) == (MOST_ROWS, 5_000) == (drawn.rows, drawn.m)
    assert ground.is_sample
    assert (again.X == ground.X).all()
    own = optimum(Dataset(ground.X, ground.y))
    assert drawn.lowest == tuple(own.w) != tuple(found.best.w)
    assert ground.y.mean() == pytest.approx(y.mean(), abs=1e-3)


def test_squared_error_s_map_is_that_of_its_definition_and_knows_its_flats():
    found, ground, path, drawn = made("w=-10,-5&rates=0:1")
    slice_ = squared_slice(ground, "w1 w2", drawn.box, np.append(found.w[3], found.b[3]))
    X, y = found.X_scaled, found.dataset.y
    slopes = []
    for row, column in ((0, 0), (30, 12), (60, 47)):
        there = squared_error(X, y, [slice_.x[column], slice_.y[row]], found.b[3])
        assert slice_.heights[row, column] == pytest.approx(there.J, rel=1e-12)
        slopes.append((float(np.hypot(*there.dJ_dw)), slice_.steepness[row, column]))
    longest = [length / part for length, part in slopes]
    assert longest == pytest.approx([longest[0]] * 3, rel=1e-9)
    assert np.diff(slice_.levels) == pytest.approx([slice_.levels[1] - slice_.levels[0]] * (len(slice_.levels) - 1))
    # Where most are surely mistaken it is flat, and J is not.
    flat = squared_error(X, y, path[0], found.b[0]).dJ_dw
    steep = gradient_of_least(X, y, path[:1], found.b[:1])[0]
    assert np.hypot(*flat) < 0.05 * longest[0]
    assert np.hypot(*steep) > 20 * np.hypot(*flat)


def test_j_may_fall_though_the_point_goes_up_the_map():
    found = run(IRIS, Experiment(learning_rates=((0, 0.25),), steps=5))
    here = above_map(found, 2)
    P = least_over_b(found.X_scaled, IRIS.y, found.w[:3]).F
    assert found.J[2] < found.J[1]
    assert P[2] > P[1]
    assert here.climbed
    assert here.height == P[2]
    assert here.above == found.J[2] - P[2] > 0
    assert here.gap == found.J[2] - optimum(IRIS).J
    assert not above_map(found, 0).climbed
