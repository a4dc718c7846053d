"""The gradient with an example changed: as on a dataset that was changed by the house's own edits."""

import numpy as np
import pytest

from logreg_core import Dataset, Erase, Flip, Move, chain_rule, edited, forward
from logreg_core.at_step.what_if import flipped, gradient, moved, without
from logreg_core.points.drawn import Points

rng = np.random.Generator(np.random.PCG64(3))
X, Y = rng.normal(size=(25, 2)), rng.integers(0, 2, 25).astype(float)
W, B = np.array([0.7, -1.2]), 0.4
DRAWN = Points(tuple((float(a), float(b), int(y)) for (a, b), y in zip(X, Y, strict=True)))


def of(dataset: Dataset):
    return gradient(dataset.X, dataset.y, W, B)


def test_the_gradient_is_the_chain_rule_s():
    here, chain = gradient(X, Y, W, B), chain_rule(X, Y, W, B)
    assert (here.m, here.J, here.dJ_db) == (25, forward(X, Y, W, B).J, chain.dJ_db)
    assert [here.dJ_dw1, here.dJ_dw2] == chain.dJ_dw.tolist()


@pytest.mark.parametrize("i", [0, 7, 24])
def test_each_change_is_the_edit_of_the_same_name(i):
    assert without(X, Y, W, B, i) == of(edited(DRAWN, Erase((i,))).load())
    assert flipped(X, Y, W, B, i) == of(edited(DRAWN, Flip(i)).load())
    assert moved(X, Y, W, B, i, (2.5, -3.0)) == of(edited(DRAWN, Move(i, 2.5, -3.0)).load())


def test_with_and_without_differ_by_the_example_s_own_part():
    here, left, chain = gradient(X, Y, W, B), without(X, Y, W, B, 4), chain_rule(X, Y, W, B)
    assert left is not None
    assert here.dJ_dw1 * 25 - left.dJ_dw1 * 24 == pytest.approx(chain.dL_dw[4, 0], rel=1e-12)
    assert here.dJ_db * 25 - left.dJ_db * 24 == pytest.approx(chain.dL_db[4], rel=1e-12)


def test_nobody_is_left():
    assert without(X[:1], Y[:1], W, B, 0) is None


def test_nothing_is_changed():
    before = X.copy(), Y.copy()
    flipped(X, Y, W, B, 1)
    moved(X, Y, W, B, 1, (9.0, 9.0))
    assert np.array_equal(before[0], X)
    assert np.array_equal(before[1], Y)


@pytest.mark.parametrize("z", [1, -1, 40, -40, 700, -700, 1e4, -1e4])
def test_far_out_everything_is_finite(z):
    for found in (
        without(X, Y, (z, 0.0), z, 0),
        flipped(X, Y, (z, 0.0), z, 0),
        moved(X, Y, (z, 0.0), z, 0, (1.0, 1.0)),
    ):
        assert found is not None
        assert np.isfinite([found.J, found.dJ_dw1, found.dJ_dw2, found.dJ_db]).all()
