"""Every number that the stage shows is the core's own, at every step of many runs."""

import re

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, at, chain_rule, forward, optimum, run
from logreg_core.points.origins import Generated
from pages.figures.plane import line_coordinates, view_of
from pages.figures.theme import BAND_EDGES
from pages.stage.columns import AROUND, MOST_HELD, former_boundary, held_steps, pick_columns, thinning

from .blob import made, read, sent

BLOBS = Generated(m=40).load()
SCALES = Generated("scales", 40, 0.9, 0.5, 7).load()
SEPARABLE = Generated("separable", 40, 0.5, 0.5, 1).load()
FAR = Dataset(np.round(BLOBS.X / 6, 6) + np.array([1e6, -2e6]), BLOBS.y)
UPRIGHT = Dataset([[-1, 0], [1, 0], [-2, 0], [2, 0], [0.5, 0]], [0, 1, 0, 1, 0])  # w2 stays 0
LEVEL = Dataset([[0, -1], [0, 1], [0, -2], [0, 2], [0, 0.5]], [0, 1, 0, 1, 0])
RUNS = {
    "plain": (BLOBS, dict(steps=60)),
    "scaled, with a schedule": (SCALES, dict(steps=60, scale="standardize", learning_rates=((0, 0.5), (20, 9.0)))),
    "far from the origin": (FAR, dict(steps=30, learning_rates=((0, 1e-13),))),
    "far, scaled": (FAR, dict(steps=30, scale="standardize")),
    "too high a rate": (SCALES, dict(steps=60, learning_rates=((0, 50.0),))),  # |z| in the millions
    "separable, hardly a loss": (SEPARABLE, dict(steps=60, learning_rates=((0, 1e5),))),
    "started far away": (BLOBS, dict(steps=20, w=(-900.0, 800.0), b=-1e5, learning_rates=((0, 100.0), (7, 3e-3)))),
    "upright": (UPRIGHT, dict(steps=15)),
    "level": (LEVEL, dict(steps=15)),
    "no step": (BLOBS, dict(steps=0)),
    "one example": (Dataset([[1.5, -2.5]], [1]), dict(steps=5)),
    "diverging until the numbers end": (
        Dataset([[1e90, 0], [-1e90, 0], [2e90, 1]], [0, 1, 1]),
        dict(steps=30, learning_rates=((0, 1.0), (2, 1e308)), w=(1e-90, 0.0)),
    ),
}


