"""The map of the loss as the stage is sent it: figure, lines, heights, words; on any data, and where one guesses."""

import json

import numpy as np
import pytest

from logreg_core import Experiment, load_sample, run
from logreg_core.descent.surface.ground import axes_of, ground_of
from logreg_core.descent.surface.height_map import height_map
from pages.stage.header import Command, SessionHeader
from pages.stage.lab_payload import frames, payload, pictures
from pages.stage.rest_payload import at_rest
from pages.stage.surface.map_view import PLANES, SQUARED, box_for, mapped, plane_of, squared_json

from .blob import read
from .test_lab_payload import DATA

EXPERIMENTS = [
    Experiment(steps=5),
    Experiment(steps=5, scale="standardize", l2=0.1),
    Experiment(steps=5, w=(1e100, -1e100), learning_rates=((0, 1e300),)),
    Experiment(steps=0, w=(300.0, -300.0), l2=1e3),
]


MAPS = [view for view in PLANES if view != SQUARED]


def map_for(view, found, **more):
    ground = ground_of(found)
    plane = plane_of(view, ground)
    box = box_for(found, ground, plane)
    drawn = height_map(ground, plane, box) if plane in ground.planes and not ground.why_not(plane) else None
    return drawn, mapped(view, found, ground, box, drawn, **more)


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=range(len(EXPERIMENTS)))
@pytest.mark.parametrize("name", DATA)
def test_there_is_a_map_or_a_sentence_for_any_data(name, experiment):
    found = run(DATA[name], experiment)
    for view in MAPS:
        drawn, sent = map_for(view, found)
        header = json.loads(sent.header)
        assert header["view"] == view
        assert np.isfinite(header["box"]).all()
        assert header["caption"].endswith((".", "flat."))
        assert (drawn is None) == (not sent.columns)
        if drawn is not None:
            assert np.isfinite(drawn.heights).all()
            assert np.isfinite(drawn.levels).all()


def test_lines_and_heights_are_the_core_s():
    dataset = load_sample("iris")
    found = run(dataset, Experiment(scale="standardize", learning_rates=((0, 1.0),), steps=40))
    held, shared = frames(dataset, found, 3)
    drawn, sent = map_for("map", found)
    blob = payload(
        dataset,
        found,
        0,
        held=held,
        shared=shared,
        drawn=pictures(dataset, found),
        from_session=SessionHeader(Command("a-1", 3, "map"), "t={t}&view={view}"),
        mapped=sent,
    )
    told = read(blob)
    there, columns = told.header["map"], told.columns
    assert there["axes"] == ["w1", "w2"]
    lines = columns["map_lines"].reshape(-1, 2)
    lines = lines[~np.isnan(lines).any(axis=1)]
    on_them = ground_of(found).heights("w1 w2", lines) - drawn.floor
    nearest = np.array(drawn.levels)[
        np.abs(np.log(on_them[:, None] / (np.array(drawn.levels) - drawn.floor))).argmin(1)
    ]
    assert np.abs(on_them / (nearest - drawn.floor) - 1).max() < 0.05
    np.testing.assert_allclose(columns["map_heights"], drawn.heights.ravel(), rtol=1e-6)
    assert len(there["x"]) * len(there["y"]) == drawn.heights.size
    names = [trace["name"] for trace in there["figure"]["data"]]
    assert names == ["lines", "heights", "lowest"]
    assert there["figure"]["data"][2]["x"] == [drawn.lowest[0]]
    assert there["figure"]["layout"]["xaxis"]["title"]["text"] == "<i>w̃₁</i>"
    assert there["caption"].startswith("Height of this map: the smallest <i>J</i> that any <i>b̃</i> gives")
    assert "map" in told.header["curve"]


def test_where_something_is_asked_there_are_lines_and_nothing_else():
    found = run(DATA["blobs"], Experiment(steps=5))
    for view in MAPS:
        _, sent = map_for(view, found, bare=True, former=found)
        figure = json.loads(sent.header)["figure"]
        assert [trace["name"] for trace in figure["data"]] == ["lines", "heights"]
        assert [note["text"] for note in figure["layout"]["annotations"]] == [
            f"<i>{'b' if view != 'map' else 'w₂'}</i>"
        ]
        assert sent.columns["map_heights"].size == 0
        assert "map_former" not in sent.columns


def test_the_former_path_is_there_in_the_same_units_alone():
    found = run(DATA["blobs"], Experiment(steps=5))
    scaled = run(DATA["blobs"], Experiment(steps=5, scale="standardize"))
    longer = run(DATA["blobs"], Experiment(steps=9, learning_rates=((0, 2.0),)))
    for view in MAPS:
        _, sent = map_for(view, found, former=longer)
        plane = list(axes_of(plane_of(view, ground_of(found))))
        assert (sent.columns["map_former"] == np.column_stack([longer.w, longer.b])[:, plane]).all()
        assert "map_former" not in map_for(view, found, former=scaled)[1].columns


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=range(len(EXPERIMENTS)))
@pytest.mark.parametrize("name", DATA)
def test_squared_error_s_map_is_told_of_any_step(name, experiment):
    found = run(DATA[name], experiment)
    ground, t = ground_of(found), found.steps
    told = json.loads(at_rest(found, t, 0, along=False, squared=squared_json(found, t, ground)))["squared"]
    assert [trace["name"] for trace in told["data"]] == ["flats", "squared lines"]
    box = box_for(found, ground, plane_of(SQUARED, ground))
    assert told["layout"]["xaxis"]["range"] == [box.centre[0] - box.half, box.centre[0] + box.half]
    sent = json.loads(mapped(SQUARED, found, ground, box, None).header)
    assert sent["told"]
    assert sent["caption"].startswith("Not what descent runs on: the mean of")


def test_what_b_could_still_win_is_told_of_the_step_at_rest():
    iris = run(load_sample("iris"), Experiment(learning_rates=((0, 0.25),), steps=5))
    told = json.loads(at_rest(iris, 2, 0, along=False, above=True))
    assert told["above"] == "<i>J</i> fell, though the point went up this map: <i>b</i> caught up by more."
    assert "above" not in json.loads(at_rest(iris, 2, 0, along=False))
