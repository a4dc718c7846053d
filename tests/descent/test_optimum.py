"""The best parameters, the infimum where there are none, and the bounds on the learning rate."""

import numpy as np
import pytest

from logreg_core.descent.experiment import Experiment
from logreg_core.descent.loop import run
from logreg_core.descent.optimum import optimum, smoothness
from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward
from logreg_core.points.dataset import Dataset
from logreg_core.points.scaling import Scaling


def blobs(m=60, seed=0, shift=1.0):
    rng = np.random.Generator(np.random.PCG64(seed))
    y = (np.arange(m) % 2).astype(float)
    return Dataset(rng.normal(size=(m, 2)) + shift * y[:, None], y)


def hessian(X, w, b):
    y_hat = 1 / (1 + np.exp(-(X @ w + b)))
    A = np.column_stack([X, np.ones(len(X))])
    return (A.T * (y_hat * (1 - y_hat))) @ A / len(X)


def entropy(share):
    return -share * np.log(share) - (1 - share) * np.log(1 - share)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("scale", [(1, 1), (1e-40, 1e60), (1000, 0.01)])
def test_the_gradient_vanishes_there_and_J_is_J(seed, scale):
    plain = blobs(40, seed)
    data = Dataset(plain.X * scale + np.array(scale) * [3, -7], plain.y)
    best = optimum(data)
    assert best.exists
    standard = Scaling.of(data.X, "standardize")
    w = best.w * standard.sd
    b = best.b + best.w @ np.array(standard.mean)
    chain = chain_rule(standard.apply(data.X), data.y, w, b)
    assert np.abs([*chain.dJ_dw, chain.dJ_db]).max() <= 1e-12
    assert best.J == pytest.approx(forward(standard.apply(data.X), data.y, w, b).J, abs=1e-13)
    for step in np.eye(3) * 1e-3:
        assert forward(standard.apply(data.X), data.y, w + step[:2], b + step[2]).J > best.J


def test_it_is_worked_out_once():
    data = blobs()
    assert optimum(data) is optimum(data)
    with pytest.raises(ValueError, match="read-only"):
        optimum(data).w[0] = 0


def test_a_thin_long_cloud():
    """Features that all but agree: the minimum lies at the end of a very long valley."""
    rng = np.random.Generator(np.random.PCG64(2))
    along, across = rng.normal(size=300), rng.normal(size=300)
    y = (across + rng.normal(size=300) > 0).astype(float)
    wide, thin = np.column_stack([along, across]), np.column_stack([along, along + 2.0**-26 * across])
    expected, found = optimum(Dataset(wide, y)), optimum(Dataset(thin, y))
    assert found.J == pytest.approx(expected.J, rel=1e-7)
    assert found.w[1] == pytest.approx(expected.w[1] * 2.0**26, rel=1e-6)
    assert found.unique


@pytest.mark.parametrize("direction", [(1, 0), (0, 1), (2, -3), (1e-3, 1e5)])
def test_all_examples_on_one_line(direction):
    along, y = np.array([0.0, 1, 2, 3, 4, 5]), np.array([0.0, 1, 0, 0, 1, 1])
    data = Dataset(np.outer(along, direction), y)
    best = optimum(data)
    one_feature = 0 in direction  # then the other is 0 for all, and has no weight
    assert (best.exists, best.unique, best.separation) == (True, one_feature, "none")
    z = data.X @ best.w + best.b
    expected = optimum(Dataset(np.column_stack([along, np.zeros(6)]), y))
    assert z == pytest.approx(along * expected.w[0] + expected.b, rel=1e-9)
    assert best.J == pytest.approx(expected.J, abs=1e-13)
    assert expected.w[1] == 0


def test_all_examples_are_one_point():
    best = optimum(Dataset(np.full((5, 2), 3.7), [1, 0, 0, 1, 0]))
    assert (best.exists, best.unique) == (True, False)
    assert best.w.tolist() == [0, 0]
    assert best.b == pytest.approx(np.log(2 / 3))
    assert best.J == pytest.approx(entropy(0.4))


@pytest.mark.parametrize(
    ("ones", "zeros", "separation", "J"),
    [
        ([(0, 0)], [], "complete", 0),
        ([], [(0, 0), (1, 2)], "complete", 0),
        ([(0, 0), (1, 0)], [(3, 0), (4, 1)], "complete", 0),
        # a shared corner: two of four examples can only be halved
        ([(0, 0), (1, 0)], [(0, 0), (0, 1)], "quasi-complete", np.log(2) / 2),
        # a T: of the three on the bar, two are 1 and one, amid them, is 0
        ([(0, 0), (2, 0)], [(1, 0), (1, 2)], "quasi-complete", entropy(1 / 3) * 3 / 4),
        # on one line, touching: all but the shared point can be settled
        ([(0, 0), (1, 1)], [(1, 1), (1, 1), (5, 5)], "quasi-complete", entropy(1 / 3) * 3 / 5),
        # edge on edge, with spans on the edge that only touch at (1, 0)
        ([(0, 0), (1, 0), (0, 1)], [(1, 0), (2, 0), (2, -1)], "quasi-complete", np.log(2) / 3),
    ],
)
def test_where_no_parameters_are_best(ones, zeros, separation, J):
    data = Dataset([*ones, *zeros], [1] * len(ones) + [0] * len(zeros))
    best = optimum(data)
    assert (best.exists, best.unique, best.separation) == (False, False, separation)
    assert np.isnan([*best.w, best.b]).all()
    assert best.J == pytest.approx(J, abs=1e-12)
    done = run(data, Experiment(learning_rates=((0, 2 / best.smoothness),), steps=50_000))
    assert J < done.J[-1] < J + 2e-3


@pytest.mark.parametrize("spread", [1e-60, 1.0, 1e60])
def test_smoothness_is_the_largest_curvature(spread):
    data = blobs()
    X = data.X * spread
    assert smoothness(X) == pytest.approx(np.linalg.eigvalsh(hessian(X, np.zeros(2), 0))[-1], rel=1e-12)
    if spread == 1:
        assert optimum(data).smoothness == smoothness(data.X)


def test_a_hundred_thousand_examples():
    data = blobs(100_000, 3)
    best = optimum(data)
    assert best.unique
    chain = chain_rule(data.X, data.y, best.w, best.b)
    assert np.abs([*chain.dJ_dw, chain.dJ_db]).max() <= 1e-13
