"""Who pulls where: arrows against a step that is really taken, contributions against the run's own step."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import Dataset, Experiment, at, chain_rule, forward, run
from logreg_core.at_step.contributions import (
    laid_end_to_end,
    part_of,
    pull_shares,
    pull_sizes,
    ranking,
    wanted_moves,
)
from logreg_core.points.origins import Generated
from logreg_core.points.scaling import Scaling

BLOBS = Generated(m=60).load()
EXTREME = (1.0, -1.0, 40.0, -40.0, 700.0, -700.0, 1e4, -1e4)
numbers = st.floats(-10, 10, allow_subnormal=False)


def some(m, seed=0):
    rng = np.random.Generator(np.random.PCG64(seed))
    return rng.normal(size=(m, 2)) * (1, 3), rng.integers(0, 2, m).astype(float)


# Shares ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("w", [(0.0, 0.0), (1.0, -2.0), (300.0, 400.0)])
def test_shares_are_lengths_over_their_sum(w):
    X, y = some(50)
    chain = chain_rule(X, y, w, 0.3)
    with mpmath.workdps(50):
        lengths = [mpmath.sqrt(mpmath.mpf(a) ** 2 + mpmath.mpf(b) ** 2) for a, b in chain.dL_dw.tolist()]
        right = [float(length / mpmath.fsum(lengths)) for length in lengths]
        np.testing.assert_allclose(pull_sizes(chain), [float(length) for length in lengths], rtol=1e-15)
    np.testing.assert_allclose(pull_shares(chain), right, rtol=1e-14)
    assert abs(pull_shares(chain).sum() - 1) < 1e-14


def test_nobody_pulls_and_next_to_nobody():
    still = chain_rule([[0.0, 0.0], [0.0, 0.0]], [0, 1], (1.0, 1.0), 0.0)
    assert pull_shares(still).tolist() == [0, 0]
    faint = chain_rule([[1e-15, 0.0], [1e-15, 0.0]], [1, 1], (7.05e17, 0.0), 0.0)
    assert 0 < pull_sizes(faint)[0] < 1e-320
    assert pull_shares(faint).tolist() == [0.5, 0.5]


@pytest.mark.parametrize("z", EXTREME)
def test_numbers_stay_finite_where_z_is_far_out(z):
    X, y = np.array([[1.0, 0.0], [1.0, 2.0], [-1.0, 0.5]]), np.array([0.0, 1.0, 1.0])
    chain = chain_rule(X, y, (z, 0.0), 0.0)
    assert np.isfinite(pull_shares(chain)).all()
    assert np.isfinite(wanted_moves(chain.dL_dz, (z, 0.0))).all()
    part = part_of(chain, np.array([0, 2]))
    assert np.isfinite([part.dJ_dw1, part.dJ_dw2, part.dJ_db, part.share]).all()


# Arrows ----------------------------------------------------------------------------------------------------------


def shift_along(x, normal, before, after):
    """How far along `normal` the line of equal z through x moved; before and after are (w, b)."""
    (w, b), (w_after, b_after) = before, after
    return ((w @ x + b) - (w_after @ x + b_after)) / (w_after @ normal)


@pytest.mark.parametrize("scale", ["none", "standardize"])
@pytest.mark.parametrize("y", [0.0, 1.0])
@given(st.tuples(numbers, numbers), st.tuples(numbers, numbers), numbers)
def test_the_arrow_points_to_where_a_step_with_this_example_alone_moves_the_line(scale, y, x, w, b):
    """Taken really: one small step in the units of descent, the line through x measured in the data's units."""
    scaling = Scaling.of(np.array([[3.0, 100.0], [5.0, 900.0], [8.0, 250.0]]), scale)
    w_before, x = np.array(w), np.array(x)
    if not np.hypot(*w) > 1e-3:
        return
    x_scaled = scaling.apply(x[None])
    chain = chain_rule(x_scaled, [y], w_before, b)
    before = scaling.to_data_units(w_before, b)
    if abs(chain.dL_dz[0]) < 1e-6:  # the step would drown in rounding
        return
    rate = 1e-3 * np.hypot(*w) / (np.abs(chain.dL_dw).max() + 1)
    after = scaling.to_data_units(w_before - rate * chain.dL_dw[0], b - rate * chain.dL_db[0])
    (arrow,) = wanted_moves(chain.dL_dz, before[0])
    normal = before[0] / np.hypot(*before[0])
    moved = shift_along(x, normal, before, after)
    assert np.sign(moved) == np.sign(arrow @ normal)
    assert np.hypot(*arrow) == pytest.approx(abs(chain.dL_dz[0]), rel=1e-12)
    assert abs(arrow[0] * before[0][1] - arrow[1] * before[0][0]) <= 1e-15 * np.hypot(*before[0])
    if scale == "none":  # how far, to first order: α g (|x|² + 1) / |w|
        expected = rate * chain.dL_dz[0] * (x @ x + 1) / np.hypot(*w)
        assert moved == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("x1", "y", "right_of_line", "towards"),
    [(3.0, 1, True, False), (-3.0, 1, False, True), (-3.0, 0, True, False), (3.0, 0, False, True)],
)
def test_the_line_comes_to_those_on_its_wrong_side_and_leaves_the_others(x1, y, right_of_line, towards):
    """The line x1 = 0, class 1 to the right of it."""
    y_hat = forward([[x1, 0.0]], [y], (1.0, 0.0), 0.0).y_hat[0]
    assert ((y_hat >= 0.5) == (y == 1)) == right_of_line
    ((arrow, _),) = wanted_moves(chain_rule([[x1, 0.0]], [y], (1.0, 0.0), 0.0).dL_dz, (1.0, 0.0))
    assert (np.sign(arrow) == np.sign(x1)) == towards
    assert arrow * (1 if y == 1 else -1) < 0  # class 1 pushes the line towards class 0's side


