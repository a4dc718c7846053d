"""A page that Streamlit runs alone is run again by way of app.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st

from tests.app import SMALL, App

Open = Callable[..., App]


@pytest.fixture
def switched(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str]]]:
    """To which pages it was switched, and with which queries."""
    found: list[tuple[str, dict[str, str]]] = []
    switch = st.switch_page

    def spy(page: Any, *, query_params: dict[str, str]) -> None:
        found.append((page.title, query_params))
        switch(page, query_params=query_params)

    monkeypatch.setattr(st, "switch_page", spy)
    return found


def hides_the_list(app: App) -> bool:
    return any('stSidebarNav"] { display: none' in each.proto.body for each in app.at._tree[2].get("html"))


def test_streamlit_runs_a_page_alone_and_so_it_is_run_again_at_its_query(
    open_app: Open, switched: list[tuple[str, dict[str, str]]]
) -> None:
    app = open_app(f"{SMALL}&t=3", "examples")
    ((title, query),) = switched
    assert (title, query["t"], query["seed"]) == ("Examples", "3", "7")
    assert (app.moment.t, app.experiment.data.seed) == (3, 7)
    assert not hides_the_list(app)


def test_the_first_page_stays_as_it_is_without_a_list(
    open_app: Open, switched: list[tuple[str, dict[str, str]]]
) -> None:
    app = open_app(f"{SMALL}&t=3", "lab")
    assert switched == []
    assert hides_the_list(app)
    assert app.moment.t == 3


def test_what_is_run_by_way_of_app_py_is_not_run_again(
    open_app: Open, switched: list[tuple[str, dict[str, str]]]
) -> None:
    app = open_app(SMALL)
    assert not hides_the_list(app)
    app.on_page("examples")
    assert switched == []
