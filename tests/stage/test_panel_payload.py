"""A panel's payload: words, figures with the name of their content, and a dial's columns."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.stage.panel_payload import Dial, panel_payload

from .blob import read

HTML = '<p data-slot="said"></p><div data-plot="one"></div><input type="range" data-dial><b data-col="z"></b>'


def made(**more):
    return read(panel_payload(HTML, key="saturation", session="s", label="A panel", **more))


def test_words_and_figures():
    figure = go.Figure(go.Scatter(x=[1, 2], y=[3, 4]), layout=dict(xaxis_title_text="x"))
    header = made(parts={"said": "<b>1</b>"}, figures={"one": figure}).header
    assert header["parts"] == {"said": "<b>1</b>"}
    assert header["figures"]["one"]["data"][0]["x"] == [1, 2]
    assert (header["key"], header["session"], header["label"], header["rows"]) == ("saturation", "s", "A panel", 0)
    again = made(figures={"one": go.Figure(figure)}).header["figures"]["one"]["name"]
    assert again == header["figures"]["one"]["name"]
    figure.data[0].y = (3, 5)
    assert made(figures={"one": figure}).header["figures"]["one"]["name"] != again


def test_a_dial_s_columns_may_hold_what_code_prints():
    columns = {"z": np.array([-1.0, 0.0, 1.0]), "textbook": np.array([np.nan, np.inf, -np.inf])}
    got = made(dial=Dial(columns, 1, ("a", "b", "c"), {"one": ("cursor", "z")}))
    assert got.header["rows"] == 3
    assert got.header["row"] == 1
    assert got.header["dial_says"] == ["a", "b", "c"]
    assert got.header["cursors"] == {"one": {"shape": "cursor", "column": "z"}}
    np.testing.assert_array_equal(got.columns["textbook"], columns["textbook"])


def test_a_dial_s_numbers_may_stand_for_words():
    columns = {"z": np.array([0.0, 1.0]), "wrong": np.array([0, 1], np.uint8)}
    got = made(dial=Dial(columns, 0, ("", ""), words={"wrong": ("", "wrong")}))
    assert got.header["words"] == {"wrong": ["", "wrong"]}
    assert got.columns["wrong"].tolist() == [0, 1]
    assert made().header["words"] == {}


def test_nothing_that_is_not_json_gets_into_a_figure():
    with pytest.raises(ValueError, match="not JSON compliant"):
        made(figures={"one": go.Figure(layout=dict(shapes=[dict(x0=float("nan"))]))})
