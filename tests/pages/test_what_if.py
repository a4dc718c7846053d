"""What if an example were otherwise: the gradient, and the change itself in the one history of the data."""

from __future__ import annotations

import re

import numpy as np
import pytest

from logreg_core import Flip, edited
from logreg_core.at_step.what_if import flipped, gradient, moved, without
from tests.app import SMALL

from .examples import of_points, panel, shot_of

# What if ---------------------------------------------------------------------------------------------------------


def cells(columns):
    """Each value of the table of gradients, by rows, as its full digits."""
    return [repr(getattr(of, name)) for name in ("dJ_dw1", "dJ_dw2", "dJ_db", "J") for of in columns]


def titles(html):
    return re.findall(r'<b title="([^"]*)">', html)


@pytest.mark.parametrize("query", [SMALL + "&t=3&pick=5", SMALL + "&t=3&pick=5&scale=standardize"])
@pytest.mark.parametrize("way", ["Flip its label", "Move it", "Drop it"])
def test_the_gradient_with_and_without_is_the_core_s(open_examples, query, way):
    app = open_examples(query, "What if")
    app.at.session_state["what if way"] = way
    app.run()
    if way == "Move it":
        for field, value in zip(
            [f for f in app.at.text_input if f.label.startswith("to x")], ("2,5", "−3"), strict=True
        ):
            field.set_value(value)
        app.run()
    done, shot = shot_of(app)
    X, y, w, b = done.X_scaled, done.dataset.y, shot.w, shot.b
    columns = [gradient(X, y, w, b), without(X, y, w, b, 4)]
    if way == "Flip its label":
        columns.append(flipped(X, y, w, b, 4))
    if way == "Move it":
        columns.append(moved(X, y, w, b, 4, done.scaling.apply(np.array([[2.5, -3.0]]))[0]))
    html = panel(app, "What if example 5")["parts"]["gradients"]
    assert titles(html) == cells(columns)
    assert columns[0].dJ_db == shot.chain.dJ_db
    assert ("scaled" in panel(app, "What if example 5")["parts"]["said"]) == ("scale" in query)


@pytest.mark.parametrize("way", ["Flip", "Move", "Drop"])
def test_applied_it_is_a_change_of_the_data_that_can_be_undone(open_examples, way):
    app = open_examples(SMALL + "&t=3&pick=5", "What if")
    before = app.experiment
    app.at.session_state["what if way"] = {"Flip": "Flip its label", "Move": "Move it", "Drop": "Drop it"}[way]
    app.run()
    if way == "Move":
        next(field for field in app.at.text_input if field.label.startswith("to x₁")).set_value("9,5")
        app.run()
    app.press(f"{way} example 5 in the data")
    X, y = before.data.load().X.copy(), before.data.load().y.copy()
    if way == "Flip":
        y[4] = 1 - y[4]
    elif way == "Move":
        X[4, 0] = 9.5
    else:
        X, y = np.delete(X, 4, axis=0), np.delete(y, 4)
    now = app.experiment.data.load()
    assert np.array_equal(now.X, X)
    assert np.array_equal(now.y, y)
    assert app.moment.t == (3 if way == "Flip" else 0)
    if way != "Drop":
        assert app.moment.pick == 4
    app.report({"number": "test-1", "t": 0, "requests": [{"number": 1, "t": 0, "undo": True}]}, "gradient_strip")
    assert app.experiment.data == before.data


def test_the_history_is_the_one_of_the_data_page(open_examples):
    app = open_examples(SMALL + "&t=3&pick=5", "What if").press("Flip example 5 in the data")
    flipped_data = app.experiment.data
    assert flipped_data == edited(open_examples().experiment.data, Flip(4))
    app.on_data_page()
    app.draws(undo=True)
    assert app.experiment.data != flipped_data
    app.draws(redo=True)
    assert app.experiment.data == flipped_data


def test_the_last_example_can_not_be_dropped(open_examples):
    app = open_examples(of_points((1, 2, 1)), "What if")
    app.at.session_state["what if way"] = "Drop it"
    app.run()
    assert app.widget("what if apply").disabled
    html = panel(app, "What if example 1")["parts"]["gradients"]
    assert "–" in html
    assert "None" not in html


def test_a_place_that_is_no_number_is_said_at_its_box_and_moves_nothing(open_examples):
    app = open_examples(SMALL + "&t=3&pick=5", "What if")
    app.at.session_state["what if way"] = "Move it"
    app.run()
    for text, why in (("1.2.3", "more than one comma or point"), ("", "Nothing is written"), ("1e101", "1e100")):
        next(field for field in app.at.text_input if field.label.startswith("to x₁")).set_value(text)
        app.run()
        assert why in app.at.error[0].value
        assert app.widget("what if apply").disabled
    next(field for field in app.at.text_input if field.label.startswith("to x₁")).set_value(" .5 ")
    app.run()
    app.press("Move example 5 in the data")
    assert app.experiment.data.load().X[4, 0] == 0.5
