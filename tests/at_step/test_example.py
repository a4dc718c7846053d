"""One example at one step: its numbers are the forward pass's and the chain rule's, bit for bit, in descent's units."""

import math

import numpy as np
import pytest

from logreg_core import Experiment, chain_rule, forward, generate, run
from logreg_core.at_step.example import example_at

BLOBS = generate("blobs", m=40, seed=3)
SWEPT = [0.0, 1.0, -1.0, 40.0, -40.0, 700.0, -700.0, 1e4, -1e4]


@pytest.mark.parametrize("scale", ["none", "standardize"])
@pytest.mark.parametrize("start", SWEPT)
def test_the_numbers_are_the_core_s(scale, start):
    done = run(BLOBS, Experiment(scale=scale, w=(start, -start / 3), b=0.3, steps=4))
    for t, row in ((0, 0), (3, 17), (4, 39)):
        here = example_at(done, t, row)
        X, y, w, b = done.X_scaled, done.dataset.y, done.w[t], float(done.b[t])
        ahead, chain = forward(X, y, w, b), chain_rule(X, y, w, b)
        assert (here.t, here.scaled, here.y) == (t, scale == "standardize", int(y[row]))
        assert (here.x1, here.x2) == tuple(X[row])
        assert (here.w1, here.w2, here.b) == (*w, b)
        for name in ("z", "y_hat", "one_minus_y_hat", "L"):
            assert getattr(here, name) == getattr(ahead, name)[row]
        for name in ("dL_dyhat", "dyhat_dz", "dL_dz"):
            assert getattr(here, name) == getattr(chain, name)[row]
        assert (here.dL_dw1, here.dL_dw2) == tuple(chain.dL_dw[row])
        assert here.log10.dL_dyhat == pytest.approx(chain.log_abs_dL_dyhat[row] / math.log(10), rel=1e-12, abs=1e-15)
        assert here.log10.dyhat_dz == pytest.approx(chain.log_dyhat_dz[row] / math.log(10), rel=1e-12)
        for name in ("w1", "w2", "b"):
            assert here.slope_of_z(name) == {"w1": here.x1, "w2": here.x2, "b": 1.0}[name]
            product = here.dL_dz * here.slope_of_z(name)
            assert here.dL_by(name) == product


@pytest.mark.parametrize("start", SWEPT)
def test_the_sizes_are_finite_and_true(start):
    done = run(BLOBS, Experiment(w=(start, start), steps=1))
    for row in range(40):
        here = example_at(done, 0, row)
        for name in ("y_hat", "one_minus_y_hat", "L", "dL_dyhat", "dyhat_dz", "dL_dz"):
            log, value = getattr(here.log10, name), abs(getattr(here, name))
            assert math.isfinite(log)
            if 1e-300 < value < 1e300:
                assert log == pytest.approx(math.log10(value), abs=1e-12)


def test_the_training_rows_count():
    done = run(BLOBS, Experiment(holdout=0.4, steps=2))
    here = example_at(done, 1, 5)
    assert [here.x1, here.x2] == BLOBS.X[done.rows_training[5]].tolist()
    assert isinstance(here.z, float)
    assert np.isscalar(here.log10.L)


def test_a_step_or_a_row_that_is_not_there():
    done = run(BLOBS, Experiment(steps=2))
    with pytest.raises(IndexError):
        example_at(done, 3, 0)
    with pytest.raises(IndexError):
        example_at(done, 0, 40)
