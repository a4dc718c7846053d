"""Streamlit may stop a script wherever it touches session state: what a report asks for is done whole, once, or not."""

from __future__ import annotations

from typing import Any

import pytest

from logreg_core import Add, Points
from pages.parts.data import drawing_panel
from pages.session import cache, history, requests, selection, store
from pages.session.session import session as current
from pages.session.session import update

FEW = Points(((-2.0, -1.0, 0), (-1.0, 1.5, 0), (2.0, 1.0, 1), (3.5, -2.0, 1)))
REQUESTS: dict[str, dict[str, Any]] = {
    "an undo": {"undo": True},
    "a click": {"add": [0.0, 0.5, 1], "range": [[-5, 5], [-5, 5]]},
    "a pick": {"pick": 2, "t": 3},
    "a rate": {"rate": 0.7, "from_start": True, "drag": 4, "t": 3},
    "a flip": {"flip": 1, "t": 3},
    "a selection": {"select": [0, 2]},
}


class Stopped(BaseException):
    """What Streamlit throws into a script that it stops."""


class Session(dict[str, Any]):
    """A session state that stops the script at one of the times it is touched."""

    left = -1

    def _touch(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Stopped

    def __getitem__(self, key: str) -> Any:
        self._touch()
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self._touch()
        return super().get(key, default)

    def __setitem__(self, key: str, value: Any) -> None:
        self._touch()
        super().__setitem__(key, value)

    def __contains__(self, key: object) -> bool:
        self._touch()
        return super().__contains__(key)


def receive(kind: str) -> None:
    if kind in ("an undo", "a click"):
        requests.receive("drawing", drawing_panel.apply_request)
    elif kind == "a selection":
        selection.receive("drawing")
    else:
        requests.receive_from_stage("drawing")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Session:
    """The session of one who has drawn two points."""
    session = Session()
    monkeypatch.setattr(store.st, "session_state", session)
    monkeypatch.setattr(store.st, "query_params", type("Query", (), {"to_dict": dict}))
    for kept in ("_dataset", "_recent", "_work"):  # by Streamlit, for a session; there is none here
        monkeypatch.setattr(cache, kept, getattr(cache, kept).__wrapped__)
    update(history.change, FEW)
    for x in (0.25, 0.5):
        update(history.edit, Add(x, 3.0, 1))
    assert len(current().past) == 3
    return session


@pytest.mark.parametrize("kind", REQUESTS)
def test_a_report_is_taken_in_whole_or_not_at_all(drawn: Session, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn["drawing"] = {"report": {"number": "page-1", "t": 5, "requests": [{"number": 1, **REQUESTS[kind]}]}}

    def anew(left: int = -1) -> Session:
        session = Session(drawn)
        session.left = left
        monkeypatch.setattr(store.st, "session_state", session)
        return session

    done = anew()
    receive(kind)
    assert done != drawn
    stops = 0
    for touch in range(1, 100):
        session = anew(touch)
        try:
            receive(kind)
        except Stopped:
            stops += 1
            assert session == drawn
            session.left = -1
            receive(kind)  # the browser says it once more
        assert session == done
        session.left = -1
        receive(kind)  # and once more, if it does not know yet that it was acknowledged
        assert session == done
    assert 3 <= stops < 90
