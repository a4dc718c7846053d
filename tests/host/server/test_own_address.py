"""Nobody is asked for this machine's address."""

from __future__ import annotations

import socket
from typing import NoReturn

import pytest
from streamlit import config, net_util
from streamlit.web import bootstrap
from streamlit.web.server.server_util import is_url_from_allowed_origins

from pages.host.server.own_address import ask_nobody

FOREIGN = "http://elsewhere.example:8501"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Streamlit asks for, as it has just started; none of it leaves."""
    asked: list[str] = []

    class NoSocket(socket.socket):
        def connect(self, address: object) -> NoReturn:
            asked.append(str(address))
            raise OSError("nothing leaves in a test")

    monkeypatch.setattr(socket, "socket", NoSocket)
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, timeout: asked.append(url))
    for kept in ("_internal_ip", "_external_ip"):
        assert hasattr(net_util, kept)
        monkeypatch.setattr(net_util, kept, None)
    return asked


def test_a_foreign_page_is_refused_without_asking_and_one_of_the_loopback_let_in(asked: list[str]) -> None:
    ask_nobody()
    assert not is_url_from_allowed_origins(FOREIGN)
    assert all(is_url_from_allowed_origins(f"http://{own}:8501") for own in ("localhost", "127.0.0.1"))
    assert asked == []


def test_streamlit_would_ask_a_service_outside_at_each_websocket(asked: list[str]) -> None:
    assert not is_url_from_allowed_origins(FOREIGN)
    once = len(asked)
    assert not is_url_from_allowed_origins(FOREIGN)
    assert 0 < once < len(asked)


@pytest.mark.parametrize("said", [True, False])
def test_streamlit_asks_at_the_start_unless_its_address_is_said(
    said: bool, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {"server.headless": True, "browser.serverAddress": "localhost"}
    known = config.get_option
    monkeypatch.setattr(config, "get_option", lambda name: settings.get(name, known(name)))
    monkeypatch.setattr(config, "is_manually_set", lambda name: said and name == "browser.serverAddress")
    bootstrap._print_url(is_running_hello=False)
    assert bool(asked) is not said
