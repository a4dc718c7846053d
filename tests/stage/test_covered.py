"""Where something is asked: nothing that is covered is told by columns, words or figures."""

from __future__ import annotations

import numpy as np
import pytest

from logreg_core import Experiment, load_sample, run
from logreg_core.learning.lesson import CONTROLS, HIDDEN
from pages.figures.plane import view_of
from pages.stage.controls import CONTROLS as OF_STAGES
from pages.stage.controls import Asked, controls_of, covered_columns
from pages.stage.header import Command, SessionHeader
from pages.stage.lab_payload import curve_picture, frames, payload, points_picture

from .blob import read

TOLD = {
    "J": ("J", "gap", "change", "slope"),
    "best": ("gap",),
    "correct": ("correct",),
    "strip": ("z", "y_hat", "L", "dL_dz", "share_w1"),
    "line": ("w1", "w2", "b", "norm", "next_w1", "dJ_dw1"),
}


def sent(covered: tuple[str, ...], controls: tuple[str, ...] = (), **settings):
    dataset = load_sample("vaso")
    done = run(dataset, Experiment(steps=9, **settings))
    held, columns = frames(dataset, done, 4)
    question = Asked(controls, covered)
    drawn = {"plane": points_picture(dataset, done), "curve": curve_picture(done, None, question)}
    session = SessionHeader(Command("x-1", 4), "t={t}", question=question)
    return dataset, read(payload(dataset, done, 3, held=held, shared=columns, drawn=drawn, from_session=session))


@pytest.mark.parametrize("what", TOLD)
def test_a_covered_number_is_in_no_column(what):
    _, got = sent((what,))
    _, open_ = sent(())
    for name in TOLD[what]:
        assert np.any(open_.columns[name] != 0), name
        assert not np.any(got.columns[name] != 0), name


def test_a_covered_line_is_nowhere():
    dataset, got = sent(("line",))
    view = view_of(dataset)
    lines = got.columns["lines"]
    assert np.array_equal(lines, np.repeat(lines[:1], len(lines), axis=0))
    low, high = view.range(0)
    shift = next(entry["shift"] for entry in got.header["table"] if entry["name"] == "lines")
    x = lines[:, 0::2] + shift[0]
    assert ((x < low) | (x > high)).all()


def test_a_covered_pick_has_no_ring_and_no_number():
    _, got = sent(("pick",))
    assert got.header["ring_text"] == ""
    assert got.header["flip"] == ""
    dataset, open_ = sent(())
    low, high = view_of(dataset).range(0)
    assert not low <= got.header["ring"]["xanchor"] <= high
    assert low <= open_.header["ring"]["xanchor"] <= high


def test_a_curve_that_is_asked_about_is_left_out_and_one_that_is_not_keeps_its_best_line():
    _, covered = sent(("curve",))
    _, open_ = sent(())
    for view in ("loss", "log"):
        assert covered.header["curve"][view]["data"] == []
        names = [shape.get("name") for shape in open_.header["curve"][view]["layout"]["shapes"]]
        assert {"veil", "cursor", "dot", "best"} <= set(names)
    _, best = sent(("best",))
    assert "best" not in [shape.get("name") for shape in best.header["curve"]["loss"]["layout"]["shapes"]]
    assert best.header["curve"]["loss"]["data"]


def test_where_nothing_is_covered_nothing_is_left_out():
    dataset = load_sample("vaso")
    columns = dict(frames(dataset, run(dataset, Experiment(steps=3)), 1)[1])
    after = covered_columns(columns, (), view_of(dataset))
    assert after == columns


def test_a_lesson_s_controls_are_the_stage_s_own():
    every = set(controls_of("lab", present=False, asked=Asked(CONTROLS)))
    assert every <= set(OF_STAGES["lab"])
    assert {"step", "back", "play", "scrub", "t", "rate", "acts", "flip", "chain", "reset"} <= every
    assert set(controls_of("lab", present=False, asked=Asked())) == {"home", "dismiss"}
    assert set(HIDDEN) == {*TOLD, "curve"}
