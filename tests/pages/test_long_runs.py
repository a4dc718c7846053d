"""Runs that come a chunk of steps at a time, here with chunks so small that 20 points are many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import streamlit as st

from logreg_core import Experiment, Generated, run
from logreg_core.at_step.contributions import pull_order
from logreg_core.model.chain_rule import chain_rule
from pages.parts.lab import lab_tables
from pages.parts.lab.lab_tables import as_csv, examples_csv, examples_table, log_table
from pages.session import files
from pages.session import work as work_room
from pages.session.changes import EXTENSION
from pages.session.work import begin
from pages.stage.columns import MOST_HELD, held_steps
from pages.stage.lab_payload import frames
from pages.stage.step_cache import StepCache
from pages.words.at_the_end.outcome import said_at_the_end
from tests.app import SMALL, App
from tests.stage.blob import read

from .files import USE

Open = Callable[..., App]
LONG = "data=blobs&m=20&noise=0.9&balance=0.5&seed=7&steps=47"
CHUNK, M = 10, 20


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_room, "CHUNK", CHUNK * M)
    monkeypatch.setattr(work_room, "AT_ONCE", CHUNK * M)
    st.cache_resource.clear()  # AppTest's sessions share their caches


def steps(app: App) -> tuple[int, int]:
    """How many steps the stage has and how many it will have."""
    return app.header["steps"], app.header["asked"]


def bar(app: App) -> str:
    return "".join(each.proto.text for each in app.at.get("progress"))


def to_the_end(app: App) -> App:
    for _ in range(50):
        if steps(app)[0] == steps(app)[1] and not bar(app):
            return app
        app.run()
    raise AssertionError("the run never ended")


def sent(app: App) -> bytes:
    (stage,) = app.stages
    return bytes(stage.proto.bytes)


def order_free(blob: bytes, number: str) -> bytes:
    """A payload without the session's own name of the last order."""
    return blob.replace(number.encode(), b"#" * len(number))


# ---------------------------------------------------------------------------------------------------- on the page


def test_the_first_chunk_is_shown_and_the_rest_follows(open_app: Open) -> None:
    app = open_app(LONG)
    assert steps(app) == (10, 47)
    assert bar(app) == "Working out steps: 10 of 47"
    assert app.has_button("Stop")
    assert app.experiment.steps == app.widget("steps").value == 47
    assert app.header["outcome"] == {"text": "Steps 11 to 47 are being worked out.", "acts": []}
    seen = [steps(app.run())[0] for _ in range(3)]
    assert seen == [20, 30, 47]  # the third shows 40 and, with the last chunk, the whole
    assert steps(app) == (47, 47)
    assert bar(app) == ""
    assert not app.has_button("Stop")
    assert {"words": f"{EXTENSION} more", "request": {"extend": True}} in app.header["outcome"]["acts"]
    assert "worked out" not in app.header["outcome"]["text"]


