"""Somebody draws the curve of J that is to come: what the page is told meanwhile, and what is kept of the drawing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from logreg_core import run
from logreg_core.learning.expected_curve import LARGEST, compared
from pages.session import widgets
from pages.words.learning.expected_curve import said
from pages.words.numbers import number
from tests.app import SMALL, App
from tests.stage.blob import read

Open = Callable[..., App]
CURVE = [4, 0.65, 12, 0.5, 20, 0.45]


def blob(app: App) -> bytes:
    (stage,) = app.stages
    return bytes(stage.proto.bytes)


def test_while_it_is_drawn_the_page_is_told_of_no_later_step(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=4")
    whole = read(blob(app))
    app.says(t=4, draw=True)
    sent = read(blob(app))
    done = run(app.experiment.data.load(), app.experiment)
    assert len(sent.columns["J"]) == 5
    assert sent.columns["J"].tolist() == done.J[:5].tolist()
    assert (sent.header["steps"], sent.header["asked"]) == (20, 20)
    assert sent.header["outcome"] == {"text": "", "acts": []}
    assert set(sent.header["curve"]) == {"loss", "log"}
    assert [field["step"] for field in sent.header["sheet"]["fields"]] == [9, 14, 20]
    # Neither what comes after, nor the lowest that there is, nor how the run ends stands in it or anywhere on the page.
    page = json.dumps(sent.header) + " ".join(str(each.value) for each in app.at.main.markdown)
    assert whole.header["outcome"]["text"] not in page
    assert "lowest any line can reach" in json.dumps(whole.header)
    assert "lowest any line can reach" not in page
    for later in done.J[5:]:
        assert number(float(later)) not in page
    names = {shape.get("name") for figure in sent.header["curve"].values() for shape in figure["layout"]["shapes"]}
    assert "best" not in names


def rows_of(app: App) -> int:
    """How many rows the log of steps was sent."""
    return len(next(iter(read(app.payload("Log of steps")).columns.values())))


def test_the_log_of_steps_ends_with_the_step_on_screen(open_app: Open) -> None:
    app = App(f"{SMALL}&t=4", **{widgets.TABLE_SHOWN: "Log of steps"})
    assert rows_of(app) == 21
    app.says(t=4, draw=True)
    assert rows_of(app) == 5
    app.says(t=4, drawn=CURVE)
    assert rows_of(app) == 21


def test_the_axis_to_draw_on_hangs_on_nothing_that_comes(open_app: Open) -> None:
    ranges = []
    for rate in (0.01, 0.1, 60.0):
        app = open_app(f"{SMALL}&t=4&rates=0:0.1,4:{rate}").says(t=4, draw=True)
        ranges.append([figure["layout"]["yaxis"]["range"] for figure in app.header["curve"].values()])
    assert ranges[0] == ranges[1] == ranges[2]
    (low, high), _ = ranges[0]
    done = run(app.experiment.data.load(), app.experiment)
    assert high == pytest.approx(2 * done.J[4] * 1.02)
    assert low < 0


def test_a_drawing_is_kept_compared_and_in_the_link(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=4").says(t=4, draw=True).says(t=4, drawn=CURVE)
    assert app.moment.expected == ((4, 0.65), (12, 0.5), (20, 0.45))
    header = app.header
    assert "sheet" not in header
    it = compared(app.moment.expected, run(app.experiment.data.load(), app.experiment))
    assert it is not None
    assert header["drawn"] == {"last": 20, "says": said(it)}
    for view in ("loss", "log"):
        (shape,) = (s for s in header["curve"][view]["layout"]["shapes"] if s.get("name") == "expected")
        assert shape["path"].startswith("M4,0.65L")
    assert "drawn=4%3A0.65%2C12%3A0.5%2C20%3A0.45" in app.query
    again = App(app.query)  # a page that is loaded again
    assert again.header["drawn"] == header["drawn"]


def test_it_stays_at_other_steps_and_longer_runs_until_it_is_erased(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=4").says(t=4, draw=True).says(t=4, drawn=CURVE)
    assert app.says(t=9, extend=True).moment.expected
    assert app.says(t=9, view="log").header["drawn"]["last"] == 20
    app.says(t=9, draw=False)
    assert app.moment.expected == ()
    assert "drawn" not in app.query
    assert "drawn" not in app.header


@pytest.mark.parametrize("request_", [{"rate": 0.7}, {"rate": 0.7, "from_start": True}, {"flip": 3}])
def test_another_rate_or_other_data_end_it(open_app: Open, request_: dict[str, Any]) -> None:
    app = open_app(f"{SMALL}&t=4").says(t=4, draw=True).says(t=4, drawn=CURVE)
    assert app.says(t=4, **request_).moment.expected == ()


def test_another_rate_while_it_is_drawn_is_the_one_to_draw_for(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=4").says(t=4, draw=True)
    assert "sheet" in app.says(t=4, rate=0.7).header
    assert "sheet" in app.says(t=4, rate=0.7, from_start=True).header
    assert "sheet" not in app.says(t=4, flip=3).header


@pytest.mark.parametrize("request_", [{"t": 5}, {"t": 4, "draw": False}])
def test_another_step_or_cancel_ends_the_drawing(open_app: Open, request_: dict[str, Any]) -> None:
    app = open_app(f"{SMALL}&t=4").says(t=4, draw=True).says(**request_)
    assert "sheet" not in app.header
    assert len(read(blob(app)).columns["J"]) == 21


def test_there_is_nothing_to_draw_at_the_end(open_app: Open) -> None:
    assert "sheet" not in open_app(f"{SMALL}&t=20").says(t=20, draw=True).header
    assert [f["step"] for f in open_app(f"{SMALL}&t=19").says(t=19, draw=True).header["sheet"]["fields"]] == [20]


@pytest.mark.parametrize(
    "drawn",
    [
        "4,1",
        [],
        [4, 0.5],
        [4, 0.5, 20],
        [5, 0.5, 20, 0.4],
        [4, 0.5, 21, 0.4],
        [4, 0.5, 20, -0.1],
        [4, 0.5, 20, 2 * LARGEST],
        [4, 0.5, 12, 0.4, 12, 0.3],
        [4, 0.5, 12.5, 0.4],
        [4, 0.5, True, 0.4],
        [4, 0.5, 20, "0.4"],
        [[4, 0.5], [20, 0.4]],
        [4, 0.5, 20, None],
        [value for step in range(200) for value in (step, 0.5)],
    ],
)
def test_what_makes_no_sense_is_left_aside(open_app: Open, drawn: object) -> None:
    app = open_app(f"{SMALL}&t=4").says(t=4, draw=True).says(t=4, drawn=drawn)
    assert app.moment.expected == ()


@pytest.mark.parametrize(
    "text",
    ["", "4:0.5", "4:0.5,3:0.4", "4:0.5,20:-1", "4:0.5,20:nan", "a:b,c:d", ",".join(f"{i}:1" for i in range(13))],
)
def test_a_link_that_holds_no_curve_says_so(open_app: Open, text: str) -> None:
    app = open_app(f"{SMALL}&t=4&drawn={text}")
    assert app.moment.expected == ()
    assert "The link's drawn could not be used" in app.notices or text == ""
