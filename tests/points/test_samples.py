import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from logreg_core import Experiment, Sampled, forward, optimum, run
from logreg_core.points.dataset import DataError
from logreg_core.points.samples import SAMPLES, load_sample
from pages.words.at_the_end.outcome import said_at_the_end

FILE = Path(__file__).parents[1] / "data" / "references.json"
REFERENCES = json.loads(FILE.read_text(encoding="utf-8"))
IN_REFERENCES = {
    "vaso": "vaso",
    "iris": "iris_versicolor_virginica",
    "mtcars": "mtcars",
    "penguins": "penguins",
}

# computed by awk from the files: ones, and the sums of both features
TOTALS = {
    "vaso": (20, 53.05, 65.845),
    "iris": (50, 490.6, 167.6),
    "mtcars": (14, 102.952, 7383.1),
    "penguins": (68, 9178.2, 4022.9),
    "four_points": (2, 0, 0),
    "six_points": (3, 9, 8),
}


def test_each_sample_says_what_it_is():
    assert list(SAMPLES) == ["vaso", "iris", "mtcars", "penguins", "four_points", "six_points"]
    for name, sample in SAMPLES.items():
        assert sample.name == name
        assert all([sample.title, sample.what, sample.source, sample.units])
        assert sample.question.endswith("?")
        assert "\n" not in sample.what + sample.question + sample.source + sample.units


@pytest.mark.parametrize(("name", "reference"), IN_REFERENCES.items())
def test_samples_are_the_references_data(name, reference):
    expected, data = REFERENCES[reference], load_sample(name)
    assert data.m == expected["m"]
    assert data.feature_names == tuple(expected["features"])
    assert SAMPLES[name].label == expected["label"]
    assert SAMPLES[name].positive == str(expected["positive"])
    # the published maximum is one: there the mean gradient vanishes and the mean loss is the stated one
    z = data.X @ expected["w"] + expected["b"]
    residual = 1 / (1 + np.exp(-z)) - data.y
    scale = np.abs(data.X).max(axis=0)
    assert np.allclose(data.X.T @ residual / data.m / scale, 0, atol=1e-9)
    assert np.logaddexp(0, (1 - 2 * data.y) * z).mean() == pytest.approx(expected["mean_loss"], abs=1e-12)


@pytest.mark.parametrize("name", SAMPLES)
def test_counts_and_sums(name):
    data = load_sample(name)
    assert (data.y.sum(), *np.round(data.X.sum(axis=0), 6)) == TOTALS[name]
    assert data == load_sample(name)


def test_class_names_stand_for_zero_and_one():
    cars = load_sample("mtcars")
    assert cars.class_names == ("V-shaped", "straight")
    assert (cars.X[0].tolist(), cars.y[0]) == ([2.62, 160.0], 0)  # a Mazda RX4 has a V-shaped engine
    penguins = load_sample("penguins")
    assert penguins.class_names == ("Adelie", "Chinstrap")
    assert penguins.X[penguins.y == 1, 0].mean() > penguins.X[penguins.y == 0, 0].mean() + 9
    assert load_sample("vaso").X[31, 1] == 0.03


def test_the_first_step_on_four_points_by_hand():
    data = load_sample("four_points")
    X = [[Fraction(value) for value in row] for row in data.X.tolist()]
    y = [Fraction(value) for value in data.y.tolist()]
    assert all(value.denominator == 1 for row in X for value in row)
    half = Fraction(1, 2)  # every ŷ at w = 0, b = 0
    dJ_dw = [sum((half - y[i]) * X[i][j] for i in range(4)) / 4 for j in range(2)]
    dJ_db = sum(half - y[i] for i in range(4)) / 4
    assert [-slope for slope in dJ_dw] == [Fraction(1, 2), Fraction(1, 4)]
    assert dJ_db == 0


def test_no_line_separates_the_four_points_and_none_holds_three():
    data = load_sample("four_points")
    zero, one = data.X[data.y == 0], data.X[data.y == 1]

    def turn(a, b, c):
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    # each class's segment crosses the other's in its interior, so one finite, unique optimum exists
    assert turn(*zero, one[0]) * turn(*zero, one[1]) < 0
    assert turn(*one, zero[0]) * turn(*one, zero[1]) < 0


def test_one_is_a_guaranteed_rate_on_four_points():
    A = np.column_stack([load_sample("four_points").X, np.ones(4)])
    assert 1 < 2 / (np.linalg.eigvalsh(A.T @ A / 4)[-1] / 4)


def test_two_lines_on_the_six_points_and_a_long_run():
    data = load_sample("six_points")
    J = {b: round(forward(data.X, data.y, np.array([1.0, 1.0]), b).J, 4) for b in (-3, -4)}
    assert J == {-3: 0.3669, -4: 0.5037}
    done = run(data, Experiment(Sampled("six_points"), learning_rates=((0, 0.1),), steps=10_000))
    assert [float(f"{x:.4g}") for x in (*done.w[-1], done.b[-1], done.J[-1])] == [5.281, 5.078, -14.22, 0.01712]
    sums = data.X.sum(axis=1)
    assert set(sums[data.y == 0]) == {2.0}
    assert set(sums[data.y == 1]) == {3.5, 4.0}


@pytest.mark.parametrize("scale", ["none", "standardize"])
@pytest.mark.parametrize("steps", [300, 10_000])
def test_the_six_points_have_no_best_line_and_the_outcome_says_so(scale, steps):
    data = load_sample("six_points")
    assert optimum(data).separation == "complete"
    done = run(data, Experiment(Sampled("six_points"), scale=scale, steps=steps))
    told = done.outcome.sentence, said_at_the_end(done, 300).text
    for text in told:
        assert "line separates the" in text
        assert "no best line" in text or "no best weights" in text


@pytest.mark.parametrize("name", ["titanic", "", None, "../data/vaso"])
def test_an_unknown_sample_is_refused_with_what_there_is(name):
    with pytest.raises(DataError, match="vaso, iris, mtcars, penguins, four_points, six_points"):
        load_sample(name)