def test_there_is_no_arrow_where_there_is_no_line():
    assert wanted_moves([0.5, -0.5], (0.0, 0.0)) is None


@given(st.tuples(numbers, numbers), st.tuples(st.floats(1e-3, 1e6), st.floats(1e-3, 1e6)))
def test_in_a_picture_s_lengths_arrows_stand_upright_on_the_line(w, unit):
    w, unit = np.array(w), np.array(unit)
    if not w.any():
        return
    (arrow,) = wanted_moves([0.7], w, unit)
    along = np.array([-w[1] * unit[1], w[0] * unit[0]])  # the line's direction, in the picture's lengths
    seen = arrow / unit
    assert np.hypot(*seen) == pytest.approx(0.7)
    assert abs(seen @ along) <= 1e-12 * np.hypot(*along)
    assert seen @ (w * unit) > 0


@pytest.mark.parametrize("size", [1e-320, 1e-200, 1e200, 1e308])
def test_weights_of_any_size_have_a_direction(size):
    (arrow,) = wanted_moves([1.0], (size, size))
    np.testing.assert_allclose(arrow, [np.sqrt(0.5)] * 2, rtol=1e-3)


# Contributions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", ["none", "standardize"])
@pytest.mark.parametrize("holdout", [0.0, 0.3])
@pytest.mark.parametrize("t", [0, 7, 49, 50])
@pytest.mark.parametrize("most", [0, 1, 12, 1_000])
def test_laid_end_to_end_they_are_the_run_s_step(scale, holdout, t, most):
    done = run(BLOBS, Experiment(steps=50, learning_rates=((0, 0.1), (30, 2.0)), scale=scale, holdout=holdout))
    shot = at(done, t)
    parts = shot.contributions[:, :2]
    step = shot.step.w - shot.w
    np.testing.assert_allclose(np.add.reduce(parts), step, rtol=0, atol=1e-12)
    path = laid_end_to_end(parts, shot.w, most)
    np.testing.assert_allclose(path.corners[-1], shot.step.w, rtol=0, atol=1e-12)
    assert path.corners[0].tolist() == shot.w.tolist()
    assert len(path.rows) + path.others == done.dataset.m
    assert path.others != 1
    assert len(path.corners) == len(path.rows) + 1 + (path.others > 0)
    pieces = np.diff(path.corners, axis=0)
    np.testing.assert_allclose(pieces[: len(path.rows)], parts[path.rows], atol=1e-14)
    assert sorted(path.rows.tolist()) == sorted(shot.order[: len(path.rows)].tolist())  # those that pull hardest
    turns = np.angle(pieces[: len(path.rows)] @ (1, 1j) * np.conj(step @ (1, 1j)))
    assert (np.diff(turns) <= 1e-9).all()  # each a little more to the right than the one before


