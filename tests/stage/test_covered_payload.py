"""What is sent while somebody is asked: it hangs on nothing that comes after the step on screen."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from logreg_core import Adam, Experiment, HeavyBall, Newton, at, run
from logreg_core.descent.run import Run
from logreg_core.points.origins import Generated
from pages.stage.header import Command, SessionHeader, StageHeader
from pages.stage.lab_payload import LabHeader, points_picture
from pages.stage.learning.covered_payload import covered_payload
from pages.stage.learning.gate import GateHeader
from pages.words.numbers import number

from .blob import Read, read, sent
from .test_contract import both, faults

DATA = Generated(m=60).load()
ASKED = GateHeader(
    t=9,
    text="Before you step:",
    questions=[{"kind": "J", "text": "J will", "answers": [{"value": "rise", "text": "rise"}]}],
    told="",
    decided="",
    count="",
    step="Step and see",
)
KINDS = {
    "default": Experiment(steps=40),
    "momentum": Experiment(rule=HeavyBall(), steps=40),
    "adam": Experiment(rule=Adam(), steps=40),
    "newton": Experiment(rule=Newton(), learning_rates=((0, 0.1),), steps=40),
    "leaps": Experiment(learning_rates=((0, 60.0),), steps=40),
    "scaled, held out": Experiment(scale="standardize", holdout=0.3, steps=40),
}


def covered(done: Run, t: int = 9) -> bytes:
    header = SessionHeader(Command("s-1", t), "data=blobs", predict=replace_t(ASKED, t))
    return covered_payload(done, t, int(done.rows_training[4]), points_picture(done.whole, done), header)


def replace_t(gate: GateHeader, t: int) -> GateHeader:
    return {**gate, "t": t}


def read_covered(name: str, t: int = 9) -> tuple[Run, Read]:
    done = run(DATA, KINDS[name])
    return done, read(covered(done, t))


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("t", [0, 9, 40])
def test_not_a_byte_hangs_on_what_comes(name, t):
    done = run(DATA, KINDS[name])
    other = {field: np.concatenate([getattr(done, field)[: t + 1], -3 * getattr(done, field)[t + 1 :] - 1])
             for field in ("w", "b", "J", "state")}  # fmt: skip
    elsewhere = replace(done, **other)
    assert covered(elsewhere, t) == covered(done, t)


@pytest.mark.parametrize("name", KINDS)
def test_columns_end_at_the_step_and_hold_no_slope(name):
    done, got = read_covered(name)
    assert got.steps.tolist() == list(range(10))
    assert (got.header["steps"], got.header["asked"]) == (9, 40)
    assert {len(values) for values in got.columns.values()} == {10}
    telling = re.compile(
        r"next_|dJ_|dL_|dyhat_|share_|gap|slope|curvature|extreme|halved|surprise|^[^_]{1,2}_(w1|w2|b)$"
    )
    assert [column for column in got.columns if telling.search(column)] == []
    np.testing.assert_array_equal(got.columns["J"], done.J[:10])
    for column in re.findall(r'data-(?:col|when)="([^":]+)', got.header["sentence"] + got.header["strip"]):
        assert column in {*got.columns, "t", "alpha", "t_before"}


@pytest.mark.parametrize("name", KINDS)
def test_no_number_that_tells_stands_in_its_words(name):
    done, got = read_covered(name)
    here, best = at(done, 9), at(done, 9).optimum.J
    after = here.step
    telling = {number(value) for value in (*here.gradient, *after.w, after.b, done.J[10], best, done.J[9] - best)}
    said = str({key: value for key, value in got.header.items() if key not in {"plane", "rates"}})
    assert {text for text in telling if len(text) > 4 and text in said} == set()
    assert got.header["why"] == ""
    assert got.header["outcome"] == {"text": "", "acts": []}
    assert got.header["former"] == ""
    assert got.header["rates"]["safe"] == read(sent(DATA, done, int(done.rows_training[4]))).header["rates"]["safe"]


def test_the_curves_lie_on_the_axis_of_all_steps_without_the_lowest_value():
    done, got = read_covered("default")
    whole = read(sent(DATA, done, 4)).header["curve"]
    for name, figure in got.header["curve"].items():
        shapes = {shape.get("name") for shape in figure["layout"]["shapes"]}
        assert "best" not in shapes
        if name not in ("step", "sweep"):
            assert figure["layout"]["xaxis"]["range"] == whole[name]["layout"]["xaxis"]["range"]
        assert "lowest" not in str(figure["layout"].get("annotations", []))
    assert got.header["curve"]["loss"]["layout"]["yaxis"] == whole["loss"]["layout"]["yaxis"]


def test_marks_of_rises_are_those_made():
    done, got = read_covered("leaps", 20)
    (marks,) = (s["path"] for s in got.header["curve"]["loss"]["layout"]["shapes"] if s.get("name") == "rises")
    rises = np.flatnonzero(np.diff(done.J) > 1e-12) + 1
    assert [int(step) for step in re.findall(r"M(\d+),", marks)] == [t for t in rises.tolist() if t <= 20]


def test_its_header_keeps_the_contract():
    _, got = read_covered("scaled, held out")
    assert faults(got.header, both(StageHeader, LabHeader)) == []
    assert got.header["predict"] == ASKED


def test_after_a_guess_the_strip_s_line_is_the_factor_that_decided_it():
    done = run(DATA, KINDS["default"])
    told = GateHeader(**{**ASKED, "questions": [], "told": "<b>J fell</b>", "decided": "<div>w</div>"})
    header = SessionHeader(Command("s-1", 9), "data=blobs", predict=told)
    got = read(covered_payload(done, 9, 4, points_picture(DATA, done), header))
    assert got.header["strip"] == "<div>w</div>"
