"""How many bytes a step takes, whatever is shown of it: what a slow line waits for."""

import numpy as np
import pytest

from logreg_core import Experiment, run
from logreg_core.points.origins import Generated

from .blob import made

BLOBS = Generated(m=40).load()


def test_a_step_takes_at_most_320_bytes():
    dataset = Generated("scales", 200, 0.9, 0.5, 7).load()
    _, plain = made(dataset, steps=300, scale="standardize")
    assert plain.size / 300 <= 320
    _, both = made(dataset, steps=300, scale="standardize", before=Experiment(learning_rates=((0, 0.3),)))
    assert both.size / 300 <= 320


@pytest.mark.parametrize(("m", "most"), [(200, 320), (20_000, 320), (70_000, 325)])  # a count takes 1, 2 or 4 bytes
def test_nor_with_a_former_run_examples_held_out_and_rises_together(m, most):
    dataset = Generated("scales", m, 0.9, 0.5, 7).load()
    holding = dict(scale="standardize", holdout=0.3, learning_rates=((0, 60.0),))
    pick = int(run(dataset, Experiment(steps=1, **holding)).rows_training[0])
    former = Experiment(learning_rates=((0, 0.3),), steps=48)
    (_, few), (done, more) = (made(dataset, pick, steps=steps, before=former, **holding) for steps in (24, 48))
    assert (np.diff(done.J) > 0).sum() > 10
    assert {"former", "J_test", "why_acts", "why_percent", "J_before"} <= set(few.raw)
    assert "why_wrong" in few.raw or m > 200  # of many, never so few are wrong
    assert (more.size - few.size) / 24 <= most


def test_the_loss_before_a_rise_is_sent_by_reference():
    dataset = Generated().load()
    done, got = made(dataset, steps=60, learning_rates=((0, 60.0),))
    at_place = {entry["name"]: entry["at"] for entry in got.header["table"]}
    assert at_place["J_before"] == at_place["J"] - 8
    assert got.columns["J_before"].tolist() == [done.J[0], *done.J[:-1]]
    assert got.columns["J"].tolist() == done.J.tolist()
    _, thinned = made(dataset, 5, t=2_001, steps=5_000, learning_rates=((0, 60.0),))
    whole = run(dataset, Experiment(steps=5_000, learning_rates=((0, 60.0),)))
    assert thinned.columns["J_before"].tolist() == whole.J[np.maximum(thinned.steps - 1, 0)].tolist()


def test_a_step_takes_no_more_with_many_points():
    dataset = Generated("scales", 70_000, 0.9, 0.5, 7).load()  # too many for 16 bits
    before = Experiment(steps=16, learning_rates=((0, 0.3),))
    few, more = (made(dataset, steps=steps, scale="standardize", before=before)[1].size for steps in (8, 16))
    assert (more - few) / 8 <= 320


def test_a_run_of_2_000_steps_takes_no_more_either():
    dataset = Generated(m=200).load()
    _, got = made(dataset, steps=2_000, scale="standardize", before=Experiment(steps=2_000))
    assert got.size / 2_000 <= 330  # with the curves' vertices


def test_no_column_is_sent_twice():
    _, got = made(BLOBS, steps=300)
    whole = [entry for entry in got.header["table"] if entry["type"] == "f8"]
    at_place = {entry["at"]: got.raw[entry["name"]].tobytes() for entry in whole}
    assert len(set(at_place.values())) == len(at_place)
    assert sum(entry["name"].startswith("next_") for entry in whole) == 3
    assert got.size < sum(values.nbytes for values in got.raw.values()) - 3 * 290 * 8
