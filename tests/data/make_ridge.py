"""The recipe of ridge.json: what scikit-learn makes of each sample with an L2 penalty.

Run it from the repository's root, with scikit-learn installed; the house itself needs none:

    python tests/data/make_ridge.py > tests/data/ridge.json

λ/2·|w|² on the mean loss is scikit-learn's C = 1/(mλ), with the intercept uncharged. tol = 1e-12 asks for all the
digits there are, and the solver newton-cholesky gives them; lbfgs, the default, stops a few digits earlier.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from logreg_core import SAMPLES, load_sample  # noqa: E402

STRENGTHS = (1e-4, 0.01, 1.0)


def fitted(name: str, l2: float, *, standardised: bool) -> dict[str, object]:
    """Return scikit-learn's weights, intercept and mean loss for one sample."""
    data = load_sample(name)
    X = (data.X - data.X.mean(axis=0)) / data.X.std(axis=0) if standardised else data.X
    model = LogisticRegression(C=1 / (data.m * l2), tol=1e-12, max_iter=1_000_000, solver="newton-cholesky")
    model.fit(X, data.y)
    (w,), (b,) = model.coef_, model.intercept_
    z = X @ w + b
    J = float(np.mean(np.logaddexp(0, np.where(data.y == 1, -z, z))))
    return {
        "sample": name,
        "l2": l2,
        "scale": "standardize" if standardised else "none",
        "w": w.tolist(),
        "b": float(b),
        "J": J,
        "F": J + l2 / 2 * float(w @ w),
    }


def by_default(name: str) -> dict[str, object]:
    """Return what scikit-learn finds for one sample with all its own settings: C = 1.0, tol = 1e-4, lbfgs."""
    data = load_sample(name)
    model = LogisticRegression().fit(data.X, data.y)
    return {"sample": name, "w": model.coef_[0].tolist(), "b": float(model.intercept_[0])}


if __name__ == "__main__":
    defaults = [by_default(name) for name in SAMPLES]
    rows = [fitted(name, l2, standardised=each) for name in SAMPLES for l2 in STRENGTHS for each in (False, True)]
    print(
        json.dumps(
            {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "fits": rows, "defaults": defaults}, indent=1
        )
    )
