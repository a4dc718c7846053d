"""The map of the loss on the Lab: it is worked out and sent once it is chosen, once for data, units and λ."""

from __future__ import annotations

import pytest

from logreg_core import Experiment, Points
from pages.session.surface import map_cache

SMALL = "m=20&steps=10"


def test_it_is_sent_once_it_is_chosen(open_app):
    app = open_app(SMALL)
    assert "map" not in app.header
    app.says(view="map", t=0)
    assert app.header["map"]["view"] == "map"
    assert "map_lines" in [column["name"] for column in app.header["table"]]
    app.says(view="w1-b", t=0)
    assert app.header["map"]["axes"] == ["w1", "b"]
    app.says(view="log", t=0)
    assert "map" not in app.header


def test_another_rate_or_rule_leaves_the_map_as_it_was(open_app, monkeypatch):
    worked_out = []

    def counted(*given):
        worked_out.append(given[1:])
        return made(*given)

    made = map_cache.height_map
    monkeypatch.setattr(map_cache, "height_map", counted)
    own = "m=23&seed=91&steps=10&view=map"  # points that no other test has
    app = open_app(own)
    app.says(rate=0.2, t=0)
    app.says(rate=0.3, t=0)
    app.says(pick=3, t=4)
    assert len(worked_out) == 1
    other = open_app(f"{own}&l2=0.5")
    assert other.header["map"]["caption"].startswith("Height of this map: the smallest <i>F</i> that any <i>b</i>")
    assert len(worked_out) == 2


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (((0, 1, 0), (1, 2, 0), (2, 0, 1)), "Height of this map"),
        (((0, 1, 1), (1, 2, 1), (2, 0, 1)), "All examples are of one class. At any <i>w</i>, the larger <i>b</i>"),
        (((0, 1, 0), (1, 2, 0), (2, 0, 0)), "All examples are of one class. At any <i>w</i>, the smaller <i>b</i>"),
        (((1, 1, 0), (1, 1, 1)), "All points are in one place"),
    ],
)
def test_where_there_is_no_map_it_says_why(open_app, rows, said):
    data = Points(tuple((float(x1), float(x2), y) for x1, x2, y in rows))
    app = open_app(f"{Experiment(data=data, steps=5).to_query()}&view=map")
    assert app.notices == ""
    assert app.header["map"]["caption"].startswith(said)


def test_what_one_may_not_see_is_not_sent_while_predict_asks(open_app):
    app = open_app(f"{SMALL}&t=4&view=map&predict=1")
    figure = app.header["map"]["figure"]
    assert [trace["name"] for trace in figure["data"]] == ["lines", "heights"]
    names = [column["name"] for column in app.header["table"]]
    assert not [name for name in names if name.startswith("next_")]