@pytest.fixture(params=RUNS, scope="module")
def pair(request):
    dataset, experiment = RUNS[request.param]
    return made(dataset, len(dataset.y) // 3, **experiment)


def test_every_step_is_there(pair):
    done, got = pair
    assert got.steps.tolist() == list(range(done.steps + 1))
    assert got.header["steps"] == done.steps
    assert {len(values) for name, values in got.columns.items() if "_at" not in name} == {done.steps + 1}


def test_the_run_s_columns_are_the_snapshot_s(pair):
    done, got = pair
    best = optimum(done.dataset)
    for t in got.steps:
        shot = at(done, t)
        columns = {name: values[t] for name, values in got.columns.items()}
        assert [columns["w1"], columns["w2"], columns["b"]] == [*shot.w, shot.b]
        assert columns["J"] == done.J[t] == pytest.approx(shot.J, rel=1e-12, abs=1e-300)
        assert columns["gap"] == (max(0, done.J[t] - best.J) if best.exists else done.J[t])
        assert [columns["dJ_dw1"], columns["dJ_dw2"], columns["dJ_db"]] == [*shot.chain.dJ_dw, shot.chain.dJ_db]
        assert columns["norm"] == pytest.approx(np.hypot(*shot.w), rel=1e-6)
        assert columns["correct"] == shot.correct
        if "data_w1" in columns:
            there = [columns["data_w1"], columns["data_w2"], columns["data_b"]]
            assert there == [*shot.w_in_data_units, shot.b_in_data_units]


def as_shown(done, t, parameter, value):
    """The parameter after step t, or 0 where it is no larger than the rounding of the sum that the step was made of."""
    chain = at(done, t).chain
    size = np.abs(np.column_stack([chain.dL_dw, chain.dL_db])[:, parameter]).mean()
    dust = np.isfinite(value) and abs(value) <= 4 * 2.0**-52 * done.experiment.rate_at(t) * size
    return 0.0 if dust else value


def test_the_next_step_is_the_row_after(pair):
    done, got = pair
    w, b = np.vstack([done.w[1:], done.row_after(done.steps)[:2]]), [*done.b[1:], done.row_after(done.steps)[2]]
    assert np.array_equal(
        got.columns["next_w1"], [as_shown(done, t, 0, x) for t, x in enumerate(w[:, 0])], equal_nan=True
    )
    assert np.array_equal(
        got.columns["next_w2"], [as_shown(done, t, 1, x) for t, x in enumerate(w[:, 1])], equal_nan=True
    )
    assert np.array_equal(got.columns["next_b"], [as_shown(done, t, 2, x) for t, x in enumerate(b)], equal_nan=True)
    for t in got.steps[:-1]:
        shot = at(done, t)
        olds, slopes = (*shot.w, shot.b), (*shot.chain.dJ_dw, shot.chain.dJ_db)
        terms = np.abs(np.column_stack([shot.chain.dL_dw, shot.chain.dL_db])).mean(axis=0)  # they may cancel
        for name, old, slope, term in zip(("w1", "w2", "b"), olds, slopes, terms, strict=True):
            written = old - shot.step.rate * slope  # what the strip writes out
            size = abs(old) + shot.step.rate * term
            assert got.columns[f"next_{name}"][t] == pytest.approx(written, abs=1e-13 * size)


def test_the_picked_example_s_columns_are_the_chain_rule_s(pair):
    done, got = pair
    dataset, pick = done.dataset, got.header["pick"]
    extreme = got.columns.get("extreme", np.zeros(len(got.steps)))
    for t in got.steps:
        ahead = forward(done.X_scaled, dataset.y, done.w[t], done.b[t])
        chain = chain_rule(done.X_scaled, dataset.y, done.w[t], done.b[t])
        expected = {
            "z": ahead.z[pick],
            "y_hat": ahead.y_hat[pick],
            "L": ahead.L[pick],
            "dL_dz": chain.dL_dz[pick],
            "dL_dw1": chain.dL_dw[pick, 0],
            "dL_dw2": chain.dL_dw[pick, 1],
            "share_w1": chain.dL_dw[pick, 0] / dataset.m,
            "share_w2": chain.dL_dw[pick, 1] / dataset.m,
            "share_b": chain.dL_db[pick] / dataset.m,
        }
        for name, value in expected.items():
            assert got.columns[name][t] == value, (name, t)
        for bit, factor, log in ((1, "dL_dyhat", "log_abs_dL_dyhat"), (2, "dyhat_dz", "log_dyhat_dz")):
            logarithm = getattr(chain, log)[pick]
            assert bool(int(extreme[t]) & bit) == (abs(logarithm) > 690)
            if int(extreme[t]) & bit:
                assert got.columns[factor][t] == pytest.approx(logarithm / np.log(10), rel=1e-14)
            else:
                assert got.columns[factor][t] == getattr(chain, factor)[pick]
        assert bool(int(extreme[t]) & 4) == (chain.log_abs_dL_dyhat[pick] > 690 and dataset.y[pick] == 1)


def test_the_screen_never_shows_nan_or_infinity(pair):
    done, got = pair
    for name, values in got.raw.items():
        if done.steps == done.experiment.steps or not name.startswith("next_"):
            assert np.isfinite(values).all(), name


def test_the_product_on_screen_is_right_to_a_few_bits(pair):
    _, got = pair
    bits = got.columns.get("extreme", np.zeros(len(got.steps))).astype(int)
    extreme = bits > 0
    plain = {name: values[~extreme] for name, values in got.columns.items()}
    assert plain["dL_dyhat"] * plain["dyhat_dz"] == pytest.approx(plain["dL_dz"], rel=1e-15, abs=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        steep, flat = (
            np.where(bits & bit, got.columns[name], np.log10(np.abs(got.columns[name])))
            for bit, name in ((1, "dL_dyhat"), (2, "dyhat_dz"))
        )
    powers = (steep + flat)[extreme]
    size = np.log10(np.maximum(np.abs(got.columns["dL_dz"][extreme]), 1e-323))
    told = size > -307  # below, ∂L/∂z itself is 0
    assert powers[told] == pytest.approx(size[told], abs=1e-9)


def test_the_state_says_where_the_boundary_stands(pair):
    done, got = pair
    words = got.header["words"]
    view = view_of(done.dataset)
    for t in got.steps:
        shot = at(done, t)
        state = int(got.columns["state"][t])
        corners = np.array([[x, y] for x in view.range(0) for y in view.range(1)])
        with np.errstate(over="ignore", invalid="ignore"):
            z = corners @ shot.w_in_data_units + shot.b_in_data_units
        if not shot.w.any():
            assert words["boundary"][state].startswith("no line")
        elif np.isfinite(z).all() and np.abs(z).min() > 1e-6 * np.abs(z).max():
            outside = (z > 0).all() or (z < 0).all()
            assert (words["boundary"][state] != "") == outside


def inner(columns):
    """The five lines that are drawn, (n, 5, 2, 2); before and after them one point closes each outer band."""
    return columns["lines"][:, 2:-2].reshape(-1, 5, 2, 2)


def test_the_lines_are_the_core_s_to_a_float32(pair):
    done, got = pair
    view = view_of(done.dataset)
    true = line_coordinates(done.w_in_data_units, done.b_in_data_units, view)
    tiny = np.array(view.span) * 50 * np.finfo(np.float32).eps  # of the farthest that a line reaches
    assert (np.abs(inner(got.columns) - true[:, 1:-1]) <= tiny + np.spacing(np.abs(true[:, 1:-1]))).all()
    assert got.raw["lines"].dtype == np.float32 or np.abs(true).max() > 1e30


def covers(corners, points):
    """Whether a convex polygon (k, 2) covers each of some points (n, 2)."""
    edges = np.roll(corners, -1, axis=0) - corners
    sides = (
        edges[:, None, 0] * (points - corners[:, None])[..., 1]
        - edges[:, None, 1] * (points - corners[:, None])[..., 0]
    )
    return (sides >= 0).all(axis=0) | (sides <= 0).all(axis=0)


@pytest.mark.parametrize(
    "name", ["plain", "upright", "level", "started far away", "far, scaled", "separable, hardly a loss"]
)
def test_every_point_in_view_has_the_band_of_its_probability(name):
    dataset, experiment = RUNS[name]
    done, got = made(dataset, **experiment)
    view = view_of(dataset)
    rng = np.random.Generator(np.random.PCG64(8))
    u = rng.uniform(-0.5, 0.5, size=(200, 2))
    points = np.array(view.centre) + u * view.span
    for t in got.steps[1 :: max(1, len(got.steps) // 12)]:
        corners = ((got.columns["lines"][t].reshape(12, 2) - view.centre) / view.span)[:, None]
        bands = [np.concatenate(corners[[0, 1, 2]])]
        bands += [np.concatenate(corners[[i, i + 1, i + 3, i + 2]]) for i in (1, 3, 5, 7)]
        bands += [np.concatenate(corners[[9, 10, 11]])]
        z = points @ done.w_in_data_units[t] + done.b_in_data_units[t]
        logits = np.log(BAND_EDGES) - np.log1p(-np.array(BAND_EDGES))
        slope = np.hypot(*(done.w_in_data_units[t] * view.span))
        clear = (np.abs(z[:, None] - logits) > 1e-3 * slope).all(axis=1)  # away from any edge
        band = np.searchsorted(logits, z)
        for which, polygon in enumerate(bands):
            assert np.array_equal(covers(polygon, u)[clear], (band == which)[clear]), (t, which)


@pytest.mark.parametrize("name", ["upright", "level"])
def test_an_upright_and_a_level_boundary_stay_so(name):
    dataset, experiment = RUNS[name]
    _, got = made(dataset, **experiment)
    edge = got.columns["lines"][1:, 2:-2].reshape(-1, 5, 2, 2)[:, 2]
    axis = 0 if name == "upright" else 1
    assert np.array_equal(edge[:, 0, axis], edge[:, 1, axis])
    crossing = -got.columns["b"][1:] / got.columns["w1" if axis == 0 else "w2"][1:]
    assert edge[:, 0, axis] == pytest.approx(crossing, rel=1e-6, abs=1e-6)


def test_where_no_line_is_the_first_step_makes_it_appear():
    _, got = made(BLOBS, steps=2)
    boundary = [got.header["words"]["boundary"][state] for state in got.columns["state"]]
    assert boundary[0].startswith("no line")
    assert boundary[1:] == ["", ""]


# The former run. -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("steps", [3, 60])
def test_the_former_run_s_boundary_is_its_own_at_the_same_step(steps):
    before = Experiment(steps=steps, scale="standardize", learning_rates=((0, 2.0),))
    _, got = made(BLOBS, steps=10, before=before)
    former = run(BLOBS, before)
    for t in range(11):
        row = min(t, former.steps)
        line = line_coordinates(
            former.w_in_data_units[row : row + 1], former.b_in_data_units[row : row + 1], view_of(BLOBS)
        )
        assert got.columns["former"][t] == pytest.approx(line[0, 3].ravel(), abs=1e-4)
    assert former_boundary(former, np.arange(11), view_of(BLOBS)).shape == (11, 4)


# Long runs. ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("steps", [0, 1, 300, MOST_HELD])
def test_up_to_2_000_steps_all_are_held(steps):
    assert held_steps(steps, 0).tolist() == list(range(steps + 1))
    assert thinning(steps) == 1


@pytest.mark.parametrize("steps", [MOST_HELD + 1, 2_500, 10_007, 100_000])
@pytest.mark.parametrize("where", [0.0, 0.001, 0.5, 0.9999, 1.0])
def test_beyond_every_kth_step_is_held_and_those_around_the_cursor(steps, where):
    t = round(steps * where)
    held = held_steps(steps, t)
    k = thinning(steps)
    assert k == -(-steps // MOST_HELD)
    assert len(held) <= MOST_HELD + 4 * AROUND + 2
    assert (np.diff(held) > 0).all()
    assert held[0] == 0
    assert held[-1] == steps
    assert set(range(0, steps + 1, k)) <= set(held.tolist())
    assert set(range(max(0, t - AROUND), min(steps, t + AROUND) + 1)) <= set(held.tolist())
    assert np.diff(held).max() <= k


def test_a_long_run_s_rows_are_the_steps_they_say():
    done, got = made(BLOBS, 5, t=7_001, steps=20_000)
    assert got.steps.tolist() == held_steps(20_000, 7_001).tolist()
    assert {7_000, 7_001, 7_002} <= set(got.steps.tolist())
    assert got.columns["J"].tolist() == done.J[got.steps].tolist()
    assert got.columns["next_w1"][:-1].tolist() == done.w[got.steps[:-1] + 1, 0].tolist()
    assert got.columns["next_b"][-1] == done.row_after(done.steps)[2]
    z = done.X_scaled[5] @ done.w[got.steps].T + done.b[got.steps]
    assert got.columns["z"] == pytest.approx(z, rel=1e-12)


@pytest.mark.parametrize("steps", [300, 999, 1_000, 2_000, 2_001, 30_000])
def test_a_curve_has_at_most_1_000_vertices_and_hides_no_peak(steps):
    done, got = made(BLOBS, steps=steps, scale="standardize", learning_rates=((0, 30.0),))
    norm = np.hypot(*done.w.T)
    whole = {"J": done.J, "w1": done.w[:, 0], "w2": done.w[:, 1], "b": done.b, "norm": norm}
    assert set(got.header["curve_sources"]) == set(whole)
    for name, series in whole.items():
        source = got.header["curve_sources"][name]
        y = got.columns[source["y"]]
        if "rows" in source:
            x = got.columns[source["rows"]]
            y = y[x]
        else:
            x = got.columns[source["x"]] if "x" in source else got.steps
        assert len(x) == len(y) <= 1_000
        assert y == pytest.approx(series[x], rel=1e-6)
        assert (x[0], x[-1]) == (0, steps)
        assert (y.min(), y.max()) == pytest.approx((series.min(), series.max()), rel=1e-6)


# The pick. -------------------------------------------------------------------------------------------------------


def test_columns_of_a_pick_do_not_disturb_those_of_the_run():
    done = run(BLOBS, Experiment(steps=5))
    one, other = (read(sent(BLOBS, done, pick)) for pick in (0, 39))
    picked = set(pick_columns(BLOBS, done, np.arange(6), 0))
    for name in set(one.columns) - picked:
        assert np.array_equal(one.columns[name], other.columns[name])
    assert not np.array_equal(one.columns["z"], other.columns["z"])


# Held out. -------------------------------------------------------------------------------------------------------

HOLDING = dict(steps=40, holdout=0.3, holdout_seed=2, scale="standardize")


def test_a_run_that_holds_out_is_shown_by_its_training_rows_under_their_numbers_in_all():
    done = run(SCALES, Experiment(**HOLDING))
    pick = int(done.rows_training[9])
    assert pick != 9
    got = read(sent(SCALES, done, pick))
    alone = run(done.dataset, Experiment(steps=40, scale="standardize"))
    same = read(sent(done.dataset, alone, 9))
    for name in set(same.columns) - {"lines"}:
        assert np.array_equal(got.columns[name], same.columns[name]), name
    assert got.columns["J_test"].tolist() == done.J_held_out.tolist()
    for t in (0, 17, 40):
        assert got.columns["correct_test"][t] == at(done, t).held_out.correct
    assert (got.header["pick"], got.header["ring_text"]) == (pick, str(pick + 1))
    assert f"Example {pick + 1}<" in got.header["strip"]
    assert [got.header["ring"]["xanchor"], got.header["ring"]["yanchor"]] == SCALES.X[pick].tolist()
    assert re.search(rf"</b> of {done.dataset.m} <dfn[^>]*>classified correctly</dfn>", got.header["sentence"])
    assert "J_test" in got.header["sentence"]
    assert "12 of 40 points are held out for testing (open symbols)." in got.header["notes"]
    assert len(got.header["plane"]["data"]) == 4
    assert got.header["plane"]["layout"]["xaxis"]["range"] == view_of(SCALES).range(0)


def test_nothing_of_it_is_sent_where_nobody_is_held_out():
    done, got = made(BLOBS, steps=5)
    assert done.parts is None
    assert not {"J_test", "correct_test"} & set(got.columns)
    assert "held" not in got.header["sentence"] + " ".join(got.header["notes"])
    assert len(got.header["plane"]["data"]) == 2


def test_a_held_out_example_can_not_be_the_picked_one():
    done = run(SCALES, Experiment(**HOLDING))
    with pytest.raises(ValueError, match="not one that descent sees"):
        sent(SCALES, done, int(done.parts.rows_held_out[0]))


def test_a_gap_that_is_only_rounding_is_none():
    there = optimum(BLOBS)
    done, got = made(BLOBS, w=tuple(there.w * (1 + 1e-9)), b=float(there.b), learning_rates=((0, 9.0),), steps=900)
    gap, best = got.columns["gap"], there.J
    rounding = done.J - best <= 4 * np.finfo(float).eps * best
    assert rounding.any()
    assert (gap[rounding] == 0).all()
    assert (gap[~rounding] == (done.J - best)[~rounding]).all()
