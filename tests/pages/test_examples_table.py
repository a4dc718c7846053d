"""The Examples page's table without a browser: its rows, its file, and what it is sent as the run plays."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from logreg_core import Experiment, at, run
from pages.parts.examples import examples_table
from pages.parts.examples.examples_shown import examples_shown
from pages.parts.examples.examples_table import examples_page_csv, examples_page_table
from pages.parts.lab import lab_tables
from pages.session.moment import Moment
from pages.words.strip import letters
from tests.app import SMALL, App
from tests.stage.blob import Read, read

Open = Callable[..., App]


def table(app: App) -> Read:
    (found,) = [each for each in app.at.get("bidi_component") if each.proto.component_name == "gradient_table"]
    return read(bytes(found.proto.bytes))


def numbers(app: App) -> list[int]:
    return [int(i) for i in table(app).columns["c0"]]


def caption(app: App) -> str:
    return str(table(app).header["says"])


def done_and_shot(query: str, t: int) -> tuple[Any, Any]:
    experiment = Experiment.from_query(query)[0]
    dataset = experiment.data.load()
    done = run(dataset, experiment)
    return done, at(done, t)


@pytest.mark.parametrize("more", ["", "&scale=standardize", "&holdout=0.4&split=1", "&rates=0:5000.0"])
def test_every_number_sent_is_the_core_s(open_app: Open, more: str) -> None:
    app = open_app(f"{SMALL}&t=9{more}", "examples")
    got = table(app)
    done, shot = done_and_shot(SMALL + more, 9)
    order = shot.order
    chain, ahead, y = shot.chain, shot.forward, done.dataset.y
    titles = [column["title"] for column in got.header["columns"]]
    column = {title: got.columns[f"c{at}"].tolist() for at, title in enumerate(titles)}
    assert column["i"] == (done.rows_training[order] + 1).tolist()
    say = letters("scale" in more)
    true = {"y": y, "z": ahead.z, "ŷ": ahead.y_hat, "L": ahead.L, "∂L/∂ŷ": chain.dL_dyhat, "∂ŷ/∂z": chain.dyhat_dz}
    true |= {"∂L/∂z": chain.dL_dz, f"∂z/∂{say['b']}": chain.dz_db, f"∂L/∂{say['b']}": chain.dL_db}
    for j, (x, w) in enumerate((("x1", "w1"), ("x2", "w2"))):
        true |= {say[x]: shot.X[:, j], f"∂z/∂{say[w]}": chain.dz_dw[:, j], f"∂L/∂{say[w]}": chain.dL_dw[:, j]}
    for title, values in true.items():
        assert column[title] == values[order].tolist(), title
    assert titles[:3] == ["i", "share", "correct"]  # what it is sorted by first, what repeats another last
    assert titles[-4:] == [f"∂L/∂{say['b']}", f"∂z/∂{say['w1']}", f"∂z/∂{say['w2']}", f"∂z/∂{say['b']}"]
    pulls = np.hypot(chain.dL_dw[:, 0], chain.dL_dw[:, 1])[order]
    np.testing.assert_allclose(column["share"], pulls / pulls.sum(), rtol=1e-14)
    assert np.isclose(sum(column["share"]), 1, rtol=1e-13)
    assert sum(column["correct"]) == shot.correct
    right = ((ahead.y_hat >= 0.5) == (y == 1))[order]
    assert column["correct"] == right.tolist()
    assert got.columns["wrong"].tolist() == (~right).tolist()
    assert got.columns["label"].tolist() == y[order].tolist()
    assert got.columns["rank"].tolist() == list(range(len(order)))
    assert ("log₁₀|∂L/∂ŷ|" in titles) == (more == "&rates=0:5000.0")
    which = "training examples" if "holdout" in more else "examples"
    assert caption(app).startswith(f"All {len(order)} {which} at t = 9,")


def test_the_picked_and_the_selected_are_told_apart(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=3&pick=5", "examples")
    assert numbers(app)[table(app).header["marked"]] == 5
    assert table(app).columns["selected"].tolist() == [4]  # the picked one is always selected
    report = {"number": "rows-1", "requests": [{"number": 1, "select": [2, 7]}]}
    app.report(report, "gradient_table")
    assert table(app).columns["selected"].tolist() == [2, 7]
    assert table(app).header["acknowledged"] == "rows-1"
    assert app.moment.pick in (2, 7)
    app.report({"number": "rows-2", "requests": [{"number": 2, "pick": 7}]}, "gradient_table")
    assert app.moment.pick == 7
    assert numbers(app)[table(app).header["marked"]] == 8
    assert table(app).columns["selected"].tolist() == [2, 7]


def test_beyond_so_many_the_table_holds_those_that_pull_hardest_and_says_so(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples_table, "MOST_ROWS", 6)
    done, shot = done_and_shot(SMALL, 3)
    for rank, marked in ((5, 5), (6, -1)):
        app = open_app(f"{SMALL}&t=3&pick={shot.order[rank] + 1}", "examples")
        assert numbers(app) == (shot.order[:6] + 1).tolist()
        assert table(app).header["marked"] == marked
        assert table(app).header["label"] == "Examples that pull hardest on w at t = 3"
        assert caption(app).startswith("The 6 that pull hardest on w of 20 examples at t = 3,")
        assert caption(app).endswith("The file holds all.")
        whole = examples_page_table(examples_shown(Moment(done.experiment, 3, 0), done), shot.order)["share"]
        assert table(app).header["columns"][1]["title"] == "share"
        assert table(app).columns["c1"].tolist() == whole[:6].tolist()  # of all, not of those shown


def test_a_large_table_waits_while_the_run_plays(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_app(f"{SMALL}&t=3&pick=5", "examples")

    def says(number: int, t: int, playing: bool) -> str:
        app.report({"number": f"test-{number}", "t": t, "playing": playing, "requests": []}, "gradient_strip")
        return str(table(app).header["label"])

    assert says(1, 4, True) == "Examples at t = 4"  # few rows are sent at once
    assert "stay at their step" not in caption(app)
    monkeypatch.setattr(examples_table, "MOST_LIVE", 19)
    assert says(2, 5, False) == "Examples at t = 5"
    before = app.payload("Examples at t = 5")
    assert says(3, 6, True) == "Examples at t = 5"
    assert app.payload("Examples at t = 5") == before  # the same bytes go by name alone
    assert "at t = 5," in caption(app)
    assert caption(app).endswith("So many rows stay at their step while the run plays.")
    assert says(4, 9, False) == "Examples at t = 9"
    assert says(5, 11, True) == "Examples at t = 9"
    app.run()  # the whole page anew: the run plays no more
    assert table(app).header["label"] == "Examples at t = 11"


@pytest.mark.parametrize("rate", [0.1, 5e3])  # the second leaves the range in which factors can be written
def test_the_file_holds_all_rows_at_full_precision(monkeypatch: pytest.MonkeyPatch, rate: float) -> None:
    query = f"{SMALL}&rates=0:{rate!r}"
    done, shot = done_and_shot(query, 9)
    monkeypatch.setattr(lab_tables, "CSV_ROWS", 3)
    now = examples_shown(Moment(done.experiment, 9, 0), done)
    raw = examples_page_csv(now)
    head, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
    whole = examples_page_table(now, shot.order)
    assert head == list(whole)
    assert len(rows) == 20
    for title, column in zip(head, zip(*rows, strict=True), strict=True):
        if title == "correct":
            assert list(column) == ["yes" if right else "no" for right in whole[title]]
        else:
            assert [float(x) for x in column] == whole[title].tolist(), title
