"""The app as a process, for visitors without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app import packages_looked_through_once
from tests.browser.serving import Server

__all__ = ["attacked", "packages_looked_through_once"]


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the attacks' own."""
    server = Server(Path(tmp_path_factory.mktemp("attacked")) / "streamlit.log")
    try:
        server.start()
        yield server
    finally:
        server.stop()
