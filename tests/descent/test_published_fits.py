"""Descent and the optimum against maximum-likelihood fits of four published data sets."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from logreg_core.descent.experiment import Experiment
from logreg_core.descent.loop import run
from logreg_core.descent.optimum import optimum, smoothness
from logreg_core.points.dataset import Dataset
from logreg_core.points.scaling import Scaling

ROOT = Path(__file__).parents[2]
REFERENCES = json.loads((ROOT / "tests" / "data" / "references.json").read_text(encoding="utf-8"))
ROUNDING = 4 * np.finfo(float).eps


def load(name):
    """The data set as its reference describes it: two features, a label, and which value counts as 1."""
    reference = REFERENCES[name]
    path = ROOT / "logreg_core" / "points" / "samples" / reference["file"]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if name == "penguins":
        rows = [row for row in rows if row["species"] in ("Adelie", "Chinstrap")]
    rows = [row for row in rows if not {row[feature] for feature in reference["features"]} & {"", "NA"}]
    X = [[float(row[feature]) for feature in reference["features"]] for row in rows]
    y = [float(row[reference["label"]] == reference["positive"]) for row in rows]
    assert len(y) == reference["m"]
    return Dataset(X, y), reference


@pytest.mark.parametrize("name", REFERENCES)
def test_optimum_to_1e_9(name):
    data, reference = load(name)
    best = optimum(data)
    assert (best.exists, best.unique, best.separation) == (True, True, "none")
    assert best.w == pytest.approx(reference["w"], rel=1e-9)
    assert best.b == pytest.approx(reference["b"], rel=1e-9)
    assert best.J == pytest.approx(reference["mean_loss"], abs=1e-12)
    assert best.J == pytest.approx(reference["deviance"] / (2 * reference["m"]), abs=1e-12)


@pytest.mark.parametrize("name", REFERENCES)
def test_descent_arrives_after_25_000_steps(name):
    data, reference = load(name)
    rate = 1 / smoothness(Scaling.of(data.X, "standardize").apply(data.X))
    done = run(data, Experiment(scale="standardize", learning_rates=((0, rate),), steps=25_000))
    assert done.w_in_data_units[-1] == pytest.approx(reference["w"], rel=1e-7)
    assert done.b_in_data_units[-1] == pytest.approx(reference["b"], rel=1e-7)
    assert done.J[-1] == pytest.approx(reference["mean_loss"], abs=1e-10)
    assert done.outcome.kind == "converged"


@pytest.mark.parametrize("name", REFERENCES)
@pytest.mark.parametrize("scale", ["none", "standardize"])
@pytest.mark.parametrize("factor", [0.5, 1, 2])
def test_J_never_rises_on_the_way(name, scale, factor):
    data, _ = load(name)
    X = Scaling.of(data.X, scale).apply(data.X)
    rate = factor / smoothness(X)
    J = run(data, Experiment(scale=scale, learning_rates=((0, rate),), steps=25_000)).J
    assert (J[1:] <= J[:-1] * (1 + ROUNDING)).all()
