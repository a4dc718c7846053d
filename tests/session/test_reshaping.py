"""Turning and doubling all points on the Data page: one undo each, exact in the link, for every kind of origin."""

from collections.abc import Callable

import numpy as np
import pytest

from logreg_core import Dataset, Edited, Experiment, Generated, Points, Uploaded
from logreg_core.files import read_table, to_dataset
from logreg_core.points.dataset import NO_FEATURE
from logreg_core.points.reshaping import Reshaping
from pages.session.files import file_of
from tests.app import SMALL, App

Open = Callable[[str], App]
ROTATE, DOUBLE = "Rotate by 45°", "Duplicate all"


def points_of(app: App) -> Dataset:
    """The points of a file, as they are now."""
    data = app.experiment.data
    assert isinstance(data, Uploaded)
    file = file_of(app.remembered.files, data.digest)
    assert file is not None
    read = to_dataset(
        read_table(file[2], file[1]),
        features=data.features,
        label=data.label,
        positive=data.positive,
        negative=data.negative,
    )
    return data.shape.applied(read)


def prepared(app: App) -> App:
    return app.on_data_page().open_tab("Prepare")


def test_both_are_one_change_each_that_a_link_holds_and_undo_takes_back(open_app: Open) -> None:
    app = prepared(open_app(f"{SMALL}&rates=0:0.3,4:0.7"))
    made = app.experiment
    app.press(ROTATE)
    assert app.experiment.data == Generated("blobs", m=20, noise=0.9, balance=0.5, seed=7, shape=Reshaping(1))
    app.press(DOUBLE)
    assert app.experiment.data.shape == Reshaping(1, 1)
    assert app.experiment.learning_rates == made.learning_rates, "a chosen rate stays"
    assert "turned=45&copies=2" in app.query
    assert any("turned 45°, all twice" in each.value for each in app.at.caption)
    assert any(each.value == "#### 40 points: 20 class 0, 20 class 1" for each in app.at.markdown)
    again = open_app(app.query)
    assert again.experiment == app.experiment
    app.report({"number": "u-1", "requests": [{"number": 1, "undo": True}]}, "gradient_drawing")
    assert app.experiment.data.shape == Reshaping(1)
    app.report({"number": "u-2", "requests": [{"number": 2, "undo": True}]}, "gradient_drawing")
    assert app.experiment == made
    app.report({"number": "u-3", "requests": [{"number": 3, "redo": True}]}, "gradient_drawing")
    assert app.experiment.data.shape == Reshaping(1)
    app.press("As they were")
    assert app.experiment.data == made.data


def test_eight_turns_are_none_and_three_doublings_are_the_most(open_app: Open) -> None:
    app = prepared(open_app(SMALL))
    made = app.experiment.data
    for _ in range(8):
        app.press(ROTATE)
    assert app.experiment.data == made
    for _ in range(3):
        app.press(DOUBLE)
    assert app.experiment.data.shape.copies == 8
    (button,) = (each for each in app.at.button if each.label == DOUBLE)
    assert button.disabled


def test_few_points_drawn_or_brought_are_turned_one_by_one(open_app: Open) -> None:
    data = Points(((1.0, 2.0, 0), (3.0, 4.0, 1), (5.0, 0.0, 1)))
    app = prepared(open_app(Experiment(data=data, steps=9).to_query()))
    app.press(ROTATE)
    assert isinstance(app.experiment.data, Points)
    expected = Reshaping(1).applied(data.load())
    assert (app.experiment.data.load().X == expected.X).all()
    app.press(DOUBLE)
    assert (app.experiment.data.load().X == np.tile(expected.X, (2, 1))).all()
    assert len(app.remembered.past) == 2


def test_edited_points_keep_their_edits(open_app: Open) -> None:
    base = Generated("blobs", m=20, noise=0.9, balance=0.5, seed=7)
    data = Edited(base, flipped=(3,), removed=(5,))
    app = prepared(open_app(Experiment(data=data, steps=9).to_query()))
    before = data.load()
    app.press(ROTATE).press(DOUBLE)
    after = app.experiment.data
    assert isinstance(after, Edited)
    assert after.base == base
    assert np.array_equal(after.load().X, np.tile(Reshaping(1).applied(before).X, (2, 1)))
    assert (after.load().y == np.tile(before.y, 2)).all()


def test_more_than_a_link_holds_become_a_file_of_this_session(open_app: Open) -> None:
    base = Generated("blobs", m=290, noise=0.9, balance=0.5, seed=7)
    app = prepared(open_app(Experiment(data=Edited(base, flipped=(3,)), steps=9).to_query()))
    before = app.experiment.data.load()
    app.press(DOUBLE)
    data = app.experiment.data
    assert isinstance(data, Uploaded)
    assert data.shape == Reshaping(0, 1)
    assert (points_of(app).X == np.tile(before.X, (2, 1))).all()


def test_uploads_too(open_app: Open) -> None:
    rows = b"".join(b"%d,%d,%s\n" % (i % 17, i % 23, (b"no", b"yes")[i % 2]) for i in range(400))
    app = open_app(SMALL).on_data_page().open_tab("Bring").upload("many.csv", b"a,b,y\n" + rows)
    app.press("Use this data")
    assert isinstance(app.experiment.data, Uploaded)
    plain = points_of(app)
    app.open_tab("Prepare").press(ROTATE).press(DOUBLE)
    now = points_of(app)
    assert (now.X == np.tile(Reshaping(1).applied(plain).X, (2, 1))).all()
    assert now.feature_names == ("a, turned", "b, turned")
    assert "turned=45&copies=2" in app.query


def test_one_feature_is_not_turned(open_app: Open) -> None:
    data = Points(((1.0, 0.0, 0), (2.0, 0.0, 1), (0.5, 0.0, 1)), ("x1", NO_FEATURE))
    app = prepared(open_app(Experiment(data=data).to_query()))
    (button,) = (each for each in app.at.button if each.label == ROTATE)
    assert button.disabled
    app.press(DOUBLE)
    assert app.experiment.data.load().has_one_feature
    assert app.experiment.data.load().m == 6


@pytest.mark.parametrize("more", ["turned=45", "copies=4", "turned=135&copies=2"])
def test_all_pages_show_such_a_link(open_app: Open, more: str) -> None:
    app = open_app(f"{SMALL}&{more}")
    assert app.notices == ""
    for page in ("chain_rule", "examples", "derivation"):
        app.on_page(page)
