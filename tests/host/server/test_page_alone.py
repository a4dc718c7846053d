"""Streamlit would run a page alone on a fresh server; here app.py runs them all."""

from __future__ import annotations

import pytest
from streamlit.runtime.pages_manager import PagesManager

from pages.host.server.page_alone import run_by_app_py
from tests.app import ROOT


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has just begun."""
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)


def test_streamlit_takes_the_folder_for_its_own(fresh: None) -> None:
    PagesManager(str(ROOT / "app.py"))
    assert PagesManager.uses_pages_directory is True


def test_here_it_does_not(fresh: None) -> None:
    run_by_app_py()
    PagesManager(str(ROOT / "app.py"))
    assert PagesManager.uses_pages_directory is False
