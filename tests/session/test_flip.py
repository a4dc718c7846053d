"""A label flipped: the step on screen stays, the run before stays in sight, and what the flip did is said."""

from __future__ import annotations

import base64
from collections.abc import Callable

import numpy as np
import pytest

from logreg_core import Edited, Experiment, Flip, Generated, Points, Sampled, edited, run
from logreg_core.descent.optimum import optimum
from pages.session.link import query_of
from pages.words.numbers import number
from tests.app import SMALL, App
from tests.stage.blob import read

Open = Callable[..., App]
BASE = Generated(m=20)


def columns_of(app: App, *names: str) -> list[np.ndarray]:
    """Columns of the stage's payload."""
    (stage,) = app.stages
    columns = read(stage.proto.bytes).columns
    return [columns[name] for name in names]


def test_the_step_stays_and_no_order_goes_to_the_stage(open_app: Open) -> None:
    app = open_app()
    app.says(t=5, pick=3)
    command = app.header["command"]["number"]
    app.says(t=7, flip=3)
    assert app.experiment.data == Edited(BASE, flipped=(3,))
    assert (app.moment.t, app.moment.pick) == (7, 3)
    app.says(t=9)
    app.says(t=9, undo=True)
    assert app.experiment.data == BASE
    assert (app.moment.t, app.moment.pick) == (9, 3)
    assert app.header["command"]["number"] == command
    assert not app.at.toast


@pytest.mark.parametrize("query", [SMALL, SMALL + "&present=1", SMALL + "&rates=0:0.7,4:2.5"])
def test_the_run_before_is_the_former_one_curve_and_line(open_app: Open, query: str) -> None:
    app = open_app(query)
    before = app.experiment
    app.says(t=7, flip=3)
    former = run(before.data.load(), before)
    assert app.experiment.learning_rates == before.learning_rates
    assert app.header["former"] == f"4 in class {int(former.dataset.y[3])}"
    pale = app.header["curve"]["loss"]["data"][1]["y"]
    assert pale["bdata"] == base64.b64encode(former.J.tobytes()).decode()
    (line,) = columns_of(app, "former")
    assert line.shape[0] == 21
    # A link to it shows the same.
    there = open_app(query_of(app.moment))
    assert there.moment == app.moment
    assert there.header["former"] == app.header["former"]
    assert there.header["changed"] == app.header["changed"] | {"undo": False}  # whose history is not in a link
    app.says(t=7, dismiss=True)
    assert (app.header["former"], app.header.get("changed")) == ("", None)
    assert "flip=" not in query_of(app.moment)


def test_what_it_did_to_the_lowest_loss_is_said_and_can_be_undone(open_app: Open) -> None:
    app = open_app("t=5")
    data = app.experiment.data
    before, after = (optimum(each.load()).J for each in (data, edited(data, Flip(26))))
    assert (number(before), number(after)) == ("0.2293", "0.2055")
    app.says(t=7, flip=26)
    assert app.header["changed"] == {
        "text": "27 is class 0 now: the lowest J any line can reach went 0.2293 → 0.2055.",
        "undo": True,
    }
    app.says(t=7, undo=True)
    assert app.header["changed"] == {
        "text": "27 is class 1 now: the lowest J any line can reach went 0.2055 → 0.2293.",
        "undo": False,
    }


def test_it_is_said_on_each_page_that_has_a_stage(open_app: Open) -> None:
    app = open_app().says(t=7, flip=3)
    said = app.header["changed"]
    for page, kind in (("chain_rule", "graph"), ("examples", "strip"), ("derivation", "strip")):
        app.on_page(page)
        (stage,) = (each for each in app.at.get("bidi_component") if each.proto.component_name == f"gradient_{kind}")
        assert read(stage.proto.bytes).header["changed"] == said, page


