"""Edited data in a link: shown with their edits, without them where those can't be used, never a traceback."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from logreg_core import Add, Edited, Erase, Experiment, Flip, Generated, Points, Uploaded, edited
from logreg_core.points.origins import Origin
from tests.app import SMALL, App

Open = Callable[..., App]
BASE = Generated(m=20)


def link(data: Origin) -> str:
    return Experiment(data=data, steps=20).to_query()


def test_a_link_shows_edited_points(open_app: Open) -> None:
    data = edited(BASE, Flip(3), Add(9.0, 9.0, 1), Erase((0, 1)))
    app = open_app(link(data))
    assert app.notices == ""
    assert app.experiment.data == data
    drawn = app.header["plane"]["data"]
    assert sum(len(trace["text"]) for trace in drawn) == 19
    assert "9.0" in drawn[1]["text"]
    app.on_data_page()
    assert app.press("Without the edits").experiment.data == BASE


@pytest.mark.parametrize("text", ["d", "dAAAA", "eJw", "%00", "d" + "A" * 3000])
def test_damaged_edits_are_said_and_left_out(open_app: Open, text: str) -> None:
    app = open_app(f"{SMALL}&edits={text}")
    assert "edits" in app.notices
    assert app.experiment == Experiment.from_query(SMALL)[0]


def test_edits_of_points_that_are_not_there_are_said_and_left_out(open_app: Open) -> None:
    app = open_app(link(Edited(BASE, flipped=(20,))))
    assert "An edit speaks of point 21, and the data have 20" in app.notices
    assert app.experiment.data == BASE


@pytest.mark.parametrize("data", [Points(()), Edited(BASE, removed=tuple(range(20)))])
def test_where_there_is_no_point_the_lab_says_so_and_keeps_the_drawing(open_app: Open, data: Origin) -> None:
    app = open_app(link(data))
    assert "Draw at least one" in app.notices
    assert not app.stages
    assert app.experiment.data == data


def test_edits_of_a_file_ask_for_the_file(open_app: Open) -> None:
    data = Edited(Uploaded("a.csv", "0" * 64, ("a", "b"), "c", "yes"), flipped=(0,))
    app = open_app(link(data))
    assert "data of the file" in app.notices
    assert not app.stages
    assert app.experiment.data == data
