"""A figure's long lists, sent as columns: they come out as they went in."""

from __future__ import annotations

import base64

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.stage.figure_columns import CLOSE, with_columns
from pages.stage.panel_payload import panel_payload

from .blob import listed, read

RNG = np.random.default_rng(5)
X = RNG.standard_normal(50)


def through(**trace):
    """A trace of a figure, its columns, and the trace as the browser has it."""
    columns = {}

    def take(column):
        columns[f"n{len(columns)}"] = column
        return f"n{len(columns) - 1}"

    (plain,) = go.Figure(go.Scatter(**trace)).to_plotly_json()["data"]
    (sent,) = with_columns([plain], take)
    return sent, columns, listed(sent, columns)


def test_what_the_pointer_may_say_keeps_all_its_digits():
    for hover in ({}, dict(hovertemplate="%{x:.17~g}"), dict(hovertemplate="y = %{y}")):
        _, columns, got = through(x=X, y=X**2, **hover)
        assert {column.dtype for column in columns.values()} == {np.dtype(float)}
        assert got["x"] == X.tolist()
        assert got["y"] == (X**2).tolist()


def test_what_is_drawn_alone_is_as_close_as_anyone_can_see():
    for look in (dict(hoverinfo="skip"), dict(hovertemplate="%{text}")):
        _, columns, got = through(x=X, y=X, **look)
        assert {column.dtype for column in columns.values()} == {np.dtype(np.float32)}
        assert np.abs(np.array(got["x"]) - X).max() <= CLOSE * np.ptp(X)


@pytest.mark.parametrize("x", [1e9 + X, X * 1e-200, X * 1e200, np.full(50, 0.1)])
def test_what_a_short_number_cannot_hold_keeps_its_digits_too(x):
    assert through(x=x, y=x, hoverinfo="skip")[2]["x"] == x.tolist()


def test_a_line_keeps_its_gaps():
    y = [None if k % 7 == 0 else float(k) for k in range(50)]
    got = through(x=np.arange(50.0), y=y)[2]["y"]
    assert [None if np.isnan(each) else each for each in got] == y
    corners = np.where(np.arange(50) % 6 == 5, np.nan, X)
    np.testing.assert_allclose(through(x=corners, y=corners, hoverinfo="skip")[2]["x"], corners, atol=1e-5)


def test_whole_numbers_stay_whole_and_negative_ones_stay_where_they_are():
    sent, columns, got = through(x=X, y=X, customdata=np.arange(300, 350))
    assert got["customdata"] == list(range(300, 350))
    assert columns[sent["customdata"]["column"]].dtype == np.uint16
    negative = through(x=X, y=X, customdata=np.arange(-9, 41))[0]["customdata"]
    assert np.frombuffer(base64.b64decode(negative["bdata"]), negative["dtype"]).tolist() == list(range(-9, 41))


def test_words_that_come_again_and_texts_that_differ_in_numbers():
    colours = ["#111111" if k % 3 else "#222222" for k in range(50)]
    texts = [f"example {k * 977:,}<br>ŷ − y = −{k / 7:.3g}×10⁻⁵<br>{k} % of all |∂L/∂w₁|" for k in range(49)]
    texts.append("the other 4,700 together")
    sent, _, got = through(x=X, y=X, text=texts, marker=dict(color=colours))
    assert got["text"] == texts
    assert got["marker"]["color"] == colours
    assert len(sent["text"]["ways"]) == 2
    assert len(sent["text"]["lines"]) < len("".join(texts)) / 2


@pytest.mark.parametrize("odd", ["a\tb 1", "a\nb 1"])
def test_a_text_with_breaks_in_it_is_sent_as_it_is(odd):
    texts = [f"{odd} {k}" for k in range(50)]
    assert through(x=X, y=X, text=texts)[0]["text"] == texts


def test_texts_that_have_little_in_common_are_sent_as_they_are():
    texts = [chr(ord("a") + k % 26) * (1 + k // 26) for k in range(50)]
    assert through(x=X, y=X, text=texts)[0]["text"] == texts


def test_lists_that_are_alike_in_two_figures_are_sent_once():
    def made(*names):
        figures = {name: go.Figure(go.Scatter(x=np.arange(900.0), y=np.arange(900.0) ** 2)) for name in names}
        return panel_payload("", key="k", session="s", label="l", figures=figures)

    assert len(made("one", "two")) - len(made("one")) < 600
    data = read(made("one", "two")).header["figures"]["two"]["data"]
    assert data[0]["y"] == (np.arange(900.0) ** 2).tolist()
