"""What the drawing plane's requests make of the session's points."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from logreg_core import Dataset, Edited, Points, Uploaded, snap
from logreg_core.points.dataset import NoPointsError
from tests.app import SMALL, App

RANGE = [[-5.0, 5.0], [-5.0, 5.0]]
DRAWN = "&".join(["data=points", "points=" + Points(((1.0, 2.0, 0), (-1.5, 0.25, 1))).pack()])
EMPTY = "data=points&points=" + Points(()).pack()


class Plane(App):
    """The Data page in one session."""

    def __init__(self, query: str = DRAWN) -> None:
        super().__init__(query, "data")
        self.count = 0

    @property
    def plane(self) -> Any:
        (plane,) = (each for each in self.at.get("bidi_component") if each.proto.component_name == "gradient_drawing")
        return plane

    @property
    def sent(self) -> dict[str, Any]:
        blob = self.plane.proto.bytes
        return dict(json.loads(blob[4 : 4 + int.from_bytes(blob[:4], "little")]))

    def say(self, report: Any) -> Plane:
        states = self.at._tree.get_widget_states()
        sent = states.widgets.add()
        sent.id, sent.json_value = self.plane.proto.id, json.dumps({"report": report})
        self.at._run(states)
        self.checked()
        return self

    def asks(self, *requests: dict[str, Any]) -> Plane:
        """One report with these requests, each of them new."""
        made = []
        for request in requests:
            self.count += 1
            made.append({"number": self.count, **request})
        return self.say({"number": f"hand-{self.count}", "requests": made})

    @property
    def dataset(self) -> Dataset:
        return self.moment.experiment.data.load()

    @property
    def rows(self) -> list[list[float]]:
        """(x1, x2, y) of each point, in full."""
        data = self.moment.experiment.data
        try:
            dataset = data.load()
        except NoPointsError:
            return []
        return [[*x, y] for x, y in zip(dataset.X.tolist(), dataset.y.tolist(), strict=True)]


def add(x1: Any, x2: Any, y: Any, view: Any = RANGE) -> dict[str, Any]:
    return {"add": [x1, x2, y], "range": view}


FIRST = {"from": [1.0, 2.0]}
MOVE = {"move": 0, **FIRST, "to": [3.14159, -0.001], "range": RANGE}


def test_an_added_point_is_snapped_to_a_thousandth_of_the_range() -> None:
    app = Plane().asks(add(0.123456, -4.98765, 1))
    assert app.rows[2:] == [[snap(0.123456, -5, 5), snap(-4.98765, -5, 5), 1]] == [[0.12, -4.99, 1]]
    app.asks(add(0.123456, 0.5, 0, [[0.1, 0.2], [-5.0, 5.0]]))
    assert app.rows[3] == [0.1235, 0.5, 0]  # zoomed in, the steps are finer
    assert (app.sent["undo"], app.sent["redo"]) == (2, 0)
    assert app.sent["counts"] == [2, 2]


def test_a_point_is_moved_flipped_and_erased() -> None:
    app = Plane().asks(MOVE)
    assert app.rows == [[3.14, 0.0, 0], [-1.5, 0.25, 1]]
    app.asks({"flip": 1, "from": [-1.5, 0.25]})
    assert app.rows == [[3.14, 0.0, 0], [-1.5, 0.25, 0]]
    app.asks({"erase": 0, "from": [3.14, 0.0]})
    assert app.rows == [[-1.5, 0.25, 0]]
    assert app.notices == ""


def test_one_report_may_hold_several_requests_each_after_those_before_it() -> None:
    app = Plane().asks(add(0, 0, 1), {"erase": 0, **FIRST}, {"flip": 1, "from": [0, 0]}, add(1, 1, 1))
    assert app.rows == [[-1.5, 0.25, 1], [0, 0, 0], [1, 1, 1]]


def test_undo_and_redo_go_any_way_back() -> None:
    app = Plane()
    requests = (add(0, 0, 1), MOVE, {"flip": 1, "from": [-1.5, 0.25]}, {"erase": 2, "from": [0, 0]})
    there = [app.rows, *(app.asks(each).rows for each in requests)]
    for rows in reversed(there[:-1]):
        assert app.asks({"undo": True}).rows == rows
    assert (app.sent["undo"], app.sent["redo"]) == (0, 4)
    assert app.asks({"undo": True}).rows == there[0]  # nothing left to undo
    for rows in there[1:]:
        assert app.asks({"redo": True}).rows == rows
    app.asks({"undo": True}, add(2, 2, 0))
    assert app.sent["redo"] == 0  # a new edit forgets what was undone


def test_a_request_acts_once_though_reports_repeat_it() -> None:
    app = Plane().asks(add(0, 0, 1))
    app.say({"number": "hand-2", "requests": [{"number": 1, **add(0, 0, 1)}, {"number": 2, **add(1, 1, 1)}]})
    assert len(app.rows) == 4
    assert app.sent["acknowledged"] == "hand-2"
    assert any('data-acknowledged-drawing="hand-2"' in html.proto.body for html in app.at.get("html"))


@pytest.mark.parametrize(
    "asked",
    [
        {"move": 0, "from": [1.0, 2.5], "to": [0, 0], "range": RANGE},
        {"flip": 0, "from": [1.0000000000000002, 2.0]},
        {"erase": 1, "from": [1.0, 2.0]},
        {"erase": 2, "from": [1.0, 2.0]},
        {"flip": 2**53, "from": [1.0, 2.0]},
    ],
    ids=repr,
)
def test_a_point_that_is_no_longer_there_is_left_alone_and_that_is_said(asked: dict[str, Any]) -> None:
    app = Plane()
    before = app.rows
    assert app.asks(asked).rows == before
    assert "had changed" in app.notices
    assert app.sent["undo"] == 0


NONSENSE = [
    {},
    {"add": None},
    {"add": []},
    {"add": [1]},
    {"add": [1, 2], "range": RANGE},
    {"add": [1, 2, 3, 0], "range": RANGE},
    {"add": {"0": 1}, "range": RANGE},
    {"add": [1, 2, 0]},
    *(add(x, 1, 0) for x in (math.nan, math.inf, 10**400, "1", None, True, [1], 5.1, -1e300)),
    *(add(1, 1, y) for y in (2, -1, 0.5, "1", None, True, [0], math.nan)),
    *(
        add(1, 1, 0, view)
        for view in (
            None, "all", [], [[-5, 5]], [[-5, 5], [5, -5]], [[0, 0], [-5, 5]], [[-5, 5], [-5, 5], [-5, 5]],
            [[math.nan, 5], [-5, 5]], [[-5, math.inf], [-5, 5]], [["a", "b"], [-5, 5]], [[-1e300, 1e300 * 10], RANGE],
            [[1, 1 + 5e-324], [-5, 5]], [[True, 5], [-5, 5]],
        )
    ),
    *({**MOVE, "move": i} for i in (-1, 0.0, "0", None, True, [0])),
    *({**MOVE, "to": to} for to in (None, [1], [1, 2, 3], "there", [math.nan, 0], [9, 0])),
    {"move": 0, "to": [0, 0], "range": RANGE},
    {**MOVE, "from": None},
    {**MOVE, "range": None},
    *({"flip": 0, "from": was} for was in (None, [1], [1, 2, 3], "there", [math.nan, 2], {"x": 1})),
    {"flip": True, "from": [1, 2]},
    {"erase": "0", "from": [1, 2]},
    {"undo": 1},
    {"redo": "yes"},
    {"pick": 1, "rate": 3},
]  # fmt: skip


def test_nonsense_is_left_aside() -> None:
    app = Plane().asks(add(0, 0, 1))
    before = app.query
    for asked in NONSENSE:
        app.asks(asked)
        assert app.query == before, asked
        assert app.notices == "", asked
    assert app.asks({"flip": 0, **FIRST}).query != before  # and what makes sense is done after all that


def test_a_move_to_the_same_place_is_no_change() -> None:
    assert Plane().asks({"move": 0, **FIRST, "to": [1.0, 2.0], "range": RANGE}).sent["undo"] == 0


def test_all_can_be_erased_and_drawn_anew() -> None:
    app = Plane().asks({"erase": 0, **FIRST}, {"erase": 0, "from": [-1.5, 0.25]})
    assert app.rows == []
    assert app.sent["view"] == RANGE
    assert app.sent["counts"] == [0, 0]
    assert app.asks(add(1, 1, 1)).rows == [[1, 1, 1]]


def test_an_empty_drawing_can_be_drawn_on() -> None:
    app = Plane(EMPTY)
    assert app.sent["counts"] == [0, 0]
    assert app.asks(add(-5, 5, 0)).rows == [[-5, 5, 0]]


def test_made_points_are_edited_and_the_view_is_known_to_be_of_the_same_data() -> None:
    app = Plane(SMALL)
    x1, x2, y = app.rows[3]
    whose = app.sent["data"]
    app.asks({"flip": 3, "from": [x1, x2]}, add(0, 0, 1))
    assert isinstance(app.moment.experiment.data, Edited)
    assert app.rows[3] == [x1, x2, 1 - y]
    assert app.sent["data"] == whose
    assert Plane().sent["data"] != whose
    everything = [{"erase": 0, "from": row[:2]} for row in app.rows]
    assert app.asks(*everything).sent["counts"] == [0, 0]
    assert app.sent["data"] == whose


def test_more_points_than_a_link_holds_stay_the_same_drawing() -> None:
    rows = tuple((i / 100, i / 100, i % 2) for i in range(300))
    app = Plane("data=points&points=" + Points(rows).pack())
    whose = app.sent["data"]
    app.asks(add(0.5, 0.75, 1))
    data = app.moment.experiment.data
    assert isinstance(data, Edited)
    assert isinstance(data.base, Uploaded)
    assert app.sent["counts"] == [150, 151]
    assert app.sent["data"] == whose
    assert app.asks({"undo": True}).sent["data"] == whose


def test_the_page_around_the_plane_hears_of_each_edit() -> None:
    app = Plane().asks(add(0, 0, 1))
    assert any(words.value.startswith("#### 3 points") for words in app.at.main.markdown)
    app.asks({"undo": True})
    assert any(words.value.startswith("#### 2 points") for words in app.at.main.markdown)


def test_the_address_is_the_moment_s() -> None:
    app = Plane().asks(add(0, 0, 1))
    assert app.sent["address"] == app.query
