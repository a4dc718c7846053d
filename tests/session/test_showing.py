"""What a widget says late, from before it heard of a change by somebody else, is not taken for its user's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from logreg_core import Experiment, Points
from pages.session import widgets
from pages.session.link import moment_of
from tests.app import SMALL, App

Change = Callable[[App], object]
POINTS = Experiment(data=Points(((0.0, 0.0, 0), (1.0, 1.0, 1), (2.0, 0.0, 1)))).to_query()
TYPED = f"{SMALL}&w=1.0,2.0&b=3.0"


def undone(query: str) -> Change:
    """The session is as it was with another link, as after an undo, a link that is opened or a request."""

    def change(app: App) -> None:
        now = app.remembered
        app.at.session_state["session"] = now.at(moment_of(query)[0], command=True)

    return change


def sent_by(app: App) -> Any:
    """What the browser sends of all widgets as it shows them now."""
    return app.at._tree.get_widget_states()


def echoes(app: App, late: Any) -> App:
    app.at._run(late)
    return app.checked()


CHANGES = {
    "steps": (SMALL, SMALL.replace("steps=20", "steps=320"), ""),
    "zeros": (f"{SMALL}&w=1.0,0.0", SMALL, ""),
    "typed": (TYPED, f"{SMALL}&w=4.0,5.0&b=6.0", ""),
    "scaling": (SMALL, f"{SMALL}&scale=standardize", ""),
    "data": (SMALL, "data=iris&steps=20", ""),
    "generator": (SMALL, "data=moons&m=50&noise=0.2&balance=0.3&seed=7&steps=20", ""),
    "settings": (SMALL, "data=blobs&m=50&noise=0.4&balance=0.3&seed=7&steps=20", ""),
    "rule": (SMALL, f"{SMALL}&rule=heavy-ball", ""),
    "rule's setting": (f"{SMALL}&rule=heavy-ball", f"{SMALL}&rule=heavy-ball:0.5", ""),
    "held out": (SMALL, f"{SMALL}&holdout=0.2", "data"),
    "split": (f"{SMALL}&holdout=0.2", f"{SMALL}&holdout=0.2&split=5", "data"),
    "kind": (SMALL, "data=moons&m=50&noise=0.2&balance=0.3&seed=7&steps=20", "data"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_somebody_else_changed_is_not_undone_by_a_late_echo(what: str) -> None:
    """As the browser has not heard of it: before the page is made again, right after that, and later once more."""
    before, after, page = CHANGES[what]
    app = App(before, page)
    if page:
        app.open_tab("Prepare" if what in ("held out", "split") else "Make")
    then = app.query
    late = sent_by(app)
    undone(after)(app)
    app.run()
    now = app.query
    assert now != then
    for _ in range(3):
        assert echoes(app, late).query == now


def test_what_changed_and_changed_back_is_not_undone_either() -> None:
    app = App(SMALL)
    first = sent_by(app)
    undone(SMALL.replace("steps=20", "steps=320"))(app)
    app.run()
    second = sent_by(app)
    undone(SMALL)(app)
    app.run()
    now = app.query
    for late in (second, first, second):
        assert echoes(app, late).query == now


def test_go_on_is_not_undone_by_the_reports_that_follow_it() -> None:
    app = App(f"{SMALL}&t=20")
    late = sent_by(app)
    app.says(t=20, extend=True)
    assert app.experiment.steps == 320
    for t in (21, 22, 23):
        states = type(late)()
        states.CopyFrom(late)
        echoes(app, states)
        app.says(t=t)
        assert (app.experiment.steps, app.moment.t) == (320, t)
    assert app.widget(widgets.STEPS).value == 320


def test_what_the_user_chose_just_before_somebody_else_did_is_not_put_back_late() -> None:
    app = App(SMALL)
    app.set(widgets.STEPS, 50)
    late = sent_by(app)
    undone(SMALL)(app)
    app.run()
    assert echoes(app, late).experiment.steps == 20


@pytest.mark.parametrize(("key", "value"), [(widgets.STEPS, 50), ("m", 50), ("noise", 0.8)])
def test_a_widget_that_only_its_user_changes_stays_the_one_it_is(key: str, value: float) -> None:
    """Else it would lose its focus and what is half typed."""
    app = App(SMALL)
    before = app.widget(key).proto.id
    app.set(key, value)
    app.says(t=3)
    app.says(t=4, rate=0.7)
    assert app.widget(key).proto.id == before
    assert app.widget(key).value == value


def test_a_start_that_is_written_in_another_way_or_makes_no_sense_keeps_its_box() -> None:
    app = App(f"{SMALL}&w=1.0,0.0")
    before = app.widget("start w1").proto.id
    for typed, shown in (("2,50", "2.5"), ("nonsense", "2.5"), ("3", "3")):
        app.set("start w1", typed)
        assert app.widget("start w1").proto.id == before
        assert app.widget("start w1").value == shown


def test_a_change_of_one_widget_leaves_the_others_what_they_are() -> None:
    app = App(f"{SMALL}&t=20")
    others = {key: app.widget(key).proto.id for key in (widgets.DATA, "m", widgets.START, widgets.RULE)}
    steps = app.widget(widgets.STEPS).proto.id
    app.says(t=20, extend=True)
    assert app.widget(widgets.STEPS).proto.id != steps
    assert {key: app.widget(key).proto.id for key in others} == others


def test_after_a_restart_a_widget_is_another_one() -> None:
    """What a browser holds of the widgets of the server before says nothing to the one after."""
    first, second = App(SMALL), App(SMALL)
    assert first.widget(widgets.STEPS).proto.id != second.widget(widgets.STEPS).proto.id


def test_what_is_typed_in_the_table_is_taken_once_however_often_it_is_sent() -> None:
    app = App(POINTS, "data")
    app.open_tab("Table")
    (table,) = app.at.main.dataframe
    change = '{"edited_rows": {}, "added_rows": [{"x1": 5, "x2": 6, "y": 1}], "deleted_rows": []}'
    for _ in range(3):
        app.sends_string(table.proto.id, change)
    assert len(Experiment.from_query(app.query)[0].data.load().X) == 4
