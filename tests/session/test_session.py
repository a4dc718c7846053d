"""The session: one value, replaced whole, that outlives a hot reload."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import fields, make_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from pages.session import history, store, widgets
from pages.session.session import Session, session, update, updated
from tests.app import ROOT, SMALL, App

Open = Callable[..., App]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Session state, as a dictionary, of one who has opened the app at a link."""
    kept: dict[str, Any] = {}
    monkeypatch.setattr(store.st, "session_state", kept)
    monkeypatch.setattr(store, "address", lambda: {"t": "7", "view": "3d"})
    return kept


def test_a_new_session_is_read_from_the_address(kept: dict[str, Any]) -> None:
    now = session()
    assert (now.moment.t, now.command) == (7, (1, 7, "loss", "60"))
    assert "link's view" in now.notices[0]
    assert session() is now
    assert list(kept) == ["session"]


def test_a_change_is_stored_by_one_assignment(kept: dict[str, Any]) -> None:
    update(lambda before: replace(before, past=("a",)).at(replace(before.moment, t=9)))
    assert (session().past, session().moment.t) == (("a",), 9)
    assert updated(Session.saying, "so") is session()


def test_a_change_that_raises_changes_nothing(kept: dict[str, Any]) -> None:
    before = session()

    def change(now: Session) -> Session:
        raise ValueError(now.saying("lost").notices)

    with pytest.raises(ValueError, match="lost"):
        update(change)
    assert session() is before


def test_a_change_that_changes_nothing_is_not_written(kept: dict[str, Any]) -> None:
    before = session()
    update(lambda now: replace(now))
    assert kept["session"] is before


def used(app: App) -> App:
    """An app of which much was used."""
    app.says(t=3, rate=0.7, from_start=True, drag=1).says(t=3, flip=2).says(t=4, pick=1)
    app.set("start mode", "typed")
    app.on_page("examples")
    app.on_data_page().open_tab("Bring").upload("a.csv", b"a,b,y\n1,2,0\n2,1,1\n3,3,1\n")
    return app


def test_it_holds_primitives_tuples_and_bytes_alone(open_app: Open) -> None:
    app = used(open_app())

    def check(value: object) -> None:
        assert value is None or type(value) in (str, int, float, bool, bytes, tuple), value
        for part in value if isinstance(value, tuple) else ():
            check(part)

    assert app.remembered.files
    for field in fields(Session):
        check(getattr(app.remembered, field.name))


def test_an_instance_of_the_class_as_it_was_before_a_hot_reload_is_taken_over(kept: dict[str, Any]) -> None:
    now = updated(lambda before: replace(before, past=("a",), files=(("d", "name", b"raw"),)))
    Old = make_dataclass("Session", [(field.name, field.type) for field in fields(Session)], frozen=True)
    kept["session"] = Old(**{field.name: getattr(now, field.name) for field in fields(Session)})
    assert session() == now
    assert type(session()) is Session
    update(Session.saying, "on we go")
    assert kept["session"] == now.saying("on we go")


def test_fields_that_the_class_did_not_have_are_new_and_those_that_it_lost_are_gone(kept: dict[str, Any]) -> None:
    now = session()
    Old = make_dataclass("Session", ["identity", "query", "command", "notices", "lost"])
    kept["session"] = Old(now.identity, now.query, now.command, now.notices, 5)
    assert session() == now


def test_the_app_goes_on_with_an_instance_of_an_old_class(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=3")
    now = app.remembered
    Old = make_dataclass("Session", [field.name for field in fields(Session)], frozen=True)
    app.at.session_state["session"] = Old(**{field.name: getattr(now, field.name) for field in fields(Session)})
    app.says(t=4)
    assert app.moment.t == 4
    assert app.remembered.identity == now.identity


def test_session_state_holds_the_session_and_widgets_alone(open_app: Open) -> None:
    app = used(open_app())
    keys = {value for name, value in vars(widgets).items() if name.isupper()}
    begins = ("start ", "table ", "sample ", "x1 ", "x2 ", "label ", "one ", "zero ", "leave out ", "save-", "move to ")
    revised = tuple(f"{key} {app.remembered.identity} " for key in keys)  # of those that show what others change too
    kept = {key for key in app.at.session_state.to_dict() if key not in keys and not key.startswith(begins + revised)}
    assert kept == {"session"}


def test_every_widget_s_key_stands_in_one_place() -> None:
    """Whatever a page gives as `key` is a name that stands elsewhere, not a text of its own."""
    found = [
        f"{path.relative_to(ROOT)}:{node.value.lineno}"
        for path in Path(ROOT / "pages").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "key" and isinstance(node.value, (ast.Constant, ast.JoinedStr))
    ]
    assert [each for each in found if not each.startswith("pages/derivation.py")] == []  # its containers, for styles


def test_no_two_widgets_share_a_key() -> None:
    keys = [value for name, value in vars(widgets).items() if name.isupper()]
    assert len(keys) == len(set(keys))


def test_saved_points_keep_the_link_as_it_is_where_it_holds_them(kept: dict[str, Any]) -> None:
    assert history.name_saved(session()) is session()
