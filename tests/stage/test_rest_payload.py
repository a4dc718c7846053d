"""What the stage is told of one step at rest: the odds, the points that carry J, and J along the step if asked for."""

import json
import math

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, at, run
from logreg_core.points.origins import Generated
from pages.stage.header import run_id
from pages.stage.rest_payload import MOST_RINGED, at_rest
from pages.words.numbers import number
from pages.words.strip import odds
from pages.words.why import ROSE, WRONG

DATA = Generated().load()
ROSEN = run(DATA, Experiment(steps=5, learning_rates=((0, 60.0),)))


def told(done, t, why=0, *, along=False):
    return json.loads(at_rest(done, t, why, along=along))


def test_it_says_of_which_step_of_which_run_it_is():
    other = run(DATA, Experiment(steps=5))
    assert (told(ROSEN, 3)["run"], told(ROSEN, 3)["t"]) == (run_id(ROSEN), 3)
    assert told(other, 3)["run"] != told(ROSEN, 3)["run"]


def test_the_wrong_points_are_named_where_the_why_line_speaks_of_them_and_nowhere_else():
    wrong = (np.flatnonzero(~at(ROSEN, 1).is_correct) + 1).tolist()
    assert told(ROSEN, 1, ROSE | WRONG)["wrong"] == wrong
    assert len(wrong) == 20
    assert told(ROSEN, 1, ROSE)["wrong"] == []


def test_where_some_are_held_out_examples_have_their_numbers_among_all():
    done = run(DATA, Experiment(steps=5, learning_rates=((0, 60.0),), holdout=0.5))
    assert told(done, 1, WRONG)["wrong"] == sorted((done.rows_training[~at(done, 1).is_correct] + 1).tolist())


def test_at_most_500_are_ringed_those_of_the_largest_loss():
    many = Generated(m=20_000).load()
    done = run(many, Experiment(steps=1, learning_rates=((0, 60.0),)))
    wrong, here = np.array(told(done, 1, WRONG)["wrong"]) - 1, at(done, 1)
    assert len(wrong) == MOST_RINGED
    others = np.setdiff1d(np.flatnonzero(~here.is_correct), wrong)
    assert here.forward.L[wrong].min() >= here.forward.L[others].max()


def test_j_along_the_step_comes_only_where_it_is_asked_for():
    assert "along" not in told(ROSEN, 3)
    assert told(ROSEN, 3, along=True)["along"]["layout"]["xaxis"]["title"]["text"] == "step 3 → 4, had <i>α</i> been …"
    assert len(at_rest(ROSEN, 3, 0, along=True)) < 6_000


@pytest.mark.parametrize("scale", ["none", "standardize"])
def test_the_odds_are_of_the_weights_in_the_data_s_units(scale):
    done = run(Dataset(DATA.X * [3, 0.5], DATA.y), Experiment(scale=scale, steps=9))
    first, second = (math.exp(w) for w in done.w_in_data_units[9])
    assert f"by {number(first, 3)}," in odds(done, 9)
    assert odds(done, 9).endswith(f"by {number(second, 3)}")
    assert 'data-term="odds"' in odds(done, 9)


@pytest.mark.parametrize(
    ("w", "said"),
    [
        (0.0, "by 1.00"),
        (0.00432, "by 1.004"),  # never 1.00: it has an effect
        (-2e-7, "by 0.9999998"),
        (math.log(8.74), "by 8.74"),
        (-math.log(8.74), "by 0.114"),
        (math.log(2.5e7), "by 2.50×10⁷"),
        (-20.0, "by 2.06×10⁻⁹"),
        (1000.0, "by 10^434.3"),
        (-1e100, "by 10^−4.343×10⁹⁹"),
    ],
)
def test_odds_beyond_what_one_reads_are_powers_of_ten(w, said):
    done = run(DATA, Experiment(w=(w, w), steps=1))
    assert odds(done, 0).endswith(said)