def test_parts_that_come_to_nothing_have_an_order_too():
    parts = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 0.0]])
    assert sorted(laid_end_to_end(parts, (0.0, 0.0), 9).rows.tolist()) == [0, 1, 2]
    assert laid_end_to_end(np.zeros((3, 2)), (1.0, 2.0), 9).corners.tolist() == [[1, 2]] * 4


def test_a_rate_past_all_bounds_gives_no_error():
    data = Dataset([[1e100, 0.0], [-1e100, 1.0]], [0, 1])
    assert not np.isfinite(at(run(data, Experiment(learning_rates=((0, 1e300),), steps=1)), 0).contributions).all()


# Ranking and parts -----------------------------------------------------------------------------------------------


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40), st.integers(0, 12))
def test_a_ranking_leaves_nothing_out(parts, most):
    parts = np.array(parts)
    ranked = ranking(parts, most)
    assert ranked.others != 1
    assert len(ranked.rows) + ranked.others == len(parts)
    assert ranked.parts.tolist() == parts[ranked.rows].tolist()
    sizes = np.abs(ranked.parts)
    assert (np.diff(sizes) <= 0).all()
    left = np.delete(np.abs(parts), ranked.rows)
    assert not len(left) or not len(sizes) or left.max() <= sizes[-1]
    assert abs(ranked.parts.sum() + ranked.rest - ranked.total) <= 1e-14 * np.abs(parts).sum()
    assert ranked.total == np.add.reduce(parts)


def test_ties_come_by_number():
    assert ranking(np.array([1.0, -2.0, 2.0, 1.0, 1.0]), 3).rows.tolist() == [1, 2, 0]


def test_parts_of_the_gradient_add_up():
    X, y = some(31)
    chain = chain_rule(X, y, (0.4, -1.0), 0.2)
    first, second = np.arange(0, 31, 3), np.setdiff1d(np.arange(31), np.arange(0, 31, 3))
    a, b, whole = part_of(chain, first), part_of(chain, second), part_of(chain, np.arange(31))
    assert (a.count, b.count) == (11, 20)
    assert a.dJ_dw1 + b.dJ_dw1 == pytest.approx(chain.dJ_dw[0], rel=1e-12)
    assert a.dJ_dw2 + b.dJ_dw2 == pytest.approx(chain.dJ_dw[1], rel=1e-12)
    assert a.dJ_db + b.dJ_db == pytest.approx(chain.dJ_db, rel=1e-12)
    assert a.share + b.share == pytest.approx(1)
    assert whole.share <= 1
    one = part_of(chain, np.array([4]))
    assert one.dJ_dw2 == chain.dL_dw[4, 1] / 31


def test_a_dataset_of_one():
    one = Dataset([[1.0, 2.0]], [1])
    chain = chain_rule(one.X, one.y, (0.1, 0.1), 0.0)
    assert part_of(chain, np.array([0])).share == 1
    assert laid_end_to_end(-0.1 * chain.dL_dw, (0.1, 0.1), 12).others == 0
