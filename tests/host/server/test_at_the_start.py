"""What is done before the first page."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.browser.serving import Server

PATIENCE = 20.0  # seconds


@pytest.fixture
def opened(tmp_path: Path) -> Path:
    """A file in which commands that open a browser note the address, and nothing else; they are in bin/ beside it."""
    log = tmp_path / "opened.txt"
    (tmp_path / "bin").mkdir()
    for name in ("xdg-open", "open"):
        command = tmp_path / "bin" / name
        command.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >>"{log}"\n', encoding="utf-8")
        command.chmod(0o755)
    return log


def start(folder: Path, headless: bool) -> Server:
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    options = ["--server.address", "127.0.0.1", "--server.headless", str(headless).lower()]
    return Server(folder / "streamlit.log", plainly=True, options=options, env={"PATH": path})


def test_a_browser_opens_the_app_once(opened: Path, tmp_path: Path) -> None:
    """Twice, once Streamlit opens it too."""
    server = start(tmp_path, headless=False)
    try:
        server.start()
        patience = time.monotonic() + PATIENCE
        while not opened.exists() and time.monotonic() < patience:
            time.sleep(0.05)
    finally:
        server.stop()
    assert opened.read_text(encoding="utf-8").splitlines() == [f"http://localhost:{server.port}"]


def test_where_there_is_no_browser_none_is_opened(opened: Path, tmp_path: Path) -> None:
    server = start(tmp_path, headless=True)
    try:
        server.start()
    finally:
        server.stop()
    assert not opened.exists()
    assert f"URL: http://localhost:{server.port}" in server.log