@pytest.mark.parametrize("more", ["", "&scale=standardize&rates=0:0.5,23:2.0", "&holdout=0.3&split=1", "&t=30&pick=4"])
def test_in_the_end_all_is_as_if_it_had_been_worked_out_at_once(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    app = to_the_end(open_app(LONG + more))
    monkeypatch.setattr(work_room, "AT_ONCE", 10**9)
    whole = open_app(LONG + more)
    assert steps(whole) == (47, 47)
    numbers = [each.header["command"]["number"] for each in (app, whole)]
    assert len({len(number) for number in numbers}) == 1
    first, second = (order_free(sent(each), number) for each, number in zip((app, whole), numbers, strict=True))
    assert first == second
    assert app.moment == whole.moment


def test_a_link_to_a_step_beyond_the_first_chunk_shows_it_when_it_is_there(open_app: Open) -> None:
    app = open_app(f"{LONG}&t=25&pick=3")
    order = app.header["command"]
    assert (order["t"], steps(app)[0], app.moment.t) == (25, 10, 25)
    assert "t=25" in app.query
    assert above_the_table(app).startswith("All 20 examples at t = 10,")
    app.run().run()
    assert steps(app)[0] == 30
    assert (app.moment.t, app.moment.pick) == (25, 2)
    assert app.header["command"] == order  # the stage waits for it by itself
    assert above_the_table(app).startswith("All 20 examples at t = 25,")


def above_the_table(app: App) -> str:
    (found,) = [each for each in app.at.get("bidi_component") if each.proto.component_name == "gradient_table"]
    return str(read(bytes(found.proto.bytes)).header["says"])


def test_where_no_example_is_picked_it_is_chosen_at_the_step_of_the_link(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = f"{LONG}&t=40&rates=0:3.0"
    app = open_app(link)
    assert app.moment.pick is None
    assert 0 <= app.header["pick"] < 20
    to_the_end(app)
    experiment = Experiment.from_query(link)[0]
    done = run(experiment.data.load(), experiment)
    chain = chain_rule(done.X_scaled, done.dataset.y, done.w[40], float(done.b[40]))
    assert app.moment.pick == app.header["pick"] == pull_order(chain)[0]


def test_stop_keeps_what_there_is(open_app: Open) -> None:
    app = open_app(f"{LONG}&t=4&pick=6").run()
    assert bar(app) == "Working out steps: 20 of 47"
    app.press("Stop")
    kept = app.experiment.steps
    assert kept in (20, 30)  # a chunk may have come after what is on screen
    assert steps(app) == (kept, kept)
    assert app.widget("steps").value == kept
    assert (app.moment.t, app.moment.pick) == (4, 5)
    assert bar(app) == ""
    assert steps(app.run()) == (kept, kept)


def test_stop_before_the_step_of_the_link_shows_the_last_one(open_app: Open) -> None:
    app = open_app(f"{LONG}&t=45").press("Stop")
    assert app.moment.t == app.experiment.steps == app.header["command"]["t"] < 45


def test_after_stop_it_goes_on_where_it_was(open_app: Open) -> None:
    app = open_app(f"{LONG}&pick=6").press("Stop")
    kept = app.experiment.steps
    app.set("steps", kept + 25)
    assert steps(app) == (kept + 10, kept + 25)
    assert to_the_end(app).experiment.steps == kept + 25


def test_steps_and_picks_act_while_it_grows(open_app: Open) -> None:
    app = open_app(f"{LONG}&pick=6").says(t=7)
    assert (app.moment.t, app.moment.pick) == (7, 5)
    assert bar(app) != ""
    app.says(t=9, pick=11)
    assert (app.moment.t, app.moment.pick, app.header["pick"]) == (9, 11, 11)
    to_the_end(app)
    assert (app.moment.t, app.moment.pick, app.experiment.steps) == (9, 11, 47)


def test_a_rate_at_the_step_on_screen_keeps_the_steps_before_it(open_app: Open) -> None:
    app = to_the_end(open_app(LONG)).says(t=13, rate=0.7)
    assert steps(app) == (23, 47)  # 13 that are there, and a chunk
    assert app.moment.t == 13
    experiment = to_the_end(app).experiment
    assert experiment.learning_rates == ((0, 0.1), (13, 0.7))
    assert app.header["outcome"]["text"] == said_at_the_end(run(experiment.data.load(), experiment)).text


def test_a_rate_from_the_start_waits_for_the_step_on_screen(open_app: Open) -> None:
    app = to_the_end(open_app(LONG)).says(t=33, rate=0.7, from_start=True)
    assert (steps(app), app.moment.t) == ((10, 47), 33)
    assert app.header["former"] == "α = 0.1"
    assert (to_the_end(app).moment.t, steps(app)) == (33, (47, 47))


def test_a_step_that_is_yet_to_come_is_waited_for(open_app: Open) -> None:
    app = open_app(LONG).says(t=41)
    assert app.moment.t == 41
    assert to_the_end(app).moment.t == 41


def test_the_former_run_is_worked_out_too(open_app: Open) -> None:
    app = open_app(f"{LONG}&before=rates%3D0:2.0")
    while bar(app).startswith("Working out steps"):
        app.run()
    assert steps(app) == (47, 47)
    assert bar(app).startswith("Working out the former run’s steps: ")
    other = open_app(f"{LONG}&before=rates%3D0:2.0")
    to_the_end(app)
    assert app.moment.former is not None
    while not other.has_button("Leave it out"):
        other.run()
    other.press("Leave it out")
    assert other.moment.former is None
    assert bar(other) == ""


def test_a_run_that_leaves_a_computer_s_range_ends_there(open_app: Open) -> None:
    app = to_the_end(open_app(LONG.replace("blobs", "scales") + "&t=40&rates=0:0.1,13:1.7e308"))
    assert steps(app)[0] < 47
    assert "left a computer’s range" in app.header["outcome"]["text"]
    assert app.moment.t == steps(app)[0] == app.header["command"]["t"]


# -------------------------------------------------------------------------------------------------------- beneath


def test_no_chunk_is_larger_than_it_may_be() -> None:
    dataset = Generated(m=20).load()
    experiment = Experiment(Generated(m=20), steps=95)
    work = begin(dataset, experiment)
    seen = [work.run.steps]
    while not work.is_done(experiment):
        work.go_on(experiment, 0)
        seen.append(work.run.steps)
    assert seen == [10, 20, 30, 40, 50, 60, 70, 80, 90, 95]
    whole = run(dataset, experiment)
    for name in ("w", "b", "J"):
        assert np.array_equal(getattr(work.run, name), getattr(whole, name))
    before = work.run
    work.go_on(experiment, 0)
    assert work.run is before


@pytest.mark.parametrize("total", [30, MOST_HELD + 700])
@pytest.mark.parametrize("holdout", [0.0, 0.4])
def test_what_is_gathered_on_the_way_has_the_bits_of_all_at_once(total: int, holdout: float) -> None:
    data = Generated(m=20)
    dataset = data.load()
    experiment = Experiment(data, steps=total, holdout=holdout, learning_rates=((0, 0.3),))
    work = begin(dataset, experiment)
    while not work.is_done(experiment):
        work.go_on(experiment, 11)
    other = replace(experiment, learning_rates=((0, 0.3), (17, 1.5)))
    late = begin(dataset, other, [work])
    assert late.run.steps == 27
    while not late.is_done(other):
        late.go_on(other, 11)
    for each, of in ((work, experiment), (late, other)):
        (held, shown), (same, whole) = (
            frames(dataset, each.run, 11, each.step_cache),
            frames(dataset, run(dataset, of), 11),
        )
        assert np.array_equal(held, same)
        assert np.array_equal(held, held_steps(total, 11))
        assert shown.keys() == whole.keys()
        for name in whole:
            assert np.array_equal(shown[name], whole[name]), name


def test_nothing_is_taken_over_from_other_data_or_another_split() -> None:
    one, other = Generated(m=20), Generated(m=20, seed=8)
    work = begin(one.load(), Experiment(one, steps=9))
    again = begin(other.load(), Experiment(other, steps=9), [work])
    assert np.array_equal(again.run.w, run(other.load(), Experiment(other, steps=9)).w)
    dataset = one.load()
    experiment = Experiment(one, steps=9, holdout=0.3)
    first = begin(dataset, experiment)
    first.step_cache.at(first.run, np.arange(10))
    for change in (dict(holdout_seed=5), dict(holdout=0.0), dict(scale="standardize"), dict(w=(1.0, 1.0))):
        changed = replace(experiment, **change)
        later = begin(dataset, changed, [first])
        mine, whole = frames(dataset, later.run, 0, later.step_cache)[1], frames(dataset, run(dataset, changed), 0)[1]
        assert all(np.array_equal(mine[name], whole[name]) for name in whole), change


def test_each_step_is_gathered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from pages.stage import step_cache

    asked: list[int] = []
    plain = step_cache.along_run

    def counting(X: Any, y: Any, w: Any, b: Any) -> Any:
        asked.append(len(b))
        return plain(X, y, w, b)

    monkeypatch.setattr(step_cache, "along_run", counting)
    done = run(Generated(m=20).load(), Experiment(steps=30))
    known = StepCache()
    known.at(done, np.arange(31))
    known.at(done, np.array([30, 2, 7]))
    log_table(done, np.arange(31), 3, scaled=False, step_cache=known)
    assert asked == [31]


# --------------------------------------------------------------------------------------------------------- tables


def test_of_many_examples_those_that_pull_hardest_are_sent(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab_tables, "MOST_ROWS", 6)
    app = open_app(f"{SMALL}&t=3&pick=1")
    assert above_the_table(app).startswith("The 6 that pull hardest on w of 20 examples at t = 3,")
    assert "The file holds all." in above_the_table(app)
    done = compute_run(SMALL)
    order = pull_order(chain_rule(done.X_scaled, done.dataset.y, done.w[3], float(done.b[3])))
    for pick in (int(order[5]), int(order[6])):
        app.says(t=3, pick=pick)
        assert table_header(app)["rows"] == 6
        assert table_header(app)["marked"] == (5 if pick == order[5] else -1)


def compute_run(query: str) -> Any:
    experiment = Experiment.from_query(query)[0]
    return run(experiment.data.load(), experiment)


def table_header(app: App) -> dict[str, Any]:
    import json

    (table,) = [each for each in app.at.get("bidi_component") if each.proto.component_name == "gradient_table"]
    blob = table.proto.bytes
    return dict(json.loads(blob[4 : 4 + int.from_bytes(blob[:4], "little")]))


@pytest.mark.parametrize("rate", [0.1, 5e3])  # the second leaves the range in which factors can be written
def test_the_file_of_all_examples_is_the_same_in_blocks(monkeypatch: pytest.MonkeyPatch, rate: float) -> None:
    done = compute_run(f"{SMALL}&rates=0:{rate!r}")
    order = pull_order(chain_rule(done.X_scaled, done.dataset.y, done.w[9], float(done.b[9])))
    whole = examples_table(done, 9, order, scaled=False)
    assert len(whole) == (16 if rate < 1 else 18)
    monkeypatch.setattr(lab_tables, "CSV_ROWS", 3)
    raw = examples_csv(done, 9, scaled=False)
    assert raw == as_csv([whole])
    assert raw.startswith(b"\xef\xbb\xbfi,")
    assert raw.count(b"\n") == 21


def test_an_examples_row_has_the_bits_of_the_whole_chain_rule() -> None:
    done = compute_run(f"{SMALL}&scale=standardize")
    chain = chain_rule(done.X_scaled, done.dataset.y, done.w[9], float(done.b[9]))
    table = examples_table(done, 9, np.array([7, 2]), scaled=True)
    assert table["i"].tolist() == [8, 3]
    assert table["∂L/∂z"].tolist() == chain.dL_dz[[7, 2]].tolist()
    assert table["∂L/∂w̃₁"].tolist() == chain.dL_dw[[7, 2], 0].tolist()


# ------------------------------------------------------------------------------------------------ what is kept


def test_an_uploaded_file_is_hashed_once(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "\n".join(f"{i % 7},{i % 5}.25,{'red' if i % 3 else 'blue'}" for i in range(800))
    app = open_app().set("data", "upload").upload("a.csv", f"a,b,label\n{rows}\n".encode()).press(USE)
    hashed: list[int] = []
    monkeypatch.setattr(files, "digest", lambda raw: hashed.append(len(raw)))
    before = app.moment
    app.says(t=3)
    assert (app.moment, hashed) == (replace(before, t=3), [])
