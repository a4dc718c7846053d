"""The app below a path and started from another folder: its code is beside app.py, wherever that is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from .lab import Lab
from .serving import ROOT, Server

BASE = "/class/room"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app as a copy in a folder of its own, which has no code in static/ yet; started from another folder."""
    app = tmp_path_factory.mktemp("app")
    for name in ("app.py", "pages", "logreg_core", ".streamlit"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, app / name)
    log = tmp_path_factory.mktemp("log") / "streamlit.log"
    server = Server(log, app, away=tmp_path_factory.mktemp("away"), base=BASE)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.mark.parametrize("address", ["/", "/chain_rule"])
def test_a_page_is_drawn_and_steps(visit, address):
    lab = Lab.open(visit, BASE + address)
    lab.button("Step").click()
    lab.until("document.querySelector('[data-slot=scrub]').value === '1'")
    assert lab.t == 1
