"""What the very first visitor of a fresh server meets: what every later one does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from .serving import Server, settled

WIDE = 262  # pixels


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The app, started anew for each test, so that no page of it was made yet."""
    server = Server(tmp_path / "streamlit.log")
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.mark.parametrize("address", ["/", "/lab?seed=8&t=3", "/examples?seed=8&t=3"])
def test_the_sidebar_is_as_wide_as_ever(visit: Callable[..., Page], address: str) -> None:
    page = visit(address, viewport=(1280, 720), wait=False)
    sidebar = page.get_by_test_id("stSidebar")
    sidebar.wait_for()
    assert sidebar.bounding_box()["width"] == WIDE
    settled(page)
    page.wait_for_selector(".gd-stage[data-ready=true]")
    assert sidebar.bounding_box()["width"] == WIDE
    assert len(page.get_by_test_id("stSidebarNavLink").all()) >= 5
    assert page.get_by_test_id("stSidebarNav").locator("[aria-current=page]").count() == 1
    page.wait_for_function("location.search.includes('pick=')")
    if "seed" in address:
        assert "seed=8" in page.url
        assert "t=3" in page.url