@pytest.mark.parametrize(
    ("rows", "flip", "said"),
    [
        (((0, 0, 0), (1, 0, 0), (2, 0, 1), (3, 0, 1)), 0, "a line separated the classes, and none does now"),
        (((0, 0, 1), (1, 0, 0), (2, 0, 1), (3, 0, 1)), 0, "a line separates the classes now"),
        (((0, 0, 0), (1, 0, 0), (2, 0, 1), (3, 0, 1)), 1, "a line separates the classes, as before"),
        (((0, 0, 0), (1, 0, 1)), 0, "only one class is left"),
    ],
)
def test_where_there_is_no_lowest_loss_that_is_said(
    open_app: Open, rows: tuple[tuple[float, float, int], ...], flip: int, said: str
) -> None:
    data = Points(tuple((float(a), float(b), y) for a, b, y in rows))
    app = open_app(Experiment(data=data, steps=5).to_query())
    app.says(t=3, flip=flip)
    assert said in app.header["changed"]["text"]
    assert app.moment.t == 3


def test_another_run_or_other_data_leave_the_flip_behind(open_app: Open) -> None:
    app = open_app().says(t=7, flip=3)
    app.says(t=7, rate=0.7, from_start=True)
    assert (app.header["former"], app.header.get("changed")) == ("α = 0.1", None)
    app.says(t=7, flip=5)
    assert app.header["former"].startswith("6 in class")
    app.set("data", "vaso")
    assert (app.moment.t, app.header["former"], app.header.get("changed")) == (0, "", None)
    app.says(t=2, undo=True)  # other points: the run starts anew
    assert app.moment.t == 0
    assert len(app.at.toast) == 1


def test_a_flip_on_the_examples_page_keeps_the_step_too(open_examples: Open) -> None:
    app = open_examples(SMALL + "&t=3&pick=5", "What if")
    app.press("Flip example 5 in the data")
    assert app.experiment.data == Edited(BASE, flipped=(4,))
    assert (app.moment.t, app.moment.pick) == (3, 4)
    assert app.moment.relabelled == 4


def test_where_a_file_takes_the_place_of_too_many_points_it_stays_too(open_app: Open) -> None:
    rows = tuple((i / 8, -(i % 7) / 4, i % 2) for i in range(300))
    app = open_app(Experiment(data=Points(rows), steps=5).to_query())
    app.says(t=4, flip=2)
    assert app.moment.t == 4
    assert app.header["former"] == "3 in class 0"
    app.says(t=4, undo=True)
    assert app.moment.t == 4
    assert app.header["former"] == "3 in class 1"


@pytest.mark.parametrize("flip", ["0", "21", "x", "-3", "1e9", "99999999999999999999"])
def test_a_link_with_a_flip_that_can_t_be_is_shown_without(open_app: Open, flip: str) -> None:
    app = open_app(f"{SMALL}&before=rates%3D0%3A0.1&flip={flip}")
    assert app.header.get("changed") is None
    assert "flip" in app.notices


@pytest.mark.parametrize(
    ("query", "name", "widgets"),
    [(SMALL, "blobs", ("m", "noise", "balance")), ("data=vaso&steps=20", "vaso", ())],
)
def test_the_sidebar_keeps_its_look(open_app: Open, query: str, name: str, widgets: tuple[str, ...]) -> None:
    def look(app: App) -> list[object]:
        of_widgets = [(each.type, getattr(each, "label", ""), getattr(each, "value", "")) for each in app.at.sidebar]
        return [each for each in of_widgets if each[0] != "page_link"]

    app = open_app(query)
    first, keys = look(app), {key: app.widget(key).key for key in ("data", *widgets)}
    app.says(t=7, flip=3)
    assert look(app) == first
    assert {key: app.widget(key).key for key in keys} == keys  # they are the same widgets, focus and all
    assert app.widget("data").value == name
    app.says(t=7, undo=True)
    assert look(app) == first
    assert {key: app.widget(key).key for key in keys} == keys


def test_a_setting_of_edited_points_makes_new_ones_and_the_data_page_takes_back_all_edits(open_app: Open) -> None:
    app = open_app().says(t=7, flip=3)
    app.set("noise", 0.5)
    assert app.experiment.data == Generated(m=20, noise=0.5)
    app = open_app(Experiment(data=Edited(Sampled("vaso"), flipped=(3,))).to_query(), "data")
    app.press("Without the edits")
    assert app.experiment.data == Sampled("vaso")
